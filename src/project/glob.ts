/**
 * Paths that are like a pattern: `*` and `?` within a folder, `**` over folders, `[a-z]`, `[!a-z]` and `{a,b}`; without a `/`, in any
 * folder. The states that a pattern can be in advance together, a path's character at a time: time is at worst the product of both
 * lengths, whatever the pattern is. Brackets and braces that nothing closes stand for themselves.
 */
export function glob(pattern: string): (path: string) => boolean {
  const states = compiled(pattern.includes('/') ? pattern : `**/${pattern}`);
  const known = new Map<string, Step>();
  const start = stepAt(known, reached(states, [0]), states.length);
  return (path) => {
    let step = start;
    for (const char of path) {
      let next = step.next.get(char);
      if (next === undefined) {
        next = stepAt(known, reached(states, taken(states, step, char)), states.length);
        if (known.size < MOST_STEPS) step.next.set(char, next);
      }
      step = next;
    }
    return step.accepts;
  };
}

/** A state, by what the pattern goes on with there. States without `takes` are passed through. */
interface State {
  /** Whether it takes a character. */
  readonly takes?: (char: string) => boolean;
  /** Stays in this state when it takes one; it can also be passed through. */
  readonly repeats?: true;
  /** States that come next instead of the one behind it. */
  readonly next?: readonly number[];
}

// ── Matching ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The states that a path can have led to so far. Steps from one to the next are remembered: paths begin alike. */
interface Step {
  readonly states: readonly number[];
  readonly accepts: boolean;
  readonly next: Map<string, Step>;
}

/** Of a pattern's steps so many are remembered: there can be more than any machine holds. */
const MOST_STEPS = 1000;

function stepAt(known: Map<string, Step>, states: readonly number[], end: number): Step {
  const key = states.join();
  const found = known.get(key);
  if (found !== undefined) return found;
  const step = { states, accepts: states.includes(end), next: new Map<string, Step>() };
  if (known.size < MOST_STEPS) known.set(key, step);
  return step;
}

function taken(states: readonly State[], step: Step, char: string): number[] {
  return step.states.filter((at) => states[at]?.takes?.(char)).map((at) => (states[at]?.repeats ? at : at + 1));
}

/** These states and those that can be reached from them without a character. */
function reached(states: readonly State[], from: readonly number[]): number[] {
  const found = new Set(from);
  for (const at of found) {
    const state = states[at];
    if (state?.next !== undefined) for (const next of state.next) found.add(next);
    else if (state?.repeats) found.add(at + 1);
  }
  return [...found].sort((a, b) => a - b);
}

// ── Reading the pattern ──────────────────────────────────────────────────────────────────────────────────────────────

const any: State = { takes: (char) => char !== '/' };
const star: State = { takes: (char) => char !== '/', repeats: true };
const globstar: State = { takes: () => true, repeats: true };

function compiled(pattern: string): State[] {
  const chars = [...pattern];
  const closing = bracesOf(chars);
  const states: State[] = [];
  const open: Braces[] = [];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] as string;
    const end = char === '[' ? endOfClass(chars, at) : closing.get(at);
    const braces = open.at(-1);
    if (char === '*' && chars[at + 1] === '*') {
      const isFolders = chars[at + 2] === '/';
      states.push(...(isFolders ? folders(states.length) : [globstar]));
      at += isFolders ? 2 : 1;
    } else if (char === '*') states.push(star);
    else if (char === '?') states.push(any);
    else if (char === '[' && end !== undefined) {
      states.push(classOf(chars, at, end));
      at = end;
    } else if (char === '{' && end !== undefined) {
      open.push({ start: states.length, branches: [states.length + 1], ends: [], close: end });
      states.push({});
    } else if (char === ',' && braces !== undefined) {
      braces.ends.push(states.length);
      braces.branches.push(states.length + 1);
      states.push({});
    } else if (braces?.close === at) {
      open.pop();
      states[braces.start] = { next: braces.branches };
      for (const each of braces.ends) states[each] = { next: [states.length] };
    } else states.push(literal(char));
  }
  return states;
}

/** `**` and the slash behind it, or nothing of both. */
function folders(at: number): State[] {
  return [{ next: [at + 1, at + 3] }, globstar, literal('/')];
}

function literal(wanted: string): State {
  return { takes: (char) => char === wanted };
}

/** Braces that are being read: the state that branches, where its branches begin, and the states that end all but the last. */
interface Braces {
  readonly start: number;
  readonly branches: number[];
  readonly ends: number[];
  readonly close: number;
}

/** Where the braces close that open somewhere; those that do not are not in it. */
function bracesOf(chars: readonly string[]): Map<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < chars.length; at++) {
    if (chars[at] === '[') at = endOfClass(chars, at) ?? at;
    else if (chars[at] === '{') open.push(at);
    else if (chars[at] === '}') {
      const start = open.pop();
      if (start !== undefined) closing.set(start, at);
    }
  }
  return closing;
}

/** Where the brackets close; undefined if they do not. A `]` that comes first is one of the characters. */
function endOfClass(chars: readonly string[], start: number): number | undefined {
  const end = chars.indexOf(']', start + (isNegated(chars, start) ? 3 : 2));
  return end < 0 ? undefined : end;
}

function isNegated(chars: readonly string[], start: number): boolean {
  return chars[start + 1] === '!' || chars[start + 1] === '^';
}

/** `[abc]`, `[a-z]`, `[!a]` or `[^a]`: never a `/`. */
function classOf(chars: readonly string[], start: number, end: number): State {
  const negated = isNegated(chars, start);
  const ranges: [string, string][] = [];
  for (let at = start + (negated ? 2 : 1); at < end; at++) {
    const isRange = chars[at + 1] === '-' && at + 2 < end;
    ranges.push([chars[at] as string, chars[isRange ? at + 2 : at] as string]);
    if (isRange) at += 2;
  }
  return { takes: (char) => char !== '/' && ranges.some(([low, high]) => low <= char && char <= high) !== negated };
}
