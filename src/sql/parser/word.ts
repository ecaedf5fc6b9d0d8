/** Operands that begin with a word: CASE, INTERVAL, constructors, typed literals. Names and calls are in reference.ts. */
import type { Terminal } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type { CaseBranch, Expression, Literal, MapExpression, NamedArgument, StructExpression, StructField, TypeName } from '../tree.js';
import { parseMatch, parseNamedCall, takeKeyword } from './call.js';
import {
  advance,
  at,
  atKind,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  findAtLevel,
  missing,
  nested,
  peek,
  peekKind,
  peekWordIs,
  skipBalanced,
  skipDoubled,
  spanFrom,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseExpression, parseNestedBinary, skipOperand } from './expression.js';
import { parseKeywordCall } from './keyword-call.js';
import { parseIdentifier } from './name.js';
import { parseUnary } from './operand.js';
import { parseArrayElements, parsePrimary, parseString } from './primary.js';
import { atNestedQuery, atQuery, closingParenthesis, parseParenthesizedQuery } from './query.js';
import { parseColumnName, parseNameOrCall } from './reference.js';
import { parseSelectItem } from './select.js';
import { parseType, skipValueType } from './type.js';
import { Precedence } from './words.js';

// ── Operands that begin with a word ──────────────────────────────────────────────────────────────────────────────────

