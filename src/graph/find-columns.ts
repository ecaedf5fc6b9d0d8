import type { ScriptLineage } from '../lineage/types.js';
import type { ColumnRef } from './select.js';

/**
 * The columns that a person's text can mean: `total`, `orders.total`, `db.s.orders.total`. Output columns win over
 * sources, an exact spelling wins over another case. Empty when nothing matches.
 */
export function findColumns(_lineage: ScriptLineage, _name: string): ColumnRef[] {
  return [];
}
