/** Tables of an engine's words for types. */
import type { TypeFamily } from '../functions/types.js';
import type { Word } from './read-type.js';
import type { Type } from './type.js';

/** Each line: what is written for the type, `=`, and the words that mean it. Numbers in brackets behind them do not matter. */
export function plainWords(family: TypeFamily, lines: readonly string[]): [string, Word][] {
  return lines.flatMap((line) => {
    const [exact = '', words = ''] = line.split('=');
    const type: Type = { family, exact: exact.trim() };
    return words
      .trim()
      .split(/\s*,\s*/)
      .map((word): [string, Word] => [word, () => type]);
  });
}

/** `decimal(10,2)`: `unsized` is what the word means alone, and a scale is 0 unless written. */
export function decimalWords(words: string, write: (precision: number, scale: number) => Type, unsized: Type): [string, Word][] {
  const word: Word = ([precision, scale = 0]) => (precision === undefined ? unsized : write(precision, scale));
  return words.split(' ').map((each) => [each, word]);
}
