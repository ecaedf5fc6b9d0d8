/** Which arguments of a conditional function are conditions, and not the value. */
import type { ConditionalShape } from './row.js';

export function isCondition(shape: ConditionalShape, at: number, count: number): boolean {
  const last = at === count - 1;
  if (shape === 'last') return last && at > 0;
  if (shape === 'first' || at === 0) return at === 0;
  if (shape === 'odd-but-last') return at % 2 === 0 && !last;
  return at % 2 === 1 && !last;
}

/** The arguments by what they are for. */
export function conditionsOf<T>(shape: ConditionalShape, list: readonly T[]): { conditions: T[]; values: T[] } {
  const conditions: T[] = [];
  const values: T[] = [];
  for (const [at, argument] of list.entries()) (isCondition(shape, at, list.length) ? conditions : values).push(argument);
  return { conditions, values };
}
