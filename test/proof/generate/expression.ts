/** Expressions of a type over the names in sight. Every one has one value for the same data, whatever the order of rows. */
import { between, chance, pick, some } from './choices.js';
import { columnsOf, keyOf, type Leaf, type Maker, newScope, type Scope } from './maker.js';
import { makeQuery } from './query.js';
import type { Type } from './schema.js';

/** Where an expression stands. */
export interface Site {
  readonly scope: Scope;
  /** In place of columns, behind GROUP BY: its keys. */
  readonly keys?: readonly Leaf[];
  /** Aggregates are made. */
  readonly aggregates?: boolean;
  readonly windows?: boolean;
  /** Names of WINDOW's windows. */
  readonly named?: readonly string[];
}

type Make = (m: Maker, site: Site, depth: number) => string;

export function makeExpression(m: Maker, site: Site, type: Type, depth: number): string {
  if (site.aggregates === true && (type === 'int' || type === 'text') && chance(m.choices, 70)) return aggregate(m, site, type, depth);
  if (depth <= 0 || m.fuel <= 0 || !chance(m.choices, 55)) return leaf(m, site, type);
  m.fuel--;
  switch (type) {
    case 'int':
      return pick(m.choices, m.engine === 'duckdb' ? [...INTS, ...DUCKDB_INTS] : INTS)(m, site, depth - 1);
    case 'text':
      return pick(m.choices, TEXTS)(m, site, depth - 1);
    case 'record':
      return pick(m.choices, RECORDS)(m, site, depth - 1);
    case 'ints':
      return pick(m.choices, LISTS)(m, site, depth - 1);
    case 'records':
      return `[{'x': ${makeExpression(m, site, 'int', 0)}, 'y': ${makeExpression(m, site, 'text', 0)}}]`;
    default:
      return type satisfies never;
  }
}

function leaf(m: Maker, site: Site, type: Type): string {
  const { scope } = site;
  const outside = scope.outer !== undefined && chance(m.choices, 35) ? columnsOf(m, scope.outer) : [];
  const own = site.keys ?? columnsOf(m, scope);
  const fitting = (list: readonly Leaf[]) => list.filter((each) => each.type === type);
  const first = fitting(outside);
  const leaves = first.length > 0 ? first : fitting(own);
  if (leaves.length > 0 && !chance(m.choices, 6)) return pick(m.choices, leaves).text;
  return literal(m, site, type);
}

function literal(m: Maker, site: Site, type: Type): string {
  switch (type) {
    case 'int':
      return String(m.choices.below(5));
    case 'text':
      return `'${pick(m.choices, ['p', 'q', 'ab'])}'`;
    case 'record':
      return `{'x': ${leaf(m, site, 'int')}, 'y': 'p'}`;
    case 'ints':
      return `[${leaf(m, site, 'int')}, 2]`;
    case 'records':
      return `[{'x': ${leaf(m, site, 'int')}, 'y': ${leaf(m, site, 'text')}}]`;
    default:
      return type satisfies never;
  }
}

const int: Make = (m, site, depth) => makeExpression(m, site, 'int', depth);
const text: Make = (m, site, depth) => makeExpression(m, site, 'text', depth);

const INTS: readonly Make[] = [
  (m, site, depth) => `${int(m, site, depth)} ${pick(m.choices, ['+', '-', '*'])} ${int(m, site, depth)}`,
  (m, site, depth) => `(${int(m, site, depth)} + ${int(m, site, depth)})`,
  (m, site, depth) => `coalesce(${int(m, site, depth)}, ${int(m, site, depth)})`,
  (m, site, depth) => choice(m, site, 'int', depth),
  (m, site, depth) => `length(${text(m, site, depth)})`,
  (m, site, depth) => `${pick(m.choices, ['greatest', 'least', 'nullif'])}(${int(m, site, depth)}, ${int(m, site, depth)})`,
  (m, site, depth) => `abs(${int(m, site, depth)})`,
  (m, site, depth) => scalarSubquery(m, site, 'int', depth),
  (m, site, depth) => window(m, site, depth),
  (m, site, depth) => window(m, site, depth),
];

