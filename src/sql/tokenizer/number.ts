/** Numbers, and the names of some dialects that begin with a digit. */
import { terminalIndex } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import { isWordPart, push, type Scanner, say } from './scanner.js';

const DOT = terminalIndex('.');

/**
 * ```
 * 1  1.5e-3  0xFF  1_000  10L  2024_sales
 * ^  ^       ^     ^      ^    ^
 * ```
 */
export function scanNumber(s: Scanner): void {
  const { text, table } = s;
  let end = s.at + 1;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  const next = end < text.length ? text.charCodeAt(end) : 32;
  if (next === 46 || isWordPart(table, next)) return scanLongNumber(s);
  push(s, TokenKind.Number, 0, s.at, end);
  s.at = end;
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** One that is not digits alone. */
function scanLongNumber(s: Scanner): void {
  const { text, table } = s;
  const { lex } = s.dialect;
  const start = s.at;
  let at = start;
  const second = text.charCodeAt(start + 1) | 32;
  if (
    text.charCodeAt(start) === 48 &&
    (second === 120 || second === 98 || second === 111) &&
    (isRadixDigit(text.charCodeAt(start + 2), second) || (second === 120 && s.dialect.lex.bracketNames === 'always'))
  ) {
    at = start + 2;
    while (isRadixDigit(text.charCodeAt(at), 120) || text.charCodeAt(at) === 95) at++;
  } else {
    at = skipDigits(text, at);
    if (text.charCodeAt(at) === 46 && text.charCodeAt(at + 1) !== 46 && !(lex.digitIdentifiers && followsDot(s)))
      at = skipDigits(text, at + 1);
    const exponent = text.charCodeAt(at) | 32;
    if (exponent === 101) {
      const sign = text.charCodeAt(at + 1);
      const digits = sign === 43 || sign === 45 ? at + 2 : at + 1;
      const c = text.charCodeAt(digits);
      if (isDigit(c)) at = skipDigits(text, digits);
    }
  }
  let end = at;
  while (end < text.length && isWordPart(table, text.charCodeAt(end))) end++;
  s.at = end;
  if (end === at) return push(s, TokenKind.Number, 0, start, end);
  // letters follow the digits: a suffix (10L), a name (2024_sales), or junk
  const suffix = text.slice(at, end).toLowerCase();
  if (lex.numberSuffixes.includes(suffix)) return push(s, TokenKind.Number, 0, start, end);
  if (lex.digitIdentifiers && text.slice(start, at).indexOf('.') < 0) return push(s, TokenKind.Word, 0, start, end);
  s.at = at;
  push(s, TokenKind.Number, 0, start, at);
  if (!lex.wordsAfterNumbers)
    say(s, {
      severity: 'error',
      code: 'syntax',
      message: `letters follow the number ${text.slice(start, at)}`,
      span: { start, end },
      hint: 'put a space between them, or quote the name',
    });
}

const followsDot = (s: Scanner): boolean => s.count > 0 && s.terminals[s.count - 1] === DOT && s.ends[s.count - 1] === s.at;

function isRadixDigit(c: number, radix: number): boolean {
  if (radix !== 120) return isDigit(c);
  return isDigit(c) || ((c | 32) >= 97 && (c | 32) <= 102);
}

function skipDigits(text: string, at: number): number {
  for (;;) {
    const c = text.charCodeAt(at);
    if (isDigit(c)) at++;
    else if (c === 95 && isDigit(text.charCodeAt(at + 1))) at++;
    else return at;
  }
}
