/**
 * Which keys and functions make which output of a physical aggregate. A line prints the three lists and not their results'
 * expressions (FORMATTED does), so this is a judgement, from what the planner keeps: functions stand in the order of the
 * outputs, those over distinct values last; a bigint is printed with `L`; a renamed column keeps a part of its name.
 */
import type { Attribute, Expression } from '../../spark/plan.js';

/** A grouping key; `used` when an output repeats it under its own id. */
export interface Key {
  readonly expression: Expression;
  readonly used: boolean;
}

interface Pairing {
  readonly text: string;
  readonly outputs: readonly Attribute[];
  readonly functions: readonly Expression[];
  readonly leading: number;
  /** What each output is made of; undefined while open. */
  readonly made: (readonly Expression[] | undefined)[];
}

/**
 * For each output the keys and functions that make it; none for a constant. `leading`: how many of the outputs stand before
 * the first key that is an output as it is (`'web' AS channel`).
 */
export function pairOutputs(
  text: string,
  outputs: readonly Attribute[],
  keys: readonly Key[],
  functions: readonly Expression[],
  leading: number,
): (readonly Expression[])[] {
  const pairing: Pairing = { text, outputs, functions, leading, made: outputs.map(() => undefined) };
  pairByName(pairing, keys);
  const open = outputs.filter((_, at) => pairing.made[at] === undefined);
  const left = functions.filter((call) => !pairing.made.some((makers) => makers?.includes(call)));
  const ordered = open.length === left.length ? inOrder(text, open, left) : undefined;
  if (ordered?.every((call, at) => keepsOrder(pairing, open[at] as Attribute, call)))
    setAll(
      pairing,
      open,
      ordered.map((call) => [call]),
    );
  else if (ordered !== undefined) attach(pairing, [], left);
  else if (open.length > left.length) setAll(pairing, open, withConstants(pairing, open, left, keys));
  else if (open.length > 0 && left.length % open.length === 0) setAll(pairing, open, chunks(left, left.length / open.length));
  else attach(pairing, open, left);
  return pairing.made.map((makers) => makers ?? []);
}

/** Functions before one have their outputs before its output; those over distinct values have moved. */
function keepsOrder({ text, outputs, functions, made }: Pairing, output: Attribute, call: Expression): boolean {
  if (isDistinct(text, call)) return true;
  const place = outputs.indexOf(output);
  const order = functions.indexOf(call);
  return functions.every((other, at) => {
    const placed = isDistinct(text, other) ? -1 : made.findIndex((makers) => makers?.includes(other));
    return placed < 0 || at < order === placed < place;
  });
}

function isDistinct(text: string, call: Expression): boolean {
  return call.kind === 'call' && text.startsWith('(distinct ', call.start + call.name.length);
}

function setAll({ outputs, made }: Pairing, open: readonly Attribute[], makers: readonly (readonly Expression[] | undefined)[]): void {
  for (const [at, output] of open.entries()) made[outputs.indexOf(output)] = makers[at];
}

function chunks(list: readonly Expression[], size: number): Expression[][] {
  return Array.from({ length: list.length / size }, (_, at) => list.slice(at * size, (at + 1) * size));
}

// ── By name ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Pairs that names make plain, best first, each candidate once. */
function pairByName({ text, outputs, functions, made }: Pairing, keys: readonly Key[]): void {
  const pairs: { at: number; maker: Expression; score: number }[] = [];
  for (const [at, output] of outputs.entries()) {
    for (const { expression, used } of keys) pairs.push({ at, maker: expression, score: keyLikeness(text, output, expression, used) });
    for (const maker of functions) pairs.push({ at, maker, score: functionLikeness(text, output, maker) });
  }
  const taken = new Map<Expression, number>();
  let weakest = -1;
  for (const { at, maker, score } of pairs.filter((pair) => pair.score > 0).sort((a, b) => b.score - a.score)) {
    if (made[at] !== undefined || taken.has(maker)) continue;
    made[at] = [maker];
    taken.set(maker, score);
    if (score < LIKELY) weakest = at;
  }
  // Every function makes something: where no output is left for one, the least likely key has taken it.
  if (weakest >= 0 && !made.includes(undefined) && functions.some((call) => !taken.has(call))) made[weakest] = undefined;
}

