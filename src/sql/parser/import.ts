/** IMPORT and EXPORT (Exasol), as statements and as relations; and the other relations that no table stands behind. */
import { TokenKind } from '../tokens.js';
import type { ColumnName, Copy, DatasetName, Expression, FunctionCall, Identifier, Query, Relation, TableFunction } from '../tree.js';
import { advance, at, atWord, type Cursor, eat, endOf, expect, peekKind, skipBalanced, startFrom, startOf } from './cursor.js';
import { parseBinary, parseExpression } from './expression.js';
import { parseColumnList, pathName } from './insert.js';
import { atDatasetName, parseDatasetName } from './name.js';
import { atQuery, parseQuery } from './query.js';
import { parseDeclaredColumns } from './relation.js';
import { withSuffixes } from './table-suffix.js';
import { Precedence } from './words.js';

// ── Statements ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** IMPORT INTO t [(columns)] FROM source */
export function parseImport(p: Cursor, start: number): Copy {
  advance(p);
  expect(p, 'INTO');
  const target = parseDatasetName(p);
  const columns = at(p, '(') ? parseColumnList(p) : [];
  return copy(p, start, target, columns, parseImportSource(p));
}

/** EXPORT (t [(columns)] | '(' query ')') INTO target */
export function parseExportInto(p: Cursor, start: number): Copy {
  advance(p);
  const source = atQuery(p) ? parseQuery(p) : parseDatasetName(p);
  const columns = at(p, '(') ? parseColumnList(p) : [];
  expect(p, 'INTO');
  return copy(p, start, parseEnd(p), columns, source);
}

function copy(
  p: Cursor,
  start: number,
  target: DatasetName | undefined,
  columns: readonly ColumnName[],
  source: DatasetName | Query | undefined,
): Copy {
  return {
    kind: 'copy',
    ...(target && { target }),
    columns,
    ...(source && { source }),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

function parseImportSource(p: Cursor): DatasetName | undefined {
  expect(p, 'FROM');
  return parseEnd(p);
}

/** [LOCAL] kind [AT connection] … (FILE 'path' | TABLE name | STATEMENT 'text' | SCRIPT name …) options: the first that has a name */
function parseEnd(p: Cursor): DatasetName | undefined {
  let end: DatasetName | undefined;
  while (p.kind !== TokenKind.End && !at(p, ';') && !at(p, ')')) {
    const names = end === undefined && (atWord(p, 'FILE') || at(p, 'TABLE'));
    if (!names) {
      skipBalanced(p);
      continue;
    }
    const path = peekKind(p) === TokenKind.String;
    advance(p);
    if (path) end = pathName(p);
    else if (atDatasetName(p)) end = parseDatasetName(p);
  }
  return end;
}

// ── Relations ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** '(' IMPORT [INTO '(' column type, … ')'] FROM source ')' [AS alias] | '(' EXPLAIN VIRTUAL query ')' [AS alias] */
export function parseLoadedRelation(p: Cursor, start: number): Relation {
  const relation = at(p, 'IMPORT') ? parseImportedRows(p) : parseExplainedRows(p);
  expect(p, ')');
  return withSuffixes(p, { ...relation, start: startFrom(p, start), end: endOf(p) });
}

/** The rows of the file or table that is read, under the names that INTO gives them. */
function parseImportedRows(p: Cursor): TableFunction {
  const start = startOf(p);
  advance(p);
  const columns = eat(p, 'INTO') ? parseDeclaredColumns(p) : [];
  const name = parseImportSource(p);
  const argument: Expression[] = [];
  if (name !== undefined) {
    const { start: from, end } = name;
    const query: Query = {
      kind: 'query',
      body: { kind: 'table-query', name, start: from, end },
      orderBy: [],
      limit: [],
      pipe: [],
      start: from,
      end,
    };
    argument.push({ kind: 'subquery', form: 'scalar', query, start: from, end });
  }
  return made(p, start, 'import', argument, columns);
}

/** EXPLAIN VIRTUAL query: what is sent to the other system */
function parseExplainedRows(p: Cursor): TableFunction {
  const start = startOf(p);
  advance(p);
  advance(p);
  const from = startOf(p);
  const query = parseQuery(p);
  const argument: Expression = { kind: 'subquery', form: 'scalar', query, start: startFrom(p, from), end: endOf(p) };
  const columns = ['PUSHDOWN_ID', 'PUSHDOWN_INVOLVED_TABLES', 'PUSHDOWN_SQL'].map((name) => namedHere(p, name));
  return made(p, start, 'explain virtual', [argument], columns);
}

/** VALUES BETWEEN low AND high [WITH STEP step] [AS alias]: a row for each number, in RANGE_VALUE */
export function parseRangeValues(p: Cursor): Relation {
  const start = startOf(p);
  advance(p);
  advance(p);
  const bounds = [parseBinary(p, Precedence.other)];
  if (expect(p, 'AND')) bounds.push(parseBinary(p, Precedence.other));
  if (eat(p, 'WITH')) {
    advance(p);
    bounds.push(parseExpression(p));
  }
  return withSuffixes(p, made(p, start, 'values between', bounds, [namedHere(p, 'RANGE_VALUE')]));
}

const namedHere = (p: Cursor, name: string): Identifier => ({ kind: 'identifier', name, quoted: false, start: endOf(p), end: endOf(p) });

function made(p: Cursor, from: number, name: string, values: readonly Expression[], columns: readonly Identifier[]): TableFunction {
  const start = startFrom(p, from);
  const end = endOf(p);
  const call: FunctionCall = {
    kind: 'call',
    name: [{ kind: 'identifier', name, quoted: false, start, end: start }],
    arguments: values,
    distinct: false,
    orderBy: [],
    withinGroup: [],
    start,
    end,
  };
  return { kind: 'table-function', form: 'call', call, lateral: false, columns, start, end };
}
