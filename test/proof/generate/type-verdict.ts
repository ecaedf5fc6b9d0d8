/** What an engine says of columns, held against what we say. */
import type { TypeFamily } from '../../../src/functions/types.js';
import type { OutputColumn } from '../../../src/lineage/types.js';

export interface Tally {
  columns: number;
  unknown: number;
  /** Of those that are known exactly. */
  exact: number;
  readonly wrong: string[];
}

export const newTally = (): Tally => ({ columns: 0, unknown: 0, exact: 0, wrong: [] });

/** `types`: as the engine writes them, place by place. */
export function holdAgainst(
  tally: Tally,
  sql: string,
  ours: readonly OutputColumn[],
  types: readonly string[],
  familyOf: (type: string) => TypeFamily | undefined,
): void {
  if (ours.length !== types.length) tally.wrong.push(`${ours.length} columns, not ${types.length}: ${sql}`);
  for (const [at, type] of types.entries()) {
    const own = ours[at];
    tally.columns++;
    if (own?.family === undefined) tally.unknown++;
    else if (own.type !== undefined) tally.exact++;
    const isWrong = own?.type === undefined ? own?.family !== undefined && own.family !== familyOf(type) : own.type !== type;
    if (isWrong) tally.wrong.push(`${own?.column} is ${type}, not ${own?.type ?? own?.family}: ${sql}`);
  }
}
