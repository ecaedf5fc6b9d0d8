/**
 * The parser's one piece of state, and the few verbs that the chapters of the grammar are written in.
 *
 * Errors are values: `fail` and `expect` record a diagnostic and go on; nothing throws. Only list, clause and statement
 * loops decide where to go on.
 */
import type { Diagnostic } from '../../base/diagnostic.js';
import type { Span } from '../../base/span.js';
import type { Dialect, Grammar } from '../../dialects/dialect.js';
import { type FunctionTable, functionsOf } from '../../functions/table.js';
import { TERMINALS, type Terminal } from '../terminals.js';
import { MOST_ERRORS, TokenKind, type Tokens } from '../tokens.js';
import type { Missing } from '../tree.js';
import { type Brackets, closesTooMuch, pairBrackets } from './brackets.js';
import type { Assignments } from './held-string.js';
import { type WordTable, wordTable } from './words.js';

export interface Cursor {
  readonly text: string;
  readonly dialect: Dialect;
  readonly grammar: Grammar;
  readonly tokens: Tokens;
  readonly words: WordTable;
  /** How calls of a function are written. */
  readonly functions: FunctionTable;
  /** A comma may stand before the end of a list: the dialect allows it, or a template's blocks may drop what follows. */
  readonly trailingCommas: boolean;
  /** Index of the current token, its kind, and the keyword or symbol it is ('' for others). */
  pos: number;
  kind: number;
  word: Terminal;
  /** How deep expressions and queries are nested here. */
  depth: number;
  /** How high the tree is, at most, that was read since the production here began: see `grow`. */
  height: number;
  readonly diagnostics: Diagnostic[];
  /** How many were past the budget: see `say`. */
  unsaid: number;
  /** Whether some statement has more ')' than '('; counted when it is first asked. */
  closesTooMuch: boolean | undefined;
  /** Made when the first error asks for it. */
  brackets: Brackets | undefined;
  /** Made when the first dynamic statement asks what a variable holds. */
  assignments: Assignments | undefined;
  /** Nested too deep: said once, and what follows from it in the same statement is not said. */
  muted: boolean;
  /** Index of the token at which the last error was said: one token gets one error. */
  lastErrorPos: number;
}

/**
 * Beyond this nesting of expressions and queries the parser says so and skips: see `nested` and `grow`. Such a tree is read and walked
 * within half of Node's stack (a worker thread, a browser, a caller that is deep itself), also by code that is not optimised yet.
 */
export const MAX_DEPTH = 210;
/** The same with what is written one behind another, which costs those who read it less: see `grow`. */
const MAX_HEIGHT = 400;

/** `depth`: how deep the text itself lies, when it is a string within another text. */
export function cursor(tokens: Tokens, dialect: Dialect, depth = 0): Cursor {
  const p: Cursor = {
    text: tokens.text,
    dialect,
    grammar: dialect.grammar,
    tokens,
    words: wordTable(dialect),
    functions: functionsOf(dialect),
    trailingCommas: dialect.grammar.trailingCommas || tokens.comments.some((comment) => comment.text.startsWith('{%')),
    pos: 0,
    kind: TokenKind.End,
    word: '',
    depth,
    height: 0,
    diagnostics: [...tokens.diagnostics],
    unsaid: tokens.unsaid,
    closesTooMuch: undefined,
    brackets: undefined,
    assignments: undefined,
    muted: false,
    lastErrorPos: -1,
  };
  seek(p, 0);
  return p;
}

function seek(p: Cursor, pos: number): void {
  p.pos = pos;
  p.kind = p.tokens.kinds[pos] as number;
  p.word = TERMINALS[p.tokens.terminals[pos] as number] as Terminal;
}

// ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Offset at which the current token begins. */
export const startOf = (p: Cursor): number => p.tokens.starts[p.pos] as number;

/** Offset at which the last token that was taken ends. */
const lastEnd = (p: Cursor): number => (p.pos === 0 ? startOf(p) : (p.tokens.ends[p.pos - 1] as number));

/**
 * Where a node ends that ends here: behind the last token, or before the current one if that was not what was expected. What
 * is missing sits there too, so that it lies within its parents whether it comes first or last in them.
 */
