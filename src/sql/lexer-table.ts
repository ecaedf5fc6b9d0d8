/** A dialect's `lex` switches, compiled once into tables that the tokenizer can index by character. */
import type { Dialect } from '../dialects/dialect.js';
import { findTerminal, SYMBOLS, TERMINALS, terminalIndex } from './terminals.js';

/** What an ASCII character begins. */
export const Class = {
  Unknown: 0,
  Space: 1,
  Word: 2,
  Digit: 3,
  Quote: 4,
  IdentifierQuote: 5,
  /** May begin an operator, a comment, a parameter or a template. */
  Symbol: 6,
  /** A token of its own, whatever follows. */
  Single: 7,
} as const;

export interface LexerTable {
  /** Class by character code, for codes below 128. */
  readonly classes: Uint8Array;
  /** 1 where a character may continue an unquoted identifier. */
  readonly wordPart: Uint8Array;
  /** 1 for characters of which PostgreSQL-like operators are made. */
  readonly operatorPart: Uint8Array;
  /** Multi-character operators by first character, longest first, with their terminals. */
  readonly operators: readonly (readonly { readonly text: string; readonly terminal: number }[] | undefined)[];
  /** Terminal of each one-character symbol, by character code. */
  readonly single: Uint16Array;
  /** What a keyword stands for, by terminal; itself for most. */
  readonly synonyms: Uint16Array | undefined;
  readonly prefixes: ReadonlySet<string>;
  readonly longestPrefix: number;
  readonly hashComments: boolean;
  readonly slashComments: boolean;
  readonly parameters: ReadonlySet<string>;
}

/** Operators that every dialect reads as one token. */
const COMMON = ['<=', '>=', '<>', '!=', '||', '::', '=>', '->', ':=', '..'];

const tables = new WeakMap<Dialect, LexerTable>();

export function lexerTable(dialect: Dialect): LexerTable {
  let table = tables.get(dialect);
  if (table === undefined) {
    table = compile(dialect);
    tables.set(dialect, table);
  }
  return table;
}

function compile(dialect: Dialect): LexerTable {
  const { lex } = dialect;
  const classes = new Uint8Array(128);
  const wordPart = new Uint8Array(128);
  const single = new Uint16Array(128);
  for (const symbol of SYMBOLS) {
    if (symbol.length > 1) continue;
    classes[symbol.charCodeAt(0)] = Class.Symbol;
    single[symbol.charCodeAt(0)] = terminalIndex(lex.synonyms[symbol] ?? symbol);
  }
  for (let c = 0; c < 33; c++) classes[c] = Class.Space;
  for (let c = 48; c < 58; c++) {
    classes[c] = Class.Digit;
    wordPart[c] = 1;
  }
  for (let c = 65; c < 91; c++) {
    classes[c] = classes[c + 32] = Class.Word;
    wordPart[c] = wordPart[c + 32] = 1;
  }
  classes[95] = Class.Word;
  wordPart[95] = 1;
  for (const c of lex.identifierChars) wordPart[c.charCodeAt(0)] = 1;
  for (const c of lex.identifierStartChars) classes[c.charCodeAt(0)] = Class.Word;
  for (const c of lex.stringQuotes) classes[c.charCodeAt(0)] = Class.Quote;
  for (const c of lex.identifierQuotes) classes[c.charCodeAt(0)] = Class.IdentifierQuote;

  const operators: { text: string; terminal: number }[][] = [];
  for (const text of new Set([...COMMON, ...lex.operators])) {
    const first = text.charCodeAt(0);
    (operators[first] ??= []).push({ text, terminal: terminalIndex(text) });
  }
  for (const list of operators) list?.sort((a, b) => b.text.length - a.text.length);

  for (const symbol of '(),;[]}') {
    const c = symbol.charCodeAt(0);
    if (classes[c] === Class.Symbol && operators[c] === undefined) classes[c] = Class.Single;
  }

  const operatorPart = new Uint8Array(128);
  for (const c of '+-*/<>=~!@#%^&|`?') operatorPart[c.charCodeAt(0)] = 1;
  for (const c of lex.identifierQuotes) operatorPart[c.charCodeAt(0)] = 0;

  return {
    classes,
    wordPart,
    operatorPart,
    operators,
    single,
    synonyms: synonymTable(lex.synonyms),
    prefixes: new Set(lex.stringPrefixes),
    longestPrefix: Math.max(0, ...lex.stringPrefixes.map((prefix) => prefix.length)),
    hashComments: lex.lineComments.includes('#'),
    slashComments: lex.lineComments.includes('//'),
    parameters: new Set(lex.parameters),
  };
}

function synonymTable(synonyms: Readonly<Record<string, string>>): Uint16Array | undefined {
  const entries = Object.entries(synonyms);
  if (entries.length === 0) return undefined;
  const table = Uint16Array.from(TERMINALS, (_, index) => index);
  for (const [word, meaning] of entries) table[terminalIndex(word)] = terminalIndex(meaning);
  return table;
}

/** The terminal of a run of operator characters in a dialect with user-defined operators. */
export function operatorTerminal(text: string): number {
  const index = findTerminal(text);
  return index > 0 ? index : terminalIndex('custom-operator');
}
