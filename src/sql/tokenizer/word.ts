/** Words, and what a word may begin: a prefixed string, a name with a hole. */
import { Class } from '../lexer-table.js';
import { hashStep, keywordAt } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import { isSpace, push, type Scanner, unclosed } from './scanner.js';
import { scanQuotedIdentifier, scanString } from './string.js';

/**
 * ```
 * select  n'…'  my_table$1
 * ^       ^     ^
 * ```
 */
export function scanWord(s: Scanner): void {
  const { text, table } = s;
  const { wordPart } = table;
  const { length } = text;
  const start = s.at;
  let end = start + 1;
  let hash = hashStep(0, text.charCodeAt(start));
  for (; end < length; end++) {
    const c = text.charCodeAt(end);
    if (c < 128 ? wordPart[c] === 0 : isSpace(c)) break;
    // `hashStep` written out: until the optimising compiler takes over, a call for each character costs more than all else here.
    hash = (Math.imul(hash, 31) + (c & 0xdf)) | 0;
  }
  const next = text.charCodeAt(end);
  if (next < 128 && end - start <= table.longestPrefix && scanPrefixedString(s, start, end, next)) return;
  if (next === 36 && text.charCodeAt(end + 1) === 123) {
    // `tbl_${env}` is one name with a hole in it
    s.at = end;
    return scanNameWithHoles(s, start);
  }
  s.at = end;
  const keyword = keywordAt(text, start, end, hash);
  push(s, TokenKind.Word, table.synonyms === undefined ? keyword : (table.synonyms[keyword] as number), start, end);
}

/** `prefix_${x}_suffix`, `{{ x }}_suffix`: a word of which a part is filled in later. */
export function scanNameWithHoles(s: Scanner, start: number): void {
  const { text, table } = s;
  while (s.at < text.length) {
    const c = text.charCodeAt(s.at);
    if (c === 36 && text.charCodeAt(s.at + 1) === 123) {
      const close = text.indexOf('}', s.at);
      s.at = close < 0 ? text.length : close + 1;
    } else if (c < 128 ? table.wordPart[c] === 1 : !isSpace(c)) s.at++;
    else break;
  }
  push(s, TokenKind.Word, 0, start, s.at);
}

/**
 * ```
 * n'…'  rb"…"  u&'…'  q'[…]'
 * ^     ^      ^      ^
 * ```
 */
function scanPrefixedString(s: Scanner, start: number, end: number, next: number): boolean {
  const { text, table } = s;
  let quoteAt = end;
  if (next === 38 /* & */ && text.charCodeAt(end + 1) === 39) quoteAt = end + 1;
  const quote = text.charCodeAt(quoteAt);
  if (quote > 127 || (table.classes[quote] !== Class.Quote && !(quoteAt > end && quote === 34))) return false;
  const prefix = text.slice(start, quoteAt).toLowerCase();
  if (!table.prefixes.has(prefix)) return false;
  if (quote === 34 && table.classes[34] === Class.IdentifierQuote) {
    s.at = quoteAt;
    scanQuotedIdentifier(s, quote);
    s.starts[s.count - 1] = start; // U&"name"
    return true;
  }
  if (prefix.endsWith('q')) scanQuoteOperator(s, start, quoteAt);
  else {
    s.at = quoteAt;
    const escapes = prefix === 'e' || (s.dialect.lex.backslashEscapes && !prefix.includes('r'));
    scanString(s, start, quote, escapes || (prefix.includes('r') && s.dialect.lex.backslashEscapes));
  }
  return true;
}

/** Oracle's `q'[it's]'`: the character after the quote says what closes it. */
function scanQuoteOperator(s: Scanner, start: number, quoteAt: number): void {
  const open = s.text.charAt(quoteAt + 1);
  const pairs: Record<string, string> = { '[': ']', '(': ')', '{': '}', '<': '>' };
  const closer = `${pairs[open] ?? open}'`;
  const close = s.text.indexOf(closer, quoteAt + 2);
  if (close < 0) unclosed(s, 'this string', start, closer);
  s.at = close < 0 ? s.text.length : close + closer.length;
  push(s, TokenKind.String, 0, start, s.at);
}
