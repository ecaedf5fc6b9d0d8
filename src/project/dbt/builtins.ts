/** What every dbt template may call without a warehouse, and stand-ins for the macros that nearly every project has. */
import { argumentsOf } from './arguments.js';

/** `dbt.datediff('a', 'b', 'day')` → `datediff(a, b, day)`: the same columns in some function. */
const CROSS_DATABASE =
  'any_value array_append array_concat array_construct bool_or cast_bool_to_text concat current_timestamp date date_trunc dateadd datediff escape_single_quotes hash last_day length listagg position replace right safe_cast split_part type_bigint type_boolean type_float type_int type_numeric type_string type_timestamp'.split(
    ' ',
  );

export function builtins(vars: Readonly<Record<string, unknown>>, schema: string): Readonly<Record<string, unknown>> {
  const nothing = (): string => '';
  const crossDatabase = Object.fromEntries(CROSS_DATABASE.map((name) => [name, (...args: unknown[]) => callText(name, args)]));
  return {
    var: (name: string, fallback?: unknown) => {
      const own = Object.hasOwn(vars, name) ? vars[name] : undefined;
      const value = own ?? (fallback instanceof Map ? fallback.get('default') : fallback);
      if (value === undefined) throw new Error(`no var ${name}`);
      return value;
    },
    env_var: (name: string, fallback?: unknown) => fallback ?? name,
    is_incremental: () => false,
    execute: false,
    // `plainJinja` writes `list.append(x)` so; both are the library's own lists.
    append__: (list: unknown[], added: readonly unknown[]) => void list.push(...added),
    log: nothing,
    print: nothing,
    exceptions: { warn: nothing, raise_compiler_error: nothing },
    target: { name: 'dev', schema, database: schema, type: 'generic', profile_name: schema },
    dbt_version: '1.10.0',
    invocation_id: '',
    run_started_at: '',
    dbt: crossDatabase,
    dbt_utils: {
      ...crossDatabase,
      star: (...args: unknown[]) => starText(args),
      generate_surrogate_key: (...args: unknown[]) => callText('md5', listOf(args, 'field_list')),
      surrogate_key: (...args: unknown[]) => callText('md5', listOf(args, 'field_list')),
      union_relations: (...args: unknown[]) =>
        `(${listOf(args, 'relations')
          .map((relation) => `select * from ${relation}`)
          .join(' union all ')})`,
      safe_divide: (...args: unknown[]) => callText('safe_divide', args),
    },
  };
}

function callText(name: string, args: readonly unknown[]): string {
  const { list, named } = argumentsOf(args);
  return `${name}(${[...list, ...named.values()].map(String).join(', ')})`;
}

function listOf(args: readonly unknown[], name: string): unknown[] {
  const { list, named } = argumentsOf(args);
  const [first] = list;
  const value = named.get(name) ?? (list.length === 1 ? first : list);
  return Array.isArray(value) ? value : [value];
}

/** A star with columns left out cannot be written in every dialect, and prefixes and suffixes in none. */
function starText(args: readonly unknown[]): string {
  const { named } = argumentsOf(args);
  const alias = named.get('relation_alias');
  for (const option of ['except', 'prefix', 'suffix'])
    if (named.has(option) && String(named.get(option)) !== '') throw new Error(`star with ${option} needs the warehouse`);
  return typeof alias === 'string' && alias !== '' ? `${alias}.*` : '*';
}
