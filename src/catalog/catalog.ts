/**
 * What is known about datasets outside the text. Names are given as parts (`['db','s','t']`, already folded as the
 * dialect stores them; fewer parts than the catalog knows are completed with the defaults).
 */
export interface Catalog {
  /** The dataset a name means, or undefined when the catalog does not know it. */
  lookup(parts: readonly string[]): CatalogDataset | undefined;
}

export interface CatalogDataset {
  /** Parts as the catalog stores them. */
  readonly parts: readonly string[];
  /** Column names in order, as stored. Empty is a table without columns; unknown columns are no entry at all. */
  readonly columns: readonly string[];
  /** The names come without quoting information (JSON, YAML): each dialect reads them as its unquoted names. */
  readonly unquoted?: true;
}
