/**
 * Expressions: operators by precedence, and what an operand can be. Calls are in call.ts.
 *
 *   expression := operand { operator operand }      precedence by `WordTable.precedence`, chains of one level are one node
 */
import { TokenKind } from '../tokens.js';
import type { ColumnName, DatasetName, Expression, Operation, Query } from '../tree.js';
import {
  advance,
  at,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  grow,
  nested,
  peek,
  peekWordIs,
  report,
  skipBalanced,
  spanFrom,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseLabel } from './name.js';
import { parseUnary } from './operand.js';
import { parseQuery, parseQueryRest, startsQuery } from './query.js';
import { parsePlainColumn } from './reference.js';
import { Precedence } from './words.js';

export function parseExpression(p: Cursor): Expression {
  return parsePlainColumn(p, 2) ?? nested(p, parseOr, skipOperand);
}

/** operands and operators, and ClickHouse's `condition ? a : b` around them */
function parseOr(p: Cursor): Expression {
  const start = startOf(p);
  const condition = parseBinary(p, 1);
  if (p.word !== '?' || !p.grammar.ternary) return condition;
  advance(p);
  const then = parseExpression(p);
  expect(p, ':');
  const otherwise = parseExpression(p);
  const span = spanFrom(p, start);
  return {
    kind: 'case',
    branches: [{ kind: 'case-branch', when: condition, then, start: condition.start, end: then.end }],
    otherwise,
    ...span,
  };
}

export function skipOperand(p: Cursor): Expression {
  const start = startOf(p);
  skipBalanced(p);
  return { kind: 'missing', start: startFrom(p, start), end: endOf(p) };
}

/** expressions := expression { ',' expression } */
export function parseExpressionList(p: Cursor): Expression[] {
  const list: Expression[] = [];
  do list.push(parseExpression(p));
  while (eat(p, ','));
  return list;
}

// ── Operators ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The level of the operator that the current token is, or 0. */
function precedenceHere(p: Cursor): number {
  const level = p.words.precedence[p.tokens.terminals[p.pos] as number] as number;
  if (level === Precedence.at)
    return peek(p) === 'TIME' || peek(p) === 'LOCAL' || (peek(p) === 'SOURCE' && peek(p, 2) === 'TIME') ? level : 0;
  if (level === Precedence.predicate && p.word === 'IN' && peek(p) === 'PARTITION' && p.grammar.mutations) return 0; // ALTER … UPDATE a = 1 IN PARTITION p
  if (level === Precedence.predicate && p.word === 'NOT') return isNegatedPredicate(p) ? level : 0;
  if (p.word === 'INTERPOLATE') return peekWordIs(p, 1, 'PREVIOUS') ? Precedence.comparison : 0; // Vertica: a INTERPOLATE PREVIOUS VALUE b
  if (p.word === 'OPERATOR') return peek(p) === '(' ? level : 0;
  if (p.word === 'GLOBAL' && (peek(p) === 'IN' || (peek(p) === 'NOT' && peek(p, 2) === 'IN'))) return Precedence.predicate;
  if (p.word === '?' || p.word === '@' || p.word === '#' || p.word === '*=') return p.dialect.lex.customOperators ? level : 0;
  return level;
}

function isNegatedPredicate(p: Cursor): boolean {
  const next = p.tokens.terminals[p.pos + 1] as number;
  const level = p.words.precedence[next];
  return (
    level === Precedence.predicate ||
    level === Precedence.comparison || // Teradata: a NOT= b
    (peek(p) === 'NULL' && p.grammar.isOperand)
  );
}

/** Operators of at least this level, applied to what stands before and after them. Loops on the left, recurses on the right. */
export function parseBinary(p: Cursor, minimum: number): Expression {
  const start = startOf(p);
  const before = p.height;
  p.height = 0;
  let left = p.word === 'NOT' && minimum <= Precedence.not ? parseNot(p) : (parsePlainColumn(p, 1) ?? parseUnary(p));
  for (let level = precedenceHere(p); level !== 0 && level >= minimum; level = precedenceHere(p)) {
    const whole = parseOperators(p, left, level, start);
    if (grow(p)) left = whole;
  }
  if (p.height < before) p.height = before;
  return left;
}

