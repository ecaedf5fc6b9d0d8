/**
 * Pipe syntax (BigQuery, Spark, Databricks):  query { '|>' operator }
 */
import { TokenKind } from '../tokens.js';
import type { Identifier, PipeOperator, Query, Relation, SelectItem, StarRename } from '../tree.js';
import { advance, at, type Cursor, eat, endOf, expect, fail, peek, skipUntil, startFrom, startOf } from './cursor.js';
import { parseExpression, parseExpressionList } from './expression.js';
import { JOIN_WORDS, parseJoins } from './from.js';
import { parseIdentifier, parseLabel } from './name.js';
import { parsePivotSuffix } from './pivot.js';
import { atSetOperator, parseQueryAfterWith, parseSetOperator, parseTerm } from './query.js';
import { atTail, parseTail } from './query-tail.js';
import { parseSelectItem, parseSelectItems } from './select.js';
import { parseSortItems } from './window.js';

export function parsePipe(p: Cursor): PipeOperator[] {
  const operators: PipeOperator[] = [];
  for (;;) {
    if (eat(p, '|>')) operators.push(parseOperator(p));
    else if (p.grammar.pipeTail && atSetOperator(p)) operators.push(parseSetOperatorOperator(p, startOf(p)));
    else break;
  }
  if (p.grammar.pipeTail && atTail(p)) parsePipeTail(p, operators);
  return operators;
}

/** ORDER BY … LIMIT … behind the operators is one more of each. */
function parsePipeTail(p: Cursor, operators: PipeOperator[]): void {
  const start = startOf(p);
  const { orderBy, limit } = parseTail(p);
  const span = { start: startFrom(p, start), end: endOf(p) };
  if (orderBy.length > 0) operators.push({ kind: 'pipe', type: 'order', expressions: orderBy.map((item) => item.expression), ...span });
  if (limit.length > 0) operators.push({ kind: 'pipe', type: 'limit', expressions: limit, ...span });
}

const atPipeEnd = (p: Cursor): boolean => at(p, '|>');

function parseOperator(p: Cursor): PipeOperator {
  const start = startOf(p);
  switch (p.word) {
    case 'SELECT':
    case 'EXTEND':
    case 'SET':
    case 'AGGREGATE':
      return parseItemsOperator(p, start);
    case 'DISTINCT':
      advance(p);
      return { kind: 'pipe', type: 'distinct', items: [], groupBy: [], start: startFrom(p, start), end: endOf(p) };
    case 'WHERE':
      advance(p);
      return { kind: 'pipe', type: 'where', expressions: [parseExpression(p)], start: startFrom(p, start), end: endOf(p) };
    case 'ORDER':
    case 'SORT':
    case 'CLUSTER':
    case 'DISTRIBUTE':
      advance(p);
      expect(p, 'BY');
      return {
        kind: 'pipe',
        type: 'order',
        expressions: parseSortItems(p).map((item) => item.expression),
        start: startFrom(p, start),
        end: endOf(p),
      };
    case 'LIMIT':
    case 'OFFSET': {
      const expressions = [];
      while (eat(p, 'LIMIT') || eat(p, 'OFFSET')) expressions.push(parseExpression(p));
      return { kind: 'pipe', type: 'limit', expressions, start: startFrom(p, start), end: endOf(p) };
    }
    case 'ASSERT': {
      advance(p);
      const expressions = parseExpressionList(p);
      return { kind: 'pipe', type: 'limit', expressions, start: startFrom(p, start), end: endOf(p) };
    }
    case 'DROP': {
      advance(p);
      const columns: Identifier[] = [];
      do columns.push(parseIdentifier(p, 'a column name'));
      while (eat(p, ','));
      return { kind: 'pipe', type: 'drop', columns, start: startFrom(p, start), end: endOf(p) };
    }
    case 'RENAME':
      return parseRename(p, start);
    case 'AS':
      advance(p);
      return { kind: 'pipe', type: 'as', alias: parseIdentifier(p, 'an alias'), start: startFrom(p, start), end: endOf(p) };
    default:
  }
  if (atSetOperator(p)) return parseSetOperatorOperator(p, start);
  return parseRelationOperator(p, start);
}

