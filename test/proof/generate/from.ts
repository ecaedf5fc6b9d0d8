/** What stands behind FROM: tables, subqueries, joins of all kinds, laterals, pivots. */
import { between, chance, pick, some } from './choices.js';
import { makeCondition, makeExpression } from './expression.js';
import { columnsOf, freshAlias, freshName, type Maker, newScope, type Scope, type Source } from './maker.js';
import { makePivot, makeUnpivot } from './pivot.js';
import { makeQuery } from './query.js';
import type { Field, Table } from './schema.js';

/** Fills the scope's sources. */
export function makeFrom(m: Maker, scope: Scope, depth: number): string {
  const first = makeSource(m, scope, depth);
  scope.sources.push(first.source);
  let sql = first.sql;
  const most = depth <= 0 || m.fuel <= 0 ? 0 : scope.outer === undefined ? 2 : 1;
  for (let left = between(m.choices, 0, most); left > 0; left--) sql = addJoin(m, scope, sql, depth - 1);
  return sql;
}

interface MadeSource {
  readonly sql: string;
  readonly source: Source;
}

function makeSource(m: Maker, scope: Scope, depth: number): MadeSource {
  if (depth > 0 && m.fuel > 0 && chance(m.choices, 45)) {
    m.fuel--;
    const kinds = m.engine === 'duckdb' ? [subquery, cte, values, makePivotSource, makeUnpivotSource] : [subquery, cte, values];
    return pick(m.choices, kinds)(m, scope, depth - 1);
  }
  return table(m, scope);
}

/** A table that no CTE hides. */
export function pickTable(m: Maker, scope: Scope): Table {
  const tables = m.tables.filter(({ name }) => !scope.ctes.some((each) => each.name === name));
  return pick(m.choices, tables);
}

function table(m: Maker, scope: Scope): MadeSource {
  const { name, fields, keyed } = pickTable(m, scope);
  const taken = (at: Scope | undefined): boolean => at !== undefined && (at.sources.some(({ alias }) => alias === name) || taken(at.outer));
  const bare = chance(m.choices, 30) && !taken(scope);
  const alias = bare ? name : freshAlias(m, 't');
  return { sql: bare ? name : `${name} as ${alias}`, source: { alias, fields, key: keyed === false ? undefined : ['id'] } };
}

function subquery(m: Maker, scope: Scope, depth: number): MadeSource {
  const made = makeQuery(m, { outer: undefined, ctes: scope.ctes, depth });
  const alias = freshAlias(m, 's');
  const rename = chance(m.choices, 15) && !m.style.explicit;
  if (!rename) return { sql: `(${made.sql}) as ${alias}`, source: { ...made, alias } };
  const fields = made.fields.map((field) => ({ ...field, name: freshName(m, 'x') }));
  return { sql: `(${made.sql}) as ${alias}(${fields.map(({ name }) => name).join(', ')})`, source: { alias, fields, key: undefined } };
}

function cte(m: Maker, scope: Scope, depth: number): MadeSource {
  if (scope.ctes.length === 0) return subquery(m, scope, depth);
  const { name, made } = pick(m.choices, scope.ctes);
  m.unread.delete(made.sql);
  const alias = freshAlias(m, 'r');
  return { sql: `${name} as ${alias}`, source: { ...made, alias } };
}

function values(m: Maker): MadeSource {
  const alias = freshAlias(m, 'w');
  const fields: Field[] = [
    { name: freshName(m, 'k'), type: 'int' },
    { name: freshName(m, 'k'), type: 'text' },
  ];
  const names = fields.map(({ name }) => name).join(', ');
  return { sql: `(values (1, 'p'), (2, 'q'), (3, null)) as ${alias}(${names})`, source: { alias, fields, key: [fields[0]!.name] } };
}

function makePivotSource(m: Maker, scope: Scope): MadeSource {
  const { sql, fields } = makePivot(m, pickTable(m, scope));
  const alias = freshAlias(m, 'p');
  return { sql: `${sql} as ${alias}`, source: { alias, fields, key: undefined } };
}

