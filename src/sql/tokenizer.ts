/**
 * Text → tokens, in one pass over character codes. Nothing here throws: what is unclosed runs to the end of the text and is
 * a diagnostic. The carets in the comments show what the scanner looks at.
 */
import type { Diagnostic } from '../base/diagnostic.js';
import type { Dialect } from '../dialects/dialect.js';
import { Class, type LexerTable, lexerTable, operatorTerminal } from './lexer-table.js';
import { hashStep, keywordAt, terminalIndex } from './terminals.js';
import { TokenKind, type Tokens } from './tokens.js';
import type { Comment } from './tree.js';

const CLOSE_PAREN = terminalIndex(')');
const CLOSE_BRACKET = terminalIndex(']');
const DOT = terminalIndex('.');

interface Scanner {
  readonly text: string;
  readonly dialect: Dialect;
  readonly table: LexerTable;
  /** Offset of the next character. */
  at: number;
  count: number;
  kinds: Uint8Array;
  terminals: Uint16Array;
  starts: Uint32Array;
  ends: Uint32Array;
  /** Inside of a conditional comment (MySQL). */
  conditional: boolean;
  readonly comments: Comment[];
  readonly diagnostics: Diagnostic[];
}

/**
 * Cuts `whole` into tokens, or only the part from `from` to `to` (the body of a routine in a string). Offsets are always
 * those of the whole text.
 */
export function tokenize(whole: string, dialect: Dialect, from = 0, to = whole.length): Tokens {
  const text = to === whole.length ? whole : whole.slice(0, to);
  const size = ((to - from) >> 2) + 16;
  const { buffer, at } = reserve(size);
  const s: Scanner = {
    text,
    dialect,
    table: lexerTable(dialect),
    at: from,
    count: 0,
    starts: new Uint32Array(buffer, at, size),
    ends: new Uint32Array(buffer, at + 4 * size, size),
    terminals: new Uint16Array(buffer, at + 8 * size, size),
    kinds: new Uint8Array(buffer, at + 10 * size, size),
    conditional: false,
    comments: [],
    diagnostics: [],
  };
  const { classes, single } = s.table;
  const length = text.length;
  while (s.at < length) {
    const start = s.at;
    const c = text.charCodeAt(start);
    switch (c < 128 ? (classes[c] as number) : isSpace(c) ? Class.Space : Class.Word) {
      case Class.Space: {
        let end = start + 1;
        while (end < length && text.charCodeAt(end) <= 32) end++;
        s.at = end;
        break;
      }
      case Class.Word:
        scanWord(s);
        break;
      case Class.Single:
        s.at = start + 1;
        push(s, TokenKind.Symbol, single[c] as number, start, start + 1);
        break;
      case Class.Digit:
        scanNumber(s);
        break;
      case Class.Quote:
        scanString(s, start, c, s.dialect.lex.backslashEscapes);
        break;
      case Class.IdentifierQuote:
        scanQuotedIdentifier(s, c);
        break;
      case Class.Symbol:
        scanSymbol(s, c);
        break;
      default:
        s.at = start + 1;
        push(s, TokenKind.Unknown, 0, start, start + 1);
    }
  }
  push(s, TokenKind.End, 0, length, length);
  const { count, kinds, terminals, starts, ends, comments, diagnostics } = s;
  return { text, count, kinds, terminals, starts, ends, comments, diagnostics };
}

/**
 * Where the tokens of the next short texts go. To ask the system for memory costs as much as to scan a short text, so that
 * many of those share a piece.
 */
let slab = new ArrayBuffer(0);
let used = 0;
const SLAB_SIZE = 64 * 1024;
const TOKEN_SIZE = 11;

/** Room for so many tokens, all zero. */
function reserve(tokens: number): { readonly buffer: ArrayBuffer; readonly at: number } {
  const size = (tokens * TOKEN_SIZE + 3) & ~3;
  if (size > SLAB_SIZE / 4) return { buffer: new ArrayBuffer(size), at: 0 };
  if (used + size > slab.byteLength) {
    slab = new ArrayBuffer(SLAB_SIZE);
    used = 0;
  }
  const at = used;
  used += size;
  return { buffer: slab, at };
}

/** White space beyond ASCII: no-break space, the en-quad family, line and paragraph separators, ideographic space, BOM. */
function isSpace(c: number): boolean {
  return (
    c === 0xa0 || c === 0x85 || (c >= 0x2000 && c <= 0x200b) || c === 0x2028 || c === 0x2029 || c === 0x202f || c === 0x3000 || c === 0xfeff
  );
}

