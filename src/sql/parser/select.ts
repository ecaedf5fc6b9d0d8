/** SELECT: its items and clauses, and what is done where they are broken. */
import type { Terminal } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type { Expression, Identifier, NamedWindow, Select, SelectInto, SelectItem, Star } from '../tree.js';
import { parseSortItems, parseWindow } from './call.js';
import {
  advance,
  at,
  atPair,
  atStrayCloser,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  findAtLevel,
  onNewLine,
  peek,
  peekKind,
  peekWordIs,
  report,
  skipBalanced,
  skipUntil,
  spanFrom,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseExpression, parseExpressionList } from './expression.js';
import { parseJoins, parseLateralViews, parseRelations } from './from.js';
import { parseModel } from './model.js';
import { atAlias, atName, parseDatasetName, parseIdentifier, parseLabel, parseNameList, takeIdentifier } from './name.js';
import { atInvalid, atPreferring, parseInvalid, parsePreferring, parseReferencing } from './narrowing.js';
import { takeParameter } from './operand.js';
import { closingParenthesis } from './query.js';
import { parseStar } from './star.js';

// ── SELECT ───────────────────────────────────────────────────────────────────────────────────────────────────────────

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
export type OpenSelect = Writable<Select>;

export const openSelect = (start: number): OpenSelect => ({
  kind: 'select',
  distinct: false,
  distinctOn: [],
  items: [],
  from: [],
  groupBy: [],
  windows: [],
  sortBy: [],
  start,
  end: start,
});

/** SELECT [ALL | DISTINCT [ON (…)]] [TOP …] items clauses */
export function parseSelect(p: Cursor): Select {
  const select = openSelect(startOf(p));
  advance(p);
  parseSelectModifiers(p, select);
  if (p.word === 'INTO' && p.grammar.declareSections && p.grammar.selectInto) select.into = parseInto(p); // PL/pgSQL: SELECT INTO v a FROM t
  if (atTransformScript(p)) parseTransform(p, select);
  else if (atInvalid(p)) {
    for (const expression of parseInvalid(p, select))
      select.items.push({ kind: 'select-item', expression, start: expression.start, end: expression.end });
  } else if (!(p.grammar.emptySelect && !select.distinct && endsItems(p))) parseSelectItems(p, select.items);
  if (p.word === 'WITH' && atInvalid(p)) parseInvalid(p, select);
  parseClauses(p, select);
  select.end = endOf(p);
  return select;
}

/** FROM relations [SELECT …] clauses */
export function parseFromFirst(p: Cursor): Select {
  const select = openSelect(startOf(p));
  advance(p);
  select.from = parseRelations(p);
  if (p.grammar.transform && (at(p, 'MAP') || atWord(p, 'REDUCE'))) parseMapReduce(p, select);
  else if (eat(p, 'SELECT')) {
    parseSelectModifiers(p, select);
    parseSelectItems(p, select.items);
  } else select.items.push({ kind: 'select-item', expression: emptyStar(p), ...spanFrom(p, endOf(p)) });
  parseClauses(p, select);
  if (at(p, 'SELECT')) {
    // FROM t WHERE … SELECT …
    advance(p);
    select.items = [];
    parseSelectModifiers(p, select);
    parseSelectItems(p, select.items);
    parseClauses(p, select);
  }
  select.end = endOf(p);
  return select;
}

export const emptyStar = (p: Cursor): Star => ({
  kind: 'star',
  qualifier: [],
  except: [],
  replace: [],
  rename: [],
  ...spanFrom(p, endOf(p)),
});

const endsItems = (p: Cursor): boolean =>
  p.kind === TokenKind.End || [';', ')', 'FROM', 'WHERE', 'UNION', 'EXCEPT', 'INTERSECT', 'GROUP', 'ORDER', 'LIMIT'].includes(p.word);

