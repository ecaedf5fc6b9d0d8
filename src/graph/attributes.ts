/**
 * What nodes and edges of the lineage graph carry. A graph can hold millions of columns, so an edge is two numbers a use
 * rather than objects: `kindOf` and `statementOf` read them.
 */
import type { Span } from '../base/span.js';
import type { StatementKind, Transformation } from '../lineage/types.js';

/** A statement that edges come from; its id is its place in `LineageGraph.statements`. */
export interface StatementOrigin {
  readonly file: string | undefined;
  readonly kind: StatementKind;
  readonly span: Span;
  readonly fingerprint: string;
}

export interface DatasetAttributes {
  /** `null` for the result of a bare query. */
  readonly name: string | null;
  /** The bare query's statement; only with `name: null`. */
  readonly statement?: number;
  /** Columns in order of appearance. */
  readonly columns: string[];
  /** Some statement writes a star into it: it may have columns that nobody names. */
  open: boolean;
}

export interface ColumnAttributes {
  /** Some statement writes it by name. */
  readonly defined: boolean;
}

export type NodeAttributes = DatasetAttributes | ColumnAttributes;

export interface EdgeAttributes {
  /** The union of all uses' bits. */
  bits: number;
  /** One a statement and transformation. Empty for an edge from an open star to a column that it may contain. */
  readonly uses: number[];
}

// ── Bits ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const BITS = {
  IDENTITY: 1,
  TRANSFORMATION: 1 << 1,
  AGGREGATION: 1 << 2,
  JOIN: 1 << 3,
  GROUP_BY: 1 << 4,
  FILTER: 1 << 5,
  SORT: 1 << 6,
  WINDOW: 1 << 7,
  CONDITIONAL: 1 << 8,
} as const;
const SUBTYPES = Object.keys(BITS) as Transformation['subtype'][];

export const DIRECT = BITS.IDENTITY | BITS.TRANSFORMATION | BITS.AGGREGATION;
export const MASKING = 1 << 9;
/** The source is one of several candidates, or a column of an open star: the edge may not exist. */
export const POSSIBLE = 1 << 10;
/** A dataset's rows are read to write another's: the edges between datasets. */
export const READ = 1 << 11;
const USE_SHIFT = 1 << 12;

/** A typed edge's bits. */
export function transformationBits(transformation: Transformation): number {
  return BITS[transformation.subtype] | (transformation.masking ? MASKING : 0);
}

/** Every transformation in the bits, direct ones first. Empty for an edge between datasets. */
export function transformationsOf(bits: number): Transformation[] {
  const masking = bits & MASKING ? { masking: true as const } : {};
  return SUBTYPES.filter((subtype) => bits & BITS[subtype]).map(
    (subtype) => ({ type: BITS[subtype] & DIRECT ? 'DIRECT' : 'INDIRECT', subtype, ...masking }) as Transformation,
  );
}

export function use(statement: number, bits: number): number {
  return statement * USE_SHIFT + bits;
}

export function bitsOf(use: number): number {
  return use % USE_SHIFT;
}

export function statementOf(use: number): number {
  return Math.floor(use / USE_SHIFT);
}
