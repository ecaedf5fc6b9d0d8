/** What a variable holds where it was given a string as it stands: `SET @q = 'insert …'; EXEC (@q)`. */
import { TokenKind } from '../tokens.js';
import type { Cursor } from './cursor.js';

/** Scripts set their texts right before they run them: no need to look further back. */
const MOST_TOKENS = 2000;
/** `DECLARE @q NVARCHAR(MAX) =`, `q VARCHAR2(32767 CHAR) :=` */
const MOST_TYPE_TOKENS = 10;

/**
 * The index of the string that the variable at token `at` (`@q`, `:q`, `q`) was last given; undefined when it was given something else,
 * or nothing that is seen here.
 */
export function heldString(p: Cursor, at: number): number | undefined {
  const name = wordAt(p, wordAt(p, at) === ':' ? at + 1 : at).replace(/^:/, '');
  if (!/^[@\w$]/.test(name)) return undefined;
  for (let i = at - 1; i >= Math.max(0, at - MOST_TOKENS); i--) {
    if (wordAt(p, i) !== name) continue;
    const sign = assignmentAfter(p, i);
    if (sign === undefined) continue;
    const ends = wordAt(p, sign + 2);
    const kind = p.tokens.kinds[sign + 2];
    const isWhole = kind === TokenKind.End || kind === TokenKind.Word || ends === ';' || ends === ',';
    return p.tokens.kinds[sign + 1] === TokenKind.String && isWhole ? sign + 1 : undefined;
  }
  return undefined;
}

/** The `=`, `:=` or DEFAULT that follows a variable, perhaps behind its type. */
function assignmentAfter(p: Cursor, variable: number): number | undefined {
  for (let i = variable + 1; i <= variable + MOST_TYPE_TOKENS; i++) {
    const word = wordAt(p, i);
    if (word === '=' || word === ':=' || word === 'DEFAULT') return i;
    if (word === ';' || word === ',' || word === '' || p.tokens.kinds[i] === TokenKind.String) return undefined;
  }
  return undefined;
}

function wordAt({ text, tokens }: Cursor, at: number): string {
  return at < 0 || at >= tokens.count ? '' : text.slice(tokens.starts[at], tokens.ends[at]).toUpperCase();
}
