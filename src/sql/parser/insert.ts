/** INSERT into one table, in its forms. Several tables are in multi-insert.ts. */
import { TokenKind } from '../tokens.js';
import type { ColumnName, Copy, DatasetName, Expression, Insert, Query, SelectItem, Statement, TableAlias, With } from '../tree.js';
import { parsePlainCall } from './call.js';
import { urisIn } from './copy.js';
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
  spanFrom,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseAssignmentList, parseAssignments, skipErrorLog } from './dml.js';
import { parseExpression, parseExpressionList } from './expression.js';
import { parseMultiInsert } from './multi-insert.js';
import { atAlias, parseDatasetName, parseIdentifier, parseLabel, takeIdentifier } from './name.js';
import {
  atNestedQuery,
  atQuery,
  closingParenthesis,
  parseParenthesizedQuery,
  parseQuery,
  parseValues,
  startsQuery,
  tableQuery,
} from './query.js';
import { parseColumnName } from './reference.js';
import { parseExecute } from './routine.js';
import { openSelect, parseSelectItems } from './select.js';
import { parseExplain } from './session.js';
import { atReference, parseTableAlias, skipReference } from './table-suffix.js';

// ── INSERT ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** (INSERT | REPLACE | UPSERT) … INTO target [(columns)] source [ON CONFLICT …] [RETURNING …] | INSERT ALL … | INSERT OVERWRITE DIRECTORY … */
export function parseInsert(p: Cursor, start: number, clause: With | undefined): Statement {
  advance(p);
  if (at(p, 'EXPLAIN') && peek(p) !== '(') return parseExplain(p, start); // Teradata: INSERT EXPLAIN … INTO t query
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
  if (at(p, 'WITH') && peek(p) === 'SCHEMA') skipUntil(p, (q) => at(q, 'INTO') || at(q, 'OVERWRITE')); // Databricks: WITH SCHEMA EVOLUTION
  if (at(p, 'OR') && (peek(p) === 'REPLACE' || peekKind(p) === TokenKind.Word)) {
    advance(p);
    advance(p);
  }
  if (atPair(p, 'WITH', 'SCHEMA')) skipUntil(p, (q) => at(q, 'INTO') || at(q, 'OVERWRITE')); // Databricks: WITH SCHEMA EVOLUTION
  const overwrite = eat(p, 'OVERWRITE');
  if (overwrite && (at(p, 'DIRECTORY') || (at(p, 'LOCAL') && peek(p) === 'DIRECTORY'))) return parseInsertDirectory(p, start);
  eat(p, 'INTO');
  const target = parseInsertTarget(p);
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

/** [TABLE] name | '(' query ')' | [[TABLE] FUNCTION] call */
function parseInsertTarget(p: Cursor): DatasetName {
  if (at(p, 'TABLE')) advance(p);
  if (at(p, 'FUNCTION') && peekKind(p) === TokenKind.Word && peek(p, 2) === '(') {
    advance(p);
    return parseCallTarget(p);
  }
  if (atQuery(p)) return parseQueryTarget(p);
  return at(p, 'IDENTIFIER') || !isCallTarget(p) ? parseDatasetName(p) : parseCallTarget(p);
}

/** ClickHouse's INSERT INTO FUNCTION file('x') and the like. */
const isCallTarget = (p: Cursor): boolean =>
  (atWord(p, 'EXTERN') && peek(p) === '(') || // Druid
  (p.kind === TokenKind.Word &&
    peek(p) === '(' &&
    ((p.grammar.insertFunctions && (peekKind(p, 2) === TokenKind.String || peekKind(p, 2) === TokenKind.Number)) ||
      /^OPEN(QUERY|ROWSET|DATASOURCE)$/i.test(textOf(p)) ||
      (at(p, 'FILES') && peekKind(p, 2) === TokenKind.String)));

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
  // StarRocks: INSERT INTO FILES ('path' = 's3://…', …) query
  if (eat(p, 'FILES')) {
    const [path] = urisIn(p);
    return path ?? { kind: 'dataset-name', form: 'dynamic', parts: [], start: startFrom(p, start), end: endOf(p) };
  }
  const name = takeIdentifier(p);
  const call = p.grammar.insertFunctions ? parsePlainCall(p, [name], start) : undefined;
  if (call === undefined) skipBalanced(p); // T-SQL: OPENROWSET('…'; '…')
  return { kind: 'dataset-name', form: 'dynamic', parts: [], ...(call && { call }), start: startFrom(p, start), end: endOf(p) };
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
  | 'returningInto'
>;

/** What stands behind the target. */
function parseInsertBody(p: Cursor, overwrite: boolean): { parts: InsertParts; replaces: boolean } {
  const parts: Writable<InsertParts> = { columns: [], partition: [], set: [], byName: false, onConflict: [], returning: [] };
  let replaces = overwrite;
  parseTargetAlias(p, parts);
  for (;;) {
    if (at(p, 'PARTITION') && peek(p) === '(') {
      advance(p);
      const named = parseAssignmentList(p);
      parts.partition = p.grammar.namedPartitions ? named.filter(({ value }) => value.kind !== 'missing') : named;
      parseTargetAlias(p, parts);
    } else if (at(p, 'INCLUDE') && peek(p) === '(') skipInclude(p);
    else if (at(p, 'BY') && peek(p) === 'NAME') {
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
    } else if (atReference(p)) skipReference(p);
    else if (atProperties(p)) {
      advance(p);
      skipBalanced(p);
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
    else if (at(p, 'PARTITION') && peek(p) === 'BY' && p.grammar.insertFunctions)
      skipUntil(p, startsSource); // ClickHouse: into function s3(…)
    else if (at(p, 'SETTINGS') && p.grammar.settings) skipUntil(p, startsSource);
    else if (at(p, 'OVERWRITE') && (peek(p) === 'ALL' || peek(p) === 'WHERE')) {
      // Druid: REPLACE INTO t OVERWRITE ALL
      replaces = true;
      advance(p);
      if (!eat(p, 'ALL')) {
        advance(p);
        parseExpression(p);
      }
    } else if (at(p, '(') && p.grammar.insertBareValues && atBareValues(p)) {
      parseBareValues(p, parts);
      parseInsertTail(p, parts);
      return { parts, replaces };
    } else if (at(p, '(') && parts.columns.length === 0 && !atQuery(p) && !atNestedQuery(p)) parts.columns = parseColumnList(p);
    else break;
  }
  parseInsertSource(p, parts);
  // Databricks: REPLACE ON a = b (query) [AS] s
  if (replaces && !overwrite && atAlias(p, p.words.notTableAlias)) parts.rowAlias = parseTableAlias(p) as TableAlias;
  parseInsertTail(p, parts);
  return { parts, replaces };
}

function parseTargetAlias(p: Cursor, parts: Writable<InsertParts>): void {
  if (eat(p, 'AS') || (atAlias(p, p.words.notTableAlias) && !INSERT_WORDS.has(p.word) && !atOwnWord(p) && !startsQuery(p)))
    parts.targetAlias = takeIdentifier(p);
}

/** INCLUDE '(' name type, … ')' (DB2): columns that only the rows of FINAL TABLE (…) have */
export function skipInclude(p: Cursor): void {
  advance(p);
  skipBalanced(p);
}

const INSERT_WORDS = new Set([
  'INCLUDE',
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
  'LOCKING',
]);
const atOwnWord = (p: Cursor): boolean =>
  (at(p, 'OVERWRITE') && (peek(p) === 'ALL' || peek(p) === 'WHERE')) ||
  atReference(p) ||
  atProperties(p) ||
  (p.grammar.transform && at(p, 'REDUCE')) ||
  (at(p, 'JSON') && peekKind(p) === TokenKind.String);
/** StarRocks: PROPERTIES ('a' = 'b') */
const atProperties = (p: Cursor): boolean => atWord(p, 'PROPERTIES') && peek(p) === '(';
const startsSource = (p: Cursor): boolean => atQuery(p) || at(p, 'VALUES') || at(p, 'VALUE') || at(p, 'FORMAT');

/** Vertica: COPY t (a, b AS a + 1, c FORMAT 'YYYY') */
const COPY_OPTIONS = new Set(['AS', 'FILLER', 'FORMAT', 'DELIMITER', 'ENCLOSED', 'ENFORCELENGTH', 'ESCAPE', 'NULL', 'TRIM']);

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
    } else columns.push(withSubscripts(p, parseColumnName(p)));
    if (p.kind === TokenKind.Word && COPY_OPTIONS.has(textOf(p).toUpperCase())) skipUntil(p, (q) => at(q, ','));
    else if (at(p, 'DEFAULT') || p.kind === TokenKind.Number) skipUntil(p, (q) => at(q, ',')); // T-SQL: COPY INTO t (a DEFAULT 1 2)
    while (at(p, '.')) {
      advance(p);
      advance(p);
    }
    if (!eat(p, ',')) break;
  }
  expect(p, ')');
  return columns;
}

