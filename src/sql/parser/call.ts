/**
 * Calls: arguments with the words that SQL puts between them, and what may follow the parentheses.
 *
 *   call := name '(' [DISTINCT | ALL] [argument, …] [ORDER BY …] … ')' { WITHIN GROUP … | FILTER … | OVER … | … }
 */
import type { CallSyntax } from '../../functions/row.js';
import { findFunction } from '../../functions/table.js';
import type { Terminal } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type { Expression, FunctionCall, Identifier, SortItem } from '../tree.js';
import {
  advance,
  at,
  atPair,
  atWord,
  type Cursor,
  eat,
  eatPair,
  eatWord,
  endOf,
  expect,
  fail,
  missing,
  peek,
  peekKind,
  peekWordIs,
  skipBalanced,
  skipUntil,
  spanFrom,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseExpression, parseNestedBinary } from './expression.js';
import { emptyCall, never } from './keyword-call.js';
import { atName, parseDatasetName, parseIdentifier, parseLabel, takeIdentifier } from './name.js';
import { atQuery, parseParenthesizedQuery, parseQuery, startsQuery, tableQuery } from './query.js';
import { parseColumnName } from './reference.js';
import { parseStar } from './star.js';
import { parseSortItems, parseWindow } from './window.js';
import { isUnit, peekText } from './word.js';
import { Precedence } from './words.js';

const FORMS = new Set(['NFC', 'NFD', 'NFKC', 'NFKD']);

// ── Plain calls ──────────────────────────────────────────────────────────────────────────────────────────────────────

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type OpenCall = Writable<FunctionCall> & { arguments: Expression[]; orderBy: SortItem[]; withinGroup: SortItem[] };

/** The call whose name was just read; the current token is its '('. */
export function parseCall(p: Cursor, name: Identifier[], start: number): FunctionCall {
  const call: OpenCall = { kind: 'call', name, arguments: [], distinct: false, orderBy: [], withinGroup: [], start, end: start };
  const last = name[name.length - 1] as Identifier;
  const syntax = last.quoted ? undefined : findFunction(p.functions, last.name).syntax;
  parseArguments(p, call, syntax);
  if (at(p, '(') && p.grammar.parametricCalls) {
    call.parameters = call.arguments;
    call.arguments = [];
    parseArguments(p, call, undefined);
  }
  parseCallModifiers(p, call);
  call.end = endOf(p);
  return call;
}

/** As `parseCall`, behind '(' and the first argument. */
export function parseCallAfter(p: Cursor, name: Identifier, first: Expression, start: number): FunctionCall {
  const call: OpenCall = {
    kind: 'call',
    name: [name],
    arguments: [first],
    distinct: false,
    orderBy: [],
    withinGroup: [],
    start,
    end: start,
  };
  const { syntax } = findFunction(p.functions, name.name);
  if (takeSeparator(p, syntax) !== undefined) parseArgumentList(p, call, syntax);
  parseArgumentTail(p, call, syntax);
  expect(p, ')');
  parseCallModifiers(p, call);
  call.end = endOf(p);
  return call;
}

/** name '(' arguments ')' and nothing more: what may follow in parentheses are columns. */
export function parsePlainCall(p: Cursor, name: Identifier[], start: number): FunctionCall {
  const call: OpenCall = { kind: 'call', name, arguments: [], distinct: false, orderBy: [], withinGroup: [], start, end: start };
  parseArguments(p, call, undefined);
  call.end = endOf(p);
  return call;
}

/** As `parseCall`, for a word that was taken as syntax and turns out to be a function. */
export function parseNamedCall(p: Cursor, start: number, name: string): FunctionCall {
  return parseCall(p, [{ kind: 'identifier', name, quoted: false, start, end: endOf(p) }], start);
}

function parseArguments(p: Cursor, call: OpenCall, syntax: CallSyntax | undefined): void {
  expect(p, '(');
  if (at(p, 'DISTINCT') || at(p, 'DISTINCTROW') || (at(p, 'ALL') && peek(p) !== ')' && peek(p) !== ',')) {
    call.distinct = !at(p, 'ALL');
    advance(p);
    if (call.distinct && at(p, 'ON') && peek(p) === '(') advance(p);
  }
  takeLead(p, call, syntax);
  if (syntax?.named && (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted) && (peek(p) === ',' || peek(p) === ')')) {
    call.arguments.push(takeKeyword(p));
    eat(p, ',');
  }
  if (at(p, 'ON')) parseOnArguments(p, call);
  if (!at(p, ')')) {
    const byComma = parseArgumentList(p, call, syntax);
    parseArgumentTail(p, call, syntax);
    if (syntax?.least !== undefined && call.arguments.length < syntax.least) call.arguments[0] = asColumn(p, call.arguments[0]);
    if (byComma && syntax?.stringUnit && isString(call.arguments[1])) call.arguments[0] = asColumn(p, call.arguments[0]);
  }
  expect(p, ')');
}

