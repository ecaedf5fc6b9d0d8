/** Calls with a grammar of their own: casts, and functions without parentheses. */
import { TokenKind } from '../tokens.js';
import type { Expression, FunctionCall, Identifier } from '../tree.js';
import { parseCall, parseCallAfter } from './call.js';
import {
  advance,
  at,
  atWord,
  type Cursor,
  eat,
  eatWord,
  endOf,
  expect,
  peek,
  peekKind,
  skipUntil,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseExpression } from './expression.js';
import { parseLabel, takeIdentifier } from './name.js';
import { parseType } from './type.js';

// ── Calls with a grammar of their own ────────────────────────────────────────────────────────────────────────────────

/** Productions that begin with a word and are not plain calls: casts and functions without parentheses. */
export function parseKeywordCall(p: Cursor): Expression | undefined {
  const start = startOf(p);
  switch (p.word) {
    case 'CAST':
    case 'TRY_CAST':
    case 'SAFE_CAST':
    case 'TREAT':
      if (peek(p) === '(') return parseCast(p, start);
      return undefined;
    case 'TRY_CONVERT':
    case 'CONVERT':
      if (peek(p) !== '(' || p.grammar.convert === 'call') return undefined;
      return p.grammar.convert === 'either' ? parseAnyConvert(p, start) : parseConvert(p, start, p.grammar.convert);
    case 'CURRENT_DATE':
    case 'CURRENT_TIME':
    case 'CURRENT_TIMESTAMP':
    case 'LOCALTIME':
    case 'LOCALTIMESTAMP':
    case 'CURRENT_USER':
    case 'SESSION_USER':
    case 'SYSTEM_USER':
    case 'CURRENT_ROLE':
    case 'CURRENT_CATALOG':
    case 'CURRENT_SCHEMA':
      return peek(p) === '(' || peek(p) === '.' ? undefined : parseBareCall(p);
    default:
  }
  if (p.grammar.bareFunctions.length > 0 && peek(p) !== '.' && peek(p) !== '(' && p.grammar.bareFunctions.includes(textOf(p).toUpperCase()))
    return parseBareCall(p);
  return undefined;
}

function parseBareCall(p: Cursor): FunctionCall {
  const start = startOf(p);
  return { ...emptyCall([takeIdentifier(p)]), bare: true, start: startFrom(p, start), end: endOf(p) };
}

export const emptyCall = (name: readonly Identifier[]): Omit<FunctionCall, 'start' | 'end'> => ({
  kind: 'call',
  name,
  arguments: [],
  distinct: false,
  orderBy: [],
  withinGroup: [],
});

/** CAST '(' expression AS type [FORMAT …] ')' */
function parseCast(p: Cursor, start: number): Expression {
  const name = takeIdentifier(p);
  expect(p, '(');
  const operand = parseExpression(p);
  if (at(p, ',')) {
    // ClickHouse: CAST(x, 'type')
    advance(p);
    const type = parseExpression(p);
    expect(p, ')');
    return { ...emptyCall([name]), arguments: [operand, type], start: startFrom(p, start), end: endOf(p) };
  }
  expect(p, 'AS');
  if (name.name.length === 5 && peek(p) !== ')' && peek(p) !== '.') eatWord(p, 'REF'); // TREAT(x AS REF t)
  const type = parseType(p);
  if (
    at(p, 'FORMAT') ||
    at(p, 'DEFAULT') ||
    at(p, ',') ||
    at(p, 'AT') ||
    at(p, 'NOT') ||
    atWord(p, 'RENAME') ||
    at(p, 'ADD') ||
    atWord(p, 'NULL')
  )
    skipUntil(p, never);
  if (at(p, 'COLLATE')) skipUntil(p, never);
  expect(p, ')');
  return { kind: 'cast', operand, type, start: startFrom(p, start), end: endOf(p) };
}

export const never = (): boolean => false;

/** T-SQL: CONVERT '(' type ',' expression [',' style] ')'; MySQL: CONVERT '(' expression ',' type ')' | … USING charset */
function parseConvert(p: Cursor, start: number, order: 'type-first' | 'type-last'): Expression {
  const name = takeIdentifier(p);
  expect(p, '(');
  if (order === 'type-first') {
    const type = parseType(p);
    expect(p, ',');
    const operand = parseExpression(p);
    if (eat(p, ',')) parseExpression(p);
    expect(p, ')');
    return { kind: 'cast', operand, type, start: startFrom(p, start), end: endOf(p) };
  }
  const operand = parseExpression(p);
  if (eat(p, ',')) {
    const type = parseType(p);
    expect(p, ')');
    return { kind: 'cast', operand, type, start: startFrom(p, start), end: endOf(p) };
  }
  if (eat(p, 'USING')) parseLabel(p, 'a character set');
  expect(p, ')');
  return { ...emptyCall([name]), arguments: [operand], start: startFrom(p, start), end: endOf(p) };
}

const CONVERTED = new Set(
  `BIGINT BINARY BIT BOOLEAN CHAR CHARACTER DATE DATETIME DATETIME2 DATETIMEOFFSET DECIMAL DOUBLE FLOAT INT INTEGER JSON MONEY NCHAR NUMERIC NVARCHAR REAL SIGNED SMALLDATETIME
  SMALLINT STRING TEXT TIME TIMESTAMP TINYINT UNIQUEIDENTIFIER UNSIGNED VARBINARY VARCHAR`.split(/\s+/),
);

/** Where a type ends that begins so many tokens ahead, a name alone or with its size (`decimal(10, 2)`); 0: there is none. */
function typeEnd(p: Cursor, at: number): number {
  const i = p.pos + at;
  if (peekKind(p, at) !== TokenKind.Word || !CONVERTED.has(p.text.slice(p.tokens.starts[i], p.tokens.ends[i]).toUpperCase())) return 0;
  if (peek(p, at + 1) !== '(') return at + 1;
  if (peekKind(p, at + 2) !== TokenKind.Number) return 0;
  const close = peek(p, at + 3) === ',' && peekKind(p, at + 4) === TokenKind.Number ? at + 5 : at + 3;
  return peek(p, close) === ')' ? close + 1 : 0;
}

/** CONVERT '(' with a type in one of its places, or a plain function. Only its tokens tell: nothing is read twice. */
function parseAnyConvert(p: Cursor, start: number): Expression {
  const first = typeEnd(p, 2);
  const second = peek(p, 3) === ',' ? typeEnd(p, 4) : 0;
  if (first > 0 && peek(p, first) === ',' && second === 0) return parseConvert(p, start, 'type-first');
  const name = takeIdentifier(p);
  if (at(p, '(') && peek(p) === ')') return parseCall(p, [name], start);
  expect(p, '(');
  const operand = parseExpression(p);
  const end = at(p, ',') ? typeEnd(p, 1) : 0;
  if (end === 0 || peek(p, end) !== ')') return parseCallAfter(p, name, operand, start);
  advance(p);
  const type = parseType(p);
  expect(p, ')');
  return { kind: 'cast', operand, type, start: startFrom(p, start), end: endOf(p) };
}
