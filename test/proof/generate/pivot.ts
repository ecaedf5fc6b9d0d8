/**
 * DuckDB's PIVOT and UNPIVOT, each in both of its forms. In a subquery of its own: behind CROSS JOIN the operator takes the
 * whole join in DuckDB.
 */
import { chance, pick, some } from './choices.js';
import type { Maker } from './maker.js';
import type { Field, Table } from './schema.js';

interface Pivoted {
  readonly sql: string;
  readonly fields: readonly Field[];
}

const ofType = ({ fields }: Table, type: Field['type']) => fields.filter((field) => field.type === type);

export function makePivot(m: Maker, table: Table): Pivoted {
  const on = pick(m.choices, [...ofType(table, 'text'), table.fields[0] as Field]);
  const labels = on.type === 'text' ? ["'p'", "'q'"] : ['1', '2'];
  const argument = pick(m.choices, ofType(table, 'int')).name;
  const call = pick(m.choices, ['sum', 'min', 'count']);
  const names = pick(m.choices, [[''], ['x1'], ['x1', 'x2']]);
  const aggregates = names.map((name, at) => `${at === 0 ? call : 'max'}(${argument})${name === '' ? '' : ` as ${name}`}`);
  const rest = table.fields.filter(({ name }) => name !== on.name && name !== argument);
  const groups = chance(m.choices, 60) && rest.length > 0 ? some(m.choices, rest, 2) : undefined;
  const made = labels.flatMap((label) => names.map((name) => label.replaceAll("'", '') + (name === '' ? '' : `_${name}`)));
  const fields = [...(groups ?? rest), ...made.map((name): Field => ({ name: quoted(name), type: 'int' }))];
  const by = groups === undefined ? '' : ` group by ${groups.map(({ name }) => name).join(', ')}`;
  const sql = chance(m.choices, 50)
    ? `(select * from ${table.name} pivot (${aggregates.join(', ')} for ${on.name} in (${labels.join(', ')})${by}))`
    : `(pivot ${table.name} on ${on.name} in (${labels.join(', ')}) using ${aggregates.join(', ')}${by})`;
  return { sql, fields };
}

function quoted(name: string): string {
  return /^\d/.test(name) ? `"${name}"` : name;
}

export function makeUnpivot(m: Maker, table: Table): Pivoted {
  const columns = some(m.choices, ofType(table, 'int'), 3);
  const rest = table.fields.filter((field) => !columns.includes(field));
  const nulls = chance(m.choices, 30) ? 'include nulls ' : '';
  const list = columns.map(({ name }) => name).join(', ');
  const fields: Field[] = [...rest, { name: 'label', type: 'text' }, { name: 'amount', type: 'int' }];
  if (nulls !== '' || chance(m.choices, 50))
    return { sql: `(select * from ${table.name} unpivot ${nulls}(amount for label in (${list})))`, fields };
  return { sql: `(unpivot ${table.name} on ${list} into name label value amount)`, fields };
}
