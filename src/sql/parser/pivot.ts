/** Relations that turn rows into columns and back, and MATCH_RECOGNIZE. */
import { TokenKind } from '../tokens.js';
import type {
  Expression,
  Identifier,
  Pivot,
  Query,
  QueryBody,
  Relation,
  Select,
  SelectItem,
  SortItem,
  Star,
  TableAlias,
  Unpivot,
  UnpivotGroup,
} from '../tree.js';
import {
  advance,
  at,
  atWord,
  type Cursor,
  eat,
  eatPair,
  endOf,
  expect,
  fail,
  grow,
  peek,
  peekWordIs,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
} from './cursor.js';
import { parseExpression, parseExpressionList, parseNestedBinary } from './expression.js';
import { parseRelation } from './from.js';
import { noName, parseIdentifier, parseLabel, takeIdentifier } from './name.js';
import { atQuery, parseQuery } from './query.js';
import { parseSelectItem, parseSelectItems } from './select.js';
import { parseTableAlias } from './table-suffix.js';
import { parseSortItems } from './window.js';
import { Precedence } from './words.js';

export const atPivot = (p: Cursor): boolean =>
  (at(p, 'PIVOT') && (peek(p) === '(' || peek(p) === 'XML')) ||
  (at(p, 'UNPIVOT') && (peek(p) === '(' || peek(p) === 'INCLUDE' || peek(p) === 'EXCLUDE'));

/** { PIVOT (…) | UNPIVOT (…) | MATCH_RECOGNIZE (…) } [alias] behind a relation */
export function parsePivotSuffix(p: Cursor, input: Relation, start: number): Relation {
  let relation = input;
  for (let whole = parseTurned(p, input, start); whole !== undefined; whole = parseTurned(p, relation, start)) {
    if (grow(p)) relation = whole;
  }
  return relation;
}

function parseTurned(p: Cursor, input: Relation, start: number): Relation | undefined {
  if (at(p, 'PIVOT') && atPivot(p)) return parsePivot(p, input, start);
  if (at(p, 'UNPIVOT') && atPivot(p)) return parseUnpivot(p, input, start);
  return at(p, 'MATCH_RECOGNIZE') ? parseMatchRecognize(p, input, start) : undefined;
}

const aliasOf = (p: Cursor): { alias?: TableAlias } => {
  const alias = parseTableAlias(p);
  return alias === undefined ? {} : { alias };
};

