/**
 * Scripts: statements one after another, and which production each begins.
 *
 *   script := { statement ';' }
 */
import { terminalIndex } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type { DatasetName, Expression, Identifier, OtherStatement, Query, QueryStatement, Script, Statement, With } from '../tree.js';
import { parseBulkInsert, parseCopy, parseExport, parseLoad, parseUnload, skipOptions } from './copy.js';
import {
  advance,
  at,
  atEnd,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  nested,
  onNewLine,
  peek,
  peekKind,
  peekWordIs,
  report,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
  textOf,
  tryParse,
} from './cursor.js';
import { parseAlter, parseCreate, parseDrop, parseRename, parseTruncate } from './ddl.js';
import { parseDeclare } from './declare.js';
import { parseDelete, parseMerge, parseUpdate } from './dml.js';
import { parseExpression } from './expression.js';
import { parseCursorQuery, parseFetchInto, parseOpen } from './fetch.js';
import { parseExportInto, parseImport } from './import.js';
import { isFromInsert, parseFromInsert, parseInsert } from './insert.js';
import { parseDatasetName, parseLabel, takeIdentifier } from './name.js';
import {
  beginsTransaction,
  parseBlock,
  parseBlockPart,
  parseCaseStatement,
  parseFor,
  parseForall,
  parseIf,
  parseLoop,
  parseRepeat,
  parseWhile,
} from './procedural.js';
import { atQuery, parseQuery, parseQueryAfterWith, startsQuery } from './query.js';
import { parseDo, parseExecute, parseInner, parsePrepare, parseReturn } from './routine.js';
import { parseWith } from './with.js';

export function parseScript(p: Cursor): Script {
  const statements: Statement[] = [];
  while (!atEnd(p)) {
    if (eat(p, ';') || skipBatchSeparator(p)) continue;
    const before = p.pos;
    statements.push(parseStatement(p));
    endStatement(p, never);
    p.muted = false;
    if (p.pos === before) advance(p);
  }
  return { kind: 'script', statements, start: 0, end: p.text.length };
}

const never = (): boolean => false;

/** GO on a line of its own (T-SQL); a line with only `/` (Oracle); DELIMITER lines (MySQL). */
function skipBatchSeparator(p: Cursor): boolean {
  if (at(p, 'GO') && p.grammar.semicolonless) {
    advance(p);
    if (p.kind === TokenKind.Number) advance(p);
    return true;
  }
  if (at(p, '/') && p.grammar.slashBatches) {
    advance(p);
    return true;
  }
  if ((at(p, '//') || at(p, '$')) && p.grammar.delimiters) {
    advance(p);
    return true;
  }
  if (at(p, 'DELIMITER') && p.grammar.delimiters) {
    advance(p);
    while (!atEnd(p) && !onNewLine(p)) advance(p);
    return true;
  }
  return false;
}

/** After a statement: the semicolon, or what may stand in its place; anything else is an error, and is skipped. */
export function endStatement(p: Cursor, stop: (p: Cursor) => boolean): void {
  if (eat(p, ';') || atEnd(p) || stop(p)) return;
  if (p.grammar.semicolonless && (startsStatement(p) || at(p, 'GO') || at(p, 'END') || at(p, 'ELSE'))) return;
  if (p.grammar.slashBatches && at(p, '/') && onNewLine(p)) return;
  if (p.grammar.delimiters && (at(p, '//') || at(p, '$') || at(p, 'DELIMITER'))) return;
  if (startsStatement(p) && onNewLine(p)) {
    report(p, `expected ';' between two statements, found ${textOf(p)}`, ["';'"], 'end the statement before this one with a semicolon');
    return;
  }
  fail(p, ["';'", 'the end of the statement']);
  while (
    !atEnd(p) &&
    p.word !== ';' &&
    !stop(p) &&
    !(onNewLine(p) && startsStatement(p)) &&
    !(p.word === 'GO' && p.grammar.semicolonless)
  ) {
    if (p.word === ')' || p.word === ']' || p.word === '}') advance(p);
    else skipBalanced(p);
  }
  eat(p, ';');
}

