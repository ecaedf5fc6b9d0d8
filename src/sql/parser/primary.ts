/** What stands between operators: literals, parameters, parentheses, arrays, braces. */
import { TokenKind } from '../tokens.js';
import type { ArrayExpression, Expression, Identifier, Literal, Parameter, StructField } from '../tree.js';
import {
  advance,
  at,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  missing,
  nested,
  onNewLine,
  peek,
  peekKind,
  peekWordIs,
  startFrom,
  startOf,
  textOf,
  touches,
} from './cursor.js';
import { parseExpression, skipOperand } from './expression.js';
import { parseIdentifier, parseLabel, takeIdentifier, unquote } from './name.js';
import { atQuery, atSetOperator, parseParenthesizedQuery, parseQueryRest } from './query.js';
import { atTail } from './query-tail.js';
import { parseNameOrCall } from './reference.js';
import { atResultOf, parseResultOf } from './routine.js';
import { parseStarModifiers } from './star.js';
import { parseWord } from './word.js';

export function parsePrimary(p: Cursor): Expression {
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
  if (variable.mark === ':' && at(p, ':') && touches(p) && peekKind(p) === TokenKind.Word && !p.grammar.colonPaths) {
    advance(p); // embedded SQL's `:value:indicator`
    advance(p);
  }
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
export function parseString(p: Cursor): Literal {
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
  if (p.grammar.literalSuffixes && p.kind === TokenKind.Word && touches(p)) advance(p); // Teradata: '00FF'XB
  if (atWord(p, 'UESCAPE') && peekKind(p) === TokenKind.String) {
    advance(p);
    advance(p);
  }
  return { kind: 'literal', type: 'string', value, start: startFrom(p, start), end: endOf(p) };
}

/** The text of a string token without prefix and quotes, escapes undone. */
export function stringValue(p: Cursor): string {
  const end = p.tokens.ends[p.pos] as number;
  let start = startOf(p);
  while (start < end && !'\'"$`'.includes(p.text.charAt(start))) start++;
  const quote = p.text.charAt(start);
  if (quote === '$') {
    const tag = p.text.indexOf('$', start + 1) - start + 1;
    return p.text.slice(start + tag, end - tag);
  }
  if (p.dialect.lex.tripleQuotes && p.text.startsWith(quote.repeat(3), start) && end - start >= 6) return p.text.slice(start + 3, end - 3);
  const prefix = p.text.slice(startOf(p), start).toLowerCase();
  const text = unquote(p.text, start, end);
  const escapes = prefix.includes('e') || (p.dialect.lex.backslashEscapes && !prefix.includes('r'));
  return escapes && text.includes('\\') ? text.replace(/\\([\s\S])/g, (_, c: string) => ESCAPES[c] ?? c) : text;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0' };

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
    case '\\':
      if (!peekWordIs(p, 1, 'N')) return missing(p, 'an expression');
      advance(p); // MariaDB's \N
      advance(p);
      return { kind: 'literal', type: 'null', value: '\\N', start: startFrom(p, start), end: endOf(p) };
    case '|':
      if (!p.grammar.barLambdas || peek(p, 2) !== '|') return missing(p, 'an expression');
      return parseBarLambda(p, start);
    case '#':
      if (!p.grammar.prefixAlias || peekKind(p) !== TokenKind.Number) return missing(p, 'an expression');
      advance(p);
      return { kind: 'parameter', mark: '#', name: takeIdentifier(p).name, start: startFrom(p, start), end: endOf(p) };
    default:
      return missing(p, 'an expression');
  }
}

/** '|' name '|' body (RisingWave) */
function parseBarLambda(p: Cursor, start: number): Expression {
  advance(p);
  const parameters = [parseIdentifier(p)];
  advance(p);
  return { kind: 'lambda', parameters, body: parseExpression(p), start: startFrom(p, start), end: endOf(p) };
}

/** '(' query ')' | '(' expression ')' | '(' expression, … ')' | '(' ')' */
function parseParenthesized(p: Cursor): Expression {
  const start = startOf(p);
  if (atQuery(p)) {
    const query = parseParenthesizedQuery(p);
    return { kind: 'subquery', form: 'scalar', query, start: startFrom(p, start), end: endOf(p) };
  }
  if (p.grammar.lambdas && isLambdaAhead(p)) return parseLambda(p, start);
  if (atResultOf(p)) return parseResultOf(p);
  advance(p);
  if (at(p, ')') && (p.grammar.emptyTuple || peek(p) === '->')) {
    advance(p);
    return { kind: 'tuple', elements: [], start: startFrom(p, start), end: endOf(p) };
  }
  const first = parseElement(p);
  if (first.kind === 'subquery' && (atSetOperator(p) || atTail(p))) {
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
  const value = parseExpression(p);
  if (!at(p, 'AS') || !p.grammar.aliasedExpressions) return value;
  advance(p);
  const name = parseLabel(p);
  return { kind: 'named-argument', name, value, start: value.start, end: endOf(p) };
}

/** '[' expression, … ']' | '[' body FOR x IN list [IF condition] ']' */
function parseArray(p: Cursor, start: number): Expression {
  if (!p.grammar.bracketArrays) return missing(p, 'an expression');
  return parseArrayElements(p, start);
}

const parseInnerArray = (p: Cursor): Expression => parseArrayElements(p, startOf(p));

export function parseArrayElements(p: Cursor, start: number): Expression {
  expect(p, '[');
  const elements: Expression[] = [];
  while (!at(p, ']')) {
    elements.push(at(p, '[') && !p.grammar.bracketArrays ? nested(p, parseInnerArray, skipOperand) : parseElement(p));
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