/** PIVOT [XML] '(' aggregates FOR columns IN '(' values | ANY | query ')' … [GROUP BY …] ')' */
function parsePivot(p: Cursor, input: Relation, start: number): Relation {
  advance(p);
  eat(p, 'XML');
  expect(p, '(');
  const aggregates: SelectItem[] = [];
  parseSelectItems(p, aggregates);
  const on: Expression[] = [];
  const lists: SelectItem[][] = [];
  let open = false;
  let query: Query | undefined;
  expect(p, 'FOR');
  do {
    on.push(...parsePivotColumns(p));
    if (!expect(p, 'IN')) continue;
    const values: SelectItem[] = [];
    lists.push(values);
    const unlisted = parsePivotValues(p, values);
    if (typeof unlisted === 'object') query = unlisted;
    open ||= unlisted !== false;
  } while (p.kind === TokenKind.Word && !at(p, 'GROUP') && !at(p, 'DEFAULT') && p.lastErrorPos !== p.pos);
  if (eat(p, 'DEFAULT')) skipUntil(p, (q) => at(q, 'GROUP'));
  const groupBy = eatPair(p, 'GROUP', 'BY') ? parseExpressionList(p) : undefined;
  expect(p, ')');
  return {
    kind: 'pivot',
    input,
    aggregates,
    on,
    values: combinations(lists),
    open,
    ...(query && { query }),
    ...(groupBy && { groupBy }),
    ...aliasOf(p),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** More combinations than this are not written out. */
const MOST_COMBINATIONS = 1000;

/** `FOR a IN (1, 2) b IN (3, 4)` makes a column of each pair of values, under both labels. */
function combinations(lists: readonly (readonly SelectItem[])[]): SelectItem[] {
  const [first = [], ...rest] = lists;
  return rest.reduce(
    (left: SelectItem[], right) => {
      if (left.length * right.length > MOST_COMBINATIONS) return left;
      return left.flatMap((a) => right.map((b) => pairOf(a, b)));
    },
    [...first],
  );
}

function pairOf(a: SelectItem, b: SelectItem): SelectItem {
  const elements = [...(a.expression.kind === 'tuple' && a.alias === undefined ? a.expression.elements : [labelled(a)]), labelled(b)];
  const { start } = a;
  const { end } = b;
  return { kind: 'select-item', expression: { kind: 'tuple', elements, start, end }, start, end };
}

function labelled({ expression, alias }: SelectItem): Expression {
  if (alias === undefined) return expression;
  return { kind: 'literal', type: 'string', value: alias.name, start: alias.start, end: alias.end };
}

/** column | '(' column, … ')' : names only, since IN follows */
function parsePivotColumns(p: Cursor): Expression[] {
  const columns = parseNestedBinary(p, Precedence.other);
  return columns.kind === 'tuple' ? [...columns.elements] : [columns];
}

/** '(' value [AS alias], … ')' ; when the values are not listed: the query that gives them, or true */
function parsePivotValues(p: Cursor, values: SelectItem[]): boolean | Query {
  if (!at(p, '(')) {
    parseIdentifier(p, "'('");
    return true;
  }
  advance(p);
  if (at(p, 'ANY') || atQuery(p)) {
    const query = at(p, 'ANY') ? undefined : parseQuery(p);
    if (query === undefined) skipUntil(p, () => false);
    expect(p, ')');
    return query ?? true;
  }
  do {
    if (at(p, ')')) break;
    values.push(parseSelectItem(p));
  } while (eat(p, ','));
  expect(p, ')');
  return false;
}

/** UNPIVOT [INCLUDE | EXCLUDE NULLS] '(' values FOR name IN '(' column [AS label], … ')' ')' */
function parseUnpivot(p: Cursor, input: Relation, start: number): Relation {
  advance(p);
  const includeNulls = eatNulls(p);
  expect(p, '(');
  const values = parseNames(p);
  expect(p, 'FOR');
  const [name = noName(p)] = parseNames(p);
  expect(p, 'IN');
  const groups: UnpivotGroup[] = [];
  if (expect(p, '(')) {
    do {
      if (at(p, ')')) break;
      groups.push(parseUnpivotGroup(p));
    } while (eat(p, ','));
    expect(p, ')');
  }
  expect(p, ')');
  return { kind: 'unpivot', input, values, name, groups, includeNulls, ...aliasOf(p), start: startFrom(p, start), end: endOf(p) };
}

/** [INCLUDE | EXCLUDE NULLS]; true for INCLUDE. */
function eatNulls(p: Cursor): boolean {
  const includes = at(p, 'INCLUDE');
  if (eat(p, 'INCLUDE') || eat(p, 'EXCLUDE')) expect(p, 'NULLS');
  return includes;
}

function parseNames(p: Cursor): Identifier[] {
  if (!eat(p, '(')) return [parseIdentifier(p, 'a column name')];
  const names: Identifier[] = [];
  do names.push(parseIdentifier(p, 'a column name'));
  while (eat(p, ','));
  expect(p, ')');
  return names;
}

/** column [AS label] | '(' column, … ')' [AS label] */
function parseUnpivotGroup(p: Cursor): UnpivotGroup {
  const start = startOf(p);
  const value = parseExpression(p);
  if (eat(p, 'AS')) {
    if (at(p, '(')) skipBalanced(p);
    else if (p.kind === TokenKind.Number || p.kind === TokenKind.String) advance(p);
    else parseLabel(p);
  } else if (p.kind === TokenKind.String || p.kind === TokenKind.Quoted || (p.kind === TokenKind.Word && p.word === '')) advance(p);
  return { kind: 'unpivot-group', columns: value.kind === 'tuple' ? value.elements : [value], start: startFrom(p, start), end: endOf(p) };
}

// ── DuckDB's statements ──────────────────────────────────────────────────────────────────────────────────────────────

/** PIVOT relation [ON items] [USING items] [GROUP BY items] | UNPIVOT relation ON items INTO NAME n VALUE v */
export function parsePivotStatement(p: Cursor): QueryBody {
  const start = startOf(p);
  const pivots = at(p, 'PIVOT');
  advance(p);
  const input = parseRelation(p);
  const relation = pivots ? parsePivotClauses(p, input, start) : parseUnpivotClauses(p, input, start);
  const star: Star = { kind: 'star', qualifier: [], except: [], replace: [], rename: [], start, end: endOf(p) };
  const select: Select = {
    kind: 'select',
    distinct: false,
    distinctOn: [],
    items: [{ kind: 'select-item', expression: star, start, end: endOf(p) }],
    from: [relation],
    groupBy: [],
    windows: [],
    sortBy: [],
    start: startFrom(p, start),
    end: endOf(p),
  };
  return select;
}

function parsePivotClauses(p: Cursor, input: Relation, start: number): Pivot {
  const on: Expression[] = [];
  const lists: SelectItem[][] = [];
  const aggregates: SelectItem[] = [];
  let groupBy: Expression[] | undefined;
  let open = false;
  if (eat(p, 'ON'))
    do {
      on.push(parseNestedBinary(p, Precedence.other));
      const values: SelectItem[] = [];
      lists.push(values);
      if (eat(p, 'IN')) open = parsePivotValues(p, values) !== false || open;
      else open = true;
    } while (eat(p, ','));
  const values = open ? [] : combinations(lists);
  if (eat(p, 'USING')) parseSelectItems(p, aggregates);
  if (eatPair(p, 'GROUP', 'BY')) groupBy = parseExpressionList(p);
  return { kind: 'pivot', input, aggregates, on, values, open, ...(groupBy && { groupBy }), start: startFrom(p, start), end: endOf(p) };
}

function parseUnpivotClauses(p: Cursor, input: Relation, start: number): Unpivot {
  const groups: UnpivotGroup[] = [];
  if (expect(p, 'ON'))
    do groups.push(parseUnpivotGroup(p));
    while (eat(p, ','));
  let name: Identifier = { kind: 'identifier', name: 'name', quoted: false, start: endOf(p), end: endOf(p) };
  let values: Identifier[] = [{ kind: 'identifier', name: 'value', quoted: false, start: endOf(p), end: endOf(p) }];
  if (eat(p, 'INTO')) {
    expect(p, 'NAME');
    name = parseIdentifier(p);
    expect(p, 'VALUE');
    values = [parseIdentifier(p)];
    while (eat(p, ',')) values.push(parseIdentifier(p));
  }
  return { kind: 'unpivot', input, values, name, groups, includeNulls: false, start: startFrom(p, start), end: endOf(p) };
}

// ── MATCH_RECOGNIZE ──────────────────────────────────────────────────────────────────────────────────────────────────

/** MATCH_RECOGNIZE '(' [PARTITION BY …] [ORDER BY …] [MEASURES …] [rows per match] [AFTER MATCH …] PATTERN (…) [SUBSET …] DEFINE … ')' */
export function parseMatchRecognize(p: Cursor, input: Relation, start: number): Relation {
  advance(p);
  expect(p, '(');
  const partitionBy: Expression[] = [];
  const orderBy: SortItem[] = [];
  const measures: SelectItem[] = [];
  const variables: Identifier[] = [];
  const define: Expression[] = [];
  let allRows = false;
  if (eatPair(p, 'PARTITION', 'BY')) partitionBy.push(...parseExpressionList(p));
  if (eatPair(p, 'ORDER', 'BY')) orderBy.push(...parseSortItems(p));
  if (eat(p, 'MEASURES'))
    do measures.push(parseSelectItem(p));
    while (eat(p, ','));
  if (at(p, 'ALL') || at(p, 'ONE')) {
    allRows = at(p, 'ALL');
    skipUntil(p, (q) => at(q, 'AFTER') || at(q, 'PATTERN'));
  }
  if (at(p, 'AFTER')) skipUntil(p, (q) => at(q, 'PATTERN'));
  if (expect(p, 'PATTERN')) takePatternVariables(p, variables);
  if (atWord(p, 'WITHIN')) skipUntil(p, (q) => at(q, 'SUBSET') || at(q, 'DEFINE'));
  if (at(p, 'SUBSET')) skipUntil(p, (q) => at(q, 'DEFINE'));
  if (eat(p, 'DEFINE'))
    do {
      parseIdentifier(p, 'a pattern variable');
      expect(p, 'AS');
      define.push(parseExpression(p));
    } while (eat(p, ','));
  expect(p, ')');
  return {
    kind: 'match-recognize',
    input,
    partitionBy,
    orderBy,
    measures,
    allRows,
    variables,
    define,
    ...aliasOf(p),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

function takePatternVariables(p: Cursor, variables: Identifier[]): void {
  if (!at(p, '(')) {
    fail(p, ["'('"]);
    return;
  }
  let open = 0;
  do {
    if (at(p, '(')) open++;
    else if (at(p, ')')) open--;
    if (p.kind === TokenKind.End) return;
    if (p.kind === TokenKind.Word && !peekWordIs(p, 0, 'PERMUTE')) variables.push(takeIdentifier(p));
    else advance(p);
  } while (open > 0);
}
