/**
 * Regular expressions of strangers, in linear time: all ways through the pattern advance together, a character of the text at a
 * time (Thompson's construction; Cox, "Regular Expression Matching: the Virtual Machine Approach"). JavaScript's own take
 * exponential time on `(a*)*b`. The language is RE2's, which DuckDB and ClickHouse take: no look-around, no references back.
 */

/** Finds the pattern in a text: the whole match, then its groups; undefined where it is not in it. */
export type Matcher = (text: string) => readonly string[] | undefined;

/** A pattern that is read, or undefined for one that is not of the language or too long (`MAX_STEPS`). */
export function matcherOf(pattern: string): Matcher | undefined {
  const reader: Reader = { chars: [...pattern], at: 0, groups: 0, insensitive: false, depth: 0 };
  try {
    const node = readAlternatives(reader);
    if (reader.at < reader.chars.length) return undefined;
    const program: Step[] = [];
    addSteps(program, { type: 'group', index: 0, node });
    program.push({ type: 'found' });
    return (text) => run(program, reader.groups, text);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Unreadable extends Error {}

// ── The pattern ──────────────────────────────────────────────────────────────────────────────────────────────────────

type Test = (char: string) => boolean;
type Place = 'start' | 'end' | 'word-edge' | 'no-word-edge';

type Node =
  | { readonly type: 'take'; readonly test: Test }
  | { readonly type: 'place'; readonly place: Place }
  | { readonly type: 'sequence'; readonly nodes: readonly Node[] }
  | { readonly type: 'alternatives'; readonly nodes: readonly Node[] }
  | { readonly type: 'group'; readonly index: number; readonly node: Node }
  | { readonly type: 'repeat'; readonly node: Node; readonly least: number; readonly most: number; readonly lazy: boolean };

interface Reader {
  readonly chars: readonly string[];
  at: number;
  groups: number;
  insensitive: boolean;
  depth: number;
}

const MAX_DEPTH = 100;

function readAlternatives(reader: Reader): Node {
  if (++reader.depth > MAX_DEPTH) throw new Unreadable();
  const nodes = [readSequence(reader)];
  while (take(reader, '|')) nodes.push(readSequence(reader));
  reader.depth--;
  return nodes.length === 1 ? (nodes[0] as Node) : { type: 'alternatives', nodes };
}

function readSequence(reader: Reader): Node {
  const nodes: Node[] = [];
  for (let char = reader.chars[reader.at]; char !== undefined && char !== '|' && char !== ')'; char = reader.chars[reader.at])
    nodes.push(readRepeats(reader, readOne(reader)));
  return { type: 'sequence', nodes };
}

function take(reader: Reader, char: string): boolean {
  if (reader.chars[reader.at] !== char) return false;
  reader.at++;
  return true;
}

function readRepeats(reader: Reader, first: Node): Node {
  let node = first;
  for (let times = readTimes(reader); times !== undefined; times = readTimes(reader)) {
    const lazy = take(reader, '?');
    if (!lazy && reader.chars[reader.at] === '+') throw new Unreadable(); // possessive
    node = { type: 'repeat', node, least: times[0], most: times[1], lazy };
  }
  return node;
}

/** `*`, `+`, `?`, `{2}`, `{2,}`, `{2,4}`: how often at least and at most. Any other brace is a character. */
function readTimes(reader: Reader): readonly [number, number] | undefined {
  if (take(reader, '*')) return [0, Number.POSITIVE_INFINITY];
  if (take(reader, '+')) return [1, Number.POSITIVE_INFINITY];
  if (take(reader, '?')) return [0, 1];
  if (reader.chars[reader.at] !== '{') return undefined;
  const text = reader.chars.slice(reader.at, reader.at + 12).join('');
  const braces = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(text);
  if (braces === null) return undefined;
  reader.at += braces[0].length;
  const least = Number(braces[1]);
  if (braces[2] === undefined) return [least, least];
  return [least, braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3])];
}

function readOne(reader: Reader): Node {
  const char = reader.chars[reader.at++] as string;
  switch (char) {
    case '(':
      return readGroup(reader);
    case '[':
      return { type: 'take', test: readClass(reader) };
    case '.':
      return { type: 'take', test: (each) => each !== '\n' };
    case '^':
      return { type: 'place', place: 'start' };
    case '$':
      return { type: 'place', place: 'end' };
    case '*':
    case '+':
    case '?':
      throw new Unreadable();
    case '\\':
      return readEscape(reader);
    default:
      return { type: 'take', test: isChar(reader, char) };
  }
}

