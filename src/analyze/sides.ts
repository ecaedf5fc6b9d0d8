/** Side tables: what the names in a statement's tree mean, by node, for a linter, an editor and a page. */
import { describeInputs, NO_TRACE } from '../lineage/describe.js';
import { flatten } from '../lineage/flow.js';
import type { Sources } from '../lineage/source.js';
import type { Input } from '../lineage/types.js';
import type { Meanings } from '../resolve/sql/sides.js';
import type { ColumnName, Cte, TableReference } from '../sql/tree.js';

export interface SideTables {
  /** The columns outside the statement that a column's name comes to; none for a constant's. Names that nothing owns are not there. */
  readonly columns: ReadonlyMap<ColumnName, readonly Input[]>;
  /** The CTE that a table's name means, or the dataset. */
  readonly relations: ReadonlyMap<TableReference, { readonly cte: Cte } | { readonly dataset: string }>;
}

/** Call it only after the whole script was resolved. */
export function describeSides({ columns, relations }: Meanings, sources: Sources): SideTables {
  const known = new Map<number, Input>();
  return {
    columns: new Map([...columns].map(([node, { flow }]) => [node, describeInputs(sources, flatten(flow, sources), NO_TRACE, known)])),
    relations: new Map([...relations].map(([node, one]) => [node, 'kind' in one ? { cte: one } : { dataset: one.name }])),
  };
}