/** The operators of this level that follow an operand, with it. */
function parseOperators(p: Cursor, left: Expression, level: number, start: number): Expression {
  switch (level) {
    case Precedence.predicate:
      return parsePredicate(p, left, start);
    case Precedence.is:
      return parseIs(p, left, start);
    case Precedence.at:
      return parseAtTimeZone(p, left, start);
    case Precedence.collate:
      advance(p);
      parseCollation(p);
      return operation(p, ['collate'], [left], start);
    default:
      return parseChain(p, left, level, start);
  }
}

/** An operand one level deeper, with the operators of at least this level: for words that stand before it. */
export function parseNestedBinary(p: Cursor, minimum: number): Expression {
  return nested(p, (q) => parseBinary(q, minimum), skipOperand);
}

/** `a + b - c`: operators of one level, flat. */
function parseChain(p: Cursor, first: Expression, level: number, start: number): Expression {
  const operators: string[] = [];
  const operands: Expression[] = [first];
  do {
    operators.push(takeOperator(p));
    if (
      (level === Precedence.comparison || level === Precedence.other) &&
      (at(p, 'ANY') || at(p, 'SOME') || at(p, 'ALL')) &&
      peek(p) === '('
    ) {
      const quantified = parseQuantified(p, operands, operators, start);
      operands.length = 1;
      operators.length = 0;
      if (grow(p)) operands[0] = quantified;
    } else operands.push(parseBinary(p, level + 1));
  } while (precedenceHere(p) === level && !(level === Precedence.comparison && !chains(p)));
  return operators.length === 0
    ? (operands[0] as Expression)
    : { kind: 'operation', operators, operands, start: startFrom(p, start), end: endOf(p) };
}

/** `a = b = c` is an error where comparisons do not associate. */
function chains(p: Cursor): boolean {
  if (!p.grammar.comparisonChains) report(p, `a comparison cannot follow a comparison`, undefined, 'put one of them in parentheses');
  return true;
}

function takeOperator(p: Cursor): string {
  const text = textOf(p).toLowerCase();
  if (p.word === 'OPERATOR') {
    const start = startOf(p);
    advance(p);
    skipBalanced(p);
    return p.text.slice(start, endOf(p)).toLowerCase();
  }
  const { word } = p;
  advance(p);
  if (word === 'INTERPOLATE') {
    advance(p);
    expect(p, 'VALUE');
  } else if (word === 'MULTISET') {
    // a MULTISET (UNION | INTERSECT | EXCEPT) [ALL | DISTINCT] b (Oracle)
    advance(p);
    if (!eat(p, 'ALL')) eat(p, 'DISTINCT');
  }
  if (p.grammar.splitOperators && (((word === '<' || word === '>' || word === '!') && at(p, '=')) || (word === '<' && at(p, '>')))) {
    const rest = p.word;
    advance(p);
    return text + rest;
  }
  return text;
}

/** … operator (ANY | SOME | ALL) '(' query | expression ')' */
function parseQuantified(p: Cursor, operands: Expression[], operators: string[], start: number): Expression {
  const word = p.word === 'ANY' ? 'any' : p.word === 'SOME' ? 'some' : 'all';
  const operator = operators.pop() as string;
  const operand: Expression =
    operands.length === 1
      ? (operands[0] as Expression)
      : { kind: 'operation', operators, operands: [...operands], start: startFrom(p, start), end: endOf(p) };
  advance(p);
  expect(p, '(');
  const source = parseInSource(p);
  expect(p, ')');
  return { kind: 'in', operand, negated: false, source, quantifier: { operator, word }, start: startFrom(p, start), end: endOf(p) };
}

function parseNot(p: Cursor): Expression {
  const start = startOf(p);
  while (eat(p, 'NOT'));
  const operand = parseBinary(p, Precedence.not);
  return { kind: 'operation', operators: ['not'], operands: [operand], start: startFrom(p, start), end: endOf(p) };
}