export const endOf = (p: Cursor): number => (p.lastErrorPos === p.pos ? startOf(p) : lastEnd(p));

/** Text of the current token. */
export const textOf = (p: Cursor): string => p.text.slice(p.tokens.starts[p.pos], p.tokens.ends[p.pos]);

/** The keyword or symbol `ahead` tokens further on ('' past the end). */
export function peek(p: Cursor, ahead = 1): Terminal {
  const pos = p.pos + ahead;
  return pos < p.tokens.count ? (TERMINALS[p.tokens.terminals[pos] as number] as Terminal) : '';
}

export function peekKind(p: Cursor, ahead = 1): number {
  const pos = p.pos + ahead;
  return pos < p.tokens.count ? (p.tokens.kinds[pos] as number) : TokenKind.End;
}

export const at = (p: Cursor, word: Terminal): boolean => p.word === word;
export const atPair = (p: Cursor, first: Terminal, second: Terminal): boolean => p.word === first && peek(p) === second;
/** The current token's kind, asked anew after the cursor moved. */
export const atKind = (p: Cursor, kind: number): boolean => p.kind === kind;
export const atEnd = (p: Cursor): boolean => p.kind === TokenKind.End;

/** Whether the current token touches the one before it. */
export const touches = (p: Cursor): boolean => p.pos > 0 && p.tokens.starts[p.pos] === p.tokens.ends[p.pos - 1];

/** Whether a line break stands between the current token and the one before it. */
export function onNewLine(p: Cursor): boolean {
  for (let i = lastEnd(p); i < startOf(p); i++) if (p.text.charCodeAt(i) === 10) return true;
  return p.pos === 0;
}

/** Whether the current word is spelled so, without case: for words that are no terminals. */
export function atWord(p: Cursor, spelling: string): boolean {
  return p.kind === TokenKind.Word && wordIs(p, p.pos, spelling);
}

export function peekWordIs(p: Cursor, ahead: number, spelling: string): boolean {
  return peekKind(p, ahead) === TokenKind.Word && wordIs(p, p.pos + ahead, spelling);
}

function wordIs(p: Cursor, pos: number, spelling: string): boolean {
  const start = p.tokens.starts[pos] as number;
  if ((p.tokens.ends[pos] as number) - start !== spelling.length) return false;
  // Nearly always the first letter says no; it is a letter in every spelling asked for.
  if ((p.text.charCodeAt(start) & 0xdf) !== spelling.charCodeAt(0)) return false;
  return p.text.slice(start, start + spelling.length).toUpperCase() === spelling;
}

/**
 * Distance to the next word of which `test` holds at this level of brackets, looking from `ahead` on and at most `limit` tokens
 * far; -1 when the level or the statement ends before.
 */
export function findAtLevel(p: Cursor, ahead: number, limit: number, test: (word: Terminal) => boolean): number {
  let open = 0;
  for (let i = ahead; i < limit; i++) {
    const word = peek(p, i);
    if (peekKind(p, i) === TokenKind.End || word === ';') return -1;
    if (open === 0 && test(word)) return i;
    if (word === '(') open++;
    else if (word === ')' && --open < 0) return -1;
  }
  return -1;
}

// ── Taking ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export function advance(p: Cursor): void {
  if (p.pos < p.tokens.count - 1) seek(p, p.pos + 1);
}

export function eat(p: Cursor, word: Terminal): boolean {
  if (p.word !== word) return false;
  advance(p);
  return true;
}

/** Takes the first word if the second follows: `eatPair(p, 'GROUP', 'BY')`. */
export function eatPair(p: Cursor, first: Terminal, second: Terminal): boolean {
  if (p.word !== first || peek(p) !== second) return false;
  advance(p);
  advance(p);
  return true;
}

export function eatWord(p: Cursor, spelling: string): boolean {
  if (!atWord(p, spelling)) return false;
  advance(p);
  return true;
}

/** Takes the word, or says that it is missing and stays. */
export function expect(p: Cursor, word: Terminal): boolean {
  if (eat(p, word)) return true;
  fail(p, [quoted(word)]);
  if (word === ')') skipToCloser(p);
  return false;
}

