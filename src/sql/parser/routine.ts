/** Procedures, functions, triggers, tasks: the SQL inside them. */

import { terminalIndex } from '../terminals.js';
import { tokenize } from '../tokenizer.js';
import { TokenKind } from '../tokens.js';
import type {
  CreateTable,
  DatasetName,
  ExecuteDynamic,
  Expression,
  Identifier,
  OtherStatement,
  Query,
  QueryStatement,
  Statement,
  Trigger,
} from '../tree.js';
import { skipOptions } from './copy.js';
import {
  advance,
  at,
  atEnd,
  atKind,
  atWord,
  type Cursor,
  cursor,
  eat,
  endOf,
  expect,
  findAtLevel,
  onNewLine,
  peek,
  peekKind,
  peekWordIs,
  say,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
  textOf,
  tryParse,
} from './cursor.js';
import { parseSection, tableVariable } from './declare.js';
import { parseExpression, parseExpressionList } from './expression.js';
import { heldString } from './held-string.js';
import { atDatasetName, namedByString, parseDatasetName, takeIdentifier } from './name.js';
import { other } from './other.js';
import { stringValue } from './primary.js';
import { block, parseBlock, parseStatements } from './procedural.js';
import { atQuery, parseQuery, startsQuery, startsQueryAt } from './query.js';
import { nextBegins, parseStatement, startsStatement } from './script.js';
import { parseTriggerHeader, withBody } from './trigger.js';
import { parseType } from './type.js';
import { peekText } from './word.js';