export function parseWord(p: Cursor): Expression {
  const start = startOf(p);
  switch (p.word) {
    case 'NULL':
      return wordLiteral(p, 'null');
    case 'TRUE':
    case 'FALSE':
      if (peek(p) === '(' || peek(p) === '.') break;
      return wordLiteral(p, 'boolean');
    case 'CASE':
      return parseCase(p);
    case 'IF':
      if (!p.grammar.ifExpressions || !thenFollows(p)) break;
      return parseIfExpression(p);
    case 'EXISTS':
      if (peek(p) !== '(') break;
      advance(p);
      if (!atQuery(p) && !atNestedQuery(p)) return parseNamedCall(p, start, 'EXISTS');
      return { kind: 'exists', query: parseParenthesizedQuery(p), start: startFrom(p, start), end: endOf(p) };
    case 'INTERVAL':
      return parseInterval(p);
    case 'LIST':
      if (!p.grammar.listConstructors) break;
      return parseConstructor(p);
    case 'ARRAY':
    case 'STRUCT':
    case 'ROW':
    case 'MAP':
      return parseConstructor(p);
    case 'RANGE':
      if (peek(p) === '<') return parseRangeLiteral(p);
      break;
    case 'COLLATION':
      if (peek(p) !== 'FOR' || peek(p, 2) !== '(') break;
      advance(p);
      advance(p);
      return parseNamedCall(p, start, 'collation for');
    case 'PRIOR':
    case 'CONNECT_BY_ROOT':
      if (peekKind(p) !== TokenKind.Word && peekKind(p) !== TokenKind.Quoted && peek(p) !== '(') break;
      advance(p);
      return {
        kind: 'operation',
        operators: [p.text.slice(start, endOf(p)).toLowerCase()],
        operands: [nested(p, parseUnary, skipOperand)],
        start: startFrom(p, start),
        end: endOf(p),
      };
    case 'BINARY':
      if (!p.grammar.binaryOperator || !(startsOperand(p, 1) || peek(p) === 'NULL')) break;
      advance(p);
      return {
        kind: 'operation',
        operators: ['binary'],
        operands: [nested(p, parseUnary, skipOperand)],
        start: startFrom(p, start),
        end: endOf(p),
      };
    case 'WITH':
      if (peek(p) === '(' && peek(p, 3) === 'AS' && !p.grammar.withExpressions) return parseLet(p);
      break;
    case 'NEW':
      if (peekKind(p) !== TokenKind.Word && peekKind(p) !== TokenKind.Quoted) break;
      if (peek(p, 2) !== '(' && peek(p, 2) !== '.') break;
      advance(p);
      return parseNameOrCall(p);
    case 'CURRENT':
      if (peek(p) === 'VALUE' && peek(p, 2) === 'FOR') return parseNextValue(p);
      if (!p.grammar.currentValues) break;
      if (!atCurrentValue(p)) break;
      advance(p);
      advance(p);
      if (at(p, '(')) skipBalanced(p); // CURRENT TIMESTAMP(12)
      return { kind: 'keyword', text: p.text.slice(start, endOf(p)).toLowerCase(), start: startFrom(p, start), end: endOf(p) };
    case 'DEFAULT':
      if (peek(p) === '(' || peek(p) === '.') break;
      return takeKeyword(p);
    case 'NEXT':
      if (peek(p) === 'VALUE' && peek(p, 2) === 'FOR') return parseNextValue(p);
      break;
    case '':
      if (peek(p) === 'VALUE' && peek(p, 2) === 'FOR' && atWord(p, 'PREVIOUS')) return parseNextValue(p);
      if (peek(p) === 'FOR' && p.grammar.nextValueFor && (atWord(p, 'NEXTVAL') || atWord(p, 'PREVVAL'))) return parseNextValue(p);
      break;
    case 'LAMBDA':
      if (peekKind(p) === TokenKind.Word && (peek(p, 2) === ':' || peek(p, 2) === ',')) return parseLambdaKeyword(p);
      break;
    case 'CURSOR':
    case 'MULTISET':
      if (peek(p) === '[' && p.words.precedence[p.tokens.terminals[p.pos] as number] === Precedence.sum) {
        advance(p);
        return parseArrayElements(p, start);
      }
      if (peek(p) !== '(' || !isQueryAfterParen(p, 1)) break;
      advance(p);
      return {
        kind: 'subquery',
        form: textBefore(p) === 'CURSOR' ? 'cursor' : 'multiset',
        query: parseParenthesizedQuery(p),
        start: startFrom(p, start),
        end: endOf(p),
      };
    default:
  }
  if (p.words.reserved[p.tokens.terminals[p.pos] as number] === 1 && !isReservedCall(p)) {
    if (skipDoubled(p)) return nested(p, parsePrimary, skipOperand);
    if (at(p, 'MATCH') && (peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted)) return parseMatch(p);
    if (at(p, 'IGNORE') && p.grammar.ignoreValues && (peekKind(p) !== TokenKind.Word || peek(p) === 'WHERE')) return takeKeyword(p); // MariaDB: as it was, or its default
    return missing(
      p,
      'an expression',
      p.word === 'FROM' || p.word === 'WHERE' ? 'is there a comma too many, or a value missing?' : undefined,
    );
  }
  const special = parseKeywordCall(p);
  if (special !== undefined) return special;
  if (isTypedLiteral(p)) return parseTypedLiteral(p);
  const timed = parseTimedLiteral(p, start);
  if (timed !== undefined) return timed;
  if (peekKind(p) === TokenKind.Word && peek(p, 2) === '(' && CALL_PREFIXES.has(textOf(p).toUpperCase())) advance(p);
  return parseNameOrCall(p);
}

/** Redshift's `APPROXIMATE count(…)`, MATCH_RECOGNIZE's `FINAL last(…)` */
const CALL_PREFIXES = new Set(['APPROXIMATE', 'FINAL', 'RUNNING']);

/** CURRENT and a register's name; where the name has two words, the first is taken here */
function atCurrentValue(p: Cursor): boolean {
  const follows = peekKind(p) === TokenKind.Word ? CURRENT_VALUES.get(peekText(p, 1).toUpperCase()) : undefined;
  if (follows === undefined || (follows.length > 0 && !p.grammar.longRegisters)) return false;
  if (follows.length === 0) return true;
  if (!follows.includes(peekText(p, 2).toUpperCase())) return false;
  advance(p);
  return true;
}

