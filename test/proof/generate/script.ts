/** Scripts: a table made and changed by statements of all kinds, then a query that may read it. */
import { between, chance, pick } from './choices.js';
import { makeCondition, makeExpression, type Site } from './expression.js';
import { pickTable } from './from.js';
import { freshName, type Made, type Maker, newScope, type Source } from './maker.js';
import { makeQuery } from './query.js';
import type { Field, Table, Type } from './schema.js';

const TYPES: readonly Type[] = ['int', 'text', 'int'];

export function makeScript(m: Maker, depth: number): Made {
  const statements: string[] = [];
  const made: Table[] = [];
  const within = (): Maker => ({ ...m, tables: [...made, ...made, ...m.tables] });
  for (let left = between(m.choices, 1, 2); left > 0; left--) {
    const table = createTable(m, within(), depth, statements);
    made.push(table);
    for (let more = between(m.choices, 0, 3); more > 0; more--) {
      const change = pick(m.choices, [insertInto, updateFrom, deleteFrom, mergeInto]);
      statements.push(change(m, within(), table, depth));
    }
  }
  const last = makeQuery(within(), { outer: undefined, ctes: [], depth, top: true });
  statements.push(last.sql);
  return { ...last, sql: statements.join(';\n'), statements };
}

function createTable(m: Maker, within: Maker, depth: number, into: string[]): Table {
  const query = makeQuery(within, { outer: undefined, ctes: [], want: TYPES, depth });
  const name = `made${m.names++}`;
  const fields: Field[] = TYPES.map((type) => ({ name: freshName(m, 'm'), type }));
  const list = fields.map((field) => field.name).join(', ');
  into.push(`create temp table ${name} as select * from (${query.sql}) as made_(${list})`);
  return { name, fields, rows: [], keyed: false };
}

type Change = (m: Maker, within: Maker, table: Table, depth: number) => string;

function siteOf(...sources: readonly Source[]): Site {
  return { scope: { ...newScope(undefined, []), sources: [...sources] } };
}

function sourceOf({ name, fields }: Table, alias = name): Source {
  return { alias, fields, key: undefined };
}

const insertInto: Change = (m, within, { name, fields }, depth) => {
  const all = chance(m.choices, 60);
  const into = all ? fields : [fields[2] as Field, fields[1] as Field];
  const query = makeQuery(within, { outer: undefined, ctes: [], want: into.map(({ type }) => type), depth });
  const list = all && chance(m.choices, 50) ? '' : ` (${into.map((field) => field.name).join(', ')})`;
  if (all && list === '' && chance(m.choices, 30)) {
    const names = [2, 0, 1].map((at) => fields[at] as Field);
    const shuffled = makeQuery(within, { outer: undefined, ctes: [], want: names.map(({ type }) => type), depth });
    return `insert into ${name} by name select * from (${shuffled.sql}) as q_(${names.map((field) => field.name).join(', ')})`;
  }
  return `insert into ${name}${list} ${query.sql}`;
};

/** By a key, so that each row has one partner. */
const updateFrom: Change = (m, within, table, depth) => {
  const { name, fields } = table;
  const [id, text, amount] = fields as readonly [Field, Field, Field];
  const other = pickTable(m, newScope(undefined, []));
  const from = chance(m.choices, 60);
  const source: Source = { alias: freshName(m, 'o'), fields: other.fields, key: ['id'] };
  const site = from ? siteOf(sourceOf(table), source) : siteOf(sourceOf(table));
  const inner = { ...within, tables: m.tables };
  const assignments = [`${amount.name} = ${makeExpression(inner, site, 'int', Math.min(depth, 2))}`];
  if (chance(m.choices, 40)) assignments.push(`${text.name} = ${makeExpression(inner, site, 'text', Math.min(depth, 1))}`);
  const link = from ? `${source.alias}.id = ${name}.${id.name}` : '';
  const condition = chance(m.choices, 50) ? makeCondition(inner, site, Math.min(depth, 1)) : '';
  const where = [link, condition === '' ? '' : `(${condition})`].filter((part) => part !== '').join(' and ');
  return `update ${name} set ${assignments.join(', ')}${from ? ` from ${other.name} as ${source.alias}` : ''}${where === '' ? '' : ` where ${where}`}`;
};

const deleteFrom: Change = (m, within, table, depth) =>
  `delete from ${table.name} where ${makeCondition({ ...within, tables: m.tables }, siteOf(sourceOf(table)), Math.min(depth, 2))}`;

const mergeInto: Change = (m, _within, table) => {
  const { name, fields } = table;
  const [id, text, amount] = fields as readonly [Field, Field, Field];
  const other = pickTable(m, newScope(undefined, []));
  const source: Source = { alias: freshName(m, 's'), fields: other.fields, key: ['id'] };
  const both = siteOf(sourceOf(table), source);
  const came = siteOf(source);
  const branches: string[] = [];
  if (chance(m.choices, 30)) branches.push(`when matched and ${makeCondition(m, both, 0)} then delete`);
  const and = chance(m.choices, 40) ? ` and ${makeCondition(m, both, 0)}` : '';
  if (chance(m.choices, 80)) branches.push(`when matched${and} then update set ${amount.name} = ${makeExpression(m, both, 'int', 1)}`);
  const only = chance(m.choices, 30) ? ` and ${makeCondition(m, came, 0)}` : '';
  const values = `${makeExpression(m, came, 'int', 0)}, ${makeExpression(m, came, 'text', 1)}, ${makeExpression(m, came, 'int', 1)}`;
  branches.push(`when not matched${only} then insert (${id.name}, ${text.name}, ${amount.name}) values (${values})`);
  return `merge into ${name} using ${other.name} as ${source.alias} on ${source.alias}.id = ${name}.${id.name} ${branches.join(' ')}`;
};