function push(s: Scanner, kind: number, terminal: number, start: number, end: number): void {
  if (s.count === s.kinds.length) grow(s);
  const i = s.count++;
  s.kinds[i] = kind;
  s.terminals[i] = terminal;
  s.starts[i] = start;
  s.ends[i] = end;
}

function grow(s: Scanner): void {
  const size = s.kinds.length * 2;
  const larger = <T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T => {
    to.set(from);
    return to;
  };
  s.kinds = larger(s.kinds, new Uint8Array(size));
  s.terminals = larger(s.terminals, new Uint16Array(size));
  s.starts = larger(s.starts, new Uint32Array(size));
  s.ends = larger(s.ends, new Uint32Array(size));
}

function unclosed(s: Scanner, what: string, start: number, closer: string): void {
  s.diagnostics.push({
    severity: 'error',
    code: 'syntax',
    message: `${what} is not closed`,
    span: { start, end: Math.min(s.text.length, start + 1) },
    expected: [`'${closer}'`],
    hint: `add the closing ${closer}`,
  });
}

/** Whether the last token ends right here and is a value: after one, `.5` is a field, `:x` a path and `[` an index. */
function followsValue(s: Scanner, start: number): boolean {
  const i = s.count - 1;
  if (i < 0 || s.ends[i] !== start) return false;
  const kind = s.kinds[i] as number;
  if (kind !== TokenKind.Symbol) return kind !== TokenKind.Unknown;
  const terminal = s.terminals[i] as number;
  return terminal === CLOSE_PAREN || terminal === CLOSE_BRACKET;
}

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * ```
 * select  n'…'  my_table$1
 * ^       ^     ^
 * ```
 */
