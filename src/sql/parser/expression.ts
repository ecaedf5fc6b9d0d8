/**
 * Expressions: operators by precedence, and what an operand can be. Calls are in call.ts.
 *
 *   expression := operand { operator operand }      precedence by `WordTable.precedence`, chains of one level are one node
 */
import { TokenKind } from '../tokens.js';
import type {
  ArrayExpression,
  CaseBranch,
  ColumnName,
  Expression,
  FunctionCall,
  Identifier,
  Literal,
  MapExpression,
  Operation,
  Parameter,
  Star,
  StarPattern,
  StarRename,
  StructField,
} from '../tree.js';
import { parseCall, parseKeywordCall, parseNamedCall } from './call.js';
import {
  advance,
  at,
  atKind,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  MAX_DEPTH,
  missing,
  nested,
  onNewLine,
  peek,
  peekKind,
  peekWordIs,
  report,
  skipBalanced,
  skipDoubled,
  spanFrom,
  startFrom,
  startOf,
  textOf,
  tooDeep,
  touches,
} from './cursor.js';
import { parseIdentifier, parseLabel, takeIdentifier, unquote } from './name.js';
import { atQuery, atSetOperator, parseParenthesizedQuery, parseQuery, parseQueryRest, parseSelectItem } from './query.js';
import { parseType, skipValueType } from './type.js';
import { Precedence } from './words.js';

