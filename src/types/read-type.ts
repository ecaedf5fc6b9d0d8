/** A type's text, read: `decimal(10, 2)`, `struct<a: int, b: array<string>>`, `timestamp(3) with time zone`, `INTEGER[]`. */
import { partsAtCommas } from '../base/brackets.js';
import type { Type, TypeField } from './type.js';

/** What an engine's words for types mean, and how it writes them. */
export interface TypeWords {
  /** Whether types are called as the text calls them: nobody knows what the engine makes of it. */
  readonly asWritten: boolean;
  /** By the words in lower case, without what stands in brackets. */
  readonly words: ReadonlyMap<string, Word>;
  arrayOf(element: Type | undefined): Type;
  mapOf(key: Type | undefined, value: Type | undefined): Type;
  structOf(fields: readonly TypeField[]): Type;
}

/** Undefined: not a type that this engine has. */
export type Word = (numbers: readonly number[]) => Type | undefined;

/** No engine has types so deep within each other. */
const MOST_LEVELS = 32;

/** The same, and exactly as it is written where nobody knows how its engine writes it. */
export function writtenType(words: TypeWords, text: string): Type | undefined {
  const type = readType(words, text);
  return type === undefined || type.exact !== undefined || !words.asWritten ? type : { ...type, exact: text.trim().split(/\s+/).join(' ') };
}

export function readType(words: TypeWords, text: string, depth = 0): Type | undefined {
  const type = text.trim();
  if (depth > MOST_LEVELS) return undefined;
  if (type.endsWith(']')) {
    const open = type.lastIndexOf('[');
    return open === type.length - 2 ? words.arrayOf(readType(words, type.slice(0, open), depth + 1)) : undefined;
  }
  const open = firstBracket(type);
  if (open < 0) return words.words.get(oneSpaced(type))?.([]);
  const close = closing(type, open);
  if (close < 0) return undefined;
  const head = oneSpaced(type.slice(0, open));
  const inner = type.slice(open + 1, close);
  const tail = oneSpaced(type.slice(close + 1));
  if (tail === '') {
    const nested = readNested(words, head, inner, depth);
    if (nested !== undefined) return nested;
  }
  const numbers = inner.split(',').map(Number);
  if (!numbers.every(Number.isInteger)) return undefined;
  return words.words.get(tail === '' ? head : `${head} ${tail}`)?.(numbers);
}

function readNested(words: TypeWords, head: string, inner: string, depth: number): Type | undefined {
  const parts = () => partsAtCommas(inner, '(<', ')>');
  switch (head) {
    case 'array':
    case 'list':
      return words.arrayOf(readType(words, inner, depth + 1));
    case 'map': {
      const [key = '', value = ''] = parts();
      return words.mapOf(readType(words, key, depth + 1), readType(words, value, depth + 1));
    }
    case 'struct':
    case 'row':
      return words.structOf(parts().map((part) => readField(words, part, depth)));
    default:
      return undefined;
  }
}

/** `a int`, `a: int`, `"a b" int`. */
function readField(words: TypeWords, part: string, depth: number): TypeField {
  const text = part.trim();
  const quote = text[0] === '"' || text[0] === '`' ? text[0] : undefined;
  const end = quote === undefined ? text.search(/[\s:]/) : text.indexOf(quote, 1) + 1;
  if (end <= 0) return { name: undefined, type: readType(words, text, depth + 1) };
  const name = quote === undefined ? text.slice(0, end) : text.slice(1, end - 1);
  const rest = text.slice(end).trim();
  return { name, type: readType(words, rest.startsWith(':') ? rest.slice(1) : rest, depth + 1) };
}

function firstBracket(text: string): number {
  for (let at = 0; at < text.length; at++) if (text[at] === '(' || text[at] === '<') return at;
  return -1;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const char = text[at];
    if (char === '(' || char === '<') depth++;
    else if ((char === ')' || char === '>') && --depth === 0) return at;
  }
  return -1;
}

function oneSpaced(text: string): string {
  return text.trim().toLowerCase().split(/\s+/).join(' ');
}