const SELECT_OPTIONS = new Set([
  'DISTINCTROW',
  'HIGH_PRIORITY',
  'STRAIGHT_JOIN',
  'SQL_SMALL_RESULT',
  'SQL_BIG_RESULT',
  'SQL_BUFFER_RESULT',
  'SQL_CACHE',
  'SQL_NO_CACHE',
  'SQL_CALC_FOUND_ROWS',
]);

function parseSelectModifiers(p: Cursor, select: OpenSelect): void {
  for (;;) {
    if ((at(p, 'DISTINCT') && !select.distinct) || (at(p, 'UNIQUE') && peek(p) !== ',' && peek(p) !== '(' && p.grammar.selectUnique)) {
      advance(p);
      select.distinct = true;
      if (at(p, 'ON') && peek(p) === '(') {
        advance(p);
        advance(p);
        select.distinctOn = parseExpressionList(p);
        expect(p, ')');
      }
    } else if (at(p, 'ALL') && peek(p) !== '(' && peek(p) !== ',' && peek(p) !== 'FROM') advance(p);
    else if (SELECT_OPTIONS.has(p.word) && p.grammar.selectOptions) advance(p);
    else if (atWord(p, 'NORMALIZE') && p.grammar.postfixTypes) skipNormalize(p);
    else if (at(p, 'TOP') && p.grammar.top && (peekKind(p) === TokenKind.Number || peek(p) === '(' || peekKind(p) === TokenKind.Parameter))
      parseTop(p);
    else if ((at(p, 'SKIP') || at(p, 'FIRST') || at(p, 'LIMIT')) && p.grammar.top && peekKind(p) === TokenKind.Number) {
      advance(p);
      advance(p);
    } else if (at(p, 'AS') && (peek(p) === 'STRUCT' || peek(p) === 'VALUE')) {
      advance(p);
      select.as = p.word === 'STRUCT' ? 'struct' : 'value';
      advance(p);
    } else if (
      at(p, 'WITH') &&
      (atWithOption(p, 'DIFFERENTIAL_PRIVACY') || atWithOption(p, 'AGGREGATION_THRESHOLD') || atWithOption(p, 'ANONYMIZATION'))
    ) {
      advance(p);
      advance(p);
      if (eat(p, 'OPTIONS')) skipBalanced(p);
    } else return;
  }
}

const atWithOption = (p: Cursor, word: string): boolean => peekWordIs(p, 1, word);

/** NORMALIZE [ON MEETS OR OVERLAPS] (Teradata) */
function skipNormalize(p: Cursor): void {
  advance(p);
  if (!eat(p, 'ON')) return;
  do advance(p);
  while (eat(p, 'OR'));
}

function parseTop(p: Cursor): void {
  advance(p);
  if (at(p, '(')) skipBalanced(p);
  else advance(p);
  eat(p, 'PERCENT');
  if (atPair(p, 'WITH', 'TIES')) {
    advance(p);
    advance(p);
  }
}

/** items := item { ',' item } */
export function parseSelectItems(p: Cursor, items: SelectItem[]): void {
  for (;;) {
    if (items.length > 0 && p.trailingCommas && (endsItems(p) || at(p, 'FOR'))) return;
    const before = p.pos;
    items.push(parseSelectItem(p));
    if (eat(p, ',')) continue;
    if (!recoverInItems(p, before)) return;
  }
}

/** Words and symbols that belong inside an item: after one they are stray. */
const INSIDE_ITEM = new Set([
  '=',
  '<',
  '>',
  '<=',
  '>=',
  '<>',
  '+',
  '-',
  '*',
  '/',
  ']',
  '}',
  '.',
  '..',
  ':',
  '::',
  '=>',
  '||',
  '(',
  'AS',
  'BY',
  'DESC',
  'ASC',
  'AND',
  'OR',
  'NOT',
  'IN',
  'IS',
  'BETWEEN',
  'LIKE',
  'DISTINCT',
  'OVER',
  'NULL',
  'PARTITION',
  'NULLS',
]);

/**
 * After an item something stands that neither continues nor ends the list: a missing comma (`a b c`) or a stray token.
 * True when the list goes on.
 */
