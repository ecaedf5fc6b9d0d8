/**
 * Queries.
 *
 *   query  := [WITH …] body { ORDER BY … | LIMIT … | OFFSET … | FETCH … | … } { '|>' … }
 *   body   := term { (UNION | EXCEPT | INTERSECT) [ALL | DISTINCT] [BY NAME] term }
 *   term   := SELECT … | FROM … | '(' query ')' | VALUES … | TABLE name
 */
import type { Terminal } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type {
  Cte,
  Expression,
  Identifier,
  NamedWindow,
  Query,
  QueryBody,
  Select,
  SelectInto,
  SelectItem,
  SetOperator,
  SortItem,
  Star,
  Values,
  With,
} from '../tree.js';
import { parseSortItems, parseWindow } from './call.js';
import {
  advance,
  at,
  atKind,
  atPair,
  atStrayCloser,
  atWord,
  type Cursor,
  eat,
  eatPair,
  endOf,
  expect,
  fail,
  missing,
  nested,
  onNewLine,
  peek,
  peekKind,
  peekWordIs,
  report,
  skipBalanced,
  skipDoubled,
  skipUntil,
  spanFrom,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseBinary, parseExpression, parseExpressionList, parseStar, takeParameter } from './expression.js';
import { parseDeclaredColumns, parseJoins, parseLateralViews, parseRelations, parseTableAlias } from './from.js';
import { atAlias, atName, parseDatasetName, parseIdentifier, parseLabel, parseNameList, takeIdentifier } from './name.js';
import { parsePipe } from './pipe.js';
import { parsePivotStatement } from './pivot.js';
import { parseRoutine } from './procedural.js';
import { parseStatement } from './script.js';
import { Precedence } from './words.js';

// ── Where a query begins ─────────────────────────────────────────────────────────────────────────────────────────────

/** Whether the current token begins a query that is not in parentheses. */
export const startsQuery = (p: Cursor): boolean => startsQueryAt(p, 0);

function startsQueryAt(p: Cursor, ahead: number): boolean {
  const word = ahead === 0 ? p.word : peek(p, ahead);
  switch (word) {
    case 'SELECT':
      return true;
    case 'WITH':
      return withOpensQuery(p, ahead);
    case 'VALUES':
      return (
        peek(p, ahead + 1) === '(' || peek(p, ahead + 1) === 'ROW' || (p.grammar.bareValues && peekKind(p, ahead + 1) !== TokenKind.Symbol)
      );
    case 'TABLE':
      return p.grammar.tableQuery && (peekKind(p, ahead + 1) === TokenKind.Word || peekKind(p, ahead + 1) === TokenKind.Quoted);
    case 'FROM':
      return p.grammar.fromFirst && peekKind(p, ahead + 1) !== TokenKind.End;
    case 'PIVOT':
    case 'UNPIVOT':
      return p.grammar.pivotStatement && peek(p, ahead + 1) !== '(';
    case 'DESCRIBE':
    case 'SHOW':
    case 'SUMMARIZE':
      return p.grammar.describeQuery && ahead > 0;
    default:
      return false;
  }
}

/** `WITH a AS`, `WITH a (b) AS`, `WITH RECURSIVE`: not the WITH of an option (`WITH (x = 1)`, `WITH CHECK OPTION`). */
function withOpensQuery(p: Cursor, ahead: number): boolean {
  let i = ahead + 1;
  if (peek(p, i) === 'RECURSIVE' || peekWordIs(p, i, 'MUTUALLY') || (peek(p, i) === 'FUNCTION' && peekKind(p, i + 1) === TokenKind.Word))
    return true;
  const kind = peekKind(p, i);
  if (kind === TokenKind.Word || kind === TokenKind.Quoted || kind === TokenKind.Template || kind === TokenKind.String) {
    if (peek(p, i + 1) === 'AS')
      return (
        p.grammar.withExpressions ||
        ['(', 'MATERIALIZED', 'NOT', 'PROCEDURE'].includes(peek(p, i + 2)) ||
        peekKind(p, i + 2) === TokenKind.Template
      );
    if (peek(p, i + 1) !== '(') return p.grammar.withExpressions;
    if (peek(p, i + 3) === '=') return false; // WITH TAG (a = 'x') AS …
    i = closingParenthesis(p, i + 1);
    return peek(p, i + 1) === 'AS' || peek(p, i + 1) === 'USING' || peek(p, i + 1) === '(';
  }
  return p.grammar.withExpressions && (kind === TokenKind.Number || peek(p, i) === '(') && !(peek(p, i) === '(' && peek(p, i + 2) === '=');
}