/** DB2's special registers, https://www.ibm.com/docs/en/db2/12.1?topic=elements-special-registers: the word after CURRENT, and what may follow it. */
const CURRENT_VALUES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ...Object.fromEntries(
      'DATE TIME TIMESTAMP USER SCHEMA SERVER SQLID PATH TIMEZONE DEGREE ISOLATION MEMBER DBPARTITIONNUM RULES PRECISION PACKAGESET CLIENT_ACCTNG CLIENT_APPLNAME CLIENT_USERID CLIENT_WRKSTNNAME CLIENT_CORR_TOKEN'
        .split(' ')
        .map((word) => [word, []]),
    ),
    LOCK: ['TIMEOUT'],
    QUERY: ['OPTIMIZATION'],
    REFRESH: ['AGE'],
    EXPLAIN: ['MODE', 'SNAPSHOT'],
    LOCALE: ['LC_TIME', 'LC_MESSAGES'],
    PACKAGE: ['PATH'],
    TEMPORAL: ['SYSTEM_TIME', 'BUSINESS_TIME'],
    MAINTAINED: ['TABLE'],
  }),
);

const textBefore = (p: Cursor): string => p.text.slice(p.tokens.starts[p.pos - 1], p.tokens.ends[p.pos - 1]).toUpperCase();

/** Words that open or join a clause, and so are no function's name before a parenthesis. */
const NEVER_CALLED = new Set([
  'ALL',
  'AND',
  'AS',
  'ASC',
  'BETWEEN',
  'BY',
  'CASE',
  'CHECK',
  'CONSTRAINT',
  'CREATE',
  'CROSS',
  'DESC',
  'DISTINCT',
  'DO',
  'ELSE',
  'END',
  'EXCEPT',
  'FETCH',
  'FOR',
  'FROM',
  'FULL',
  'GRANT',
  'GROUP',
  'HAVING',
  'IN',
  'INNER',
  'INTERSECT',
  'INTO',
  'IS',
  'JOIN',
  'LATERAL',
  'LIMIT',
  'NATURAL',
  'NOT',
  'NULL',
  'OFFSET',
  'ON',
  'ONLY',
  'OR',
  'ORDER',
  'OUTER',
  'PRIMARY',
  'REFERENCES',
  'RETURNING',
  'SELECT',
  'TABLE',
  'THEN',
  'TO',
  'UNION',
  'USING',
  'WHEN',
  'WHERE',
  'WINDOW',
  'WITH',
  'VARIADIC',
]);

/** A word reserved as a name may still be a function: `LEFT(a, 1)`. Those that open a clause never are. */
function isReservedCall(p: Cursor): boolean {
  return (
    p.grammar.reservedValues.includes(p.word) ||
    (peek(p) === '(' && (!NEVER_CALLED.has(p.word) || (p.word === 'TABLE' && !p.grammar.tableQuery)))
  );
}

/** Whether the token `ahead` may begin an operand. */
function startsOperand(p: Cursor, ahead: number): boolean {
  const kind = peekKind(p, ahead);
  if (kind === TokenKind.Symbol) return peek(p, ahead) === '(' || peek(p, ahead) === '-';
  if (kind === TokenKind.Word) return p.words.reserved[p.tokens.terminals[p.pos + ahead] as number] === 0;
  return kind !== TokenKind.End && kind !== TokenKind.Unknown;
}

export const isQueryAfterParen = (p: Cursor, ahead: number): boolean =>
  ['SELECT', 'WITH', 'VALUES', 'FROM', '(', 'TABLE'].includes(peek(p, ahead + 1));

function wordLiteral(p: Cursor, type: 'null' | 'boolean'): Literal {
  const start = startOf(p);
  const value = textOf(p);
  advance(p);
  return { kind: 'literal', type, value, start: startFrom(p, start), end: endOf(p) };
}

