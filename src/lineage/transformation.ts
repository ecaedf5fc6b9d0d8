/**
 * How a source arrives at a column, as a small integer, and how two hops compose.
 *
 * A code is one of the kinds below, plus `MASKING` when a hash-like function stands in between. Composition over hops
 * (`outer` reads what `inner` computed):
 * - direct after direct keeps the stronger: IDENTITY < TRANSFORMATION < AGGREGATION;
 * - what decided a value (`inner` indirect) still only decides it, whatever is computed from it afterwards;
 * - what is used to decide (`outer` indirect) decides in the outer's way: a filter on a CASE's result is a FILTER;
 * - masking stays.
 */
import type { Transformation } from './types.js';

export const IDENTITY = 0;
export const TRANSFORMATION = 1;
export const AGGREGATION = 2;
export const JOIN = 3;
export const GROUP_BY = 4;
export const FILTER = 5;
export const SORT = 6;
export const WINDOW = 7;
export const CONDITIONAL = 8;
/** Added to any of the others. */
export const MASKING = 16;

/** Codes fit in this many bits, so that a source's id and a code make one integer (see `flow.ts`). */
export const CODE_BITS = 5;
export const CODE_MASK = (1 << CODE_BITS) - 1;

const KIND_MASK = 15;

const COMPOSED = composition();

/** The code of a source that arrives by `inner` at a value which is then used by `outer`. */
export function compose(outer: number, inner: number): number {
  return COMPOSED[(outer << CODE_BITS) | inner] as number;
}

/** Whether the source is (part of) the value, and not only what decides it. */
export function isDirect(code: number): boolean {
  return (code & KIND_MASK) <= AGGREGATION;
}

function composition(): Uint8Array {
  const table = new Uint8Array(1 << (2 * CODE_BITS));
  for (let outer = 0; outer <= CODE_MASK; outer++) {
    for (let inner = 0; inner <= CODE_MASK; inner++) {
      table[(outer << CODE_BITS) | inner] = composeKinds(outer & KIND_MASK, inner & KIND_MASK) | ((outer | inner) & MASKING);
    }
  }
  return table;
}

function composeKinds(outer: number, inner: number): number {
  if (outer > AGGREGATION) return outer;
  if (inner > AGGREGATION) return inner;
  return Math.max(outer, inner);
}

const SUBTYPES = ['IDENTITY', 'TRANSFORMATION', 'AGGREGATION', 'JOIN', 'GROUP_BY', 'FILTER', 'SORT', 'WINDOW', 'CONDITIONAL'];

/** A code in OpenLineage's words, by code: shared objects. */
export const TRANSFORMATIONS: readonly Transformation[] = Array.from({ length: CODE_MASK + 1 }, (_, code) => {
  const plain = { type: isDirect(code) ? 'DIRECT' : 'INDIRECT', subtype: SUBTYPES[code & KIND_MASK] ?? 'TRANSFORMATION' };
  return (code & MASKING ? { ...plain, masking: true } : plain) as Transformation;
});