/** Words that begin a statement, and rarely stand at the start of a line for another reason. */
const STARTERS = new Set([
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'MERGE',
  'CREATE',
  'ALTER',
  'DROP',
  'TRUNCATE',
  'WITH',
  'DECLARE',
  'EXEC',
  'EXECUTE',
  'USE',
  'GRANT',
  'REVOKE',
  'COPY',
  'EXPLAIN',
  'BEGIN',
  'COMMIT',
  'ROLLBACK',
  'SET',
  'IF',
  'WHILE',
  'PRINT',
  'RETURN',
  'CALL',
  'SHOW',
  'FETCH',
  'OPEN',
  'CLOSE',
  'DEALLOCATE',
  'RAISE',
  'BREAK',
  'CONTINUE',
  'ANALYZE',
  'VACUUM',
  'UNLOAD',
  'LOAD',
]);
const OTHER_STARTERS = new Set([
  'RAISERROR',
  'THROW',
  'WAITFOR',
  'GOTO',
  'SAVE',
  'DBCC',
  'DENY',
  'BACKUP',
  'RESTORE',
  'CHECKPOINT',
  'RECONFIGURE',
  'SHUTDOWN',
  'KILL',
  'REVERT',
  'RETURN',
  'BULK',
  'DISABLE',
  'ENABLE',
  'READTEXT',
  'WRITETEXT',
  'UPDATETEXT',
  'RENAME',
]);

export function startsStatement(p: Cursor): boolean {
  if (STARTERS.has(p.word)) return !at(p, 'WITH') || startsQuery(p);
  return (
    p.grammar.semicolonless &&
    p.kind === TokenKind.Word &&
    (OTHER_STARTERS.has(textOf(p).toUpperCase()) || (p.word === '' && peek(p) === ':'))
  );
}

// ── One statement ────────────────────────────────────────────────────────────────────────────────────────────────────

export function parseStatement(p: Cursor): Statement {
  return nested(p, parseStatementHere, skipNested);
}

function skipNested(p: Cursor): Statement {
  return other(p, startOf(p));
}

