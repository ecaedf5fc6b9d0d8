/**
 * What `src/spark` makes of the text that Spark prints: a plan tree with spans. Nothing is looked up here: an expression
 * keeps `#12` as an id and where it stands, because names are printed bare and only the outputs below a node tell where
 * one begins (see resolve/spark/scope.ts). All offsets are into the whole text.
 */
import type { Span } from '../base/span.js';

export type SectionKind = 'parsed' | 'analyzed' | 'optimized' | 'physical';

/** One query execution: the sections printed for it, in order. */
export interface PlanText {
  readonly span: Span;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly kind: SectionKind;
  /** Below the header, up to the next one. */
  readonly span: Span;
}

/** `name#12`, as a leaf or an `output=[…]` lists it. */
export interface Attribute {
  readonly id: number;
  readonly name: string;
  readonly span: Span;
  /** Printed with `L`: a bigint. */
  readonly long: boolean;
}

export type Expression = Span &
  (
    | { readonly kind: 'literal' }
    /** `…#12.field[0]`; `hash` is the place of the `#`, `span.start` only where the last word before it begins. */
    | { readonly kind: 'attribute'; readonly id: number; readonly hash: number; readonly path: readonly string[] }
    /** `'o.total`, `'o.*`: a name that the analyzer has not looked up yet. */
    | { readonly kind: 'name'; readonly parts: readonly string[] }
    | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
    /** Operators and brackets around parts. */
    | { readonly kind: 'group'; readonly parts: readonly Expression[] }
    /** CASE; `if (…) a else b` gives its condition only, its values follow as parts beside it. */
    | { readonly kind: 'case'; readonly conditions: readonly Expression[]; readonly values: readonly Expression[] }
    | { readonly kind: 'window'; readonly value: Expression; readonly spec: Expression }
    | { readonly kind: 'filtered'; readonly value: Expression; readonly condition: Expression }
    /** `scalar-subquery#5 [outer]`: the tree is an inner child of the host (the k-th in logical text, by id in physical text). */
    | { readonly kind: 'subquery'; readonly form: SubqueryForm; readonly id: number; readonly path: readonly string[] }
  );

export type SubqueryForm = 'scalar' | 'exists' | 'list' | 'lateral';

/** `expr AS name#12`, or an expression without a name. */
export interface NamedExpression {
  readonly span: Span;
  readonly value: Expression;
  readonly id: number | undefined;
  readonly name: string;
}

export type JoinType = 'inner' | 'left' | 'right' | 'full' | 'left-semi' | 'left-anti' | 'existence';