const DUCKDB_INTS: readonly Make[] = [
  (m, site, depth) => `list_sum(${makeExpression(m, site, 'ints', depth)})`,
  (m, site, depth) => `(${makeExpression(m, site, 'ints', depth)})[1]`,
  (m, site, depth) => `struct_extract(${makeExpression(m, site, 'record', depth)}, 'x')`,
  (m, site, depth) => `(${makeExpression(m, site, 'record', depth)}).x`,
  (m, site, depth) => `(${makeExpression(m, site, 'records', depth)})[1].x`,
  (m, site, depth) => `try_cast(${text(m, site, depth)} as integer)`,
  (m, site, depth) => `if(${makeCondition(m, site, depth)}, ${int(m, site, depth)}, ${int(m, site, depth)})`,
  (m, site, depth) => `(${int(m, site, depth)})::integer`,
  (m, site, depth) => `map {'p': ${int(m, site, depth)}, 'q': ${int(m, site, depth)}}['${pick(m.choices, ['p', 'q'])}']`,
  (m, site, depth) => `map_extract(map(['p', 'q'], [${int(m, site, depth)}, ${int(m, site, depth)}]), 'q')[1]`,
  (m, site, depth) => `list_transform(${makeExpression(m, site, 'records', depth)}, lambda e: e.x + ${int(m, lambdaSite(site), 0)})[1]`,
  (m, site, depth) => `list_filter(${makeExpression(m, site, 'records', depth)}, lambda e: e.x > ${int(m, lambdaSite(site), 0)})[1].x`,
  (m, site, depth) => `len(list_filter(${makeExpression(m, site, 'ints', depth)}, lambda e: e > ${int(m, lambdaSite(site), 0)}))`,
  (m, site, depth) => `list_reduce([1, ${int(m, site, depth)}], lambda x, y: coalesce(x, 0) + coalesce(y, 0))`,
];

const RECORDS: readonly Make[] = [
  struct,
  struct,
  (m, site, depth) => `struct_pack(x := ${int(m, site, depth)}, y := ${text(m, site, depth)})`,
  (m, site, depth) => `coalesce(${makeExpression(m, site, 'record', depth)}, ${struct(m, site, depth)})`,
  (m, site, depth) => choice(m, site, 'record', depth),
  (m, site, depth) => `{'z': ${struct(m, site, depth)}, 'w': ${int(m, site, depth)}}.z`,
  (m, site, depth) => `list_transform([${int(m, site, depth)}], lambda e: {'x': e, 'y': ${text(m, lambdaSite(site), 0)}})[1]`,
  (m, site, depth) => `row(${int(m, site, depth)}, ${text(m, site, depth)})::struct(x integer, y varchar)`,
  (m, site, depth) => windowedRecord(m, site, depth),
];

function struct(m: Maker, site: Site, depth: number): string {
  return `{'x': ${int(m, site, depth)}, 'y': ${text(m, site, depth)}}`;
}

function windowedRecord(m: Maker, site: Site, depth: number): string {
  const key = site.keys === undefined ? keyOf(site.scope) : undefined;
  if (site.windows !== true || key === undefined || key.length === 0) return struct(m, site, depth);
  const inner: Site = { scope: { ...site.scope, aliases: [] } };
  const partition = chance(m.choices, 50) ? `partition by ${int(m, inner, 0)} ` : '';
  const call = pick(m.choices, ['lag', 'first_value', 'last_value', 'max']);
  return `${call}(${struct(m, inner, depth - 1)}) over (${partition}order by ${int(m, inner, 0)}, ${key.join(', ')})`;
}

const TEXTS: readonly Make[] = [
  (m, site, depth) => `upper(${text(m, site, depth)})`,
  (m, site, depth) => `(${text(m, site, depth)} || ${text(m, site, depth)})`,
  (m, site, depth) => `coalesce(${text(m, site, depth)}, ${text(m, site, depth)})`,
  (m, site, depth) => choice(m, site, 'text', depth),
  (m, site, depth) => `cast(${int(m, site, depth)} as varchar)`,
  (m, site, depth) => `md5(${text(m, site, depth)})`,
  (m, site, depth) => `substr(${text(m, site, depth)}, 1, 1)`,
  (m, site, depth) => `concat(${text(m, site, depth)}, ${int(m, site, depth)})`,
  (m, site, depth) => `replace(${text(m, site, depth)}, 'p', 'w')`,
  (m, site, depth) => scalarSubquery(m, site, 'text', depth),
];