/** Distance to the parenthesis that closes the one `ahead`. */
export function closingParenthesis(p: Cursor, ahead: number): number {
  let open = 0;
  let i = ahead;
  do {
    if (peek(p, i) === '(') open++;
    else if (peek(p, i) === ')') open--;
    i++;
  } while (open > 0 && peekKind(p, i) !== TokenKind.End);
  return i - 1;
}

/** Whether a query begins here, or right behind an opening parenthesis here. */
export const atQuery = (p: Cursor): boolean => startsQuery(p) || (p.word === '(' && startsQueryAt(p, 1));

/** '(' query ')' */
export function parseParenthesizedQuery(p: Cursor): Query {
  expect(p, '(');
  const query = parseQuery(p);
  expect(p, ')');
  return query;
}

// ── Query ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export function parseQuery(p: Cursor): Query {
  return nested(p, parseQueryHere, skipQuery);
}

function skipQuery(p: Cursor): Query {
  const start = startOf(p);
  skipUntil(p, () => false);
  return {
    kind: 'query',
    body: { kind: 'missing', start: startFrom(p, start), end: endOf(p) },
    orderBy: [],
    limit: [],
    pipe: [],
    start: startFrom(p, start),
    end: endOf(p),
  };
}

function parseQueryHere(p: Cursor): Query {
  const start = startOf(p);
  const clause = at(p, 'WITH') ? parseWith(p) : undefined;
  return parseQueryAfterWith(p, start, clause);
}

/** The rest of a query whose WITH was read (by a statement that could have been an INSERT). */
export function parseQueryAfterWith(p: Cursor, start: number, clause: With | undefined): Query {
  return parseQueryRest(p, start, clause, parseTerm(p));
}

