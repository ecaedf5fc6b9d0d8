/** Types: lineage does not look into them, so a type is its text. Only where it ends matters. */
import { TokenKind } from '../tokens.js';
import type { TypeName } from '../tree.js';
import {
  advance,
  at,
  atEnd,
  atPair,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  peek,
  peekWordIs,
  skipBalanced,
  startOf,
} from './cursor.js';

const SECOND_WORDS = new Set([
  'PRECISION',
  'VARYING',
  'UNSIGNED',
  'SIGNED',
  'ZEROFILL',
  'LARGE',
  'RAW',
  'VARCHAR',
  'CHARACTER',
  'CHAR',
  'INTEGER',
  'INT',
  'OBJECT',
  'BYTE',
]);
const FIRST_OF_TWO = new Set([
  'DOUBLE',
  'CHARACTER',
  'CHAR',
  'NATIONAL',
  'NCHAR',
  'BIT',
  'BINARY',
  'LONG',
  'SIGNED',
  'UNSIGNED',
  'INT',
  'INTEGER',
  'BIGINT',
  'SMALLINT',
  'TINYINT',
  'MEDIUMINT',
  'DECIMAL',
  'DEC',
  'FLOAT',
  'REAL',
  'NUMERIC',
  'VARYING',
  'LARGE',
]);

/** Words that are a type of their own, and second only behind some. */
const SECOND_AFTER: ReadonlyMap<string, readonly string[]> = new Map([
  ['INT', ['SIGNED', 'UNSIGNED']],
  ['INTEGER', ['SIGNED', 'UNSIGNED']],
  ['CHAR', ['NATIONAL', 'LONG']],
  ['CHARACTER', ['NATIONAL', 'LONG']],
  ['VARCHAR', ['NATIONAL', 'LONG']],
]);

/** Whether a word belongs to the type that the word before it began. */
const goesOn = (first: string, word: string): boolean =>
  FIRST_OF_TWO.has(first) && SECOND_WORDS.has(word) && SECOND_AFTER.get(word)?.includes(first) !== false;

/** type := [SETOF] name { '.' name } [words] [ '(' … ')' | '<' … '>' ] [WITH TIME ZONE] { '[]' | ARRAY } */
export function parseType(p: Cursor): TypeName {
  const start = startOf(p);
  if (atWord(p, 'SETOF')) advance(p);
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted && p.kind !== TokenKind.Template && p.kind !== TokenKind.Parameter) {
    if (p.kind === TokenKind.String && p.grammar.stringNames) advance(p);
    else fail(p, ['a type']);
    return { kind: 'type', text: p.text.slice(start, Math.max(start, endOf(p))), start: Math.min(start, endOf(p)), end: endOf(p) };
  }
  let first = wordText(p);
  advance(p);
  while (at(p, '.') || at(p, '..')) {
    advance(p);
    advance(p);
  }
  while (p.kind === TokenKind.Word && goesOn(first, wordText(p))) {
    first = wordText(p);
    advance(p);
  }
  parseTypeArguments(p, first);
  while (p.kind === TokenKind.Word && goesOn(first, wordText(p)) && peek(p) !== 'SET') advance(p);
  if (first === 'INTERVAL') skipIntervalUnits(p);
  parseTypeSuffixes(p);
  return { kind: 'type', text: p.text.slice(start, endOf(p)), start, end: endOf(p) };
}

/** `ARRAY<INT64>`, `STRUCT<a INT>` before a value's own brackets. */
export function skipValueType(p: Cursor): void {
  const name = wordText(p);
  advance(p);
  parseTypeArguments(p, name);
}

const wordText = (p: Cursor): string => p.text.slice(p.tokens.starts[p.pos], p.tokens.ends[p.pos]).toUpperCase();

const GENERIC = new Set(['ARRAY', 'STRUCT', 'MAP', 'ROW', 'MULTISET', 'NESTED', 'UNIONTYPE', 'LIST', 'RANGE', 'TABLE', 'AGG_STATE']);

/** `a::date < b` compares: only constructors of types take angle brackets. */
function parseTypeArguments(p: Cursor, name: string): void {
  if (at(p, '(')) skipBalanced(p);
  else if (at(p, '<>') && GENERIC.has(name)) advance(p);
  else if (at(p, '<') && GENERIC.has(name)) skipAngles(p);
}

/** `<STRUCT<a INT, b ARRAY<INT>>>`: `>>` closes two. */
function skipAngles(p: Cursor): void {
  let open = 0;
  do {
    if (at(p, '<')) open++;
    else if (at(p, '>')) open--;
    else if (at(p, '>>')) open -= 2;
    else if (at(p, '>>>')) open -= 3;
    else if (at(p, '(')) {
      skipBalanced(p);
      continue;
    } else if (atEnd(p) || at(p, ';') || at(p, ')')) {
      fail(p, ["'>'"]);
      return;
    }
    advance(p);
  } while (open > 0);
}

const UNIT_WORDS = new Set(['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'DAY_SECOND']);

function skipIntervalUnits(p: Cursor): void {
  if (p.kind !== TokenKind.Word || !UNIT_WORDS.has(wordText(p))) return;
  advance(p);
  if (at(p, '(')) skipBalanced(p);
  if (eat(p, 'TO')) {
    advance(p);
    if (at(p, '(')) skipBalanced(p);
  }
}

/** `CHAR(10) BINARY`, `TEXT ASCII`, `CHAR(5) UNICODE` (MySQL): which characters, and how they compare */
const isCharacterAttribute = (p: Cursor): boolean =>
  at(p, 'BINARY') || (p.kind === TokenKind.Word && p.word === '' && (atWord(p, 'ASCII') || atWord(p, 'UNICODE')));

function parseTypeSuffixes(p: Cursor): void {
  for (;;) {
    if ((at(p, 'WITH') || at(p, 'WITHOUT')) && (peek(p) === 'TIME' || (peek(p) === 'LOCAL' && peek(p, 2) === 'TIME'))) {
      advance(p);
      eat(p, 'LOCAL');
      advance(p);
      expect(p, 'ZONE');
    } else if (at(p, '[') && (peek(p) === ']' || peek(p, 2) === ']')) skipBalanced(p);
    else if (at(p, 'ARRAY') && p.grammar.typeArraySuffix) {
      advance(p);
      if (at(p, '(')) skipBalanced(p);
    } else if (atPair(p, 'CHARACTER', 'SET') || (atWord(p, 'CHARSET') && !at(p, ','))) {
      if (eat(p, 'CHARACTER')) advance(p);
      else advance(p);
      advance(p);
    } else if (p.grammar.characterAttributes && isCharacterAttribute(p)) advance(p);
    else if (at(p, '%') && (peek(p) === 'TYPE' || peekWordIs(p, 1, 'ROWTYPE'))) {
      advance(p);
      advance(p);
    } else if (at(p, 'FOR') && peekWordIs(p, 2, 'DATA')) {
      advance(p); // DB2: CHAR(3) FOR BIT DATA
      advance(p);
      advance(p);
    } else if (at(p, 'MULTISET') && p.grammar.typeArraySuffix) advance(p);
    else return;
  }
}
