/** Statements that make, change and drop datasets. What describes storage is skipped; names, columns and queries are kept. */
import { TokenKind } from '../tokens.js';
import type {
  AlterAction,
  AlterTable,
  ColumnDefinition,
  CreateTable,
  DatasetName,
  Drop,
  Expression,
  Identifier,
  Literal,
  Statement,
  Truncate,
} from '../tree.js';
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
import { parseMutation } from './dml.js';
import { parseExpression } from './expression.js';
import { atDatasetName, noName, parseDatasetName, parseIdentifier, parseLabel, takeIdentifier } from './name.js';
import { atQuery, parseQuery, startsQuery } from './query.js';
import { parseRoutine } from './routine.js';
import { other } from './script.js';
import { skipTimeTravel } from './table-suffix.js';
import { parseType } from './type.js';

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
const STRICT_KINDS = new Set(['USER', 'UNIQUE', 'COLLATION', 'FOREIGN', 'CAST']);

/** CREATE [OR REPLACE] [words] (TABLE | VIEW | …) … */
export function parseCreate(p: Cursor, start: number): Statement {
  const replaces = at(p, 'REPLACE'); // REPLACE VIEW (Teradata), REPLACE TABLE (Databricks)
  advance(p);
  const words = parseCreateWords(p, replaces);
  if (at(p, 'TABLE') && peek(p) === 'FUNCTION') {
    advance(p);
    return parseRoutine(p, start);
  }
  if (at(p, 'TABLE') || at(p, 'MODEL') || (at(p, 'STREAM') && !words.modifiers.includes('temp'))) return parseCreateTable(p, start, words);
  if (at(p, 'VIEW')) return parseCreateView(p, start, words);
  if (ROUTINES.has(p.word)) return parseRoutine(p, start);
  if (tableIsMissing(p)) {
    fail(p, ['TABLE', 'VIEW']);
    return parseCreateTable(p, start, words);
  }
  if ((at(p, 'TEMP') || at(p, 'TEMPORARY')) && !['SEQUENCE', 'FUNCTION', 'STAGE', 'FILE'].includes(peek(p)) && !p.grammar.createOptions)
    fail(p, ['TABLE', 'VIEW']);
  if (p.kind !== TokenKind.Word) fail(p, ['TABLE', 'VIEW', 'FUNCTION', 'SCHEMA']);
  else if (!p.grammar.createOptions && p.grammar.reserved.includes(p.word) && !STRICT_KINDS.has(p.word))
    fail(p, ['TABLE', 'VIEW', 'FUNCTION', 'SCHEMA']);
  return other(p, start);
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
    if (word === 'AS' || (peekKind(p, i) !== TokenKind.Word && word !== ',')) return false;
  }
  return false;
}

const ifNotExists = (p: Cursor): boolean => {
  if (!(at(p, 'IF') && peek(p) === 'NOT' && peek(p, 2) === 'EXISTS')) return false;
  advance(p);
  advance(p);
  advance(p);
  return true;
};

const ifExists = (p: Cursor): boolean => eatPair(p, 'IF', 'EXISTS');

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