/** From this on a renamed key is likely by its name alone. */
const LIKELY = 0.8;

/** Words of a name: `i_brand_id` → i, brand, id. */
function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function sameWord(a: string, b: string): boolean {
  if (a === b || commonPrefix(a, b) >= 4) return true;
  return Math.min(a.length, b.length) >= 3 && (a.includes(b) || b.includes(a));
}

function shared(a: readonly string[], b: readonly string[]): number {
  return a.filter((word) => b.some((other) => sameWord(word, other))).length;
}

/** A key under another name still shares half of its words. */
function keyLikeness(text: string, output: Attribute, key: Expression, used: boolean): number {
  if (key.kind !== 'attribute' || !fits(text, output, key)) return 0;
  const name = text.slice(key.start, key.hash);
  if (name === output.name) return 3;
  const own = wordsOf(output.name);
  const words = wordsOf(name);
  const ratio = shared(own, words) / Math.max(1, Math.min(own.length, words.length));
  return ratio < (used ? LIKELY : 0.5) ? 0 : ratio - 0.1 * Math.abs(words.length - own.length) + 0.01;
}

/** Spark names `sum(total#1)` `sum(total)`; people take words of the function and of its argument. */
function functionLikeness(text: string, output: Attribute, call: Expression): number {
  if (!fits(text, output, call)) return 0;
  const plain = text.slice(call.start, call.end).replace(/#\d+L?/g, '');
  if (output.name === plain || output.name === plain.replace(/^(\w+)\(UnscaledValue\((.*)\)\)$/, '$1($2)')) return 4;
  const own = wordsOf(output.name);
  const words = wordsOf(plain);
  return own.length > 0 && shared(own, words) === own.length ? 2 - 0.1 * (words.length - own.length) : 0;
}

// ── By type ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function fits(text: string, output: Attribute, maker: Expression): boolean {
  const long = isLong(text, maker);
  return long === undefined || long === output.long;
}

/** Whether a maker's result is a bigint, where that is certain. */
function isLong(text: string, maker: Expression): boolean | undefined {
  if (maker.kind === 'filtered') return isLong(text, maker.value);
  if (maker.kind === 'attribute') return /#\d+L/.test(text.slice(maker.hash, maker.end));
  if (maker.kind !== 'call') return undefined;
  const argument = maker.arguments[0];
  if (maker.name === 'count' || maker.name === 'approx_count_distinct') return true;
  if (maker.name === 'avg' || /^(stddev|var_|percentile|collect_)/.test(maker.name)) return false;
  if (/^(min|max|first|last)$/.test(maker.name) && argument?.kind === 'attribute') return isLong(text, argument);
  if (maker.name === 'sum' && argument?.kind === 'call' && argument.name === 'UnscaledValue') return false;
  return undefined;
}

// ── By order ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** As many functions as outputs: plain and distinct ones each keep their order, and types decide how they mingle. */
function inOrder(text: string, outputs: readonly Attribute[], functions: readonly Expression[]): readonly Expression[] {
  const distinct = functions.filter((call) => isDistinct(text, call));
  const plain = functions.filter((call) => !distinct.includes(call));
  return mingle(text, outputs, plain, distinct) ?? functions;
}

/** Merges two queues such that every type fits, the first queue preferred; undefined when there is no way. */
function mingle(
  text: string,
  outputs: readonly Attribute[],
  first: readonly Expression[],
  second: readonly Expression[],
): Expression[] | undefined {
  const failed = new Set<number>();
  const next = (a: number, b: number): Expression[] | undefined => {
    const output = outputs[a + b];
    const state = a * (second.length + 1) + b;
    if (output === undefined) return [];
    if (failed.has(state)) return undefined;
    for (const [queue, place, nextA, nextB] of [
      [first, a, a + 1, b],
      [second, b, a, b + 1],
    ] as const) {
      const maker = queue[place];
      const rest = maker !== undefined && fits(text, output, maker) ? next(nextA, nextB) : undefined;
      if (rest !== undefined && maker !== undefined) return [maker, ...rest];
    }
    failed.add(state);
    return undefined;
  };
  return outputs.length > 2000 ? undefined : next(0, 0);
}

