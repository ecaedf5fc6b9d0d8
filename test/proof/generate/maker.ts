/** What the chapters of the generator share: a query in the making, and the names in sight. */
import type { Choices } from './choices.js';
import { chance } from './choices.js';
import type { Field, Table, Type } from './schema.js';

export interface Maker {
  readonly choices: Choices;
  /** PostgreSQL's queries are made of what both understand. */
  readonly engine: 'duckdb' | 'postgres';
  readonly tables: readonly Table[];
  readonly style: Style;
  /** How many more parts the query may have. */
  fuel: number;
  names: number;
  /** The CTEs that were made and not read so far. */
  readonly unread: Set<string>;
}

/** The same choices in another style give a query of the same lineage. */
export interface Style {
  readonly alias: (name: string) => string;
  /** The sides of joins trade places. */
  readonly swapJoins: boolean;
  /** Every column is written with its table, and nothing needs to know the columns of a table (stars, USING). */
  readonly explicit: boolean;
}

export const PLAIN: Style = { alias: (name) => name, swapJoins: false, explicit: false };

export interface Made {
  readonly sql: string;
  readonly fields: readonly Field[];
  /** Columns whose values together occur once only. */
  readonly key: readonly string[] | undefined;
  /** It ends in an ORDER BY. */
  readonly sorted?: boolean;
  /** Of a script: its statements, the query last. */
  readonly statements?: readonly string[];
}

export interface Source {
  readonly alias: string;
  readonly fields: readonly Field[];
  readonly key: readonly string[] | undefined;
}

export interface Cte {
  readonly name: string;
  readonly made: Made;
}

export interface Scope {
  readonly sources: Source[];
  /** Columns that USING made one of. */
  readonly merged: Field[];
  /** Earlier items of the select list, where they can be read. */
  readonly aliases: Field[];
  readonly outer: Scope | undefined;
  readonly ctes: readonly Cte[];
  /** Sources that are in sight as well, and whose columns are not to be read here: a name that they have is not unique. */
  readonly hidden?: readonly Source[];
}

export interface Leaf {
  readonly text: string;
  readonly type: Type;
}

export function newScope(outer: Scope | undefined, ctes: readonly Cte[]): Scope {
  return { sources: [], merged: [], aliases: [], outer, ctes };
}

export function freshName(m: Maker, prefix: string): string {
  return `${prefix}${m.names++}`;
}

export function freshAlias(m: Maker, prefix: string): string {
  return m.style.alias(freshName(m, prefix));
}

/** The columns in sight, each as it may be written. */
export function columnsOf(m: Maker, scope: Scope): Leaf[] {
  const leaves: Leaf[] = [];
  const counts = new Map<string, number>();
  for (const { name } of [...scope.sources, ...(scope.hidden ?? [])].flatMap((source) => source.fields))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  const bare = chance(m.choices, 50) && !m.style.explicit;
  for (const { alias, fields } of scope.sources) {
    for (const { name, type } of fields) {
      if (fields.filter((field) => field.name === name).length > 1) continue;
      const text = bare && counts.get(name) === 1 ? name : `${alias}.${name}`;
      leaves.push({ text, type });
      if (type === 'record') leaves.push({ text: `${text}.x`, type: 'int' }, { text: `${text}['y']`, type: 'text' });
    }
  }
  for (const { name, type } of [...scope.merged, ...scope.aliases]) leaves.push({ text: name, type });
  return leaves;
}

/** Every source's key, or undefined when one has none: with it an order has no ties. */
export function keyOf(scope: Scope): string[] | undefined {
  const keys: string[] = [];
  for (const { alias, key } of scope.sources) {
    if (key === undefined) return undefined;
    for (const name of key) keys.push(`${alias}.${name}`);
  }
  return keys;
}