/** … (PROCEDURE | FUNCTION | TRIGGER | TASK | …) name header body */
export function parseRoutine(p: Cursor, start: number): Statement {
  const type = textOf(p)
    .toLowerCase()
    .replace(/^proc$/, 'procedure');
  advance(p);
  if (at(p, 'IF') && peek(p) === 'NOT') {
    advance(p);
    advance(p);
    advance(p);
  }
  if (atWord(p, 'BODY')) advance(p);
  const name = atDatasetName(p) ? parseDatasetName(p) : undefined;
  if (at(p, ';') && peekKind(p) === TokenKind.Number) {
    advance(p); // T-SQL's numbered procedures: CREATE PROCEDURE p;1
    advance(p);
  }
  const parameters = at(p, '(') ? parseParameters(p, type) : [];
  const trigger =
    type === 'trigger'
      ? parseTriggerHeader(p, triggerBodyBegins)
      : at(p, 'RETURNS') && peek(p) === 'TRIGGER'
        ? { rowNames: [], tableNames: [], readsRows: false } // for any table
        : undefined;
  const statements: Statement[] = [];
  const body = p.pos;
  parseRoutineBody(p, type, statements);
  const [result] = statements;
  if (result?.kind === 'create-table' && type === 'function') statements.push(rowsOfVariable(result));
  return {
    kind: 'block',
    type,
    ...(name && { name }),
    parameters,
    ...(trigger && { trigger: withBody(p, trigger, body) }),
    statements,
    expressions: [],
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/**
 * CREATE RULE name AS ON event TO table [WHERE condition] DO [ALSO | INSTEAD] ( NOTHING | statement | '(' statement ';' … ')' )
 * https://www.postgresql.org/docs/16/sql-createrule.html
 */
export function parseRule(p: Cursor, start: number): Statement {
  skipUntil(p, (q) => at(q, 'TO'));
  const table = eat(p, 'TO') && atDatasetName(p) ? parseDatasetName(p) : undefined;
  skipUntil(p, (q) => at(q, 'DO'));
  if (eat(p, 'DO') && (atWord(p, 'ALSO') || atWord(p, 'INSTEAD'))) advance(p);
  const statements: Statement[] = [];
  if (at(p, '(') && !startsQueryAt(p, 1)) {
    advance(p);
    statements.push(...parseStatements(p, (q) => at(q, ')')));
    expect(p, ')');
  } else if (!eat(p, 'NOTHING')) statements.push(parseStatement(p));
  const trigger: Trigger = { ...(table && { table }), rowNames: [], tableNames: [], readsRows: statements.length > 0 };
  return { ...block(p, start, 'rule', statements), parameters: [], trigger };
}

/** RETURNS @t TABLE (…) (T-SQL): the rows that are in the variable at the end */
function rowsOfVariable({ name }: CreateTable): QueryStatement {
  const { start, end } = name;
  const query: Query = { kind: 'query', body: { kind: 'table-query', name, start, end }, orderBy: [], limit: [], pipe: [], start, end };
  return { kind: 'query-statement', query, start, end };
}

/** '(' [IN | OUT | INOUT] name [IN | OUT] [type] [default], … ')' : the names; a type alone has none */
export function parseParameters(p: Cursor, type: string): Identifier[] {
  const names: Identifier[] = [];
  advance(p);
  while (!at(p, ')') && !atEnd(p)) {
    if ((at(p, 'IN') || at(p, 'INOUT') || atWord(p, 'OUT') || at(p, 'VARIADIC')) && peekKind(p) === TokenKind.Word) advance(p);
    const named = p.kind === TokenKind.Quoted || (p.kind === TokenKind.Word && (peekKind(p) === TokenKind.Word || peek(p) === ':='));
    const alone = type === 'macro' && p.kind === TokenKind.Word && (peek(p) === ',' || peek(p) === ')');
    if (named || alone) names.push(takeIdentifier(p));
    skipUntil(p, atComma);
    if (!eat(p, ',')) break;
  }
  expect(p, ')');
  return names;
}

const atComma = (p: Cursor): boolean => at(p, ',');

/** Finds the body behind the header's parameters and options, and reads the SQL in it. */
function parseRoutineBody(p: Cursor, type: string, statements: Statement[]): void {
  let foreign = false; // written in a language that is not SQL
  while (!atEnd(p) && !at(p, ';') && (!at(p, 'CALL') || p.grammar.plainBodies) && !(at(p, 'GO') && p.grammar.goBatches)) {
    if (at(p, 'LANGUAGE')) {
      advance(p);
      foreign = !/^['"]?(sql|plpgsql|pl\/pgsql)['"]?$/i.test(textOf(p));
      advance(p);
    } else if (p.kind === TokenKind.String && p.text.charAt(startOf(p)) === '$') {
      if (!foreign && !languageFollows(p)) statements.push(...parseInner(p, type !== 'do'));
      advance(p);
    } else if (at(p, 'RETURN') && isFunction(type) && returnsQuery(p)) {
      statements.push(parseReturn(p, startOf(p)));
      return;
    } else if (p.kind === TokenKind.Parameter && peek(p) === 'TABLE' && peek(p, 2) === '(') {
      const start = startOf(p);
      advance(p);
      statements.push(tableVariable(p, start));
    } else if (at(p, 'BEGIN') || (at(p, 'DECLARE') && type !== 'task')) {
      statements.push(parseStatement(p));
      return skipOptionsAfterBody(p);
    } else if (at(p, '(') && p.grammar.macroStatements && holdsStatements(p, type)) {
      advance(p);
      statements.push(...parseStatements(p, (q) => at(q, ')')));
      expect(p, ')');
      return;
    } else if (p.grammar.plainBodies && at(p, 'RETURNS')) {
      advance(p);
      parseType(p);
    } else if (p.grammar.plainBodies && startsPlainBody(p)) {
      statements.push(parseStatement(p));
      return;
    } else if (type === 'event' && at(p, 'DO')) {
      advance(p);
      statements.push(parseStatement(p));
      return;
    } else if (atWord(p, 'COMPOUND') && peek(p) === 'TRIGGER') {
      return parseCompoundTrigger(p, statements);
    } else if ((at(p, 'EXECUTE') || at(p, 'EXEC')) && peek(p) === 'AS') {
      // WITH EXECUTE AS OWNER
      advance(p);
      advance(p);
      advance(p);
    } else if ((at(p, 'AS') || at(p, 'IS')) && p.kind === TokenKind.Word) {
      advance(p);
      if (at(p, 'EXTERNAL')) continue;
      if (atKind(p, TokenKind.String)) {
        if (!foreign && !languageFollows(p)) statements.push(...parseInner(p, true));
        advance(p);
        continue;
      }
      if (type === 'macro' && p.grammar.macroStatements) continue;
      if (isFunction(type) && parseFunctionQuery(p, statements)) return;
      if (type === 'macro' && parseInParentheses(p, statements)) return;
      const anyStatements = type === 'trigger' && p.grammar.semicolonless;
      if (type === 'procedure' || type === 'task' || type === 'pipe' || type === 'package' || anyStatements)
        return parseProcedureBody(p, type, statements);
      if (type === 'function' && p.grammar.declareSections) return parseProcedureBody(p, type, statements);
    } else if (type === 'trigger' && parseInParentheses(p, statements)) return;
    else if (
      ((type === 'trigger' || type === 'event' || type === 'procedure') && startsBodyStatement(p)) ||
      (type === 'trigger' && (at(p, 'SET') || at(p, 'IF')))
    ) {
      statements.push(parseStatement(p));
      return;
    } else skipBalanced(p);
  }
}

/** Teradata: CREATE MACRO m AS (statement; …), CREATE TRIGGER … (statement; …) */
const holdsStatements = (p: Cursor, type: string): boolean =>
  (type === 'macro' && p.tokens.terminals[p.pos - 1] === AS) || (type === 'trigger' && STATEMENTS.has(peek(p)));

const AS = terminalIndex('AS');
const STATEMENTS: ReadonlySet<string> = new Set([
  'INSERT',
  'UPDATE',
  'DELETE',
  'MERGE',
  'SELECT',
  'CALL',
  'EXEC',
  'EXECUTE',
  'ABORT',
  'ROLLBACK',
]);

const isFunction = (type: string): boolean => type === 'function' || type === 'macro';

/** Whether RETURN gives a query's rows or value. */
const returnsQuery = (p: Cursor): boolean => startsQueryAt(p, 1) || (peek(p) === '(' && (startsQueryAt(p, 2) || peek(p, 2) === '('));

/** RETURN (query | '(' query ')') | RETURN QUERY query | RETURN expression */
export function parseReturn(p: Cursor, start: number): Statement {
  const rows = peekWordIs(p, 1, 'QUERY');
  if (rows ? !startsQueryAt(p, 2) && peek(p, 2) !== '(' : !returnsQuery(p)) return returnsValue(p, start);
  if (!rows && peek(p) === '(') {
    const query = tryParse(p, parseReturned);
    if (query !== undefined) return query;
    advance(p);
    return block(p, start, 'return', [], [parseExpression(p)]); // (query) + 1
  }
  advance(p);
  if (rows) advance(p);
  const query = parseQuery(p);
  return { kind: 'query-statement', query, start: startFrom(p, start), end: endOf(p) };
}

/** Where no semicolon ends it, the value has to be read to know where it ends. */
function returnsValue(p: Cursor, start: number): Statement {
  if (!p.grammar.semicolonless) return other(p, start);
  advance(p);
  if (!atEnd(p) && !at(p, ';') && !at(p, 'END') && !at(p, 'ELSE') && !onNewLine(p) && !startsStatement(p)) parseExpression(p);
  return { kind: 'other', verb: 'return', names: [], start: startFrom(p, start), end: endOf(p) };
}

function parseReturned(p: Cursor): Statement | undefined {
  const start = startOf(p);
  advance(p);
  const query = parseQuery(p);
  const ends = atEnd(p) || at(p, ';') || at(p, 'END') || at(p, 'GO') || p.grammar.semicolonless;
  return ends ? { kind: 'query-statement', query, start: startFrom(p, start), end: endOf(p) } : undefined;
}

/** AS [TABLE] query (DuckDB, BigQuery); false where an expression stands there */
function parseFunctionQuery(p: Cursor, statements: Statement[]): boolean {
  if (at(p, 'TABLE') && startsQueryAt(p, 1)) advance(p);
  const start = startOf(p);
  const query = at(p, '(') ? tryParse(p, parseWholeQuery) : startsQuery(p) ? parseQuery(p) : undefined;
  if (query !== undefined) statements.push({ kind: 'query-statement', query, start: startFrom(p, start), end: endOf(p) });
  return query !== undefined;
}

/** '(' { statement ';' } ')' (Teradata's macros and triggers) */
function parseInParentheses(p: Cursor, statements: Statement[]): boolean {
  if (!at(p, '(') || !['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'SELECT', 'WITH', 'EXEC', 'EXECUTE', 'LOCKING'].includes(peek(p)))
    return false;
  advance(p);
  statements.push(...parseStatements(p, (q) => at(q, ')')));
  expect(p, ')');
  return true;
}

function parseWholeQuery(p: Cursor): Query | undefined {
  if (!startsQueryAt(p, 1) && peek(p, 1) !== '(') return undefined;
  const query = parseQuery(p);
  return atEnd(p) || at(p, ';') || p.kind === TokenKind.Word ? query : undefined;
}

/** COMPOUND TRIGGER declarations { timing IS BEGIN … END timing ';' } END [name] (Oracle) */
function parseCompoundTrigger(p: Cursor, statements: Statement[]): void {
  while (!atEnd(p) && !at(p, 'END')) {
    if (at(p, 'BEGIN')) {
      statements.push(parseBlock(p, startOf(p)));
      skipUntil(p, () => false);
      eat(p, ';');
    } else if (!eat(p, ';')) skipBalanced(p);
  }
  while (p.kind === TokenKind.Word) advance(p);
}

const triggerBodyBegins = (p: Cursor): boolean =>
  at(p, 'AS') ||
  at(p, 'BEGIN') ||
  at(p, 'DECLARE') ||
  at(p, 'SET') ||
  atWord(p, 'COMPOUND') ||
  startsBodyStatement(p) ||
  (at(p, '(') && ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(peek(p))) ||
  (p.grammar.plainBodies && (peek(p, -1) === 'ROW' || FOLLOWS.has(peekText(p, -2).toUpperCase())) && startsPlainBody(p));

/** FOR EACH ROW FOLLOWS other_trigger (MySQL) */
const FOLLOWS: ReadonlySet<string> = new Set(['FOLLOWS', 'PRECEDES']);

/** MySQL's routines have no AS: behind the characteristics stands one statement of any kind, perhaps with a label. */
const startsPlainBody = (p: Cursor): boolean =>
  p.kind === TokenKind.Word && (startsStatement(p) || PLAIN_BODIES.has(p.word) || peek(p) === ':');

const PLAIN_BODIES: ReadonlySet<string> = new Set(['REPEAT', 'LOOP', 'CASE', 'FOR', 'REPLACE', 'VALUES']);

const startsBodyStatement = (p: Cursor): boolean =>
  (at(p, 'INSERT') || at(p, 'UPDATE') || at(p, 'DELETE') || at(p, 'MERGE') || at(p, 'SELECT')) &&
  (peekKind(p) === TokenKind.Word || peek(p) === '*') &&
  !['OR', 'ON', 'OF', 'AS', 'NOT', 'FOR'].includes(peek(p));

/** `AS $$ … $$ LANGUAGE python`: the language may come behind the body. */
function languageFollows(p: Cursor): boolean {
  for (let i = 1; i < 40 && peekKind(p, i) !== TokenKind.End && peek(p, i) !== ';'; i++)
    if (peek(p, i) === 'LANGUAGE')
      return !/^['"]?(sql|plpgsql)['"]?$/i.test(p.text.slice(p.tokens.starts[p.pos + i + 1], p.tokens.ends[p.pos + i + 1]));
  return false;
}

function skipOptionsAfterBody(p: Cursor): void {
  while (p.kind === TokenKind.Word && p.word === '' && !p.grammar.semicolonless) advance(p);
}

/** After AS: declarations and a block (PL/SQL), one statement (a task), or all statements of the batch (T-SQL). */
function parseProcedureBody(p: Cursor, type: string, statements: Statement[]): void {
  if (p.grammar.declareSections && !at(p, 'BEGIN') && !at(p, 'DECLARE') && type !== 'task' && type !== 'pipe') {
    statements.push(parseSection(p));
    return;
  }
  if (type === 'task' || type === 'pipe' || !p.grammar.semicolonless) {
    if (!atEnd(p) && !at(p, ';')) statements.push(parseStatement(p));
    return;
  }
  statements.push(...parseStatements(p, (q) => at(q, 'GO')));
}

/** Each text within a text is tokenised anew, so that few may lie within one another. */
const INNER_DEPTH = 20;

/** The statements inside the string that is the token at `pos`; none where it is an expression, if that may be. Offsets stay those of the whole text. */
export function parseInner(p: Cursor, orNothing = false, pos = p.pos): Statement[] {
  const start = p.tokens.starts[pos] as number;
  const end = p.tokens.ends[pos] as number;
  const quote = p.text.charAt(start);
  const open = quote === '$' ? p.text.indexOf('$', start + 1) + 1 : start + p.text.slice(start, end).search(/['"]/) + 1;
  const close = quote === '$' ? end - (open - start) : end - 1;
  if (close <= open) return [];
  const text = quote === '$' ? p.text : unescaped(p, open, close);
  const inner = cursor(tokenize(text, p.dialect, open, close), p.dialect, p.depth + INNER_DEPTH);
  if (orNothing && !startsStatement(inner) && !atQuery(inner) && !at(inner, '<<')) return [];
  const statements = parseStatements(inner, () => false);
  say(p, inner.diagnostics, inner.unsaid);
  return statements;
}

/** The text with one string as it is meant. A doubled quote stands for one, as does an escaped one: as blank and quote, it keeps every offset. */
function unescaped(p: Cursor, open: number, close: number): string {
  const quote = p.text.charAt(close);
  const written = p.text.slice(open, close);
  let meant = written.replaceAll(quote + quote, ` ${quote}`);
  if (p.dialect.lex.backslashEscapes && meant.includes('\\')) meant = meant.replace(/\\(['"\\])/g, ' $1').replace(/\\[nrt]/g, '  ');
  return meant === written ? p.text : p.text.slice(0, open) + meant + p.text.slice(close);
}

/** DO [LANGUAGE x] '…' (PostgreSQL) */
export function parseDo(p: Cursor, start: number): Statement {
  advance(p);
  const statements: Statement[] = [];
  parseRoutineBody(p, 'do', statements);
  return block(p, start, 'block', statements);
}

// ── Dynamic SQL ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** EXECUTE IMMEDIATE 'text' … | EXEC ('text') | EXEC sp_executesql N'text' … | EXECUTE name … */
export function parseExecute(p: Cursor, start: number): Statement {
  advance(p);
  const immediate = eat(p, 'IMMEDIATE');
  if (atWord(p, 'SP_RENAME') && peekKind(p) === TokenKind.String && peek(p, 2) === ',' && peekKind(p, 3) === TokenKind.String)
    return parseSpRename(p, start);
  if (!immediate && atWord(p, 'SP_EXECUTESQL')) {
    advance(p);
    if (p.kind === TokenKind.Parameter && peek(p) === '=') {
      advance(p); // @stmt =
      advance(p);
    }
  } else if (!immediate && p.kind !== TokenKind.String && !at(p, '(')) return execute(p, start, undefined);
  if (at(p, '(') && (peekKind(p) !== TokenKind.String || peek(p, 2) !== ')')) {
    const held = peek(p, 2) === ')' ? heldString(p, p.pos + 1) : undefined; // EXEC (@sql)
    skipBalanced(p); // EXEC ('…' + @x)
    return execute(p, start, held);
  }
  const opened = eat(p, '(');
  if (p.kind !== TokenKind.String) return execute(p, start, heldString(p, p.pos));
  return execute(p, start, peek(p) === '||' || peek(p) === '+' || peekKind(p) === TokenKind.String ? undefined : p.pos, opened);
}

/** PREPARE name FROM 'text' (MySQL) | PREPARE name [(types)] AS statement (PostgreSQL): what EXECUTE runs is known here already. */
export function parsePrepare(p: Cursor, start: number): Statement | undefined {
  const direct = tryParse(p, preparedStatement);
  if (direct !== undefined) return { kind: 'execute', statements: [direct], start: startFrom(p, start), end: endOf(p) };
  const isText = peekKind(p, 3) === TokenKind.String || p.text.charAt(p.tokens.starts[p.pos + 3] ?? 0) === '@';
  if (peek(p, 2) !== 'FROM' || !isText) return undefined;
  advance(p);
  advance(p);
  advance(p);
  if (p.kind === TokenKind.String) return execute(p, start, peekKind(p) === TokenKind.String ? undefined : p.pos); // 'a' 'b' is one text
  return execute(p, start, heldString(p, p.pos));
}

/** name ['(' types ')'] (AS | FROM) statement */
function preparedStatement(p: Cursor): Statement | undefined {
  advance(p);
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted) return undefined;
  advance(p);
  if (at(p, '(')) skipBalanced(p);
  if (!eat(p, 'AS') && !eat(p, 'FROM')) return undefined;
  return startsStatement(p) || startsQuery(p) ? parseStatement(p) : undefined;
}

/** EXEC sp_rename 's.a', 'b' [, 'COLUMN' | 'OBJECT' | …] */
function parseSpRename(p: Cursor, start: number): Statement {
  advance(p);
  const from = namedByString(stringName(p));
  advance(p);
  const to = stringName(p);
  const type = at(p, ',') ? p.text.slice(p.tokens.starts[p.pos + 1], p.tokens.ends[p.pos + 1]).toLowerCase() : '';
  skipOptions(p);
  const end = endOf(p);
  const column = from.parts.at(-1) as Identifier;
  if (type.includes('column')) {
    const name = { ...from, parts: from.parts.slice(0, -1) };
    return { kind: 'alter', objectType: 'table', name, actions: [{ type: 'rename-column', from: column, to }], start, end };
  }
  const table: DatasetName = { kind: 'dataset-name', form: 'name', parts: [to], start: to.start, end: to.end };
  const objectType = type === '' || type.includes('object') ? 'table' : 'other';
  return { kind: 'alter', objectType, name: from, actions: [{ type: 'rename', to: table }], start, end };
}

function stringName(p: Cursor): Identifier {
  const name = stringValue(p);
  return { ...takeIdentifier(p), name, quoted: false };
}

export const atResultOf = (p: Cursor): boolean =>
  (peek(p) === 'EXECUTE' && peek(p, 2) === 'IMMEDIATE') ||
  ((peek(p) === 'CALL' || peek(p) === 'SHOW') && peekKind(p, 2) === TokenKind.Word);

/** '(' EXECUTE IMMEDIATE … | CALL … | SHOW … ')': a statement's rows as a value (Snowflake Scripting's result sets) */
export function parseResultOf(p: Cursor): Expression {
  const start = startOf(p);
  advance(p);
  const statement = at(p, 'EXECUTE') ? parseExecute(p, startOf(p)) : undefined;
  skipUntil(p, () => false);
  expect(p, ')');
  const span = { start: startFrom(p, start), end: endOf(p) };
  const only = statement?.kind === 'execute' && statement.statements.length === 1 ? statement.statements[0] : undefined;
  return only?.kind === 'query-statement' ? { kind: 'subquery', form: 'cursor', query: only.query, ...span } : { kind: 'missing', ...span };
}

const endsHere = (p: Cursor): boolean => atEnd(p) || at(p, ';') || at(p, 'END') || at(p, ')') || nextBegins(p);

/** … [[BULK COLLECT] INTO variables]; USING may come before (PL/pgSQL) or behind */
function parseExecuteInto(p: Cursor): Expression[] | undefined {
  if (findAtLevel(p, 0, MOST_ARGUMENT_TOKENS, (word) => word === 'INTO') < 0) return undefined;
  skipUntil(p, (q) => at(q, 'INTO'));
  return eat(p, 'INTO') ? parseExpressionList(p) : undefined;
}

/** Between the text and INTO stand a few words, or the values of USING. */
const MOST_ARGUMENT_TOKENS = 60;

/** `text`: the token that has the statement, perhaps an earlier one. */
function execute(p: Cursor, start: number, text: number | undefined, opened = false): ExecuteDynamic | OtherStatement {
  const statements = text === undefined ? [] : parseInner(p, false, text);
  if (text === p.pos) {
    advance(p);
    if (opened) eat(p, ')');
  }
  const into = statements.length > 0 && !p.grammar.semicolonless ? parseExecuteInto(p) : undefined;
  if (!endsHere(p)) other(p, start);
  return { kind: 'execute', statements, ...(into && { into }), start: startFrom(p, start), end: endOf(p) };
}