function recoverInItems(p: Cursor, before: number): boolean {
  if (p.kind === TokenKind.End) return false;
  if (atStrayCloser(p, itemsGoOn)) {
    report(p, "this ')' closes nothing");
    advance(p);
    if (eat(p, 'AS')) parseLabel(p, 'an alias');
    return eat(p, ',') || recoverInItems(p, before);
  }
  if (p.word !== '' && !INSIDE_ITEM.has(p.word)) return false;
  if (p.grammar.semicolonless && onNewLine(p)) return false;
  if ((p.kind === TokenKind.Word || p.kind === TokenKind.Quoted) && p.word === '' && p.pos > before && !fromIsMissing(p)) {
    report(p, `expected ',' or FROM, found '${textOf(p)}'`, ["','", 'FROM'], 'is there a comma missing?');
    return true;
  }
  if (fromIsMissing(p)) return false;
  if (p.word !== '' && !clauseFollows(p)) return false;
  fail(p, ["','", 'FROM']);
  skipUntil(p, (q) => q.word === ',' || endsItems(q) || fromIsMissing(q));
  return eat(p, ',');
}

/** What follows the ')' continues an item, and FROM is still to come at this level. */
function itemsGoOn(p: Cursor): boolean {
  if (peek(p) !== ',' && peek(p) !== ')' && !(peek(p) === 'AS' && (peek(p, 3) === ',' || peek(p, 3) === 'FROM')) && peek(p) !== 'FROM')
    return false;
  if (peek(p) === ')') return true;
  const next = findAtLevel(p, 1, 2000, (word) => word === 'FROM' || word === 'SELECT');
  return next > 0 && peek(p, next) === 'FROM';
}

/** `SELECT a t JOIN u ON …`: a relation with a join, and no FROM before it. */
function fromIsMissing(p: Cursor): boolean {
  if ((p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted) || p.word !== '') return false;
  let i = 1;
  while (peek(p, i) === '.' && (peekKind(p, i + 1) === TokenKind.Word || peekKind(p, i + 1) === TokenKind.Quoted)) i += 2;
  if (peek(p, i) === 'AS') i++;
  if ((peekKind(p, i) === TokenKind.Word && peek(p, i) === '') || peekKind(p, i) === TokenKind.Quoted) i++;
  return RELATION_GOES_ON.has(peek(p, i));
}

const RELATION_GOES_ON = new Set<Terminal>(['JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS', 'NATURAL', 'WHERE', 'GROUP']);

/** item := '*' modifiers | expression [[AS] alias | AS '(' alias, … ')'] | alias '=' expression | alias ':' expression */
export function parseSelectItem(p: Cursor): SelectItem {
  const start = startOf(p);
  if (p.word === '*') return { kind: 'select-item', expression: parseStar(p), start: startFrom(p, start), end: endOf(p) };
  if (
    p.kind === TokenKind.Parameter &&
    (peek(p) === '=' || peek(p) === '+=' || peek(p) === '-=' || peek(p) === '*=' || peek(p) === '/=') &&
    p.grammar.equalsAlias
  ) {
    const variable = takeParameter(p);
    advance(p);
    const value = parseExpression(p);
    return {
      kind: 'select-item',
      expression: { kind: 'variable-assignment', variable, value, start: startFrom(p, start), end: endOf(p) },
      start: startFrom(p, start),
      end: endOf(p),
    };
  }
  if (peek(p) === '=' && p.grammar.equalsAlias && (atName(p) || p.kind === TokenKind.String)) return parseAliasFirst(p, start);
  if (peek(p) === ':' && p.grammar.prefixAlias && (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted))
    return parseAliasFirst(p, start);
  const expression = parseExpression(p);
  if (eat(p, 'AS')) {
    if (at(p, '(')) return { kind: 'select-item', expression, aliases: parseNameList(p), start: startFrom(p, start), end: endOf(p) };
    if (p.word === 'FROM' || p.kind === TokenKind.End || p.word === ',' || p.word === ')') {
      fail(p, ['an alias']);
      return { kind: 'select-item', expression, start: startFrom(p, start), end: endOf(p) };
    }
    const alias = parseLabel(p, 'an alias');
    return { kind: 'select-item', expression, alias, start: startFrom(p, start), end: endOf(p) };
  }
  if (atAlias(p, p.words.notItemAlias) || (p.kind === TokenKind.String && p.grammar.stringAliases)) {
    const alias = takeIdentifier(p);
    return { kind: 'select-item', expression, alias, start: startFrom(p, start), end: endOf(p) };
  }
  if (p.grammar.aliasedExpressions || p.grammar.postfixTypes) return namedWithin(p, expression, start);
  return { kind: 'select-item', expression, start: startFrom(p, start), end: endOf(p) };
}

