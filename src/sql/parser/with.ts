/** WITH and its common table expressions. */
import { TokenKind } from '../tokens.js';
import type { Cte, Identifier, With } from '../tree.js';
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
  missing,
  peek,
  peekKind,
  peekWordIs,
  skipBalanced,
  skipDoubled,
  skipUntil,
  spanFrom,
  startFrom,
  startOf,
} from './cursor.js';
import { parseExpression } from './expression.js';
import { atName, parseIdentifier, parseLabel, takeIdentifier } from './name.js';
import { atNestedQuery, atQuery, parseQuery, startsQuery } from './query.js';
import { parseColumnName } from './reference.js';
import { parseDeclaredColumns } from './relation.js';
import { parseRoutine } from './routine.js';
import { parseStatement } from './script.js';

// ── WITH ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** WITH [RECURSIVE] cte { ',' cte } */
export function parseWith(p: Cursor): With {
  const start = startOf(p);
  advance(p);
  if (at(p, 'SESSION') && (peek(p, 2) === '=' || peek(p, 2) === '.')) {
    skipSessionProperties(p);
    if (!eat(p, 'WITH')) return { kind: 'with', recursive: false, ctes: [], start: startFrom(p, start), end: endOf(p) };
  }
  const mutually = atWord(p, 'MUTUALLY');
  if (mutually) advance(p);
  if ((skipInlineFunctions(p) && startsQuery(p)) || (skipNamespaces(p) && !eat(p, ',')))
    return { kind: 'with', recursive: false, ctes: [], start: startFrom(p, start), end: endOf(p) };
  const recursive = at(p, 'RECURSIVE') && peek(p) !== 'AS' && (mutually || peek(p) !== '(') ? eat(p, 'RECURSIVE') : false;
  if (at(p, '(') && mutually) skipBalanced(p); // (RETURN AT RECURSION LIMIT 10)
  const ctes: Cte[] = [];
  do {
    if (ctes.length > 0 && !p.grammar.withExpressions && (startsQuery(p) || at(p, '('))) break; // a comma too many
    ctes.push(parseCte(p));
  } while (eat(p, ','));
  return { kind: 'with', recursive, ...(mutually && { mutual: true as const }), ctes, start: startFrom(p, start), end: endOf(p) };
}

/** cte := name [ '(' name, … ')' ] AS [ [NOT] MATERIALIZED ] '(' query | statement ')' | expression AS name (ClickHouse) */
function parseCte(p: Cursor): Cte {
  const start = startOf(p);
  if (p.grammar.withExpressions && !(atName(p) && (peek(p) === 'AS' || peek(p) === '('))) return parseExpressionCte(p, start);
  if (p.grammar.withExpressions && peek(p) === '(' && !isColumnList(p)) return parseExpressionCte(p, start);
  if (p.grammar.withExpressions && peek(p) === 'AS' && peek(p, 2) !== '(' && peek(p, 2) !== 'MATERIALIZED' && peek(p, 2) !== 'NOT')
    return parseExpressionCte(p, start);
  const name = p.kind === TokenKind.String ? takeIdentifier(p) : parseIdentifier(p, 'the name of a common table expression');
  const columns = at(p, '(') && !atQuery(p) && !atNestedQuery(p) ? parseDeclaredColumns(p) : [];
  if (eatPair(p, 'USING', 'KEY')) skipBalanced(p);
  if (atWord(p, 'MAX') && peekWordIs(p, 1, 'RECURSION')) skipUntil(p, (q) => at(q, 'AS') || at(q, '(')); // Databricks: MAX RECURSION LEVEL 10
  if (!eat(p, 'AS') && !(at(p, '(') && p.grammar.cteWithoutAs)) fail(p, ['AS']);
  skipDoubled(p);
  if (at(p, 'NOT') && peek(p) === 'MATERIALIZED') advance(p);
  eat(p, 'MATERIALIZED');
  const body = parseCteBody(p);
  const addedColumns = parseSearchAndCycle(p);
  return { kind: 'cte', name, columns, body, addedColumns, start: startFrom(p, start), end: endOf(p) };
}

/** SESSION name '=' expression, … (Trino) */
function skipSessionProperties(p: Cursor): void {
  advance(p);
  do {
    parseColumnName(p);
    expect(p, '=');
    parseExpression(p);
  } while (eat(p, ','));
}

/** WITH FUNCTION f (…) RETURNS … (Trino, Oracle): skipped up to the query or the first common table expression. True when there was one. */
function skipInlineFunctions(p: Cursor): boolean {
  if (!((at(p, 'FUNCTION') || at(p, 'PROCEDURE')) && peekKind(p) === TokenKind.Word && peek(p) !== 'AS')) return false;
  while (p.kind !== TokenKind.End && !at(p, 'SELECT') && !(atName(p) && peek(p) === 'AS' && peek(p, 2) === '(')) {
    if (at(p, ';')) advance(p);
    else skipBalanced(p);
  }
  return true;
}

/** WITH XMLNAMESPACES ('uri' AS prefix, …) (T-SQL), alone or before the common table expressions. */
function skipNamespaces(p: Cursor): boolean {
  if (!atWord(p, 'XMLNAMESPACES') || peek(p) !== '(') return false;
  advance(p);
  skipBalanced(p);
  return true;
}

/** `(a, b) AS`: only names in the parentheses, and AS behind them. */
function isColumnList(p: Cursor): boolean {
  let i = 2;
  while (peekKind(p, i) === TokenKind.Word || peekKind(p, i) === TokenKind.Quoted || peek(p, i) === ',') i++;
  return peek(p, i) === ')' && peek(p, i + 1) === 'AS' && peek(p, i + 2) === '(';
}

function parseCteBody(p: Cursor): Cte['body'] {
  if (!at(p, '(')) {
    if (at(p, 'PROCEDURE')) return parseRoutine(p, startOf(p)); // Snowflake: WITH p AS PROCEDURE … CALL p()
    if (atName(p) && p.kind === TokenKind.Template) return parseQuery(p);
    fail(p, ["'('"]);
    if (!startsQuery(p)) return { kind: 'query', body: missing(p, "'('"), orderBy: [], limit: [], pipe: [], ...spanFrom(p, endOf(p)) };
    const unopened = parseQuery(p);
    eat(p, ')');
    return unopened;
  }
  advance(p);
  // a WITH may belong to a query or to a change
  const isStatement = at(p, 'INSERT') || at(p, 'UPDATE') || at(p, 'DELETE') || at(p, 'MERGE') || at(p, 'WITH');
  const body = isStatement ? parseStatement(p) : parseQuery(p);
  expect(p, ')');
  return body.kind === 'query-statement' ? body.query : body;
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
      skipUntil(p, (q) => at(q, 'SET') || at(q, 'RESTRICT'));
      if (eat(p, 'RESTRICT')) continue; // MariaDB
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
