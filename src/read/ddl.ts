import type { Diagnostic } from '../base/diagnostic.js';
import type { CatalogDataset } from '../catalog/catalog.js';
import type { Dialect } from '../dialects/dialect.js';
import { definedDatasets } from '../resolve/sql/defined.js';
import { parse } from '../sql/parser/index.js';

/** The tables and views that a script of DDL leaves behind, with their columns. */
export function readDdl(text: string, dialect: Dialect): { datasets: readonly CatalogDataset[]; diagnostics: readonly Diagnostic[] } {
  const { script, diagnostics } = parse(text, dialect);
  return { datasets: definedDatasets(script, text, dialect), diagnostics };
}
