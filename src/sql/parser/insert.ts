/** INSERT into one table, in its forms. Several tables are in multi-insert.ts. */
import { TokenKind } from '../tokens.js';
import type { ColumnName, Copy, DatasetName, Insert, Query, SelectItem, Statement, TableAlias, With } from '../tree.js';
import { parseClauses } from './clauses.js';
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
  peek,
  peekKind,
  peekWordIs,
  skipBalanced,
  skipUntil,
  spanFrom,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseAssignmentList, parseAssignments } from './dml.js';
import { parseExpression } from './expression.js';
import { parseMultiInsert } from './multi-insert.js';
import { atAlias, parseDatasetName, parseIdentifier, takeIdentifier } from './name.js';
import { atQuery, parseParenthesizedQuery, parseQuery, parseValues, startsQuery } from './query.js';
import { parseColumnName } from './reference.js';
import { openSelect, parseMapReduce, parseSelectItems } from './select.js';
import { parseTableAlias } from './table-suffix.js';

// ── INSERT ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** (INSERT | REPLACE | UPSERT) … INTO target [(columns)] source [ON CONFLICT …] [RETURNING …] | INSERT ALL … | INSERT OVERWRITE DIRECTORY … */
export function parseInsert(p: Cursor, start: number, clause: With | undefined): Statement {
  advance(p);
  if ((at(p, 'ALL') || at(p, 'FIRST')) && (peek(p) === 'WHEN' || peek(p) === 'INTO')) return parseMultiInsert(p, start, clause, false);
  if (at(p, 'OVERWRITE') && (peek(p) === 'ALL' || peek(p) === 'FIRST')) {
    advance(p);
    return parseMultiInsert(p, start, clause, true);
  }
  return parseInsertInto(p, start, clause);
}

const INSERT_OPTIONS = new Set(['LOW_PRIORITY', 'DELAYED', 'HIGH_PRIORITY', 'IGNORE', 'BULK', 'REPLACE', 'TOP']);