function parseStatementHere(p: Cursor): Statement {
  const start = startOf(p);
  switch (p.word) {
    case 'WITH':
      return parseAfterWith(p, start, parseWith(p));
    case 'SELECT':
    case '(':
    case 'VALUES':
    case 'FROM':
    case 'INSERT':
    case 'UPDATE':
    case 'DELETE':
    case 'MERGE':
      if (at(p, 'UPDATE') && peekWordIs(p, 1, 'STATISTICS') && p.grammar.semicolonless) return parseStatistics(p, start);
      return parseAfterWith(p, start, undefined);
    case 'USING':
      // Athena: USING EXTERNAL FUNCTION f(…) RETURNS … SELECT …
      if (!peekWordIs(p, 1, 'EXTERNAL') && peek(p) !== 'FUNCTION') break;
      skipUntil(p, startsQuery);
      return parseStatement(p);
    case 'DEFINE':
      // Snowflake: DEFINE TABLE, DEFINE VIEW … AS
      if (peek(p) === 'VIEW' || peek(p) === 'TABLE' || peek(p) === 'DYNAMIC') return parseCreate(p, start);
      break;
    case 'LOCKING':
      // Teradata: LOCKING t FOR ACCESS SELECT …
      skipUntil(p, (q) => startsQuery(q) || at(q, 'INSERT') || at(q, 'UPDATE') || at(q, 'DELETE'));
      return parseStatement(p);
    case 'BULK':
      if (peek(p) === 'INSERT') return parseBulkInsert(p, start);
      break;
    case 'REPLACE':
      if (peek(p) === 'VIEW' || peek(p) === 'TABLE' || (p.grammar.postfixTypes && peek(p) === 'RECURSIVE')) return parseCreate(p, start);
      if (peek(p) === 'INTO' || peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted) return parseInsert(p, start, undefined);
      break;
    case 'UPSERT':
      if (peek(p) === 'INTO' || peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted) return parseInsert(p, start, undefined);
      break;
    case 'CREATE':
      return parseCreate(p, start);
    case 'ALTER':
      return parseAlter(p, start);
    case 'DROP':
      return parseDrop(p, start);
    case 'TRUNCATE':
      return parseTruncate(p, start);
    case 'RENAME':
    case 'EXCHANGE':
      return parseRename(p, start);
    case 'COPY':
      return parseCopy(p, start);
    case 'UNLOAD':
      if (peek(p) === '(') return parseUnload(p, start, unloadedQuery);
      break;
    case 'EXPORT':
      if (peek(p) === 'DATA') return parseExport(p, start);
      if (p.grammar.loadedRelations) return parseExportInto(p, start);
      break;
    case 'IMPORT':
      if (p.grammar.loadedRelations) return parseImport(p, start);
      break;
    case 'LOAD':
      if (peek(p) === 'DATA') return parseLoad(p, start);
      break;
    case 'CACHE':
      return parseCache(p, start);
    case 'USE':
      return parseUse(p, start);
    case 'DATABASE':
      if (!p.grammar.postfixTypes) break; // Teradata's USE
      return parseUse(p, start);
    case 'SET':
      return parseSet(p, start);
    case 'DECLARE':
      return parseDeclare(p, start);
    case 'EXPLAIN':
    case 'DESCRIBE':
    case 'DESC':
      return parseExplain(p, start);
    case 'BEGIN':
      return beginsTransaction(p) ? other(p, start) : parseBlock(p, start);
    case 'IF':
      return parseIf(p, start);
    case 'WHILE':
      return parseWhile(p, start);
    case 'LOOP':
      return parseLoop(p, start);
    case 'REPEAT':
      return parseRepeat(p, start);
    case 'FOR':
      return parseFor(p, start);
    case 'CASE':
      return parseCaseStatement(p, start);
    case 'EXECUTE':
    case 'EXEC':
      return parseExecute(p, start);
    case 'PREPARE': {
      const prepared = parsePrepare(p, start);
      if (prepared !== undefined) return prepared;
      break;
    }
    case 'BREAK':
    case 'CONTINUE':
      if (!p.grammar.semicolonless) break;
      advance(p);
      return { kind: 'other', verb: p.text.slice(start, endOf(p)).toLowerCase(), names: [], start, end: endOf(p) };
    case 'FETCH':
      return parseFetchInto(p, start);
    case 'OPEN':
      return parseOpen(p, start);
    case 'RETURN':
      return parseReturn(p, start);
    case 'DO':
      if (peekKind(p) === TokenKind.String || peek(p) === 'LANGUAGE') return parseDo(p, start);
      break;
    default:
  }
  return parseOtherStart(p, start);
}

/** UNLOAD's query is a string (Redshift). */
function unloadedQuery(p: Cursor): Query | undefined {
  const [statement] = parseInner(p);
  advance(p);
  return statement?.kind === 'query-statement' ? statement.query : undefined;
}

/** What may follow WITH: a query, or a statement that reads its tables. */
function parseAfterWith(p: Cursor, start: number, clause: With | undefined): Statement {
  switch (p.word) {
    case 'INSERT':
      return parseInsert(p, start, clause);
    case 'UPDATE':
      return parseUpdate(p, start, clause);
    case 'DELETE':
      return parseDelete(p, start, clause);
    case 'MERGE':
      return parseMerge(p, start, clause);
    case 'FROM':
      if (isFromInsert(p)) return parseFromInsert(p, start, clause);
      break;
    default:
  }
  if (at(p, 'CALL') && clause !== undefined) return parseCallAfterWith(p, start, clause);
  const query = parseQueryAfterWith(p, start, clause);
  return { kind: 'query-statement', query, start: startFrom(p, start), end: endOf(p) } satisfies QueryStatement;
}

/** UPDATE STATISTICS t … (T-SQL): what is known about the rows changes, and no row */
function parseStatistics(p: Cursor, start: number): Statement {
  advance(p);
  advance(p);
  const name = parseDatasetName(p);
  skipRestOfStatement(p);
  return { kind: 'alter', objectType: 'statistics', name, actions: [{ type: 'other' }], start: startFrom(p, start), end: endOf(p) };
}

/** WITH p AS PROCEDURE (…) … CALL p() (Snowflake): the procedures' statements */
function parseCallAfterWith(p: Cursor, start: number, clause: With): Statement {
  const call = other(p, startOf(p));
  const procedures = clause.ctes.flatMap(({ body }) => (body.kind === 'block' ? [body] : []));
  const statements = [...procedures, call];
  return { kind: 'block', type: 'block', statements, expressions: [], start: startFrom(p, start), end: endOf(p) };
}

