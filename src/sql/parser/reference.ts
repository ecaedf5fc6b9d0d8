/** Names as operands: columns, calls, lambdas of one parameter. */
import { terminalIndex } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type { ColumnName, Expression, FunctionCall, Identifier, StarPattern } from '../tree.js';
import { parseCall } from './call.js';
import {
  advance,
  at,
  atWord,
  type Cursor,
  eat,
  endOf,
  fail,
  onNewLine,
  peek,
  peekKind,
  skipBalanced,
  spanFrom,
  startFrom,
  startOf,
  touches,
} from './cursor.js';
import { parseExpression } from './expression.js';
import { namedByString, parseIdentifier, parseLabel, takeIdentifier } from './name.js';
import { atPostfixType } from './operand.js';
import { parseStarModifiers } from './star.js';
import { parseType } from './type.js';

// ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const DOT = terminalIndex('.');

/**
 * `a` or `t.a` before what ends an operand (`ends` 1) or the expression (2). Most expressions are nothing else, and two tokens
 * ahead decide it, so that the dozen productions between here and there are not gone through. Undefined: take the long way.
 */
export function parsePlainColumn(p: Cursor, ends: number): ColumnName | undefined {
  const { kinds, terminals, starts } = p.tokens;
  const { pos } = p;
  if (kinds[pos] !== TokenKind.Word || terminals[pos] !== 0) return undefined;
  const next = terminals[pos + 1] as number;
  if (next !== DOT) {
    if ((p.words.ends[next] as number) < ends || p.grammar.bareFunctions.length > 0) return undefined;
    const part = takeWord(p);
    return { kind: 'column-name', parts: [part], start: part.start, end: part.end };
  }
  if (kinds[pos + 2] !== TokenKind.Word || terminals[pos + 2] !== 0 || (p.words.ends[terminals[pos + 3] as number] as number) < ends)
    return undefined;
  const start = starts[pos] as number;
  const relation = takeWord(p);
  advance(p);
  const part = takeWord(p);
  return { kind: 'column-name', parts: [relation, part], start, end: part.end };
}

function takeWord(p: Cursor): Identifier {
  const start = p.tokens.starts[p.pos] as number;
  const end = p.tokens.ends[p.pos] as number;
  advance(p);
  return { kind: 'identifier', name: p.text.slice(start, end), quoted: false, start, end };
}

/** ClickHouse's JSON: `doc.a.:Int64` is read as that type; `doc.^a` is an object. */
function skipSubcolumn(p: Cursor): boolean {
  if (at(p, '^')) advance(p);
  if (!at(p, ':')) return false;
  advance(p);
  if (p.kind === TokenKind.Quoted) advance(p);
  else parseType(p);
  return true;
}

/** `doc.items[].sku`: of each element. */
function skipElements(p: Cursor): void {
  while (at(p, '[') && peek(p) === ']') {
    advance(p);
    advance(p);
  }
}

/** name { '.' name } ['.' '*'] | name '(' … ')' */
export function parseNameOrCall(p: Cursor): Expression {
  const start = startOf(p);
  const parts = [takeIdentifier(p)];
  while (p.word === '.' || (p.word === '..' && p.grammar.emptyNameParts)) {
    advance(p);
    if (at(p, '*')) {
      advance(p);
      return parseStarModifiers(p, { qualifier: parts }, start);
    }
    if (at(p, '(') && p.dialect.lex.dashedNames) {
      // BigQuery's extension fields: t.p.(shop.ext)
      const from = startOf(p);
      skipBalanced(p);
      const field: Identifier = {
        kind: 'identifier',
        name: p.text.slice(from + 1, endOf(p) - 1),
        quoted: false,
        start: from,
        end: endOf(p),
      };
      const operand: Expression = { kind: 'column-name', parts, start, end: parts[parts.length - 1]?.end ?? start };
      return { kind: 'field', operand, field, by: '.', start: startFrom(p, start), end: endOf(p) };
    }
    if (p.grammar.subcolumns && skipSubcolumn(p)) continue;
    if (p.kind === TokenKind.Number && touches(p)) parts.push(takeIdentifier(p));
    else if (p.kind === TokenKind.String && p.grammar.stringNames) parts.push(takeIdentifier(p));
    else if (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted || p.kind === TokenKind.Template || p.kind === TokenKind.Parameter) {
      // text cut off after a dot: `t.` before FROM reads as an unfinished name, not as a column called "from"
      if (p.words.reserved[p.tokens.terminals[p.pos] as number] === 1 && onNewLine(p)) {
        fail(p, ['a column name']);
        break;
      }
      parts.push(takeIdentifier(p));
      if (p.grammar.subcolumns) skipElements(p);
    } else {
      fail(p, ['a column name', "'*'"]);
      break;
    }
  }
  if (p.word === '(' && !(peek(p) === '+' && peek(p, 2) === ')') && !atPostfixType(p, 0)) return afterCall(p, parseCall(p, parts, start));
  if (atWord(p, 'UESCAPE') && peekKind(p) === TokenKind.String) {
    advance(p);
    advance(p);
  }
  if (parts.length > 1 && p.kind === TokenKind.String && p.grammar.typedStrings === 'any' && !(p.text.charCodeAt(startOf(p)) === 34)) {
    // PostgreSQL: pg_catalog.text 'value'
    advance(p);
    const span = spanFrom(p, start);
    return { kind: 'literal', type: 'typed', value: p.text.slice(span.start, span.end), ...span };
  }
  if (
    p.grammar.lambdas &&
    parts.length === 1 &&
    p.kind === TokenKind.Word &&
    peek(p) === '->' &&
    p.depth > 1 &&
    p.word !== 'AND' &&
    p.word !== 'OR'
  )
    advance(p); // Snowflake's typed parameter: k variant -> …
  if (p.word === '->') {
    const lambda = parseBareLambda(p, parts, start);
    if (lambda !== undefined) return lambda;
  }
  return { kind: 'column-name', parts, start: startFrom(p, start), end: endOf(p) };
}