/** Made for a window: an aggregate once more. */
const REPEATED = /^_we?\d+$/;

/**
 * More outputs than functions. While keys are left over, or there are none, functions go to the last outputs that they fit, in order,
 * and the keys to what is left before them; else to the first, since what is computed from several functions comes after each. What remains is
 * computed from an output of a like name (`sales_cov` beside `sales_avg`), or is constant.
 */
function withConstants(
  { text, functions, outputs, made, leading }: Pairing,
  open: readonly Attribute[],
  left: readonly Expression[],
  keys: readonly Key[],
): (readonly Expression[] | undefined)[] {
  const makers: (readonly Expression[] | undefined)[] = open.map(({ name }) => (REPEATED.test(name) ? functions : undefined));
  if (makers.filter((found) => found === undefined).length < left.length) makers.fill(undefined);
  const taken = made.flat();
  const unused = keys.filter(({ expression, used }) => !used && !taken.includes(expression)).map(({ expression }) => expression);
  if (keys.length > 0 && unused.length === 0) alignFirst(text, open, makers, left, leading);
  else alignLast(text, open, makers, left);
  alignLast(text, open, makers, unused);
  const all = outputs.map((output, place) => made[place] ?? makers[open.indexOf(output)]);
  return makers.map((found, place) => found ?? likeNamed(outputs, all, (open[place] as Attribute).name));
}

/** Gives each maker, from the last on, the last open output that it fits and that leaves enough for those before it. */
function alignLast(
  text: string,
  open: readonly Attribute[],
  makers: (readonly Expression[] | undefined)[],
  list: readonly Expression[],
): void {
  const places = makers.flatMap((found, place) => (found === undefined ? [place] : []));
  let at = places.length - 1;
  for (let index = list.length - 1; index >= 0 && at >= 0; index--) {
    const maker = list[index] as Expression;
    while (at > index && !fits(text, open[places[at] as number] as Attribute, maker)) at--;
    makers[places[at] as number] = [maker];
    at--;
  }
}

/** The same from the first, but for `skipped` ones where there are enough. */
function alignFirst(
  text: string,
  open: readonly Attribute[],
  makers: (readonly Expression[] | undefined)[],
  list: readonly Expression[],
  skipped: number,
): void {
  const places = makers.flatMap((found, place) => (found === undefined ? [place] : []));
  let at = Math.min(skipped, Math.max(0, places.length - list.length));
  for (const [index, maker] of list.entries()) {
    const last = places.length - (list.length - index);
    while (at < last && !fits(text, open[places[at] as number] as Attribute, maker)) at++;
    if (at < places.length) makers[places[at++] as number] = [maker];
  }
}

function likeNamed(
  outputs: readonly Attribute[],
  makers: readonly (readonly Expression[] | undefined)[],
  name: string,
): readonly Expression[] {
  const near = outputs.map((output) => (output.name === name ? 0 : commonPart(output.name, name)));
  const best = Math.max(...near);
  if (best < 6 || best * 2 < name.length) return [];
  return [...new Set(outputs.flatMap((_, at) => (near[at] === best ? (makers[at] ?? []) : [])))];
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** The length of the longest text that stands in both. */
function commonPart(a: string, b: string): number {
  let longest = 0;
  for (let i = 0; i + longest < a.length; i++) while (i + longest < a.length && b.includes(a.slice(i, i + longest + 1))) longest++;
  return longest;
}

/** More functions than outputs: each goes to its output in order, the rest to the output of the function before it. */
function attach({ functions, made, outputs }: Pairing, open: readonly Attribute[], left: readonly Expression[]): void {
  for (const [at, output] of open.entries()) made[outputs.indexOf(output)] = [left[at] as Expression];
  for (const call of left.slice(open.length)) {
    const before = functions.slice(0, functions.indexOf(call)).findLast((other) => made.some((makers) => makers?.includes(other)));
    const at = made.findIndex((makers) => (before === undefined ? makers !== undefined : makers?.includes(before)));
    if (at >= 0) made[at] = [...(made[at] ?? []), call];
  }
}
