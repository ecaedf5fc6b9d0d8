/** What begins with a symbol: operators, brackets, and what only looks like one. */
import { operatorTerminal } from '../lexer-table.js';
import { TokenKind } from '../tokens.js';
import {
  closeConditional,
  openConditional,
  opensConditional,
  scanBlockComment,
  scanBraceHint,
  scanLineComment,
  scanTemplate,
  scanTemplateBlock,
} from './comment.js';
import { scanNumber } from './number.js';
import { scanBraceParameter, scanParameter } from './parameter.js';
import { followsValue, push, type Scanner } from './scanner.js';
import { scanDollarQuoted } from './string.js';

export function scanSymbol(s: Scanner, c: number): void {
  const { text, table } = s;
  const next = text.charCodeAt(s.at + 1);
  switch (c) {
    case 45: // --
      if (next === 45 && !(s.dialect.lex.dashNeedsSpace && text.charCodeAt(s.at + 2) > 32)) return scanLineComment(s);
      break;
    case 47: // /* //
      if (next === 42) return opensConditional(s) ? openConditional(s) : scanBlockComment(s);
      if (next === 47 && table.slashComments) return scanLineComment(s);
      break;
    case 42: // */ of a conditional comment
      if (next === 47 && s.conditional) return closeConditional(s);
      break;
    case 35: // #
      if (table.hashComments) return scanLineComment(s);
      break;
    case 123: // { {{ {% {#
      if (next === 123) return scanTemplate(s);
      if (next === 37 || next === 35) return scanTemplateBlock(s);
      if (table.parameters.has('{') && scanBraceParameter(s)) return;
      break;
    case 46: // .5
      if (next >= 48 && next <= 57 && !followsValue(s, s.at)) return scanFraction(s);
      break;
    case 64: // @
      if (next === 123 && s.dialect.lex.braceHints) return scanBraceHint(s);
      if (scanParameter(s, c, next)) return;
      break;
    case 36: // $
      if (s.dialect.lex.dollarQuotes && scanDollarQuoted(s)) return;
      if (scanParameter(s, c, next)) return;
      break;
    case 58: // :
    case 63: // ?
    case 37: // %
    case 38: // &
      if (scanParameter(s, c, next)) return;
      break;
    default:
  }
  if (s.dialect.lex.customOperators && table.operatorPart[c] === 1) return scanOperatorRun(s);
  for (const operator of table.operators[c] ?? [])
    if (text.startsWith(operator.text, s.at)) {
      push(s, TokenKind.Symbol, operator.terminal, s.at, s.at + operator.text.length);
      s.at += operator.text.length;
      return;
    }
  push(s, TokenKind.Symbol, table.single[c] as number, s.at, ++s.at);
}

function scanFraction(s: Scanner): void {
  const start = s.at;
  s.at++;
  scanNumber(s);
  const i = s.count - 1;
  if (s.kinds[i] === TokenKind.Number) s.starts[i] = start;
}

/** PostgreSQL: a run of operator characters, which may end in + or - only if it holds one of ~ ! @ # % ^ & | ` ?. */
function scanOperatorRun(s: Scanner): void {
  const { text, table } = s;
  const start = s.at;
  let end = start;
  let special = false;
  for (; end < text.length; end++) {
    const c = text.charCodeAt(end);
    if (c > 127 || table.operatorPart[c] === 0) break;
    const next = text.charCodeAt(end + 1);
    if (end > start && ((c === 45 && next === 45) || (c === 47 && next === 42))) break;
    if (c !== 42 && c !== 43 && c !== 45 && c !== 47 && c !== 60 && c !== 61 && c !== 62) special = true;
  }
  if (!special) while (end > start + 1 && (text.charCodeAt(end - 1) === 43 || text.charCodeAt(end - 1) === 45)) end--;
  s.at = end;
  const terminal = end - start === 1 ? (table.single[text.charCodeAt(start)] as number) : operatorTerminal(text.slice(start, end));
  push(s, TokenKind.Symbol, terminal, start, end);
}
