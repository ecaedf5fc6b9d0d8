import type { Diagnostic } from '../base/diagnostic.js';
import { LineIndex } from '../base/line-index.js';
import type { CatalogDataset, Learnt } from '../catalog/catalog.js';
import type { Dialect } from '../dialects/dialect.js';
import { definedDatasets } from '../resolve/sql/defined.js';
import { parse } from '../sql/parser/index.js';

/** The tables and views that a script of DDL leaves behind, with their columns. `file`: where they are told to have been learnt. */
export function readDdl(
  text: string,
  dialect: Dialect,
  file?: string,
): { datasets: readonly CatalogDataset[]; diagnostics: readonly Diagnostic[] } {
  const { script, diagnostics } = parse(text, dialect);
  const lines = new LineIndex(text);
  const learntAt = (offset: number): Learnt => ({ by: 'ddl', ...(file !== undefined && { file }), line: lines.locate(offset).line });
  return { datasets: definedDatasets(script, text, dialect, learntAt), diagnostics };
}