/** The rest of a query whose first term was read: set operators and what follows them. */
export function parseQueryRest(p: Cursor, start: number, clause: With | undefined, first: QueryBody): Query {
  let body = parseSetOperations(p, first, start, false);
  if (body.kind === 'query' && at(p, 'AS') && peek(p, 2) === '|>') {
    advance(p); // (query) AS name |> …
    advance(p);
  }
  let tail = parseTail(p);
  while (p.grammar.orderedBranches && atSetOperator(p)) {
    const ordered: Query = {
      kind: 'query',
      body,
      orderBy: tail.orderBy,
      limit: tail.limit,
      pipe: [],
      start: startFrom(p, start),
      end: endOf(p),
    };
    body = parseSetOperations(p, ordered, start, false);
    tail = parseTail(p);
  }
  const pipe = p.word === '|>' ? parsePipe(p) : [];
  return {
    kind: 'query',
    ...(clause && { with: clause }),
    body,
    orderBy: tail.orderBy,
    limit: tail.limit,
    pipe,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

// ── WITH ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** WITH [RECURSIVE] cte { ',' cte } */
export function parseWith(p: Cursor): With {
  const start = startOf(p);
  advance(p);
  if (atWord(p, 'MUTUALLY')) advance(p);
  skipInlineFunctions(p);
  const recursive = at(p, 'RECURSIVE') && peek(p) !== 'AS' && peek(p) !== '(' ? eat(p, 'RECURSIVE') : false;
  const ctes: Cte[] = [];
  do {
    if (ctes.length > 0 && !p.grammar.withExpressions && (startsQuery(p) || at(p, '('))) break; // a comma too many
    ctes.push(parseCte(p));
  } while (eat(p, ','));
  return { kind: 'with', recursive, ctes, start: startFrom(p, start), end: endOf(p) };
}

/** cte := name [ '(' name, … ')' ] AS [ [NOT] MATERIALIZED ] '(' query | statement ')' | expression AS name (ClickHouse) */
function parseCte(p: Cursor): Cte {
  const start = startOf(p);
  if (p.grammar.withExpressions && !(atName(p) && (peek(p) === 'AS' || peek(p) === '('))) return parseExpressionCte(p, start);
  if (p.grammar.withExpressions && peek(p) === '(' && !isColumnList(p)) return parseExpressionCte(p, start);
  if (p.grammar.withExpressions && peek(p) === 'AS' && peek(p, 2) !== '(' && peek(p, 2) !== 'MATERIALIZED' && peek(p, 2) !== 'NOT')
    return parseExpressionCte(p, start);
  const name = p.kind === TokenKind.String ? takeIdentifier(p) : parseIdentifier(p, 'the name of a common table expression');
  const columns = at(p, '(') && !atQuery(p) ? parseDeclaredColumns(p) : [];
  if (eatPair(p, 'USING', 'KEY')) skipBalanced(p);
  if (!eat(p, 'AS') && !at(p, '(')) fail(p, ['AS']);
  skipDoubled(p);
  if (at(p, 'NOT') && peek(p) === 'MATERIALIZED') advance(p);
  eat(p, 'MATERIALIZED');
  const body = parseCteBody(p);
  const addedColumns = parseSearchAndCycle(p);
  return { kind: 'cte', name, columns, body, addedColumns, start: startFrom(p, start), end: endOf(p) };
}

/** WITH FUNCTION f (…) RETURNS … (Trino, Oracle): skipped up to the query or the first common table expression. */
function skipInlineFunctions(p: Cursor): void {
  if (!((at(p, 'FUNCTION') || at(p, 'PROCEDURE')) && peekKind(p) === TokenKind.Word && peek(p) !== 'AS')) return;
  while (p.kind !== TokenKind.End && !at(p, 'SELECT') && !(atName(p) && peek(p) === 'AS' && peek(p, 2) === '(')) {
    if (at(p, ';')) advance(p);
    else skipBalanced(p);
  }
}

/** `(a, b) AS`: only names in the parentheses, and AS behind them. */
function isColumnList(p: Cursor): boolean {
  let i = 2;
  while (peekKind(p, i) === TokenKind.Word || peekKind(p, i) === TokenKind.Quoted || peek(p, i) === ',') i++;
  return peek(p, i) === ')' && peek(p, i + 1) === 'AS' && peek(p, i + 2) === '(';
}

function parseCteBody(p: Cursor): Cte['body'] {
  if (!at(p, '(')) {
    if (at(p, 'PROCEDURE') && p.grammar.declareSections) return parseRoutine(p, startOf(p)); // Snowflake: WITH p AS PROCEDURE … CALL p()
    if (atName(p) && p.kind === TokenKind.Template) return parseQuery(p);
    fail(p, ["'('"]);
    if (!startsQuery(p)) return { kind: 'query', body: missing(p, "'('"), orderBy: [], limit: [], pipe: [], ...spanFrom(p, endOf(p)) };
    const unopened = parseQuery(p);
    eat(p, ')');
    return unopened;
  }
  advance(p);
  const isStatement = at(p, 'INSERT') || at(p, 'UPDATE') || at(p, 'DELETE') || at(p, 'MERGE');
  const body = isStatement ? parseStatement(p) : parseQuery(p);
  expect(p, ')');
  return body;
}

/** WITH expression AS name (ClickHouse) */
function parseExpressionCte(p: Cursor, start: number): Cte {
  const body = parseExpression(p);
  expect(p, 'AS');
  const name = parseLabel(p);
  return { kind: 'cte', name, columns: [], body, addedColumns: [], start: startFrom(p, start), end: endOf(p) };
}

/** SEARCH (BREADTH | DEPTH) FIRST BY … SET name; CYCLE … SET name [TO x DEFAULT y] [USING name] */
function parseSearchAndCycle(p: Cursor): Identifier[] {
  const added: Identifier[] = [];
  for (;;) {
    if (at(p, 'SEARCH')) {
      skipUntil(p, (q) => at(q, 'SET'));
      if (eat(p, 'SET')) added.push(parseIdentifier(p));
    } else if (at(p, 'CYCLE')) {
      skipUntil(p, (q) => at(q, 'SET'));
      if (eat(p, 'SET')) added.push(parseIdentifier(p));
      if (eat(p, 'TO')) {
        parseExpression(p);
        expect(p, 'DEFAULT');
        parseExpression(p);
      }
      if (eat(p, 'USING')) added.push(parseIdentifier(p));
    } else return added;
  }
}

// ── Set operations ───────────────────────────────────────────────────────────────────────────────────────────────────

/** UNION | EXCEPT | MINUS | INTERSECT, or '' where the current word is none of them here. */
function setOperatorHere(p: Cursor): SetOperator['type'] | '' {
  switch (p.word) {
    case 'UNION':
      return 'union';
    case 'INTERSECT':
      return 'intersect';
    case 'EXCEPT':
      return 'except';
    case 'MINUS':
      return p.grammar.minus || atQueryAfter(p) ? 'except' : '';
    default:
      return atWord(p, 'SETMINUS') ? 'except' : '';
  }
}

const atQueryAfter = (p: Cursor): boolean => peek(p) === 'SELECT' || (peek(p) === 'ALL' && peek(p, 2) === 'SELECT');

export const atSetOperator = (p: Cursor): boolean =>
  setOperatorHere(p) !== '' ||
  ((at(p, 'OUTER') || at(p, 'FULL') || at(p, 'LEFT') || at(p, 'INNER')) &&
    p.grammar.corresponding &&
    (peek(p) === 'UNION' || peek(p, 2) === 'UNION'));

/** Left to right; INTERSECT binds tighter where the dialect says so. */
function parseSetOperations(p: Cursor, first: QueryBody, start: number, onlyIntersect: boolean): QueryBody {
  const operators: SetOperator[] = [];
  const branches: QueryBody[] = [first];
  while (atSetOperator(p) && (!onlyIntersect || setOperatorHere(p) === 'intersect')) {
    const operator = parseSetOperator(p);
    const from = startOf(p);
    let branch = parseTerm(p);
    if (operator.type === 'intersect' && p.grammar.intersectFirst && branches.length > 1) {
      // a UNION b INTERSECT c: the last branch so far takes the INTERSECT
      const left = branches.pop() as QueryBody;
      branch = { kind: 'set-operation', operators: [operator], branches: [left, branch], start: left.start, end: endOf(p) };
      branches.push(branch);
      continue;
    }
    if (
      operator.type !== 'intersect' &&
      p.grammar.intersectFirst &&
      operators.length > 0 &&
      operators.every((o) => o.type === 'intersect')
    ) {
      const left: QueryBody = { kind: 'set-operation', operators: [...operators], branches: [...branches], start, end: from };
      operators.length = 0;
      branches.length = 0;
      branches.push(left);
    }
    operators.push(operator);
    branches.push(branch);
  }
  return operators.length === 0
    ? (branches[0] as QueryBody)
    : { kind: 'set-operation', operators, branches, start: startFrom(p, start), end: endOf(p) };
}

/** [OUTER | FULL] (UNION | …) [ALL | DISTINCT] [BY NAME | CORRESPONDING [BY (…)]] */
export function parseSetOperator(p: Cursor): SetOperator {
  while (setOperatorHere(p) === '') advance(p);
  const type = setOperatorHere(p) as SetOperator['type'];
  advance(p);
  const all = eat(p, 'ALL');
  if (!all) eat(p, 'DISTINCT');
  let byName = false;
  if (at(p, 'BY') && peek(p) === 'NAME') {
    byName = true;
    advance(p);
    advance(p);
  }
  if (eat(p, 'STRICT')) eat(p, 'CORRESPONDING');
  if (eat(p, 'CORRESPONDING')) byName = true;
  if (byName && (at(p, 'BY') || at(p, 'ON')) && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  return { type, all, byName };
}

/** term := SELECT … | FROM … | '(' query ')' | VALUES … | TABLE name */
export function parseTerm(p: Cursor): QueryBody {
  const start = startOf(p);
  switch (p.word) {
    case 'SELECT':
      return parseSelect(p);
    case '(': {
      const query = nested(p, parseParenthesizedQuery, (q) => {
        skipBalanced(q);
        return {
          kind: 'query',
          body: { kind: 'missing', start: startFrom(q, start), end: endOf(q) },
          orderBy: [],
          limit: [],
          pipe: [],
          start: startFrom(q, start),
          end: endOf(q),
        } satisfies Query;
      });
      return query;
    }
    case 'VALUES':
      return parseAliasedValues(p);
    case 'TABLE':
      if (!startsQuery(p)) break;
      advance(p);
      if (at(p, 'ONLY')) advance(p);
      return { kind: 'table-query', name: parseDatasetName(p), start: startFrom(p, start), end: endOf(p) };
    case 'FROM':
      if (p.grammar.fromFirst) return parseFromFirst(p);
      break;
    case 'WITH':
      return parseQuery(p);
    case 'PIVOT':
    case 'UNPIVOT':
      if (p.grammar.pivotStatement) return parsePivotStatement(p);
      break;
    case 'DESCRIBE':
    case 'SHOW':
    case 'SUMMARIZE':
      if (!p.grammar.describeQuery) break;
      advance(p);
      skipUntil(p, () => false);
      return { kind: 'values', rows: [], start: startFrom(p, start), end: endOf(p) };
    default:
  }
  if (at(p, 'LOCKING') && p.grammar.postfixTypes) {
    skipUntil(p, (q) => at(q, 'SELECT'));
    return parseTerm(p);
  }
  if (p.kind === TokenKind.Template) {
    const text = textOf(p);
    advance(p);
    return { kind: 'template', text, start: startFrom(p, start), end: endOf(p) };
  }
  if (skipDoubled(p)) return parseTerm(p);
  if (selectIsMissing(p)) {
    fail(p, ['SELECT']);
    const select = openSelect(start);
    if (!at(p, 'FROM')) parseSelectItems(p, select.items);
    parseClauses(p, select);
    select.end = endOf(p);
    return select;
  }
  return missing(p, 'a query', p.word === 'FROM' ? 'the SELECT list is missing' : undefined);
}

/** Items or FROM where a query should begin, and FROM comes at this level: only the word SELECT is missing. */
function selectIsMissing(p: Cursor): boolean {
  if (p.word === 'FROM') return true;
  let open = 0;
  for (let i = 0; i < 400; i++) {
    const word = i === 0 ? p.word : peek(p, i);
    if (peekKind(p, i) === TokenKind.End || word === ';' || word === 'SELECT' || word === 'INTO' || word === 'VALUES') return false;
    if (word === '(') open++;
    else if (word === ')' && --open < 0) return false;
    else if (open === 0 && word === 'FROM') return i > 0;
  }
  return false;
}

/** VALUES … AS t (a, b) (Spark): the rows under the alias's names */
function parseAliasedValues(p: Cursor): QueryBody {
  const start = startOf(p);
  const values = parseValues(p);
  if (!p.grammar.bareValues || (!at(p, 'AS') && !atAlias(p, p.words.notTableAlias))) return values;
  const alias = parseTableAlias(p);
  if (alias === undefined) return values;
  const query: Query = { kind: 'query', body: values, orderBy: [], limit: [], pipe: [], start: values.start, end: values.end };
  const select = openSelect(start);
  select.items.push({ kind: 'select-item', expression: emptyStar(p), ...spanFrom(p, endOf(p)) });
  select.from.push({ kind: 'derived', lateral: false, query, alias, start: startFrom(p, start), end: endOf(p) });
  select.end = endOf(p);
  return select;
}

/** VALUES row { ',' row } where row := '(' expression, … ')' | ROW '(' … ')' | expression */
export function parseValues(p: Cursor): Values {
  const start = startOf(p);
  advance(p);
  const rows: Expression[][] = [];
  do {
    if (rows.length > 0 && p.trailingCommas && !at(p, '(')) break;
    if (at(p, 'ROW') && peek(p) === '(') advance(p);
    if (at(p, '(')) {
      const row = nested(p, parseExpression, (q) => missing(q, 'a row'));
      rows.push(row.kind === 'tuple' ? [...row.elements] : [row]);
    } else {
      if (!p.grammar.bareValues && !atKind(p, TokenKind.Parameter) && !atKind(p, TokenKind.Template)) expect(p, '(');
      rows.push([parseExpression(p)]);
    }
  } while (eat(p, ','));
  return { kind: 'values', rows, start: startFrom(p, start), end: endOf(p) };
}

// ── SELECT ───────────────────────────────────────────────────────────────────────────────────────────────────────────

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type OpenSelect = Writable<Select>;

const openSelect = (start: number): OpenSelect => ({
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
function parseSelect(p: Cursor): Select {
  const select = openSelect(startOf(p));
  advance(p);
  parseSelectModifiers(p, select);
  if (atTransformScript(p)) parseTransform(p, select);
  else if (!(p.grammar.emptySelect && !select.distinct && endsItems(p))) parseSelectItems(p, select.items);
  parseClauses(p, select);
  select.end = endOf(p);
  return select;
}

/** FROM relations [SELECT …] clauses */
function parseFromFirst(p: Cursor): Select {
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

const emptyStar = (p: Cursor): Star => ({ kind: 'star', qualifier: [], except: [], replace: [], rename: [], ...spanFrom(p, endOf(p)) });

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
    if (at(p, 'DISTINCT') || (at(p, 'UNIQUE') && peek(p) !== ',' && peek(p) !== '(' && p.grammar.selectUnique)) {
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
  let open = 0;
  for (let i = 1; i < 2000; i++) {
    const word = peek(p, i);
    if (peekKind(p, i) === TokenKind.End || word === ';') return false;
    if (word === '(') open++;
    else if (word === ')' && --open < 0) return i === 1;
    else if (open === 0 && word === 'FROM') return true;
    else if (open === 0 && word === 'SELECT') return false;
  }
  return false;
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
  return { kind: 'select-item', expression, start: startFrom(p, start), end: endOf(p) };
}

function parseAliasFirst(p: Cursor, start: number): SelectItem {
  const alias = takeIdentifier(p);
  advance(p);
  const expression = parseExpression(p);
  return { kind: 'select-item', expression, alias, start: startFrom(p, start), end: endOf(p) };
}

/** (MAP | REDUCE) items USING 'script' [AS columns] (Hive): TRANSFORM under its older names */
function parseMapReduce(p: Cursor, select: OpenSelect): void {
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

function parseClauses(p: Cursor, select: OpenSelect): void {
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
      default:
        if (!skipDialectClause(p) && !recoverInClauses(p, select)) return;
    }
  }
}

/** Clauses of one dialect each that choose among rows without naming new columns. */
function skipDialectClause(p: Cursor): boolean {
  const opens =
    (at(p, 'MODEL') && p.grammar.model) ||
    (atWord(p, 'EXPAND') && peek(p) === 'ON' && p.grammar.postfixTypes) ||
    (atWord(p, 'PREFERRING') &&
      (peekWordIs(p, 1, 'HIGH') || peekWordIs(p, 1, 'LOW') || peek(p) === '(' || peekKind(p) === TokenKind.Word)) ||
    (atWord(p, 'TIMESERIES') && peekKind(p) === TokenKind.Word) ||
    (atWord(p, 'LOG') && peekWordIs(p, 1, 'ERRORS')) ||
    (at(p, 'SAMPLE') && p.grammar.sample) ||
    (at(p, 'MATCH') && peek(p) === '(' && peekWordIs(p, 2, 'PARTITION'));
  if (!opens) return false;
  advance(p);
  skipUntil(p, (q) => CLAUSES.has(q.word) && !(q.word === 'ON') && !(q.word === 'ORDER' && p.grammar.model));
  return true;
}

function clauseTwice(p: Cursor, name: string): void {
  report(p, `${name} stands twice in this query`);
}

function clauseWithoutBy(p: Cursor): void {
  report(p, `expected BY after ${p.word}`, ['BY']);
}

const CLAUSES = new Set([
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
function skipTemplate(p: Cursor): boolean {
  if (p.kind !== TokenKind.Template) return false;
  advance(p);
  return true;
}

/** Whether a clause of this query still comes at this level of brackets, so that skipping leads somewhere. */
function clauseFollows(p: Cursor): boolean {
  let open = 0;
  for (let i = 0; i < 60; i++) {
    const word = i === 0 ? p.word : peek(p, i);
    if (peekKind(p, i) === TokenKind.End || word === ';') return false;
    if (word === '(') open++;
    else if (word === ')' && --open < 0) return false;
    else if (open === 0 && CLAUSES.has(word)) return true;
  }
  return false;
}

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
  if (at(p, 'ALL') && p.grammar.groupByAll && peek(p) !== '(' && !atExpressionAfterAll(p)) {
    advance(p);
    elements.push({ kind: 'grouping', type: 'all', elements: [], start: startFrom(p, start), end: endOf(p) });
  } else {
    if (!eat(p, 'DISTINCT') && at(p, 'ALL')) advance(p);
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

// ── What follows the body ────────────────────────────────────────────────────────────────────────────────────────────

interface Tail {
  orderBy: SortItem[];
  limit: Expression[];
}

/** { ORDER BY … | LIMIT … | OFFSET … | FETCH … | FOR … | … } */
function parseTail(p: Cursor): Tail {
  const tail: Tail = { orderBy: [], limit: [] };
  let limits = 0;
  let offsets = 0;
  for (;;) {
    switch (p.word) {
      case 'ORDER':
        if (peek(p) !== 'BY' && !peekWordIs(p, 1, 'SIBLINGS')) {
          clauseWithoutBy(p);
          return tail;
        }
        if (tail.orderBy.length > 0) return tail;
        advance(p);
        if (!at(p, 'BY')) advance(p);
        expect(p, 'BY');
        tail.orderBy.push(...parseSortItems(p));
        if (at(p, 'INTERPOLATE')) {
          advance(p);
          if (at(p, '(')) skipBalanced(p);
        }
        continue;
      case 'SORT':
      case 'CLUSTER':
      case 'DISTRIBUTE':
        if (peek(p) !== 'BY' || !p.grammar.sortBy) return tail;
        advance(p);
        advance(p);
        tail.orderBy.push(...parseSortItems(p));
        continue;
      case 'LIMIT':
        if (limits++ > 0 && !p.grammar.limitBy) return tail;
        parseLimit(p, tail);
        continue;
      case 'OFFSET':
        if (offsets++ > 0) return tail;
        advance(p);
        tail.limit.push(parseExpression(p));
        if (!eat(p, 'ROWS')) eat(p, 'ROW');
        continue;
      case 'FETCH':
        if (peek(p) !== 'FIRST' && peek(p) !== 'NEXT' && !(p.grammar.fetchBare && peekKind(p) === TokenKind.Number)) return tail;
        parseFetch(p, tail);
        continue;
      case 'WINDOW':
        if (peekKind(p) !== TokenKind.Word && peekKind(p) !== TokenKind.Quoted) return tail;
        parseNamedWindows(p, []);
        continue;
      default:
        if (!skipQueryOption(p)) return tail;
    }
  }
}

/** LIMIT n [, m] [OFFSET …] [PERCENT] [WITH TIES] [BY …] */
function parseLimit(p: Cursor, tail: Tail): void {
  advance(p);
  if (at(p, 'ALL') || at(p, 'NULL')) advance(p);
  else tail.limit.push(p.kind === TokenKind.Number && peek(p) === '%' ? parseUnaryOnly(p) : parseExpression(p));
  if (at(p, '%') || at(p, 'PERCENT')) advance(p);
  if (at(p, ',') && p.grammar.limitComma) {
    advance(p);
    tail.limit.push(parseExpression(p));
  }
  if (at(p, 'OFFSET')) {
    advance(p);
    tail.limit.push(parseExpression(p));
    if (!eat(p, 'ROWS')) eat(p, 'ROW');
  }
  if (at(p, 'OVER') && peek(p) === '(') {
    // Vertica: LIMIT 2 OVER (PARTITION BY …)
    advance(p);
    const window = parseWindow(p);
    tail.orderBy.push(...window.orderBy);
  }
  if (at(p, 'BY') && p.grammar.limitBy) {
    advance(p);
    tail.orderBy.push(...parseSortItems(p));
  }
  if (atPair(p, 'WITH', 'TIES')) {
    advance(p);
    advance(p);
  }
}

/** `LIMIT 10%`: the number alone */
const parseUnaryOnly = (p: Cursor): Expression => parseBinary(p, Precedence.unary);

/** FETCH (FIRST | NEXT) [n [PERCENT]] (ROW | ROWS) (ONLY | WITH TIES) */
function parseFetch(p: Cursor, tail: Tail): void {
  advance(p);
  if (!eat(p, 'FIRST')) eat(p, 'NEXT');
  if (!at(p, 'ROW') && !at(p, 'ROWS')) tail.limit.push(parseExpression(p));
  eat(p, 'PERCENT');
  if (!eat(p, 'ROWS') && !eat(p, 'ROW') && !p.grammar.fetchBare) fail(p, ['ROW', 'ROWS']);
  if (atPair(p, 'WITH', 'TIES')) {
    advance(p);
    advance(p);
  } else if (!eat(p, 'ONLY') && !p.grammar.fetchBare) fail(p, ['ONLY', 'WITH TIES']);
}

/** Locks, hints and output options: they say nothing about columns. False when there is none. */
function skipQueryOption(p: Cursor): boolean {
  switch (p.word) {
    case 'FOR':
      return skipForClause(p);
    case 'LOCK':
      if (peek(p) !== 'IN') return false;
      while (p.kind === TokenKind.Word) advance(p);
      return true;
    case 'USING':
      if (peek(p) !== 'SAMPLE' || !p.grammar.sample) return false;
      advance(p);
      advance(p);
      skipUntil(p, (q) => CLAUSES.has(q.word));
      return true;
    case 'OPTION':
      if (peek(p) !== '(') return false;
      advance(p);
      skipBalanced(p);
      return true;
    case 'SETTINGS':
    case 'FORMAT':
      if (!p.grammar.settings || (p.word === 'FORMAT' && peekKind(p) !== TokenKind.Word)) return false;
      if (p.word === 'FORMAT') {
        advance(p);
        advance(p);
      } else skipUntil(p, (q) => at(q, 'FORMAT') || at(q, 'UNION'));
      return true;
    case 'WITH':
      // DB2's isolation levels: WITH UR
      if (
        !p.grammar.isolationClause ||
        peekKind(p) !== TokenKind.Word ||
        !['UR', 'CS', 'RS', 'RR', 'NC'].includes(p.text.slice(p.tokens.starts[p.pos + 1], p.tokens.ends[p.pos + 1]).toUpperCase())
      )
        return false;
      advance(p);
      advance(p);
      if (at(p, 'USE')) while (p.kind === TokenKind.Word) advance(p); // USE AND KEEP SHARE LOCKS
      return true;
    case 'INTO':
      if (peek(p) !== 'OUTFILE' && !p.grammar.intoLast) return false;
      advance(p);
      skipUntil(p, (q) => at(q, 'FORMAT') || at(q, 'SETTINGS') || at(q, 'FOR') || at(q, 'LOCK'));
      return true;
    case 'EMIT':
      advance(p);
      skipUntil(p, () => false);
      return true;
    case 'PROCEDURE':
      if (!peekWordIs(p, 1, 'ANALYSE') && peek(p) !== 'ANALYSE') return false;
      advance(p);
      advance(p);
      if (at(p, '(')) skipBalanced(p);
      return true;
    default:
      if (p.kind === TokenKind.Template) return skipTemplate(p);
      return false;
  }
}

/** FOR (UPDATE | SHARE | NO KEY UPDATE | KEY SHARE) [OF …] [NOWAIT | SKIP LOCKED]; FOR (XML | JSON | BROWSE | READ ONLY | FETCH ONLY) … */
function skipForClause(p: Cursor): boolean {
  const next = peek(p);
  const isXml = next === 'XML' || next === 'JSON' || next === 'BROWSE' || next === 'SYSTEM_TIME';
  if (!isXml && next !== 'UPDATE' && next !== 'SHARE' && next !== 'NO' && next !== 'KEY' && next !== 'READ' && next !== 'FETCH')
    return false;
  advance(p);
  if (isXml) {
    do {
      skipUntil(
        p,
        (q) =>
          at(q, ',') ||
          at(q, 'UNION') ||
          at(q, 'OPTION') ||
          (p.grammar.semicolonless && p.pos > 0 && onNewLine(q) && (at(q, 'SELECT') || at(q, 'GO') || at(q, 'END'))),
      );
    } while (eat(p, ','));
    return true;
  }
  while (at(p, 'NO') || at(p, 'KEY') || at(p, 'UPDATE') || at(p, 'SHARE') || at(p, 'READ') || at(p, 'FETCH') || at(p, 'ONLY')) advance(p);
  if (eat(p, 'OF'))
    do parseDatasetName(p);
    while (eat(p, ','));
  if (at(p, 'NOWAIT')) advance(p);
  else if (at(p, 'SKIP')) {
    advance(p);
    advance(p);
  } else if (atWord(p, 'WAIT')) {
    advance(p);
    advance(p);
  }
  return true;
}