function parseTableBody(p: Cursor, table: Writable<CreateTable>): void {
  const columns: ColumnDefinition[] = [];
  table.columns = columns;
  skipBeforeColumns(p);
  if (at(p, '(') && !atQuery(p) && opensColumns(p)) parseColumnDefinitions(p, table, columns);
  for (;;) {
    if (atEnd(p) || at(p, ';') || at(p, ')') || (at(p, 'GO') && p.grammar.semicolonless)) return;
    if (at(p, '(')) {
      if (atQuery(p) && table.query === undefined) {
        if (!p.grammar.createOptions) fail(p, ['AS']);
        table.query = parseQuery(p);
      } else skipBalanced(p);
    } else if (at(p, 'STORED') && peek(p) === 'AS') {
      advance(p);
      advance(p);
      advance(p);
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
      if (!atDatasetName(p)) continue;
      const source = parseDatasetName(p);
      if (like) table.like = source;
      else table.clone = source;
    } else if (at(p, 'LOCATION') || atWord(p, 'LOCATION')) parseLocation(p, table);
    else if (at(p, 'ON') && (peek(p) === 'TABLE' || peek(p) === 'VIEW') && table.objectType.endsWith('stream')) {
      // CREATE STREAM s ON TABLE t: the stream gives t's changed rows
      advance(p);
      advance(p);
      table.clone = parseDatasetName(p);
    } else if (at(p, 'PARTITION') && peek(p) === 'OF') {
      advance(p);
      advance(p);
      table.like = parseDatasetName(p);
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
  if (atDatasetName(p)) {
    const source = parseDatasetName(p);
    if (at(p, '('))
      skipBalanced(p); // a table function (ClickHouse)
    else if (p.grammar.tableAsClones) table.clone = source;
    else table.like = source;
  } else table.query = parseQuery(p);
  if (open) expect(p, ')');
}

const atNameInParentheses = (p: Cursor): boolean =>
  (peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted) && !['SELECT', 'WITH', 'VALUES', 'FROM', 'TABLE'].includes(peek(p));

function parseLocation(p: Cursor, table: Writable<CreateTable>): void {
  advance(p);
  eat(p, '=');
  if (p.kind !== TokenKind.String) return;
  const start = startOf(p);
  const value = takeIdentifier(p).name;
  const location: Literal = { kind: 'literal', type: 'string', value, start: startFrom(p, start), end: endOf(p) };
  table.location = location;
}

/** PARTITIONED BY '(' name type, … ')' adds columns (Hive, Spark); names alone repeat columns that are there. */
function parsePartitionColumns(p: Cursor, columns: ColumnDefinition[]): void {
  const known = new Set(columns.map((column) => column.name.name.toLowerCase()));
  const added: ColumnDefinition[] = [];
  const table: { columns: readonly ColumnDefinition[]; like?: DatasetName } = { columns: added };
  parseColumnDefinitions(p, table, added);
  for (const column of added) if (column.type !== undefined && !known.has(column.name.name.toLowerCase())) columns.push(column);
}

/** '(' { column | constraint | LIKE t }, … ')' */
function parseColumnDefinitions(p: Cursor, table: { like?: DatasetName }, columns: ColumnDefinition[]): void {
  expect(p, '(');
  while (!at(p, ')') && p.kind !== TokenKind.End) {
    if (at(p, 'LIKE')) {
      advance(p);
      table.like = parseDatasetName(p);
      skipUntil(p, (q) => at(q, ','));
    } else if (isTableConstraint(p) || (p.kind === TokenKind.Number && p.grammar.stringNames)) skipUntil(p, (q) => at(q, ','));
    else columns.push(parseColumnDefinition(p));
    if (!eat(p, ',')) break;
  }
  expect(p, ')');
}

function isTableConstraint(p: Cursor): boolean {
  switch (p.word) {
    case 'CONSTRAINT':
      return true;
    case 'PRIMARY':
    case 'FOREIGN':
      return peek(p) === 'KEY';
    case 'UNIQUE':
      return peek(p) === '(' || peek(p) === 'KEY' || peek(p) === 'INDEX' || peek(p) === 'CLUSTERED' || peekKind(p) === TokenKind.Word;
    case 'CHECK':
      return peek(p) === '(';
    case 'EXCLUDE':
      return peek(p) === 'USING' || peek(p) === '(';
    case 'INDEX':
    case 'KEY':
      return (
        peek(p) === '(' ||
        ((peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted) &&
          (peek(p, 2) === '(' || peek(p, 2) === 'USING' || peekKind(p, 2) === TokenKind.Word))
      );
    case 'PERIOD':
      return peek(p) === 'FOR';
    default:
      return (
        (atWord(p, 'FULLTEXT') || atWord(p, 'SPATIAL') || atWord(p, 'PROJECTION') || atWord(p, 'WATERMARK') || atWord(p, 'SUPPLEMENTAL')) &&
        peekKind(p) !== TokenKind.Symbol
      );
  }
}

/** name [type] { constraint } */
function parseColumnDefinition(p: Cursor): ColumnDefinition {
  const start = startOf(p);
  const name =
    p.kind === TokenKind.String && p.grammar.stringNames
      ? takeIdentifier(p)
      : p.grammar.createOptions
        ? parseLabel(p, 'a column name')
        : parseIdentifier(p, 'a column name');
  while (eat(p, '.')) parseLabel(p);
  eat(p, ':');
  const typed =
    (p.kind === TokenKind.Word &&
      !at(p, 'GENERATED') &&
      !at(p, 'AS') &&
      !at(p, 'PRIMARY') &&
      !at(p, 'NOT') &&
      !at(p, 'NULL') &&
      !at(p, 'DEFAULT') &&
      !at(p, 'CONSTRAINT') &&
      !at(p, 'REFERENCES') &&
      !at(p, 'UNIQUE') &&
      !at(p, 'CHECK') &&
      !at(p, 'COMMENT')) ||
    p.kind === TokenKind.Quoted ||
    p.kind === TokenKind.Template;
  const type = typed ? parseType(p) : undefined;
  let generated: Expression | undefined;
  for (;;) {
    skipUntil(p, (q) => at(q, ',') || at(q, 'AS'));
    if (!at(p, 'AS')) break;
    advance(p);
    if (at(p, '(') && !atQuery(p)) {
      advance(p);
      generated = parseExpression(p);
      if (!eat(p, ')')) skipUntil(p, () => false);
    }
  }
  return {
    kind: 'column-definition',
    name,
    ...(type && { type }),
    ...(generated && { generated }),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** … VIEW [IF NOT EXISTS] name [(columns)] options AS query options */
function parseCreateView(p: Cursor, start: number, words: CreateWords): Statement {
  advance(p);
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
  if (at(p, 'AS')) advance(p);
  else if (!startsQuery(p)) {
    // Spark: a view over files, USING csv OPTIONS (…)
    if (p.grammar.viewWithoutQuery && (atEnd(p) || at(p, ';'))) return viewOfFiles(p, start, words, name, columns);
    fail(p, ['AS']);
  }
  const query = parseQuery(p);
  if (at(p, 'WITH') || at(p, 'COMMENT') || at(p, 'REFRESH') || atWord(p, 'AUTO')) skipOptions(p);
  return {
    kind: 'create-view',
    name,
    materialized: words.materialized,
    temporary: words.temporary,
    orReplace: words.orReplace,
    columns,
    query,
    ...(to && { to }),
    start: startFrom(p, start),
    end: endOf(p),
  };
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

// ── ALTER, RENAME, DROP, TRUNCATE ────────────────────────────────────────────────────────────────────────────────────

/** ALTER (TABLE | VIEW | …) [IF EXISTS] name action { ',' action } */
export function parseAlter(p: Cursor, start: number): Statement {
  advance(p);
  let i = 0;
  while (
    i < 4 &&
    peekKind(p, i) === TokenKind.Word &&
    (i === 0 ? p.word : peek(p, i)) !== 'ADD' &&
    (i === 0 ? p.word : peek(p, i)) !== 'TABLE' &&
    (i === 0 ? p.word : peek(p, i)) !== 'VIEW' &&
    !peekWordIs(p, i, 'REMOVE')
  )
    i++;
  const word = i === 0 ? p.word : peek(p, i);
  if (word !== 'TABLE' && word !== 'VIEW') {
    if (p.kind !== TokenKind.Word) fail(p, ['TABLE', 'VIEW']);
    return other(p, start);
  }
  const typeStart = startOf(p);
  for (; i > 0; i--) advance(p);
  const objectType = p.text.slice(typeStart, p.tokens.ends[p.pos]).toLowerCase();
  advance(p);
  ifExists(p);
  eat(p, 'ONLY');
  if (at(p, 'ALL')) return other(p, start);
  const name = parseDatasetName(p);
  if (at(p, '*')) advance(p);
  if (at(p, 'ON') && p.grammar.settings) {
    advance(p);
    advance(p);
    advance(p);
  }
  // ClickHouse: ALTER TABLE t UPDATE …, ALTER TABLE t DELETE WHERE …
  if (p.grammar.settings && (at(p, 'UPDATE') || at(p, 'DELETE'))) return parseMutation(p, start, name);
  const actions: AlterAction[] = [];
  if (atEnd(p) || at(p, ';')) fail(p, ['what to alter']);
  do actions.push(...parseAlterActions(p, actions.at(-1)));
  while (eat(p, ','));
  if (actions.at(-1)?.type === 'other' || (actions.at(-1)?.type === 'query' && at(p, 'WITH'))) skipOptions(p);
  return { kind: 'alter', objectType, name, actions, start: startFrom(p, start), end: endOf(p) } satisfies AlterTable;
}

const nextAction = (p: Cursor): boolean => at(p, ',');

const ALTER_VERBS = new Set(
  'ADD DROP RENAME ALTER MODIFY CHANGE SET UNSET RESET COMMENT CONVERT DEFAULT ENGINE ORDER UPDATE DELETE ENABLE DISABLE OWNER'.split(' '),
);

/** One clause may give several: ADD (a int, b int), ADD COLUMN a int, b int, DROP COLUMN a, b. The verb then stands before the first only. */
function parseAlterActions(p: Cursor, before: AlterAction | undefined): AlterAction[] {
  const goesOn = (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted) && !ALTER_VERBS.has(textOf(p).toUpperCase());
  if (before?.type === 'add-column' && goesOn && peekKind(p) === TokenKind.Word && !isTableConstraint(p))
    return [{ type: 'add-column', column: parseColumnDefinition(p) }];
  if (before?.type === 'drop-column' && goesOn && (peek(p) === ',' || peek(p) === ';' || peekKind(p) === TokenKind.End))
    return [{ type: 'drop-column', column: takeIdentifier(p) }];
  const list = peek(p) === '(' ? 1 : (peek(p) === 'COLUMN' || peek(p) === 'COLUMNS') && peek(p, 2) === '(' ? 2 : 0;
  if (list === 0 || (!at(p, 'ADD') && !at(p, 'DROP'))) return [parseAlterAction(p)];
  const adds = at(p, 'ADD');
  for (let i = 0; i < list; i++) advance(p);
  const columns: ColumnDefinition[] = [];
  parseColumnDefinitions(p, {}, columns);
  skipUntil(p, nextAction);
  return columns.map((column) => (adds ? { type: 'add-column', column } : { type: 'drop-column', column: column.name }));
}

function parseAlterAction(p: Cursor): AlterAction {
  switch (p.word) {
    case 'RENAME':
      return parseRenameAction(p);
    case 'SWAP':
      advance(p);
      if (!eat(p, 'WITH')) break;
      return { type: 'swap', with: parseDatasetName(p) };
    case 'SET':
      if (peek(p) !== 'SCHEMA') break;
      advance(p);
      advance(p);
      return { type: 'set-schema', schema: parseIdentifier(p) };
    case 'ADD':
      return parseAddAction(p);
    case 'DROP': {
      if (
        peek(p) === 'CONSTRAINT' ||
        peek(p) === 'PARTITION' ||
        peek(p) === 'PRIMARY' ||
        peek(p) === 'INDEX' ||
        peek(p) === 'FOREIGN' ||
        peek(p) === 'KEY' ||
        peek(p) === 'COLUMNS' ||
        peek(p, 2) === '(' ||
        peek(p) === '(' ||
        peek(p) === 'CHECK'
      )
        break;
      advance(p);
      eat(p, 'COLUMN');
      ifExists(p);
      const column =
        p.kind === TokenKind.Word || p.kind === TokenKind.Quoted || p.kind === TokenKind.String ? takeIdentifier(p) : noName(p);
      skipUntil(p, nextAction);
      return { type: 'drop-column', column };
    }
    case 'AS': {
      advance(p);
      if (!atQuery(p)) break;
      return { type: 'query', query: parseQuery(p) };
    }
    case 'EXCHANGE':
      return parseExchange(p, 'both');
    case 'SWITCH':
      return parseExchange(p, 'to');
    case 'APPEND':
      if (peek(p) !== 'FROM') break;
      advance(p);
      advance(p);
      return exchange(p, 'from');
    case 'ATTACH':
      if (peek(p) === 'PARTITION' && (peek(p, 3) === 'FOR' || peek(p, 3) === 'DEFAULT')) {
        advance(p); // PostgreSQL: the table that becomes the partition is named
        advance(p);
        return exchange(p, 'from');
      }
      return parseExchange(p, 'from');
    case 'REPLACE':
      return parseExchange(p, 'from');
    default:
      if (startsQuery(p) && !at(p, 'WITH')) return { type: 'query', query: parseQuery(p) };
      if (atWord(p, 'CHANGE') && peek(p) !== '(') return parseChangeAction(p);
  }
  skipUntil(p, nextAction);
  return { type: 'other' };
}

/** CHANGE [COLUMN] a b type (MySQL, Hive): the column gets a name and a type */
function parseChangeAction(p: Cursor): AlterAction {
  advance(p);
  eat(p, 'COLUMN');
  const from = parseLabel(p, 'a column name');
  const to = p.kind === TokenKind.Word || p.kind === TokenKind.Quoted ? takeIdentifier(p) : from;
  skipUntil(p, nextAction);
  return from.name === to.name ? { type: 'other' } : { type: 'rename-column', from, to };
}

/** RENAME TO name | RENAME [COLUMN] a TO b | RENAME AS name */
function parseRenameAction(p: Cursor): AlterAction {
  advance(p);
  if (eat(p, 'TO') || eat(p, 'AS')) return { type: 'rename', to: parseDatasetName(p) };
  if (at(p, 'CONSTRAINT') || at(p, 'INDEX') || at(p, 'KEY') || at(p, 'PARTITION')) {
    skipUntil(p, nextAction);
    return { type: 'other' };
  }
  eat(p, 'COLUMN');
  ifExists(p);
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted && p.kind !== TokenKind.String) {
    if (atEnd(p)) fail(p, ['TO']);
    skipUntil(p, nextAction);
    return { type: 'other' };
  }
  const from = takeIdentifier(p);
  if (!eat(p, 'TO') && !eat(p, 'AS')) {
    // MySQL: RENAME new_name
    if (atEnd(p) || at(p, ';'))
      return { type: 'rename', to: { kind: 'dataset-name', form: 'name', parts: [from], start: from.start, end: from.end } };
    skipUntil(p, nextAction);
    return { type: 'other' };
  }
  return { type: 'rename-column', from, to: parseLabel(p) };
}

function parseAddAction(p: Cursor): AlterAction {
  const next = peek(p);
  if (
    next === 'CONSTRAINT' ||
    next === 'PARTITION' ||
    next === 'PRIMARY' ||
    next === 'INDEX' ||
    next === 'FOREIGN' ||
    next === 'KEY' ||
    next === 'UNIQUE' ||
    next === 'CHECK' ||
    next === '(' ||
    next === 'COLUMNS' ||
    next === 'VALUE' ||
    next === 'IF' ||
    next === 'FILES' ||
    next === 'EXCLUDE'
  ) {
    skipUntil(p, nextAction);
    return { type: 'other' };
  }
  advance(p);
  const explicit = eat(p, 'COLUMN');
  if (explicit && eatPair(p, 'IF', 'NOT')) eat(p, 'EXISTS');
  if (at(p, '(') || (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted)) {
    skipUntil(p, nextAction);
    return { type: 'other' };
  }
  const column = parseColumnDefinition(p);
  return explicit || column.type !== undefined ? { type: 'add-column', column } : { type: 'other' };
}

/** EXCHANGE PARTITION … WITH TABLE t | SWITCH … TO t | ATTACH PARTITION … FROM t */
function parseExchange(p: Cursor, direction: 'from' | 'to' | 'both'): AlterAction {
  skipUntil(
    p,
    (q) =>
      at(q, ',') ||
      (direction === 'both' && at(q, 'WITH')) ||
      (direction === 'to' && at(q, 'TO')) ||
      (direction === 'from' && at(q, 'FROM')),
  );
  if (!eat(p, 'WITH') && !eat(p, 'TO') && !eat(p, 'FROM')) return { type: 'other' };
  eat(p, 'TABLE');
  return atDatasetName(p) ? exchange(p, direction) : { type: 'other' };
}

function exchange(p: Cursor, direction: 'from' | 'to' | 'both'): AlterAction {
  const table = parseDatasetName(p);
  skipUntil(p, nextAction);
  return { type: 'exchange', with: table, direction };
}

/** RENAME TABLE a TO b { ',' … } (MySQL, ClickHouse); EXCHANGE TABLES a AND b */
export function parseRename(p: Cursor, start: number): Statement {
  const swaps = at(p, 'EXCHANGE');
  advance(p);
  const plain = !swaps && (peek(p) === 'TO' || peek(p) === '.'); // Oracle: RENAME a TO b
  if (!eat(p, 'TABLE') && !eat(p, 'TABLES') && !eat(p, 'VIEW') && !plain) return other(p, start);
  const statements: AlterTable[] = [];
  do {
    const from = startOf(p);
    const name = parseDatasetName(p);
    if (!eat(p, 'TO') && !eat(p, 'AND')) fail(p, [swaps ? 'AND' : 'TO']);
    const target = parseDatasetName(p);
    statements.push({
      kind: 'alter',
      objectType: 'table',
      name,
      actions: [swaps ? { type: 'swap', with: target } : { type: 'rename', to: target }],
      start: startFrom(p, from),
      end: endOf(p),
    });
  } while (eat(p, ','));
  if (at(p, 'ON')) skipOptions(p);
  return statements.length === 1
    ? { ...(statements[0] as AlterTable), start: startFrom(p, start), end: endOf(p) }
    : { kind: 'block', type: 'rename', statements, expressions: [], start: startFrom(p, start), end: endOf(p) };
}

const DATASET_OBJECTS = new Set(['TABLE', 'VIEW', 'STREAM', 'DICTIONARY']);

/** DROP [words] (TABLE | VIEW | …) [IF EXISTS] name, … options */
export function parseDrop(p: Cursor, start: number): Statement {
  advance(p);
  const typeStart = startOf(p);
  let i = 0;
  while (i < 4 && peekKind(p, i) === TokenKind.Word && !DATASET_OBJECTS.has(i === 0 ? p.word : peek(p, i))) i++;
  if (!DATASET_OBJECTS.has(i === 0 ? p.word : peek(p, i))) {
    if (p.kind !== TokenKind.Word) fail(p, ['TABLE', 'VIEW']);
    return other(p, start);
  }
  for (; i > 0; i--) advance(p);
  const objectType = p.text.slice(typeStart, p.tokens.ends[p.pos]).toLowerCase();
  advance(p);
  ifExists(p);
  const names: DatasetName[] = [];
  do names.push(parseDatasetName(p));
  while (eat(p, ','));
  if (p.word !== '' || p.kind === TokenKind.Word) skipOptions(p);
  return { kind: 'drop', objectType, names, start: startFrom(p, start), end: endOf(p) } satisfies Drop;
}

/** TRUNCATE [TABLE] name, … options */
export function parseTruncate(p: Cursor, start: number): Truncate {
  advance(p);
  eat(p, 'TABLE');
  ifExists(p);
  eat(p, 'ONLY');
  const names: DatasetName[] = [];
  do {
    names.push(parseDatasetName(p));
    eat(p, '*');
  } while (eat(p, ','));
  skipOptions(p);
  return { kind: 'truncate', names, start: startFrom(p, start), end: endOf(p) };
}
