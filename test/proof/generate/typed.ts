/** Queries over typed tables with NULLs, whose columns are expressions of all kinds: for asking an engine what it makes of each. */
import { between, type Choices, chance, pick } from './choices.js';

export interface TypedColumn {
  readonly name: string;
  readonly type: string;
  readonly family: Family;
  readonly notNull: boolean;
}

export type Family = 'integer' | 'decimal' | 'float' | 'string' | 'boolean' | 'date' | 'timestamp';

/** How an engine calls the types that the tables have. */
export type TypeNames = Readonly<Record<Family, readonly string[]>>;

export interface TypedTable {
  readonly name: string;
  readonly columns: readonly TypedColumn[];
}

/** Of each type a column that may be NULL, and one that may not. */
export function typedTable(name: string, types: TypeNames): TypedTable {
  const columns: TypedColumn[] = [];
  for (const family of Object.keys(types) as Family[])
    for (const [at, type] of types[family].entries())
      for (const notNull of [false, true])
        columns.push({ name: `${name}_${family.slice(0, 3)}${at}${notNull ? 'n' : ''}`, type, family, notNull });
  return { name, columns };
}

export function typedTableSql({ name, columns }: TypedTable): string {
  return `create table ${name} (${columns.map((column) => `${column.name} ${column.type}${column.notNull ? ' not null' : ''}`).join(', ')});`;
}

const VALUES: Readonly<Record<Family, readonly string[]>> = {
  integer: ['0', '1', '2', '7'],
  decimal: ['0.5', '1.0', '3.2'],
  float: ['0.5', '2', '-1'],
  string: ["''", "'a'", "'b1'"],
  boolean: ['true', 'false'],
  date: ["date '2024-01-31'", "date '2023-02-01'"],
  timestamp: ["timestamp '2024-01-31 10:00:00'", "timestamp '2023-02-01 00:00:01'"],
};

export function typedRowsSql(choices: Choices, { name, columns }: TypedTable, count: number): string {
  const row = () =>
    columns.map(({ family, notNull }) => (!notNull && chance(choices, 35) ? 'null' : pick(choices, VALUES[family]))).join(', ');
  return `insert into ${name} values ${Array.from({ length: count }, () => `(${row()})`).join(', ')};`;
}

/** What differs between engines. */
export interface Engine {
  readonly types: TypeNames;
  /** Further expressions of a family, with `$i`, `$d`, `$f`, `$s`, `$b`, `$t` (date), `$m` (timestamp) for operands. */
  readonly more: Readonly<Partial<Record<Family, readonly string[]>>>;
}

const MARKS: Readonly<Record<string, Family>> = {
  $i: 'integer',
  $d: 'decimal',
  $f: 'float',
  $s: 'string',
  $b: 'boolean',
  $t: 'date',
  $m: 'timestamp',
};

const FORMS: Readonly<Record<Family, readonly string[]>> = {
  integer: [
    '$i + $i',
    '$i - $i',
    '$i * $i',
    '$i % 3',
    '-$i',
    'abs($i)',
    'coalesce($i, $i)',
    'coalesce($i, 0)',
    'nullif($i, $i)',
    'case when $b then $i else $i end',
    'case when $b then $i end',
    'length($s)',
    'greatest($i, $i)',
    'cast($f as integer)',
    '$t - $t',
    'case $i when 1 then 2 else 3 end',
    '(select max(u_int0) from u)',
    '(select count(*) from u where u_int0 > $i)',
  ],
  decimal: [
    '$d + $d',
    '$d - $i',
    '$d * $d',
    '$d + 1',
    '$d * 1.5',
    '-$d',
    'abs($d)',
    'coalesce($d, $d)',
    'coalesce($d, 0)',
    'case when $b then $d else $d end',
    'cast($i as decimal(12, 3))',
    'round($d, 1)',
  ],
  float: [
    '$f + $f',
    '$f * $i',
    '$f / $f',
    '$f - $d',
    'coalesce($f, $f)',
    'case when $b then $f else 1 end',
    'sqrt(abs($f))',
    'cast($d as double precision)',
  ],
  string: [
    'upper($s)',
    'lower($s)',
    'trim($s)',
    '$s || $s',
    "$s || 'x'",
    'concat($s, $s)',
    "coalesce($s, 'none')",
    'substring($s, 1, 2)',
    "replace($s, 'a', 'b')",
    "case when $b then $s else 'x' end",
    'cast($i as varchar(20))',
    "nullif($s, 'a')",
    'case when $b then $s end',
  ],
  boolean: [
    '$i = $i',
    '$i > $d',
    '$s = $s',
    '$s is null',
    '$f is not null',
    '$b and $b',
    '$b or $b',
    'not $b',
    "$s like 'a%'",
    '$i between 1 and $i',
    '$i in (1, 2, 3)',
    '$i in (select u_int0 from u)',
    'exists (select 1 from u where u_int0 = $i)',
    '$s is distinct from $s',
    'coalesce($b, false)',
  ],
  date: ['coalesce($t, $t)', "cast('2024-01-01' as date)", 'case when $b then $t else $t end', 'cast($m as date)', 'greatest($t, $t)'],
  timestamp: ["coalesce($m, timestamp '2024-01-01 00:00:00')", 'cast($t as timestamp)', 'case when $b then $m else $m end', '$m'],
};

