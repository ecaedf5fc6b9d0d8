/** Rows that come from files and go to them: COPY, UNLOAD, EXPORT, LOAD. */
import { TokenKind } from '../tokens.js';
import type { ColumnName, Copy, DatasetName, Identifier, OtherStatement, Query, Statement } from '../tree.js';
import {
  advance,
  at,
  atEnd,
  atKind,
  atPair,
  atWord,
  type Cursor,
  eat,
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
  textOf,
} from './cursor.js';
import { parseAssignments } from './dml.js';
import { parseExpression } from './expression.js';
import { parseColumnList, pathName } from './insert.js';
import { atDatasetName, parseDatasetName } from './name.js';
import { other } from './other.js';
import { block } from './procedural.js';
import { atQuery, parseQuery, startsQuery } from './query.js';
import { parseColumnName } from './reference.js';
import { nextBegins } from './script.js';
import { atReference, skipReference } from './table-suffix.js';

// ── COPY, UNLOAD, EXPORT, LOAD ───────────────────────────────────────────────────────────────────────────────────────

/** COPY [INTO] target [(columns)] FROM source options | COPY (source | query) TO target options */
export function parseCopy(p: Cursor, start: number): Copy {
  advance(p);
  eat(p, 'FILES'); // Snowflake: COPY FILES INTO @a FROM @b
  const into = eat(p, 'INTO');
  eat(p, 'BINARY');
  const left: DatasetName | Query | undefined = atQuery(p)
    ? parseQuery(p)
    : atDatasetName(p) || p.kind === TokenKind.String || at(p, '(')
      ? copyEnd(p)
      : undefined;
  if (left === undefined && !at(p, 'TO')) fail(p, ['a table', 'a query']);
  if (at(p, 'BY') && peek(p) === 'POSITION') {
    advance(p); // Databricks: COPY INTO t BY POSITION
    advance(p);
  }
  if (atReference(p)) skipReference(p);
  const columns = at(p, '(') && left?.kind === 'dataset-name' ? parseColumnList(p) : [];
  if (atPair(p, 'COLUMN', 'OPTION')) skipUntil(p, (q) => at(q, 'FROM') || at(q, 'SOURCE') || at(q, 'WITH'));
  if (at(p, 'SOURCE') || (at(p, 'WITH') && peek(p) === 'SOURCE')) {
    skipOptions(p); // Vertica: COPY t SOURCE f(url = 'x')
    return { kind: 'copy', ...(left?.kind === 'dataset-name' && { target: left }), columns, start: startFrom(p, start), end: endOf(p) };
  }
  if (eat(p, 'FROM')) {
    const source = atQuery(p) ? parseQuery(p) : copyEnd(p);
    const otherSources = otherPaths(p);
    return {
      kind: 'copy',
      ...(left?.kind === 'dataset-name' && { target: left }),
      columns,
      ...(source && { source }),
      ...(otherSources.length > 0 && { otherSources }),
      start: startFrom(p, start),
      end: endOf(p),
    };
  }
  if (eat(p, 'TO')) {
    const target = copyEnd(p);
    skipOptions(p);
    return { kind: 'copy', ...(target && { target }), columns, ...(left && { source: left }), start: startFrom(p, start), end: endOf(p) };
  }
  if (!into) fail(p, ['FROM', 'TO']);
  else if (!p.grammar.copyFromTableStage) fail(p, ['FROM']);
  skipOptions(p);
  return { kind: 'copy', ...(left?.kind === 'dataset-name' && { target: left }), columns, start: startFrom(p, start), end: endOf(p) };
}

/** { options [, 'path'] } : Vertica's COPY t FROM 'a' ON node1, 'b' ON node2 */
function otherPaths(p: Cursor): DatasetName[] {
  const paths: DatasetName[] = [];
  while (p.kind !== TokenKind.End && p.word !== ';' && p.word !== ')' && !(p.word === 'GO' && p.grammar.goBatches))
    if (at(p, ',') && peekKind(p) === TokenKind.String) {
      advance(p);
      paths.push(pathName(p));
    } else skipBalanced(p);
  return paths;
}

