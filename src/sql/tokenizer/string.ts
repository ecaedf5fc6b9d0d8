/** Strings and quoted names. */
import { TokenKind } from '../tokens.js';
import { followsValue, push, type Scanner, unclosed } from './scanner.js';

/**
 * ```
 * 'it''s'   """a "b" c"""
 * ^         ^
 * ```
 * `start` is where the token begins (at its prefix), `s.at` is at the quote.
 */
export function scanString(s: Scanner, start: number, quote: number, escapes: boolean): void {
  const { text } = s;
  const open = s.at;
  if (s.dialect.lex.tripleQuotes && text.charCodeAt(open + 1) === quote && text.charCodeAt(open + 2) === quote) {
    s.at = open + 3;
    return scanTripleQuoted(s, start, quote, escapes);
  }
  let at = open + 1;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === quote) {
      if (text.charCodeAt(at + 1) !== quote) break;
      at++;
    } else if (c === 92 && escapes) at++;
  }
  if (at >= text.length) unclosed(s, 'this string', start, String.fromCharCode(quote));
  s.at = Math.min(at + 1, text.length);
  push(s, TokenKind.String, 0, start, s.at);
}

function scanTripleQuoted(s: Scanner, start: number, quote: number, escapes: boolean): void {
  const { text } = s;
  for (; s.at < text.length; s.at++) {
    const c = text.charCodeAt(s.at);
    if (c === 92 && escapes) s.at++;
    else if (c === quote && text.charCodeAt(s.at + 1) === quote && text.charCodeAt(s.at + 2) === quote) {
      s.at += 3;
      // a fourth quote belongs to the text: """a""""
      if (text.charCodeAt(s.at) === quote) s.at++;
      push(s, TokenKind.String, 0, start, s.at);
      return;
    }
  }
  s.at = text.length;
  unclosed(s, 'this string', start, String.fromCharCode(quote).repeat(3));
  push(s, TokenKind.String, 0, start, s.at);
}

/**
 * ```
 * "a ""b"" c"   `a`   [a]
 * ^             ^     ^
 * ```
 */
export function scanQuotedIdentifier(s: Scanner, quote: number): void {
  const start = s.at;
  const { text } = s;
  const close = quote === 91 ? 93 : quote;
  // Lua's `[[text]]`, in the scripts of Exasol
  const long =
    quote === 91 && text.charCodeAt(start + 1) === 91 && s.dialect.lex.bracketNames === 'elsewhere' ? text.indexOf(']]', start) : -1;
  let at = long < 0 ? start + 1 : long + 1;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === close) {
      if (text.charCodeAt(at + 1) !== close) break;
      at++;
    } else if (c === 92 && s.dialect.lex.backslashEscapes && quote !== 91 && text.charCodeAt(at + 1) === quote) at++;
  }
  if (at >= text.length) unclosed(s, 'this quoted name', start, String.fromCharCode(close));
  s.at = Math.min(at + 1, text.length);
  push(s, TokenKind.Quoted, 0, start, s.at);
}

export function opensBracketName(s: Scanner, start: number): boolean {
  const next = s.text.charCodeAt(start + 1);
  if (s.dialect.lex.bracketNames === 'always') return true;
  return !followsValue(s, start) && !(next >= 48 && next <= 57) && next !== 39 && next !== 93;
}

/**
 * ```
 * $$text$$   $tag$text$tag$
 * ^          ^
 * ```
 */
export function scanDollarQuoted(s: Scanner): boolean {
  const { text } = s;
  const start = s.at;
  let end = start + 1;
  while (end < text.length) {
    const c = text.charCodeAt(end);
    if (c === 36) break;
    if (c > 127 || (s.table.wordPart[c] === 1 && !(end === start + 1 && c >= 48 && c <= 57))) end++;
    else return false;
  }
  if (end >= text.length) return false;
  const tag = text.slice(start, end + 1);
  const close = text.indexOf(tag, end + 1);
  if (close < 0) unclosed(s, 'this dollar-quoted string', start, tag);
  s.at = close < 0 ? text.length : close + tag.length;
  push(s, TokenKind.String, 0, start, s.at);
  return true;
}
