/**
 * All that a generator decides, as a sequence of small numbers. A seed makes them at random; a list of them makes the same
 * thing again, and a smaller list a smaller thing: 0 is always the simplest choice, and 0 is what an exhausted list gives.
 */
export interface Choices {
  /** One of 0 … bound - 1. */
  readonly below: (bound: number) => number;
  /** What was chosen so far. */
  readonly taken: readonly number[];
}

/** Choices by a seed, of 32 bits. */
export function randomChoices(seed: number): Choices {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return record(() => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (word ^ (word >>> 14)) >>> 0;
  });
}

/** The choices of a list, brought into range. */
export function replayedChoices(list: readonly number[]): Choices {
  let at = 0;
  return record(() => list[at++] ?? 0);
}

function record(next: () => number): Choices {
  const taken: number[] = [];
  const below = (bound: number) => {
    const choice = next() % bound;
    taken.push(choice);
    return choice;
  };
  return { below, taken };
}

export function pick<T>(choices: Choices, list: readonly T[]): T {
  return list[choices.below(list.length)] as T;
}

/** True in that many of a hundred cases; the simplest choice is false. */
export function chance(choices: Choices, percent: number): boolean {
  return choices.below(100) >= 100 - percent;
}

/** A number between two, the smaller one being the simpler. */
export function between(choices: Choices, least: number, most: number): number {
  return least + choices.below(most - least + 1);
}

/** Some of a list in its order, at least one. */
export function some<T>(choices: Choices, list: readonly T[], most = list.length): T[] {
  const wanted = between(choices, 1, Math.min(most, list.length));
  const rest = [...list];
  const taken: T[] = [];
  while (taken.length < wanted) taken.push(...rest.splice(choices.below(rest.length), 1));
  return taken.sort((a, b) => list.indexOf(a) - list.indexOf(b));
}

/** The same elements, in another order. */
export function shuffled<T>(choices: Choices, list: readonly T[]): T[] {
  const rest = [...list];
  const out: T[] = [];
  while (rest.length > 0) out.push(...rest.splice(choices.below(rest.length), 1));
  return out;
}