const LISTS: readonly Make[] = [
  (m, site, depth) => `[${int(m, site, depth)}, ${int(m, site, depth)}]`,
  (m, site, depth) => `list_sort(${makeExpression(m, site, 'ints', depth)})`,
  (m, site, depth) => `list_transform(${makeExpression(m, site, 'ints', depth)}, lambda e: e + ${int(m, lambdaSite(site), 0)})`,
  (m, site, depth) => `list_transform(${makeExpression(m, site, 'records', depth)}, lambda e: e.x)`,
  (m, site, depth) => `[e + 1 for e in ${makeExpression(m, site, 'ints', depth)} if e > ${int(m, lambdaSite(site), 0)}]`,
];

/** No windows, aggregates or subqueries within a lambda. */
function lambdaSite({ scope, keys }: Site): Site {
  return keys === undefined ? { scope } : { scope, keys };
}

function choice(m: Maker, site: Site, type: Type, depth: number): string {
  const then = makeExpression(m, site, type, depth);
  const otherwise = makeExpression(m, site, type, depth);
  if (chance(m.choices, 30)) return `case ${int(m, site, depth)} when ${int(m, site, depth)} then ${then} else ${otherwise} end`;
  return `case when ${makeCondition(m, site, depth)} then ${then} else ${otherwise} end`;
}

/** One row in any case: an aggregate, or the first of an order without ties. */
function scalarSubquery(m: Maker, site: Site, type: 'int' | 'text', depth: number): string {
  if (site.aggregates === true || site.keys !== undefined) return leaf(m, site, type);
  return `(${makeQuery(m, { outer: site.scope, ctes: site.scope.ctes, want: [type], depth, single: true }).sql})`;
}

// ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────────

export function makeCondition(m: Maker, site: Site, depth: number): string {
  if (depth <= 0 || m.fuel <= 0) return comparison(m, site, 0);
  m.fuel--;
  return pick(m.choices, CONDITIONS)(m, site, depth - 1);
}

const comparison: Make = (m, site, depth) =>
  `${int(m, site, depth)} ${pick(m.choices, ['=', '<', '>=', '<>', 'is distinct from'])} ${int(m, site, depth)}`;

const CONDITIONS: readonly Make[] = [
  comparison,
  comparison,
  (m, site, depth) => `${text(m, site, depth)} = ${text(m, site, 0)}`,
  (m, site, depth) => `${text(m, site, depth)} ${pick(m.choices, ['is null', 'is not null', "like 'p%'", "in ('p', 'q')"])}`,
  (m, site, depth) => `${int(m, site, depth)} between ${int(m, site, 0)} and ${int(m, site, 0)}`,
  (m, site, depth) => `(${makeCondition(m, site, depth)} ${pick(m.choices, ['and', 'or'])} ${makeCondition(m, site, depth)})`,
  (m, site, depth) => `not (${makeCondition(m, site, depth)})`,
  (m, site, depth) => inSubquery(m, site, depth, 'in'),
  (m, site, depth) => inSubquery(m, site, depth, 'not in'),
  (m, site, depth) => inSubquery(m, site, depth, pick(m.choices, ['= any', '> all', '<= any'])),
  (m, site, depth) => pairInSubquery(m, site, depth),
  (m, site, depth) =>
    `(${int(m, site, depth)}, ${text(m, site, 0)}) ${pick(m.choices, ['=', '<>'])} (${int(m, site, 0)}, ${text(m, site, 0)})`,
  (m, site, depth) => exists(m, site, depth),
];

function inSubquery(m: Maker, site: Site, depth: number, operator: string): string {
  if (site.aggregates === true || site.keys !== undefined) return comparison(m, site, depth);
  const query = makeQuery(m, { outer: site.scope, ctes: site.scope.ctes, want: ['int'], depth });
  return `${int(m, site, 0)} ${operator} (${query.sql})`;
}

function pairInSubquery(m: Maker, site: Site, depth: number): string {
  if (site.aggregates === true || site.keys !== undefined) return comparison(m, site, depth);
  const query = makeQuery(m, { outer: site.scope, ctes: site.scope.ctes, want: ['int', 'text'], depth });
  return `(${int(m, site, 0)}, ${text(m, site, 0)}) in (${query.sql})`;
}

function exists(m: Maker, site: Site, depth: number): string {
  if (site.aggregates === true || site.keys !== undefined) return comparison(m, site, depth);
  const not = chance(m.choices, 40) ? 'not ' : '';
  return `${not}exists (${makeQuery(m, { outer: site.scope, ctes: site.scope.ctes, want: ['int'], depth }).sql})`;
}

// ── Aggregates and windows ───────────────────────────────────────────────────────────────────────────────────────────

function rowSite({ scope }: Site): Site {
  return { scope: { ...newScope(undefined, scope.ctes), sources: scope.sources, merged: scope.merged } };
}