/** Arguments up to the parenthesis or what stands before it; whether commas separate them. */
function parseArgumentList(p: Cursor, call: OpenCall, syntax: CallSyntax | undefined): boolean {
  let byComma = false;
  for (;;) {
    if (syntax?.separators?.includes(p.word) && call.arguments.length <= 1 && peek(p) !== ')') {
      // TRIM(BOTH FROM x)
      advance(p);
      continue;
    }
    if (at(p, ')') && p.trailingCommas) return byComma;
    if (atArgumentTail(p)) return byComma;
    if (call.arguments.length === syntax?.opaque) {
      skipUntil(p, never);
      return byComma;
    }
    if (call.arguments.length > 0) takeLead(p, call, syntax);
    call.arguments.push(parseArgument(p, call.arguments, syntax));
    if (at(p, 'ASC') || at(p, 'DESC')) advance(p); // Teradata: RANK(a DESC)
    skipNullTreatment(p);
    if (p.word === 'FORMAT' && syntax?.options) skipJsonFormat(p);
    const separator = takeSeparator(p, syntax);
    if (separator === undefined) return byComma;
    if (separator === ',') byComma = true;
  }
}

/** What stands between two arguments; undefined when no other follows. */
function takeSeparator(p: Cursor, syntax: CallSyntax | undefined): ',' | 'word' | undefined {
  if (eat(p, ',')) return ',';
  if (!syntax?.separators?.includes(p.word)) return undefined;
  const names = at(p, 'USING'); // a character set
  advance(p);
  if (names) {
    advance(p);
    return undefined;
  }
  skipPassingMechanism(p);
  return 'word';
}

/** XMLTABLE('…' PASSING BY REF doc …), BY VALUE */
function skipPassingMechanism(p: Cursor): void {
  if (!at(p, 'BY') || !(peek(p) === 'VALUE' || peekWordIs(p, 1, 'REF'))) return;
  advance(p);
  advance(p);
}

/** A word before an argument, where it is not the argument itself. */
function takeLead(p: Cursor, call: OpenCall, syntax: CallSyntax | undefined): void {
  if (syntax?.lead?.some((word) => atWord(p, word)) && !AFTER_NAME.has(peek(p))) call.arguments.push(takeKeyword(p));
}

/** What stands behind a word that is a column: `JSON_OBJECT(key VALUE v)`. */
const AFTER_NAME: ReadonlySet<string> = new Set([',', ')', '.', ':', '::', 'VALUE', 'AS']);

/** Clauses that may stand in place of the first argument: `COUNT(ORDER BY …)` does not exist, `JSON_ARRAY(NULL ON NULL)` does. */
const atArgumentTail = (p: Cursor): boolean =>
  atPair(p, 'ORDER', 'BY') ||
  atPair(p, 'RETURNING', 'TEXT' as Terminal) ||
  atPair(p, 'ABSENT', 'ON') ||
  atPair(p, 'NO', 'CASE') ||
  atPair(p, 'NO', 'RANGE');

/** `lag(a IGNORE NULLS, 1)` */
function skipNullTreatment(p: Cursor): void {
  if ((!at(p, 'IGNORE') && !at(p, 'RESPECT')) || peek(p) !== 'NULLS') return;
  advance(p);
  advance(p);
}

/** FORMAT JSON [ENCODING name]: in the midst of the arguments */
function skipJsonFormat(p: Cursor): void {
  if (!peekWordIs(p, 1, 'JSON')) return;
  advance(p);
  advance(p);
  if (eatWord(p, 'ENCODING')) advance(p);
}

/** The current word as a keyword, not a column. */
export function takeKeyword(p: Cursor): Expression {
  const start = startOf(p);
  const text = textOf(p).toLowerCase();
  advance(p);
  return { kind: 'keyword', text, start: startFrom(p, start), end: endOf(p) };
}