/** `(a + b AS s)`, and Teradata's `a + b (NAMED s)`: the name is the item's. */
function namedWithin(p: Cursor, expression: Expression, start: number): SelectItem {
  const end = endOf(p);
  const from = startFrom(p, start);
  if (expression.kind === 'named-argument')
    return { kind: 'select-item', expression: expression.value, alias: expression.name, start: from, end };
  const last = expression.kind === 'operation' && p.grammar.postfixTypes ? expression.operands.at(-1) : undefined;
  if (expression.kind !== 'operation' || last?.kind !== 'named-argument') return { kind: 'select-item', expression, start: from, end };
  const operands = [...expression.operands.slice(0, -1), last.value];
  return { kind: 'select-item', expression: { ...expression, operands }, alias: last.name, start: from, end };
}

function parseAliasFirst(p: Cursor, start: number): SelectItem {
  const alias = takeIdentifier(p);
  advance(p);
  const expression = parseExpression(p);
  return { kind: 'select-item', expression, alias, start: startFrom(p, start), end: endOf(p) };
}

/** (MAP | REDUCE) items USING 'script' [AS columns] (Hive): TRANSFORM under its older names */
export function parseMapReduce(p: Cursor, select: OpenSelect): void {
  advance(p);
  parseSelectItems(p, select.items);
  parseTransformScript(p, select);
}

/** TRANSFORM '(' items ')' [ROW FORMAT …] USING 'script' [AS (a, b)] (Spark, Hive) */
function parseTransform(p: Cursor, select: OpenSelect): void {
  advance(p);
  advance(p);
  if (!eat(p, 'ALL')) eat(p, 'DISTINCT');
  parseSelectItems(p, select.items);
  expect(p, ')');
  parseTransformScript(p, select);
}

/** [ROW FORMAT …] USING 'script' [AS columns] [ROW FORMAT …] */
export function parseTransformScript(p: Cursor, select: { transformColumns?: readonly Identifier[] }): void {
  skipUntil(p, (q) => at(q, 'USING'));
  expect(p, 'USING');
  if (p.kind === TokenKind.String) advance(p);
  else fail(p, ['a script']);
  select.transformColumns = [];
  if (eat(p, 'AS')) {
    const open = eat(p, '(');
    const columns: Identifier[] = [];
    do {
      columns.push(parseIdentifier(p, 'a column name'));
      if (p.kind === TokenKind.Word && !at(p, 'FROM') && !at(p, 'ROW')) skipUntil(p, (q) => at(q, ',') || at(q, 'FROM'));
    } while (eat(p, ','));
    if (open) expect(p, ')');
    select.transformColumns = columns;
  }
  if (at(p, 'ROW') || atWord(p, 'RECORDREADER')) skipUntil(p, (q) => at(q, 'FROM') || at(q, 'WHERE') || at(q, 'LATERAL'));
}

/** `transform(x, f)` is a function as well: the script form has USING behind the parentheses. */
function atTransformScript(p: Cursor): boolean {
  if (!p.grammar.transform || !at(p, 'TRANSFORM') || peek(p) !== '(') return false;
  const i = closingParenthesis(p, 1) + 1;
  return peek(p, i) === 'USING' || peek(p, i) === 'ROW';
}