const AGGREGATES: readonly string[] = [
  'count(*)',
  'count($i)',
  'count(distinct $s)',
  'sum($i)',
  'sum($d)',
  'sum($f)',
  'avg($i)',
  'avg($d)',
  'avg($f)',
  'min($i)',
  'max($s)',
  'min($d)',
  'max($t)',
  'min($m)',
  'max($f)',
  'sum(case when $b then 1 else 0 end)',
  'sum(case when $b then $d end)',
  'max($i) - min($i)',
  'coalesce(sum($d), 0)',
  'count(*) + 1',
];

const WINDOWS: readonly string[] = [
  'row_number() over (order by $i)',
  'rank() over (partition by $s order by $i)',
  'lag($d) over (order by $i)',
  'sum($i) over (partition by $s)',
  'first_value($s) over (order by $i)',
  'count(*) over ()',
];

interface Site {
  readonly choices: Choices;
  readonly engine: Engine;
  readonly columns: readonly TypedColumn[];
}

function filled(site: Site, form: string, depth: number): string {
  return form.replace(/\$[idfsbtm]\b/g, (mark) => expression(site, MARKS[mark] as Family, depth));
}

function expression(site: Site, family: Family, depth: number): string {
  const { choices, engine, columns } = site;
  if (depth <= 0 || chance(choices, 35)) {
    if (chance(choices, 20)) return pick(choices, VALUES[family]);
    return pick(
      choices,
      columns.filter((column) => column.family === family),
    ).name;
  }
  return `(${filled(site, pick(choices, [...FORMS[family], ...(engine.more[family] ?? [])]), depth - 1)})`;
}

const FAMILIES = Object.keys(FORMS) as Family[];

/** Four columns over `t`, alone, filtered, joined to `u`, grouped, or as a set operation, a subquery or a CTE. */
export function typedQuery(choices: Choices, engine: Engine, t: TypedTable, u: TypedTable): string {
  const site: Site = { choices, engine, columns: t.columns };
  const both: Site = { choices, engine, columns: [...t.columns, ...u.columns] };
  const any = (at: Site) => expression(at, pick(choices, FAMILIES), between(choices, 0, 3));
  const four = (each: () => string) => Array.from({ length: 4 }, (_, at) => `${each()} as c${at}`).join(', ');
  const kept = chance(choices, 40) ? ` where ${expression(site, 'boolean', 2)}` : '';
  const key = pick(choices, t.columns).name;
  switch (choices.below(9)) {
    case 0:
    case 1:
      return `select ${four(() => any(site))} from t${kept}`;
    case 2:
      return `select ${four(() => any(both))} from t left join u on t_int0 = u_int0`;
    case 3:
      return `select ${four(() => any(both))} from t ${pick(choices, ['join', 'full join', 'right join'])} u on t_int0n = u_int0n`;
    case 4: {
      const grouping = chance(choices, 20) ? `rollup (${key})` : key;
      return `select ${key} as k, ${four(() => filled(site, pick(choices, AGGREGATES), 1))} from t${kept} group by ${grouping}`;
    }
    case 5:
      return `select ${four(() => filled(site, pick(choices, AGGREGATES), 1))} from t${kept}`;
    case 6:
      return `select ${four(() => filled(site, pick(choices, WINDOWS), 0))} from t where ${key} is not null`;
    case 7: {
      const families = Array.from({ length: 4 }, () => pick(choices, FAMILIES));
      const branch = () => families.map((family, at) => `${expression(site, family, 2)} as c${at}`).join(', ');
      return `select ${branch()} from t union all select ${branch()} from t`;
    }
    default: {
      const inner = four(() => any(site));
      return chance(choices, 50)
        ? `with q as (select ${inner} from t${kept}) select c0, coalesce(c1, c1) as c1, c2, c3 from q where c0 is not null`
        : `select q.*, u.u_int0n from (select ${inner} from t) as q ${pick(choices, ['cross join', 'left join'])} u${' on true'}`.replace(
            'cross join u on true',
            'cross join u',
          );
    }
  }
}
