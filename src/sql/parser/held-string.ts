/** What a variable holds where it was given a string as it stands: `SET @q = 'insert …'; EXEC (@q)`. */
import { TokenKind } from '../tokens.js';
import type { Cursor } from './cursor.js';

/** Scripts set their texts right before they run them: no need to look further back. */
const MOST_TOKENS = 2000;
/** `DECLARE @q NVARCHAR(MAX) =`, `q VARCHAR2(32767 CHAR) :=` */
const MOST_TYPE_TOKENS = 10;

/** By the name of a variable, in upper case: where it is given something, in order. */
export type Assignments = ReadonlyMap<string, readonly Assignment[]>;

interface Assignment {
  /** The indexes of the tokens: the variable, and the `=`, `:=` or DEFAULT behind it, perhaps behind its type. */
  readonly variable: number;
  readonly sign: number;
}

/**
 * The index of the string that the variable at token `at` (`@q`, `:q`, `q`) was last given; undefined when it was given something else,
 * or nothing that is seen here.
 */
export function heldString(p: Cursor, at: number): number | undefined {
  const name = wordAt(p, wordAt(p, at) === ':' ? at + 1 : at).replace(/^:/, '');
  if (!/^[@\w$]/.test(name)) return undefined;
  p.assignments ??= assignmentsIn(p);
  const last = lastBefore(p.assignments.get(name) ?? [], at);
  if (last === undefined || last.variable < at - MOST_TOKENS) return undefined;
  const { sign } = last;
  const ends = wordAt(p, sign + 2);
  const kind = p.tokens.kinds[sign + 2];
  const isWhole = kind === TokenKind.End || kind === TokenKind.Word || ends === ';' || ends === ',';
  return p.tokens.kinds[sign + 1] === TokenKind.String && isWhole ? sign + 1 : undefined;
}

function assignmentsIn(p: Cursor): Assignments {
  const found = new Map<string, Assignment[]>();
  /** The first token of what may be a variable with its type. */
  let first = 0;
  for (let i = 0; i < p.tokens.count; i++) {
    const word = wordAt(p, i);
    const isSign = word === '=' || word === ':=' || word === 'DEFAULT';
    if (isSign) {
      for (let variable = Math.max(first, i - MOST_TYPE_TOKENS); variable < i; variable++) {
        const name = wordAt(p, variable);
        const known = found.get(name);
        if (known === undefined) found.set(name, [{ variable, sign: i }]);
        else known.push({ variable, sign: i });
      }
    }
    if (word === ';' || word === ',' || word === '' || p.tokens.kinds[i] === TokenKind.String) first = i + 1;
    else if (isSign) first = i;
  }
  return found;
}

/** The last one whose variable stands before a token. */
function lastBefore(assignments: readonly Assignment[], at: number): Assignment | undefined {
  let low = 0;
  let high = assignments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((assignments[middle] as Assignment).variable < at) low = middle + 1;
    else high = middle;
  }
  return assignments[low - 1];
}

function wordAt({ text, tokens }: Cursor, at: number): string {
  return at < 0 || at >= tokens.count ? '' : text.slice(tokens.starts[at], tokens.ends[at]).toUpperCase();
}
