/** SELECT and its items, and what is done where they are broken. Its clauses are in clauses.ts. */
import type { Terminal } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type { Expression, Identifier, Select, SelectItem, Star } from '../tree.js';
import { clauseFollows, parseClauses, parseInto } from './clauses.js';
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
import { parseRelations } from './from.js';
import { atAlias, atName, opensClause, parseIdentifier, parseLabel, parseNameList, takeIdentifier } from './name.js';
import { atInvalid, parseInvalid } from './narrowing.js';
import { takeParameter } from './primary.js';
import { closingParenthesis } from './query.js';
import { parseDeclaredColumns } from './relation.js';
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
  if (p.word === 'INTO' && p.grammar.intoFirst) select.into = parseInto(p); // PL/pgSQL: SELECT INTO v a FROM t
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
  if (p.grammar.transform && (at(p, 'MAP') || at(p, 'REDUCE'))) readMapReduce(p, select);
  else if (eat(p, 'SELECT')) parseSelectList(p, select);
  else {
    const implied = { start: select.start, end: endOf(p) };
    select.items.push({ kind: 'select-item', expression: { ...emptyStar(p), ...implied }, ...implied });
  }
  parseClauses(p, select);
  if (at(p, 'SELECT')) {
    // FROM t WHERE … SELECT …
    advance(p);
    select.items = [];
    parseSelectList(p, select);
    parseClauses(p, select);
  }
  select.end = endOf(p);
  return select;
}

/** [ALL | DISTINCT [ON (…)]] [TOP …] items | TRANSFORM … */
function parseSelectList(p: Cursor, select: OpenSelect): void {
  parseSelectModifiers(p, select);
  if (atTransformScript(p)) parseTransform(p, select);
  else parseSelectItems(p, select.items);
}

export const emptyStar = (p: Cursor): Star => ({
  kind: 'star',
  qualifier: [],
  except: [],
  replace: [],
  rename: [],
  ...spanFrom(p, endOf(p)),
});

const ITEM_ENDS: ReadonlySet<Terminal> = new Set<Terminal>([
  ';',
  ')',
  'FROM',
  'WHERE',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'GROUP',
  'HAVING',
  'WINDOW',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'FETCH',
  'FOR',
]);
export const endsItems = (p: Cursor): boolean => p.kind === TokenKind.End || ITEM_ENDS.has(p.word);

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
    else if (atWord(p, 'NORMALIZE') && p.grammar.selectNormalize) skipNormalize(p);
    else if (at(p, 'TOP') && p.grammar.top && (peekKind(p) === TokenKind.Number || peek(p) === '(' || peekKind(p) === TokenKind.Parameter))
      parseTop(p);
    else if ((at(p, 'SKIP') || at(p, 'FIRST') || at(p, 'LIMIT')) && p.grammar.top && peekKind(p) === TokenKind.Number) {
      advance(p);
      advance(p);
    } else if (at(p, 'AS') && (peek(p) === 'STRUCT' || peek(p) === 'VALUE')) {
      advance(p);
      select.as = p.word === 'STRUCT' ? 'struct' : 'value';
      advance(p);
    } else if (at(p, 'WITH') && peek(p) === '(' && p.grammar.selectHints) {
      advance(p); // SingleStore: SELECT WITH (leaf_pushdown = true) a
      skipBalanced(p);
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
    if (items.length > 0 && p.trailingCommas && endsItems(p) && !isItem(p)) return;
    const before = p.pos;
    items.push(parseSelectItem(p));
    if (eat(p, ',')) continue;
    if (!recoverInItems(p, before)) return;
  }
}

/** A column called `order` behind a comma, not the clause behind a comma too many. */
export const isItem = (p: Cursor): boolean => p.kind === TokenKind.Word && (peek(p) === ',' || peek(p) === 'FROM' || peek(p) === 'AS');

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
  while (atStrayCloser(p, itemsGoOn)) {
    report(p, "this ')' closes nothing");
    advance(p);
    if (eat(p, 'AS')) parseLabel(p, 'an alias');
    if (eat(p, ',')) return true;
  }
  if (p.kind === TokenKind.End) return false;
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
export function fromIsMissing(p: Cursor): boolean {
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
    const operator = p.word.slice(0, -1); // of `@x += a`
    advance(p);
    const added = parseExpression(p);
    const value: Expression =
      operator === ''
        ? added
        : { kind: 'operation', operators: [operator], operands: [variable, added], start: variable.start, end: added.end };
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
  if (atWord(p, 'EMITS') && peek(p) === '(') {
    advance(p); // Exasol: the columns of a script's rows
    return { kind: 'select-item', expression, aliases: parseDeclaredColumns(p), start: startFrom(p, start), end: endOf(p) };
  }
  if (eat(p, 'AS')) {
    if (at(p, '(')) return { kind: 'select-item', expression, aliases: parseNameList(p), start: startFrom(p, start), end: endOf(p) };
    if (p.word === 'FROM' || p.kind === TokenKind.End || p.word === ',' || p.word === ')') {
      fail(p, ['an alias']);
      return { kind: 'select-item', expression, start: startFrom(p, start), end: endOf(p) };
    }
    const alias = parseLabel(p, 'an alias');
    return { kind: 'select-item', expression, alias, start: startFrom(p, start), end: endOf(p) };
  }
  if ((atAlias(p, p.words.notItemAlias) && !opensClause(p)) || (p.kind === TokenKind.String && p.grammar.stringAliases)) {
    const alias = takeIdentifier(p);
    return { kind: 'select-item', expression, alias, start: startFrom(p, start), end: endOf(p) };
  }
  if (p.word === '(' && p.grammar.bareAliasLists)
    return { kind: 'select-item', expression, aliases: parseNameList(p), start: startFrom(p, start), end: endOf(p) };
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

/** (MAP | REDUCE) items USING 'script' [AS columns] [FROM …] (Hive): TRANSFORM under its older names */
export function parseMapReduce(p: Cursor): Select {
  const select = openSelect(startOf(p));
  readMapReduce(p, select);
  parseClauses(p, select);
  select.end = endOf(p);
  return select;
}

function readMapReduce(p: Cursor, select: OpenSelect): void {
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