// ── Clauses ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export function parseClauses(p: Cursor, select: OpenSelect): void {
  for (;;) {
    switch (p.word) {
      case 'INTO':
        if (select.into !== undefined || !p.grammar.selectInto) return;
        select.into = parseInto(p);
        continue;
      case 'BULK':
        if (!peekWordIs(p, 1, 'COLLECT')) return;
        advance(p);
        advance(p);
        continue;
      case 'FROM':
        if (select.from.length > 0) return clauseTwice(p, 'FROM');
        advance(p);
        select.from = parseRelations(p);
        continue;
      case 'LATERAL':
        if (peek(p) !== 'VIEW') return;
        select.from = parseLateralViews(p, select.from);
        continue;
      case 'PREWHERE':
        advance(p);
        select.prewhere = parseExpression(p);
        continue;
      case 'WHERE':
        if (select.where !== undefined) return clauseTwice(p, 'WHERE');
        advance(p);
        select.where = parseExpression(p);
        continue;
      case 'START':
        if (peek(p) !== 'WITH') return;
        advance(p);
        advance(p);
        select.startWith = parseExpression(p);
        continue;
      case 'CONNECT':
        if (peek(p) !== 'BY') return;
        advance(p);
        advance(p);
        eat(p, 'NOCYCLE');
        select.connectBy = parseExpression(p);
        continue;
      case 'GROUP':
        if (peek(p) !== 'BY') return clauseWithoutBy(p);
        if (select.groupBy.length > 0) return clauseTwice(p, 'GROUP BY');
        advance(p);
        advance(p);
        parseGroupBy(p, select.groupBy);
        continue;
      case 'HAVING':
        if (select.having !== undefined) return clauseTwice(p, 'HAVING');
        advance(p);
        select.having = parseExpression(p);
        continue;
      case 'QUALIFY':
        if (select.qualify !== undefined || !p.grammar.qualify) return;
        advance(p);
        select.qualify = parseExpression(p);
        continue;
      case 'WINDOW':
        if (select.windows.length > 0) return;
        parseNamedWindows(p, select.windows);
        continue;
      case 'SORT':
      case 'CLUSTER':
      case 'DISTRIBUTE':
        if (peek(p) !== 'BY' || !p.grammar.sortBy) return;
        advance(p);
        advance(p);
        select.sortBy.push(...parseSortItems(p).map((item) => item.expression));
        continue;
      case 'MODEL':
        if (!p.grammar.model) return;
        parseModel(p, select);
        continue;
      case 'REFERENCING':
        if (!parseReferencing(p, select)) return;
        continue;
      default:
        if (atPreferring(p)) select.prewhere = parsePreferring(p);
        else if (!skipDialectClause(p) && !recoverInClauses(p, select)) return;
    }
  }
}

/** Clauses of one dialect each that choose among rows without naming new columns. */
function skipDialectClause(p: Cursor): boolean {
  const opens =
    (atWord(p, 'EXPAND') && peek(p) === 'ON' && p.grammar.postfixTypes) ||
    (atWord(p, 'TIMESERIES') && peekKind(p) === TokenKind.Word) ||
    (atWord(p, 'LOG') && peekWordIs(p, 1, 'ERRORS')) ||
    (at(p, 'SAMPLE') && p.grammar.sample) ||
    (at(p, 'MATCH') && peek(p) === '(' && peekWordIs(p, 2, 'PARTITION'));
  if (!opens) return false;
  advance(p);
  skipUntil(p, (q) => CLAUSES.has(q.word) && !(q.word === 'ON'));
  return true;
}

function clauseTwice(p: Cursor, name: string): void {
  report(p, `${name} stands twice in this query`);
}

export function clauseWithoutBy(p: Cursor): void {
  report(p, `expected BY after ${p.word}`, ['BY']);
}

export const CLAUSES = new Set([
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
  'WINDOW',
  'RETURNING',
  'ON',
  'WHEN',
]);