export type NodeBody =
  /** A leaf that reads. `dataset` as printed (dotted, no quotes), `path` from its location; neither: rows from nowhere. */
  | {
      readonly kind: 'scan';
      readonly dataset?: string;
      readonly path?: string;
      readonly columns: readonly Attribute[];
      readonly open?: true;
      readonly filters: readonly Expression[];
      /** `struct<a:int,…>`: the columns that are in the files. */
      readonly schema?: Span;
    }
  | { readonly kind: 'project'; readonly items: readonly NamedExpression[] }
  | { readonly kind: 'filter'; readonly condition: Expression }
  | {
      readonly kind: 'join';
      readonly join: JoinType;
      readonly exists?: Attribute;
      readonly conditions: readonly Expression[];
      /** How many pairs of columns are compared such that missing values are equal. */
      readonly nullSafe: number;
    }
  /** `items` where the text says how outputs are computed; a physical one lists `functions` and `outputs` apart. */
  | { readonly kind: 'aggregate'; readonly keys: readonly Expression[]; readonly items: readonly NamedExpression[] }
  | {
      readonly kind: 'physical-aggregate';
      readonly keys: readonly Expression[];
      readonly functions: readonly Expression[];
      readonly outputs: readonly Attribute[];
      readonly partial: boolean;
      readonly results?: readonly NamedExpression[];
      readonly buffers: readonly Attribute[];
    }
  | { readonly kind: 'union' }
  | { readonly kind: 'intersect' }
  | { readonly kind: 'except' }
  | { readonly kind: 'expand'; readonly rows: readonly (readonly Expression[])[]; readonly outputs: readonly Attribute[] }
  /**
   * The child's columns that stay, where the text lists them (`kept`), or the places of those that go (`dropped`). Neither: all
   * stay in a logical plan and none in a physical one.
   */
  | {
      readonly kind: 'generate';
      readonly generator: Expression;
      readonly outputs: readonly Attribute[];
      readonly kept?: readonly Attribute[];
      readonly dropped?: readonly number[];
    }
  | { readonly kind: 'window'; readonly items: readonly NamedExpression[]; readonly keys: readonly Expression[] }
  | { readonly kind: 'sort'; readonly order: readonly Expression[]; readonly items?: readonly NamedExpression[] }
  /** Parsed text only. Without `groups` or `ids`: all columns that nothing else names. */
  | {
      readonly kind: 'pivot';
      readonly groups?: readonly Expression[];
      readonly on: Expression;
      readonly values: readonly NamedExpression[];
      readonly aggregates: readonly NamedExpression[];
    }
  | {
      readonly kind: 'unpivot';
      readonly ids?: readonly Expression[];
      /** A row for each, with an expression for each of `names`. */
      readonly rows: readonly (readonly Expression[])[];
      readonly variable: string;
      readonly names: readonly string[];
    }
  | { readonly kind: 'deduplicate'; readonly keys: readonly Expression[] }
  | { readonly kind: 'distinct' }
  /** Python calls whose results are `outputs`, by position, beside the child's columns. */
  | { readonly kind: 'evaluate'; readonly calls: readonly Expression[]; readonly outputs: readonly Attribute[] }
  /** Code that Spark cannot see into: every output may come from every input (or from `inputs` where they are listed). */
  | {
      readonly kind: 'transform';
      /** The child's columns stay beside the outputs. */
      readonly keeps: boolean;
      readonly outputs: readonly Attribute[];
      readonly inputs: readonly Expression[];
      readonly keys: readonly Expression[];
    }
  | { readonly kind: 'pass' }
  | { readonly kind: 'alias'; readonly name: string; readonly columns?: readonly string[] }
  | { readonly kind: 'view'; readonly name: string; readonly columns: readonly Attribute[] }
  | { readonly kind: 'cte'; readonly names: readonly string[] }
  | { readonly kind: 'cte-definition'; readonly id: number }
  | { readonly kind: 'cte-reference'; readonly id: number; readonly columns: readonly Attribute[] }
  /** A recursive CTE's loop; its reference is a `cte-reference`. */
  | { readonly kind: 'union-loop'; readonly id: number }
  /** Another tree's output under these columns, by position: a cached plan (inner child), a reused exchange (by plan id). */
  | { readonly kind: 'renamed'; readonly columns: readonly Attribute[]; readonly planId?: number }
  | { readonly kind: 'subquery'; readonly id: number; readonly reused: boolean }
  | { readonly kind: 'name'; readonly dataset: string }
  | WriteBody
  | MergeBody
  | { readonly kind: 'unknown'; readonly columns: readonly Attribute[]; readonly expressions: readonly Expression[] };

export interface WriteBody {
  readonly kind: 'write';
  readonly statement: 'insert' | 'create-table' | 'create-view' | 'update' | 'delete' | 'merge' | 'drop' | 'alter';
  readonly dataset?: string;
  readonly path?: string;
  /** Target columns that the query's columns go to, by position. */
  readonly columns?: readonly string[];
  /** The query has columns besides (row ids, operation codes): its columns go to those of the same name. */
  readonly byName?: true;
  /** New values, by position (UPDATE of all columns), or by the columns named. */
  readonly assignments?: readonly Assignment[];
  readonly condition?: Expression;
}

export interface Assignment {
  /** Undefined: the column at this place. */
  readonly column: string | undefined;
  readonly value: Expression;
}

export interface MergeAction {
  readonly insert: boolean;
  readonly condition: Expression | undefined;
  readonly assignments: readonly Assignment[];
  /** `UPDATE SET *`, `INSERT *`: every column from the source's column of that name. */
  readonly star: boolean;
}

export interface MergeBody {
  readonly kind: 'merge';
  readonly dataset?: string;
  readonly condition: Expression;
  readonly actions: readonly MergeAction[];
  /** Which of the two trees is the target; the other one is the source. */
  readonly target: 0 | 1;
}

export interface NodeHeader {
  /** The operator's name as printed, without `Execute`: `Project`, `FileScan`. */
  readonly name: string;
  /** The node's own text. */
  readonly span: Span;
  readonly children: readonly PlanNode[];
  /** Trees drawn before the children: subqueries, a command's query, a cached plan. */
  readonly inner: readonly PlanNode[];
  /** `[plan_id=12]`, which `ReusedExchange` refers to. */
  readonly planId?: number;
  /** A list in the node was cut (`... 41 more fields`), or ends in the middle. */
  readonly truncated: boolean;
}

export type PlanNode = NodeHeader & { readonly body: NodeBody };