export function parseInsertInto(p: Cursor, start: number, clause: With | undefined): Insert | Copy {
  while (INSERT_OPTIONS.has(p.word)) {
    advance(p);
    if (at(p, '(')) skipBalanced(p);
  }
  if (at(p, 'OR') && (peek(p) === 'REPLACE' || peekKind(p) === TokenKind.Word)) {
    advance(p);
    advance(p);
  }
  const overwrite = eat(p, 'OVERWRITE');
  if (overwrite && (at(p, 'DIRECTORY') || (at(p, 'LOCAL') && peek(p) === 'DIRECTORY'))) return parseInsertDirectory(p, start);
  eat(p, 'INTO');
  if (at(p, 'TABLE') || (at(p, 'FUNCTION') && peekKind(p) === TokenKind.Word)) advance(p);
  const target = atQuery(p) ? parseQueryTarget(p) : at(p, 'IDENTIFIER') || !isCallTarget(p) ? parseDatasetName(p) : parseCallTarget(p);
  const body = parseInsertBody(p, overwrite);
  return {
    kind: 'insert',
    ...(clause && { with: clause }),
    target,
    overwrite: overwrite || body.replaces,
    ...body.parts,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** ClickHouse's INSERT INTO FUNCTION file('x') and the like. */
const isCallTarget = (p: Cursor): boolean =>
  p.kind === TokenKind.Word &&
  peek(p) === '(' &&
  ((p.grammar.settings && (peekKind(p, 2) === TokenKind.String || peekKind(p, 2) === TokenKind.Number)) ||
    (p.grammar.semicolonless && /^OPEN(QUERY|ROWSET|DATASOURCE)$/i.test(textOf(p))));

/** INSERT INTO '(' SELECT … FROM t ')' (Oracle): the rows go to t. */
function parseQueryTarget(p: Cursor): DatasetName {
  const start = startOf(p);
  const { body } = parseParenthesizedQuery(p);
  const [relation] = body.kind === 'select' ? body.from : [];
  return relation?.kind === 'table'
    ? relation.name
    : { kind: 'dataset-name', form: 'dynamic', parts: [], start: startFrom(p, start), end: endOf(p) };
}

function parseCallTarget(p: Cursor): DatasetName {
  const start = startOf(p);
  advance(p);
  skipBalanced(p);
  return { kind: 'dataset-name', form: 'dynamic', parts: [], start: startFrom(p, start), end: endOf(p) };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type InsertParts = Pick<
  Insert,
  | 'targetAlias'
  | 'columns'
  | 'partition'
  | 'source'
  | 'set'
  | 'byName'
  | 'onConflict'
  | 'onConflictWhere'
  | 'rowAlias'
  | 'returning'
  | 'outputInto'
>;

/** What stands behind the target. */
function parseInsertBody(p: Cursor, overwrite: boolean): { parts: InsertParts; replaces: boolean } {
  const parts: Writable<InsertParts> = { columns: [], partition: [], set: [], byName: false, onConflict: [], returning: [] };
  let replaces = overwrite;
  if (eat(p, 'AS') || (atAlias(p, p.words.notTableAlias) && !INSERT_WORDS.has(p.word) && !atOwnWord(p)))
    parts.targetAlias = takeIdentifier(p);
  for (;;) {
    if (at(p, 'PARTITION') && peek(p) === '(') {
      advance(p);
      const named = parseAssignmentList(p);
      parts.partition = p.grammar.partitionColumns ? named : named.filter(({ value }) => value.kind !== 'missing'); // MySQL: partitions' names
    } else if (at(p, 'BY') && peek(p) === 'NAME') {
      advance(p);
      advance(p);
      parts.byName = true;
    } else if (at(p, 'BY') && peek(p) === 'POSITION') {
      advance(p);
      advance(p);
    } else if (at(p, 'IF') && peek(p) === 'NOT') {
      advance(p);
      advance(p);
      expect(p, 'EXISTS');
    } else if (at(p, 'REPLACE') && (peek(p) === 'WHERE' || peek(p) === 'USING' || peek(p) === 'ON')) {
      replaces = true;
      advance(p);
      if (eat(p, 'WHERE')) parseExpression(p);
      else skipUntil(p, startsSource);
    } else if ((at(p, 'WITH') || at(p, 'OPTIONS')) && peek(p) === '(' && !startsQuery(p)) {
      advance(p);
      skipBalanced(p);
    } else if (at(p, 'OVERRIDING')) {
      advance(p);
      advance(p);
      expect(p, 'VALUE');
    } else if (at(p, '['))
      skipBalanced(p); // Impala: [SHUFFLE]
    else if (at(p, 'WITH') && peekWordIs(p, 1, 'LABEL')) {
      advance(p);
      advance(p);
      advance(p);
    } else if (at(p, 'OUTPUT')) parseOutput(p, parts);
    else if (at(p, 'SETTINGS') && p.grammar.settings) skipUntil(p, startsSource);
    else if (at(p, 'OVERWRITE') && (peek(p) === 'ALL' || peek(p) === 'WHERE')) {
      // Druid: REPLACE INTO t OVERWRITE ALL
      replaces = true;
      advance(p);
      if (!eat(p, 'ALL')) {
        advance(p);
        parseExpression(p);
      }
    } else if (at(p, '(') && parts.columns.length === 0 && !atQuery(p) && !isNestedQuery(p)) parts.columns = parseColumnList(p);
    else break;
  }
  parseInsertSource(p, parts);
  parseInsertTail(p, parts);
  return { parts, replaces };
}

const INSERT_WORDS = new Set([
  'VALUES',
  'VALUE',
  'SELECT',
  'SET',
  'DEFAULT',
  'PARTITION',
  'OVERRIDING',
  'OUTPUT',
  'TABLE',
  'BY',
  'IF',
  'REPLACE',
  'FORMAT',
  'SETTINGS',
  'EXEC',
  'EXECUTE',
  'FROM',
  'WITH',
  'MAP',
]);
const atOwnWord = (p: Cursor): boolean => (at(p, 'OVERWRITE') && peek(p) === 'ALL') || (p.grammar.transform && atWord(p, 'REDUCE'));
const startsSource = (p: Cursor): boolean => startsQuery(p) || at(p, 'VALUES') || at(p, 'VALUE') || at(p, 'FORMAT');

/** `((SELECT …) UNION …)` behind the target is the source, not a column list. */
function isNestedQuery(p: Cursor): boolean {
  let i = 0;
  while ((i === 0 ? p.word : peek(p, i)) === '(') i++;
  return i > 0 && (peek(p, i) === 'SELECT' || peek(p, i) === 'WITH' || (i > 1 && peek(p, i) === 'VALUES'));
}

/** '(' column, … ')' */
export function parseColumnList(p: Cursor): ColumnName[] {
  const columns: ColumnName[] = [];
  expect(p, '(');
  while (!at(p, ')')) {
    if (at(p, '*')) {
      // ClickHouse: INSERT INTO t (* EXCEPT (a))
      skipUntil(p, () => false);
      break;
    }
    if (p.kind === TokenKind.String && p.grammar.stringNames) {
      const name = takeIdentifier(p);
      columns.push({ kind: 'column-name', parts: [name], start: name.start, end: name.end });
    } else columns.push(parseColumnName(p));
    while (at(p, '[') && p.grammar.subscripts) skipBalanced(p);
    if (at(p, 'AS') || atWord(p, 'FILLER')) skipUntil(p, (q) => at(q, ',')); // Vertica: COPY t (a, b AS a + 1)
    while (at(p, '.')) {
      advance(p);
      advance(p);
    }
    if (!eat(p, ',')) break;
  }
  expect(p, ')');
  return columns;
}

function parseInsertSource(p: Cursor, parts: Writable<InsertParts>): void {
  if (eatPair(p, 'DEFAULT', 'VALUES')) return;
  if (at(p, 'SET')) {
    advance(p);
    parts.set = parseAssignments(p);
    return;
  }
  if (at(p, 'VALUES') && peekKind(p) === TokenKind.Word && p.grammar.recordValues) {
    parts.source = parseRecord(p);
    return;
  }
  if (at(p, 'VALUE') || (at(p, 'VALUES') && !startsQuery(p))) {
    const start = startOf(p);
    const body = parseValues(p);
    parts.source = { kind: 'query', body, orderBy: [], limit: [], pipe: [], start: startFrom(p, start), end: endOf(p) };
    return;
  }
  if (at(p, 'FORMAT') && p.grammar.settings) {
    // rows in another notation follow: nothing here to read
    while (p.kind !== TokenKind.End && !at(p, ';')) advance(p);
    return;
  }
  if (p.grammar.transform && (at(p, 'MAP') || atWord(p, 'REDUCE'))) {
    const select = openSelect(startOf(p));
    parseMapReduce(p, select);
    parseClauses(p, select);
    const end = (select.end = endOf(p));
    parts.source = { kind: 'query', body: select, orderBy: [], limit: [], pipe: [], start: select.start, end };
    return;
  }
  if (at(p, 'EXEC') || at(p, 'EXECUTE')) {
    skipUntil(p, () => false);
    return;
  }
  if (at(p, 'FROM') && p.kind === TokenKind.Word && atWordInfile(p)) {
    skipUntil(p, () => false);
    return;
  }
  if (at(p, 'TABLE') && !startsQuery(p)) {
    const start = startOf(p);
    advance(p);
    const body = { kind: 'table-query' as const, name: parseDatasetName(p), start: startFrom(p, start), end: endOf(p) };
    parts.source = { kind: 'query', body, orderBy: [], limit: [], pipe: [], start: startFrom(p, start), end: endOf(p) };
    return;
  }
  if (startsQuery(p) || at(p, '(') || p.kind === TokenKind.Template) parts.source = parseQuery(p);
  else if (parts.partition.length === 0 || p.kind === TokenKind.End) fail(p, ['VALUES', 'SELECT']);
  else parts.source = parseQuery(p);
}

/** VALUES record (PL/SQL): the fields of a record, as `(record).*` gives them */
function parseRecord(p: Cursor): Query {
  const start = startOf(p);
  advance(p);
  const operand = parseExpression(p);
  const select = openSelect(start);
  const { start: from, end } = operand;
  const star = { kind: 'star' as const, qualifier: [], except: [], replace: [], rename: [], operand, start: from, end };
  select.items.push({ kind: 'select-item', expression: star, start: from, end });
  select.end = end;
  return { kind: 'query', body: select, orderBy: [], limit: [], pipe: [], start: startFrom(p, start), end: endOf(p) };
}

const atWordInfile = (p: Cursor): boolean => p.text.slice(p.tokens.starts[p.pos + 1], p.tokens.ends[p.pos + 1]).toUpperCase() === 'INFILE';

/** [AS alias (columns)] [ON CONFLICT … | ON DUPLICATE KEY UPDATE …] [RETURNING …] */
function parseInsertTail(p: Cursor, parts: Writable<InsertParts>): void {
  if (at(p, 'AS')) {
    const alias: TableAlias | undefined = parseTableAlias(p);
    if (alias !== undefined) parts.rowAlias = alias;
  }
  while (at(p, 'ON')) {
    advance(p);
    if (eat(p, 'DUPLICATE')) {
      expect(p, 'KEY');
      expect(p, 'UPDATE');
      parts.onConflict = parseAssignments(p);
    } else if (eat(p, 'CONFLICT')) parseOnConflict(p, parts);
    else {
      fail(p, ['CONFLICT', 'DUPLICATE KEY UPDATE']);
      return;
    }
  }
  if (at(p, 'RETURNING')) parts.returning = parseReturning(p);
  if ((at(p, 'PARTITIONED') || at(p, 'CLUSTERED')) && peek(p) === 'BY') skipUntil(p, () => false); // Druid
}

/** … CONFLICT [(columns) [WHERE …] | ON CONSTRAINT name] DO (NOTHING | UPDATE SET … [WHERE …]) */
function parseOnConflict(p: Cursor, parts: Writable<InsertParts>): void {
  if (at(p, '(')) {
    skipBalanced(p);
    if (eat(p, 'WHERE')) parseExpression(p);
  } else if (eatPair(p, 'ON', 'CONSTRAINT')) parseIdentifier(p);
  expect(p, 'DO');
  if (eat(p, 'NOTHING')) return;
  expect(p, 'UPDATE');
  if (!at(p, 'SET') && p.grammar.settings) return;
  expect(p, 'SET');
  parts.onConflict = [...parts.onConflict, ...parseAssignments(p)];
  if (eat(p, 'WHERE')) parts.onConflictWhere = parseExpression(p);
}

/** RETURNING items [INTO variables] */
export function parseReturning(p: Cursor): SelectItem[] {
  const items: SelectItem[] = [];
  advance(p);
  if (at(p, 'WITH') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  parseSelectItems(p, items);
  if (at(p, 'INTO') || (at(p, 'BULK') && peek(p) !== ',')) skipUntil(p, () => false);
  return items;
}

/** What a statement gives of the rows that it changed, and where it puts them. */
export interface Output {
  returning: readonly SelectItem[];
  outputInto?: Copy;
}

/** T-SQL: OUTPUT items [INTO target [(columns)]] */
export function parseOutput(p: Cursor, into: Output): void {
  const items: SelectItem[] = [];
  advance(p);
  parseSelectItems(p, items);
  into.returning = items;
  const start = startOf(p);
  if (!eat(p, 'INTO')) return;
  const target = parseDatasetName(p);
  const columns = at(p, '(') && !atQuery(p) ? parseColumnList(p) : [];
  into.outputInto = { kind: 'copy', target, columns, ...spanFrom(p, start) };
}

/** INSERT OVERWRITE [LOCAL] DIRECTORY path [format options] query */
function parseInsertDirectory(p: Cursor, start: number): Copy {
  eat(p, 'LOCAL');
  advance(p);
  const target = p.kind === TokenKind.String ? pathName(p) : undefined;
  skipUntil(p, (q) => startsQuery(q) || at(q, 'TABLE'));
  const source = p.kind === TokenKind.End ? undefined : parseQuery(p);
  return { kind: 'copy', ...(target && { target }), columns: [], ...(source && { source }), start: startFrom(p, start), end: endOf(p) };
}

/** A string as the name of a path. */
export function pathName(p: Cursor): DatasetName {
  const part = takeIdentifier(p);
  return { kind: 'dataset-name', form: part.name.startsWith('@') ? 'stage' : 'path', parts: [part], start: part.start, end: part.end };
}
