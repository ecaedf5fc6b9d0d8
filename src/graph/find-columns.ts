import type { ScriptLineage } from '../lineage/types.js';
import type { ColumnRef } from './select.js';

/**
 * The columns that a person's text can mean: `total`, `orders.total`, `db.s.orders.total`. Output columns win over
 * sources, an exact spelling wins over another case. Empty when nothing matches.
 */
export function findColumns(lineage: ScriptLineage, name: string): ColumnRef[] {
  const outputs = distinct(lineage.columns);
  const sources = distinct(
    lineage.edges.flatMap(({ from }) => (from.candidates ?? [from.dataset]).map((dataset) => ({ dataset, column: from.column }))),
  );
  const folded = name.toLowerCase();
  for (const columns of [outputs, sources]) {
    const exact = columns.filter((column) => means(name, column.dataset, column.column));
    if (exact.length) return exact;
    const otherCase = columns.filter((column) => means(folded, column.dataset?.toLowerCase() ?? null, column.column.toLowerCase()));
    if (otherCase.length) return otherCase;
  }
  return [];
}

/** Whether the text is the column's name, alone or behind the last parts of its dataset's name. */
function means(text: string, dataset: string | null, column: string): boolean {
  if (text === column) return true;
  if (dataset === null || !text.endsWith(`.${column}`)) return false;
  const qualifier = text.slice(0, -column.length - 1);
  return dataset === qualifier || dataset.endsWith(`.${qualifier}`);
}

function distinct(columns: readonly ColumnRef[]): ColumnRef[] {
  const byDataset = new Map<string | null, Set<string>>();
  return columns.filter(({ dataset, column }) => {
    const known = byDataset.get(dataset) ?? new Set();
    byDataset.set(dataset, known);
    return known.size < known.add(column).size;
  });
}