function makeUnpivotSource(m: Maker, scope: Scope): MadeSource {
  const { sql, fields } = makeUnpivot(m, pickTable(m, scope));
  const alias = freshAlias(m, 'n');
  return { sql: `${sql} as ${alias}`, source: { alias, fields, key: undefined } };
}

// ── Joins ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function addJoin(m: Maker, scope: Scope, left: string, depth: number): string {
  m.fuel--;
  const kinds = [plainJoin, plainJoin, crossJoin, lateralJoin, lateralValues, ...(m.style.explicit ? [] : [usingJoin, usingJoin])];
  return pick(m.choices, m.engine === 'duckdb' ? [...kinds, unnestJoin, semiJoin, asofJoin, positionalJoin] : kinds)(m, scope, left, depth);
}

type Join = (m: Maker, scope: Scope, left: string, depth: number) => string;

const FLIPPED: Readonly<Record<string, string>> = {
  join: 'join',
  'left join': 'right join',
  'right join': 'left join',
  'full join': 'full join',
};

/** The condition sees the sources of this FROM only. */
function onCondition(m: Maker, scope: Scope, right: Source, depth: number): string {
  const over = (sources: Source[], hidden: Source[] = []) => ({ scope: { ...newScope(undefined, []), sources, hidden } });
  const one = makeExpression(m, over(scope.sources, [right]), 'int', 0);
  const equal = `${one} = ${makeExpression(m, over([right], scope.sources), 'int', 0)}`;
  if (!chance(m.choices, 30)) return equal;
  const both = over([...scope.sources, right]);
  return `${equal} ${pick(m.choices, ['and', 'or'])} ${makeCondition(m, both, Math.min(depth, 1))}`;
}

const plainJoin: Join = (m, scope, left, depth) => {
  const kind = pick(m.choices, Object.keys(FLIPPED));
  const right = makeSource(m, scope, depth);
  const on = onCondition(m, scope, right.source, depth);
  const nested = scope.sources.length > 1;
  scope.sources.push(right.source);
  if (!m.style.swapJoins) return `${left} ${kind} ${right.sql} on ${on}`;
  return `${right.sql} ${FLIPPED[kind]} ${nested ? `(${left})` : left} on ${on}`;
};

const crossJoin: Join = (m, scope, left, depth) => {
  const right = makeSource(m, scope, depth);
  scope.sources.push(right.source);
  return `${left}${pick(m.choices, [' cross join ', m.style.swapJoins ? ' cross join ' : ', '])}${right.sql}`;
};

/** USING some of the columns that both sides have once, or NATURAL. */
const usingJoin: Join = (m, scope, left, depth) => {
  const right = makeSource(m, scope, depth);
  const names = scope.sources.flatMap((source) => source.fields.map((field) => field.name));
  const once = (name: string) => names.filter((each) => each === name).length === 1 || isMergedOnly(scope, name);
  const common = right.source.fields.filter(({ name, type }) => once(name) && (type === 'int' || type === 'text'));
  const shared = right.source.fields.filter(({ name }) => names.includes(name));
  if (common.length === 0) {
    scope.sources.push(right.source);
    return `${left} cross join ${right.sql}`;
  }
  const natural = scope.merged.length === 0 && chance(m.choices, 25) && shared.length === common.length;
  const using = natural ? common : some(m.choices, common, 2);
  scope.sources.push(right.source);
  scope.merged.push(...using.filter(({ name }) => !scope.merged.some((each) => each.name === name)));
  const kind = pick(m.choices, ['join', 'left join', 'right join', 'full join']);
  if (natural) return `${left} natural ${kind} ${right.sql}`;
  return `${left} ${kind} ${right.sql} using (${using.map(({ name }) => name).join(', ')})`;
};

