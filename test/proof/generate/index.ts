/** One random query over random tables: the same choices, the same query. */
import type { Choices } from './choices.js';
import { between } from './choices.js';
import { type Made, type Maker, PLAIN, type Style } from './maker.js';
import { makeQuery } from './query.js';
import type { Table } from './schema.js';
import { makeScript } from './script.js';

export function generateQuery(
  choices: Choices,
  tables: readonly Table[],
  engine: Maker['engine'],
  style: Partial<Style> = {},
): Made & { readonly unreadCtes: boolean } {
  const m: Maker = { choices, engine, tables, style: { ...PLAIN, ...style }, fuel: between(choices, 2, 24), names: 0, unread: new Set() };
  const made = makeQuery(m, { outer: undefined, ctes: [], depth: between(choices, 0, 4), top: true });
  return { ...made, unreadCtes: m.unread.size > 0 };
}

/** Statements that make and change tables, then a query that may read them. */
export function generateScript(choices: Choices, tables: readonly Table[]): Made {
  const m: Maker = { choices, engine: 'duckdb', tables, style: PLAIN, fuel: between(choices, 4, 24), names: 0, unread: new Set() };
  return makeScript(m, between(choices, 0, 2));
}