/** SELECT items | EXTEND items | SET a = x, … | AGGREGATE items [GROUP [AND ORDER] BY items] */
function parseItemsOperator(p: Cursor, start: number): PipeOperator {
  const type = p.word.toLowerCase() as 'select' | 'extend' | 'set' | 'aggregate';
  advance(p);
  const distinct = type === 'select' && eat(p, 'DISTINCT');
  if (type === 'select' && at(p, 'ALL') && peek(p) !== ',' && peek(p) !== '(') advance(p);
  const items: SelectItem[] = [];
  const groupBy: SelectItem[] = [];
  if (type === 'set')
    do {
      const from = startOf(p);
      const alias = parseIdentifier(p, 'a column name');
      expect(p, '=');
      items.push({ kind: 'select-item', alias, expression: parseExpression(p), start: startFrom(p, from), end: endOf(p) });
    } while (eat(p, ','));
  else if (type !== 'aggregate') parseSelectItems(p, items);
  else if (!at(p, 'GROUP')) parseAggregateItems(p, items, false);
  if (type === 'aggregate' && eat(p, 'GROUP')) {
    const orders = eat(p, 'AND');
    if (orders) expect(p, 'ORDER');
    expect(p, 'BY');
    parseAggregateItems(p, groupBy, orders);
  }
  return {
    kind: 'pipe',
    type,
    items,
    groupBy,
    ...(distinct && { distinct }),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** items, each with an optional sort direction, by which it sorts as well */
function parseAggregateItems(p: Cursor, items: SelectItem[], sorted: boolean): void {
  do {
    if (items.length > 0 && p.trailingCommas && (at(p, 'GROUP') || at(p, '|>'))) return;
    const item = parseSelectItem(p);
    items.push(sorted || at(p, 'ASC') || at(p, 'DESC') ? { ...item, sorts: true } : item);
    while (at(p, 'ASC') || at(p, 'DESC') || at(p, 'NULLS') || at(p, 'FIRST') || at(p, 'LAST')) advance(p);
  } while (eat(p, ','));
}

/** RENAME a AS b, … */
function parseRename(p: Cursor, start: number): PipeOperator {
  advance(p);
  const renames: StarRename[] = [];
  do {
    const from = startOf(p);
    const name = parseIdentifier(p, 'a column name');
    eat(p, 'AS');
    const to = parseLabel(p);
    renames.push({
      kind: 'star-rename',
      from: { kind: 'column-name', parts: [name], start: name.start, end: name.end },
      to,
      start: startFrom(p, from),
      end: endOf(p),
    });
  } while (eat(p, ','));
  return { kind: 'pipe', type: 'rename', renames, start: startFrom(p, start), end: endOf(p) };
}

/** UNION ALL (query), (query) */
function parseSetOperatorOperator(p: Cursor, start: number): PipeOperator {
  const operator = parseSetOperator(p);
  const branches: Query[] = [];
  do branches.push(parseQueryTerm(p));
  while (eat(p, ','));
  return { kind: 'pipe', type: 'set-operation', operator, branches, start: startFrom(p, start), end: endOf(p) };
}

/** A query in parentheses or a plain one; pipe operators behind it go on with the whole. */
function parseQueryTerm(p: Cursor): Query {
  const start = startOf(p);
  if (at(p, '(')) {
    advance(p);
    const query = parseQueryAfterWith(p, startOf(p), undefined);
    expect(p, ')');
    return query;
  }
  return { kind: 'query', body: parseTerm(p), orderBy: [], limit: [], pipe: [], start: startFrom(p, start), end: endOf(p) };
}

/** JOIN, PIVOT, UNPIVOT, MATCH_RECOGNIZE onto the pipe's input; anything else keeps the columns. */
function parseRelationOperator(p: Cursor, start: number): PipeOperator {
  const input: Relation = { kind: 'piped', start, end: start };
  const relation =
    at(p, 'PIVOT') || at(p, 'UNPIVOT') || at(p, 'MATCH_RECOGNIZE')
      ? parsePivotSuffix(p, input, start)
      : at(p, 'JOIN') || JOIN_WORDS.has(p.word)
        ? parseJoins(p, input, start)
        : input;
  if (relation !== input) return { kind: 'pipe', type: 'relation', relation, start: startFrom(p, start), end: endOf(p) };
  if (p.kind !== TokenKind.Word) fail(p, ['a pipe operator']);
  skipUntil(p, atPipeEnd);
  return { kind: 'pipe', type: 'other', start: startFrom(p, start), end: endOf(p) };
}
