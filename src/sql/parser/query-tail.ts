/** What follows a query's body: ORDER BY, LIMIT, FETCH, locks and output options. */
import { TokenKind } from '../tokens.js';
import type { Expression, SelectInto, SortItem } from '../tree.js';
import { clauseWithoutBy, parseInto, parseNamedWindows, skipTemplate } from './clauses.js';
import {
  advance,
  at,
  atPair,
  atWord,
  type Cursor,
  eat,
  expect,
  fail,
  peek,
  peekKind,
  peekWordIs,
  skipBalanced,
  skipUntil,
} from './cursor.js';
import { parseExpression, parseExpressionList, parseNestedBinary } from './expression.js';
import { opensClause, parseDatasetName } from './name.js';
import { nextBegins } from './script.js';
import { atDb2Option } from './table-suffix.js';
import { parseSortItems, parseWindow } from './window.js';
import { CLAUSES, Precedence } from './words.js';

// ── What follows the body ────────────────────────────────────────────────────────────────────────────────────────────

interface Tail {
  orderBy: SortItem[];
  limit: Expression[];
  document?: true;
  into?: SelectInto;
}

/** Whether a clause of a whole query, or a pipe operator, begins here. */
export function atTail(p: Cursor): boolean {
  switch (p.word) {
    case 'ORDER':
    case 'LIMIT':
    case 'OFFSET':
    case 'FETCH':
    case 'WINDOW':
    case '|>':
      return true;
    case 'FOR':
      return peek(p) === 'UPDATE' || peek(p) === 'SHARE' || peek(p) === 'NO' || peek(p) === 'KEY' || peek(p) === 'READ';
    default:
      return opensClause(p);
  }
}

/** { ORDER BY … | LIMIT … | OFFSET … | FETCH … | FOR … | … } */
export function parseTail(p: Cursor): Tail {
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
        if (peek(p, 2) === 'FROM') return tail; // FETCH NEXT FROM cursor
        if (peek(p) !== 'FIRST' && peek(p) !== 'NEXT' && !(p.grammar.fetchBare && peekKind(p) === TokenKind.Number)) return tail;
        parseFetch(p, tail);
        continue;
      case 'WINDOW':
        if (peekKind(p) !== TokenKind.Word && peekKind(p) !== TokenKind.Quoted) return tail;
        parseNamedWindows(p, []);
        continue;
      case 'INTO':
        if (tail.into !== undefined || !(peek(p) === 'OUTFILE' || p.grammar.intoLast)) return tail;
        tail.into = parseInto(p);
        continue;
      case 'FOR':
        if (peek(p) === 'XML' || peek(p) === 'JSON') tail.document = true;
        if (!skipForClause(p)) return tail;
        continue;
      default:
        if (!skipQueryOption(p)) return tail;
    }
  }
}

/** LIMIT n [, m] [OFFSET …] [PERCENT] [WITH TIES] [BY …] */
function parseLimit(p: Cursor, tail: Tail): void {
  advance(p);
  if (skipExamined(p)) return;
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
  skipExamined(p);
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

/** ROWS EXAMINED n (MariaDB) */
function skipExamined(p: Cursor): boolean {
  if (!at(p, 'ROWS') || !peekWordIs(p, 1, 'EXAMINED')) return false;
  advance(p);
  advance(p);
  parseExpression(p);
  return true;
}

/** `LIMIT 10%`: the number alone */
const parseUnaryOnly = (p: Cursor): Expression => parseNestedBinary(p, Precedence.unary);

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
    case 'LOCK':
      if (peek(p) !== 'IN') return false;
      while (p.kind === TokenKind.Word && !at(p, 'INTO')) advance(p);
      return true;
    case 'USING':
      if (peek(p) !== 'SAMPLE' || !p.grammar.usingSample) return false;
      advance(p);
      advance(p);
      skipUntil(p, (q) => CLAUSES.has(q.word));
      return true;
    case 'OPTIONS':
    case 'OPTION':
      if (peek(p) !== '(' || (p.word === 'OPTIONS' && !p.grammar.queryOptions)) return false;
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
      if (p.grammar.summaries) return skipSummary(p);
      // DB2's isolation levels: WITH UR
      if (
        !p.grammar.readOptions ||
        peekKind(p) !== TokenKind.Word ||
        !['UR', 'CS', 'RS', 'RR', 'NC'].includes(p.text.slice(p.tokens.starts[p.pos + 1], p.tokens.ends[p.pos + 1]).toUpperCase())
      )
        return false;
      advance(p);
      advance(p);
      if (at(p, 'USE')) while (p.kind === TokenKind.Word) advance(p); // USE AND KEEP SHARE LOCKS
      return true;
    case 'AS':
      if (peek(p) !== 'OF' || !p.grammar.asOfClause) return false;
      advance(p); // Materialize: AS OF [AT LEAST] x
      advance(p);
      if (at(p, 'AT') && peekWordIs(p, 1, 'LEAST')) {
        advance(p);
        advance(p);
      }
      parseExpression(p);
      return true;
    case 'USE':
    case 'FORCE':
    case 'IGNORE':
      if (peek(p) !== 'INDEX' || !p.grammar.indexHints) return p.grammar.readOptions && skipDb2Option(p);
      skipUntil(p, (q) => q.kind === TokenKind.Symbol); // SingleStore: ORDER BY a <-> b USE INDEX (i)
      if (at(p, '(')) skipBalanced(p);
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
      return p.grammar.readOptions && skipDb2Option(p);
  }
}

/** OPTIMIZE FOR n ROWS | SKIP LOCKED DATA | WAIT FOR OUTCOME | USE CURRENTLY COMMITTED | NOWAIT | QUERYNO n (DB2) */
function skipDb2Option(p: Cursor): boolean {
  if (!atDb2Option(p)) return false;
  do advance(p);
  while (
    (p.kind === TokenKind.Word && !atDb2Option(p) && !CLAUSES.has(p.word) && !at(p, 'WITH') && !at(p, 'FETCH')) ||
    p.kind === TokenKind.Number
  );
  return true;
}

/** WITH (UR | CS | RS | RR) [USE AND KEEP … LOCKS] and DB2's other options behind a statement that changes rows */
export function skipIsolation(p: Cursor): void {
  while (p.grammar.readOptions && (at(p, 'WITH') || atDb2Option(p)) && skipQueryOption(p));
}

/** WITH sum(a) [BY b] (Teradata): lines of a report between the rows */
function skipSummary(p: Cursor): boolean {
  if (peekKind(p) !== TokenKind.Word || peek(p, 2) !== '(') return false;
  advance(p);
  parseExpressionList(p);
  if (at(p, 'BY')) {
    advance(p);
    parseSortItems(p);
  }
  return true;
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
      skipUntil(p, (q) => at(q, ',') || at(q, 'UNION') || at(q, 'OPTION') || nextBegins(q));
    } while (eat(p, ','));
    return true;
  }
  while (at(p, 'NO') || at(p, 'KEY') || at(p, 'UPDATE') || at(p, 'SHARE') || at(p, 'READ') || atPair(p, 'FETCH', 'ONLY') || at(p, 'ONLY'))
    advance(p);
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
