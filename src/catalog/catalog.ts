/**
 * What is known about datasets outside the text. Names are given as parts (`['db','s','t']`, already folded as the
 * dialect stores them; fewer parts than the catalog knows are completed with the defaults).
 *
 * All of it is plain JSON, and what is not known is not there.
 */
export interface Catalog {
  /** The dataset a name means, or undefined when the catalog does not know it. */
  lookup(parts: readonly string[]): CatalogDataset | undefined;
  /** All that it knows, in order. A catalog that asks someone for each name has no such list. */
  datasets?(): Iterable<CatalogDataset>;
}

export interface CatalogDataset {
  /** Parts as the catalog stores them. */
  readonly parts: readonly string[];
  /** In order; a name alone is a column of which no more is known. Empty is a table without columns; unknown columns are no entry at all. */
  readonly columns: readonly (string | CatalogColumn)[];
  /** The names come without quoting information (JSON, YAML): each dialect reads them as its unquoted names. */
  readonly unquoted?: true;
  /** Where `unquoted`: places of the parts that were written with quotes all the same. The dialect compares them as quoted names. */
  readonly exactParts?: readonly number[];
  /** What it is, as its engine says, in lower case: `table`, `view`, `materialized view`, … */
  readonly kind?: string;
  readonly description?: string;
  readonly owner?: string;
  readonly tags?: readonly string[];
  readonly keys?: readonly CatalogKey[];
  /** Tests of its rows; those of one column are the column's. */
  readonly tests?: readonly CatalogTest[];
  /** Who builds it makes sure that it has these columns, with these types. */
  readonly contract?: true;
  /** Where each fact was learnt. What is not named here was learnt where the `columns` were. */
  readonly learnt?: Readonly<Partial<Record<DatasetFact, Learnt>>>;
}

export interface CatalogColumn {
  /** As stored; where the dataset is `unquoted`, as written. */
  readonly name: string;
  /** Where the dataset is `unquoted`: this name was written with quotes all the same. The dialect compares it as a quoted name. */
  readonly exact?: true;
  /** As its engine writes it: `numeric(10,2)`. */
  readonly type?: string;
  /** False where something says so: a constraint, a test, the engine itself. */
  readonly nullable?: boolean;
  readonly comment?: string;
  readonly tags?: readonly string[];
  /** The expression that it is always computed by, as written. */
  readonly generated?: string;
  readonly tests?: readonly CatalogTest[];
  /** Where each fact was learnt. What is not named here was learnt where the `name` was. */
  readonly learnt?: Readonly<Partial<Record<ColumnFact, Learnt>>>;
}

export type DatasetFact = 'columns' | 'kind' | 'description' | 'owner' | 'tags' | 'contract';
export type ColumnFact = 'name' | 'type' | 'nullable' | 'comment' | 'tags' | 'generated';

/** Columns that tell rows apart, or rows of another dataset. Names are the dataset's column names. */
export interface CatalogKey {
  readonly kind: 'primary' | 'unique' | 'foreign';
  readonly columns: readonly string[];
  /** Of a foreign key. Without columns it is the other's primary key. */
  readonly references?: { readonly parts: readonly string[]; readonly columns?: readonly string[] };
  readonly learnt?: Learnt;
}

/** Something that is looked after: `not_null`, `accepted_values`, a test of one's own. */
export interface CatalogTest {
  readonly name: string;
  /** As written, without the column. */
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly learnt?: Learnt;
}

export interface Learnt {
  /**
   * - `ddl`, `schema`: a file of statements, of JSON or YAML.
   * - `properties`, `contract`, `test`: a dbt project's description, its contract, its tests.
   * - `warehouse`: the engine itself, as dbt's catalog.json and information_schema tell.
   * - `seed`: the header of a file. `code`: the query that makes the dataset.
   */
  readonly by: 'ddl' | 'schema' | 'properties' | 'contract' | 'test' | 'warehouse' | 'seed' | 'code';
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}

export function columnName(column: string | CatalogColumn): string {
  return typeof column === 'string' ? column : column.name;
}

/** What is known of a column besides its name; undefined where that is nothing. */
export function columnFacts(column: string | CatalogColumn | undefined): CatalogColumn | undefined {
  return typeof column === 'string' ? undefined : column;
}
