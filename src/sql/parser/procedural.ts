/** Statements with statements inside: blocks, conditions, loops, routines, dynamic SQL. */
import { tokenize } from '../tokenizer.js';
import { TokenKind } from '../tokens.js';
import type { Block, DatasetName, ExecuteDynamic, Expression, Identifier, OtherStatement, Query, Statement } from '../tree.js';
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
  fail,
  onNewLine,
  peek,
  peekKind,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
  textOf,
  tryParse,
  warnUnclosed,
} from './cursor.js';
import { parseExpression } from './expression.js';
import { atDatasetName, parseDatasetName, parseIdentifier, takeIdentifier } from './name.js';
import { atQuery, parseQuery } from './query.js';
import { endStatement, other, parseStatement } from './script.js';
import { parseType } from './type.js';

type Stop = (p: Cursor) => boolean;

/** { statement ';' } up to a word that closes or divides the block */
function parseStatements(p: Cursor, stop: Stop): Statement[] {
  const statements: Statement[] = [];
  while (!atEnd(p) && !stop(p)) {
    if (eat(p, ';')) continue;
    const before = p.pos;
    statements.push(parseStatement(p));
    if (!stop(p)) endStatement(p, stop);
    if (p.pos === before) advance(p);
  }
  return statements;
}

const block = (p: Cursor, start: number, type: string, statements: Statement[], expressions: Expression[] = []): Block => ({
  kind: 'block',
  type,
  statements,
  expressions,
  start: startFrom(p, start),
  end: endOf(p),
});

// ── BEGIN … END ──────────────────────────────────────────────────────────────────────────────────────────────────────

const TRANSACTION = new Set(['TRANSACTION', 'TRAN', 'WORK', 'DEFERRED', 'IMMEDIATE', 'EXCLUSIVE', 'READ', 'NOT', 'NAME', ';']);

/** Whether BEGIN here opens a transaction, not a block. */
export function beginsTransaction(p: Cursor): boolean {
  return (
    peekKind(p) === TokenKind.End ||
    TRANSACTION.has(peek(p)) ||
    ['ISOLATION', 'DEFERRED', 'CONCURRENT', 'DISTRIBUTED', 'EXCLUSIVE'].includes(
      p.text.slice(p.tokens.starts[p.pos + 1], p.tokens.ends[p.pos + 1]).toUpperCase(),
    )
  );
}

