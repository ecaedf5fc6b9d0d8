/** IMPORT and EXPORT (Exasol), as statements and as relations; and the other relations that no table stands behind. */
import { TokenKind } from '../tokens.js';
import type { Copy, DatasetName, Expression, FunctionCall, Identifier, Query, Relation, TableFunction } from '../tree.js';
import { oneOrMore } from './copy.js';
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
  expect(p, 'FROM');
  return { kind: 'copy', target, columns, ...oneOrMore(parseEnds(p)), start: startFrom(p, start), end: endOf(p) };
}

/** EXPORT (t [(columns)] | '(' query ')') INTO target */
export function parseExportInto(p: Cursor, start: number): Copy {
  advance(p);
  const source = atQuery(p) ? parseQuery(p) : parseDatasetName(p);
  const columns = at(p, '(') ? parseColumnList(p) : [];
  expect(p, 'INTO');
  const [target] = parseEnds(p);
  return { kind: 'copy', ...(target && { target }), columns, source, start: startFrom(p, start), end: endOf(p) };
}

/** [LOCAL] kind [AT connection] … (FILE 'path' | TABLE name | STATEMENT 'text' | SCRIPT name …) options: those with names */
function parseEnds(p: Cursor): DatasetName[] {
  const ends: DatasetName[] = [];
  while (p.kind !== TokenKind.End && !at(p, ';') && !at(p, ')')) {
    if (!atWord(p, 'FILE') && !at(p, 'TABLE')) {
      skipBalanced(p);
      continue;
    }
    const path = peekKind(p) === TokenKind.String;
    advance(p);
    if (path) ends.push(pathName(p));
    else if (atDatasetName(p)) ends.push(parseDatasetName(p));
  }
  return ends;
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
  expect(p, 'FROM');
  return made(p, start, 'import', parseEnds(p).map(allOf), columns);
}

/** TABLE name, as a value */
function allOf(name: DatasetName): Expression {
  const { start, end } = name;
  const query: Query = { kind: 'query', body: { kind: 'table-query', name, start, end }, orderBy: [], limit: [], pipe: [], start, end };
  return { kind: 'subquery', form: 'scalar', query, start, end };
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
