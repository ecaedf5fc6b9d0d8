/** DECLARE: variables, cursors, handlers, table variables, and PL/SQL's sections of them. */
import { TokenKind } from '../tokens.js';
import type { CreateTable, DatasetName, Expression, Identifier, Statement } from '../tree.js';
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
  skipUntil,
  startFrom,
  startOf,
  tryParse,
} from './cursor.js';
import { parseExpression } from './expression.js';
import { takeIdentifier } from './name.js';
import { other } from './other.js';
import { block, parseBlock } from './procedural.js';
import { atQuery, parseQuery, startsQueryAt } from './query.js';
import { parseParameters, parseRoutine } from './routine.js';
import { nextBegins, parseStatement } from './script.js';
import { parseType } from './type.js';

/** { declaration ';' } [BEGIN … END]: what follows IS or AS (PL/SQL, Exasol); a package's body is all declarations, and its END closes it. */
export function parseSection(p: Cursor): Statement {
  const start = startOf(p);
  const assignments: Declared[] = [];
  const statements: Statement[] = [];
  while (!atEnd(p) && !at(p, 'BEGIN') && !at(p, 'END')) {
    const before = p.pos;
    parseDeclaration(p, assignments, statements);
    skipUntil(p, never);
    eat(p, ';');
    if (p.pos === before) advance(p);
  }
  const set: Statement = { kind: 'set', declares: true, assignments, start: startFrom(p, start), end: endOf(p) };
  if (at(p, 'BEGIN')) statements.push(parseBlock(p, startOf(p)));
  else if (eat(p, 'END') && (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted)) advance(p);
  return block(p, start, 'block', assignments.length === 0 ? statements : [set, ...statements]);
}

const never = (): boolean => false;

/** DECLARE declaration { (',' | ';') declaration } [BEGIN … END] */
export function parseDeclare(p: Cursor, start: number): Statement {
  advance(p);
  const assignments: Declared[] = [];
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

interface Declared {
  readonly name: string;
  readonly value?: Expression;
  readonly start: number;
  readonly end: number;
}

/** name, … [type] [DEFAULT | := | = value] | name CURSOR … FOR query | @name TABLE (columns) | CONTINUE HANDLER FOR … statement */
function parseDeclaration(p: Cursor, assignments: Declared[], statements: Statement[]): void {
  const start = startOf(p);
  if ((at(p, 'CONTINUE') || atWord(p, 'EXIT') || atWord(p, 'UNDO')) && !at(p, ';')) {
    skipUntil(p, (q) => at(q, 'BEGIN') || at(q, 'SET') || at(q, 'INSERT') || at(q, 'SELECT'));
    if (!atEnd(p) && !at(p, ';')) statements.push(parseStatement(p));
    return;
  }
  if (p.grammar.declareSections) {
    if (at(p, 'PROCEDURE') || at(p, 'FUNCTION')) {
      statements.push(
        nested(
          p,
          (q) => parseRoutine(q, start),
          (q) => other(q, start),
        ),
      );
      return;
    }
    if (atWord(p, 'PRAGMA') || ((at(p, 'TYPE') || atWord(p, 'SUBTYPE')) && peek(p, 2) === 'IS')) return skipUntil(p, never);
  }
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Parameter && p.kind !== TokenKind.Quoted) {
    fail(p, ['a variable']);
    return;
  }
  if (at(p, 'OR') && peek(p) === 'REPLACE') {
    advance(p);
    advance(p);
  }
  if (atWord(p, 'VARIABLE') && peekKind(p) === TokenKind.Word) advance(p); // Spark: DECLARE VARIABLE v INT
  const cursor = eat(p, 'CURSOR'); // Oracle: CURSOR name [(parameters)] IS query
  const names = [takeIdentifier(p).name.replace(/^@/, '')];
  while (at(p, ',') && p.grammar.declareLists && peekKind(p) === TokenKind.Word) {
    advance(p);
    names.push(takeIdentifier(p).name);
  }
  if (cursor && at(p, '('))
    for (const { name, start: from, end } of parseParameters(p, 'cursor')) assignments.push({ name, start: from, end });
  eat(p, 'AS');
  if (at(p, 'TABLE') && peek(p) === '(') {
    statements.push(tableVariable(p, start));
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
      nextBegins(q) ||
      at(q, 'BEGIN'),
  );
  let value: Expression | undefined;
  if (at(p, 'CURSOR') && peek(p) === '(') {
    advance(p); // PL/pgSQL: name CURSOR (parameters) FOR query
    for (const { name, start: from, end } of parseParameters(p, 'cursor')) assignments.push({ name, start: from, end });
  }
  if (at(p, 'CURSOR') || at(p, 'IS') || at(p, 'FOR')) {
    value = parseHeldRows(p);
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

/** [CURSOR] FOR name: the rows that a variable holds (Snowflake Scripting's result sets) */
function parseHeldRows(p: Cursor): Expression | undefined {
  const ahead = at(p, 'CURSOR') ? 1 : 0;
  const isFor = (ahead === 0 ? p.word : peek(p)) === 'FOR';
  if (!isFor || peekKind(p, ahead + 1) !== TokenKind.Word || startsQueryAt(p, ahead + 1)) return undefined;
  for (let i = 0; i <= ahead; i++) advance(p);
  const { name, start, end } = takeIdentifier(p);
  return { kind: 'parameter', mark: ':', name, start, end };
}

/** @t TABLE '(' name type …, … ')' : from TABLE on */
export function tableVariable(p: Cursor, start: number): CreateTable {
  const nameEnd = p.tokens.ends[p.pos - 1] as number;
  const identifier: Identifier = { kind: 'identifier', name: p.text.slice(start, nameEnd), quoted: false, start, end: nameEnd };
  const name: DatasetName = { kind: 'dataset-name', form: 'variable', parts: [identifier], start, end: nameEnd };
  advance(p);
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
