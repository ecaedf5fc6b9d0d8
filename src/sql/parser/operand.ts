/** What may stand before an operand and follow it: signs, casts, subscripts, fields. Operands themselves are in primary.ts, those with a word in word.ts. */
import { TokenKind } from '../tokens.js';
import type { Expression, Identifier, TypeName } from '../tree.js';
import { parseCall } from './call.js';
import {
  advance,
  at,
  atKind,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  grow,
  peek,
  peekKind,
  report,
  skipBalanced,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { operation, parseExpression, parseNestedBinary } from './expression.js';
import { parseLabel, takeIdentifier } from './name.js';
import { parsePrimary } from './primary.js';
import { parseStarModifiers } from './star.js';
import { parseType } from './type.js';
import { peekText, TYPE_NAMES } from './word.js';
import { Precedence } from './words.js';

// ── Operands ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** unary := (+ | - | ~ | …) unary | postfix */
export function parseUnary(p: Cursor): Expression {
  const start = startOf(p);
  switch (p.word) {
    case '-':
    case '+':
    case '~':
    case '!':
    case '@':
    case '|/':
    case '||/':
    case '!!':
    case '@@':
    case '#':
    case '?|':
    case 'custom-operator': {
      if (!atPrefix(p)) break;
      // a run of signs is one loop, not a recursion
      const operators: string[] = [];
      while (atPrefix(p)) {
        operators.push(textOf(p));
        advance(p);
      }
      const operand = parsePostfix(p);
      return { kind: 'operation', operators: operators.slice(0, 1), operands: [operand], start: startFrom(p, start), end: endOf(p) };
    }
    case '**':
      // Snowflake's spread: f(**list)
      advance(p);
      return operation(p, ['**'], [parsePostfix(p)], start);
    case 'NOT':
      if (!p.grammar.notAnywhere) break;
      advance(p);
      return operation(p, ['not'], [parseNestedBinary(p, Precedence.comparison)], start);
    default:
  }
  return parsePostfix(p);
}

function atPrefix(p: Cursor): boolean {
  if (p.kind !== TokenKind.Symbol) return false;
  switch (p.word) {
    case '-':
    case '+':
    case '~':
    case '!':
    case '|/':
    case '||/':
    case '!!':
      return true;
    case '@':
    case '@@':
    case '?|':
    case 'custom-operator':
      return p.dialect.lex.customOperators;
    case '#':
      return p.dialect.lex.customOperators && !(p.grammar.prefixAlias && peekKind(p) === TokenKind.Number); // DuckDB's `#1` is a column
    default:
      return false;
  }
}

/** postfix := primary { '::' type | '.' name | '[' … ']' | ':' path | '(+)' } */
function parsePostfix(p: Cursor): Expression {
  const start = startOf(p);
  const before = p.height;
  p.height = 0;
  let operand = parsePrimary(p);
  for (let whole = parseStep(p, operand, start); whole !== undefined; whole = parseStep(p, operand, start)) {
    if (grow(p)) operand = whole;
  }
  if (p.height < before) p.height = before;
  return operand;
}

/** One thing that follows an operand, with it; undefined when nothing does. */
function parseStep(p: Cursor, operand: Expression, start: number): Expression | undefined {
  switch (p.word) {
    case '::':
    case ':>':
    case '!:>':
    case '?::': {
      advance(p);
      if (at(p, '!')) advance(p); // Vertica's `a::!int`
      if (p.grammar.jsonColons && (at(p, '$') || at(p, '%') || p.kind === TokenKind.Parameter)) {
        if (!atKind(p, TokenKind.Parameter)) advance(p);
        return { kind: 'field', operand, field: takeIdentifier(p), by: ':', start: startFrom(p, start), end: endOf(p) };
      }
      const type = parseType(p);
      return { kind: 'cast', operand, type, start: startFrom(p, start), end: endOf(p) };
    }
    case '[':
      return p.grammar.subscripts ? parseSubscript(p, operand, start) : undefined;
    case '.':
      return parseFieldAccess(p, operand, start);
    case ':':
      if (
        !p.grammar.colonPaths ||
        (operand.kind === 'literal' && operand.type === 'string') || // a key of JSON_OBJECT
        !(peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted || peekKind(p) === TokenKind.String || peek(p) === '[')
      )
        return undefined;
      advance(p);
      if (at(p, '[')) return parseStep(p, operand, start);
      return { kind: 'field', operand, field: takeIdentifier(p), by: ':', start: startFrom(p, start), end: endOf(p) };
    case '(':
      // Oracle's `a.id(+)`
      if (peek(p) === '+' && peek(p, 2) === ')' && operand.kind === 'column-name') {
        advance(p);
        advance(p);
        advance(p);
        return { ...operand, outerJoinMark: true, start: startFrom(p, start), end: endOf(p) };
      }
      return atPostfixType(p, 0) ? parsePostfixType(p, operand, start) : undefined;
    default:
      if (p.kind === TokenKind.Word && (p.grammar.labelledDurations || peek(p) === 'TO') && DURATION_UNITS.has(textOf(p).toUpperCase())) {
        skipDuration(p);
        return operation(p, ['interval'], [operand], start);
      }
      return undefined;
  }
}

/** https://www.ibm.com/docs/en/db2/11.5.x?topic=elements-datetime-operations-durations: shorter words are aliases. */
const DURATION_UNITS = new Set(
  'YEAR YEARS MONTH MONTHS DAY DAYS HOUR HOURS MINUTE MINUTES SECOND SECONDS MICROSECOND MICROSECONDS'.split(' '),
);

/** unit ['(' digits ')'] [TO unit ['(' digits ')']] */
function skipDuration(p: Cursor): void {
  do {
    advance(p);
    if (at(p, '(')) skipBalanced(p);
  } while (eat(p, 'TO'));
}

const POSTFIX_WORDS = new Set(['TITLE', 'FORMAT', 'NAMED', 'CASESPECIFIC', 'CS', 'UPPERCASE', 'UC', 'COMPRESS', 'NOT']);

/** Teradata: `a (FORMAT 'x')`, `a (DATE, FORMAT 'y')`, `'x' (NOT CS)`. */
export function atPostfixType(p: Cursor, ahead: number): boolean {
  if (!p.grammar.postfixTypes || peekKind(p, ahead + 1) !== TokenKind.Word) return false;
  const word = peekText(p, ahead + 1).toUpperCase();
  if (POSTFIX_WORDS.has(word)) return true;
  // `max(date)` is a call, `d (date)` a cast
  const apart = p.tokens.starts[p.pos + ahead] !== p.tokens.ends[p.pos + ahead - 1];
  return (
    apart &&
    word.length > 1 &&
    TYPE_NAMES.has(word) &&
    (peek(p, ahead + 2) === ')' || peek(p, ahead + 2) === ',' || peek(p, ahead + 2) === '(' || peek(p, ahead + 2) === 'FORMAT')
  );
}

/** '(' (type | FORMAT 'x' | TITLE 'x' | NAMED name), … ')': a type casts, a name is what the value is called. */
function parsePostfixType(p: Cursor, operand: Expression, start: number): Expression {
  let name: Identifier | undefined;
  let type: TypeName | undefined;
  advance(p);
  while (!at(p, ')') && p.kind !== TokenKind.End) {
    const names = atWord(p, 'NAMED') && (peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted);
    if (names) advance(p);
    if (names) name = takeIdentifier(p);
    else if (type === undefined && p.kind === TokenKind.Word && TYPE_NAMES.has(textOf(p).toUpperCase())) type = parseType(p);
    else skipBalanced(p);
  }
  expect(p, ')');
  if (type !== undefined) operand = { kind: 'cast', operand, type, start: startFrom(p, start), end: endOf(p) };
  return name === undefined ? operand : { kind: 'named-argument', name, value: operand, start: startFrom(p, start), end: endOf(p) };
}

function parseSubscript(p: Cursor, operand: Expression, start: number): Expression {
  advance(p);
  const indexes: Expression[] = [];
  let parts = 0;
  while (!at(p, ']') && parts++ < 8) {
    if (eat(p, ':') || eat(p, ',') || eat(p, '::')) continue;
    if (at(p, '-') && (peek(p) === ':' || peek(p) === ']')) {
      advance(p);
      continue;
    }
    if (at(p, '*') && peek(p) === ']') {
      advance(p);
      break;
    }
    indexes.push(parseExpression(p));
    if (!at(p, ':') && !at(p, ',') && !at(p, '::')) break;
  }
  if (parts === 0) report(p, 'expected an index between the brackets');
  expect(p, ']');
  return { kind: 'index', operand, indexes, start: startFrom(p, start), end: endOf(p) };
}

/** `(expr).name`, `f(x).name`, `(expr).*`, `f(x).method(y)` */
function parseFieldAccess(p: Cursor, operand: Expression, start: number): Expression {
  advance(p);
  if (at(p, '*')) {
    advance(p);
    return parseStarModifiers(p, { qualifier: [], operand }, start);
  }
  if (at(p, '(')) {
    // BigQuery's extension fields: a.(shop.ext)
    const from = startOf(p);
    skipBalanced(p);
    const name: Identifier = {
      kind: 'identifier',
      name: p.text.slice(from + 1, endOf(p) - 1),
      quoted: false,
      start: startFrom(p, from),
      end: endOf(p),
    };
    return { kind: 'field', operand, field: name, by: '.', start: startFrom(p, start), end: endOf(p) };
  }
  const field = p.kind === TokenKind.Number || p.kind === TokenKind.String ? takeIdentifier(p) : parseLabel(p, 'a field');
  if (at(p, '(') && p.kind === TokenKind.Symbol) {
    // a method: its value is computed from the operand and the arguments
    const call = parseCall(p, [field], field.start);
    return { ...call, arguments: [operand, ...call.arguments], start: startFrom(p, start), end: endOf(p) };
  }
  return { kind: 'field', operand, field, by: '.', start: startFrom(p, start), end: endOf(p) };
}