/** argument := '*' | name '=>' expression | query | TABLE t | lambda | expression [AS name] */
function parseArgument(p: Cursor, before: readonly Expression[], syntax: CallSyntax | undefined): Expression {
  const index = before.length;
  const start = startOf(p);
  if (p.word === '*') return parseStar(p);
  if (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted) {
    const next = peek(p);
    if (next === '=>' || (next === ':=' && p.grammar.namedByAssignment)) {
      const name = takeIdentifier(p);
      advance(p);
      if (at(p, 'MODEL') && peekKind(p) === TokenKind.Word) advance(p); // Flink: MODEL => MODEL m
      const value = at(p, 'TABLE') ? parseTableArgument(p) : startsQuery(p) ? queryArgument(p) : parseExpression(p);
      return { kind: 'named-argument', name, value, start: startFrom(p, start), end: endOf(p) };
    }
    if (syntax?.nameFirst && next === 'AS') {
      const name = takeIdentifier(p);
      advance(p);
      return { kind: 'named-argument', name, value: parseExpression(p), start: startFrom(p, start), end: endOf(p) };
    }
    if (syntax?.units?.includes(index) && isUnitArgument(p, before, syntax)) return takeUnit(p);
    if (syntax?.sequence && index === 0 && p.grammar.sequenceArguments) return sequenceArgument(p);
    if (syntax?.form && index === 1 && FORMS.has(textOf(p).toUpperCase())) return takeUnit(p);
    if (p.word === 'VARIADIC') advance(p);
    else if (p.word === 'LANGUAGE' && (peekKind(p) === TokenKind.String || peekKind(p) === TokenKind.Number)) advance(p);
    else if (p.word === 'BULK' && peekKind(p) === TokenKind.String) {
      const name = takeIdentifier(p); // OPENROWSET(BULK 'file', …)
      return { kind: 'named-argument', name, value: parseExpression(p), start: startFrom(p, start), end: endOf(p) };
    } else if (p.word === 'TABLE' && next !== ')' && next !== ',' && next !== '.') return parseTableArgument(p);
    else if ((p.word === 'MODEL' && peekKind(p) !== TokenKind.Symbol) || (p.word === 'SEQUENCE' && isPlainName(p))) {
      const text = p.word.toLowerCase();
      advance(p);
      parseDatasetName(p);
      return { kind: 'keyword', text, start: startFrom(p, start), end: endOf(p) };
    } else if (startsQuery(p) && (p.grammar.queryArguments || syntax?.query)) return queryArgument(p);
  }
  const value = syntax?.tight && index === 0 ? parseNestedBinary(p, Precedence.other) : parseExpression(p);
  if (at(p, 'AS') && (p.grammar.aliasedExpressions || p.grammar.aliasedArguments || syntax?.aliases || syntax?.options)) {
    advance(p);
    const name = parseLabel(p);
    if (at(p, '(') && syntax?.options) skipBalanced(p); // XMLSERIALIZE(a AS CLOB(1M))
    return { kind: 'named-argument', name, value, start: startFrom(p, start), end: endOf(p) };
  }
  return value;
}

function sequenceArgument(p: Cursor): Expression {
  const { start, end } = parseDatasetName(p);
  return { kind: 'keyword', text: p.text.slice(start, end), start, end };
}

/** Spanner's `get_next_sequence_value(SEQUENCE s)`; a word of another meaning makes `sequence` a column. */
const isPlainName = (p: Cursor): boolean => peekKind(p) === TokenKind.Quoted || (peekKind(p) === TokenKind.Word && peek(p) === '');

function queryArgument(p: Cursor): Expression {
  const start = startOf(p);
  return { kind: 'subquery', form: 'scalar', query: parseQuery(p), start: startFrom(p, start), end: endOf(p) };
}

/**
 * `day`, `WEEK(MONDAY)`: a unit of time in a place where the function takes one. Where that is the first place and no other, any word
 * and abbreviation is one; elsewhere short words are columns, and so is all after a unit or a string: `date_trunc('month', day)`.
 */
function isUnitArgument(p: Cursor, before: readonly Expression[], syntax: CallSyntax): boolean {
  if (p.kind !== TokenKind.Word || peek(p) === '.') return false;
  const follows = peek(p) === ',' || peek(p) === ')' || syntax.separators?.includes(peek(p)) === true;
  const [first] = before;
  if (first === undefined && syntax.separators !== undefined) return follows || peek(p) === '(' || peek(p) === 'ZONE';
  if (!p.grammar.unitArguments) return false;
  if (first === undefined && syntax.units?.length === 1) return peek(p) === ',' || (isUnit(textOf(p)) && follows);
  if (first?.kind === 'keyword' || first?.kind === 'literal') return false;
  return isUnit(textOf(p)) && textOf(p).length > 2 && (follows || peek(p) === '(');
}