export function parseExpression(p: Cursor): Expression {
  return nested(p, parseOr, skipOperand);
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

function skipOperand(p: Cursor): Expression {
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
  if (level === Precedence.at) return peek(p) === 'TIME' || peek(p) === 'LOCAL' ? level : 0;
  if (level === Precedence.predicate && p.word === 'NOT') return isNegatedPredicate(p) ? level : 0;
  if (p.word === 'OPERATOR') return peek(p) === '(' ? level : 0;
  if (p.word === 'GLOBAL' && (peek(p) === 'IN' || (peek(p) === 'NOT' && peek(p, 2) === 'IN'))) return Precedence.predicate;
  if (p.word === '?' || p.word === '@' || p.word === '#') return p.dialect.lex.customOperators ? level : 0;
  return level;
}

function isNegatedPredicate(p: Cursor): boolean {
  const next = p.tokens.terminals[p.pos + 1] as number;
  return p.words.precedence[next] === Precedence.predicate || (peek(p) === 'NULL' && p.grammar.isOperand);
}

/** Operators of at least this level, applied to what stands before and after them. Loops on the left, recurses on the right. */
export function parseBinary(p: Cursor, minimum: number): Expression {
  const start = startOf(p);
  let left = p.word === 'NOT' && minimum <= Precedence.not ? parseNot(p) : parseUnary(p);
  for (;;) {
    const level = precedenceHere(p);
    if (level === 0 || level < minimum) return left;
    if (level === Precedence.predicate) left = parsePredicate(p, left, start);
    else if (level === Precedence.is) left = parseIs(p, left, start);
    else if (level === Precedence.at) left = parseAtTimeZone(p, left, start);
    else if (level === Precedence.collate) {
      advance(p);
      parseCollation(p);
      left = { kind: 'operation', operators: ['collate'], operands: [left], start: startFrom(p, start), end: endOf(p) };
    } else left = parseChain(p, left, level, start);
  }
}

/** `a + b - c`: operators of one level, flat. */
function parseChain(p: Cursor, first: Expression, level: number, start: number): Expression {
  const operators: string[] = [];
  const operands: Expression[] = [first];
  do {
    operators.push(takeOperator(p));
    if (level === Precedence.comparison && (at(p, 'ANY') || at(p, 'SOME') || at(p, 'ALL')) && peek(p) === '(') {
      const quantified = parseQuantified(p, operands, operators, start);
      operands.length = 1;
      operators.length = 0;
      operands[0] = quantified;
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
  if ((word === '<' || word === '>') && at(p, '=') && p.grammar.splitOperators) {
    advance(p);
    return `${text}=`;
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
  const source = atQuery(p) ? parseQuery(p) : parseExpressionList(p);
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

const operation = (p: Cursor, operators: string[], operands: Expression[], start: number): Operation => ({
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
  else if (word === 'MEMBER') eat(p, 'OF');
  else if (word === 'LIKE' && p.kind === TokenKind.Word && /^regex$/i.test(textOf(p))) advance(p);
  else if (word === 'MATCH' || word === 'MATCHES') eat(p, 'ANY');
  if ((at(p, 'ANY') || at(p, 'ALL') || at(p, 'SOME')) && peek(p) === '(') advance(p);
  else if ((at(p, 'ANY') || at(p, 'ALL') || at(p, 'SOME')) && p.grammar.likeAnyBare) advance(p);
  const operands = [left, parseBinary(p, Precedence.other)];
  if (eat(p, 'ESCAPE')) operands.push(parseBinary(p, Precedence.other));
  return operation(p, [negated ? `not ${operator}` : operator], operands, start);
}

/** … IN '(' query | expressions ')' | IN UNNEST(x) | IN operand */
function parseIn(p: Cursor, operand: Expression, negated: boolean, start: number): Expression {
  advance(p);
  if (at(p, '(')) {
    advance(p);
    if (atQuery(p)) {
      const source = parseQuery(p);
      expect(p, ')');
      return { kind: 'in', operand, negated, source, start: startFrom(p, start), end: endOf(p) };
    }
    const source: Expression[] = [];
    if (!at(p, ')') || !p.grammar.emptyIn)
      do {
        if (at(p, ')') && source.length > 0 && p.trailingCommas) break;
        source.push(parseExpression(p));
      } while (eat(p, ','));
    const [only] = source;
    const nestedQuery =
      source.length === 1 && only?.kind === 'subquery'
        ? atSetOperator(p)
          ? parseQueryRest(p, only.start, undefined, only.query)
          : only.query
        : undefined;
    expect(p, ')');
    return { kind: 'in', operand, negated, source: nestedQuery ?? source, start: startFrom(p, start), end: endOf(p) };
  }
  if (!p.grammar.inOperand && !(p.kind === TokenKind.Parameter || p.kind === TokenKind.Template || atWord(p, 'UNNEST'))) {
    fail(p, ["'('"]);
    if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted)
      return { kind: 'in', operand, negated, source: [], start: startFrom(p, start), end: endOf(p) };
  }
  const source = [parseBinary(p, Precedence.other)];
  return { kind: 'in', operand, negated, source, start: startFrom(p, start), end: endOf(p) };
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
  advance(p);
  expect(p, 'ZONE');
  return operation(p, ['at time zone'], [left, parseBinary(p, Precedence.collate)], start);
}

function parseCollation(p: Cursor): void {
  if (p.kind === TokenKind.String) return advance(p);
  parseLabel(p, 'a collation');
  while (eat(p, '.')) parseLabel(p, 'a collation');
}

// ── Operands ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** unary := (+ | - | ~ | …) unary | postfix */
function parseUnary(p: Cursor): Expression {
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
    case 'custom-operator': {
      if ((p.word === '@' || p.word === 'custom-operator') && !p.dialect.lex.customOperators) break;
      // a run of signs is one loop, not a recursion
      const operators: string[] = [];
      while (
        p.kind === TokenKind.Symbol &&
        (p.word === '-' ||
          p.word === '+' ||
          p.word === '~' ||
          p.word === '!' ||
          p.word === '@' ||
          p.word === '|/' ||
          p.word === '||/' ||
          p.word === '!!' ||
          p.word === 'custom-operator')
      ) {
        operators.push(textOf(p));
        advance(p);
      }
      const operand = parsePostfix(p);
      return { kind: 'operation', operators: operators.slice(0, 1), operands: [operand], start: startFrom(p, start), end: endOf(p) };
    }
    case 'NOT':
      if (!p.grammar.notAnywhere) break;
      advance(p);
      return operation(p, ['not'], [parseBinary(p, Precedence.comparison)], start);
    default:
  }
  return parsePostfix(p);
}

/** postfix := primary { '::' type | '.' name | '[' … ']' | ':' path | '(+)' } */
function parsePostfix(p: Cursor): Expression {
  const start = startOf(p);
  let operand = parsePrimary(p);
  for (let steps = 0; ; steps++) {
    if (steps >= MAX_DEPTH && isPostfix(p)) return skipPostfix(p, operand);
    switch (p.word) {
      case '::':
      case ':>':
      case '!:>':
      case '?::': {
        advance(p);
        if (at(p, '!')) advance(p); // Vertica's `a::!int`
        if (p.grammar.jsonColons && (at(p, '$') || at(p, '%') || p.kind === TokenKind.Parameter)) {
          if (!atKind(p, TokenKind.Parameter)) advance(p);
          operand = { kind: 'field', operand, field: takeIdentifier(p), by: ':', start: startFrom(p, start), end: endOf(p) };
          continue;
        }
        const type = parseType(p);
        operand = { kind: 'cast', operand, type, start: startFrom(p, start), end: endOf(p) };
        continue;
      }
      case '[':
        if (!p.grammar.subscripts) return operand;
        operand = parseSubscript(p, operand, start);
        continue;
      case '.':
        operand = parseFieldAccess(p, operand, start);
        continue;
      case ':':
        if (
          !p.grammar.colonPaths ||
          !(peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted || peekKind(p) === TokenKind.String || peek(p) === '[')
        )
          return operand;
        advance(p);
        if (at(p, '[')) continue;
        operand = { kind: 'field', operand, field: takeIdentifier(p), by: ':', start: startFrom(p, start), end: endOf(p) };
        continue;
      case '(':
        // Oracle's `a.id(+)`
        if (peek(p) === '+' && peek(p, 2) === ')' && operand.kind === 'column-name') {
          advance(p);
          advance(p);
          advance(p);
          operand = { ...operand, outerJoinMark: true, start: startFrom(p, start), end: endOf(p) };
          continue;
        }
        if (atPostfixType(p, 0)) {
          skipBalanced(p);
          continue;
        }
        return operand;
      default:
        if (p.grammar.labelledDurations && p.kind === TokenKind.Word && isUnit(textOf(p))) {
          advance(p);
          operand = { kind: 'operation', operators: ['interval'], operands: [operand], start: startFrom(p, start), end: endOf(p) };
          continue;
        }
        return operand;
    }
  }
}

const isPostfix = (p: Cursor): boolean => p.word === '::' || p.word === '[' || p.word === '.';

/** `a::int::int…` thousands of times over is as deep as it is long. */
function skipPostfix(p: Cursor, operand: Expression): Expression {
  tooDeep(p);
  while (isPostfix(p)) {
    if (at(p, '[')) skipBalanced(p);
    else {
      advance(p);
      if (!isPostfix(p)) advance(p);
    }
  }
  return operand;
}

const POSTFIX_WORDS = new Set(['TITLE', 'FORMAT', 'NAMED', 'CASESPECIFIC', 'CS', 'UPPERCASE', 'UC', 'COMPRESS', 'NOT']);

/** Teradata: `a (FORMAT 'x')`, `a (DATE, FORMAT 'y')`, `'x' (NOT CS)`. */
function atPostfixType(p: Cursor, ahead: number): boolean {
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

function parsePrimary(p: Cursor): Expression {
  const start = startOf(p);
  switch (p.kind) {
    case TokenKind.Number: {
      const value = textOf(p);
      advance(p);
      return { kind: 'literal', type: 'number', value, start: startFrom(p, start), end: endOf(p) };
    }
    case TokenKind.String:
      return parseString(p);
    case TokenKind.Quoted:
      return parseNameOrCall(p);
    case TokenKind.Parameter:
      return parseParameter(p);
    case TokenKind.Template:
      return parseTemplate(p);
    case TokenKind.Stage: {
      const value = textOf(p);
      advance(p);
      return { kind: 'literal', type: 'string', value, start: startFrom(p, start), end: endOf(p) };
    }
    case TokenKind.Word:
      return parseWord(p);
    case TokenKind.Symbol:
      return parseSymbol(p);
    default:
      return missing(p, 'an expression');
  }
}

function parseTemplate(p: Cursor): Expression {
  const start = startOf(p);
  if (peekKind(p) === TokenKind.Symbol && (peek(p) === '.' || peek(p) === '(')) return parseNameOrCall(p);
  const identifier = takeIdentifier(p);
  return { kind: 'template', text: identifier.name, start: startFrom(p, start), end: endOf(p) };
}

function parseParameter(p: Cursor): Expression {
  const start = startOf(p);
  if (textOf(p).startsWith('${') && (peek(p) === '.' || peek(p) === '(')) return parseNameOrCall(p);
  const variable = takeParameter(p);
  if (at(p, ':=')) {
    advance(p);
    const value = parseExpression(p);
    return { kind: 'variable-assignment', variable, value, start: startFrom(p, start), end: endOf(p) };
  }
  return variable;
}

export function takeParameter(p: Cursor): Parameter {
  const start = startOf(p);
  const text = textOf(p);
  advance(p);
  const mark = text.startsWith('@@') ? '@@' : text.startsWith('${') ? '${' : (text.charAt(0) as Parameter['mark']);
  const name = text.slice(mark.length, mark === '${' || mark === '{' ? -1 : undefined);
  return { kind: 'parameter', mark, name, start: startFrom(p, start), end: endOf(p) };
}

/** 'text', and adjacent strings that the dialect joins. */
function parseString(p: Cursor): Literal {
  const start = startOf(p);
  let value = stringValue(p);
  advance(p);
  while (
    p.kind === TokenKind.String &&
    (p.grammar.adjacentStrings === 'any' || (p.grammar.adjacentStrings === 'new-line' && onNewLine(p)))
  ) {
    value += stringValue(p);
    advance(p);
  }
  if (atWord(p, 'UESCAPE') && peekKind(p) === TokenKind.String) {
    advance(p);
    advance(p);
  }
  return { kind: 'literal', type: 'string', value, start: startFrom(p, start), end: endOf(p) };
}

/** The text of a string token without prefix and quotes; escapes other than doubled quotes are left as written. */
function stringValue(p: Cursor): string {
  const end = p.tokens.ends[p.pos] as number;
  let start = startOf(p);
  while (start < end && !'\'"$`'.includes(p.text.charAt(start))) start++;
  const quote = p.text.charAt(start);
  if (quote === '$') {
    const tag = p.text.indexOf('$', start + 1) - start + 1;
    return p.text.slice(start + tag, end - tag);
  }
  if (p.dialect.lex.tripleQuotes && p.text.startsWith(quote.repeat(3), start) && end - start >= 6) return p.text.slice(start + 3, end - 3);
  return unquote(p.text, start, end);
}

function parseSymbol(p: Cursor): Expression {
  const start = startOf(p);
  switch (p.word) {
    case '(':
      return parseParenthesized(p);
    case '[':
      return parseArray(p, start);
    case '{':
      return parseBraces(p, start);
    case '*':
      if (p.grammar.starOperand) {
        advance(p);
        return parseStarModifiers(p, { qualifier: [] }, start);
      }
      return missing(p, 'an expression');
    case '?':
      if (p.dialect.lex.parameters.includes('?')) {
        advance(p);
        return { kind: 'parameter', mark: '?', name: '', start: startFrom(p, start), end: endOf(p) };
      }
      return missing(p, 'an expression');
    default:
      return missing(p, 'an expression');
  }
}

/** '(' query ')' | '(' expression ')' | '(' expression, … ')' | '(' ')' */
function parseParenthesized(p: Cursor): Expression {
  const start = startOf(p);
  if (atQuery(p)) {
    const query = parseParenthesizedQuery(p);
    return { kind: 'subquery', form: 'scalar', query, start: startFrom(p, start), end: endOf(p) };
  }
  if (p.grammar.lambdas && isLambdaAhead(p)) return parseLambda(p, start);
  advance(p);
  if (at(p, ')') && (p.grammar.emptyTuple || peek(p) === '->')) {
    advance(p);
    return { kind: 'tuple', elements: [], start: startFrom(p, start), end: endOf(p) };
  }
  const first = parseElement(p);
  if (first.kind === 'subquery' && (atSetOperator(p) || at(p, 'ORDER') || at(p, 'LIMIT'))) {
    // ((SELECT …) UNION (SELECT …)): what was read as a value is the query's first term
    const query = parseQueryRest(p, first.start, undefined, first.query);
    expect(p, ')');
    return { kind: 'subquery', form: 'scalar', query, start: startFrom(p, start), end: endOf(p) };
  }
  if (at(p, ',')) {
    const elements = [first];
    while (eat(p, ',')) {
      if (at(p, ')') && (p.trailingCommas || p.grammar.emptyTuple)) break;
      elements.push(parseElement(p));
    }
    expect(p, ')');
    return { kind: 'tuple', elements, start: startFrom(p, start), end: endOf(p) };
  }
  if (!at(p, ')')) {
    // a period or an alias inside a tuple of one: (a AS b)
    if (at(p, 'AS') && p.grammar.aliasedExpressions) {
      advance(p);
      parseLabel(p);
    }
  }
  expect(p, ')');
  // the parentheses belong to the expression, so that its span covers what was written
  return first;
}

/** `(a, b) ->`, `(a INT, b) ->`: only names, types and commas up to the arrow. */
function isLambdaAhead(p: Cursor): boolean {
  let i = 1;
  while (peekKind(p, i) === TokenKind.Word || peekKind(p, i) === TokenKind.Quoted || peek(p, i) === ',') i++;
  return peek(p, i) === ')' && peek(p, i + 1) === '->';
}

/** '(' name [type], … ')' '->' body */
function parseLambda(p: Cursor, start: number): Expression {
  advance(p);
  const parameters: Identifier[] = [];
  while (!at(p, ')')) {
    parameters.push(takeIdentifier(p));
    while (!at(p, ',') && !at(p, ')')) advance(p);
    eat(p, ',');
  }
  advance(p);
  advance(p);
  return { kind: 'lambda', parameters, body: parseExpression(p), start: startFrom(p, start), end: endOf(p) };
}

/** An element of a tuple; ClickHouse lets any expression carry a name. */
function parseElement(p: Cursor): Expression {
  const element = parseExpression(p);
  if (at(p, 'AS') && p.grammar.aliasedExpressions) {
    advance(p);
    parseLabel(p);
  }
  return element;
}

/** '[' expression, … ']' | '[' body FOR x IN list [IF condition] ']' */
function parseArray(p: Cursor, start: number): Expression {
  if (!p.grammar.bracketArrays) return missing(p, 'an expression');
  return parseArrayElements(p, start);
}

export function parseArrayElements(p: Cursor, start: number): Expression {
  expect(p, '[');
  const elements: Expression[] = [];
  while (!at(p, ']')) {
    elements.push(at(p, '[') && !p.grammar.bracketArrays ? parseArrayElements(p, startOf(p)) : parseElement(p));
    if (elements.length === 1 && at(p, 'FOR')) return parseComprehension(p, elements[0] as Expression, start);
    if (!eat(p, ',')) break;
    if (at(p, ']') && !p.trailingCommas && !p.grammar.bracketArrays) fail(p, ['an element']);
  }
  expect(p, ']');
  const array: ArrayExpression = { kind: 'array', elements, start: startFrom(p, start), end: endOf(p) };
  return array;
}

function parseComprehension(p: Cursor, body: Expression, start: number): Expression {
  advance(p);
  const variables = [parseIdentifier(p)];
  while (eat(p, ',')) variables.push(parseIdentifier(p));
  expect(p, 'IN');
  const list = parseExpression(p);
  const condition = eat(p, 'IF') ? parseExpression(p) : undefined;
  expect(p, ']');
  return { kind: 'comprehension', body, variables, list, ...(condition && { condition }), start: startFrom(p, start), end: endOf(p) };
}

/** '{' key ':' value, … '}' (DuckDB, Snowflake, ClickHouse); ODBC's {d '2024-01-01'}, {fn f(x)} */
function parseBraces(p: Cursor, start: number): Expression {
  advance(p);
  if (p.kind === TokenKind.Word && (peekKind(p) === TokenKind.String || atWord(p, 'FN'))) {
    const fn = atWord(p, 'FN');
    advance(p);
    const inner = fn ? parseExpression(p) : parseString(p);
    expect(p, '}');
    return inner;
  }
  const fields: StructField[] = [];
  while (!at(p, '}')) {
    const from = startOf(p);
    if (at(p, '*')) {
      advance(p);
      fields.push({
        kind: 'struct-field',
        value: parseStarModifiers(p, { qualifier: [] }, from),
        start: startFrom(p, from),
        end: endOf(p),
      });
    } else {
      if (
        p.kind !== TokenKind.Word &&
        p.kind !== TokenKind.Quoted &&
        p.kind !== TokenKind.String &&
        p.kind !== TokenKind.Number &&
        p.kind !== TokenKind.Parameter
      )
        fail(p, ['a key', "'}'"]);
      const name = stringKey(p);
      expect(p, ':');
      const value = parseExpression(p);
      fields.push({ kind: 'struct-field', name, value, start: startFrom(p, from), end: endOf(p) });
    }
    if (!eat(p, ',')) break;
  }
  expect(p, '}');
  return { kind: 'struct', fields, start: startFrom(p, start), end: endOf(p) };
}

function stringKey(p: Cursor): Identifier {
  if (p.kind === TokenKind.Symbol || p.kind === TokenKind.End)
    return { kind: 'identifier', name: '', quoted: false, start: endOf(p), end: endOf(p) };
  return takeIdentifier(p);
}

// ── Operands that begin with a word ──────────────────────────────────────────────────────────────────────────────────

function parseWord(p: Cursor): Expression {
  const start = startOf(p);
  switch (p.word) {
    case 'NULL':
      return wordLiteral(p, 'null');
    case 'TRUE':
    case 'FALSE':
      if (peek(p) === '(' || peek(p) === '.') break;
      return wordLiteral(p, 'boolean');
    case 'CASE':
      return parseCase(p);
    case 'EXISTS':
      if (peek(p) !== '(') break;
      advance(p);
      if (!atQuery(p)) return parseNamedCall(p, start, 'EXISTS');
      return { kind: 'exists', query: parseParenthesizedQuery(p), start: startFrom(p, start), end: endOf(p) };
    case 'INTERVAL':
      return parseInterval(p);
    case 'ARRAY':
    case 'STRUCT':
    case 'ROW':
    case 'MAP':
      return parseConstructor(p);
    case 'PRIOR':
    case 'CONNECT_BY_ROOT':
      if (peekKind(p) !== TokenKind.Word && peekKind(p) !== TokenKind.Quoted && peek(p) !== '(') break;
      advance(p);
      return {
        kind: 'operation',
        operators: [p.text.slice(start, endOf(p)).toLowerCase()],
        operands: [parseUnary(p)],
        start: startFrom(p, start),
        end: endOf(p),
      };
    case 'BINARY':
      if (!p.grammar.binaryOperator || !startsOperand(p, 1)) break;
      advance(p);
      return { kind: 'operation', operators: ['binary'], operands: [parseUnary(p)], start: startFrom(p, start), end: endOf(p) };
    case 'WITH':
      if (peek(p) === '(' && peek(p, 3) === 'AS' && !p.grammar.withExpressions) {
        advance(p);
        return parseNamedCall(p, start, 'with');
      }
      break;
    case 'NEW':
      if (peekKind(p) !== TokenKind.Word && peekKind(p) !== TokenKind.Quoted) break;
      if (peek(p, 2) !== '(' && peek(p, 2) !== '.') break;
      advance(p);
      return parseNameOrCall(p);
    case 'CURRENT':
      if (!CURRENT_VALUES.has(peekKind(p) === TokenKind.Word ? peekText(p, 1).toUpperCase() : '')) break;
      advance(p);
      advance(p);
      return { kind: 'keyword', text: p.text.slice(start, endOf(p)).toLowerCase(), start: startFrom(p, start), end: endOf(p) };
    case 'DEFAULT':
      if (peek(p) === '(' || peek(p) === '.') break;
      advance(p);
      return { kind: 'keyword', text: 'default', start: startFrom(p, start), end: endOf(p) };
    case 'NEXT':
      if (peek(p) === 'VALUE' && peek(p, 2) === 'FOR') return parseNextValue(p);
      break;
    case '':
      if (peek(p) === 'VALUE' && peek(p, 2) === 'FOR' && atWord(p, 'PREVIOUS')) return parseNextValue(p);
      break;
    case 'LAMBDA':
      if (peekKind(p) === TokenKind.Word && (peek(p, 2) === ':' || peek(p, 2) === ',')) return parseLambdaKeyword(p);
      break;
    case 'CURSOR':
    case 'MULTISET':
      if (peek(p) !== '(' || !isQueryAfterParen(p, 1)) break;
      advance(p);
      return {
        kind: 'subquery',
        form: textBefore(p) === 'CURSOR' ? 'cursor' : 'multiset',
        query: parseParenthesizedQuery(p),
        start: startFrom(p, start),
        end: endOf(p),
      };
    default:
  }
  if (p.words.reserved[p.tokens.terminals[p.pos] as number] === 1 && !isReservedCall(p)) {
    if (skipDoubled(p)) return parsePrimary(p);
    return missing(
      p,
      'an expression',
      p.word === 'FROM' || p.word === 'WHERE' ? 'is there a comma too many, or a value missing?' : undefined,
    );
  }
  const special = parseKeywordCall(p);
  if (special !== undefined) return special;
  if (isTypedLiteral(p)) return parseTypedLiteral(p);
  const timed = parseTimedLiteral(p, start);
  if (timed !== undefined) return timed;
  if (atWord(p, 'APPROXIMATE') && peekKind(p) === TokenKind.Word && peek(p, 2) === '(') advance(p); // Redshift
  return parseNameOrCall(p);
}

const CURRENT_VALUES = new Set(['DATE', 'TIME', 'TIMESTAMP', 'USER', 'SCHEMA', 'SERVER', 'SQLID', 'PATH', 'TIMEZONE', 'DEGREE']);

const textBefore = (p: Cursor): string => p.text.slice(p.tokens.starts[p.pos - 1], p.tokens.ends[p.pos - 1]).toUpperCase();

/** Words that open or join a clause, and so are no function's name before a parenthesis. */
const NEVER_CALLED = new Set([
  'ALL',
  'AND',
  'AS',
  'ASC',
  'BETWEEN',
  'BY',
  'CASE',
  'CHECK',
  'CONSTRAINT',
  'CREATE',
  'CROSS',
  'DESC',
  'DISTINCT',
  'DO',
  'ELSE',
  'END',
  'EXCEPT',
  'FETCH',
  'FOR',
  'FROM',
  'FULL',
  'GRANT',
  'GROUP',
  'HAVING',
  'IN',
  'INNER',
  'INTERSECT',
  'INTO',
  'IS',
  'JOIN',
  'LATERAL',
  'LIMIT',
  'NATURAL',
  'NOT',
  'NULL',
  'OFFSET',
  'ON',
  'ONLY',
  'OR',
  'ORDER',
  'OUTER',
  'PRIMARY',
  'REFERENCES',
  'RETURNING',
  'SELECT',
  'TABLE',
  'THEN',
  'TO',
  'UNION',
  'USING',
  'WHEN',
  'WHERE',
  'WINDOW',
  'WITH',
  'VARIADIC',
]);

/** A word reserved as a name may still be a function: `LEFT(a, 1)`. Those that open a clause never are. */
function isReservedCall(p: Cursor): boolean {
  return (
    p.grammar.reservedValues.includes(p.word) ||
    (peek(p) === '(' && (!NEVER_CALLED.has(p.word) || (p.word === 'TABLE' && !p.grammar.tableQuery)))
  );
}

/** Whether the token `ahead` may begin an operand. */
function startsOperand(p: Cursor, ahead: number): boolean {
  const kind = peekKind(p, ahead);
  if (kind === TokenKind.Symbol) return peek(p, ahead) === '(' || peek(p, ahead) === '-';
  if (kind === TokenKind.Word) return p.words.reserved[p.tokens.terminals[p.pos + ahead] as number] === 0;
  return kind !== TokenKind.End && kind !== TokenKind.Unknown;
}

const isQueryAfterParen = (p: Cursor, ahead: number): boolean =>
  ['SELECT', 'WITH', 'VALUES', 'FROM', '(', 'TABLE'].includes(peek(p, ahead + 1));

function wordLiteral(p: Cursor, type: 'null' | 'boolean'): Literal {
  const start = startOf(p);
  const value = textOf(p);
  advance(p);
  return { kind: 'literal', type, value, start: startFrom(p, start), end: endOf(p) };
}

/** CASE [operand] { WHEN condition THEN value } [ELSE value] END */
function parseCase(p: Cursor): Expression {
  const start = startOf(p);
  advance(p);
  const operand = at(p, 'WHEN') ? undefined : parseExpression(p);
  const branches: CaseBranch[] = [];
  while (at(p, 'WHEN')) {
    const from = startOf(p);
    advance(p);
    const conditions = [parseExpression(p)];
    while (eat(p, ',')) conditions.push(parseExpression(p));
    const when: Expression =
      conditions.length === 1
        ? (conditions[0] as Expression)
        : { kind: 'tuple', elements: conditions, start: startFrom(p, from), end: endOf(p) };
    expect(p, 'THEN');
    const then = parseExpression(p);
    branches.push({ kind: 'case-branch', when, then, start: startFrom(p, from), end: endOf(p) });
  }
  if (branches.length === 0) fail(p, ['WHEN']);
  const otherwise = eat(p, 'ELSE') ? parseExpression(p) : undefined;
  if (!eat(p, 'END')) fail(p, branches.length > 0 && otherwise === undefined ? ['WHEN', 'ELSE', 'END'] : ['END']);
  else if (at(p, 'CASE')) advance(p);
  return {
    kind: 'case',
    ...(operand && { operand }),
    branches,
    ...(otherwise && { otherwise }),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

const UNITS = new Set(
  'YEAR YEARS QUARTER QUARTERS MONTH MONTHS WEEK WEEKS DAY DAYS HOUR HOURS MINUTE MINUTES SECOND SECONDS MILLISECOND MILLISECONDS MICROSECOND MICROSECONDS NANOSECOND NANOSECONDS DAY_HOUR DAY_MINUTE DAY_SECOND DAY_MICROSECOND HOUR_MINUTE HOUR_SECOND HOUR_MICROSECOND MINUTE_SECOND MINUTE_MICROSECOND SECOND_MICROSECOND YEAR_MONTH DECADE DECADES CENTURY CENTURIES MILLENNIUM MILLENNIA Y MON D H M S MS US NS W WK DAYOFYEAR DOW DOY ISODOW ISOWEEK ISOYEAR EPOCH'.split(
    ' ',
  ),
);
export const isUnit = (text: string): boolean => UNITS.has(text.toUpperCase());

/** INTERVAL value [unit [TO unit]], and Spark's `INTERVAL 1 DAY 2 HOURS`. */
function parseInterval(p: Cursor): Expression {
  const start = startOf(p);
  const next = peekKind(p);
  const nextWord = peek(p);
  const value =
    next === TokenKind.String ||
    next === TokenKind.Number ||
    next === TokenKind.Parameter ||
    next === TokenKind.Template ||
    nextWord === '(' ||
    nextWord === '-' ||
    nextWord === '+';
  const named =
    (next === TokenKind.Word || next === TokenKind.Quoted) &&
    p.grammar.intervalExpressions &&
    startsOperand(p, 1) &&
    !['AS', 'FROM', ''].includes(nextWord === '' ? 'x' : nextWord) &&
    hasUnitAfter(p);
  if (!value && !named) return parseNameOrCall(p);
  advance(p);
  if (at(p, '(') && peekKind(p) === TokenKind.Number && peek(p, 2) === ')' && peekKind(p, 3) === TokenKind.String) skipBalanced(p);
  const operand = p.kind === TokenKind.String ? parseString(p) : parseBinary(p, Precedence.sum);
  let units = 0;
  while (p.kind === TokenKind.Word && isUnit(textOf(p)) && p.word !== 'AS') {
    advance(p);
    units++;
    if (at(p, '(')) skipBalanced(p);
    if (eat(p, 'TO')) {
      advance(p);
      if (at(p, '(')) skipBalanced(p);
      break;
    }
    // INTERVAL 1 DAY 2 HOURS
    if (
      p.grammar.intervalLists &&
      (atKind(p, TokenKind.Number) || atKind(p, TokenKind.String) || at(p, '-')) &&
      (isUnit(peekText(p, 1)) || isUnit(peekText(p, 2)))
    ) {
      eat(p, '-');
      advance(p);
    } else break;
  }
  const span = spanFrom(p, start);
  if (operand.kind === 'literal') return { kind: 'literal', type: 'typed', value: p.text.slice(span.start, span.end), ...span };
  return { kind: 'operation', operators: ['interval'], operands: [operand], ...span };
}

export const peekText = (p: Cursor, ahead: number): string => p.text.slice(p.tokens.starts[p.pos + ahead], p.tokens.ends[p.pos + ahead]);

/** `INTERVAL days DAY`: a unit follows within the operand's tokens; else INTERVAL is a name. */
function hasUnitAfter(p: Cursor): boolean {
  for (let i = 2; i < 12; i++) {
    if (peekKind(p, i) === TokenKind.Word && isUnit(peekText(p, i))) return true;
    if (peek(p, i) === ',' || peek(p, i) === ')' || peekKind(p, i) === TokenKind.End) return false;
  }
  return false;
}

/** ARRAY[…], ARRAY(query), ARRAY<T>[…], STRUCT(…), STRUCT<…>(…), ROW(…), MAP {…}, MAP[…]; else a name or a call. */
function parseConstructor(p: Cursor): Expression {
  const start = startOf(p);
  const { word } = p;
  const next = peek(p);
  if (next === '(' && word === 'ARRAY' && isQueryAfterParen(p, 1)) {
    advance(p);
    return { kind: 'subquery', form: 'array', query: parseParenthesizedQuery(p), start: startFrom(p, start), end: endOf(p) };
  }
  if (next === '[' && (word === 'ARRAY' || word === 'MAP')) {
    advance(p);
    if (word === 'ARRAY') return parseArrayElements(p, start);
    const list = parseArrayElements(p, startOf(p));
    return { kind: 'operation', operators: ['map'], operands: [list], start: startFrom(p, start), end: endOf(p) };
  }
  if (next === '{' && word === 'MAP') {
    advance(p);
    return parseMap(p, start);
  }
  if ((next === '<' || next === '<>') && (word === 'ARRAY' || word === 'STRUCT')) {
    skipValueType(p);
    if (at(p, '[')) return parseArrayElements(p, start);
    if (at(p, '(')) return parseStruct(p, start);
    return missing(p, "'[' or '('");
  }
  if (next === '(' && (word === 'STRUCT' || word === 'ROW')) {
    advance(p);
    return parseStruct(p, start);
  }
  return parseNameOrCall(p);
}

function parseMap(p: Cursor, start: number): MapExpression {
  advance(p);
  const entries: { key: Expression; value: Expression }[] = [];
  while (!at(p, '}')) {
    const key = parseExpression(p);
    expect(p, ':');
    entries.push({ key, value: parseExpression(p) });
    if (!eat(p, ',')) break;
  }
  expect(p, '}');
  return { kind: 'map', entries, start: startFrom(p, start), end: endOf(p) };
}

/** '(' { expression [AS name] }, … ')' */
export function parseStruct(p: Cursor, start: number): Expression {
  advance(p);
  const fields: StructField[] = [];
  while (!at(p, ')')) {
    const from = startOf(p);
    const item = parseSelectItem(p);
    fields.push({
      kind: 'struct-field',
      ...(item.alias && { name: item.alias }),
      value: item.expression,
      start: startFrom(p, from),
      end: endOf(p),
    });
    if (!eat(p, ',')) break;
  }
  expect(p, ')');
  return { kind: 'struct', fields, start: startFrom(p, start), end: endOf(p) };
}

/** NEXT VALUE FOR sequence [OVER (…)] */
function parseNextValue(p: Cursor): Expression {
  const start = startOf(p);
  advance(p);
  advance(p);
  advance(p);
  parseColumnName(p);
  if (at(p, 'OVER')) {
    advance(p);
    skipBalanced(p);
  }
  return { kind: 'keyword', text: 'next value', start: startFrom(p, start), end: endOf(p) };
}

/** LAMBDA x, y ':' body (DuckDB) */
function parseLambdaKeyword(p: Cursor): Expression {
  const start = startOf(p);
  advance(p);
  const parameters = [parseIdentifier(p)];
  while (eat(p, ',')) parameters.push(parseIdentifier(p));
  expect(p, ':');
  return { kind: 'lambda', parameters, body: parseExpression(p), start: startFrom(p, start), end: endOf(p) };
}

const TYPE_NAMES = new Set(
  'DATE TIME TIMESTAMP TIMESTAMPTZ TIMESTAMP_NTZ TIMESTAMP_LTZ DATETIME JSON JSONB UUID NUMERIC BIGNUMERIC DECIMAL BYTEA BIT IPADDRESS CHAR VARCHAR REAL DOUBLE BIGINT INT INTEGER SMALLINT TINYINT BOOLEAN FLOAT GEOMETRY GEOGRAPHY VARBINARY HLL POINT RANGE X B TIMETZ INET CIDR UINT256 INT256 SMALLINT BYTEINT'.split(
    ' ',
  ),
);

/** `DATE '2024-01-01'`, and in some dialects any type's name before a string. */
function isTypedLiteral(p: Cursor): boolean {
  if (peekKind(p) !== TokenKind.String) return false;
  if (p.grammar.typedStrings === 'any')
    return !p.words.notItemAlias[p.tokens.terminals[p.pos] as number] || TYPE_NAMES.has(textOf(p).toUpperCase());
  return TYPE_NAMES.has(textOf(p).toUpperCase());
}

/** `TIMESTAMP WITH TIME ZONE '…'`, `time(3) '…'`, `double precision '1.5'`: more than one word before the string */
function parseTimedLiteral(p: Cursor, start: number): Literal | undefined {
  let i: number;
  if (p.word === 'TIME' || p.word === 'TIMESTAMP') {
    i = peek(p) === '(' && peek(p, 3) === ')' ? 4 : 1;
    if ((peek(p, i) === 'WITH' || peek(p, i) === 'WITHOUT') && peek(p, i + 1) === 'TIME') i += 3;
  } else if ((p.word === 'DOUBLE' && peek(p) === 'PRECISION') || ((p.word === 'CHARACTER' || p.word === 'BIT') && peek(p) === 'VARYING'))
    i = 2;
  else return undefined;
  if (i === 1 || peekKind(p, i) !== TokenKind.String) return undefined;
  for (; i >= 0; i--) advance(p);
  const span = spanFrom(p, start);
  return { kind: 'literal', type: 'typed', value: p.text.slice(span.start, span.end), ...span };
}

function parseTypedLiteral(p: Cursor): Literal {
  const start = startOf(p);
  advance(p);
  advance(p);
  const span = spanFrom(p, start);
  return { kind: 'literal', type: 'typed', value: p.text.slice(span.start, span.end), ...span };
}

// ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** name { '.' name } ['.' '*'] | name '(' … ')' */
function parseNameOrCall(p: Cursor): Expression {
  const start = startOf(p);
  const parts = [takeIdentifier(p)];
  while (p.word === '.' || (p.word === '..' && p.grammar.emptyNameParts)) {
    advance(p);
    if (at(p, '*')) {
      advance(p);
      return parseStarModifiers(p, { qualifier: parts }, start);
    }
    if (p.kind === TokenKind.Number && touches(p)) parts.push(takeIdentifier(p));
    else if (p.kind === TokenKind.String && p.grammar.stringNames) parts.push(takeIdentifier(p));
    else if (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted || p.kind === TokenKind.Template || p.kind === TokenKind.Parameter) {
      // text cut off after a dot: `t.` before FROM reads as an unfinished name, not as a column called "from"
      if (p.words.reserved[p.tokens.terminals[p.pos] as number] === 1 && onNewLine(p)) {
        fail(p, ['a column name']);
        break;
      }
      parts.push(takeIdentifier(p));
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

/** `COLUMNS('regex')` and `COLUMNS(* EXCLUDE (a))` are stars; IDENTIFIER('f')(x) calls what it names. */
function afterCall(p: Cursor, call: FunctionCall): Expression {
  const name = call.name.at(-1) as Identifier;
  const [argument] = call.arguments;
  if (p.grammar.starPatterns && call.arguments.length === 1 && argument !== undefined && name.name.toUpperCase() === 'COLUMNS') {
    const base = { qualifier: call.name.slice(0, -1) };
    if (argument.kind === 'star') return { ...argument, start: startFrom(p, call.start), end: endOf(p) };
    if (argument.kind === 'literal')
      return {
        ...parseStarModifiers(p, base, call.start),
        pattern: { type: 'regex', text: argument.value },
        start: startFrom(p, call.start),
        end: endOf(p),
      };
  }
  if (at(p, '(') && p.grammar.identifierCall && name.name.toUpperCase() === 'IDENTIFIER') return parseCall(p, [name], call.start);
  return call;
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

// ── Stars ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `*` in a select list or as an argument. */
export function parseStar(p: Cursor): Star {
  const start = startOf(p);
  advance(p);
  if (atWord(p, 'COLUMNS') && peek(p) === '(' && touches(p) && p.grammar.starPatterns) {
    // DuckDB's *COLUMNS(…): the columns as separate arguments
    const columns = parseExpression(p);
    return columns.kind === 'star'
      ? columns
      : { kind: 'star', qualifier: [], except: [], replace: [], rename: [], operand: columns, start: startFrom(p, start), end: endOf(p) };
  }
  return parseStarModifiers(p, { qualifier: [] }, start);
}

type StarBase = Pick<Star, 'qualifier' | 'operand'>;

/** … [LIKE 'pattern'] [EXCEPT | EXCLUDE columns] [REPLACE (expression AS name, …)] [RENAME (a AS b, …)] */
function parseStarModifiers(p: Cursor, base: StarBase, start: number): Star {
  const except: ColumnName[] = [];
  const replace: Star['replace'][number][] = [];
  const rename: StarRename[] = [];
  let pattern: StarPattern | undefined;
  for (;;) {
    if (
      (at(p, 'LIKE') ||
        at(p, 'ILIKE') ||
        at(p, 'GLOB') ||
        at(p, 'SIMILAR') ||
        (at(p, 'NOT') && (peek(p) === 'LIKE' || peek(p) === 'ILIKE')) ||
        ((at(p, '~~') || at(p, '~~*') || at(p, '!~~') || at(p, '!~~*') || at(p, 'custom-operator')) && peekKind(p) === TokenKind.String)) &&
      p.grammar.starPatterns
    )
      pattern = parseStarPattern(p);
    else if (
      (at(p, 'EXCEPT') && peek(p) === '(' && !isQueryAfterParen(p, 1)) ||
      (at(p, 'EXCLUDE') && (peek(p) === '(' || peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted)) ||
      (at(p, 'EXCEPT') &&
        p.grammar.starExceptBare &&
        peekKind(p) !== TokenKind.Symbol &&
        !['SELECT', 'ALL', 'DISTINCT', 'VALUES', 'FROM'].includes(peek(p)))
    ) {
      advance(p);
      parseStarColumns(p, except);
    } else if (at(p, 'REPLACE') && (peek(p) === '(' || p.grammar.starExceptBare)) {
      advance(p);
      const open = eat(p, '(');
      do replace.push(parseSelectItem(p));
      while (open && eat(p, ',') && !at(p, ')'));
      if (open) expect(p, ')');
    } else if (at(p, 'RENAME') && (peek(p) === '(' || peek(p, 2) === 'AS' || peek(p, 2) === '.')) {
      advance(p);
      parseStarRenames(p, rename);
    } else if (at(p, 'APPLY') && peek(p) === '(') {
      advance(p);
      skipBalanced(p);
    } else break;
  }
  return {
    kind: 'star',
    qualifier: base.qualifier,
    ...(base.operand && { operand: base.operand }),
    except,
    replace,
    rename,
    ...(pattern && { pattern }),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

function parseStarPattern(p: Cursor): StarPattern {
  const not = eat(p, 'NOT');
  const { word } = p;
  advance(p);
  if (word === 'SIMILAR') eat(p, 'TO');
  const text = p.kind === TokenKind.String ? stringValue(p) : '';
  if (p.kind === TokenKind.String) advance(p);
  else fail(p, ['a pattern']);
  const insensitive = word === 'ILIKE' || word === '~~*' || word === '!~~*';
  const negated = not || word === '!~~' || word === '!~~*';
  const type = word === 'SIMILAR' ? 'similar' : insensitive ? (negated ? 'not-ilike' : 'ilike') : negated ? 'not-like' : 'like';
  return { type, text };
}

function parseStarColumns(p: Cursor, columns: ColumnName[]): void {
  if (!at(p, '(')) {
    columns.push(parseColumnName(p));
    return;
  }
  advance(p);
  do {
    if (at(p, ')')) break;
    columns.push(
      p.kind === TokenKind.String ? { kind: 'column-name', parts: [takeIdentifier(p)], ...spanFrom(p, endOf(p)) } : parseColumnName(p),
    );
  } while (eat(p, ','));
  expect(p, ')');
}

function parseStarRenames(p: Cursor, renames: StarRename[]): void {
  const open = eat(p, '(');
  do {
    const start = startOf(p);
    const from = parseColumnName(p);
    eat(p, 'AS');
    const to = parseLabel(p, 'a new name');
    renames.push({ kind: 'star-rename', from, to, start: startFrom(p, start), end: endOf(p) });
  } while (open && eat(p, ',') && !at(p, ')'));
  if (open) expect(p, ')');
}
