/** Windows and sort lists: what stands behind OVER and ORDER BY. */
import { TokenKind } from '../tokens.js';
import type { Expression, Identifier, SortItem, WindowSpecification } from '../tree.js';
import {
  advance,
  at,
  atPair,
  atWord,
  type Cursor,
  eat,
  eatPair,
  endOf,
  expect,
  fail,
  peek,
  peekKind,
  peekWordIs,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
} from './cursor.js';
import { parseExpression, parseExpressionList, parseNestedBinary } from './expression.js';
import { atName, parseLabel, takeIdentifier } from './name.js';
import { Precedence } from './words.js';

// ── Windows and sort lists ───────────────────────────────────────────────────────────────────────────────────────────

/** '(' [base] [PARTITION BY …] [ORDER BY …] [frame] ')' */
export function parseWindow(p: Cursor): WindowSpecification {
  const start = startOf(p);
  expect(p, '(');
  let base: Identifier | undefined;
  if (
    atName(p) &&
    !at(p, 'PARTITION') &&
    !atPair(p, 'ORDER', 'BY') &&
    !atPair(p, 'DISTRIBUTE', 'BY') &&
    !atPair(p, 'CLUSTER', 'BY') &&
    !atPair(p, 'SORT', 'BY') &&
    !atPair(p, 'RESET', 'WHEN') &&
    !atFrame(p)
  )
    base = takeIdentifier(p);
  const partitionBy: Expression[] = [];
  const orderBy: SortItem[] = [];
  if (at(p, 'PARTITION') && (peekWordIs(p, 1, 'BEST') || peekWordIs(p, 1, 'NODES') || peekWordIs(p, 1, 'AUTO'))) {
    advance(p); // Vertica: the engine chooses
    advance(p);
  }
  for (;;) {
    if (eatPair(p, 'PARTITION', 'BY') || eatPair(p, 'DISTRIBUTE', 'BY') || eatPair(p, 'CLUSTER', 'BY'))
      partitionBy.push(...parseExpressionList(p));
    else if (eatPair(p, 'ORDER', 'BY') || eatPair(p, 'SORT', 'BY')) orderBy.push(...parseSortItems(p));
    else if (atWord(p, 'RESET') && peek(p) === 'WHEN') {
      advance(p); // Teradata: a new partition where the condition holds
      advance(p);
      partitionBy.push(parseExpression(p));
    } else break;
  }
  if (at(p, 'RESET')) orderBy.push(parseReset(p));
  const frame = parseFrame(p);
  if (at(p, 'RESET')) orderBy.push(parseReset(p));
  if (base !== undefined && p.lastErrorPos !== p.pos && !at(p, ')')) fail(p, ['PARTITION BY', 'ORDER BY', "')'"]);
  expect(p, ')');
  return { kind: 'window', ...(base && { base }), partitionBy, orderBy, frame, start: startFrom(p, start), end: endOf(p) };
}

/** RESET WHEN condition (Teradata): where the window begins anew */
function parseReset(p: Cursor): SortItem {
  advance(p);
  expect(p, 'WHEN');
  const expression = parseExpression(p);
  return { kind: 'sort-item', expression, start: expression.start, end: expression.end };
}

const atFrame = (p: Cursor): boolean =>
  (at(p, 'SESSION') && peek(p) === 'WITH') ||
  ((at(p, 'ROWS') || at(p, 'RANGE') || at(p, 'GROUPS')) && peek(p) !== ')' && peek(p) !== 'ORDER' && peek(p) !== 'PARTITION');

/** (ROWS | RANGE | GROUPS) (bound | BETWEEN bound AND bound) [EXCLUDE …] */
function parseFrame(p: Cursor): Expression[] {
  if (!atFrame(p)) return [];
  advance(p);
  const bounds: Expression[] = [];
  if (at(p, 'WITH')) {
    advance(p); // RisingWave: SESSION WITH GAP x
    advance(p);
    return [parseExpression(p)];
  }
  if (eat(p, 'BETWEEN')) {
    parseBound(p, bounds);
    expect(p, 'AND');
  }
  parseBound(p, bounds);
  if (eat(p, 'EXCLUDE')) {
    if (eat(p, 'CURRENT')) eat(p, 'ROW');
    else if (eat(p, 'NO')) eat(p, 'OTHERS');
    else advance(p);
  }
  return bounds;
}

function parseBound(p: Cursor, bounds: Expression[]): void {
  if (eat(p, 'UNBOUNDED')) {
    if (!eat(p, 'PRECEDING') && !eat(p, 'FOLLOWING')) fail(p, ['PRECEDING', 'FOLLOWING']);
    return;
  }
  if (at(p, 'CURRENT') && peek(p) === 'ROW') {
    advance(p);
    advance(p);
    return;
  }
  bounds.push(parseNestedBinary(p, Precedence.other));
  if (!eat(p, 'PRECEDING') && !eat(p, 'FOLLOWING')) fail(p, ['PRECEDING', 'FOLLOWING']);
}

/** sort items := expression [ASC | DESC | USING operator] [NULLS FIRST | LAST] { ',' … } */
export function parseSortItems(p: Cursor): SortItem[] {
  const items: SortItem[] = [];
  do {
    if (items.length > 0 && p.trailingCommas && (at(p, ')') || at(p, 'LIMIT'))) break;
    const start = startOf(p);
    if (at(p, 'ALL') && p.grammar.groupByAll) {
      advance(p);
      const all: Expression = { kind: 'grouping', type: 'all', elements: [], start: startFrom(p, start), end: endOf(p) };
      parseSortDirection(p);
      items.push({ kind: 'sort-item', expression: all, start: startFrom(p, start), end: endOf(p) });
      continue;
    }
    if (atPair(p, 'ORDER', 'OF') || (atWord(p, 'INPUT') && peek(p) === 'SEQUENCE')) {
      if (at(p, 'ORDER')) advance(p); // DB2: the order that the rows came in
      advance(p);
      advance(p);
      continue;
    }
    const expression = parseExpression(p);
    if (at(p, 'AS') && p.grammar.aliasedExpressions) {
      advance(p);
      parseLabel(p);
    }
    parseSortDirection(p);
    items.push({ kind: 'sort-item', expression, start: startFrom(p, start), end: endOf(p) });
  } while (eat(p, ','));
  return items;
}

function parseSortDirection(p: Cursor): void {
  if (
    !(eat(p, 'ASC') || eat(p, 'DESC') || eat(p, 'ASCENDING') || eat(p, 'DESCENDING')) &&
    at(p, 'USING') &&
    peekKind(p) === TokenKind.Symbol
  ) {
    advance(p);
    advance(p);
  } else if (at(p, 'USING') && peek(p) === 'OPERATOR') {
    advance(p);
    advance(p);
    skipBalanced(p);
  }
  if (at(p, 'NULLS') && (peek(p) === 'FIRST' || peek(p) === 'LAST')) {
    advance(p);
    advance(p);
  }
  if (at(p, 'COLLATE')) {
    advance(p);
    advance(p);
  }
  if (at(p, 'WITH') && atFill(p))
    skipUntil(p, (q) => at(q, ',') || at(q, 'LIMIT') || at(q, 'OFFSET') || at(q, 'SETTINGS') || at(q, 'FORMAT'));
}

const atFill = (p: Cursor): boolean => p.text.slice(p.tokens.starts[p.pos + 1], p.tokens.ends[p.pos + 1]).toUpperCase() === 'FILL';