/** predicate := operand [NOT] (IN … | BETWEEN … | LIKE … | …) */
function parsePredicate(p: Cursor, left: Expression, start: number): Expression {
  if (at(p, 'GLOBAL')) advance(p);
  const negated = eat(p, 'NOT');
  switch (p.word) {
    case 'IN':
      return parseIn(p, left, negated, start);
    case 'BETWEEN': {
      advance(p);
      if (at(p, 'SYMMETRIC') || at(p, 'ASYMMETRIC')) advance(p);
      const low = parseBinary(p, Precedence.other);
      expect(p, 'AND');
      const high = parseBinary(p, Precedence.other);
      return operation(p, [negated ? 'not between' : 'between'], [left, low, high], start);
    }
    case 'NULL': // SQLite's `a NOT NULL`
      advance(p);
      return operation(p, ['is not null'], [left], start);
    default:
      return parseLike(p, left, negated, start);
  }
}

export const operation = (p: Cursor, operators: string[], operands: Expression[], start: number): Operation => ({
  kind: 'operation',
  operators,
  operands,
  start: startFrom(p, start),
  end: endOf(p),
});

/** LIKE [ANY | ALL] pattern [ESCAPE e], and its relatives of two operands. */
function parseLike(p: Cursor, left: Expression, negated: boolean, start: number): Expression {
  let operator = textOf(p).toLowerCase();
  const { word } = p;
  advance(p);
  if (word === 'SIMILAR') {
    expect(p, 'TO');
    operator = 'similar to';
  } else if (word === 'SOUNDS') expect(p, 'LIKE');
  else if (word === 'MEMBER' || word === 'SUBMULTISET') eat(p, 'OF');
  else if (word === 'LIKE' && p.kind === TokenKind.Word && /^regex$/i.test(textOf(p))) advance(p);
  else if (word === 'MATCH' || word === 'MATCHES') eat(p, 'ANY');
  if ((at(p, 'ANY') || at(p, 'ALL') || at(p, 'SOME')) && (peek(p) === '(' || peek(p) === 'UNNEST')) advance(p);
  else if ((at(p, 'ANY') || at(p, 'ALL') || at(p, 'SOME')) && p.grammar.likeAnyBare) advance(p);
  const operands = [left, parseBinary(p, Precedence.other)];
  if (eat(p, 'ESCAPE')) operands.push(parseBinary(p, Precedence.other));
  return operation(p, [negated ? `not ${operator}` : operator], operands, start);
}

/** … IN '(' query | expressions ')' | IN UNNEST(x) | IN operand */
function parseIn(p: Cursor, operand: Expression, negated: boolean, start: number): Expression {
  advance(p);
  if ((at(p, 'ANY') || at(p, 'ALL') || at(p, 'SOME')) && peek(p) === '(') advance(p); // Teradata: NOT IN ALL (1, 2)
  if (at(p, '(')) {
    advance(p);
    const source = at(p, ')') && p.grammar.emptyIn ? [] : parseInSource(p);
    expect(p, ')');
    return { kind: 'in', operand, negated, source, start: startFrom(p, start), end: endOf(p) };
  }
  if (!p.grammar.inOperand && !(p.kind === TokenKind.Parameter || p.kind === TokenKind.Template || atWord(p, 'UNNEST'))) {
    fail(p, ["'('"]);
    if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted)
      return { kind: 'in', operand, negated, source: [], start: startFrom(p, start), end: endOf(p) };
  }
  const only = parseBinary(p, Precedence.other);
  const source = only.kind === 'column-name' && p.grammar.inTable ? tableOrValue(only) : [only];
  return { kind: 'in', operand, negated, source, start: startFrom(p, start), end: endOf(p) };
}

/** query | expression { ',' expression }: a query in parentheses may be the first of the expressions, `IN ((SELECT 1), 2)`, or of several queries. */
function parseInSource(p: Cursor): Query | Expression[] {
  if (startsQuery(p)) return parseQuery(p);
  const source: Expression[] = [];
  do {
    if (at(p, ')') && source.length > 0 && p.trailingCommas) break;
    source.push(parseExpression(p));
    if (at(p, 'TO')) {
      advance(p); // Teradata: IN (1 TO 5)
      source.push(parseExpression(p));
    }
  } while (eat(p, ','));
  const [only] = source;
  if (source.length > 1 || only?.kind !== 'subquery' || only.form !== 'scalar') return source;
  return at(p, ')') ? only.query : parseQueryRest(p, only.start, undefined, only.query);
}

