import type { Span } from './span.js';

export type Severity = 'error' | 'warning' | 'info';

/**
 * What a diagnostic is about. Reporters, `batch` and users' suppressions key on this, so a code never changes its meaning.
 *
 * - `syntax`: the text is not valid in its dialect; with `depth-limit` the only code that makes a statement not `ok`
 * - `depth-limit`: nesting beyond what the parser follows (an error value in place of a stack overflow)
 * - `guessed-dialect`: the dialect was not given, and why this one was taken
 * - `unknown-dialect`, `bad-request`: what was asked for, rather than the SQL, is wrong
 * - `unknown-table`, `unknown-column`: a name that is surely not there (its relation's columns are known)
 * - `ambiguous-column`: several relations could own a name
 * - `open-star`: a `*` over columns that nothing tells us
 * - `cut`: past a budget, something is left out of the answer; says what
 * - `dynamic-name`: a dataset named by a variable or an expression
 * - `union-by-name-guess`: open stars in a set operation were paired by name
 * - `set-operation-arity`, `insert-arity`: the number of columns does not match
 * - `duplicate-column`: two columns of one name where names have to differ
 * - `unused-cte`: a CTE that nothing reads
 * - `cross-join`: relations side by side that no condition links, without the words CROSS JOIN
 * - `unsupported`: understood as syntax, but its lineage is not followed; says what is lost
 * - `truncated-plan`: a Spark plan whose text was cut (`... 41 more fields`)
 * - `internal-error`: Headwater itself failed; the number in the message tells where
 * - `not-read`: a path in a project that leads out of it, or is no file that could be read
 */
export type DiagnosticCode =
  | 'syntax'
  | 'depth-limit'
  | 'guessed-dialect'
  | 'unknown-dialect'
  | 'bad-request'
  | 'unknown-table'
  | 'unknown-column'
  | 'ambiguous-column'
  | 'open-star'
  | 'cut'
  | 'dynamic-name'
  | 'union-by-name-guess'
  | 'set-operation-arity'
  | 'insert-arity'
  | 'duplicate-column'
  | 'unused-cte'
  | 'cross-join'
  | 'unsupported'
  | 'truncated-plan'
  | 'internal-error'
  | 'not-read';

/** Something a person should know about their text. Plain data: the parser, the resolver and lint rules all give this. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** Where; absent when the diagnostic is about the request as a whole. */
  readonly span?: Span;
  /** What the parser could have gone on with, as a reader would write it (`')'`, `an expression`). */
  readonly expected?: readonly string[];
  /** What to do about it. */
  readonly hint?: string;
}

/** What is wrong with a request or a document, rather than with SQL. */
export function badRequest(message: string, severity: Severity = 'warning'): Diagnostic {
  return { severity, code: 'bad-request', message };
}