/** CASE [operand] { WHEN condition THEN value } [ELSE value] END */
function parseCase(p: Cursor): Expression {
  const start = startOf(p);
  advance(p);
  const operand = at(p, 'WHEN') ? undefined : parseExpression(p);
  const branches: CaseBranch[] = [];
  while (at(p, 'WHEN')) {
    const from = startOf(p);
    advance(p);
    const conditions = [parseExpression(p)];
    while (eat(p, ',')) conditions.push(parseExpression(p));
    const when: Expression =
      conditions.length === 1
        ? (conditions[0] as Expression)
        : { kind: 'tuple', elements: conditions, start: startFrom(p, from), end: endOf(p) };
    expect(p, 'THEN');
    const then = parseExpression(p);
    branches.push({ kind: 'case-branch', when, then, start: startFrom(p, from), end: endOf(p) });
  }
  if (branches.length === 0) fail(p, ['WHEN']);
  const otherwise = eat(p, 'ELSE') ? parseExpression(p) : undefined;
  if (!eat(p, 'END')) fail(p, branches.length > 0 && otherwise === undefined ? ['WHEN', 'ELSE', 'END'] : ['END']);
  else if (at(p, 'CASE')) advance(p);
  const from = startFrom(p, start);
  const end = endOf(p);
  if (operand !== undefined) return { kind: 'case', operand, branches, ...(otherwise && { otherwise }), start: from, end };
  if (otherwise === undefined) return { kind: 'case', branches, start: from, end };
  return { kind: 'case', branches, otherwise, start: from, end };
}

function thenFollows(p: Cursor): boolean {
  const next = findAtLevel(p, 1, 200, (word) => word === 'THEN' || word === ',' || word === 'FROM' || word === 'AS');
  return next > 0 && peek(p, next) === 'THEN';
}

/** IF condition THEN value [ELSE value] ENDIF (Exasol) */
function parseIfExpression(p: Cursor): Expression {
  const start = startOf(p);
  advance(p);
  const from = startOf(p);
  const when = parseExpression(p);
  expect(p, 'THEN');
  const then = parseExpression(p);
  const branches: CaseBranch[] = [{ kind: 'case-branch', when, then, start: startFrom(p, from), end: endOf(p) }];
  const otherwise = eat(p, 'ELSE') ? parseExpression(p) : undefined;
  expect(p, 'ENDIF');
  return { kind: 'case', branches, ...(otherwise && { otherwise }), start: startFrom(p, start), end: endOf(p) };
}

const UNITS = new Set(
  'YEAR YEARS QUARTER QUARTERS MONTH MONTHS WEEK WEEKS DAY DAYS HOUR HOURS MINUTE MINUTES SECOND SECONDS MILLISECOND MILLISECONDS MICROSECOND MICROSECONDS NANOSECOND NANOSECONDS DAY_HOUR DAY_MINUTE DAY_SECOND DAY_MICROSECOND HOUR_MINUTE HOUR_SECOND HOUR_MICROSECOND MINUTE_SECOND MINUTE_MICROSECOND SECOND_MICROSECOND YEAR_MONTH DECADE DECADES CENTURY CENTURIES MILLENNIUM MILLENNIA Y MON D H M S MS US NS W WK DAYOFYEAR DOW DOY ISODOW ISOWEEK ISOYEAR EPOCH SQL_TSI_SECOND SQL_TSI_MINUTE SQL_TSI_HOUR SQL_TSI_DAY SQL_TSI_WEEK SQL_TSI_MONTH SQL_TSI_QUARTER SQL_TSI_YEAR'.split(
    ' ',
  ),
);
export const isUnit = (text: string): boolean => UNITS.has(text.toUpperCase());