/** Where a node that began at `start` begins, now that it ends at `endOf(p)`: spelled out for the nodes that are made often. */
export const startFrom = (p: Cursor, start: number): number => Math.min(start, endOf(p));

/** The span from `start` to the end of the last token taken; empty and right behind that token when none was taken since. */
export function spanFrom(p: Cursor, start: number): Span {
  const end = endOf(p);
  return { start: Math.min(start, end), end };
}

// ── Finding the way back ─────────────────────────────────────────────────────────────────────────────────────────────

const bracketsOf = (p: Cursor): Brackets => {
  p.brackets ??= pairBrackets(p.tokens);
  return p.brackets;
};

/** Words that begin a clause: where one stands in place of a ')', the parenthesis was left out. */
const CLAUSE_WORDS: ReadonlySet<Terminal> = new Set<Terminal>([
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'QUALIFY',
  'ORDER',
  'LIMIT',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'JOIN',
  'LEFT',
  'RIGHT',
  'INNER',
  'FULL',
  'CROSS',
  'ON',
  'USING',
  'SET',
  'SELECT',
  'AS',
]);

/** A ')' was expected: goes on behind the one that closes the pair around here, if the text has it. */
function skipToCloser(p: Cursor): void {
  const { opener, closer, balance } = bracketsOf(p);
  const open = opener[p.pos] as number;
  const close = open < 0 ? -1 : (closer[open] as number);
  if (close < p.pos || (balance[p.pos] === 1 && CLAUSE_WORDS.has(p.word))) return;
  seek(p, close);
  advance(p);
}

/** A word that stands twice (`from from t`): says so and takes the second. */
export function skipDoubled(p: Cursor): boolean {
  if (p.pos === 0 || p.word === '' || p.kind !== TokenKind.Word || p.tokens.terminals[p.pos] !== p.tokens.terminals[p.pos - 1])
    return false;
  report(p, `${p.word} stands twice`);
  advance(p);
  return true;
}

/** Whether the ')' here closes too much: its statement has more of them than '(', and the clause goes on behind it. */
export function atStrayCloser(p: Cursor, goesOn: (p: Cursor) => boolean): boolean {
  if (p.word !== ')') return false;
  p.closesTooMuch ??= closesTooMuch(p.tokens);
  return p.closesTooMuch && bracketsOf(p).balance[p.pos] === 2 && goesOn(p);
}

// ── Errors ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const quoted = (word: Terminal): string => (/^[A-Z_]+$/.test(word) ? word : `'${word}'`);

/** What the current token is, for a message. */
export function describeToken(p: Cursor): string {
  if (p.kind === TokenKind.End) return 'the end of the text';
  const text = textOf(p);
  return `'${text.length > 40 ? `${text.slice(0, 37)}…` : text}'`;
}

/** Says that the current token is not one of `expected`. Takes nothing. */
export function fail(p: Cursor, expected: readonly string[], hint?: string): void {
  report(p, `expected ${listed(expected)}, found ${describeToken(p)}`, expected, hint);
}

/** Says something about the current token. A token gets one error: what follows from it would only repeat it. */
export function report(p: Cursor, message: string, expected?: readonly string[], hint?: string): void {
  if (p.lastErrorPos === p.pos) return;
  p.lastErrorPos = p.pos;
  if (!p.muted) say(p, [{ ...errorHere(p, message, hint), ...(expected && { expected }) }]);
}

function errorHere(p: Cursor, message: string, hint: string | undefined): Diagnostic {
  const span =
    p.kind === TokenKind.End ? { start: lastEnd(p), end: lastEnd(p) } : { start: startOf(p), end: p.tokens.ends[p.pos] as number };
  return { severity: 'error', code: 'syntax', message, span, ...(hint !== undefined && { hint }) };
}

/** Keeps what is said as far as the budget goes. `unsaid`: how many others there were. */
export function say(p: Cursor, diagnostics: readonly Diagnostic[], unsaid = 0): void {
  p.unsaid += unsaid;
  for (const each of diagnostics) {
    if (p.diagnostics.length < MOST_ERRORS) p.diagnostics.push(each);
    else p.unsaid++;
  }
}

