/** Stars, and what DuckDB changes within them. */
import { chance, pick } from './choices.js';
import { makeExpression, type Site } from './expression.js';
import type { Maker, Scope } from './maker.js';
import type { Field } from './schema.js';
import type { Item } from './select.js';

export function makeStar(m: Maker, site: Site, depth: number): Item {
  const { scope } = site;
  const one = chance(m.choices, 35) ? pick(m.choices, scope.sources) : undefined;
  const fields = one === undefined ? starFields(scope) : [...one.fields];
  const star = one === undefined ? '*' : `${one.alias}.*`;
  if (m.engine !== 'duckdb' || one !== undefined) return { sql: star, fields };
  const unique = fields.filter(({ name }) => fields.filter((field) => field.name === name).length === 1);
  const field = unique.length > 1 ? pick(m.choices, unique) : undefined;
  if (field === undefined) return { sql: star, fields };
  const { name } = field;
  const others = fields.filter((each) => each !== field);
  if (chance(m.choices, 20)) return makeColumns(m, scope, fields);
  switch (m.choices.below(6)) {
    case 3:
      return { sql: `* exclude (${name})`, fields: others };
    case 4: {
      const expression = makeExpression(m, site, field.type, Math.min(depth, 1));
      return { sql: `* replace (${expression} as ${name})`, fields };
    }
    case 5: {
      const renamed = { ...field, name: `z_${name.replaceAll('"', '')}` };
      return { sql: `* rename (${name} as ${renamed.name})`, fields: fields.map((each) => (each === field ? renamed : each)) };
    }
    default:
      return { sql: star, fields };
  }
}

/** COLUMNS(…): an expression for each of the columns that a pattern or a lambda picks. */
function makeColumns(m: Maker, { merged }: Scope, fields: readonly Field[]): Item {
  const plain = fields.every(({ type, name }) => (type === 'int' || type === 'text') && !name.startsWith('"'));
  const all = { sql: 'columns(*)', fields };
  if (!plain || merged.length > 0) return all;
  const picked = pick(m.choices, fields).name;
  const some = fields.filter(({ name }) => name === picked);
  return pick(m.choices, [
    all,
    { sql: `columns('^${picked}$')`, fields: some },
    { sql: `columns(c -> c = '${picked}')`, fields: some },
    { sql: `coalesce(columns('^${picked}$'), columns('^${picked}$'))`, fields: some },
    { sql: `columns(* exclude (${picked}))`, fields: fields.filter(({ name }) => name !== picked) },
    { sql: 'columns(*)::varchar', fields: fields.map(({ name }) => ({ name, type: 'text' as const })) },
  ]);
}

/** What USING made one comes once: its second place is the one that goes. */
function starFields({ sources, merged }: Scope): Field[] {
  const fields = sources.flatMap((source) => source.fields);
  const gone = merged.map(({ name }) => fields.filter((field) => field.name === name)[1]);
  const places = new Set(gone.map((field) => fields.lastIndexOf(field as Field)));
  return fields.filter((_, at) => !places.has(at));
}
