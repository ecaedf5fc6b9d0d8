/** INSERT into several tables: Oracle's and Snowflake's ALL and FIRST, Hive's FROM first. */
import { TokenKind } from '../tokens.js';
import type { ConditionalInsert, Copy, DatasetName, Expression, Insert, MultiInsert, Query, Statement, With } from '../tree.js';
import { advance, at, type Cursor, eat, endOf, expect, fail, peek, peekKind, spanFrom, startFrom, startOf } from './cursor.js';
import { parseExpression } from './expression.js';
import { parseRelations } from './from.js';
import { parseColumnList, parseInsertInto } from './insert.js';
import { atAlias, parseDatasetName } from './name.js';
import { parseQuery, parseValues } from './query.js';

// ── Multi-table INSERT ───────────────────────────────────────────────────────────────────────────────────────────────

/** INSERT (ALL | FIRST) { [WHEN condition THEN] { INTO target [(columns)] [VALUES (…)] } } [ELSE …] query */
export function parseMultiInsert(p: Cursor, start: number, clause: With | undefined, overwrite: boolean): MultiInsert {
  const first = at(p, 'FIRST');
  advance(p);
  const inserts: ConditionalInsert[] = [];
  let when: Expression | undefined;
  let otherwise = false;
  for (;;) {
    if (eat(p, 'WHEN')) {
      when = parseExpression(p);
      expect(p, 'THEN');
    } else if (eat(p, 'ELSE')) {
      when = undefined;
      otherwise = true;
    }
    if (!at(p, 'INTO')) break;
    inserts.push(parseIntoBranch(p, when, otherwise, overwrite));
  }
  if (inserts.length === 0) fail(p, ['INTO', 'WHEN']);
  const source = parseQuery(p);
  return {
    kind: 'multi-insert',
    ...(clause && { with: clause }),
    source,
    from: [],
    inserts,
    first,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

function parseIntoBranch(p: Cursor, when: Expression | undefined, otherwise: boolean, overwrite: boolean): ConditionalInsert {
  const start = startOf(p);
  const branchStart = when?.start ?? start;
  advance(p);
  const target = parseDatasetName(p);
  if (atAlias(p, p.words.notTableAlias) && !at(p, 'WHEN') && !at(p, 'INTO') && !at(p, 'SELECT') && !at(p, 'ELSE')) advance(p);
  const columns = at(p, '(') ? parseColumnList(p) : [];
  let source: Query | undefined;
  if (at(p, 'VALUES')) {
    const from = startOf(p);
    const body = parseValues(p);
    source = { kind: 'query', body, orderBy: [], limit: [], pipe: [], start: startFrom(p, from), end: endOf(p) };
  }
  const span = spanFrom(p, start);
  const insert: Insert = {
    kind: 'insert',
    target,
    columns,
    partition: [],
    ...(source && { source }),
    set: [],
    overwrite,
    byName: false,
    onConflict: [],
    returning: [],
    ...span,
  };
  return { kind: 'conditional-insert', ...(when && { when }), otherwise, insert, start: branchStart, end: span.end };
}

/** FROM relations { INSERT … SELECT … } (Hive, Spark) */
export function parseFromInsert(p: Cursor, start: number, clause: With | undefined): Statement {
  advance(p);
  const from = parseRelations(p);
  const inserts: ConditionalInsert[] = [];
  while (at(p, 'INSERT')) {
    const at0 = startOf(p);
    advance(p);
    const insert = asInsert(parseInsertInto(p, at0, undefined));
    inserts.push({ kind: 'conditional-insert', otherwise: false, insert, start: insert.start, end: insert.end });
  }
  return { kind: 'multi-insert', ...(clause && { with: clause }), from, inserts, first: false, start: startFrom(p, start), end: endOf(p) };
}

/** INSERT OVERWRITE DIRECTORY among a multi-insert's branches: a path as the target. */
function asInsert(statement: Insert | Copy): Insert {
  if (statement.kind === 'insert') return statement;
  const { start, end } = statement;
  const target: DatasetName = statement.target ?? { kind: 'dataset-name', form: 'dynamic', parts: [], start, end: start };
  const source = statement.source?.kind === 'query' ? statement.source : undefined;
  return {
    kind: 'insert',
    target,
    columns: [],
    partition: [],
    ...(source && { source }),
    set: [],
    overwrite: true,
    byName: false,
    onConflict: [],
    returning: [],
    start,
    end,
  };
}

/** Whether FROM opens Hive's multi-insert: INSERT follows before the statement ends. */
export function isFromInsert(p: Cursor): boolean {
  let open = 0;
  for (let i = 1; ; i++) {
    const word = peek(p, i);
    if (word === '(') open++;
    else if (word === ')') open--;
    else if (open === 0 && word === 'INSERT') return true;
    else if ((open === 0 && (word === 'SELECT' || word === ';')) || peekKind(p, i) === TokenKind.End) return false;
  }
}