/** A table, path or stage at one end of a copy; undefined for STDIN, STDOUT and PROGRAM. */
function copyEnd(p: Cursor): DatasetName | undefined {
  if (at(p, 'LOCAL') && (peekKind(p) === TokenKind.String || peekWordIs(p, 1, 'STDIN'))) advance(p); // Vertica
  if (atWord(p, 'STDIN') || atWord(p, 'STDOUT')) {
    advance(p);
    return undefined;
  }
  if (eat(p, 'PROGRAM')) {
    advance(p);
    return undefined;
  }
  if (at(p, 'LOCAL') && (peekKind(p) === TokenKind.String || peekWordIs(p, 1, 'STDIN'))) {
    advance(p); // Vertica: FROM LOCAL 'x.csv'
    return copyEnd(p);
  }
  if (p.kind === TokenKind.String) return pathName(p);
  if (at(p, '(')) {
    skipBalanced(p);
    return undefined;
  }
  if (atWord(p, 'VERTICA') && peekKind(p) === TokenKind.Word) advance(p); // a table of another database
  const name = parseDatasetName(p);
  if (at(p, '(') && name.form === 'stage') skipBalanced(p);
  return name;
}

/** Takes the rest of a statement. */
export function skipOptions(p: Cursor): void {
  while (p.kind !== TokenKind.End && p.word !== ';' && p.word !== ')' && !nextBegins(p))
    if (p.word === 'CASE' && p.grammar.semicolonless)
      parseExpression(p); // with an END of its own
    else skipBalanced(p);
}

/** UNLOAD '(' query | 'query' ')' TO path options */
export function parseUnload(p: Cursor, start: number, parseText: (p: Cursor) => Query | undefined): Copy {
  advance(p);
  expect(p, '(');
  const source = p.kind === TokenKind.String ? parseText(p) : parseQuery(p);
  expect(p, ')');
  expect(p, 'TO');
  const target = p.kind === TokenKind.String ? pathName(p) : undefined;
  skipOptions(p);
  return { kind: 'copy', ...(target && { target }), columns: [], ...(source && { source }), start: startFrom(p, start), end: endOf(p) };
}