/** Over the rows behind the groups. */
export function aggregate(m: Maker, site: Site, type: 'int' | 'text', depth: number): string {
  const inner = rowSite(site);
  const filter = chance(m.choices, 15) ? ` filter (where ${makeCondition(m, inner, 0)})` : '';
  if (type === 'text') {
    const value = text(m, inner, depth - 1);
    return `${pick(m.choices, [`max(${value})`, `min(${value})`, `string_agg(${value}, ',' order by ${value})`])}${filter}`;
  }
  const value = int(m, inner, depth - 1);
  const calls = [`sum(${value})`, `min(${value})`, `count(${value})`, 'count(*)', `count(distinct ${value})`];
  const key = keyOf(inner.scope);
  calls.push(`sum(case when ${makeCondition(m, inner, 0)} then ${value} end)`);
  if (m.engine === 'duckdb')
    calls.push(`quantile_disc(${value}, 0.5)`, `count_if(${makeCondition(m, inner, 0)})`, `max(${value}, 2)${filter}[1]`);
  if (m.engine === 'duckdb' && key?.length === 1) {
    calls.push(
      `arg_max(${value}, ${key[0]})`,
      `list(${struct(m, inner, depth - 1)} order by ${int(m, inner, 0)}, ${key[0]})${filter}[1].x`,
    );
    calls.push(`first(${value} order by ${int(m, inner, 0)}, ${key[0]})`, `arg_min(${struct(m, inner, depth - 1)}, ${key[0]})${filter}.x`);
  }
  const [grouping] = site.keys ?? [];
  if (grouping !== undefined && chance(m.choices, 12)) return `grouping(${grouping.text})`;
  const call = pick(m.choices, calls);
  return call.endsWith(')') ? `${call}${filter}` : call;
}

export function window(m: Maker, site: Site, depth: number): string {
  if (site.windows !== true) return leaf(m, site, 'int');
  const inner: Site = site.keys === undefined ? { scope: { ...site.scope, aliases: [] } } : { scope: site.scope, keys: site.keys };
  const call = `${pick(m.choices, ['sum', 'min', 'count'])}(${int(m, inner, depth - 1)})`;
  if (site.named !== undefined && site.named.length > 0 && chance(m.choices, 60)) return `${call} over ${pick(m.choices, site.named)}`;
  const key = site.keys === undefined ? keyOf(site.scope) : undefined;
  if (key !== undefined && key.length > 0 && chance(m.choices, 40)) return uniqueWindow(m, inner, key, depth);
  const ranked = chance(m.choices, 30);
  return `${ranked ? pick(m.choices, ['rank()', 'dense_rank()']) : call} over (${windowBody(m, inner)})`;
}

/** Peers share their value, so ties do no harm. */
export function windowBody(m: Maker, site: Site): string {
  const partition = chance(m.choices, 60) ? `partition by ${pick(m.choices, [int, text])(m, site, 0)}` : '';
  const order = chance(m.choices, 60) ? `order by ${int(m, site, 0)}${chance(m.choices, 30) ? ' desc' : ''}` : '';
  return [partition, order].filter((part) => part !== '').join(' ');
}

const FRAMES: readonly Make[] = [
  (m) => `rows between ${between(m.choices, 1, 2)} preceding and current row`,
  () => 'rows between unbounded preceding and 1 following',
  () => 'groups between 1 preceding and current row',
  () => 'rows between 1 preceding and 1 following exclude current row',
  (m, site) =>
    `rows between ${m.engine === 'duckdb' ? `coalesce(abs(${int(m, { scope: site.scope }, 0)}), 1)` : 1} preceding and current row`,
];

function uniqueWindow(m: Maker, site: Site, key: readonly string[], depth: number): string {
  const value = int(m, site, depth - 1);
  const partition = chance(m.choices, 50) ? `partition by ${int(m, site, 0)} ` : '';
  const order = `order by ${some(m.choices, [int(m, site, 0)], 1)}, ${key.join(', ')}`;
  const frame = pick(m.choices, FRAMES)(m, site, depth);
  const calls = [
    `row_number() over (${partition}${order})`,
    `lag(${value}) over (${partition}${order})`,
    `lead(${value}, 1, 0) over (${partition}${order})`,
    `first_value(${value}) over (${partition}${order})`,
    `sum(${value}) over (${partition}${order} ${frame})`,
  ];
  return pick(m.choices, calls);
}
