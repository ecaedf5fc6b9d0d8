/**
 * Lists in node text. String literals are printed bare, so brackets need not balance and a comma may be part of a value:
 * what is found here is the most plausible structure, never an error.
 */
import type { Span } from '../base/span.js';

const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const COMMA = 44;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const SPACE = 32;
const NEWLINE = 10;
const DOT = 46;

/** Whether a bracket that closes a list may be followed by this character. */
function endsList(code: number): boolean {
  return (
    Number.isNaN(code) ||
    code === COMMA ||
    code === SPACE ||
    code === CLOSE_PAREN ||
    code === CLOSE_BRACKET ||
    code === NEWLINE ||
    code === OPEN_BRACKET ||
    code === DOT
  );
}

/**
 * The offset of the bracket that closes the one at `open`, at most `end`. A closing bracket that does not fit (`LIKE %a, b]%`)
 * is taken as a literal's. When nothing closes it: the last bracket that could, else `end`.
 */
export function closingBracket(text: string, open: number, end: number): number {
  const stack: number[] = [];
  let last = -1;
  const wanted = text.charCodeAt(open) === OPEN_PAREN ? CLOSE_PAREN : CLOSE_BRACKET;
  for (let i = open; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === OPEN_PAREN) stack.push(CLOSE_PAREN);
    else if (code === OPEN_BRACKET) stack.push(CLOSE_BRACKET);
    else if (code === CLOSE_PAREN || code === CLOSE_BRACKET) {
      const fits = endsList(i + 1 < end ? text.charCodeAt(i + 1) : Number.NaN);
      if (code === wanted && fits) last = i;
      if (stack.at(-1) !== code) continue;
      if (stack.length > 1) stack.pop();
      else if (fits) return i;
    }
  }
  return last < 0 ? end : last;
}

/** Pieces between `, ` outside of brackets; none for an empty range. `boundary` may refuse a comma (its offset is given). */
export function splitList(text: string, start: number, end: number, boundary?: (comma: number) => boolean): Span[] {
  const pieces: Span[] = [];
  const stack: number[] = [];
  let from = start;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === OPEN_PAREN) stack.push(CLOSE_PAREN);
    else if (code === OPEN_BRACKET) stack.push(CLOSE_BRACKET);
    else if (code === CLOSE_PAREN || code === CLOSE_BRACKET) {
      if (stack.at(-1) === code) stack.pop();
    } else if (
      code === COMMA &&
      stack.length === 0 &&
      text.charCodeAt(i + 1) === SPACE &&
      !isSubqueryId(text, i) &&
      (boundary === undefined || boundary(i))
    ) {
      pieces.push({ start: from, end: i });
      from = i + 2;
    }
  }
  if (from < end) pieces.push({ start: from, end });
  return pieces;
}

/** `Subquery subquery#12, [id=#34].total` is one expression. */
function isSubqueryId(text: string, comma: number): boolean {
  return text.charCodeAt(comma + 2) === OPEN_BRACKET && text.startsWith('[id=#', comma + 2);
}

/** The inside of the list that opens at or after `start` with the given bracket; undefined when there is none before `end`. */
export function listAt(text: string, start: number, end: number, bracket = '['): Span | undefined {
  const open = text.indexOf(bracket, start);
  if (open < 0 || open >= end) return undefined;
  return { start: open + 1, end: closingBracket(text, open, end) };
}

/** Offset of the end of `#12L-T60000ms` when `hash` begins an attribute's id, else -1. */
export function idEnd(text: string, hash: number, end: number): number {
  let i = hash + 1;
  while (i < end && isDigit(text.charCodeAt(i))) i++;
  if (i === hash + 1) return -1;
  if (text.charCodeAt(i) === 76 /* L */) i++;
  if (text.startsWith('-T', i)) {
    let j = i + 2;
    while (j < end && isDigit(text.charCodeAt(j))) j++;
    if (j > i + 2 && text.startsWith('ms', j)) i = j + 2;
  }
  return i;
}

/** The `#` of an id that ends right before `end`, else -1. */
export function hashBefore(text: string, start: number, end: number): number {
  const last = Math.max(start, end - 40);
  for (let hash = end - 2; hash >= last; hash--) {
    if (text.charCodeAt(hash) === 35) return idEnd(text, hash, end) === end ? hash : -1;
  }
  return -1;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** `indexOf` that looks no further than `end`: node text is a small part of a large one. */
export function indexWithin(text: string, wanted: string, start: number, end: number): number {
  const at = text.slice(start, end).indexOf(wanted);
  return at < 0 ? -1 : at + start;
}

/** `lastIndexOf` that looks no further back than `start`. */
export function lastIndexWithin(text: string, wanted: string, start: number, end: number): number {
  const at = text.slice(start, end).lastIndexOf(wanted);
  return at < 0 ? -1 : at + start;
}