/** Where the text ends: how much was past the budget. */
export function sayUnsaid(p: Cursor): void {
  if (p.unsaid === 0) return;
  const span = { start: p.text.length, end: p.text.length };
  p.diagnostics.push({ severity: 'warning', code: 'cut', message: `${p.unsaid} more errors are not listed.`, span });
}

/** Says that something opened earlier is still open where the text ends. Scripts cut at semicolons end so: a warning. */
export function warnUnclosed(p: Cursor, message: string, start: number): void {
  const span = { start, end: Math.min(p.text.length, start + 5) };
  say(p, [{ severity: 'warning', code: 'syntax', message, span, hint: 'is the script cut at a semicolon?' }]);
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? 'something else') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}

export function missing(p: Cursor, what: string, hint?: string): Missing {
  fail(p, [what], hint);
  return { kind: 'missing', ...spanFrom(p, endOf(p)) };
}

// ── Speculation and depth ────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Tries a production, and takes back the tokens and errors if it gives undefined or an error. Nested tries multiply, so few
 * productions use this: a parenthesised relation against a subquery's set operation (from.ts), and lambda parameters
 * (call.ts, bounded by the list). Each has a test with 200 levels of nesting.
 */
export function tryParse<T>(p: Cursor, parse: (p: Cursor) => T | undefined): T | undefined {
  const { pos, lastErrorPos, depth, height, unsaid } = p;
  const said = p.diagnostics.length;
  const result = parse(p);
  if (result !== undefined && p.diagnostics.length === said && p.unsaid === unsaid) return result;
  seek(p, pos);
  p.lastErrorPos = lastErrorPos;
  p.depth = depth;
  p.height = height;
  p.diagnostics.length = said;
  p.unsaid = unsaid;
  return undefined;
}

/** Says that nesting has reached the limit, once a statement, and silences what follows from it. */
export function tooDeep(p: Cursor, levels = MAX_DEPTH): void {
  if (p.muted) return;
  const hint = 'what is nested deeper is skipped; give the inner queries names in WITH';
  say(p, [{ ...errorHere(p, `nested more than ${levels} levels deep`, hint), code: 'depth-limit' }]);
  p.lastErrorPos = p.pos;
  p.muted = true;
}

/** Runs a production one level deeper. At the limit it says so, skips what is nested there, and gives `otherwise`. */
export function nested<T>(p: Cursor, parse: (p: Cursor) => T, otherwise: (p: Cursor) => T): T {
  if (p.depth >= MAX_DEPTH) {
    tooDeep(p);
    return otherwise(p);
  }
  const before = p.height;
  p.depth++;
  p.height = 0;
  const result = parse(p);
  p.depth--;
  p.height = Math.max(before, p.height + 1);
  return result;
}

/**
 * Whether what was read may become the first part of one more node. What is written one behind another (`a IS NULL IS NULL …`,
 * `a::int::int …`) is read by a loop, but its tree is as deep as it is long, and everyone who walks trees has to go down it. At the
 * limit it says so; the caller then reads on and keeps the node that it has.
 */
export function grow(p: Cursor): boolean {
  if (p.depth + p.height >= MAX_HEIGHT) {
    tooDeep(p, MAX_HEIGHT);
    return false;
  }
  p.height++;
  return true;
}

// ── Skipping what lineage does not need ──────────────────────────────────────────────────────────────────────────────

/** Takes one token, or a bracketed group with all that is inside it. */
export function skipBalanced(p: Cursor): void {
  let open = 0;
  do {
    if (p.word === '(' || p.word === '[' || p.word === '{') open++;
    else if (p.word === ')' || p.word === ']' || p.word === '}') open--;
    if (p.kind === TokenKind.End) {
      if (open > 0) fail(p, ["')'"], 'a bracket is not closed');
      return;
    }
    advance(p);
  } while (open > 0);
}

/** Takes everything up to one of `words` at this level of brackets, a closing bracket, a semicolon or the end. */
export function skipUntil(p: Cursor, stop: (p: Cursor) => boolean): void {
  while (!atEnd(p) && p.word !== ')' && p.word !== ']' && p.word !== '}' && p.word !== ';' && !stop(p)) skipBalanced(p);
}