const isString = (argument: Expression | undefined): boolean => argument?.kind === 'literal' && argument.type === 'string';

/** A word that was taken for a unit and is none. */
function asColumn(p: Cursor, word: Expression | undefined): Expression {
  if (word?.kind !== 'keyword') return word ?? missing(p, 'an expression');
  const { start, end } = word;
  return { kind: 'column-name', parts: [{ kind: 'identifier', name: p.text.slice(start, end), quoted: false, start, end }], start, end };
}

function takeUnit(p: Cursor): Expression {
  const start = startOf(p);
  const text = textOf(p).toLowerCase();
  advance(p);
  eat(p, 'ZONE');
  if (at(p, '(')) skipBalanced(p);
  return { kind: 'keyword', text, start: startFrom(p, start), end: endOf(p) };
}

/** (TABLE | ON) name | (TABLE | ON) '(' query | name ')' [PARTITION BY …] [ORDER BY …]: a relation as an argument */
export function parseTableArgument(p: Cursor): Expression {
  const start = startOf(p);
  advance(p);
  const open = at(p, '(') && !atQuery(p);
  let argument: Expression;
  if (atQuery(p))
    argument = { kind: 'subquery', form: 'multiset', query: parseParenthesizedQuery(p), start: startFrom(p, start), end: endOf(p) };
  else {
    if (open) advance(p);
    if (open && atName(p) && peek(p) === '(') {
      argument = parseExpression(p);
    } else {
      const name = parseDatasetName(p);
      argument = { kind: 'subquery', form: 'multiset', query: tableQuery(p, name), ...spanFrom(p, name.start) };
    }
    if (open) expect(p, ')');
  }
  if (eat(p, 'AS') || atArgumentAlias(p)) {
    parseLabel(p);
    if (at(p, '(')) skipBalanced(p); // AS t (a, b)
  }
  if (atPair(p, 'PARTITION', 'BY') || atPair(p, 'ORDER', 'BY') || atPair(p, 'DISTRIBUTE', 'BY') || (at(p, 'WITH') && peek(p) !== ')'))
    skipUntil(p, (q) => at(q, ',') || at(q, 'ON') || at(q, 'USING'));
  if (peek(p) === 'WHEN' && (atWord(p, 'KEEP') || atWord(p, 'PRUNE'))) skipUntil(p, (q) => at(q, ',')); // Trino: … WHEN EMPTY
  return argument;
}

const atArgumentAlias = (p: Cursor): boolean =>
  p.kind === TokenKind.Quoted ||
  (p.kind === TokenKind.Word &&
    p.word === '' &&
    (peek(p) === ',' ||
      peek(p) === ')' ||
      ((peek(p) === 'PARTITION' || peek(p) === 'ORDER') && peek(p, 2) === 'BY') ||
      (peek(p, 2) === 'WHEN' && (peekWordIs(p, 1, 'KEEP') || peekWordIs(p, 1, 'PRUNE')))));

/** { ON (table | query) [AS alias] [PARTITION BY …] [ORDER BY …] } [USING name (value) …]: the arguments of a table operator (Teradata, Aster) */
function parseOnArguments(p: Cursor, call: OpenCall): void {
  while (at(p, 'ON')) {
    call.arguments.push(parseTableArgument(p));
    skipUntil(p, (q) => at(q, 'ON') || at(q, 'USING'));
  }
  skipUntil(p, never);
}

/** What may follow the last argument within the parentheses. */
function parseArgumentTail(p: Cursor, call: OpenCall, syntax: CallSyntax | undefined): void {
  for (;;) {
    skipNullTreatment(p);
    if (eatPair(p, 'ORDER', 'BY') || eatPair(p, 'SORT', 'BY')) call.orderBy.push(...parseSortItems(p));
    else if (at(p, 'HAVING')) {
      advance(p);
      advance(p); // MAX | MIN
      call.orderBy.push(sortItem(parseExpression(p)));
    } else if (at(p, 'LIMIT')) {
      advance(p);
      parseExpression(p);
      if (eat(p, ',') || eat(p, 'OFFSET')) parseExpression(p); // MariaDB
    } else if (at(p, 'SEPARATOR')) {
      advance(p);
      parseExpression(p);
    } else if (
      at(p, 'USING') &&
      (peekWordIs(p, 1, 'OCTETS') || peekWordIs(p, 1, 'CHARACTERS') || /^CODEUNITS\d\d$/i.test(peekText(p, 1)))
    ) {
      advance(p); // the units of a length
      advance(p);
    } else if (at(p, 'WITH') && peekWordIs(p, 1, 'ERROR')) {
      advance(p); // Teradata: TRANSLATE(a USING b WITH ERROR)
      advance(p);
    } else if (atPair(p, 'ON', 'OVERFLOW')) skipUntil(p, never);
    else if (at(p, 'DEFAULT') && call.arguments.length > 0) parseDefault(p, call);
    else if (at(p, 'USING') && (peekWordIs(p, 1, 'PARAMETERS') || p.grammar.usingArguments)) skipUntil(p, never);
    else if (peek(p) === '(' && atWord(p, 'COPARTITION'))
      skipUntil(p, never); // Trino
    else if (syntax?.options && !at(p, ')') && (p.kind === TokenKind.Word || at(p, ',') || at(p, '('))) {
      // COLUMNS (…) is read again by those who declare columns with it: see declaredColumns in from.ts
      skipUntil(p, (q) => atPair(q, 'ORDER', 'BY') || (syntax.defaults === true && at(q, 'DEFAULT')));
    } else return;
  }
}