/** BEGIN [TRY | CATCH | ATOMIC | NOT ATOMIC] statements [EXCEPTION …] END [TRY | name] */
export function parseBlock(p: Cursor, start: number): Block {
  advance(p);
  if (at(p, 'NOT')) advance(p);
  if (at(p, 'TRY') || at(p, 'CATCH') || atWord(p, 'ATOMIC')) advance(p);
  if (at(p, 'WITH') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  const statements = parseStatements(p, atBlockEnd);
  if (at(p, 'EXCEPTION')) parseExceptionHandlers(p, statements);
  if (atEnd(p)) warnUnclosed(p, 'this block has no END', start);
  else if (
    expect(p, 'END') &&
    !atEnd(p) &&
    (at(p, 'TRY') ||
      at(p, 'CATCH') ||
      p.kind === TokenKind.Quoted ||
      (p.kind === TokenKind.Word && p.word === '' && !p.grammar.semicolonless))
  ) {
    advance(p);
    while (eat(p, '.')) advance(p);
  }
  return block(p, start, 'block', statements);
}

const atBlockEnd: Stop = (p) =>
  (at(p, 'END') && peek(p) !== 'IF' && peek(p) !== 'LOOP' && peek(p) !== 'WHILE' && peek(p) !== 'FOR') ||
  (at(p, 'EXCEPTION') && (peek(p) === 'WHEN' || peekKind(p) === TokenKind.Word));

/** EXCEPTION { WHEN condition THEN statements } */
function parseExceptionHandlers(p: Cursor, statements: Statement[]): void {
  advance(p);
  while (at(p, 'WHEN')) {
    skipUntil(p, (q) => at(q, 'THEN'));
    expect(p, 'THEN');
    statements.push(...parseStatements(p, (q) => at(q, 'WHEN') || at(q, 'END')));
  }
}

/**
 * ELSE statement | ELSEIF condition THEN statements | UNTIL condition END REPEAT | EXCEPTION WHEN … THEN statements: what a script cut
 * at semicolons leaves of a block.
 */
export function parseBlockPart(p: Cursor, start: number): Block | undefined {
  const statements: Statement[] = [];
  const expressions: Expression[] = [];
  const { word } = p;
  if (word === 'EXCEPTION' && peek(p) === 'WHEN') parseExceptionHandlers(p, statements);
  else if (word === 'ELSE' || word === 'ELSEIF' || word === 'ELSIF' || word === 'UNTIL') {
    advance(p);
    if (word !== 'ELSE') expressions.push(parseExpression(p));
    eat(p, 'THEN');
    statements.push(...parseStatements(p, endsBranch));
  } else return undefined;
  if (at(p, 'END')) while (p.kind === TokenKind.Word) advance(p);
  p.diagnostics.push({
    severity: 'warning',
    code: 'syntax',
    message: `${word} stands outside of a block`,
    span: { start, end: start + word.length },
    hint: 'is the script cut at a semicolon?',
  });
  return block(p, start, 'block', statements, expressions);
}

// ── Conditions and loops ─────────────────────────────────────────────────────────────────────────────────────────────

const endsBranch: Stop = (p) => at(p, 'ELSE') || at(p, 'ELSEIF') || at(p, 'ELSIF') || at(p, 'END') || at(p, 'ENDIF');

/** IF condition THEN statements { ELSEIF … } [ELSE …] END IF | IF condition statement [ELSE statement] */
export function parseIf(p: Cursor, start: number): Statement {
  advance(p);
  const expressions = [parseExpression(p)];
  if (!at(p, 'THEN')) {
    const statements = [parseStatement(p)];
    eat(p, ';');
    if (eat(p, 'ELSE')) statements.push(parseStatement(p));
    return block(p, start, 'if', statements, expressions);
  }
  advance(p);
  const statements = parseStatements(p, endsBranch);
  while (at(p, 'ELSEIF') || at(p, 'ELSIF') || at(p, 'ELSE')) {
    const condition = !at(p, 'ELSE');
    advance(p);
    if (condition) {
      expressions.push(parseExpression(p));
      expect(p, 'THEN');
    }
    statements.push(...parseStatements(p, endsBranch));
  }
  closeWith(p, 'IF');
  return block(p, start, 'if', statements, expressions);
}

function closeWith(p: Cursor, word: 'IF' | 'LOOP' | 'WHILE' | 'FOR' | 'REPEAT' | 'CASE'): void {
  if (eat(p, 'ENDIF')) return;
  if (atEnd(p)) return warnUnclosed(p, `${word} has no END`, startOf(p));
  if (!expect(p, 'END')) return;
  eat(p, word);
  if (p.kind === TokenKind.Word && p.word === '') advance(p); // the label
}

const atLoopEnd: Stop = (p) => at(p, 'END');

/** WHILE condition (DO | LOOP) statements END (WHILE | LOOP) | WHILE condition statement */
export function parseWhile(p: Cursor, start: number): Statement {
  advance(p);
  const expressions = [parseExpression(p)];
  if (!at(p, 'DO') && !at(p, 'LOOP')) return block(p, start, 'loop', [parseStatement(p)], expressions);
  const word = at(p, 'DO') ? 'WHILE' : 'LOOP';
  advance(p);
  const statements = parseStatements(p, atLoopEnd);
  closeWith(p, word);
  if (at(p, 'WHILE')) advance(p);
  return block(p, start, 'loop', statements, expressions);
}

/** LOOP statements END LOOP */
export function parseLoop(p: Cursor, start: number): Statement {
  advance(p);
  const statements = parseStatements(p, atLoopEnd);
  closeWith(p, 'LOOP');
  return block(p, start, 'loop', statements);
}

/** REPEAT statements UNTIL condition END REPEAT */
export function parseRepeat(p: Cursor, start: number): Statement {
  advance(p);
  const statements = parseStatements(p, (q) => at(q, 'UNTIL') || at(q, 'END'));
  const expressions = eat(p, 'UNTIL') ? [parseExpression(p)] : [];
  closeWith(p, 'REPEAT');
  return block(p, start, 'loop', statements, expressions);
}

/** FOR name IN (query | range | cursor) (LOOP | DO) statements END (LOOP | FOR) */
export function parseFor(p: Cursor, start: number): Statement {
  advance(p);
  const variables = [parseIdentifier(p)];
  while (eat(p, ',')) variables.push(parseIdentifier(p));
  if (eat(p, 'AS')) parseIdentifier(p);
  const expressions: Expression[] = [];
  let cursor: Identifier | undefined;
  if (eat(p, 'IN')) {
    const from = startOf(p);
    if (atWord(p, 'REVERSE')) advance(p);
    if (atQuery(p)) {
      const query: Query = parseQuery(p);
      expressions.push({ kind: 'subquery', form: 'cursor', query, start: startFrom(p, from), end: endOf(p) });
    } else {
      if (p.kind === TokenKind.Word && (peek(p) === 'LOOP' || peek(p) === 'DO' || peek(p) === '(')) cursor = parseIdentifier(p);
      skipUntil(p, (q) => at(q, 'LOOP') || at(q, 'DO'));
    }
  } else skipUntil(p, (q) => at(q, 'LOOP') || at(q, 'DO'));
  const word = at(p, 'DO') ? 'FOR' : 'LOOP';
  if (!eat(p, 'LOOP') && !eat(p, 'DO')) fail(p, ['LOOP', 'DO']);
  const statements = parseStatements(p, atLoopEnd);
  closeWith(p, word);
  return { ...block(p, start, 'loop', statements, expressions), variables, ...(cursor && { cursor }) };
}

/** FORALL i IN range statement (PL/SQL) */
export function parseForall(p: Cursor, start: number): Statement {
  skipUntil(p, (q) => at(q, 'INSERT') || at(q, 'UPDATE') || at(q, 'DELETE') || at(q, 'MERGE') || at(q, 'EXECUTE'));
  const statements = atEnd(p) || at(p, ';') ? [] : [parseStatement(p)];
  return block(p, start, 'loop', statements);
}

/** CASE [operand] { WHEN condition THEN statements } [ELSE statements] END CASE */
export function parseCaseStatement(p: Cursor, start: number): Statement {
  advance(p);
  const expressions: Expression[] = [];
  if (!at(p, 'WHEN')) expressions.push(parseExpression(p));
  const statements: Statement[] = [];
  while (at(p, 'WHEN') || at(p, 'ELSE')) {
    const condition = at(p, 'WHEN');
    advance(p);
    if (condition) {
      expressions.push(parseExpression(p));
      expect(p, 'THEN');
    }
    statements.push(...parseStatements(p, (q) => at(q, 'WHEN') || at(q, 'ELSE') || at(q, 'END')));
  }
  closeWith(p, 'CASE');
  return block(p, start, 'case', statements, expressions);
}

// ── Declarations ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** DECLARE declaration { (',' | ';') declaration } [BEGIN … END] */
export function parseDeclare(p: Cursor, start: number): Statement {
  advance(p);
  const assignments: { name: string; value?: Expression; start: number; end: number }[] = [];
  const statements: Statement[] = [];
  do parseDeclaration(p, assignments, statements);
  while (eat(p, ',') || (p.grammar.declareSections && at(p, ';') && declarationFollows(p) && eat(p, ';')));
  const set: Statement = { kind: 'set', declares: true, assignments, start: startFrom(p, start), end: endOf(p) };
  if (p.grammar.declareSections && at(p, ';') && peek(p) === 'BEGIN') advance(p);
  if (p.grammar.declareSections && at(p, 'BEGIN')) {
    const body = parseBlock(p, startOf(p));
    return block(p, start, 'block', [set, ...statements, body]);
  }
  if (statements.length === 0) return set;
  return statements.length === 1 && assignments.length === 0
    ? (statements[0] as Statement)
    : block(p, start, 'declare', [set, ...statements]);
}

const declarationFollows = (p: Cursor): boolean =>
  peekKind(p) === TokenKind.Word &&
  peek(p) !== 'BEGIN' &&
  peek(p) !== 'DECLARE' &&
  (peek(p) === '' || peek(p) === 'CURSOR' || peekKind(p, 2) === TokenKind.Word) &&
  !['SELECT', 'SET', 'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'CREATE', 'WITH', 'IF', 'CALL'].includes(peek(p));

/** name, … [type] [DEFAULT | := | = value] | name CURSOR … FOR query | @name TABLE (columns) | CONTINUE HANDLER FOR … statement */
function parseDeclaration(
  p: Cursor,
  assignments: { name: string; value?: Expression; start: number; end: number }[],
  statements: Statement[],
): void {
  const start = startOf(p);
  if ((at(p, 'CONTINUE') || atWord(p, 'EXIT') || atWord(p, 'UNDO')) && !at(p, ';')) {
    skipUntil(p, (q) => at(q, 'BEGIN') || at(q, 'SET') || at(q, 'INSERT') || at(q, 'SELECT'));
    if (!atEnd(p) && !at(p, ';')) statements.push(parseStatement(p));
    return;
  }
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Parameter && p.kind !== TokenKind.Quoted) {
    fail(p, ['a variable']);
    return;
  }
  if (at(p, 'CURSOR')) advance(p); // Oracle: CURSOR name IS query
  const names = [takeIdentifier(p).name.replace(/^@/, '')];
  while (at(p, ',') && p.grammar.declareLists && peekKind(p) === TokenKind.Word) {
    advance(p);
    names.push(takeIdentifier(p).name);
  }
  eat(p, 'AS');
  if (at(p, 'TABLE') && peek(p) === '(') {
    const end = endOf(p);
    const name: DatasetName = {
      kind: 'dataset-name',
      form: 'variable',
      parts: [{ kind: 'identifier', name: p.text.slice(start, end), quoted: false, start, end }],
      start,
      end,
    };
    advance(p);
    statements.push(tableVariable(p, name, start));
    return;
  }
  skipUntil(
    p,
    (q) =>
      at(q, ',') ||
      at(q, 'DEFAULT') ||
      at(q, ':=') ||
      at(q, '=') ||
      at(q, 'CURSOR') ||
      at(q, 'IS') ||
      (at(q, 'FOR') && p.pos > 0) ||
      (p.grammar.semicolonless && onNewLine(q)) ||
      at(q, 'BEGIN'),
  );
  let value: Expression | undefined;
  if (at(p, 'CURSOR') || at(p, 'IS') || at(p, 'FOR')) {
    skipUntil(p, (q) => atQuery(q) || at(q, ','));
    if (atQuery(p)) {
      const from = startOf(p);
      value = { kind: 'subquery', form: 'cursor', query: parseQuery(p), start: startFrom(p, from), end: endOf(p) };
    } else skipUntil(p, () => false);
  } else if (eat(p, 'DEFAULT') || eat(p, ':=') || eat(p, '=')) {
    value = tryParse(p, (q) => {
      const expression = parseExpression(q);
      return at(q, ';') || at(q, ',') || q.kind === TokenKind.End || onNewLine(q) || q.grammar.semicolonless ? expression : undefined;
    });
    if (value === undefined) skipUntil(p, (q) => at(q, ','));
  }
  for (const name of names) assignments.push({ name, ...(value && { value }), start: startFrom(p, start), end: endOf(p) });
}

/** DECLARE @t TABLE '(' name type …, … ')' */
function tableVariable(p: Cursor, name: DatasetName, start: number): Statement {
  const columns: { kind: 'column-definition'; name: ReturnType<typeof takeIdentifier>; start: number; end: number }[] = [];
  advance(p);
  while (!at(p, ')') && !atEnd(p)) {
    const from = startOf(p);
    if (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted) {
      const column = takeIdentifier(p);
      if (!['PRIMARY', 'UNIQUE', 'CHECK', 'INDEX', 'CONSTRAINT'].includes(column.name.toUpperCase())) {
        parseType(p);
        columns.push({ kind: 'column-definition', name: column, start: startFrom(p, from), end: endOf(p) });
      }
    }
    skipUntil(p, (q) => at(q, ','));
    if (!eat(p, ',')) break;
  }
  expect(p, ')');
  return {
    kind: 'create-table',
    name,
    temporary: true,
    orReplace: false,
    ifNotExists: false,
    objectType: 'table variable',
    columns,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

// ── Routines ─────────────────────────────────────────────────────────────────────────────────────────────────────────

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
  if (at(p, ';') && peekKind(p) === TokenKind.Number && p.grammar.semicolonless) {
    advance(p); // T-SQL's numbered procedures: CREATE PROCEDURE p;1
    advance(p);
  }
  const statements: Statement[] = [];
  parseRoutineBody(p, type, statements);
  return { kind: 'block', type, ...(name && { name }), statements, expressions: [], start: startFrom(p, start), end: endOf(p) };
}

/** Finds the body behind the header's parameters and options, and reads the SQL in it. */
function parseRoutineBody(p: Cursor, type: string, statements: Statement[]): void {
  let foreign = false; // written in a language that is not SQL
  while (!atEnd(p) && !at(p, ';') && !at(p, 'CALL') && !(at(p, 'GO') && p.grammar.semicolonless)) {
    if (at(p, 'LANGUAGE')) {
      advance(p);
      foreign = !/^['"]?(sql|plpgsql|pl\/pgsql)['"]?$/i.test(textOf(p));
      advance(p);
    } else if (p.kind === TokenKind.String && p.text.charAt(startOf(p)) === '$') {
      if (!foreign && !languageFollows(p)) statements.push(...parseInner(p));
      advance(p);
    } else if (at(p, 'BEGIN') || (at(p, 'DECLARE') && type !== 'task')) {
      statements.push(parseStatement(p));
      return skipOptionsAfterBody(p);
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
      if (atKind(p, TokenKind.String)) continue;
      if (type === 'procedure' || type === 'task' || type === 'pipe' || type === 'package') return parseProcedureBody(p, type, statements);
      if (type === 'function' && p.grammar.declareSections) return parseProcedureBody(p, type, statements);
    } else if ((type === 'trigger' || type === 'event' || type === 'procedure') && startsBodyStatement(p)) {
      statements.push(parseStatement(p));
      return;
    } else skipBalanced(p);
  }
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

const startsBodyStatement = (p: Cursor): boolean =>
  (at(p, 'INSERT') || at(p, 'UPDATE') || at(p, 'DELETE') || at(p, 'MERGE') || at(p, 'SELECT')) &&
  (peekKind(p) === TokenKind.Word || peek(p) === '*') &&
  !['OR', 'ON', 'OF', 'AS'].includes(peek(p));

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
  if (p.grammar.declareSections && !at(p, 'BEGIN') && type !== 'task' && type !== 'pipe') {
    while (!atEnd(p) && !at(p, 'BEGIN') && !(at(p, 'END') && type === 'package')) skipBalanced(p);
  }
  if (type === 'task' || type === 'pipe' || !p.grammar.semicolonless) {
    if (!atEnd(p) && !at(p, ';')) statements.push(parseStatement(p));
    return;
  }
  statements.push(...parseStatements(p, (q) => at(q, 'GO')));
}

/** The statements inside the string that is the current token. Offsets stay those of the whole text. */
export function parseInner(p: Cursor): Statement[] {
  const start = startOf(p);
  const end = p.tokens.ends[p.pos] as number;
  const quote = p.text.charAt(start);
  const open = quote === '$' ? p.text.indexOf('$', start + 1) + 1 : start + p.text.slice(start, end).search(/['"]/) + 1;
  const close = quote === '$' ? end - (open - start) : end - 1;
  if (close <= open) return [];
  if (/^\s*\.\.\.\s*$/.test(p.text.slice(open, close))) return []; // left out, as manuals do
  // a doubled quote stands for one: as blank and quote, it keeps every offset
  const text = quote === '$' ? p.text : p.text.slice(0, open) + p.text.slice(open, close).replaceAll("''", " '") + p.text.slice(close);
  const inner = cursor(tokenize(text, p.dialect, open, close), p.dialect);
  const statements = parseStatements(inner, () => false);
  p.diagnostics.push(...inner.diagnostics);
  return statements;
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
  if (!immediate && atWord(p, 'SP_EXECUTESQL')) advance(p);
  else if (!immediate && p.kind !== TokenKind.String && !at(p, '(')) return execute(p, start, false);
  if (at(p, '(') && (peekKind(p) !== TokenKind.String || peek(p, 2) !== ')')) {
    skipBalanced(p); // EXEC (@sql), EXEC ('…' + @x)
    return execute(p, start, false);
  }
  const open = eat(p, '(');
  return execute(p, start, p.kind === TokenKind.String && (!open || peek(p) === ')'));
}

const endsHere = (p: Cursor): boolean => atEnd(p) || at(p, ';') || at(p, 'GO') || at(p, 'END') || at(p, ')');

function execute(p: Cursor, start: number, constant: boolean): ExecuteDynamic | OtherStatement {
  const statements = constant ? parseInner(p) : [];
  if (constant) advance(p);
  if (constant && at(p, ')')) advance(p);
  if (endsHere(p)) return { kind: 'execute', statements, start: startFrom(p, start), end: endOf(p) };
  const rest = other(p, start);
  return { kind: 'execute', statements, start: rest.start, end: rest.end };
}
