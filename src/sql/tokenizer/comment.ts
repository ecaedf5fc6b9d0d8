/** Comments, the code that MySQL hides in them, and templates. */
import { TokenKind } from '../tokens.js';
import { push, type Scanner, unclosed } from './scanner.js';

function comment(s: Scanner, start: number): void {
  s.comments.push({ kind: 'comment', start, end: s.at, text: s.text.slice(start, s.at) });
}

export function scanLineComment(s: Scanner): void {
  const start = s.at;
  const { text } = s;
  while (s.at < text.length && text.charCodeAt(s.at) !== 10 && text.charCodeAt(s.at) !== 13) s.at++;
  comment(s, start);
}

/**
 * ```
 * /* a /* b *​/ c *​/
 * ^
 * ```
 */
export function scanBlockComment(s: Scanner): void {
  const { text } = s;
  const start = s.at;
  let depth = 1;
  s.at += 2;
  while (depth > 0) {
    const c = text.charCodeAt(s.at);
    const next = text.charCodeAt(s.at + 1);
    if (s.at >= text.length) {
      unclosed(s, 'this comment', start, '*/');
      break;
    }
    if (c === 42 && next === 47) {
      depth--;
      s.at += 2;
    } else if (c === 47 && next === 42 && s.dialect.lex.nestedComments) {
      depth++;
      s.at += 2;
    } else s.at++;
  }
  s.at = Math.min(s.at, text.length);
  comment(s, start);
}

/** A comment that begins with `/*!` or `/*!50100`: MySQL runs what is inside, if it is of that version; none is of 999999, which dumps have. */
export function opensConditional(s: Scanner): boolean {
  const { conditionalComments } = s.dialect.lex;
  if (s.conditional || conditionalComments === 'none') return false;
  const mark = s.at + (conditionalComments === 'mariadb' && s.text.charCodeAt(s.at + 2) === 77 ? 3 : 2); // /*M!
  return s.text.charCodeAt(mark) === 33 && !s.text.startsWith('99999', mark + 1) && s.text.indexOf('*/', s.at) >= 0;
}

export function openConditional(s: Scanner): void {
  s.conditional = true;
  s.at = s.text.indexOf('!', s.at) + 1;
  while (s.text.charCodeAt(s.at) >= 48 && s.text.charCodeAt(s.at) <= 57) s.at++;
}

export function closeConditional(s: Scanner): void {
  s.conditional = false;
  s.at += 2;
}

/** `@{FORCE_INDEX=i}`: kept as a comment. */
export function scanBraceHint(s: Scanner): void {
  const start = s.at;
  const close = s.text.indexOf('}', start);
  if (close < 0) unclosed(s, 'this hint', start, '}');
  s.at = close < 0 ? s.text.length : close + 1;
  comment(s, start);
}

/** `{{ … }}`: a value or a name that a template engine fills in. What follows without a space belongs to the name. */
export function scanTemplate(s: Scanner): void {
  const start = s.at;
  const close = s.text.indexOf('}}', start + 2);
  if (close < 0) unclosed(s, 'this template expression', start, '}}');
  s.at = close < 0 ? s.text.length : close + 2;
  push(s, TokenKind.Template, 0, start, s.at);
}

/** `{% … %}` and `{# … #}`: kept as comments; the text between the blocks is read as it stands. */
export function scanTemplateBlock(s: Scanner): void {
  const start = s.at;
  const closer = `${s.text.charAt(start + 1)}}`;
  const close = s.text.indexOf(closer, start + 2);
  if (close < 0) unclosed(s, 'this template block', start, closer);
  s.at = close < 0 ? s.text.length : close + 2;
  comment(s, start);
}
