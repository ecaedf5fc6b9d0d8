/**
 * Queries.
 *
 *   query  := [WITH …] body { ORDER BY … | LIMIT … | OFFSET … | FETCH … | … } { '|>' … }
 *   body   := term { (UNION | EXCEPT | INTERSECT) [ALL | DISTINCT] [BY NAME] term }
 *   term   := SELECT … | FROM … | '(' query ')' | VALUES … | TABLE name
 */
import { TokenKind } from '../tokens.js';
import type { DatasetName, Expression, Query, QueryBody, SetOperator, Values, With } from '../tree.js';
import { parseClauses } from './clauses.js';
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
  grow,
  missing,
  nested,
  peek,
  peekKind,
  peekWordIs,
  skipBalanced,
  skipDoubled,
  skipUntil,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseExpression } from './expression.js';
import { atAlias, parseInheritedName, parseNameList } from './name.js';
import { parsePipe } from './pipe.js';
import { parsePivotStatement } from './pivot.js';
import { prefixEnd, skipPrefix } from './prefix.js';
import { parseTail } from './query-tail.js';
import { emptyStar, openSelect, parseFromFirst, parseMapReduce, parseSelect, parseSelectItems } from './select.js';
import { parseTableAlias } from './table-suffix.js';
import { parseWith } from './with.js';

// ── Where a query begins ─────────────────────────────────────────────────────────────────────────────────────────────

/** Whether the current token begins a query that is not in parentheses. */
export const startsQuery = (p: Cursor): boolean => startsQueryAt(p, 0);

export function startsQueryAt(p: Cursor, ahead: number): boolean {
  const word = ahead === 0 ? p.word : peek(p, ahead);
  switch (word) {
    case 'SELECT':
      return true;
    case 'WITH':
      return withOpensQuery(p, ahead);
    case 'VALUES':
      return peek(p, ahead + 1) === '(' || peek(p, ahead + 1) === 'ROW' || (p.grammar.bareValues && bareRowFollows(p, ahead));
    case 'TABLE':
      return p.grammar.tableQuery && (peekKind(p, ahead + 1) === TokenKind.Word || peekKind(p, ahead + 1) === TokenKind.Quoted);
    case 'FROM':
      return p.grammar.fromFirst && peekKind(p, ahead + 1) !== TokenKind.End;
    case 'MAP':
    case 'REDUCE':
      return p.grammar.transform && startsMapReduce(p, ahead);
    case 'PIVOT':
    case 'UNPIVOT':
      return p.grammar.pivotStatement && (peek(p, ahead + 1) !== '(' || startsQueryAt(p, ahead + 2));
    case 'DESCRIBE':
    case 'SHOW':
    case 'SUMMARIZE':
      return p.grammar.describeQuery && ahead > 0;
    case 'AT':
    case 'LOCK':
    case 'LOCKING':
    case 'CURRENT':
    case 'SEQUENCED':
    case 'NONSEQUENCED':
    case 'VALIDTIME':
    case 'TRANSACTIONTIME':
      return prefixEnd(p, ahead, word) > 0;
    default:
      return false;
  }
}

/** `VALUES 1`, `VALUES -1`: not a column of that name. */
function bareRowFollows(p: Cursor, ahead: number): boolean {
  if (peekKind(p, ahead + 1) !== TokenKind.Symbol) return true;
  const sign = peek(p, ahead + 1);
  return sign === 'NOT' || sign === '~' || ((sign === '-' || sign === '+') && peekKind(p, ahead + 2) === TokenKind.Number);
}

/** `MAP a, b USING 'script'`: not a column or function of that name. */
function startsMapReduce(p: Cursor, ahead: number): boolean {
  const using = findAtLevel(p, ahead + 1, ahead + 400, (word) => word === 'USING' || word === 'FROM');
  return using > ahead + 1 && peek(p, using) === 'USING' && peekKind(p, using + 1) === TokenKind.String;
}

