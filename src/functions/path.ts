/** Constant paths into documents: `json_extract(doc, '$.a.b')` reads the field a.b of doc. */
import type { PathShape } from './row.js';

/** An argument that is a constant: a literal of SQL, or what a plan prints for one. */
export interface Constant {
  readonly type: string;
  readonly value: string;
}

const NO_PATHS: readonly (readonly string[])[] = [];

/** The constant paths that a call reads in its first argument; `list` are the others, undefined where they are no constants. */
export function constantPaths(shape: PathShape, list: readonly (Constant | undefined)[]): readonly (readonly string[])[] {
  if (shape === 'steps') return steps(list);
  if (shape === 'typed-steps') return steps(list.slice(0, -1));
  const [first, ...others] = list;
  if (first === undefined) return NO_PATHS;
  if (first.type === 'number' && shape === 'field') return [[first.value]];
  const path = first.type === 'string' ? splitPath(first.value) : undefined;
  if (path === undefined) return NO_PATHS;
  return [path, ...others.flatMap((each) => (each?.value.startsWith('$') ? [splitPath(each.value) ?? []] : []))];
}

function steps(list: readonly (Constant | undefined)[]): readonly (readonly string[])[] {
  const path: string[] = [];
  for (const each of list) {
    if (each === undefined) break;
    if (each.type === 'string') path.push(...(splitPath(each.value) ?? []));
  }
  return path.length === 0 ? NO_PATHS : [path];
}
/** `$.a.b[0]."c d"` → a, b, c d. Indexes do not count: they stay within the column's values. */
export function splitPath(written: string): readonly string[] | undefined {
  const text = written.replace(/^\s*(lax|strict)\s+/i, '');
  const names: string[] = [];
  let name = '';
  let quote = '';
  let index = false;
  for (const char of text.startsWith('$') ? text.slice(1) : text) {
    if (quote !== '') {
      if (char === quote) quote = '';
      else name += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      index = false;
    } else if (char === '.' || char === '[' || char === ']') {
      if (name !== '' && !index) names.push(name);
      name = '';
      index = char === '[';
    } else if (index && !(char >= '0' && char <= '9') && char !== '*') index = false;
    if (quote === '' && char !== '"' && char !== "'" && char !== '.' && char !== '[' && char !== ']') name += char;
  }
  if (name !== '' && !index) names.push(name);
  const known = names.findIndex(isNoName);
  if (known >= 0) names.length = known;
  return names.length === 0 ? undefined : names;
}

/** A filter, a variable, any field or a method: the path is constant up to there. */
const isNoName = (step: string): boolean => step === '*' || step.startsWith('?') || step.startsWith('$') || step.endsWith('()');