/** `a[1].b[2]`: a part of the column */
function withSubscripts(p: Cursor, column: ColumnName): ColumnName {
  if (!at(p, '[') || !p.grammar.subscripts) return column;
  while (at(p, '.') || at(p, '[')) {
    if (at(p, '[')) skipBalanced(p);
    else {
      advance(p);
      advance(p);
    }
  }
  return { ...column, end: endOf(p) };
}

/** Teradata: INSERT INTO t (1, , 'x'), INSERT INTO t (a = 1): nothing comes behind the parentheses. */
function atBareValues(p: Cursor): boolean {
  const end = closingParenthesis(p, 0) + 1;
  const next = peek(p, end);
  return !atQuery(p) && !atNestedQuery(p) && (next === ';' || next === ')' || next === 'END' || peekKind(p, end) === TokenKind.End);
}

function parseBareValues(p: Cursor, parts: Writable<InsertParts>): void {
  if (peek(p, 2) === '=') {
    parts.set = parseAssignmentList(p);
    return;
  }
  const start = startOf(p);
  const row: Expression[] = [];
  advance(p);
  do row.push(at(p, ',') || at(p, ')') ? nothing(p) : parseExpression(p));
  while (eat(p, ','));
  expect(p, ')');
  const span = spanFrom(p, start);
  parts.source = { kind: 'query', body: { kind: 'values', rows: [row], ...span }, orderBy: [], limit: [], pipe: [], ...span };
}