/** INTERVAL value [unit [TO unit]], and Spark's `INTERVAL 1 DAY 2 HOURS`. */
function parseInterval(p: Cursor): Expression {
  const start = startOf(p);
  const next = peekKind(p);
  const nextWord = peek(p);
  const value =
    next === TokenKind.String ||
    next === TokenKind.Number ||
    next === TokenKind.Parameter ||
    next === TokenKind.Template ||
    nextWord === '(' ||
    nextWord === '-' ||
    nextWord === '+';
  const named =
    (next === TokenKind.Word || next === TokenKind.Quoted) &&
    p.grammar.intervalExpressions &&
    (startsOperand(p, 1) || nextWord === 'NULL' || (peek(p, 2) === '(' && !NEVER_CALLED.has(nextWord))) &&
    !['AS', 'FROM', ''].includes(nextWord === '' ? 'x' : nextWord) &&
    hasUnitAfter(p);
  if (!value && !named) return parseNameOrCall(p);
  advance(p);
  if (at(p, '(') && peekKind(p) === TokenKind.Number && peek(p, 2) === ')' && peekKind(p, 3) === TokenKind.String) skipBalanced(p);
  const operand = p.kind === TokenKind.String ? parseString(p) : parseNestedBinary(p, Precedence.sum);
  let _units = 0;
  while (p.kind === TokenKind.Word && isUnit(textOf(p)) && p.word !== 'AS') {
    advance(p);
    _units++;
    if (at(p, '(')) skipBalanced(p);
    if (eat(p, 'TO')) {
      advance(p);
      if (at(p, '(')) skipBalanced(p);
      break;
    }
    // INTERVAL 1 DAY 2 HOURS
    if (
      p.grammar.intervalLists &&
      (atKind(p, TokenKind.Number) || atKind(p, TokenKind.String) || at(p, '-')) &&
      (isUnit(peekText(p, 1)) || isUnit(peekText(p, 2)))
    ) {
      eat(p, '-');
      advance(p);
    } else break;
  }
  const span = spanFrom(p, start);
  if (operand.kind === 'literal') return { kind: 'literal', type: 'typed', value: p.text.slice(span.start, span.end), ...span };
  return { kind: 'operation', operators: ['interval'], operands: [operand], ...span };
}

export const peekText = (p: Cursor, ahead: number): string => p.text.slice(p.tokens.starts[p.pos + ahead], p.tokens.ends[p.pos + ahead]);

/** `INTERVAL days DAY`: a unit follows within the operand's tokens; else INTERVAL is a name. */
function hasUnitAfter(p: Cursor): boolean {
  for (let i = 2; i < 12; i++) {
    if (peek(p, i) === '(') i = closingParenthesis(p, i) + 1;
    if (peekKind(p, i) === TokenKind.Word && isUnit(peekText(p, i))) return true;
    if (peek(p, i) === ',' || peek(p, i) === ')' || peekKind(p, i) === TokenKind.End) return false;
  }
  return false;
}

/** ARRAY[…], ARRAY(query), ARRAY<T>[…], STRUCT(…), STRUCT<…>(…), ROW(…), MAP {…}, MAP[…]; else a name or a call. */
function parseConstructor(p: Cursor): Expression {
  const start = startOf(p);
  const { word } = p;
  const next = peek(p);
  if (next === '(' && isQueryAfterParen(p, 1) && (word === 'ARRAY' || (p.grammar.listConstructors && peek(p, 2) === 'SELECT'))) {
    advance(p);
    return { kind: 'subquery', form: 'array', query: parseParenthesizedQuery(p), start: startFrom(p, start), end: endOf(p) };
  }
  if (next === '[' && (word === 'ARRAY' || word === 'LIST' || word === 'MAP')) {
    advance(p);
    if (word === 'MAP' && p.grammar.listConstructors) return parseMap(p, start, '=>', ']');
    if (word !== 'MAP') return parseArrayElements(p, start);
    const list = parseArrayElements(p, startOf(p));
    return { kind: 'operation', operators: ['map'], operands: [list], start: startFrom(p, start), end: endOf(p) };
  }
  if (next === '{' && word === 'MAP') {
    advance(p);
    return parseMap(p, start, ':', '}');
  }
  if ((next === '<' || next === '<>') && (word === 'ARRAY' || word === 'STRUCT')) {
    skipValueType(p);
    const end = endOf(p);
    if (at(p, '[')) return { ...parseArrayElements(p, start), ...elementType(p, start, end) };
    if (at(p, '(')) return { ...parseStruct(p, start), type: { kind: 'type', text: p.text.slice(start, end), start, end } };
    return missing(p, "'[' or '('");
  }
  if (word === 'ROW' && peekWordIs(p, 1, 'CHANGE') && peek(p, 3) === 'FOR') return parseRowChange(p);
  if (next === '(' && (word === 'STRUCT' || word === 'ROW')) {
    advance(p);
    return parseStruct(p, start);
  }
  return parseNameOrCall(p);
}

