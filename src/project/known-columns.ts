/** The columns of a project's datasets as far as they are known: declared ones at first, then what each model makes. */
import type { Catalog, CatalogDataset } from '../catalog/catalog.js';
import { tableKey } from '../catalog/names.js';
import type { Names } from '../dialects/dialect.js';

export interface KnownColumns extends Catalog {
  /** `unquoted`: the names come from a document that does not say, rather than from SQL or the warehouse. */
  set(dataset: string, columns: CatalogDataset['columns'], unquoted: boolean): void;
  forget(dataset: string): void;
  /** What `set` was told. */
  of(dataset: string): CatalogDataset | undefined;
}

/** Asks `outside` for what the project itself does not know. */
export function newKnownColumns(names: Names, outside: Catalog | undefined): KnownColumns {
  const datasets = new Map<string, CatalogDataset>();
  const of = (dataset: string): CatalogDataset | undefined => datasets.get(tableKey(names, dataset));
  return {
    set(dataset, columns, unquoted) {
      datasets.set(tableKey(names, dataset), { parts: dataset.split('.'), columns, ...(unquoted && { unquoted: true as const }) });
    },
    forget: (dataset) => void datasets.delete(tableKey(names, dataset)),
    of,
    lookup: (parts) => of(parts.join('.')) ?? outside?.lookup(parts),
  };
}