/** A label, an assignment, a template, a verb that carries no lineage, or an error. */
function parseOtherStart(p: Cursor, start: number): Statement {
  if (startsQuery(p)) return parseAfterWith(p, start, undefined);
  if (p.kind === TokenKind.Template) {
    // a macro call may stand for whole statements, or for the WITH before a query
    advance(p);
    return p.word === ';' || atEnd(p) || p.kind === TokenKind.Template
      ? { kind: 'other', verb: 'template', names: [], start: startFrom(p, start), end: endOf(p) }
      : parseStatement(p);
  }
  if (at(p, '<<')) {
    skipUntil(p, (q) => at(q, '>>'));
    advance(p);
    return parseStatement(p);
  }
  if (peek(p) === ':' && p.kind === TokenKind.Word && p.pos + 2 < p.tokens.count) {
    advance(p);
    advance(p);
    return atEnd(p) ? other(p, start) : parseStatement(p);
  }
  if ((p.kind === TokenKind.Word || p.kind === TokenKind.Parameter || p.kind === TokenKind.Quoted) && assignmentFollows(p))
    return parseAssignmentStatement(p, start);
  if (p.grammar.declareSections && atWord(p, 'FORALL')) return parseForall(p, start);
  if (p.kind === TokenKind.Word && (isVerb(p) || callsProcedure(p))) return other(p, start);
  if (p.pos === 0) {
    const part = parseBlockPart(p, start);
    if (part !== undefined) return part;
  }
  if (at(p, ':') && p.grammar.semicolonless) {
    // sqlcmd: `:r file.sql`, `:setvar name value`
    advance(p);
    while (!atEnd(p) && !onNewLine(p)) advance(p);
    return { kind: 'other', verb: 'sqlcmd', names: [], start: startFrom(p, start), end: endOf(p) };
  }
  fail(p, ['a statement'], nearestVerb(p));
  return other(p, start);
}

/** `package.procedure(arguments)` as a statement (PL/SQL). */
function callsProcedure(p: Cursor): boolean {
  if (p.grammar.semicolonless) return opensBatchWithCall(p);
  if (!p.grammar.declareSections || p.grammar.tableStar) return false;
  let i = 1;
  while (peek(p, i) === '.' && peekKind(p, i + 1) === TokenKind.Word) i += 2;
  return peek(p, i) === '(' || ((peek(p, i) === ';' || peekKind(p, i) === TokenKind.End) && p.word === '' && i > 1);
}

/** T-SQL: the first statement of a batch may call a procedure without EXEC: `dbo.p @a = 1`. */
function opensBatchWithCall(p: Cursor): boolean {
  if (p.pos > 0 && p.tokens.terminals[p.pos - 1] !== GO) return false;
  let i = 1;
  while (peek(p, i) === '.' && (peekKind(p, i + 1) === TokenKind.Word || peekKind(p, i + 1) === TokenKind.Quoted)) i += 2;
  const kind = peekKind(p, i);
  const ends = kind === TokenKind.End || kind === TokenKind.Parameter || kind === TokenKind.String || kind === TokenKind.Number;
  return ends && p.word === '' && nearestVerb(p) === undefined;
}

const GO = terminalIndex('GO');

/** `name := value`, `LET name [type] := value` */
function assignmentFollows(p: Cursor): boolean {
  if (atWord(p, 'LET')) return true;
  let i = 1;
  while (peek(p, i) === '.' || (peek(p, i) === '[' && peek(p, i + 2) === ']')) i += peek(p, i) === '.' ? 2 : 3;
  return peek(p, i) === ':=' || (p.kind === TokenKind.Parameter && peek(p, i) === '=');
}

function parseAssignmentStatement(p: Cursor, start: number): Statement {
  const declares = atWord(p, 'LET');
  if (declares) advance(p);
  const name = takeIdentifier(p).name.replace(/^[@:]/, '');
  skipUntil(p, (q) => at(q, ':=') || at(q, '=') || at(q, 'CURSOR') || at(q, 'DEFAULT'));
  advance(p);
  if (at(p, 'FOR')) advance(p);
  const value: Expression = startsQuery(p)
    ? { kind: 'subquery', form: 'cursor', query: parseQuery(p), start: startFrom(p, start), end: endOf(p) }
    : parseExpression(p);
  return {
    kind: 'set',
    ...(declares && { declares }),
    assignments: [{ name, value, start: startFrom(p, start), end: endOf(p) }],
    start: startFrom(p, start),
    end: endOf(p),
  };
}