/** What is between the angles of `ARRAY<…>` */
function elementType(p: Cursor, from: number, to: number): { elementType?: TypeName } {
  const start = p.text.indexOf('<', from) + 1;
  const end = to - 1;
  return end > start ? { elementType: { kind: 'type', text: p.text.slice(start, end), start, end } } : {};
}

/** ROW CHANGE (TOKEN | TIMESTAMP) FOR table (DB2): nothing that a column holds */
function parseRowChange(p: Cursor): Expression {
  const start = startOf(p);
  while (!eat(p, 'FOR')) advance(p);
  parseColumnName(p);
  return { kind: 'keyword', text: 'row change', start: startFrom(p, start), end: endOf(p) };
}

/** The rest of `MAP {key: value, …}`, or of Materialize's `MAP[key => value, …]` */
function parseMap(p: Cursor, start: number, arrow: Terminal, closer: Terminal): MapExpression {
  advance(p);
  const entries: { key: Expression; value: Expression }[] = [];
  while (!at(p, closer)) {
    const key = parseExpression(p);
    expect(p, arrow);
    entries.push({ key, value: parseExpression(p) });
    if (!eat(p, ',')) break;
  }
  expect(p, closer);
  return { kind: 'map', entries, start: startFrom(p, start), end: endOf(p) };
}

/** '(' { expression [AS name] }, … ')' */
export function parseStruct(p: Cursor, start: number): StructExpression {
  advance(p);
  const fields: StructField[] = [];
  while (!at(p, ')')) {
    const from = startOf(p);
    const item = parseSelectItem(p);
    fields.push({
      kind: 'struct-field',
      ...(item.alias && { name: item.alias }),
      value: item.expression,
      start: startFrom(p, from),
      end: endOf(p),
    });
    if (!eat(p, ',')) break;
  }
  expect(p, ')');
  return { kind: 'struct', fields, start: startFrom(p, start), end: endOf(p) };
}

/** ((NEXT | PREVIOUS | CURRENT) VALUE | NEXTVAL | PREVVAL) FOR sequence [OVER (…)] */
function parseNextValue(p: Cursor): Expression {
  const start = startOf(p);
  while (!eat(p, 'FOR')) advance(p);
  parseColumnName(p);
  if (at(p, 'OVER')) {
    advance(p);
    skipBalanced(p);
  }
  return { kind: 'keyword', text: 'next value', start: startFrom(p, start), end: endOf(p) };
}

/** WITH '(' { name AS expression ',' } expression ')' (BigQuery) */
function parseLet(p: Cursor): Expression {
  const start = startOf(p);
  advance(p);
  advance(p);
  const names: NamedArgument[] = [];
  while (peek(p) === 'AS') {
    const from = startOf(p);
    const name = parseIdentifier(p);
    advance(p);
    names.push({ kind: 'named-argument', name, value: parseExpression(p), start: startFrom(p, from), end: endOf(p) });
    if (!expect(p, ',')) break;
  }
  const body = parseExpression(p);
  expect(p, ')');
  return { kind: 'let', names, body, start: startFrom(p, start), end: endOf(p) };
}

