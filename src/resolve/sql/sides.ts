/** What a statement's names were found to mean, beside its tree: what rules over the statement read, so that none looks up a name again. */
import type { Span } from '../../base/span.js';
import type { Names } from '../../dialects/dialect.js';
import type { FunctionTable } from '../../functions/table.js';
import type { Column } from '../../lineage/column.js';
import type { ColumnName, Select, Statement } from '../../sql/tree.js';
import type { CteEntry, Scope } from './scope.js';

/** In order of appearance. */
export interface Sides {
  /** CTEs that are queries, each with whether anything but itself reads it. */
  readonly ctes: CteEntry[];
  /** Names that more than one relation in sight surely owns. */
  readonly ambiguous: ColumnName[];
  /** Columns whose names have to differ, and where they stand. */
  readonly columns: { readonly columns: readonly Column[]; readonly within: Span }[];
  /** Names in a list that have to differ: `INSERT INTO t (a, b)`. */
  readonly listed: (readonly ListedName[])[];
  /** SELECTs whose FROM has sides that it does not link itself, with what is in sight there. */
  readonly unlinked: { readonly select: Select; readonly scope: Scope }[];
}

export type ListedName = Pick<ColumnName, 'parts' | 'start' | 'end'>;

export function newSides(): Sides {
  return { ctes: [], ambiguous: [], columns: [], listed: [], unlinked: [] };
}

/** A statement as rules see it. */
export interface StatementInSight {
  readonly tree: Statement;
  /** The whole text. */
  readonly text: string;
  /** How the dialect compares names, and what its functions do. */
  readonly names: Names;
  readonly functions: FunctionTable;
  readonly sides: Sides;
}