function scanWord(s: Scanner): void {
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
function scanNameWithHoles(s: Scanner, start: number): void {
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

// ── Strings and quoted names ─────────────────────────────────────────────────────────────────────────────────────────

/**
 * ```
 * 'it''s'   """a "b" c"""
 * ^         ^
 * ```
 * `start` is where the token begins (at its prefix), `s.at` is at the quote.
 */
function scanString(s: Scanner, start: number, quote: number, escapes: boolean): void {
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
function scanQuotedIdentifier(s: Scanner, quote: number): void {
  const start = s.at;
  // `a[1]`, `array[…]` and `m['k']` are brackets, also where `[name]` is a name
  if (quote === 91 && !opensBracketName(s, start)) return scanSymbol(s, quote);
  const { text } = s;
  const close = quote === 91 ? 93 : quote;
  let at = start + 1;
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

function opensBracketName(s: Scanner, start: number): boolean {
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
function scanDollarQuoted(s: Scanner): boolean {
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

// ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * ```
 * 1  1.5e-3  0xFF  1_000  10L  2024_sales
 * ^  ^       ^     ^      ^    ^
 * ```
 */
function scanNumber(s: Scanner): void {
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
      if (c >= 48 && c <= 57) at = skipDigits(text, digits);
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
  if (lex.strictNumbers)
    s.diagnostics.push({
      severity: 'error',
      code: 'syntax',
      message: `letters follow the number ${text.slice(start, at)}`,
      span: { start, end },
      hint: 'put a space between them, or quote the name',
    });
}

const followsDot = (s: Scanner): boolean => s.count > 0 && s.terminals[s.count - 1] === DOT && s.ends[s.count - 1] === s.at;
const isWordPart = (table: LexerTable, c: number): boolean => (c < 128 ? table.wordPart[c] === 1 : !isSpace(c));

function isRadixDigit(c: number, radix: number): boolean {
  if (radix !== 120) return c >= 48 && c <= 57;
  return (c >= 48 && c <= 57) || ((c | 32) >= 97 && (c | 32) <= 102);
}

function skipDigits(text: string, at: number): number {
  for (;;) {
    const c = text.charCodeAt(at);
    if (c >= 48 && c <= 57) at++;
    else if (c === 95 && text.charCodeAt(at + 1) >= 48 && text.charCodeAt(at + 1) <= 57) at++;
    else return at;
  }
}

// ── Symbols, comments, parameters, templates ─────────────────────────────────────────────────────────────────────────

function scanSymbol(s: Scanner, c: number): void {
  const { text, table } = s;
  const next = text.charCodeAt(s.at + 1);
  switch (c) {
    case 45: // --
      if (next === 45 && !(s.dialect.lex.dashNeedsSpace && text.charCodeAt(s.at + 2) > 32)) return scanLineComment(s);
      break;
    case 47: // /* //
      if (next === 42) return opensConditional(s) ? openConditional(s) : scanBlockComment(s);
      if (next === 47 && table.slashComments) return scanLineComment(s);
      break;
    case 42: // */ of a conditional comment
      if (next === 47 && s.conditional) return closeConditional(s);
      break;
    case 35: // #
      if (table.hashComments) return scanLineComment(s);
      break;
    case 123: // { {{ {% {#
      if (next === 123) return scanTemplate(s);
      if (next === 37 || next === 35) return scanTemplateBlock(s);
      if (table.parameters.has('{') && scanBraceParameter(s)) return;
      break;
    case 46: // .5
      if (next >= 48 && next <= 57 && !followsValue(s, s.at)) return scanFraction(s);
      break;
    case 36: // $
      if (s.dialect.lex.dollarQuotes && scanDollarQuoted(s)) return;
      if (scanParameter(s, c, next)) return;
      break;
    case 58: // :
    case 63: // ?
    case 64: // @
    case 37: // %
    case 38: // &
      if (scanParameter(s, c, next)) return;
      break;
    default:
  }
  if (s.dialect.lex.customOperators && table.operatorPart[c] === 1) return scanOperatorRun(s);
  for (const operator of table.operators[c] ?? [])
    if (text.startsWith(operator.text, s.at)) {
      push(s, TokenKind.Symbol, operator.terminal, s.at, s.at + operator.text.length);
      s.at += operator.text.length;
      return;
    }
  push(s, TokenKind.Symbol, table.single[c] as number, s.at, ++s.at);
}

function scanFraction(s: Scanner): void {
  const start = s.at;
  s.at++;
  scanNumber(s);
  const i = s.count - 1;
  if (s.kinds[i] === TokenKind.Number) s.starts[i] = start;
}

/** PostgreSQL: a run of operator characters, which may end in + or - only if it holds one of ~ ! @ # % ^ & | ` ?. */
function scanOperatorRun(s: Scanner): void {
  const { text, table } = s;
  const start = s.at;
  let end = start;
  let special = false;
  for (; end < text.length; end++) {
    const c = text.charCodeAt(end);
    if (c > 127 || table.operatorPart[c] === 0) break;
    const next = text.charCodeAt(end + 1);
    if (end > start && ((c === 45 && next === 45) || (c === 47 && next === 42))) break;
    if (c !== 42 && c !== 43 && c !== 45 && c !== 47 && c !== 60 && c !== 61 && c !== 62) special = true;
  }
  if (!special) while (end > start + 1 && (text.charCodeAt(end - 1) === 43 || text.charCodeAt(end - 1) === 45)) end--;
  s.at = end;
  const terminal = end - start === 1 ? (table.single[text.charCodeAt(start)] as number) : operatorTerminal(text.slice(start, end));
  push(s, TokenKind.Symbol, terminal, start, end);
}

function comment(s: Scanner, start: number): void {
  s.comments.push({ kind: 'comment', start, end: s.at, text: s.text.slice(start, s.at) });
}

function scanLineComment(s: Scanner): void {
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
function scanBlockComment(s: Scanner): void {
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

/** A comment that begins with `/*!` or `/*!50100`: MySQL runs what is inside. */
function opensConditional(s: Scanner): boolean {
  return !s.conditional && s.dialect.lex.conditionalComments && s.text.charCodeAt(s.at + 2) === 33 && s.text.indexOf('*/', s.at) >= 0;
}

function openConditional(s: Scanner): void {
  s.conditional = true;
  s.at += 3;
  while (s.text.charCodeAt(s.at) >= 48 && s.text.charCodeAt(s.at) <= 57) s.at++;
}

function closeConditional(s: Scanner): void {
  s.conditional = false;
  s.at += 2;
}

/** `{{ … }}`: a value or a name that a template engine fills in. What follows without a space belongs to the name. */
function scanTemplate(s: Scanner): void {
  const start = s.at;
  const close = s.text.indexOf('}}', start + 2);
  if (close < 0) unclosed(s, 'this template expression', start, '}}');
  s.at = close < 0 ? s.text.length : close + 2;
  push(s, TokenKind.Template, 0, start, s.at);
}

/** `{% … %}` and `{# … #}`: kept as comments; the text between the blocks is read as it stands. */
function scanTemplateBlock(s: Scanner): void {
  const start = s.at;
  const closer = `${s.text.charAt(start + 1)}}`;
  const close = s.text.indexOf(closer, start + 2);
  if (close < 0) unclosed(s, 'this template block', start, closer);
  s.at = close < 0 ? s.text.length : close + 2;
  comment(s, start);
}

/** ClickHouse's `{name:Type}`. */
function scanBraceParameter(s: Scanner): boolean {
  const { text, table } = s;
  let at = s.at + 1;
  while (at < text.length && isWordPart(table, text.charCodeAt(at))) at++;
  if (at === s.at + 1 || text.charCodeAt(at) !== 58) return false;
  const close = text.indexOf('}', at);
  if (close < 0) return false;
  push(s, TokenKind.Parameter, 0, s.at, close + 1);
  s.at = close + 1;
  return true;
}

/**
 * ```
 * ?   :name   $1   @name   @@name   ${name}   %(name)s   &name
 * ^   ^       ^    ^       ^        ^         ^          ^
 * ```
 */
function scanParameter(s: Scanner, c: number, next: number): boolean {
  const { text, table } = s;
  const start = s.at;
  let at = start + 1;
  if (c === 36 && next === 123) {
    if (!table.parameters.has('${')) return false;
    const close = text.indexOf('}', at);
    if (close < 0) return false;
    s.at = close + 1;
    if (isWordPart(table, text.charCodeAt(s.at))) scanNameWithHoles(s, start);
    else push(s, TokenKind.Parameter, 0, start, s.at);
    return true;
  }
  if (c === 64 && s.dialect.lex.stages) return scanStage(s);
  const mark = String.fromCharCode(c);
  if (c === 37) return table.parameters.has('%') && scanPercentParameter(s, next);
  if (c === 64 && next === 64 && table.parameters.has('@@')) at++;
  else if (c === 38 && next === 38 && table.parameters.has('&') && !table.operators[38])
    at++; // SQL*Plus: &&name
  else if (!table.parameters.has(mark)) return false;
  if (c === 63) {
    if (next === 58 && table.operators[63]?.some((operator) => text.startsWith(operator.text, start))) return false;
    while (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
    push(s, TokenKind.Parameter, 0, start, at);
    s.at = at;
    return true;
  }
  if ((c === 58 || c === 38) && (followsValue(s, start) || next === 61)) return false;
  const from = at;
  // MySQL: @`a b`, @'a'
  if (c === 64 && (next === 96 || next === 39 || next === 34) && s.dialect.lex.quotedVariables) {
    const close = text.indexOf(String.fromCharCode(next), at + 1);
    at = close < 0 ? text.length : close + 1;
  } else while (at < text.length && isWordPart(table, text.charCodeAt(at))) at++;
  if (at === from) return false;
  push(s, TokenKind.Parameter, 0, start, at);
  s.at = at;
  return true;
}

/** `%s`, `%(name)s` where a value is expected; elsewhere % is the operator. */
function scanPercentParameter(s: Scanner, next: number): boolean {
  const { text } = s;
  const i = s.count - 1;
  const previous = i < 0 ? TokenKind.Symbol : s.kinds[i];
  const operand = previous === TokenKind.Symbol && s.terminals[i] !== CLOSE_PAREN && s.terminals[i] !== CLOSE_BRACKET;
  const afterKeyword = previous === TokenKind.Word && s.terminals[i] !== 0;
  if (!operand && !afterKeyword) return false;
  let end = -1;
  if (next === 115 && !isWordPart(s.table, text.charCodeAt(s.at + 2))) end = s.at + 2;
  else if (next === 40) {
    const close = text.indexOf(')s', s.at);
    if (close > 0 && close - s.at < 80) end = close + 2;
  }
  if (end < 0) return false;
  push(s, TokenKind.Parameter, 0, s.at, end);
  s.at = end;
  return true;
}

/**
 * Snowflake:
 * ```
 * @~/path   @%table   @db.schema."my stage"/dir/file.csv
 * ^         ^         ^
 * ```
 */
function scanStage(s: Scanner): boolean {
  const { text } = s;
  const start = s.at;
  let at = start + 1;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 34) {
      const close = text.indexOf('"', at + 1);
      at = close < 0 ? text.length : close;
    } else if (c === 59 || c === 44 || c === 40 || c === 41 || c === 39 || c <= 32) break;
  }
  if (at === start + 1) return false;
  s.at = Math.min(at, text.length);
  push(s, TokenKind.Stage, 0, start, s.at);
  return true;
}