/** Names, literals and commas cannot follow a clause: say so, and go on at the next clause. A word is left to the caller. */
function recoverInClauses(p: Cursor, select: OpenSelect): boolean {
  if (p.kind === TokenKind.End) return false;
  if (select.from.length === 0 && select.items.length > 0 && fromIsMissing(p) && !(p.grammar.semicolonless && onNewLine(p))) {
    fail(p, ['FROM']);
    select.from = parseRelations(p);
    return true;
  }
  if (select.from.length === 0 && JOINS.has(p.word)) return takeAliasAsTable(p, select);
  const stray =
    p.word === '' ||
    p.word === 'AS' ||
    p.word === ',' ||
    p.word === '=' ||
    p.word === '.' ||
    p.word === '+' ||
    p.word === '-' ||
    p.word === '<' ||
    p.word === '>' ||
    p.word === '(';
  if (!stray || p.kind === TokenKind.Template || p.kind === TokenKind.Unknown)
    return p.kind === TokenKind.Unknown ? skipStray(p) : skipTemplate(p);
  if (p.grammar.semicolonless && (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted)) return false;
  if ((p.kind === TokenKind.Word || p.word === ',') && !clauseFollows(p)) return false;
  fail(p, select.from.length === 0 ? ["','", 'FROM'] : ['a clause', 'the end of the query']);
  return skipStray(p);
}

const JOINS = new Set<Terminal>(['JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS', 'NATURAL']);

/** `SELECT a t JOIN u ON …`: what reads as the last item's alias is the table that FROM would have named. */
function takeAliasAsTable(p: Cursor, select: OpenSelect): boolean {
  const item = select.items.at(-1);
  if (item?.alias === undefined) return false;
  fail(p, ['FROM']);
  const { alias, ...rest } = item;
  select.items[select.items.length - 1] = { ...rest, end: item.expression.end };
  const { start, end } = alias;
  select.from = [
    parseJoins(p, { kind: 'table', name: { kind: 'dataset-name', form: 'name', parts: [alias], start, end }, start, end }, start),
  ];
  return true;
}

function skipStray(p: Cursor): boolean {
  if (p.kind === TokenKind.Unknown) report(p, `'${textOf(p)}' has no meaning here`);
  const before = p.pos;
  skipUntil(p, (q) => CLAUSES.has(q.word));
  return p.pos > before;
}

/** `{{ where_clause }}` between clauses stands for text that nobody can see. */
export function skipTemplate(p: Cursor): boolean {
  if (p.kind !== TokenKind.Template) return false;
  advance(p);
  return true;
}

/** Whether a clause of this query still comes at this level of brackets, so that skipping leads somewhere. */
const clauseFollows = (p: Cursor): boolean => findAtLevel(p, 0, 60, (word) => CLAUSES.has(word)) >= 0;

