/**
 * The one shape for lineage: what `resolve/` makes of a statement (or a Spark plan), and all that graph, export, diff and
 * lint read. Plain JSON-ready data without links into the syntax tree. See docs/lineage.md for how subtypes compose.
 *
 * Dataset names are dotted strings of the parts as the dialect stores them, without quotes (`db.s.t`); paths and stages
 * are their text. `null` stands for the result of a bare query.
 */
import type { Diagnostic } from '../base/diagnostic.js';
import type { Span } from '../base/span.js';
import type { TypeFamily } from '../functions/types.js';

/** OpenLineage's transformation types. */
export type DirectSubtype = 'IDENTITY' | 'TRANSFORMATION' | 'AGGREGATION';
export type IndirectSubtype = 'JOIN' | 'GROUP_BY' | 'FILTER' | 'SORT' | 'WINDOW' | 'CONDITIONAL';

export type Transformation =
  | { readonly type: 'DIRECT'; readonly subtype: DirectSubtype; readonly masking?: true }
  | { readonly type: 'INDIRECT'; readonly subtype: IndirectSubtype; readonly masking?: true };

/** A column of a dataset outside the statement. */
export interface SourceColumn {
  /** `null` when several unknown datasets could own the column: see `candidates`. */
  readonly dataset: string | null;
  /** `*` when a star over unknown columns stays open. */
  readonly column: string;
  /** The field read within the column, outermost first: `['address', 'city']`. */
  readonly path?: readonly string[];
  /** Datasets that could own the column, in order of appearance; only with `dataset: null`. */
  readonly candidates?: readonly string[];
}

/** A source and how it arrives: one typed edge without its target. `spans`: the characters that made it, outermost last, at most 20. */
export type Input = SourceColumn & Transformation & { readonly spans?: readonly Span[] };

/** What a column's values are: each where it is known for sure. */
export interface DescribedType {
  /** As the engine writes it: `DECIMAL(18,3)`. */
  readonly type?: string;
  readonly family?: TypeFamily;
  /** Whether one of them may be NULL. */
  readonly nullable?: boolean;
}

/** One column of what a statement yields or writes, with everything that its value depends on, end to end. */
export interface OutputColumn extends DescribedType {
  /** The dataset written; `null` for a bare query's result. */
  readonly dataset: string | null;
  /** `*` when the output stays open. */
  readonly column: string;
  /** The select item, assignment or column that defines it. */
  readonly span?: Span;
  readonly inputs: readonly Input[];
}

/** An indirect edge that holds for every column of a written dataset. */
export interface Influence {
  readonly dataset: string | null;
  readonly input: Input & { readonly type: 'INDIRECT' };
}

// ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where a step's column takes a value from: a column of an earlier step (by its index), or of a dataset. */
export type StepInput = Transformation & {
  readonly span?: Span;
} & (
    | { readonly step: number; readonly column: string; readonly path?: readonly string[] }
    | ({ readonly step?: undefined } & SourceColumn)
  );

export interface StepColumn {
  readonly name: string;
  /** The defining expression: its place, and its text in one line. */
  readonly span?: Span;
  readonly expression?: string;
  readonly inputs: readonly StepInput[];
}

/** A relation on the way (a CTE, a subquery, a Spark node) or the statement's own last one. Steps come in order of evaluation. */
export interface Step {
  /** The CTE's name, the derived table's alias, or the kind of node. */
  readonly name: string;
  readonly kind:
    | 'cte'
    | 'subquery'
    | 'query'
    | 'set-operation'
    | 'table-function'
    | 'pivot'
    | 'unpivot'
    | 'match-recognize'
    | 'write'
    | 'node';
  readonly span?: Span;
  readonly columns: readonly StepColumn[];
  /** What decides this relation's rows. */
  readonly influences: readonly StepInput[];
  /** There are too many steps: some inputs of these columns, or influences, are left out. */
  readonly cut?: true;
}

// ── A statement, and what was made of a text ─────────────────────────────────────────────────────────────────────────

/**
 * The kinds of statement, as in `batch`. `query` is a bare query; those of the tree otherwise (`insert`, `multi-insert`,
 * `create-table`, `create-view`, `update`, `delete`, `merge`, `copy`, `truncate`, `alter`, `drop`, `set`, `use`, `explain`,
 * `block`, `execute`), `other` for statements that carry no lineage, `plan` for a Spark plan that only queries.
 */
export type StatementKind =
  | 'query'
  | 'insert'
  | 'multi-insert'
  | 'create-table'
  | 'create-view'
  | 'update'
  | 'delete'
  | 'merge'
  | 'copy'
  | 'truncate'
  | 'alter'
  | 'drop'
  | 'set'
  | 'use'
  | 'explain'
  | 'block'
  | 'execute'
  | 'other'
  | 'plan';

export interface StatementLineage {
  readonly kind: StatementKind;
  /** Place in the whole text. */
  readonly span: Span;
  /** Hash of the statement's tokens (comments and white space do not count), 16 hex digits. */
  readonly fingerprint: string;
  /** Datasets whose rows are read, in order of appearance, each once. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Output columns in order. A statement that writes two datasets (multi-insert) gives the columns of each. */
  readonly columns: readonly OutputColumn[];
  readonly influences: readonly Influence[];
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One end-to-end edge, as `batch` prints it. `to.column` is null where it holds for every column of the dataset. */
export interface Edge {
  readonly from: SourceColumn;
  readonly to: { readonly dataset: string | null; readonly column: string | null };
  readonly type: 'DIRECT' | 'INDIRECT';
  readonly subtype: DirectSubtype | IndirectSubtype;
  readonly masking?: true;
}

/** The whole script as one unit: datasets that it both writes and reads are walked through. */
export interface ScriptLineage {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly intermediate: readonly string[];
  readonly columns: readonly { readonly dataset: string | null; readonly column: string }[];
  readonly edges: readonly Edge[];
}
