/** Statements with statements inside: blocks, conditions, loops. What is declared is in declare.ts, routines are in routine.ts. */
import { TokenKind } from '../tokens.js';
import type { Block, Expression, Identifier, Query, Statement } from '../tree.js';
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
  peek,
  peekKind,
  peekWordIs,
  say,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
  warnUnclosed,
} from './cursor.js';
import { parseExpression } from './expression.js';
import { parseIdentifier } from './name.js';
import { atQuery, parseQuery } from './query.js';
import { endStatement, parseStatement } from './script.js';
import { parseValue } from './value.js';

type Stop = (p: Cursor) => boolean;

/** { statement ';' } up to a word that closes or divides the block */
export function parseStatements(p: Cursor, stop: Stop): Statement[] {
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

export const block = (p: Cursor, start: number, type: string, statements: Statement[], expressions: Expression[] = []): Block => ({
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
  if (peek(p) === 'NOT' && peekWordIs(p, 2, 'ATOMIC')) return false; // MariaDB: BEGIN NOT ATOMIC … END
  return (
    peekKind(p) === TokenKind.End ||
    TRANSACTION.has(peek(p)) ||
    [
      'ISOLATION',
      'DEFERRED',
      'CONCURRENT',
      'DISTRIBUTED',
      'EXCLUSIVE',
      'DIALOG',
      'CONVERSATION',
      'LOADING',
      'LOGGING',
      'QUERY',
      'MLOAD',
    ].includes(p.text.slice(p.tokens.starts[p.pos + 1], p.tokens.ends[p.pos + 1]).toUpperCase())
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
  (at(p, 'END') && (p.grammar.semicolonless || (peek(p) !== 'IF' && peek(p) !== 'LOOP' && peek(p) !== 'WHILE' && peek(p) !== 'FOR'))) ||
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
  const span = { start, end: start + word.length };
  const message = `${word} stands outside of a block`;
  say(p, [{ severity: 'warning', code: 'syntax', message, span, hint: 'is the script cut at a semicolon?' }]);
  return block(p, start, 'block', statements, expressions);
}

// ── Conditions and loops ─────────────────────────────────────────────────────────────────────────────────────────────

const endsBranch: Stop = (p) => at(p, 'ELSE') || at(p, 'ELSEIF') || at(p, 'ELSIF') || at(p, 'END') || at(p, 'ENDIF');

/** IF condition THEN statements { ELSEIF … } [ELSE …] END IF | IF condition statement [ELSE statement] */
export function parseIf(p: Cursor, start: number): Statement {
  advance(p);
  const expressions = [parseValue(p)];
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
      expressions.push(parseValue(p));
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
  const expressions = [parseValue(p)];
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
  const expressions: Expression[] = [];
  let cursor: Identifier | undefined;
  // FOR v AS [c CURSOR FOR] query DO (SQL PL)
  const over = eat(p, 'AS');
  if (over && !atQuery(p)) {
    parseIdentifier(p);
    skipUntil(p, (q) => atQuery(q) || at(q, 'DO'));
  }
  if (over || eat(p, 'IN')) {
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

/** FOREACH element [SLICE n] IN ARRAY expression LOOP statements END LOOP (PL/pgSQL) */
export function parseForeach(p: Cursor, start: number): Statement {
  advance(p);
  const variables = [parseIdentifier(p)];
  while (eat(p, ',')) variables.push(parseIdentifier(p));
  skipUntil(p, (q) => at(q, 'ARRAY') || at(q, 'LOOP'));
  const expressions = eat(p, 'ARRAY') ? [parseExpression(p)] : [];
  expect(p, 'LOOP');
  const statements = parseStatements(p, atLoopEnd);
  closeWith(p, 'LOOP');
  return { ...block(p, start, 'loop', statements, expressions), variables };
}

/** FORALL i IN range statement (PL/SQL) */
export function parseForall(p: Cursor, start: number): Statement {
  advance(p);
  const variables = [parseIdentifier(p)];
  skipUntil(p, (q) => at(q, 'INSERT') || at(q, 'UPDATE') || at(q, 'DELETE') || at(q, 'MERGE') || at(q, 'EXECUTE'));
  const statements = atEnd(p) || at(p, ';') ? [] : [parseStatement(p)];
  return { ...block(p, start, 'loop', statements), variables };
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
      do expressions.push(parseExpression(p));
      while (eat(p, ',')); // PL/pgSQL: WHEN 1, 2 THEN
      expect(p, 'THEN');
    }
    statements.push(...parseStatements(p, (q) => at(q, 'WHEN') || at(q, 'ELSE') || at(q, 'END')));
  }
  closeWith(p, 'CASE');
  return block(p, start, 'case', statements, expressions);
}
