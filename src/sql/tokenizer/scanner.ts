/** What the chapters of the tokenizer share: the state of one run, and how a token is put down. */
import type { Diagnostic } from '../../base/diagnostic.js';
import type { Dialect } from '../../dialects/dialect.js';
import { type LexerTable, lexerTable } from '../lexer-table.js';
import { terminalIndex } from '../terminals.js';
import { MOST_ERRORS, TokenKind } from '../tokens.js';
import type { Comment } from '../tree.js';

export const CLOSE_PAREN = terminalIndex(')');
export const CLOSE_BRACKET = terminalIndex(']');

export interface Scanner {
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
  /** How many were past the budget. */
  unsaid: number;
}

export function newScanner(text: string, dialect: Dialect, from: number, to: number): Scanner {
  const size = ((to - from) >> 2) + 16;
  const { buffer, at } = reserve(size);
  return {
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
    unsaid: 0,
  };
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
export function isSpace(c: number): boolean {
  return (
    c === 0xa0 || c === 0x85 || (c >= 0x2000 && c <= 0x200b) || c === 0x2028 || c === 0x2029 || c === 0x202f || c === 0x3000 || c === 0xfeff
  );
}

export function push(s: Scanner, kind: number, terminal: number, start: number, end: number): void {
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

export function unclosed(s: Scanner, what: string, start: number, closer: string): void {
  const span = { start, end: Math.min(s.text.length, start + 1) };
  const expected = [`'${closer}'`];
  say(s, { severity: 'error', code: 'syntax', message: `${what} is not closed`, span, expected, hint: `add the closing ${closer}` });
}

/** Keeps it, as far as the budget goes. */
export function say(s: Scanner, diagnostic: Diagnostic): void {
  if (s.diagnostics.length < MOST_ERRORS) s.diagnostics.push(diagnostic);
  else s.unsaid++;
}

/** Whether the last token ends right here and is a value: after one, `.5` is a field, `:x` a path and `[` an index. */
export function followsValue(s: Scanner, start: number): boolean {
  const i = s.count - 1;
  if (i < 0 || s.ends[i] !== start) return false;
  const kind = s.kinds[i] as number;
  if (kind !== TokenKind.Symbol) return kind !== TokenKind.Unknown;
  const terminal = s.terminals[i] as number;
  return terminal === CLOSE_PAREN || terminal === CLOSE_BRACKET;
}

/** Whether a character may go on a name. */
export const isWordPart = (table: LexerTable, c: number): boolean => (c < 128 ? table.wordPart[c] === 1 : !isSpace(c));
