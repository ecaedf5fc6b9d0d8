/** Queries: WITH, one SELECT or several in a set operation, ORDER BY with LIMIT. */
import { between, chance, pick, some } from './choices.js';
import { pickTable } from './from.js';
import { type Cte, freshAlias, freshName, type Made, type Maker, type Scope } from './maker.js';
import type { Field, Type } from './schema.js';
import { makeSelect } from './select.js';

export interface Wish {
  readonly outer: Scope | undefined;
  readonly ctes: readonly Cte[];
  /** The types of its columns; otherwise it may be anything. */
  readonly want?: readonly Type[];
  /** How deep it may nest. */
  readonly depth: number;
  /** It is the whole query. (DuckDB 1.5 crashes on some DISTINCT ON further within.) */
  readonly top?: boolean;
  /** Not more than one row. */
  readonly single?: boolean;
}

export function makeQuery(m: Maker, wish: Wish): Made {
  m.fuel--;
  let { ctes } = wish;
  const definitions: string[] = [];
  let recursive = false;
  if (wish.depth > 1 && m.fuel > 0 && chance(m.choices, 30)) {
    for (let left = between(m.choices, 1, 2); left > 0; left--) {
      const recurs = chance(m.choices, 20);
      const cte = recurs ? recursiveCte(m, ctes) : makeCte(m, ctes, wish);
      recursive ||= recurs;
      definitions.push(cte.sql);
      m.unread.add(cte.made.sql);
      ctes = [...ctes.filter(({ name }) => name !== cte.name), cte];
    }
  }
  const inner = { ...wish, ctes };
  const body = wish.single === true ? singleRow(m, inner) : makeBody(m, inner);
  const withClause = definitions.length === 0 ? '' : `with ${recursive ? 'recursive ' : ''}${definitions.join(', ')} `;
  return { ...body, sql: `${withClause}${body.sql}` };
}

function makeCte(m: Maker, ctes: readonly Cte[], { depth }: Wish): Cte & { sql: string } {
  const made = makeQuery(m, { outer: undefined, ctes, depth: depth - 1 });
  const hides = chance(m.choices, 8);
  const name = hides ? pickTable(m, { sources: [], merged: [], aliases: [], outer: undefined, ctes: [] }).name : freshAlias(m, 'q');
  if (!chance(m.choices, 20)) {
    const hint = chance(m.choices, 15) ? 'materialized ' : '';
    return { name, made, sql: `${name} as ${hint}(${made.sql})` };
  }
  const fields = made.fields.map((field) => ({ ...field, name: freshName(m, 'y') }));
  return {
    name,
    made: { ...made, fields, key: undefined },
    sql: `${name}(${fields.map((each) => each.name).join(', ')}) as (${made.sql})`,
  };
}

/** Three levels, each joined to a table or computed from the one before; columns may change places. */
function recursiveCte(m: Maker, ctes: readonly Cte[]): Cte & { sql: string } {
  const { name: table, fields } = pickTable(m, { sources: [], merged: [], aliases: [], outer: undefined, ctes });
  const name = freshAlias(m, 'r');
  const ints = fields.filter(({ type }) => type === 'int').map((field) => field.name);
  const [a, b, level] = ['a', 'b', 'level'].map((each) => freshName(m, each)) as [string, string, string];
  const anchor = `select 1, ${pick(m.choices, ints)}, ${pick(m.choices, ints)} from ${table}`;
  const where = chance(m.choices, 50) ? ` where ${pick(m.choices, ints)} > 1` : '';
  const next = pick(m.choices, [`z.${b}, z.${a}`, `z.${a} + 1, z.${b}`, `j.${pick(m.choices, ints)}, z.${a}`]);
  const join = ` join ${table} as j on j.${pick(m.choices, ints)} = z.${a}`;
  const step = `select z.${level} + 1, ${next} from ${name} as z${next.startsWith('j.') || chance(m.choices, 40) ? join : ''} where z.${level} < 3`;
  const union = pick(m.choices, ['union all', 'union']);
  const made: Field[] = [level, a, b].map((each) => ({ name: each, type: 'int' }));
  const sql = `${name}(${level}, ${a}, ${b}) as (${anchor}${where} ${union} ${step})`;
  return { name, made: { sql, fields: made, key: undefined }, sql };
}

/** An aggregate of all rows, or the first in an order of all columns. */
function singleRow(m: Maker, wish: Wish): Made {
  if (!chance(m.choices, 30)) return makeSelect(m, wish, 'total');
  const made = makeSelect(m, wish, 'rows');
  return { ...made, sql: `${made.sql} order by 1 limit 1` };
}

function makeBody(m: Maker, wish: Wish): Made {
  const made = wish.depth > 0 && m.fuel > 0 && chance(m.choices, 18) ? setOperation(m, wish) : makeSelect(m, wish);
  return ordered(m, wish, made);
}

function setOperation(m: Maker, wish: Wish): Made {
  const want = wish.want ?? Array.from({ length: between(m.choices, 1, 3) }, () => pick<Type>(m.choices, ['int', 'text']));
  const inner = { ...wish, want, depth: wish.depth - 1 };
  const first = makeSelect(m, inner);
  const sql = [first.sql];
  const operators = ['union all', 'union', 'intersect', 'except', 'except all', 'intersect all'];
  const byName = m.engine === 'duckdb' && wish.want === undefined && chance(m.choices, 20);
  let fields = first.fields;
  for (let left = between(m.choices, 1, 2); left > 0; left--) {
    const nested = !byName && wish.depth > 1 && m.fuel > 0 && chance(m.choices, 25);
    const next = nested ? setOperation(m, inner) : makeSelect(m, inner);
    if (byName) {
      sql.push(pick(m.choices, ['union all by name', 'union by name']));
      fields = [...fields, ...next.fields.filter(({ name }) => !fields.some((each) => each.name === name))];
    } else sql.push(pick(m.choices, operators));
    sql.push(nested || chance(m.choices, 25) ? `(${next.sql})` : next.sql);
  }
  return { sql: sql.join(' '), fields, key: undefined };
}

function limitQuery(m: Maker, { ctes }: Wish): string {
  const { name, fields } = pickTable(m, { sources: [], merged: [], aliases: [], outer: undefined, ctes });
  const ints = fields.filter(({ type }) => type === 'int').map((field) => field.name);
  return `(select 1 + coalesce(min(${pick(m.choices, ints)}), 1) from ${name})`;
}

/** Rows are cut off only where the order leaves no choice between different rows. */
function ordered(m: Maker, wish: Wish, made: Made): Made {
  if (made.sorted === true || !chance(m.choices, wish.outer === undefined ? 20 : 10)) return made;
  const sortable = made.fields.map((_, at) => at + 1).filter((at) => ['int', 'text'].includes(made.fields[at - 1]!.type));
  if (sortable.length === 0) return made;
  if (chance(m.choices, 40)) return { ...made, sql: `${made.sql} order by ${some(m.choices, sortable).join(', ')}` };
  const all = m.engine === 'duckdb' && chance(m.choices, 50) ? 'all' : made.fields.map((_, at) => at + 1).join(', ');
  const offset = chance(m.choices, 30) ? ' offset 1' : '';
  const limit = chance(m.choices, 8) ? limitQuery(m, wish) : between(m.choices, 1, 3);
  return { ...made, sql: `${made.sql} order by ${all} limit ${limit}${offset}` };
}
