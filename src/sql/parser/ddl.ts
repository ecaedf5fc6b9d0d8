/** CREATE: statements that make datasets. What describes storage is skipped; names, columns and queries are kept. The rest of DDL is in alter.ts. */
import { TokenKind } from '../tokens.js';
import type { ColumnDefinition, CreateTable, DatasetName, Identifier, Literal, Query, Statement } from '../tree.js';
import { parseColumnDefinitions, parsePartitionColumns } from './column-definition.js';
import { parseComment } from './column-facts.js';
import { skipOptions } from './copy.js';
import {
  advance,
  at,
  atEnd,
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
import { parseExpression } from './expression.js';
import { parseChanges, parseFlow } from './flow.js';
import { atDatasetName, atName, parseDatasetName, parseIdentifier, takeIdentifier } from './name.js';
import { nearestOf, other } from './other.js';
import { block } from './procedural.js';
import { atQuery, parseParenthesizedQuery, parseQuery, startsQuery, tableQuery } from './query.js';
import { parseRoutine, parseRule } from './routine.js';
import { nextBegins, parseStatement } from './script.js';
import { parseSink } from './stream.js';
import { skipTimeTravel } from './table-suffix.js';

// ── CREATE ───────────────────────────────────────────────────────────────────────────────────────────────────────────

interface CreateWords {
  readonly orReplace: boolean;
  readonly temporary: boolean;
  readonly materialized: boolean;
  /** Words before the object's own, in lower case: `external`, `dynamic`. */
  readonly modifiers: readonly string[];
}

const ROUTINES = new Set(['PROCEDURE', 'PROC', 'FUNCTION', 'TRIGGER', 'TASK', 'PIPE', 'EVENT', 'PACKAGE', 'MACRO', 'AGGREGATE']);
/** Reserved words that begin the kind of an object all the same: `CREATE UNIQUE INDEX`, `CREATE USER`. */
const STRICT_KINDS = new Set(['USER', 'UNIQUE', 'COLLATION', 'FOREIGN', 'CAST', 'DEFAULT']);

/** CREATE ALERT name … IF '(' EXISTS '(' query ')' ')' THEN statement (Snowflake) */
function parseAlert(p: Cursor, start: number): Statement {
  advance(p);
  ifNotExists(p);
  const name = parseDatasetName(p);
  skipUntil(p, (q) => at(q, 'IF'));
  const expressions = eat(p, 'IF') && at(p, '(') ? [parseExpression(p)] : [];
  const statements = eat(p, 'THEN') ? [parseStatement(p)] : [];
  return { kind: 'block', type: 'alert', name, parameters: [], statements, expressions, start: startFrom(p, start), end: endOf(p) };
}

/** CREATE [OR REPLACE] [words] (TABLE | VIEW | …) … */
export function parseCreate(p: Cursor, start: number): Statement {
  const replaces = at(p, 'REPLACE'); // REPLACE VIEW (Teradata), REPLACE TABLE (Databricks)
  advance(p);
  if (at(p, 'SCHEMA') && p.grammar.schemaElements) return parseCreateSchema(p, start);
  const words = parseCreateWords(p, replaces);
  if (at(p, 'TABLE') && peek(p) === 'FUNCTION') {
    advance(p);
    return parseRoutine(p, start);
  }
  if (at(p, 'TABLE') || at(p, 'MODEL') || (at(p, 'STREAM') && !words.modifiers.includes('temp'))) return parseCreateTable(p, start, words);
  if (at(p, 'VIEW')) return peekWordIs(p, 1, 'LOG') ? other(p, start) : parseCreateView(p, start, words);
  if (ROUTINES.has(p.word)) return parseRoutine(p, start);
  if (at(p, 'SOURCE') && peekKind(p) !== TokenKind.End) return parseSource(p, start, words);
  if (atWord(p, 'SINK') && peekKind(p) !== TokenKind.End) return parseSink(p, start);
  if (at(p, 'RULE') && peek(p, 2) === 'AS' && peek(p, 3) === 'ON') return parseRule(p, start);
  if (atWord(p, 'FLOW')) return parseFlow(p, start) ?? other(p, start);
  if (atWord(p, 'ALERT') && peekKind(p) !== TokenKind.End) return parseAlert(p, start);
  // SingleStore: PIPELINE p AS LOAD DATA …; Doris: JOB j ON SCHEDULE … DO INSERT …
  if (atWord(p, 'PIPELINE') || atWord(p, 'JOB')) return parseTask(p, start);
  if (atWord(p, 'VDS')) return parseCreateView(p, start, words); // Dremio
  if (atWord(p, 'SCHEDULED') && peekWordIs(p, 1, 'QUERY')) return parseTask(p, start);
  if (atRowsOfQuery(p)) return parseRowsOfQuery(p, start, words);
  if (tableIsMissing(p)) {
    fail(p, ['TABLE', 'VIEW']);
    return parseCreateTable(p, start, words);
  }
  if ((at(p, 'TEMP') || at(p, 'TEMPORARY')) && !['SEQUENCE', 'FUNCTION', 'STAGE', 'FILE'].includes(peek(p)) && !p.grammar.createOptions)
    fail(p, ['TABLE', 'VIEW']);
  const near = p.word === '' ? nearestOf(p, ['TABLE', 'VIEW']) : undefined;
  if (p.kind !== TokenKind.Word || near !== undefined) fail(p, ['TABLE', 'VIEW', 'FUNCTION', 'SCHEMA'], near);
  else if (!p.grammar.createOptions && p.grammar.reserved.includes(p.word) && !STRICT_KINDS.has(p.word))
    fail(p, ['TABLE', 'VIEW', 'FUNCTION', 'SCHEMA']);
  return other(p, start);
}

/** SCHEMA [IF NOT EXISTS] [name] [AUTHORIZATION role] { CREATE … | GRANT … } */
function parseCreateSchema(p: Cursor, start: number): Statement {
  advance(p);
  ifNotExists(p);
  const name = atDatasetName(p) && !at(p, 'AUTHORIZATION') ? parseDatasetName(p) : undefined;
  skipUntil(p, atSchemaElement);
  if (name === undefined || atEnd(p) || at(p, ';')) return other(p, start);
  const statements: Statement[] = [];
  while (atSchemaElement(p)) {
    const element = startOf(p);
    advance(p);
    const words = parseCreateWords(p, false);
    if (at(p, 'TABLE')) statements.push(parseCreateTable(p, element, words));
    else if (at(p, 'VIEW')) statements.push(parseCreateView(p, element, words));
    skipUntil(p, atSchemaElement);
  }
  return { kind: 'block', type: 'schema', name, parameters: [], statements, expressions: [], start: startFrom(p, start), end: endOf(p) };
}

const atSchemaElement = (p: Cursor): boolean => at(p, 'CREATE') || at(p, 'GRANT');

/** PROJECTION p … AS SELECT (Vertica), JOIN INDEX i AS SELECT (Teradata): rows that are kept beside their tables */
function atRowsOfQuery(p: Cursor): boolean {
  const joins = atPair(p, 'JOIN', 'INDEX');
  if (!joins && !atWord(p, 'PROJECTION')) return false;
  if (joins) advance(p);
  return true;
}

/** SCHEDULED QUERY name (CRON 'x' | EVERY …) … [DEFINED] AS statement (Hive), PIPELINE name AS LOAD … (SingleStore), JOB name … DO statement (Doris) */
export function parseTask(p: Cursor, start: number): Statement {
  skipUntil(p, (q) => at(q, 'DO') || (at(q, 'AS') && peekKind(q) !== TokenKind.String)); // EXECUTED AS 'user'
  if (!eat(p, 'AS') && !eat(p, 'DO')) return other(p, start);
  return block(p, start, 'task', [parseStatement(p)]);
}

function parseRowsOfQuery(p: Cursor, start: number, words: CreateWords): Statement {
  const view = parseCreateView(p, start, { ...words, materialized: true });
  skipOptions(p); // how they are stored
  return { ...view, end: endOf(p) };
}

/** `CREATE s.t … AS SELECT`: only the kind of object is missing. */
function tableIsMissing(p: Cursor): boolean {
  if (p.word !== '' || (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted)) return false;
  if (peek(p) !== '.' && peek(p) !== 'AS') return false;
  for (let i = 1; i < 40; i++) {
    if (peekKind(p, i) === TokenKind.End || peek(p, i) === ';') return false;
    if (
      peek(p, i) === 'AS' &&
      (peek(p, i + 1) === 'SELECT' || peek(p, i + 1) === 'WITH' || (peek(p, i + 1) === '(' && peek(p, i + 2) === 'SELECT'))
    )
      return true;
  }
  return false;
}

/** Takes the words between CREATE and the kind of object. */
function parseCreateWords(p: Cursor, replaces: boolean): CreateWords {
  let orReplace = replaces;
  let temporary = false;
  let materialized = false;
  const modifiers: string[] = [];
  for (let count = 0; count < 12; count++) {
    if (at(p, 'OR')) {
      advance(p);
      orReplace = true;
      advance(p); // REPLACE | ALTER
      continue;
    }
    const eventTable = at(p, 'EVENT') && peek(p) === 'TABLE'; // Snowflake
    if (at(p, 'TABLE') || at(p, 'VIEW') || (ROUTINES.has(p.word) && !eventTable) || atEnd(p) || at(p, ';')) break;
    if (at(p, 'STREAM') && peek(p) !== 'TABLE' && peek(p) !== 'VIEW') break; // CREATE STREAM s ON TABLE t
    // MySQL: ALGORITHM = x, DEFINER = user@host, SQL SECURITY x
    if (atWord(p, 'ALGORITHM') || atWord(p, 'DEFINER')) {
      skipUntil(p, (q) => at(q, 'VIEW') || ROUTINES.has(q.word) || atWord(q, 'SQL'));
      continue;
    }
    if (!precedesDataset(p)) break;
    const { word } = p;
    if (word === 'TEMP' || word === 'TEMPORARY' || word === 'VOLATILE') temporary = true;
    if (word === 'MATERIALIZED') materialized = true;
    modifiers.push(textOf(p).toLowerCase());
    advance(p);
  }
  return { orReplace, temporary, materialized, modifiers };
}

/** Whether TABLE, VIEW or a routine comes within the next few words: then the current word only qualifies it. */
function precedesDataset(p: Cursor): boolean {
  for (let i = 1; i < 6; i++) {
    const word = peek(p, i);
    if (word === 'TABLE' || word === 'VIEW' || word === 'STREAM' || ROUTINES.has(word)) return true;
    if (word === 'AS' || word === 'FOR' || word === 'TYPE' || (peekKind(p, i) !== TokenKind.Word && word !== ',')) return false;
  }
  return false;
}

export const ifNotExists = (p: Cursor): boolean => {
  if (!(at(p, 'IF') && peek(p) === 'NOT' && peek(p, 2) === 'EXISTS')) return false;
  advance(p);
  advance(p);
  advance(p);
  return true;
};

export const ifExists = (p: Cursor): boolean => eatPair(p, 'IF', 'EXISTS');

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** … TABLE [IF NOT EXISTS] name [columns] options [AS query | LIKE t | CLONE t] */
function parseCreateTable(p: Cursor, start: number, words: CreateWords): CreateTable {
  const named = p.word === '' ? 'table' : textOf(p).toLowerCase();
  const objectType = [...words.modifiers.filter((word) => word !== 'temp' && word !== 'temporary'), named].join(' ');
  if (p.word !== '') advance(p);
  const exists = ifNotExists(p);
  const name = parseDatasetName(p);
  if (exists === false) ifNotExists(p);
  const table: Writable<CreateTable> = {
    kind: 'create-table',
    name,
    temporary: words.temporary || name.form === 'temporary',
    orReplace: words.orReplace,
    ifNotExists: exists,
    objectType,
    columns: [],
    start,
    end: start,
  };
  parseTableBody(p, table);
  table.end = spanFrom(p, start).end;
  return table;
}

/** … SOURCE name [(columns)] options */
function parseSource(p: Cursor, start: number, words: CreateWords): CreateTable {
  advance(p);
  const exists = ifNotExists(p);
  const name = parseDatasetName(p);
  const columns: ColumnDefinition[] = [];
  if (at(p, '(') && opensColumns(p)) parseColumnDefinitions(p, {}, columns);
  skipOptions(p);
  const { temporary, orReplace } = words;
  const span = { start: startFrom(p, start), end: endOf(p) };
  return { kind: 'create-table', name, temporary, orReplace, ifNotExists: exists, objectType: 'source', columns, ...span };
}

function parseTableBody(p: Cursor, table: Writable<CreateTable>): void {
  const columns: ColumnDefinition[] = [];
  table.columns = columns;
  skipBeforeColumns(p);
  if (at(p, '(') && !atQuery(p) && opensColumns(p)) parseColumnDefinitions(p, table, columns);
  for (;;) {
    if (atEnd(p) || at(p, ';') || at(p, ')') || nextBegins(p) || (p.grammar.schemaElements && atSchemaElement(p))) return;
    if (at(p, '(')) {
      if (atQuery(p) && table.query === undefined) {
        if (!p.grammar.createOptions) fail(p, ['AS']);
        table.query = parseQuery(p);
      } else skipBalanced(p);
    } else if (atWord(p, 'FLOW') && peek(p) === 'AUTO') {
      skipUntil(p, (q) => at(q, 'FROM'));
      table.query = parseChanges(p);
    } else if (at(p, 'STORED') && peek(p) === 'AS') {
      advance(p);
      advance(p);
      advance(p);
    } else if (at(p, 'INCLUDE') && p.grammar.streamObjects) {
      advance(p); // RisingWave: INCLUDE KEY AS k
      advance(p);
      if (eat(p, 'AS')) advance(p);
    } else if (atWord(p, 'STORE') && peek(p) === 'AS') {
      advance(p); // Dremio: STORE AS (type => 'parquet')
      advance(p);
      skipBalanced(p);
    } else if (at(p, 'FOR') && skipTimeTravel(p)) {
      // CLONE t FOR SYSTEM_TIME AS OF x
    } else if (at(p, 'AS') && peek(p) === 'OF') {
      advance(p);
      advance(p);
      parseExpression(p);
    } else if (at(p, 'AS') && table.query === undefined) {
      advance(p);
      parseTableSource(p, table);
    } else if (startsQuery(p) && table.query === undefined && !at(p, 'FROM') && !(at(p, 'WITH') && peek(p) === '('))
      table.query = parseQuery(p);
    else if (at(p, 'LIKE') || at(p, 'CLONE') || (at(p, 'COPY') && peekKind(p) === TokenKind.Word)) {
      const like = at(p, 'LIKE');
      advance(p);
      eat(p, 'TABLE');
      if (!like) eat(p, 'AS'); // ClickHouse: CLONE AS t
      if (!atDatasetName(p)) continue;
      const source = parseDatasetName(p);
      if (like) table.like = source;
      else table.clone = source;
    } else if (at(p, 'LOCATION') || atWord(p, 'LOCATION')) parseLocation(p, table);
    else if (at(p, 'COMMENT')) parseTableComment(p, table);
    else if (at(p, 'ON') && (peek(p) === 'TABLE' || peek(p) === 'VIEW') && table.objectType.endsWith('stream')) {
      // CREATE STREAM s ON TABLE t: the stream gives t's changed rows
      advance(p);
      advance(p);
      table.clone = parseDatasetName(p);
    } else if (at(p, 'PARTITION') && peek(p) === 'OF') {
      advance(p);
      advance(p);
      table.inherits = [parseDatasetName(p)];
    } else if (at(p, 'INHERITS') && peek(p) === '(') {
      advance(p);
      advance(p);
      const parents: DatasetName[] = [];
      do parents.push(parseDatasetName(p));
      while (eat(p, ','));
      table.inherits = parents;
      expect(p, ')');
    } else if ((at(p, 'PARTITIONED') || at(p, 'PARTITION')) && peek(p) === 'BY' && peek(p, 2) === '(' && p.grammar.partitionColumns) {
      advance(p);
      advance(p);
      parsePartitionColumns(p, columns);
    } else if (p.kind === TokenKind.Unknown) {
      fail(p, ['a table option']);
      advance(p);
    } else skipBalanced(p);
  }
}

/** What may stand between a name and its columns: a cluster (ClickHouse), options behind commas (Teradata), a module (SQLite). */
function skipBeforeColumns(p: Cursor): void {
  if (at(p, ',')) skipUntil(p, (q) => at(q, '(') || at(q, 'AS'));
  if (atWord(p, 'UUID') && peekKind(p) === TokenKind.String) {
    advance(p);
    advance(p);
  }
  if ((at(p, 'ON') && peek(p) === 'CLUSTER') || (at(p, 'USING') && peek(p, 2) === '(')) {
    const words = at(p, 'ON') ? 3 : 2;
    for (let i = 0; i < words; i++) advance(p);
  }
}

/** Whether the parenthesis opens columns (`a INT`, `a,`, `LIKE t`, `CONSTRAINT …`), not an option's values. */
function opensColumns(p: Cursor): boolean {
  const kind = peekKind(p);
  if (kind === TokenKind.String) return p.grammar.stringNames;
  if (kind !== TokenKind.Word && kind !== TokenKind.Quoted && kind !== TokenKind.Template) return false;
  const next = peekKind(p, 2);
  return (
    next === TokenKind.Word ||
    next === TokenKind.Quoted ||
    next === TokenKind.Template ||
    [',', ')', '.', ':'].includes(peek(p, 2)) ||
    (peek(p) === 'CHECK' && peek(p, 2) === '(') ||
    (peek(p) === 'UNIQUE' && peek(p, 2) === '(')
  );
}

/** AS (query | name | call) */
function parseTableSource(p: Cursor, table: Writable<CreateTable>): void {
  if (atQuery(p) || (at(p, '(') && !atNameInParentheses(p)) || p.kind === TokenKind.Template) {
    table.query = parseQuery(p);
    return;
  }
  if (at(p, 'EXECUTE') || at(p, 'EXEC') || p.kind === TokenKind.String) return;
  if (!p.grammar.createOptions) {
    table.query = parseQuery(p);
    return;
  }
  const open = eat(p, '(');
  if (open && atName(p) && peek(p) === 'AS' && peek(p, 2) === '(') return parseNamedSources(p, table);
  if (atDatasetName(p)) {
    const source = parseDatasetName(p);
    if (at(p, '('))
      skipBalanced(p); // a table function (ClickHouse)
    else if (p.grammar.tableAsClones && !withNoData(p, open)) table.clone = source;
    else table.like = source;
  } else table.query = parseQuery(p);
  if (open) expect(p, ')');
}

/** AS (training_data AS (query), custom_holiday AS (query)): BigQuery's models; the first is what the model is made of. */
function parseNamedSources(p: Cursor, table: Writable<CreateTable>): void {
  advance(p);
  advance(p);
  table.query = parseParenthesizedQuery(p);
  skipUntil(p, () => false);
  expect(p, ')');
}

/** `AS t WITH NO DATA`, `AS (t) WITH NO DATA`: only the columns are taken over. */
function withNoData(p: Cursor, open: boolean): boolean {
  const i = open ? 1 : 0;
  return (i === 0 ? p.word : peek(p, i)) === 'WITH' && peek(p, i + 1) === 'NO' && peekWordIs(p, i + 2, 'DATA');
}

const atNameInParentheses = (p: Cursor): boolean =>
  (peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted) && !['SELECT', 'WITH', 'VALUES', 'FROM', 'TABLE'].includes(peek(p));

/** COMMENT [=] 'text' */
function parseTableComment(p: Cursor, table: Writable<CreateTable>): void {
  advance(p);
  const comment = parseComment(p);
  if (comment !== undefined) table.facts = { ...table.facts, comment };
}

function parseLocation(p: Cursor, table: Writable<CreateTable>): void {
  advance(p);
  eat(p, '=');
  if (p.kind !== TokenKind.String) return;
  const start = startOf(p);
  const value = takeIdentifier(p).name;
  const location: Literal = { kind: 'literal', type: 'string', value, start: startFrom(p, start), end: endOf(p) };
  table.location = location;
}

/** … VIEW [IF NOT EXISTS] name [(columns)] options AS query options */
function parseCreateView(p: Cursor, start: number, words: CreateWords): Statement {
  advance(p);
  if (words.materialized && atWord(p, 'REPLICA') && peek(p) !== 'AS' && peek(p) !== '.') return parseReplica(p, start, words);
  const exists = ifNotExists(p);
  const name = parseDatasetName(p);
  if (!exists) ifNotExists(p);
  let columns: Identifier[] = [];
  let to: DatasetName | undefined;
  skipBeforeColumns(p);
  if (at(p, '(')) columns = parseViewColumns(p);
  for (;;) {
    if (at(p, 'TO') && p.grammar.settings) {
      advance(p);
      to = parseDatasetName(p);
      if (at(p, '(')) columns = parseViewColumns(p);
    } else if (at(p, 'STORED') && peek(p) === 'AS') {
      advance(p);
      advance(p);
      advance(p);
    } else if (at(p, 'AS') || atEnd(p) || at(p, ';') || startsQuery(p)) break;
    else if (p.grammar.createOptions) skipBalanced(p);
    else if (!skipViewOption(p)) break;
  }
  if (at(p, 'AS')) {
    advance(p);
    if (p.kind === TokenKind.String && p.grammar.viewWithoutQuery) {
      advance(p); // Databricks: CREATE VIEW v WITH METRICS LANGUAGE YAML AS $$ … $$
      return viewOfFiles(p, start, words, name, columns);
    }
  } else if (!startsQuery(p)) {
    // Spark: a view over files, USING csv OPTIONS (…)
    if (p.grammar.viewWithoutQuery && (atEnd(p) || at(p, ';'))) return viewOfFiles(p, start, words, name, columns);
    fail(p, ['AS']);
  }
  const query = parseViewQuery(p);
  const recursive = words.modifiers.includes('recursive');
  if (at(p, 'WITH') || at(p, 'COMMENT') || at(p, 'REFRESH') || at(p, 'DISTRIBUTED') || atWord(p, 'AUTO')) skipOptions(p);
  return {
    kind: 'create-view',
    name,
    materialized: words.materialized,
    temporary: words.temporary,
    orReplace: words.orReplace,
    columns,
    query,
    ...(recursive && { recursive }),
    ...(to && { to }),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** query | REPLICA OF view (BigQuery) */
function parseViewQuery(p: Cursor): Query {
  if (!atWord(p, 'REPLICA') || peek(p) !== 'OF') return parseQuery(p);
  const start = startOf(p);
  advance(p);
  advance(p);
  return tableQuery(p, parseDatasetName(p), start);
}

/** CREATE MATERIALIZED VIEW REPLICA name … AS REPLICA OF source (BigQuery): a copy of its rows */
function parseReplica(p: Cursor, start: number, words: CreateWords): CreateTable {
  advance(p);
  ifNotExists(p);
  const name = parseDatasetName(p);
  skipUntil(p, (q) => at(q, 'AS'));
  advance(p);
  if (atWord(p, 'REPLICA')) advance(p);
  expect(p, 'OF');
  const clone = parseDatasetName(p);
  return { ...viewOfFiles(p, start, words, name, []), clone };
}

/** A dataset with columns and without a query. */
function viewOfFiles(p: Cursor, start: number, words: CreateWords, name: DatasetName, columns: readonly Identifier[]): CreateTable {
  return {
    kind: 'create-table',
    name,
    temporary: words.temporary,
    orReplace: words.orReplace,
    ifNotExists: false,
    objectType: 'view',
    columns: columns.map((column) => ({ kind: 'column-definition', name: column, start: column.start, end: column.end })),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** WITH (…) | USING method | TABLESPACE name: the options that PostgreSQL's views have */
function skipViewOption(p: Cursor): boolean {
  if (at(p, 'WITH') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
    return true;
  }
  if (!eat(p, 'USING') && !eat(p, 'TABLESPACE')) return false;
  parseIdentifier(p);
  return true;
}

/** '(' { name [type | COMMENT …] | constraint }, … ')' */
function parseViewColumns(p: Cursor): Identifier[] {
  const columns: Identifier[] = [];
  advance(p);
  while (!at(p, ')') && p.kind !== TokenKind.End) {
    if (at(p, 'CONSTRAINT') || atPair(p, 'PRIMARY', 'KEY') || atPair(p, 'UNIQUE', '(') || atPair(p, 'FOREIGN', 'KEY'))
      skipUntil(p, (q) => at(q, ','));
    else {
      columns.push(p.kind === TokenKind.Word || p.kind === TokenKind.Quoted ? takeIdentifier(p) : parseIdentifier(p, 'a column name'));
      skipUntil(p, (q) => at(q, ','));
    }
    if (!eat(p, ',')) break;
  }
  expect(p, ')');
  return columns;
}
