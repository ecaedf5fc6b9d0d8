import type { Diagnostic } from '../base/diagnostic.js';
import type { Comment } from './tree.js';

/** What a token is, before the grammar asks which one. */
export const TokenKind = {
  End: 0,
  /** An unquoted word: a keyword where its terminal is not 0, and a name where the grammar allows one. */
  Word: 1,
  Quoted: 2,
  String: 3,
  Number: 4,
  Symbol: 5,
  Parameter: 6,
  /** `{{ … }}` */
  Template: 7,
  /** `@stage/path` (Snowflake) */
  Stage: 8,
  /** A character that no dialect reads. */
  Unknown: 9,
} as const;

/**
 * A text cut into tokens: parallel arrays, one entry a token, the last of kind `End` at the end of the text.
 * No text is copied: token `i` is `text.slice(starts[i], ends[i])`.
 */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly kinds: Uint8Array;
  /** Indexes into `TERMINALS`. */
  readonly terminals: Uint16Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Comments, hints and `{% … %}` blocks, in order. */
  readonly comments: readonly Comment[];
  /** Unclosed quotes and comments, characters that no dialect reads. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many of these were past the budget. */
  readonly unsaid: number;
}

/** So many errors of a text are listed. */
export const MOST_ERRORS = 10_000;