/** `WITH a AS`, `WITH a (b) AS`, `WITH RECURSIVE`: not the WITH of an option (`WITH (x = 1)`, `WITH CHECK OPTION`). */
function withOpensQuery(p: Cursor, ahead: number): boolean {
  let i = ahead + 1;
  if (
    peek(p, i) === 'RECURSIVE' ||
    peekWordIs(p, i, 'MUTUALLY') ||
    (peekWordIs(p, i, 'XMLNAMESPACES') && peek(p, i + 1) === '(') ||
    (peek(p, i) === 'FUNCTION' && peekKind(p, i + 1) === TokenKind.Word)
  )
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
    if (p.grammar.cteWithoutAs) {
      const body = afterOpen(p, i + 1);
      if (peek(p, body) === 'WITH' || startsQueryAt(p, body)) return true; // no column is called WITH
    }
    i = closingParenthesis(p, i + 1);
    return ['AS', 'USING', '('].includes(peek(p, i + 1)) || peekWordIs(p, i + 1, 'MAX') || p.grammar.withExpressions;
  }
  if (!p.grammar.withExpressions) return false;
  return kind === TokenKind.Number || peek(p, i) === '[' || (peek(p, i) === '(' && peek(p, i + 2) !== '=');
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

/** Distance to what stands behind the opening parentheses `ahead`. */
function afterOpen(p: Cursor, ahead: number): number {
  let i = ahead;
  while (peek(p, i) === '(') i++;
  return i;
}

/** `((SELECT …) UNION …)`: a query, where it is no list of values that begins with one. */
export function atNestedQuery(p: Cursor): boolean {
  const open = afterOpen(p, 0);
  return open > 1 && startsQueryAt(p, open) && peek(p, closingParenthesis(p, 1) + 1) !== ',';
}

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

export function skipQuery(p: Cursor): Query {
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
    const whole = parseSetOperations(p, ordered, start, false);
    if (grow(p)) body = whole;
    tail = parseTail(p);
  }
  const pipe = p.word === '|>' ? parsePipe(p) : [];
  const { orderBy, limit } = tail;
  const from = startFrom(p, start);
  const end = endOf(p);
  if (tail.document || tail.into) {
    const { document, into } = tail;
    return {
      kind: 'query',
      ...(clause && { with: clause }),
      body,
      orderBy,
      limit,
      ...(document && { document }),
      ...(into && { into }),
      pipe,
      start: from,
      end,
    };
  }
  if (clause === undefined) return { kind: 'query', body, orderBy, limit, pipe, start: from, end };
  return { kind: 'query', with: clause, body, orderBy, limit, pipe, start: from, end };
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
  let tight: { kind: 'set-operation'; operators: SetOperator[]; branches: QueryBody[]; start: number; end: number } | undefined;
  while (atSetOperator(p) && (!onlyIntersect || setOperatorHere(p) === 'intersect')) {
    const operator = parseSetOperator(p);
    const from = startOf(p);
    const branch = parseTerm(p);
    if (operator.type === 'intersect' && p.grammar.intersectFirst && operators.length > 0 && operators[0]?.type !== 'intersect') {
      // a UNION b INTERSECT c INTERSECT d: the last branch so far takes them
      if (tight === undefined) {
        const left = branches.pop() as QueryBody;
        tight = { kind: 'set-operation', operators: [], branches: [left], start: left.start, end: left.end };
        branches.push(tight);
      }
      tight.operators.push(operator);
      tight.branches.push(branch);
      tight.end = endOf(p);
      continue;
    }
    tight = undefined;
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
  let only: SetOperator['only'] = at(p, 'INNER') ? 'common' : at(p, 'LEFT') ? 'first' : undefined;
  const outer = setOperatorHere(p) === '' && only === undefined;
  while (setOperatorHere(p) === '') advance(p);
  const type = setOperatorHere(p) as SetOperator['type'];
  advance(p);
  const all = eat(p, 'ALL');
  if (!all && !eat(p, 'DISTINCT')) eat(p, 'DISTINCTROW');
  let byName = false;
  if (at(p, 'BY') && peek(p) === 'NAME') {
    byName = true;
    advance(p);
    advance(p);
  }
  const strict = eat(p, 'STRICT');
  if (eat(p, 'CORRESPONDING')) {
    byName = true;
    if (!strict && !outer) only ??= 'common';
  }
  if (byName && (at(p, 'BY') || at(p, 'ON')) && peek(p) === '(') {
    advance(p);
    only = parseNameList(p);
  }
  return { type, all, byName, ...(only && { only }) };
}

