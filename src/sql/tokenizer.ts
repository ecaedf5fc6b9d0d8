/**
 * Text → tokens, in one pass over character codes. Nothing here throws: what is unclosed runs to the end of the text and is
 * a diagnostic. The carets in the comments of the chapters (tokenizer/) show what the scanner looks at.
 */
import type { Dialect } from '../dialects/dialect.js';
import { Class } from './lexer-table.js';
import { scanNumber } from './tokenizer/number.js';
import { isSpace, newScanner, push } from './tokenizer/scanner.js';
import { opensBracketName, scanQuotedIdentifier, scanString } from './tokenizer/string.js';
import { scanSymbol } from './tokenizer/symbol.js';
import { scanWord } from './tokenizer/word.js';
import { TokenKind, type Tokens } from './tokens.js';

/**
 * Cuts `whole` into tokens, or only the part from `from` to `to` (the body of a routine in a string). Offsets are always
 * those of the whole text.
 */
export function tokenize(whole: string, dialect: Dialect, from = 0, to = whole.length): Tokens {
  const text = to === whole.length ? whole : whole.slice(0, to);
  const s = newScanner(text, dialect, from, to);
  const { classes, single } = s.table;
  const length = text.length;
  while (s.at < length) {
    const start = s.at;
    const c = text.charCodeAt(start);
    switch (c < 128 ? (classes[c] as number) : isSpace(c) ? Class.Space : Class.Word) {
      case Class.Space: {
        let end = start + 1;
        while (end < length && text.charCodeAt(end) <= 32) end++;
        s.at = end;
        break;
      }
      case Class.Word:
        scanWord(s);
        break;
      case Class.Single:
        s.at = start + 1;
        push(s, TokenKind.Symbol, single[c] as number, start, start + 1);
        break;
      case Class.Digit:
        scanNumber(s);
        break;
      case Class.Quote:
        scanString(s, start, c, s.dialect.lex.backslashEscapes);
        break;
      case Class.IdentifierQuote:
        // `a[1]`, `array[…]` and `m['k']` are brackets, also where `[name]` is a name
        if (c === 91 && !opensBracketName(s, start)) scanSymbol(s, c);
        else scanQuotedIdentifier(s, c);
        break;
      case Class.Symbol:
        scanSymbol(s, c);
        break;
      default:
        s.at = start + 1;
        push(s, TokenKind.Unknown, 0, start, start + 1);
    }
  }
  push(s, TokenKind.End, 0, length, length);
  const { count, kinds, terminals, starts, ends, comments, diagnostics, unsaid } = s;
  return { text, count, kinds, terminals, starts, ends, comments, diagnostics, unsaid };
}
