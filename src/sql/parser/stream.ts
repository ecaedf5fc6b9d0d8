/** Where rows come from and go to in a streaming database: sources, sinks, subscriptions (Materialize, RisingWave), sets of statements (Flink). */
import type { Copy, CreateTable, Query, QueryStatement, Statement } from '../tree.js';
import { skipOptions } from './copy.js';
import { advance, at, atWord, type Cursor, eat, endOf, expect, peek, peekWordIs, skipUntil, startFrom, startOf } from './cursor.js';
import { ifNotExists } from './ddl.js';
import { parseColumnList } from './insert.js';
import { parseDatasetName } from './name.js';
import { other } from './other.js';
import { block, parseStatements } from './procedural.js';
import { atQuery, parseQuery, tableQuery } from './query.js';
import { parseStatement } from './script.js';

/**
 * … SINK name [IN CLUSTER c] [INTO t [(columns)]] (FROM dataset | AS query) options: without INTO the sink is what the rows go to.
 * https://docs.risingwave.com/sql/commands/sql-create-sink, https://materialize.com/docs/sql/create-sink
 */
export function parseSink(p: Cursor, start: number): Copy | CreateTable {
  advance(p);
  const exists = ifNotExists(p);
  const name = parseDatasetName(p);
  skipUntil(p, (q) => at(q, 'INTO') || at(q, 'FROM') || at(q, 'AS'));
  // Materialize: INTO KAFKA CONNECTION c is an option
  const target = at(p, 'INTO') && !peekWordIs(p, 2, 'CONNECTION') && eat(p, 'INTO') ? parseDatasetName(p) : undefined;
  const columns = target !== undefined && at(p, '(') ? parseColumnList(p) : [];
  skipUntil(p, (q) => at(q, 'FROM') || at(q, 'AS'));
  const query = eat(p, 'FROM') ? tableQuery(p, parseDatasetName(p)) : eat(p, 'AS') ? parseQuery(p) : undefined;
  skipOptions(p);
  const span = { start: startFrom(p, start), end: endOf(p) };
  if (target !== undefined) return { kind: 'copy', target, columns, ...(query && { source: query }), ...span };
  const table = {
    kind: 'create-table',
    name,
    temporary: false,
    orReplace: false,
    ifNotExists: exists,
    objectType: 'sink',
    columns: [],
  } as const;
  return { ...table, ...(query && { query }), ...span };
}

export const atSubscription = (p: Cursor): boolean => p.grammar.streamObjects && atWord(p, 'SUBSCRIBE');

/** SUBSCRIBE [TO] (dataset | '(' query ')') options */
export function parseSubscription(p: Cursor, start: number): QueryStatement {
  advance(p);
  eat(p, 'TO');
  const query = atQuery(p) ? parseQuery(p) : allOf(p);
  skipOptions(p);
  return { kind: 'query-statement', query, start: startFrom(p, start), end: endOf(p) };
}

function allOf(p: Cursor): Query {
  const start = startOf(p);
  const name = parseDatasetName(p);
  const span = { start: startFrom(p, start), end: endOf(p) };
  return { kind: 'query', body: { kind: 'table-query', name, ...span }, orderBy: [], limit: [], pipe: [], ...span };
}

export const atStatementSet = (p: Cursor): boolean => atWord(p, 'STATEMENT') && peek(p) === 'SET';

/** STATEMENT SET BEGIN statements END | BEGIN STATEMENT SET ';' statements END (Flink) */
export function parseStatementSet(p: Cursor, start: number): Statement {
  const begun = eat(p, 'BEGIN');
  advance(p);
  advance(p);
  if (begun) eat(p, ';');
  else expect(p, 'BEGIN');
  const statements = parseStatements(p, (q) => at(q, 'END'));
  expect(p, 'END');
  return block(p, start, 'block', statements);
}

/** COMPILE [AND EXECUTE] PLAN 'path' [IF NOT EXISTS] FOR statement (Flink) */
export function parseCompile(p: Cursor, start: number): Statement {
  const executes = peek(p) === 'AND';
  skipUntil(p, (q) => at(q, 'FOR'));
  if (!eat(p, 'FOR')) return other(p, start);
  const statement = parseStatement(p);
  return executes ? statement : { kind: 'explain', executes, statement, start: startFrom(p, start), end: endOf(p) };
}