/** LAMBDA x, y ':' body (DuckDB) */
function parseLambdaKeyword(p: Cursor): Expression {
  const start = startOf(p);
  advance(p);
  const parameters = [parseIdentifier(p)];
  while (eat(p, ',')) parameters.push(parseIdentifier(p));
  expect(p, ':');
  return { kind: 'lambda', parameters, body: parseExpression(p), start: startFrom(p, start), end: endOf(p) };
}

export const TYPE_NAMES = new Set(
  'DATE TIME TIMESTAMP TIMESTAMPTZ TIMESTAMP_NTZ TIMESTAMP_LTZ DATETIME JSON JSONB UUID NUMERIC BIGNUMERIC DECIMAL BYTEA BIT IPADDRESS CHAR VARCHAR REAL DOUBLE BIGINT INT INTEGER SMALLINT TINYINT BOOLEAN FLOAT GEOMETRY GEOGRAPHY VARBINARY HLL POINT RANGE X B TIMETZ INET CIDR UINT256 INT256 SMALLINT BYTEINT PERIOD'.split(
    ' ',
  ),
);

/** `DATE '2024-01-01'`, and in some dialects any type's name before a string. */
function isTypedLiteral(p: Cursor): boolean {
  if (peekKind(p) !== TokenKind.String) return peekKind(p) === TokenKind.Number && isCharacterSet(p);
  if (p.grammar.typedStrings === 'any')
    return !p.words.notItemAlias[p.tokens.terminals[p.pos] as number] || TYPE_NAMES.has(textOf(p).toUpperCase());
  return TYPE_NAMES.has(textOf(p).toUpperCase()) || isCharacterSet(p);
}

/** `_utf8 'x'`, `_utf8 0xC3A4` (MySQL), `_UNICODE 'x'` (Teradata) */
const isCharacterSet = (p: Cursor): boolean =>
  p.text.charCodeAt(startOf(p)) === 95 && p.dialect.lex.stringPrefixes.includes(textOf(p).toLowerCase());

/** `TIMESTAMP WITH TIME ZONE '…'`, `time(3) '…'`, `double precision '1.5'`: more than one word before the string */
function parseTimedLiteral(p: Cursor, start: number): Literal | undefined {
  let i: number;
  if (p.word === 'TIME' || p.word === 'TIMESTAMP') {
    i = peek(p) === '(' && peek(p, 3) === ')' ? 4 : 1;
    if ((peek(p, i) === 'WITH' || peek(p, i) === 'WITHOUT') && peek(p, i + (peek(p, i + 1) === 'LOCAL' ? 2 : 1)) === 'TIME')
      i += peek(p, i + 1) === 'LOCAL' ? 4 : 3;
  } else if ((p.word === 'DOUBLE' && peek(p) === 'PRECISION') || ((p.word === 'CHARACTER' || p.word === 'BIT') && peek(p) === 'VARYING'))
    i = 2;
  else return undefined;
  if (i === 1 || peekKind(p, i) !== TokenKind.String) return undefined;
  for (; i >= 0; i--) advance(p);
  const span = spanFrom(p, start);
  return { kind: 'literal', type: 'typed', value: p.text.slice(span.start, span.end), ...span };
}

/** BigQuery: RANGE<DATE> '[2024-01-01, UNBOUNDED)' */
function parseRangeLiteral(p: Cursor): Literal {
  const start = startOf(p);
  parseType(p);
  if (p.kind === TokenKind.String) advance(p);
  else fail(p, ['a range']);
  const span = spanFrom(p, start);
  return { kind: 'literal', type: 'typed', value: p.text.slice(span.start, span.end), ...span };
}

function parseTypedLiteral(p: Cursor): Literal {
  const start = startOf(p);
  advance(p);
  advance(p);
  const span = spanFrom(p, start);
  return { kind: 'literal', type: 'typed', value: p.text.slice(span.start, span.end), ...span };
}