/** INTO [TEMPORARY | UNLOGGED] [TABLE] name | INTO variable, … */
function parseInto(p: Cursor): SelectInto {
  const start = startOf(p);
  advance(p);
  if (at(p, 'OUTFILE') || atWord(p, 'DUMPFILE')) {
    skipUntil(p, (q) => CLAUSES.has(q.word));
    return { kind: 'select-into', temporary: false, variables: [], start: startFrom(p, start), end: endOf(p) };
  }
  const strict = eat(p, 'STRICT');
  const temporary = eat(p, 'TEMPORARY') || eat(p, 'TEMP');
  eat(p, 'UNLOGGED');
  eat(p, 'TABLE');
  if (strict || p.kind === TokenKind.Parameter || !p.grammar.selectIntoTable) {
    const variables: Expression[] = [];
    do variables.push(parseExpression(p));
    while (eat(p, ','));
    return { kind: 'select-into', temporary, variables, start: startFrom(p, start), end: endOf(p) };
  }
  const target = parseDatasetName(p);
  const variables: Expression[] = [];
  while (eat(p, ',')) variables.push(parseExpression(p));
  if (at(p, 'ON') && peekKind(p) !== TokenKind.Symbol) {
    advance(p);
    advance(p);
  }
  return {
    kind: 'select-into',
    ...(variables.length === 0 && { target }),
    temporary,
    variables,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** GROUP BY [ALL | DISTINCT] element, … [WITH ROLLUP | CUBE | TOTALS] */
export function parseGroupBy(p: Cursor, elements: Expression[]): void {
  const start = startOf(p);
  if (at(p, 'ALL') && p.grammar.groupByAll && peek(p) !== '(' && peek(p) !== ',' && !atExpressionAfterAll(p)) {
    advance(p);
    elements.push({ kind: 'grouping', type: 'all', elements: [], start: startFrom(p, start), end: endOf(p) });
  } else {
    if (!eat(p, 'DISTINCT') && at(p, 'ALL') && peek(p) !== ',') advance(p);
    do {
      if (elements.length > 0 && p.trailingCommas && endsGroups(p)) break;
      elements.push(parseGroupingElement(p));
    } while (
      eat(p, ',') ||
      (p.grammar.groupingAfterGroup && (at(p, 'GROUPING') || at(p, 'CUBE') || at(p, 'ROLLUP')) && !atPair(p, 'GROUPING', ','))
    );
  }
  while (at(p, 'WITH') && (peek(p) === 'ROLLUP' || peek(p) === 'CUBE' || peek(p) === 'TOTALS')) {
    advance(p);
    advance(p);
  }
}

const endsGroups = (p: Cursor): boolean => endsItems(p) || at(p, 'HAVING') || at(p, 'QUALIFY') || at(p, 'WINDOW');
const atExpressionAfterAll = (p: Cursor): boolean =>
  peekKind(p) === TokenKind.Number || peekKind(p) === TokenKind.Quoted || (peekKind(p) === TokenKind.Word && peek(p) === '');

/** element := ROLLUP (…) | CUBE (…) | GROUPING SETS (…) | () | expression */
function parseGroupingElement(p: Cursor): Expression {
  const start = startOf(p);
  const type = at(p, 'ROLLUP') ? 'rollup' : at(p, 'CUBE') ? 'cube' : atPair(p, 'GROUPING', 'SETS') ? 'grouping-sets' : undefined;
  if (type !== undefined && (peek(p) === '(' || type === 'grouping-sets')) {
    advance(p);
    if (type === 'grouping-sets') advance(p);
    const elements: Expression[] = [];
    if (expect(p, '(')) {
      while (!at(p, ')')) {
        elements.push(parseGroupingElement(p));
        if (!eat(p, ',')) break;
      }
      expect(p, ')');
    }
    return { kind: 'grouping', type, elements, start: startFrom(p, start), end: endOf(p) };
  }
  if (at(p, '(') && peek(p) === ')') {
    advance(p);
    advance(p);
    return { kind: 'tuple', elements: [], start: startFrom(p, start), end: endOf(p) };
  }
  const expression = parseExpression(p);
  if (at(p, 'AS') && p.grammar.aliasedExpressions) {
    advance(p);
    parseLabel(p);
  }
  if (at(p, 'ASC') || at(p, 'DESC')) advance(p);
  return expression;
}

/** WINDOW name AS (…) { ',' … } */
export function parseNamedWindows(p: Cursor, windows: NamedWindow[]): void {
  advance(p);
  do {
    const start = startOf(p);
    const name = parseIdentifier(p, 'a window name');
    expect(p, 'AS');
    if (at(p, '(')) windows.push({ kind: 'named-window', name, window: parseWindow(p), start: startFrom(p, start), end: endOf(p) });
    else {
      const base = parseIdentifier(p, 'a window');
      windows.push({
        kind: 'named-window',
        name,
        window: { kind: 'window', base, partitionBy: [], orderBy: [], frame: [], start: startFrom(p, start), end: endOf(p) },
        start: startFrom(p, start),
        end: endOf(p),
      });
    }
  } while (eat(p, ','));
}