const isColumnName = (expression: Expression): expression is ColumnName => expression.kind === 'column-name';

/** `COLUMNS('regex')`, `COLUMNS(a, b)` and `COLUMNS(* EXCLUDE (a))` are stars; IDENTIFIER('f')(x) calls what it names. */
function afterCall(p: Cursor, call: FunctionCall): Expression {
  const name = call.name.at(-1) as Identifier;
  const [argument, second] = call.arguments;
  if (p.grammar.starPatterns && second !== undefined && name.name.toUpperCase() === 'COLUMNS' && call.arguments.every(isColumnName))
    return parseStarModifiers(p, { qualifier: call.name.slice(0, -1), columns: call.arguments }, call.start);
  if (p.grammar.starPatterns && call.arguments.length === 1 && argument !== undefined && name.name.toUpperCase() === 'COLUMNS') {
    const base = { qualifier: call.name.slice(0, -1) };
    if (argument.kind === 'star') return { ...argument, start: startFrom(p, call.start), end: endOf(p) };
    if (argument.kind === 'lambda')
      return { ...parseStarModifiers(p, base, call.start), condition: argument, start: startFrom(p, call.start), end: endOf(p) };
    if (argument.kind === 'literal' || argument.kind === 'array') {
      const pattern = columnPattern(argument);
      return { ...parseStarModifiers(p, base, call.start), pattern, start: startFrom(p, call.start), end: endOf(p) };
    }
  }
  if (!p.grammar.identifierCall || name.name.toUpperCase() !== 'IDENTIFIER') return call;
  if (at(p, '(')) return parseCall(p, [name], call.start);
  return namedColumn(call) ?? call;
}

/** IDENTIFIER('t.a') : the column of that name */
function namedColumn(call: FunctionCall): ColumnName | undefined {
  const [text] = call.arguments;
  if (call.arguments.length !== 1 || text?.kind !== 'literal' || text.type !== 'string') return undefined;
  const { parts } = namedByString({ kind: 'identifier', name: text.value, quoted: false, start: text.start, end: text.end });
  return { kind: 'column-name', parts, start: call.start, end: call.end };
}

/** COLUMNS ('regex' | ['a', 'b']) */
function columnPattern(argument: Expression & { kind: 'literal' | 'array' }): StarPattern {
  if (argument.kind === 'literal') return { type: 'regex', text: argument.value };
  const names = argument.elements.flatMap((element) => (element.kind === 'literal' ? [element.value] : []));
  return { type: 'regex', text: `^(${names.map((name) => name.replace(/\W/g, '\\$&')).join('|')})$` };
}

/** `x -> body` where the dialect has lambdas: the arrow is no operator there. */
function parseBareLambda(p: Cursor, parts: Identifier[], start: number): Expression | undefined {
  if (p.word !== '->' || parts.length !== 1 || !p.grammar.lambdas || p.depth < 2) return undefined;
  if (p.grammar.arrowOperator && peekKind(p) !== TokenKind.Word && peek(p) !== '(' && peekKind(p) !== TokenKind.Quoted) return undefined;
  advance(p);
  return { kind: 'lambda', parameters: parts, body: parseExpression(p), start: startFrom(p, start), end: endOf(p) };
}

/** A dotted name that must be a column (assignment targets, column lists). */
export function parseColumnName(p: Cursor): ColumnName {
  const start = startOf(p);
  const parts = [p.kind === TokenKind.Parameter ? takeIdentifier(p) : parseIdentifier(p, 'a column name')];
  while (eat(p, '.')) parts.push(p.kind === TokenKind.Number ? takeIdentifier(p) : parseLabel(p));
  return { kind: 'column-name', parts, start: startFrom(p, start), end: endOf(p) };
}
