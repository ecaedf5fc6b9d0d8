/** Analysing one unit as a task of its own: plain data in and out, so that any thread can do it and the answer can be kept. */
import type { Diagnostic } from '../base/diagnostic.js';
import type { Catalog, CatalogColumn, CatalogDataset } from '../catalog/catalog.js';
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import type { AddedFunctions } from '../functions/added.js';
import { analyzeUnit, type UnitLineage } from './analyze-unit.js';

export interface UnitTask {
  readonly text: string;
  /** The dialect's name. */
  readonly dialect: string;
  /** The dataset that the code's query makes; empty for a script. */
  readonly dataset: string;
  readonly materialized: string | undefined;
  /** Names that the text uses for datasets, and what they are called outside. */
  readonly aliases: readonly (readonly [string, string])[];
  readonly defaultDatabase: string | undefined;
  readonly defaultSchema: string | undefined;
  /** What the user says of functions. */
  readonly functions: AddedFunctions | undefined;
  readonly masking: readonly string[] | undefined;
}

/** What is certain of datasets, and what documentation says of them besides. */
export interface Catalogs {
  readonly known: Catalog;
  readonly documented: Catalog;
}

/** A name that was looked up in a catalog and what was found: see `columnsIn`. */
export type Lookup = readonly [catalog: keyof Catalogs, name: string, found: string | null];

/** The lineage holds as long as the lookups come to the same. */
export interface UnitAnswer {
  readonly lookups: readonly Lookup[];
  readonly lineage: UnitLineage;
}

export function doUnitTask(task: UnitTask, catalogs: Catalogs): UnitAnswer {
  const dialect = findDialect(task.dialect) as Dialect;
  const lookups = new Map<string, Lookup>();
  const noting = (catalog: keyof Catalogs): Catalog => ({
    lookup(parts) {
      const name = parts.join('.');
      const id = `${catalog} ${name}`;
      if (!lookups.has(id)) lookups.set(id, [catalog, name, columnsIn(catalogs[catalog], name)]);
      return catalogs[catalog].lookup(parts);
    },
  });
  const code = { ...task, aliases: new Map(task.aliases) };
  const lineage = bestLineage(dialect, noting('known'), noting('documented'), (catalog, as) => analyzeUnit(code, as, catalog));
  return { lookups: [...lookups.values()], lineage };
}

/** Whether all that an answer rests on is still so. */
export function holds({ lookups }: UnitAnswer, catalogs: Catalogs): boolean {
  return lookups.every(([catalog, name, found]) => columnsIn(catalogs[catalog], name) === found);
}

/**
 * What is known of a dataset's columns, as far as lineage rests on it, as one text: names as `=a\nb` (`?a\nb` where they come without
 * quoting information), as JSON where more is known than names; null when nothing is known.
 */
export function columnsIn(catalog: Catalog, name: string): string | null {
  const found = catalog.lookup(name.split('.'));
  if (found === undefined) return null;
  const { columns, unquoted } = found;
  if (columns.every((column) => typeof column === 'string')) return `${unquoted ? '?' : '='}${columns.join('\n')}`;
  const facts = columns.map((column) => (typeof column === 'string' ? column : factsOf(column)));
  return JSON.stringify({ columns: facts, unquoted });
}

function factsOf({ name, exact, type, nullable }: CatalogColumn): CatalogColumn {
  return { name, ...(exact && { exact }), ...(type !== undefined && { type }), ...(nullable !== undefined && { nullable }) };
}

/** What `columnsIn` put into a text. */
export function columnsFrom(text: string): Pick<CatalogDataset, 'columns' | 'unquoted'> {
  if (text.startsWith('{')) return JSON.parse(text);
  return { columns: text.length === 1 ? [] : text.slice(1).split('\n'), ...(text.startsWith('?') && { unquoted: true }) };
}

/**
 * Where a column could be of several datasets, what is documented decides, if it does so without a contradiction. Where a
 * column is not there, the case in quotes may be to blame: macros like `dbt_utils.star` quote names as some warehouse told them.
 */
function bestLineage(
  dialect: Dialect,
  known: Catalog,
  documented: Catalog,
  attempt: (catalog: Catalog, as: Dialect) => UnitLineage,
): UnitLineage {
  const first = attempt(known, dialect);
  const unknown = count(first, 'unknown-column');
  if (unknown > 0 && dialect.names.quotedIsExact) {
    const again = attempt(known, { ...dialect, names: { ...dialect.names, quotedIsExact: false } });
    if (count(again, 'unknown-column') < unknown) return again;
  }
  if (count(first, 'ambiguous-column') === 0) return first;
  const again = attempt(documented, dialect);
  return count(again, 'unknown-column') > 0 ? first : again;
}

function count({ diagnostics }: UnitLineage, code: Diagnostic['code']): number {
  return diagnostics.filter((diagnostic) => diagnostic.code === code).length;
}
