/** What a rule is: metadata, examples that docs and tests are made of, and one check. */
import type { DiagnosticCode, Severity } from '../base/diagnostic.js';
import type { Span } from '../base/span.js';
import type { StatementInSight } from '../resolve/sql/sides.js';

/** SQL in a dialect; in `bad` the place that is found stands between « and ». */
export type Example = readonly [dialect: string, sql: string];

/** Says what is wrong, in one sentence, where, and what to do. */
export type Report = (message: string, span: Span, hint: string) => void;

/** A rule over one statement: its tree and what its names were found to mean. */
export interface StatementRule {
  readonly code: DiagnosticCode;
  readonly sees: 'statement';
  readonly severity: Severity;
  /** Why it matters, in a sentence. */
  readonly why: string;
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
  readonly check: (statement: StatementInSight, report: Report) => void;
}

/** The argument's type follows from what the rule sees. */
export function rule(definition: StatementRule): StatementRule {
  return definition;
}