function isChar({ insensitive }: Reader, char: string): Test {
  if (!insensitive) return (each) => each === char;
  const lower = char.toLowerCase();
  return (each) => each.toLowerCase() === lower;
}

/** Behind `(`: a group, one that is not counted, or flags. */
function readGroup(reader: Reader): Node {
  const { insensitive } = reader;
  let index: number | undefined;
  if (take(reader, '?')) {
    const rest = reader.chars.slice(reader.at, reader.at + 64).join('');
    const name = /^P?<[A-Za-z_]\w*>/.exec(rest);
    const flags = /^(i?)(?:(:)|\))/.exec(rest);
    if (name !== null) index = ++reader.groups;
    else if (flags === null) throw new Unreadable();
    else if (flags[1] !== '') reader.insensitive = true;
    reader.at += (name ?? flags)?.[0].length ?? 0;
    if (flags !== null && flags[2] === undefined) return { type: 'sequence', nodes: [] };
  } else index = ++reader.groups;
  const node = readAlternatives(reader);
  if (!take(reader, ')')) throw new Unreadable();
  reader.insensitive = insensitive;
  return index === undefined ? node : { type: 'group', index, node };
}

const isDigit: Test = (char) => char >= '0' && char <= '9';
const isWord: Test = (char) => isDigit(char) || (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || char === '_';
const isSpace: Test = (char) => char === ' ' || (char >= '\t' && char <= '\r');
const not =
  (test: Test): Test =>
  (char) =>
    !test(char);

const CLASSES: Readonly<Record<string, Test>> = { d: isDigit, D: not(isDigit), w: isWord, W: not(isWord), s: isSpace, S: not(isSpace) };
const PLACES: Readonly<Record<string, Place>> = { A: 'start', z: 'end', b: 'word-edge', B: 'no-word-edge' };
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' };

function readEscape(reader: Reader): Node {
  const place = PLACES[reader.chars[reader.at] ?? ''];
  if (place !== undefined) {
    reader.at++;
    return { type: 'place', place };
  }
  const escaped = escapedIn(reader);
  return { type: 'take', test: typeof escaped === 'string' ? isChar(reader, escaped) : escaped };
}

/** Behind a backslash: a character, or a class of them. */
function escapedIn(reader: Reader): string | Test {
  const char = reader.chars[reader.at++];
  if (char === undefined) throw new Unreadable();
  const known = CLASSES[char] ?? CONTROLS[char];
  if (known !== undefined) return known;
  if (isWord(char)) throw new Unreadable(); // a reference back, \p{…}, \Q
  return char;
}

const POSIX: Readonly<Record<string, Test>> = {
  alpha: (char) => isWord(char) && !isDigit(char) && char !== '_',
  digit: isDigit,
  alnum: (char) => isWord(char) && char !== '_',
  word: isWord,
  space: isSpace,
  upper: (char) => char >= 'A' && char <= 'Z',
  lower: (char) => char >= 'a' && char <= 'z',
};

/** Behind `[`. */
function readClass(reader: Reader): Test {
  const negated = take(reader, '^');
  const tests: Test[] = [];
  for (let first = true; first || reader.chars[reader.at] !== ']'; first = false) tests.push(readClassItem(reader));
  reader.at++;
  const some = (char: string): boolean => tests.some((test) => test(char));
  const any: Test = reader.insensitive ? (char) => some(char) || some(char.toLowerCase()) || some(char.toUpperCase()) : some;
  return negated ? not(any) : any;
}

function readClassItem(reader: Reader): Test {
  const posix = /^\[:(\w+):\]/.exec(reader.chars.slice(reader.at, reader.at + 12).join(''));
  if (posix !== null) {
    reader.at += posix[0].length;
    const test = POSIX[posix[1] as string];
    if (test === undefined) throw new Unreadable();
    return test;
  }
  const from = readClassChar(reader);
  if (typeof from !== 'string') return from;
  if (reader.chars[reader.at] !== '-' || reader.chars[reader.at + 1] === ']') return (char) => char === from;
  reader.at++;
  const to = readClassChar(reader);
  if (typeof to !== 'string') throw new Unreadable();
  return (char) => char >= from && char <= to;
}

function readClassChar(reader: Reader): string | Test {
  if (take(reader, '\\')) return escapedIn(reader);
  const char = reader.chars[reader.at++];
  if (char === undefined) throw new Unreadable();
  return char;
}

// ── The program ──────────────────────────────────────────────────────────────────────────────────────────────────────

type Step =
  | { readonly type: 'take'; readonly test: Test }
  | { readonly type: 'place'; readonly place: Place }
  /** Goes on at both, the first rather. */
  | { readonly type: 'fork'; first: number; second: number }
  | { readonly type: 'save'; readonly slot: number }
  | { readonly type: 'found' };

/** A pattern's steps; `x{1000}` and the like are written out. */
const MAX_STEPS = 1000;

function addSteps(program: Step[], node: Node): void {
  if (program.length > MAX_STEPS) throw new Unreadable();
  switch (node.type) {
    case 'take':
    case 'place':
      program.push(node);
      return;
    case 'sequence':
      for (const each of node.nodes) addSteps(program, each);
      return;
    case 'group':
      program.push({ type: 'save', slot: 2 * node.index });
      addSteps(program, node.node);
      program.push({ type: 'save', slot: 2 * node.index + 1 });
      return;
    case 'alternatives':
      addAlternatives(program, node.nodes);
      return;
    case 'repeat':
      addRepeat(program, node);
      return;
  }
}

function addAlternatives(program: Step[], nodes: readonly Node[]): void {
  const exits: { second: number; first: number }[] = [];
  for (const [at, node] of nodes.entries()) {
    const fork = at < nodes.length - 1 ? addFork(program) : undefined;
    if (fork !== undefined) fork.first = program.length;
    addSteps(program, node);
    if (fork === undefined) break;
    exits.push(addFork(program));
    fork.second = program.length;
  }
  for (const exit of exits) exit.first = exit.second = program.length;
}

function addFork(program: Step[]) {
  const fork = { type: 'fork' as const, first: 0, second: 0 };
  program.push(fork);
  return fork;
}

function addRepeat(program: Step[], { node, least, most, lazy }: Extract<Node, { type: 'repeat' }>): void {
  for (let time = 0; time < least; time++) addSteps(program, node);
  const exits: ReturnType<typeof addFork>[] = [];
  const times = most === Number.POSITIVE_INFINITY ? 1 : most - least;
  for (let time = 0; time < times; time++) {
    const start = program.length;
    const fork = addFork(program);
    fork.first = fork.second = program.length;
    exits.push(fork);
    addSteps(program, node);
    if (most !== Number.POSITIVE_INFINITY) continue;
    const back = addFork(program);
    back.first = back.second = start;
  }
  for (const exit of exits) exit[lazy ? 'first' : 'second'] = program.length;
}

// ── Running it ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A way through the program so far: where it goes on, and where its groups began and ended. */
interface Way {
  readonly at: number;
  readonly slots: readonly number[];
}

function run(program: readonly Step[], groups: number, text: string): readonly string[] | undefined {
  const chars = [...text];
  let ways: Way[] = [];
  let found: readonly number[] | undefined;
  for (let at = 0; at <= chars.length; at++) {
    const seen = new Set<number>();
    const next: Way[] = [];
    for (const way of ways) follow(program, way, chars, at, seen, next);
    if (found === undefined) follow(program, { at: 0, slots: [] }, chars, at, seen, next);
    ways = [];
    for (const { at: step, slots } of next) {
      const each = program[step] as Step;
      if (each.type === 'found') {
        found = slots;
        break; // ways behind it are worse
      }
      if (each.type === 'take' && at < chars.length && each.test(chars[at] as string)) ways.push({ at: step + 1, slots });
    }
    if (ways.length === 0 && found !== undefined) break;
  }
  if (found === undefined) return undefined;
  const slots = found;
  return Array.from({ length: groups + 1 }, (_, group) => chars.slice(slots[2 * group] ?? 0, slots[2 * group + 1] ?? 0).join(''));
}

/** The steps that take a character, or the end, as reached from here without one; the better first. */
function follow(program: readonly Step[], from: Way, chars: readonly string[], place: number, seen: Set<number>, into: Way[]): void {
  const stack = [from];
  for (let way = stack.pop(); way !== undefined; way = stack.pop()) {
    const { at, slots } = way;
    if (seen.has(at)) continue;
    seen.add(at);
    const step = program[at] as Step;
    if (step.type === 'fork') stack.push({ at: step.second, slots }, { at: step.first, slots });
    else if (step.type === 'save') stack.push({ at: at + 1, slots: Object.assign([...slots], { [step.slot]: place }) });
    else if (step.type !== 'place') into.push(way);
    else if (isAt(step.place, chars, place)) stack.push({ at: at + 1, slots });
  }
}

function isAt(place: Place, chars: readonly string[], at: number): boolean {
  if (place === 'start') return at === 0;
  if (place === 'end') return at === chars.length;
  const before = at > 0 && isWord(chars[at - 1] as string);
  const after = at < chars.length && isWord(chars[at] as string);
  return (before !== after) === (place === 'word-edge');
}
