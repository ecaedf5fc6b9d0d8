import type { CatalogDataset, Learnt } from '../../catalog/catalog.js';
import type { Dialect } from '../../dialects/dialect.js';
import type { Script } from '../../sql/tree.js';
import { newContext } from './context.js';
import { resolveStatement } from './statement.js';

/** The datasets whose columns are known when a script has run: what its CREATE, ALTER and DROP statements leave. */
export function definedDatasets(script: Script, text: string, dialect: Dialect, learntAt: (offset: number) => Learnt): CatalogDataset[] {
  const ctx = newContext(text, dialect, { learntAt });
  for (const statement of script.statements) resolveStatement(ctx, statement, () => {});
  return [...ctx.overlay.values()].filter((dataset): dataset is CatalogDataset => dataset !== null && !dataset.columns.includes('*'));
}