/** All rows of one table. */
export function tableQuery(p: Cursor, name: DatasetName, start = name.start): Query {
  const span = { start: startFrom(p, start), end: endOf(p) };
  return { kind: 'query', body: { kind: 'table-query', name, ...span }, orderBy: [], limit: [], pipe: [], ...span };
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
      return { kind: 'table-query', name: parseInheritedName(p), start: startFrom(p, start), end: endOf(p) };
    case 'FROM':
      if (p.grammar.fromFirst) return parseFromFirst(p);
      break;
    case 'WITH':
      return parseQuery(p);
    case 'MAP':
    case 'REDUCE':
      if (startsQuery(p)) return parseMapReduce(p);
      break;
    case 'PIVOT':
    case 'UNPIVOT':
      if (p.grammar.pivotStatement) return parsePivotStatement(p);
      break;
    case 'DESCRIBE':
    case 'SHOW':
    case 'SUMMARIZE':
      if (!p.grammar.describeQuery) break;
      return parseDescription(p);
    default:
  }
  if (skipPrefix(p)) return nested(p, parseTerm, skipQuery);
  if (p.kind === TokenKind.Template) {
    const text = textOf(p);
    advance(p);
    return { kind: 'template', text, start: startFrom(p, start), end: endOf(p) };
  }
  if (skipDoubled(p)) return nested(p, parseTerm, skipQuery);
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

/** What DESCRIBE, SHOW and SUMMARIZE tell (DuckDB): of no table's columns. */
function parseDescription(p: Cursor): QueryBody {
  const start = startOf(p);
  const names = at(p, 'SUMMARIZE') ? SUMMARY : at(p, 'SHOW') && peekWordIs(p, 1, 'TABLES') ? ['name'] : DESCRIPTION;
  advance(p);
  skipUntil(p, () => false);
  const span = { start: startFrom(p, start), end: endOf(p) };
  const items = names.map((name) => ({
    kind: 'select-item' as const,
    expression: { kind: 'keyword' as const, text: 'null', ...span },
    alias: { kind: 'identifier' as const, name, quoted: true, ...span },
    ...span,
  }));
  return { ...openSelect(start), items, ...span };
}

const DESCRIPTION = ['column_name', 'column_type', 'null', 'key', 'default', 'extra'];
const SUMMARY = 'column_name column_type min max approx_unique avg std q25 q50 q75 count null_percentage'.split(' ');

/** Items or FROM where a query should begin, and FROM comes at this level: only the word SELECT is missing. */
function selectIsMissing(p: Cursor): boolean {
  if (p.word === 'FROM') return true;
  const next = findAtLevel(p, 0, 400, (word) => word === 'FROM' || word === 'SELECT' || word === 'INTO' || word === 'VALUES');
  return next > 0 && peek(p, next) === 'FROM';
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
  const { start: from, end: to } = alias;
  select.items.push({ kind: 'select-item', expression: { ...emptyStar(p), start: from, end: to }, start: from, end: to });
  select.from.push({ kind: 'derived', lateral: false, query, alias, start: startFrom(p, start), end: endOf(p) });
  select.end = endOf(p);
  return select;
}

/** VALUES row { ',' row }, in ClickHouse's INSERT the comma may be missing, where row := '(' expression, … ')' | ROW '(' … ')' | expression */
export function parseValues(p: Cursor): Values {
  const start = startOf(p);
  advance(p);
  const rows: Expression[][] = [];
  do {
    if (rows.length > 0 && p.trailingCommas && !at(p, '(') && !at(p, 'ROW')) break;
    if (at(p, 'ROW') && peek(p) === '(') advance(p);
    if (at(p, '(') && peek(p) === ')' && p.grammar.emptyRows) {
      advance(p); // MySQL: VALUES ()
      advance(p);
      rows.push([]);
    } else if (at(p, '(')) {
      const row = nested(p, parseExpression, (q) => missing(q, 'a row'));
      rows.push(row.kind === 'tuple' ? [...row.elements] : [row]);
    } else {
      if (!p.grammar.bareValues && !atKind(p, TokenKind.Parameter) && !atKind(p, TokenKind.Template)) expect(p, '(');
      rows.push([parseExpression(p)]);
    }
  } while (eat(p, ',') || (at(p, '(') && p.grammar.spacedRows));
  return { kind: 'values', rows, start: startFrom(p, start), end: endOf(p) };
}
