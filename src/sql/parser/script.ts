/**
 * Scripts: statements one after another, and which production each begins.
 *
 *   script := { statement ';' }
 */
import { type Terminal, terminalIndex } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type { Expression, Query, QueryStatement, Statement, With } from '../tree.js';
import { parseAlter, parseDrop, parseRename, parseTruncate } from './alter.js';
import {
  parseBulkInsert,
  parseCopy,
  parseExport,
  parseExportTable,
  parseExportTo,
  parseImportTable,
  parseLabelledLoad,
  parseLoad,
  parseLoadFrom,
  parseUnload,
  skipOptions,
} from './copy.js';
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
  findAtLevel,
  nested,
  onNewLine,
  peek,
  peekKind,
  peekWordIs,
  report,
  sayUnsaid,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseCreate, parseTask } from './ddl.js';
import { parseDeclare } from './declare.js';
import { parseDelete, parseMerge, parseUpdate } from './dml.js';
import { parseFetchInto, parseOpen } from './fetch.js';
import { parseChangesInto } from './flow.js';
import { parseExportInto, parseImport } from './import.js';
import { parseInsert } from './insert.js';
import { isFromInsert, parseFromInsert } from './multi-insert.js';
import { parseDatasetName, takeIdentifier } from './name.js';
import { isVerb, nearestVerb, other } from './other.js';
import { skipPrefix } from './prefix.js';
import {
  beginsTransaction,
  parseBlock,
  parseBlockPart,
  parseCaseStatement,
  parseFor,
  parseForall,
  parseForeach,
  parseIf,
  parseLoop,
  parseRepeat,
  parseWhile,
} from './procedural.js';
import { parseQuery, parseQueryAfterWith, startsQuery } from './query.js';
import { parseDo, parseExecute, parseInner, parsePrepare, parseReturn, parseRoutine } from './routine.js';
import { parseCache, parseExplain, parseSet, parseUse } from './session.js';
import { atStatementSet, atSubscription, parseCompile, parseStatementSet, parseSubscription } from './stream.js';
import { parseValue } from './value.js';
import { parseWith } from './with.js';

/** One statement after another, each read when it is asked for: who lets go of one before taking the next holds one tree at a time. */
export function* parseScript(p: Cursor): Generator<Statement, void> {
  while (!atEnd(p)) {
    if (eat(p, ';') || skipBatchSeparator(p)) continue;
    const before = p.pos;
    const statement = parseStatement(p);
    endStatement(p, never);
    p.muted = false;
    if (p.pos === before) advance(p);
    yield statement;
  }
  sayUnsaid(p);
}

const never = (): boolean => false;

