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
  switch (m.choices.below(6)) {
    case 3:
      return { sql: `* exclude (${name})`, fields: others };
    case 4: {
      const expression = makeExpression(m, site, field.type, Math.min(depth, 1));
      return { sql: `* replace (${expression} as ${name})`, fields };
    }
    case 5: {
      const renamed = { ...field, name: `${name.replaceAll('"', '')}_z` };
      return { sql: `* rename (${name} as ${renamed.name})`, fields: fields.map((each) => (each === field ? renamed : each)) };
    }
    default:
      return { sql: star, fields };
  }
}

/** What USING made one comes once: its second place is the one that goes. */
function starFields({ sources, merged }: Scope): Field[] {
  const fields = sources.flatMap((source) => source.fields);
  const gone = merged.map(({ name }) => fields.filter((field) => field.name === name)[1]);
  const places = new Set(gone.map((field) => fields.lastIndexOf(field as Field)));
  return fields.filter((_, at) => !places.has(at));
}
