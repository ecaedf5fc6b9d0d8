/** Where rows come from and go to in a streaming database: sources, sinks, subscriptions (Materialize, RisingWave). */
import type { Copy, Query, QueryStatement } from '../tree.js';
import { skipOptions } from './copy.js';
import { advance, at, atWord, type Cursor, eat, endOf, skipUntil, startFrom, startOf } from './cursor.js';
import { ifNotExists } from './ddl.js';
import { parseColumnList } from './insert.js';
import { parseDatasetName } from './name.js';
import { atQuery, parseQuery } from './query.js';

export const atSink = (p: Cursor): boolean => p.grammar.streamObjects && atWord(p, 'SINK');

/** … SINK name [IN CLUSTER c] [INTO t [(columns)]] (FROM dataset | AS query) options: without INTO the rows go to what the sink names */
export function parseSink(p: Cursor, start: number): Copy {
  advance(p);
  ifNotExists(p);
  let target = parseDatasetName(p);
  skipUntil(p, (q) => at(q, 'INTO') || at(q, 'FROM') || at(q, 'AS'));
  const into = eat(p, 'INTO');
  if (into) target = parseDatasetName(p);
  const columns = into && at(p, '(') ? parseColumnList(p) : [];
  const source = eat(p, 'FROM') ? parseDatasetName(p) : eat(p, 'AS') ? parseQuery(p) : undefined;
  skipOptions(p);
  return { kind: 'copy', target, columns, ...(source && { source }), start: startFrom(p, start), end: endOf(p) };
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