/** GO on a line of its own (T-SQL); a line with only `/` (Oracle); DELIMITER lines (MySQL); BTEQ's commands (Teradata). */
function skipBatchSeparator(p: Cursor): boolean {
  if (at(p, 'GO') && p.grammar.goBatches) {
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
  // MySQL's DELIMITER; BTEQ's commands: `.LOGON …`, `.IF ERRORCODE <> 0 THEN .QUIT 1`
  if ((at(p, 'DELIMITER') && p.grammar.delimiters) || (at(p, '.') && p.grammar.dotCommands && onNewLine(p))) {
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
  while (!atEnd(p) && p.word !== ';' && !stop(p) && !(onNewLine(p) && startsStatement(p)) && !(p.word === 'GO' && p.grammar.goBatches)) {
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

/** Words that T-SQL reserves for the beginning of a statement: one needs no new line. */
const RESERVED_STARTERS: ReadonlySet<Terminal> = new Set<Terminal>([
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'MERGE',
  'TRUNCATE',
  'DECLARE',
  'EXEC',
  'EXECUTE',
  'BEGIN',
  'COMMIT',
  'ROLLBACK',
  'WHILE',
  'PRINT',
  'RETURN',
  'FETCH',
  'DEALLOCATE',
]);
/** Behind these they name rights, events and options: `GRANT SELECT, INSERT`, `ON DELETE CASCADE`, `WITH EXECUTE AS OWNER`. */
const BEFORE_NAMES: ReadonlySet<Terminal> = new Set<Terminal>(['GRANT', 'REVOKE', 'ON', 'FOR', 'AFTER', 'OF', 'WITH', ',']);

/** Where statements need no semicolon between them: whether the next one, or what closes the block, begins here. */
export function nextBegins(p: Cursor): boolean {
  if (!p.grammar.semicolonless || p.kind !== TokenKind.Word) return false;
  if (at(p, 'GO') || at(p, 'END') || at(p, 'ELSE')) return true;
  if (at(p, 'IF')) return peek(p) !== 'EXISTS' || peek(p, 2) === '(';
  if (onNewLine(p) && startsStatement(p)) return true;
  if (p.pos > 0 && (BEFORE_NAMES.has(peek(p, -1)) || peekWordIs(p, -1, 'DENY'))) return false;
  if (at(p, 'SET')) return peekKind(p) === TokenKind.Parameter;
  if (at(p, 'CREATE') || at(p, 'ALTER') || at(p, 'DROP')) return ['TABLE', 'VIEW', 'PROC', 'PROCEDURE', 'FUNCTION'].includes(peek(p));
  return RESERVED_STARTERS.has(p.word);
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
      if (at(p, 'MERGE') && peekWordIs(p, 1, 'BRANCH') && peek(p, 3) === 'INTO') return other(p, start); // Dremio
      if (at(p, 'UPDATE') && peekWordIs(p, 1, 'STATISTICS') && p.grammar.updateStatistics) return parseStatistics(p, start);
      return parseAfterWith(p, start, undefined);
    case 'USING':
      // Athena: USING EXTERNAL FUNCTION f(…) RETURNS … SELECT …
      if (!peekWordIs(p, 1, 'EXTERNAL') && peek(p) !== 'FUNCTION') {
        if (peek(p) !== '(') break;
        skipUntil(p, (q) => startsQuery(q) || startsStatement(q)); // Teradata: USING (a INTEGER) INSERT …
        return parseStatement(p);
      }
      skipUntil(p, startsQuery);
      return parseStatement(p);
    case 'DYNAMIC':
      // Teradata: DYNAMIC EXPLAIN SELECT …
      if (peek(p) !== 'EXPLAIN') break;
      advance(p);
      return parseExplain(p, start);
    case 'DEFINE':
      // Snowflake: DEFINE TABLE, DEFINE VIEW … AS
      if (peek(p) === 'VIEW' || peek(p) === 'TABLE' || peek(p) === 'DYNAMIC') return parseCreate(p, start);
      break;
    case 'BULK':
      if (peek(p) === 'INSERT') return parseBulkInsert(p, start);
      break;
    case 'REPLACE':
      if (peek(p) === 'VIEW' || peek(p) === 'TABLE' || REPLACED.has(peek(p))) return parseCreate(p, start);
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
      if (peek(p) === 'TO') return parseExportTo(p, start);
      if (p.grammar.loadedRelations) return parseExportInto(p, start);
      if (peek(p) === 'TABLE') return parseExportTable(p, start);
      break;
    case 'IMPORT':
      if (p.grammar.loadedRelations) return parseImport(p, start);
      if (peek(p) === 'FROM') return parseLoadFrom(p, start);
      if (peek(p) === 'TABLE' || (peek(p) === 'EXTERNAL' && peek(p, 2) === 'TABLE')) return parseImportTable(p, start);
      break;
    case 'APPLY':
      if (peek(p) === 'CHANGES' && peek(p, 2) === 'INTO') return parseChangesInto(p, start);
      break;
    case 'LOAD':
      if (peek(p) === 'DATA' || peek(p) === 'XML') return parseLoad(p, start);
      if (peekWordIs(p, 1, 'LABEL')) return parseLabelledLoad(p, start);
      if (peek(p) === 'FROM' || (peekWordIs(p, 1, 'CLIENT') && peek(p, 2) === 'FROM')) return parseLoadFrom(p, start);
      break;
    case 'CACHE':
      return parseCache(p, start);
    case 'USE':
      return parseUse(p, start);
    case 'DATABASE': // Teradata's USE
      return parseUse(p, start);
    case 'SET':
      return parseSet(p, start);
    case 'DECLARE':
      // Db2: DECLARE GLOBAL TEMPORARY TABLE
      if (peek(p, 2) === 'TEMPORARY' && peek(p, 3) === 'TABLE') return parseCreate(p, start);
      return parseDeclare(p, start);
    case 'EXPLAIN':
    case 'PROFILE':
    case 'DESCRIBE':
    case 'DESC':
      return parseExplain(p, start);
    case 'BEGIN':
      if (peekWordIs(p, 1, 'STATEMENT') && peek(p, 2) === 'SET') return parseStatementSet(p, start);
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
      if (executesHere(p)) {
        advance(p); // Flink: EXECUTE INSERT INTO …, EXECUTE STATEMENT SET …
        return parseStatement(p);
      }
      return parseExecute(p, start);
    case 'ANALYZE':
      if (!EXPLAINED.has(peek(p)) && !(peek(p) === 'FORMAT' && peek(p, 2) === '=')) break;
      return parseExplain(p, start); // MariaDB
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
      if (peek(p) === '(' && atWord(p, 'ASYNC')) return parseAsync(p);
  }
  return parseOtherStart(p, start);
}

const EXPLAINED: ReadonlySet<string> = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);
const executesHere = (p: Cursor): boolean => EXPLAINED.has(peek(p)) || (peekWordIs(p, 1, 'STATEMENT') && peek(p, 2) === 'SET');

/** What REPLACE makes anew besides tables and views (Teradata). */
const REPLACED: ReadonlySet<string> = new Set([
  'RECURSIVE',
  'MACRO',
  'PROCEDURE',
  'FUNCTION',
  'TRIGGER',
  'SPECIFIC',
  'METHOD',
  'TYPE',
  'ORDERING',
  'CAST',
]);

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
  skipOptions(p);
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
  if (skipPrefix(p)) return parseStatement(p);
  if (atSubscription(p)) return parseSubscription(p, start);
  if (atStatementSet(p)) return parseStatementSet(p, start);
  if (atWord(p, 'COMPILE')) return parseCompile(p, start);
  if (atWord(p, 'TRACE')) return parseExplain(p, start);
  if (at(p, 'SWITCH') && peekKind(p) === TokenKind.Word) return parseUse(p, start); // Doris
  if (atWord(p, 'SUBMIT')) return parseTask(p, start); // StarRocks: SUBMIT TASK t AS INSERT …
  if (startsQuery(p)) return parseAfterWith(p, start, undefined);
  if (p.kind === TokenKind.Template) {
    // a macro call may stand for whole statements, or for the WITH before a query
    while (p.kind === TokenKind.Template) advance(p);
    return p.word === ';' || atEnd(p)
      ? { kind: 'other', verb: 'template', names: [], start: startFrom(p, start), end: endOf(p) }
      : parseStatement(p);
  }
  if (at(p, '<<')) {
    skipUntil(p, (q) => at(q, '>>'));
    advance(p);
    return parseStatement(p);
  }
  if (peek(p) === ':' && (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted) && p.pos + 2 < p.tokens.count) {
    advance(p);
    advance(p);
    return atEnd(p) ? other(p, start) : parseStatement(p);
  }
  if ((p.kind === TokenKind.Word || p.kind === TokenKind.Parameter || p.kind === TokenKind.Quoted) && assignmentFollows(p))
    return parseAssignmentStatement(p, start);
  if (atWord(p, 'FORALL')) return parseForall(p, start);
  if (atWord(p, 'FOREACH')) return parseForeach(p, start);
  if (atWord(p, 'SUBMIT') && peek(p) === 'TASK') {
    advance(p); // StarRocks: SUBMIT TASK [name] AS statement
    return parseRoutine(p, start);
  }
  if (p.kind === TokenKind.Word && (isVerb(p) || callsProcedure(p))) return other(p, start);
  if (p.pos === 0) {
    const part = parseBlockPart(p, start);
    if (part !== undefined) return part;
  }
  if (at(p, ':') && p.grammar.goBatches) {
    // sqlcmd: `:r file.sql`, `:setvar name value`
    advance(p);
    while (!atEnd(p) && !onNewLine(p)) advance(p);
    return { kind: 'other', verb: 'sqlcmd', names: [], start: startFrom(p, start), end: endOf(p) };
  }
  fail(p, ['a statement'], nearestVerb(p));
  return other(p, start);
}

/** ASYNC '(' statement ')' (Snowflake) */
function parseAsync(p: Cursor): Statement {
  advance(p);
  advance(p);
  const statement = parseStatement(p);
  expect(p, ')');
  return statement;
}

/** `package.procedure(arguments)` as a statement (PL/SQL). */
function callsProcedure(p: Cursor): boolean {
  if (p.grammar.semicolonless) return opensBatchWithCall(p);
  if (!p.grammar.bareCalls) return false;
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

/** `l(i + 1)`, `l('key')`: indexes are short. */
const MOST_INDEX_TOKENS = 40;

/** `name := value`, `LET name [type] := value` */
function assignmentFollows(p: Cursor): boolean {
  if (atWord(p, 'LET')) return true;
  let i = 1;
  // PL/SQL: an element of a collection, `l(i) := x`
  if (peek(p) === '(' && p.grammar.declareSections) i = findAtLevel(p, 2, MOST_INDEX_TOKENS, (word) => word === ')') + 1;
  while (peek(p, i) === '.' || peek(p, i) === '[') {
    if (peek(p, i) === '.') i += 2;
    else {
      const close = findAtLevel(p, i + 1, i + MOST_INDEX_TOKENS, (word) => word === ']');
      if (close < 0) return false;
      i = close + 1;
    }
  }
  const sign = peek(p, i);
  if (p.grammar.equalsAssigns && p.pos > 0 && (sign === '=' || sign === '+=')) return true;
  return sign === ':=' || (p.kind === TokenKind.Parameter && sign === '=');
}

function parseAssignmentStatement(p: Cursor, start: number): Statement {
  const declares = atWord(p, 'LET');
  if (declares) advance(p);
  let name = takeIdentifier(p).name.replace(/^[@:]/, '');
  if (at(p, '(')) skipBalanced(p);
  while (eat(p, '.')) name += `.${takeIdentifier(p).name}`;
  skipUntil(p, (q) => at(q, ':=') || at(q, '=') || at(q, '+=') || at(q, 'CURSOR') || at(q, 'DEFAULT'));
  advance(p);
  if (at(p, 'FOR')) advance(p);
  if (at(p, '(') && (peek(p) === 'EXECUTE' || peek(p) === 'CALL')) {
    skipBalanced(p); // Snowflake: r := (EXECUTE IMMEDIATE text)
    return { kind: 'set', ...(declares && { declares }), assignments: [], start: startFrom(p, start), end: endOf(p) };
  }
  const value: Expression = startsQuery(p)
    ? { kind: 'subquery', form: 'cursor', query: parseQuery(p), start: startFrom(p, start), end: endOf(p) }
    : parseValue(p);
  return {
    kind: 'set',
    ...(declares && { declares }),
    assignments: [{ name, value, start: startFrom(p, start), end: endOf(p) }],
    start: startFrom(p, start),
    end: endOf(p),
  };
}