/** DEFAULT expression ON (EMPTY | ERROR | CONVERSION ERROR) */
function parseDefault(p: Cursor, call: OpenCall): void {
  advance(p);
  call.arguments.push(parseExpression(p));
  if (!eat(p, 'ON')) return;
  eatWord(p, 'CONVERSION');
  advance(p);
}

export const sortItem = (expression: Expression): SortItem => ({
  kind: 'sort-item',
  expression,
  start: expression.start,
  end: expression.end,
});

/** What may follow the closing parenthesis. */
function parseCallModifiers(p: Cursor, call: OpenCall): void {
  for (;;) {
    switch (p.word) {
      case 'WITHIN':
        if (peek(p) !== 'GROUP') return;
        advance(p);
        advance(p);
        expect(p, '(');
        if (eatPair(p, 'ORDER', 'BY')) call.withinGroup.push(...parseSortItems(p));
        else if (!atWord(p, 'GRAPH')) fail(p, ['ORDER BY']);
        else skipUntil(p, never); // T-SQL: WITHIN GROUP (GRAPH PATH)
        expect(p, ')');
        continue;
      case 'FILTER':
        if (peek(p) !== '(') return;
        advance(p);
        advance(p);
        if (!eat(p, 'WHERE') && !p.grammar.bareFilter) fail(p, ['WHERE']);
        call.filter = parseExpression(p);
        expect(p, ')');
        continue;
      case 'IGNORE':
      case 'RESPECT':
        if (peek(p) !== 'NULLS') return;
        advance(p);
        advance(p);
        continue;
      case 'FROM':
        if ((peek(p) !== 'FIRST' && peek(p) !== 'LAST') || !['OVER', 'IGNORE', 'RESPECT'].includes(peek(p, 2))) return;
        advance(p);
        advance(p);
        continue;
      case 'KEEP':
        if (peek(p) !== '(') return;
        advance(p);
        advance(p);
        while (!at(p, 'ORDER') && !at(p, ')') && p.kind === TokenKind.Word) advance(p);
        if (eatPair(p, 'ORDER', 'BY')) call.withinGroup.push(...parseSortItems(p));
        expect(p, ')');
        continue;
      case 'OVER':
        if (peek(p) !== '(' && peekKind(p) !== TokenKind.Word && peekKind(p) !== TokenKind.Quoted) return;
        advance(p);
        call.over = at(p, '(') ? parseWindow(p) : parseIdentifier(p, 'a window');
        continue;
      default:
        if (atWord(p, 'AGAINST') && peek(p) === '(') {
          parseAgainst(p, call);
          continue;
        }
        return;
    }
  }
}

/** AGAINST '(' text [IN BOOLEAN MODE | …] ')' behind MATCH (a, b) (MySQL) */
function parseAgainst(p: Cursor, call: OpenCall): void {
  advance(p);
  expect(p, '(');
  call.arguments.push(parseNestedBinary(p, Precedence.other));
  skipUntil(p, never);
  expect(p, ')');
}

/** MATCH a, b AGAINST '(' text … ')': the columns without parentheses (MySQL) */
export function parseMatch(p: Cursor): FunctionCall {
  const start = startOf(p);
  const call: OpenCall = { ...emptyCall([takeIdentifier(p)]), arguments: [], orderBy: [], withinGroup: [], start, end: start };
  do call.arguments.push(parseColumnName(p));
  while (eat(p, ','));
  if (atWord(p, 'AGAINST')) parseAgainst(p, call);
  else fail(p, ['AGAINST']);
  call.end = endOf(p);
  return call;
}