/** A value that is left out: the column's default. */
const nothing = (p: Cursor): Expression => ({ kind: 'keyword', text: 'default', ...spanFrom(p, endOf(p)) });

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
  if (at(p, 'EXEC') || at(p, 'EXECUTE')) {
    const executed = parseExecute(p, startOf(p));
    const only = executed.kind === 'execute' && executed.statements.length === 1 ? executed.statements[0] : undefined;
    if (only?.kind === 'query-statement') parts.source = only.query;
    return;
  }
  if (at(p, 'JSON') && peekKind(p) === TokenKind.String) {
    advance(p); // Teradata: INSERT INTO t JSON '{"a": 1}'
    return advance(p);
  }
  if (at(p, 'FROM') && p.kind === TokenKind.Word && atWordInfile(p)) {
    const rows = parseInfile(p);
    if (rows !== undefined) parts.source = rows;
    return;
  }
  if (at(p, 'TABLE') && !startsQuery(p)) {
    const start = startOf(p);
    advance(p);
    parts.source = tableQuery(p, parseDatasetName(p), start);
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

/** FROM INFILE 'path' … (ClickHouse): the file's rows */
function parseInfile(p: Cursor): Query | undefined {
  const start = startOf(p);
  advance(p);
  advance(p);
  const name = p.kind === TokenKind.String ? pathName(p) : undefined;
  skipUntil(p, () => false);
  if (name === undefined) return undefined;
  const span = spanFrom(p, start);
  return { kind: 'query', body: { kind: 'table-query', name, ...span }, orderBy: [], limit: [], pipe: [], ...span };
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
  skipErrorLog(p);
  if (atReturning(p)) parseReturning(p, parts);
  if ((at(p, 'PARTITIONED') || at(p, 'CLUSTERED')) && peek(p) === 'BY') skipUntil(p, () => false); // Druid
}

/** … CONFLICT [(columns) [WHERE …] | ON [UNIQUE] CONSTRAINT name] DO (NOTHING | UPDATE SET … [WHERE …]) */
function parseOnConflict(p: Cursor, parts: Writable<InsertParts>): void {
  if (at(p, '(')) {
    skipBalanced(p);
    if (eat(p, 'WHERE')) parseExpression(p);
  } else if (eat(p, 'ON')) {
    eat(p, 'UNIQUE'); // Spanner
    expect(p, 'CONSTRAINT');
    parseIdentifier(p);
  }
  expect(p, 'DO');
  if (eat(p, 'NOTHING')) return;
  expect(p, 'UPDATE');
  if (!at(p, 'SET') && p.grammar.settings) return;
  expect(p, 'SET');
  parts.onConflict = [...parts.onConflict, ...parseAssignments(p)];
  if (eat(p, 'WHERE')) parts.onConflictWhere = parseExpression(p);
}

/** RETURNING, or Spanner's THEN RETURN */
export const atReturning = (p: Cursor): boolean => at(p, 'RETURNING') || atPair(p, 'THEN', 'RETURN');

/** (RETURNING | THEN RETURN [WITH ACTION [AS name]]) items [[BULK COLLECT] INTO variables] */
export function parseReturning(p: Cursor, into: Output): void {
  const items: SelectItem[] = [];
  eat(p, 'THEN');
  advance(p);
  if (at(p, 'WITH') && peekWordIs(p, 1, 'ACTION')) {
    advance(p);
    advance(p);
    if (eat(p, 'AS')) parseLabel(p);
  }
  if (at(p, 'WITH') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  parseSelectItems(p, items);
  into.returning = items;
  if (at(p, 'BULK') && peek(p) !== ',') skipUntil(p, (q) => at(q, 'INTO'));
  if (eat(p, 'INTO')) into.returningInto = parseExpressionList(p);
  skipErrorLog(p);
}

/** What a statement gives of the rows that it changed, and where it puts them. */
export interface Output {
  returning: readonly SelectItem[];
  outputInto?: Copy;
  returningInto?: readonly Expression[];
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