// ── EXPLAIN, CACHE, USE, SET ─────────────────────────────────────────────────────────────────────────────────────────

/** EXPLAIN [ANALYZE] options statement | DESCRIBE name */
function parseExplain(p: Cursor, start: number): Statement {
  const describes = !at(p, 'EXPLAIN');
  advance(p);
  let executes = false;
  const explained = (q: Cursor): boolean =>
    (startsQuery(q) && !at(q, 'TABLE')) ||
    (at(q, '(') && atQuery(q)) ||
    ['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'CREATE', 'WITH', 'REPLACE', 'EXECUTE', 'FROM', 'DECLARE', 'CALL'].includes(q.word);
  if (describes && !explained(p) && !(at(p, 'FORMATTED') || at(p, 'EXTENDED'))) return other(p, start);
  while (!atEnd(p) && !at(p, ';') && !explained(p)) {
    if (at(p, 'ANALYZE') || at(p, 'ANALYSE')) executes = true;
    if (at(p, 'SET')) skipUntil(p, (q) => at(q, 'FOR'));
    else skipBalanced(p);
  }
  if (atEnd(p) || at(p, ';')) {
    if (peekBack(p) === 'EXPLAIN') fail(p, ['a statement']);
    return { kind: 'explain', executes, start: startFrom(p, start), end: endOf(p) };
  }
  const statement = parseStatement(p);
  return { kind: 'explain', executes, statement, start: startFrom(p, start), end: endOf(p) };
}

const peekBack = (p: Cursor): string => p.text.slice(p.tokens.starts[p.pos - 1], p.tokens.ends[p.pos - 1]).toUpperCase();

/** CACHE [LAZY] TABLE name [OPTIONS (…)] [AS query] (Spark): a temporary view */
function parseCache(p: Cursor, start: number): Statement {
  advance(p);
  if (atWord(p, 'LAZY')) advance(p);
  if (!eat(p, 'TABLE')) return other(p, start);
  const name = parseDatasetName(p);
  if (eat(p, 'OPTIONS')) skipBalanced(p);
  eat(p, 'AS');
  if (!startsQuery(p) && !at(p, '(')) return other(p, start);
  const query = parseQuery(p);
  return {
    kind: 'create-view',
    name,
    materialized: false,
    temporary: true,
    orReplace: true,
    columns: [],
    query,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** USE [DATABASE | SCHEMA | CATALOG | …] name */
function parseUse(p: Cursor, start: number): Statement {
  advance(p);
  let scope: 'database' | 'schema' | 'either' | 'other' = 'either';
  if (peekKind(p) !== TokenKind.End && peek(p) !== ';' && peek(p) !== '.') {
    if (at(p, 'DATABASE') || at(p, 'CATALOG')) scope = 'database';
    else if (at(p, 'SCHEMA')) scope = 'schema';
    else if (at(p, 'ROLE') || at(p, 'WAREHOUSE') || at(p, 'SECONDARY')) scope = 'other';
    if (scope !== 'either') advance(p);
  }
  const name: Identifier[] = [];
  if (
    scope !== 'other' &&
    (p.kind === TokenKind.Word ||
      p.kind === TokenKind.Quoted ||
      p.kind === TokenKind.String ||
      p.kind === TokenKind.Template ||
      p.kind === TokenKind.Parameter)
  ) {
    if (at(p, 'IDENTIFIER') && peek(p) === '(') name.push(...parseDatasetName(p).parts);
    else {
      name.push(takeIdentifier(p));
      while (eat(p, '.')) name.push(parseLabel(p));
    }
  } else if (scope !== 'other') fail(p, ['a database', 'a schema']);
  if (!(p.grammar.semicolonless && startsStatement(p))) skipOptions(p);
  return { kind: 'use', scope, name, start: startFrom(p, start), end: endOf(p) };
}

/** SET name (= | TO) value … */
function parseSet(p: Cursor, start: number): Statement {
  advance(p);
  if (at(p, 'SESSION') || at(p, 'LOCAL') || at(p, 'GLOBAL')) {
    if (peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted) advance(p);
  }
  if (at(p, 'SCHEMA') || at(p, 'DATABASE') || (at(p, 'CURRENT') && peek(p) === 'SCHEMA') || atWord(p, 'SEARCH_PATH')) {
    const used = tryParse(p, (q) => parseSetSchema(q, start));
    if (used !== undefined) return used;
  }
  if (atWord(p, 'VAR') || atWord(p, 'VARIABLE')) advance(p);
  const set = tryParse(p, (q) => parseSetVariables(q, start));
  if (set !== undefined) return set;
  if (atEnd(p) || at(p, ';')) {
    if (!p.grammar.hiveSettings) fail(p, ['a setting']);
    return other(p, start);
  }
  // settings take any text: SET hive.exec.dynamic.partition.mode=nonstrict
  if (p.grammar.semicolonless) skipSetting(p);
  else skipRaw(p);
  return { kind: 'set', assignments: [], start: startFrom(p, start), end: endOf(p) };
}

function skipSetting(p: Cursor): void {
  while (!atEnd(p) && p.word !== ';' && !startsStatement(p) && p.word !== 'GO') skipBalanced(p);
}

function skipRaw(p: Cursor): void {
  while (!atEnd(p) && p.word !== ';') advance(p);
}

function parseSetSchema(p: Cursor, start: number): Statement | undefined {
  const scope = at(p, 'DATABASE') ? 'database' : 'schema';
  eat(p, 'CURRENT');
  advance(p);
  if (!eat(p, '=')) eat(p, 'TO');
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted && p.kind !== TokenKind.String) return undefined;
  const name = [takeIdentifier(p)];
  while (eat(p, '.')) name.push(parseLabel(p));
  while (eat(p, ',')) advance(p);
  return atEnd(p) || at(p, ';') ? { kind: 'use', scope, name, start: startFrom(p, start), end: endOf(p) } : undefined;
}

/** name (= | := | TO) expression { ',' … } | '(' names ')' = '(' expressions ')' ; undefined when it is not of this form */
function parseSetVariables(p: Cursor, start: number): Statement | undefined {
  const assignments: { name: string; value?: Expression; start: number; end: number }[] = [];
  if (at(p, '(')) {
    const names: string[] = [];
    advance(p);
    do names.push(takeIdentifier(p).name.replace(/^@/, ''));
    while (eat(p, ','));
    expect(p, ')');
    if (!eat(p, '=')) return undefined;
    const value = parseExpression(p);
    names.forEach((name, i) => {
      const part = value.kind === 'tuple' ? value.elements[i] : value;
      assignments.push({ name, ...(part && { value: part }), start: startFrom(p, start), end: endOf(p) });
    });
  } else
    do {
      const from = startOf(p);
      if ((at(p, 'SESSION') || at(p, 'GLOBAL') || at(p, 'LOCAL')) && peekKind(p) === TokenKind.Word) advance(p);
      if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Parameter && p.kind !== TokenKind.Quoted) return undefined;
      let name = takeIdentifier(p).name.replace(/^[@:]/, '');
      while (eat(p, '.')) name += `.${takeIdentifier(p).name}`;
      if (!eat(p, '=') && !eat(p, ':=') && !eat(p, 'TO') && !eat(p, '+=')) return undefined;
      const value = at(p, 'CURSOR') && peek(p) !== '(' ? parseCursorQuery(p) : parseExpression(p);
      assignments.push({ name, value, start: startFrom(p, from), end: endOf(p) });
    } while (eat(p, ','));
  const ends = atEnd(p) || at(p, ';') || at(p, 'END') || at(p, 'ELSE') || p.grammar.semicolonless;
  return ends ? { kind: 'set', assignments, start: startFrom(p, start), end: endOf(p) } : undefined;
}

// ── Statements without lineage ───────────────────────────────────────────────────────────────────────────────────────

const VERBS = new Set(
  `ABORT ADD ADMIN ANALYZE ANALYSE ATTACH AUDIT BACKUP BEGIN BINLOG BREAK CACHE CALL CHANGE CHECK CHECKPOINT CHECKSUM CLEAR CLOSE CLUSTER COMMENT COMMIT COMPUTE CONNECT CONTINUE CREATE ALTER DROP
  DBCC DEALLOCATE DECLARE DENY DESC DESCRIBE DETACH DISABLE DISCARD DISCONNECT DO ENABLE END EXECUTE EXISTS EXPORT FETCH FLUSH FORCE GET GOTO GRANT HANDLER HELP IMPORT INSTALL INVALIDATE ITERATE KILL LABEL LEAVE LIST LISTEN LOAD LOCK LS
  MOVE MSCK NOTIFY NULL OPEN OPTIMIZE PAUSE PRAGMA PREPARE PRINT PURGE PUT RAISE RAISERROR REASSIGN RECONFIGURE RECOVER REFRESH REINDEX RELEASE REMOVE REORG REPAIR RESET RESIGNAL RESTORE RESUME RETURN REVERT REVOKE RM ROLLBACK RUN
  SAVE SAVEPOINT SECURITY SHOW SHUTDOWN SIGNAL SKIP START STOP SUBMIT SUMMARIZE SUSPEND SYNC SYSTEM THROW UNCACHE UNDROP UNLISTEN UNLOCK UNSET UNSUBSCRIBE VACUUM VALIDATE WAITFOR WATCH WHENEVER XA ZERO DFS UNINSTALL DELIMITER COPY EXPLAIN
  EXIT NEXT ASSERT PERFORM RENAME ASSOCIATE DISASSOCIATE NOAUDIT FLASHBACK PERMUTE COLLECT DIAGNOSTIC BT ET INITIATE OPTIMISE APPLY INSPECT SUBSCRIBE CLONE PROMPT SPOOL REMARK WHENEVER DUMP IMPERSONATE UNLOAD MODIFY ARCHIVE RECOMPRESS DEFINE`.split(
    /\s+/,
  ),
);

const isVerb = (p: Cursor): boolean => VERBS.has(textOf(p).toUpperCase());

function nearestVerb(p: Cursor): string | undefined {
  if (p.kind !== TokenKind.Word) return undefined;
  const text = textOf(p).toUpperCase();
  const near = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'WITH', 'MERGE', 'DROP', 'ALTER'].find((verb) =>
    differsByOne(text, verb),
  );
  return near === undefined ? undefined : `did you mean ${near}?`;
}

