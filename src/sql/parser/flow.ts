/** Flows of Databricks' pipelines: rows that are put into a table as they come, or as changes to it. */
import type { Expression, Insert, Query, Relation, SelectItem, Star, Statement } from '../tree.js';
import { sortItem } from './call.js';
import {
  advance,
  at,
  atEnd,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  skipBalanced,
  skipUntil,
  spanFrom,
  startFrom,
  startOf,
} from './cursor.js';
import { parseExpression } from './expression.js';
import { parseColumnList, parseInsertInto } from './insert.js';
import { parseDatasetName, parseLabel } from './name.js';
import { openSelect } from './select.js';
import { parseStarModifiers } from './star.js';

/** FLOW name [COMMENT …] AS (INSERT INTO … | AUTO CDC [ONCE] INTO target changes) */
export function parseFlow(p: Cursor, start: number): Statement | undefined {
  advance(p);
  parseLabel(p);
  skipUntil(p, (q) => at(q, 'AS'));
  if (!eat(p, 'AS')) return undefined;
  if (at(p, 'INSERT')) {
    advance(p);
    if (atWord(p, 'ONCE')) advance(p);
    return parseInsertInto(p, start, undefined);
  }
  skipUntil(p, (q) => at(q, 'INTO'));
  return at(p, 'INTO') ? parseChangesInto(p, start) : undefined;
}

/** … INTO target changes, behind APPLY CHANGES and AUTO CDC */
export function parseChangesInto(p: Cursor, start: number): Insert {
  skipUntil(p, (q) => at(q, 'INTO'));
  expect(p, 'INTO');
  const target = parseDatasetName(p);
  const source = parseChanges(p);
  return {
    kind: 'insert',
    target,
    overwrite: false,
    columns: [],
    partition: [],
    source,
    set: [],
    byName: true,
    onConflict: [],
    returning: [],
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** FROM source KEYS (…) [APPLY AS DELETE WHEN …] SEQUENCE BY column [COLUMNS (list | * EXCEPT (list))] … : the rows as a query gives them */
export function parseChanges(p: Cursor): Query {
  const start = startOf(p);
  const select = openSelect(start);
  const orderBy: Expression[] = [];
  expect(p, 'FROM');
  select.from = [parseSource(p)];
  while (!atEnd(p) && !at(p, ';')) {
    const before = p.pos;
    if (at(p, 'WHEN')) {
      advance(p);
      select.where = parseExpression(p);
    } else if (at(p, 'SEQUENCE')) {
      advance(p);
      eat(p, 'BY');
      orderBy.push(parseExpression(p));
    } else if (at(p, 'COLUMNS')) {
      advance(p);
      select.items = parseChangedColumns(p);
    } else skipBalanced(p);
    if (p.pos === before) break;
  }
  if (select.items.length === 0) select.items.push(itemOf({ ...STAR, ...spanFrom(p, start) }));
  select.end = endOf(p);
  return { kind: 'query', body: select, orderBy: orderBy.map(sortItem), limit: [], pipe: [], start: select.start, end: select.end };
}

/** STREAM '(' name ')' | STREAM name | name : KEYS behind it is no alias */
function parseSource(p: Cursor): Relation {
  const start = startOf(p);
  if (at(p, 'STREAM')) advance(p);
  const open = eat(p, '(');
  const name = parseDatasetName(p);
  if (open) expect(p, ')');
  return { kind: 'table', name, ...spanFrom(p, start) };
}

const STAR: Omit<Star, 'start' | 'end'> = { kind: 'star', qualifier: [], except: [], replace: [], rename: [] };

/** '(' names ')' | * EXCEPT '(' names ')' */
function parseChangedColumns(p: Cursor): SelectItem[] {
  const start = startOf(p);
  if (!at(p, '*')) return parseColumnList(p).map(itemOf);
  advance(p);
  return [itemOf(parseStarModifiers(p, { qualifier: [] }, start))];
}

function itemOf(expression: Expression): SelectItem {
  return { kind: 'select-item', expression, start: expression.start, end: expression.end };
}