/** What USING made one of is one name for the next USING: where every side so far that has it was merged. */
function isMergedOnly({ sources, merged }: Scope, name: string): boolean {
  const having = sources.filter(({ fields }) => fields.some((field) => field.name === name)).length;
  return merged.some((each) => each.name === name) && having === 2 && sources.length === 2;
}

/** The rows of two tables as they lie. */
const positionalJoin: Join = (m, scope, left, depth) => {
  if (scope.sources.length > 1 || !/^\w+( as \w+)?$/.test(left)) return plainJoin(m, scope, left, depth);
  const right = table(m, scope);
  if (right.source.key === undefined || scope.sources[0]?.key === undefined) return crossJoin(m, scope, left, depth);
  scope.sources.push({ ...right.source, key: undefined });
  scope.sources[0] = { ...scope.sources[0]!, key: undefined };
  return `${left} positional join ${right.sql}`;
};

/** Rows made of the columns to the left. */
const lateralValues: Join = (m, scope, left, depth) => {
  const site = { scope: { ...newScope(undefined, []), sources: scope.sources } };
  const row = () => `(${makeExpression(m, site, 'int', 0)}, ${makeExpression(m, site, 'text', Math.min(depth, 0))})`;
  const [alias, a, b] = [freshAlias(m, 'lv'), freshName(m, 'k'), freshName(m, 'k')];
  const sql = `${left} cross join lateral (values ${row()}, ${row()}) as ${alias}(${a}, ${b})`;
  scope.sources.push({
    alias,
    fields: [
      { name: a, type: 'int' },
      { name: b, type: 'text' },
    ],
    key: undefined,
  });
  return sql;
};

const lateralJoin: Join = (m, scope, left, depth) => {
  const inner = { ...newScope(undefined, scope.ctes), sources: [...scope.sources] };
  const made = makeQuery(m, { outer: inner, ctes: scope.ctes, want: pick(m.choices, [['int'], ['int', 'text']]), depth });
  const alias = freshAlias(m, 'l');
  scope.sources.push({ alias, fields: made.fields, key: undefined });
  const join = pick(m.choices, ['cross join lateral', 'left join lateral']);
  return `${left} ${join} (${made.sql}) as ${alias}${join === 'left join lateral' ? ' on true' : ''}`;
};

const unnestJoin: Join = (m, scope, left, depth) => {
  // A table's own lists, whose lengths no value decides: `[e for e in l if e > b]` has another one.
  const stored = scope.sources.filter(({ fields }) => m.tables.some((table) => table.fields === fields));
  const lists = stored.flatMap(({ alias, fields }) =>
    fields.filter(({ type }) => type === 'ints' || type === 'records').map((field) => ({ text: `${alias}.${field.name}`, field })),
  );
  if (lists.length === 0) return plainJoin(m, scope, left, depth);
  const { text, field } = pick(m.choices, lists);
  const [alias, name] = [freshAlias(m, 'e'), freshName(m, 'x')];
  scope.sources.push({ alias, fields: [{ name, type: field.type === 'ints' ? 'int' : 'record' }], key: undefined });
  return `${left}${pick(m.choices, [', ', ' cross join '])}unnest(${text}) as ${alias}(${name})`;
};

const semiJoin: Join = (m, scope, left, depth) => {
  const right = makeSource(m, scope, depth);
  return `${left} ${pick(m.choices, ['semi join', 'anti join'])} ${right.sql} on ${onCondition(m, scope, right.source, depth)}`;
};

/** The nearest row before: by a key, so that there is only one. */
const asofJoin: Join = (m, scope, left) => {
  const right = table(m, scope);
  const columns = columnsOf(m, { ...newScope(undefined, []), sources: scope.sources, hidden: [right.source] });
  const ints = columns.filter(({ type }) => type === 'int');
  if (ints.length === 0 || right.source.key === undefined) return plainJoin(m, scope, left, 0);
  const least = pick(m.choices, ints).text;
  scope.sources.push(right.source);
  return `${left} asof ${pick(m.choices, ['join', 'left join'])} ${right.sql} on ${least} >= ${right.source.alias}.id`;
};