/** Whether two words differ by one letter more, less, changed, or two swapped. */
function differsByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const restA = a.slice(i);
  const restB = b.slice(i);
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

/** A statement that carries no lineage: its leading words are its verb, and the rest is skipped. */
export function other(p: Cursor, start: number): OtherStatement {
  const verb = leadingWords(p, start);
  const names: DatasetName[] = [];
  if (p.grammar.semicolonless) skipToNextStatement(p);
  else skipOptions(p);
  return { kind: 'other', verb, names, start: startFrom(p, start), end: endOf(p) };
}

function leadingWords(p: Cursor, start: number): string {
  const words: string[] = [];
  let pos = p.pos;
  while (pos > 0 && (p.tokens.starts[pos - 1] as number) >= start) pos--;
  for (; words.length < 2 && p.tokens.kinds[pos] === TokenKind.Word && p.tokens.terminals[pos] !== 0; pos++)
    words.push(p.text.slice(p.tokens.starts[pos], p.tokens.ends[pos]).toLowerCase());
  return words.length === 0 ? p.text.slice(p.tokens.starts[pos], p.tokens.ends[pos]).toLowerCase() : words.join(' ');
}

/** Without semicolons, a statement ends where a line begins with a word that starts another. */
function skipToNextStatement(p: Cursor): void {
  if (startOf(p) === p.tokens.starts[0] || p.kind === TokenKind.Word) advance(p);
  skipRestOfStatement(p);
}

function skipRestOfStatement(p: Cursor): void {
  while (
    !atEnd(p) &&
    p.word !== ';' &&
    p.word !== ')' &&
    p.word !== 'GO' &&
    !(onNewLine(p) && (startsStatement(p) || at(p, 'END') || at(p, 'ELSE') || at(p, 'IF')))
  )
    skipBalanced(p);
}