/** ClickHouse: `a IN t` may mean a table, a column or a value that WITH names; the resolver knows which. */
function tableOrValue({ parts, start, end }: ColumnName): Query {
  const span = { start, end };
  const name: DatasetName = { kind: 'dataset-name', form: 'name', parts, ...span };
  return { kind: 'query', body: { kind: 'table-query', name, ...span }, orderBy: [], limit: [], pipe: [], ...span };
}

/** … IS [NOT] (NULL | TRUE | DISTINCT FROM x | JSON … | OF (…) | …); ISNULL, NOTNULL */
function parseIs(p: Cursor, left: Expression, start: number): Expression {
  if (!at(p, 'IS')) {
    const operator = p.word === 'ISNULL' ? 'is null' : 'is not null';
    advance(p);
    return operation(p, [operator], [left], start);
  }
  advance(p);
  const prefix = eat(p, 'NOT') ? 'is not' : 'is';
  if (at(p, 'DISTINCT') && peek(p) === 'FROM') {
    advance(p);
    advance(p);
    return operation(p, [`${prefix} distinct from`], [left, parseBinary(p, Precedence.other)], start);
  }
  switch (p.word) {
    case 'NULL':
    case 'TRUE':
    case 'FALSE':
    case 'UNKNOWN':
    case 'EMPTY': {
      const operator = `${prefix} ${p.word.toLowerCase()}`;
      advance(p);
      return operation(p, [operator], [left], start);
    }
    case 'JSON': {
      advance(p);
      for (const word of ['VALUE', 'SCALAR', 'OBJECT', 'ARRAY']) if (atWord(p, word)) advance(p);
      if ((at(p, 'WITH') || at(p, 'WITHOUT')) && peek(p) === 'UNIQUE') {
        advance(p);
        advance(p);
        eat(p, 'KEYS');
      }
      return operation(p, [`${prefix} json`], [left], start);
    }
    case 'OF':
      advance(p);
      eat(p, 'TYPE');
      skipBalanced(p);
      return operation(p, [`${prefix} of`], [left], start);
    default:
  }
  for (const word of ['NAN', 'INFINITE', 'NORMALIZED', 'DOCUMENT', 'DANGLING', 'INFINITY'])
    if (atWord(p, word)) {
      advance(p);
      return operation(p, [`${prefix} ${word.toLowerCase()}`], [left], start);
    }
  if (['NFC', 'NFD', 'NFKC', 'NFKD'].includes(textOf(p).toUpperCase()) && peekWordIs(p, 1, 'NORMALIZED')) {
    advance(p);
    advance(p);
    return operation(p, [`${prefix} normalized`], [left], start);
  }
  if (atWord(p, 'A') && peek(p) === 'SET') {
    advance(p);
    advance(p);
    return operation(p, [`${prefix} a set`], [left], start);
  }
  if (!p.grammar.isOperand) {
    fail(p, ['NULL', 'TRUE', 'FALSE', 'DISTINCT FROM']);
    if (p.kind === TokenKind.Word || p.kind === TokenKind.Symbol || p.kind === TokenKind.End) return operation(p, [prefix], [left], start);
  }
  return operation(p, [prefix], [left, parseBinary(p, Precedence.other)], start);
}

/** … AT (TIME ZONE x | LOCAL) */
function parseAtTimeZone(p: Cursor, left: Expression, start: number): Expression {
  advance(p);
  if (eat(p, 'LOCAL')) return operation(p, ['at local'], [left], start);
  eat(p, 'SOURCE'); // Teradata
  advance(p);
  expect(p, 'ZONE');
  return operation(p, ['at time zone'], [left, parseBinary(p, Precedence.collate)], start);
}

function parseCollation(p: Cursor): void {
  if (p.kind === TokenKind.String) return advance(p);
  parseLabel(p, 'a collation');
  while (eat(p, '.')) parseLabel(p, 'a collation');
}