/** BULK INSERT t FROM 'path' [WITH (…)] (T-SQL) */
export function parseBulkInsert(p: Cursor, start: number): Copy {
  advance(p);
  advance(p);
  const target = parseDatasetName(p);
  expect(p, 'FROM');
  const source = p.kind === TokenKind.String ? pathName(p) : undefined;
  if (source === undefined) fail(p, ['a path']);
  if (at(p, 'WITH') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  return { kind: 'copy', target, columns: [], ...(source && { source }), start: startFrom(p, start), end: endOf(p) };
}

/** EXPORT DATA [WITH CONNECTION c] OPTIONS (uri = …) AS query (BigQuery) */
export function parseExport(p: Cursor, start: number): Copy {
  advance(p);
  advance(p);
  let target: DatasetName | undefined;
  while (p.kind !== TokenKind.End && !at(p, ';') && !at(p, 'AS')) {
    if (at(p, '(')) target = urisIn(p)[0] ?? target;
    else advance(p);
  }
  expect(p, 'AS');
  const source = parseQuery(p);
  return { kind: 'copy', ...(target && { target }), columns: [], source, start: startFrom(p, start), end: endOf(p) };
}

/** EXPORT TABLE t [PARTITION (…)] TO 'path' options (Hive, Doris) */
export function parseExportTable(p: Cursor, start: number): Copy {
  advance(p);
  advance(p);
  const source = parseDatasetName(p);
  const target = pathAfter(p, 'TO');
  return { kind: 'copy', ...(target && { target }), columns: [], source, start: startFrom(p, start), end: endOf(p) };
}

/** IMPORT [EXTERNAL] TABLE t [PARTITION (…)] FROM 'path' options (Hive) */
export function parseImportTable(p: Cursor, start: number): Copy {
  advance(p);
  if (!at(p, 'TABLE')) advance(p);
  advance(p);
  const target = parseDatasetName(p);
  const source = pathAfter(p, 'FROM');
  return { kind: 'copy', target, columns: [], ...(source && { source }), start: startFrom(p, start), end: endOf(p) };
}

function pathAfter(p: Cursor, word: 'TO' | 'FROM'): DatasetName | undefined {
  while (p.kind !== TokenKind.End && p.word !== ';' && p.word !== ')' && !at(p, word)) skipBalanced(p);
  const path = eat(p, word) && p.kind === TokenKind.String ? pathName(p) : undefined;
  skipOptions(p);
  return path;
}

/** The paths of `uri = '…'`, `uris = ['…', …]`, `"path" = "…"` in a list of options. */
export function urisIn(p: Cursor): DatasetName[] {
  const found: DatasetName[] = [];
  advance(p);
  while (p.kind !== TokenKind.End && !at(p, ')')) {
    const names = /^['"]?(uris?|directory|path)['"]?$/i.test(textOf(p)) && peek(p) === '=';
    if (!names) {
      skipBalanced(p);
      continue;
    }
    advance(p);
    advance(p);
    while (p.kind === TokenKind.String || at(p, '[') || (at(p, ',') && peekKind(p) === TokenKind.String))
      if (atKind(p, TokenKind.String)) found.push(pathName(p));
      else advance(p);
    eat(p, ']');
  }
  advance(p);
  return found;
}

/** EXPORT TO (VERTICA t [(columns)] | format '(' directory = 'path', … ')') (AS query | FROM t) (Vertica); EXPORT TO path OF type query (DB2) */
export function parseExportTo(p: Cursor, start: number): Copy | OtherStatement {
  advance(p);
  advance(p);
  let target: DatasetName | undefined;
  let columns: ColumnName[] = [];
  if (atWord(p, 'VERTICA')) {
    advance(p);
    target = parseDatasetName(p);
    if (at(p, '(')) columns = parseColumnList(p);
  } else if (peek(p) === '(') {
    advance(p);
    [target] = urisIn(p);
  } else target = bareRoute(p);
  skipUntil(p, (q) => at(q, 'AS') || at(q, 'FROM') || startsQuery(q));
  if (atEnd(p) || at(p, ';')) return other(p, start);
  const table = eat(p, 'FROM');
  if (!table) eat(p, 'AS');
  const source = table ? parseDatasetName(p) : parseQuery(p);
  skipOptions(p);
  return { kind: 'copy', ...(target && { target }), columns, source, start: startFrom(p, start), end: endOf(p) };
}

/** `/dir/x.del OF DEL`: a path without quotes, up to the word OF (DB2); undefined for a cursor */
function bareRoute(p: Cursor): DatasetName | undefined {
  if (p.kind === TokenKind.String) return pathName(p);
  const start = startOf(p);
  skipUntil(p, (q) => at(q, 'OF'));
  const end = endOf(p);
  if (end <= start || peek(p) === 'CURSOR') return undefined;
  const part: Identifier = { kind: 'identifier', name: p.text.slice(start, end), quoted: true, start, end };
  return { kind: 'dataset-name', form: 'path', parts: [part], start, end };
}

/** (LOAD | IMPORT) FROM path OF type … INTO t [(columns)] … (DB2) */
export function parseLoadFrom(p: Cursor, start: number): Copy | OtherStatement {
  skipUntil(p, (q) => at(q, 'FROM'));
  advance(p);
  const source = bareRoute(p);
  skipUntil(p, (q) => at(q, 'INTO'));
  if (!eat(p, 'INTO')) return other(p, start);
  const target = parseDatasetName(p);
  const columns = at(p, '(') ? parseColumnList(p) : [];
  skipOptions(p);
  return { kind: 'copy', target, columns, ...(source && { source }), start: startFrom(p, start), end: endOf(p) };
}

/** LOAD DATA [LOCAL] [INPATH | INFILE] path [OVERWRITE | REPLACE] INTO TABLE t …; LOAD DATA (INTO | OVERWRITE) t FROM FILES (…) (BigQuery) */
export function parseLoad(p: Cursor, start: number): Copy {
  advance(p);
  let source: DatasetName | undefined;
  while (p.kind !== TokenKind.End && !at(p, 'INTO') && !(at(p, 'OVERWRITE') && peek(p) !== 'INTO') && !at(p, ';')) {
    if (p.kind === TokenKind.String && source === undefined) source = pathName(p);
    else advance(p);
  }
  if (!eat(p, 'INTO') && !eat(p, 'OVERWRITE'))
    return { kind: 'copy', columns: [], ...oneOrMore(source ? [source] : []), start: startFrom(p, start), end: endOf(p) };
  const procedure = eat(p, 'PROCEDURE'); // SingleStore: what it does with the rows is its own
  eat(p, 'TABLE');
  if (at(p, 'TEMP') || at(p, 'TEMPORARY')) {
    advance(p);
    eat(p, 'TABLE');
  }
  const target = parseDatasetName(p);
  const sources = source === undefined ? [] : [source];
  const columns: ColumnName[] = [];
  while (p.kind !== TokenKind.End && !at(p, ';') && !at(p, ')') && !nextBegins(p)) {
    if (at(p, 'FILES') && peek(p) === '(') {
      advance(p);
      sources.push(...urisIn(p));
    } else if (at(p, '(') && columns.length === 0) columns.push(...loadedColumns(p));
    else if (at(p, 'SET') && peek(p, -1) !== 'CHARACTER') columns.push(...computedColumns(p));
    else if ((at(p, 'PARTITION') || at(p, 'PARTITIONS') || at(p, 'OPTIONS') || at(p, 'BY')) && peek(p) === '(') {
      advance(p);
      skipBalanced(p);
    } else skipBalanced(p);
  }
  return { kind: 'copy', ...(!procedure && { target }), columns, ...oneOrMore(sources), start: startFrom(p, start), end: endOf(p) };
}

/** LOAD LABEL name '(' { DATA INFILE '(' paths ')' INTO TABLE t … [columns] … }, … ')' options (Doris, StarRocks) */
export function parseLabelledLoad(p: Cursor, start: number): Statement {
  advance(p);
  advance(p);
  parseDatasetName(p);
  const copies: Copy[] = [];
  if (expect(p, '('))
    do copies.push(parseDataFrom(p));
    while (eat(p, ','));
  expect(p, ')');
  skipOptions(p);
  return copies.length === 1 ? { ...(copies[0] as Copy), start: startFrom(p, start), end: endOf(p) } : block(p, start, 'load', copies);
}

function parseDataFrom(p: Cursor): Copy {
  const start = startOf(p);
  const sources: DatasetName[] = [];
  skipUntil(p, (q) => atWord(q, 'INFILE') || at(q, 'INTO'));
  if (atWord(p, 'INFILE')) {
    advance(p);
    eat(p, '(');
    while (p.kind === TokenKind.String || at(p, ','))
      if (atKind(p, TokenKind.String)) sources.push(pathName(p));
      else advance(p);
    eat(p, ')');
    skipUntil(p, (q) => at(q, 'INTO'));
  }
  expect(p, 'INTO');
  eat(p, 'TABLE');
  const target = parseDatasetName(p);
  let columns: ColumnName[] = [];
  while (!atEnd(p) && !at(p, ',') && !at(p, ')'))
    if (at(p, '(') && columns.length === 0) columns = loadedColumns(p);
    else {
      const option = at(p, 'PARTITION') || at(p, 'SET') || at(p, 'AS');
      advance(p);
      if (option && at(p, '(')) skipBalanced(p);
    }
  return { kind: 'copy', target, columns, ...oneOrMore(sources), start: startFrom(p, start), end: endOf(p) };
}

/** SET column = value, … : those whose value comes from the file (MySQL's `SET a = upper(@x)`) */
function computedColumns(p: Cursor): ColumnName[] {
  advance(p);
  return parseAssignments(p).flatMap(({ targets, value }) => (p.text.slice(value.start, value.end).includes('@') ? targets : []));
}

/** '(' column [type] | @variable, … ')' */
function loadedColumns(p: Cursor): ColumnName[] {
  const columns: ColumnName[] = [];
  advance(p);
  while (p.kind !== TokenKind.End && !at(p, ')')) {
    if (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted) columns.push(parseColumnName(p));
    while (p.kind !== TokenKind.End && !at(p, ',') && !at(p, ')')) skipBalanced(p);
    eat(p, ',');
  }
  advance(p);
  return columns;
}

export const oneOrMore = ([source, ...otherSources]: readonly DatasetName[]): Pick<Copy, 'source' | 'otherSources'> => ({
  ...(source && { source }),
  ...(otherSources.length > 0 && { otherSources }),
});
