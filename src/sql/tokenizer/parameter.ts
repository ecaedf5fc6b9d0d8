/** Parameters, variables and stages. */
import { TokenKind } from '../tokens.js';
import { CLOSE_BRACKET, CLOSE_PAREN, followsValue, isWordPart, push, type Scanner } from './scanner.js';
import { scanNameWithHoles } from './word.js';

/** ClickHouse's `{name:Type}`. */
export function scanBraceParameter(s: Scanner): boolean {
  const { text, table } = s;
  let at = s.at + 1;
  while (at < text.length && isWordPart(table, text.charCodeAt(at))) at++;
  if (at === s.at + 1 || text.charCodeAt(at) !== 58) return false;
  const close = text.indexOf('}', at);
  if (close < 0) return false;
  push(s, TokenKind.Parameter, 0, s.at, close + 1);
  s.at = close + 1;
  return true;
}

/**
 * ```
 * ?1  :name   $1   @name   @@name   ${name}   %(name)s   &name
 * ^   ^       ^    ^       ^        ^         ^          ^
 * ```
 */
export function scanParameter(s: Scanner, c: number, next: number): boolean {
  const { text, table } = s;
  const start = s.at;
  let at = start + 1;
  if (c === 36 && next === 123) {
    if (!table.parameters.has('${')) return false;
    const close = text.indexOf('}', at);
    if (close < 0) return false;
    s.at = close + 1;
    if (isWordPart(table, text.charCodeAt(s.at))) scanNameWithHoles(s, start);
    else push(s, TokenKind.Parameter, 0, start, s.at);
    return true;
  }
  if (c === 64 && s.dialect.lex.stages) return scanStage(s);
  const mark = String.fromCharCode(c);
  if (c === 37) return table.parameters.has('%') && scanPercentParameter(s, next);
  if (c === 64 && next === 64 && table.parameters.has('@@')) at++;
  else if (c === 38 && next === 38 && table.parameters.has('&') && !table.operators[38])
    at++; // SQL*Plus: &&name
  else if (!table.parameters.has(mark)) return false;
  if (c === 63) {
    if (next === 58 && table.operators[63]?.some((operator) => text.startsWith(operator.text, start))) return false;
    if (!followsValue(s, start)) while (at < text.length && isWordPart(table, text.charCodeAt(at))) at++; // ?1, Teradata's ?name
    push(s, TokenKind.Parameter, 0, start, at);
    s.at = at;
    return true;
  }
  if ((c === 58 || c === 38) && (followsValue(s, start) || next === 61)) return false;
  const from = at;
  // MySQL: @`a b`, @'a'
  if (c === 64 && (next === 96 || next === 39 || next === 34) && s.dialect.lex.quotedVariables) {
    const close = text.indexOf(String.fromCharCode(next), at + 1);
    at = close < 0 ? text.length : close + 1;
  } else while (at < text.length && isWordPart(table, text.charCodeAt(at))) at++;
  if (at === from) return false;
  push(s, TokenKind.Parameter, 0, start, at);
  s.at = at;
  return true;
}

/** `%s`, `%(name)s` where a value is expected; elsewhere % is the operator. */
function scanPercentParameter(s: Scanner, next: number): boolean {
  const { text } = s;
  const i = s.count - 1;
  const previous = i < 0 ? TokenKind.Symbol : s.kinds[i];
  const operand = previous === TokenKind.Symbol && s.terminals[i] !== CLOSE_PAREN && s.terminals[i] !== CLOSE_BRACKET;
  const afterKeyword = previous === TokenKind.Word && s.terminals[i] !== 0;
  if (!operand && !afterKeyword) return false;
  let end = -1;
  if (next === 115 && !isWordPart(s.table, text.charCodeAt(s.at + 2))) end = s.at + 2;
  else if (next === 40) {
    const close = text.indexOf(')s', s.at);
    if (close > 0 && close - s.at < 80) end = close + 2;
  }
  if (end < 0) return false;
  push(s, TokenKind.Parameter, 0, s.at, end);
  s.at = end;
  return true;
}

/**
 * Snowflake:
 * ```
 * @~/path   @%table   @db.schema."my stage"/dir/file.csv
 * ^         ^         ^
 * ```
 */
function scanStage(s: Scanner): boolean {
  const { text } = s;
  const start = s.at;
  let at = start + 1;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 34) {
      const close = text.indexOf('"', at + 1);
      at = close < 0 ? text.length : close;
    } else if (c === 59 || c === 44 || c === 40 || c === 41 || c === 39 || c <= 32) break;
  }
  if (at === start + 1) return false;
  s.at = Math.min(at, text.length);
  push(s, TokenKind.Stage, 0, start, s.at);
  return true;
}
