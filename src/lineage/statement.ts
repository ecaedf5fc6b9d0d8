/** What a resolver (of SQL or of Spark plans) makes of one statement, and that as the plain data of `types.ts`. */
import type { Diagnostic } from '../base/diagnostic.js';
import type { Span } from '../base/span.js';
import type { Output } from './collapse.js';
import { describeColumns, describeInfluences, plainSpan } from './describe.js';
import type { Dataset, Sources } from './source.js';
import type { NotedSteps } from './steps.js';
import { describeSteps } from './steps.js';
import type { StatementKind, StatementLineage } from './types.js';

export interface ResolvedStatement {
  readonly kind: StatementKind;
  readonly span: Span;
  /** In order of appearance, each once. */
  readonly reads: readonly Dataset[];
  readonly writes: readonly Dataset[];
  readonly outputs: readonly Output[];
  readonly steps: NotedSteps;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Everything of size is computed when it is first read: who only wants the script's edges pays for nothing else.
 * Call it only after the whole script was resolved, since later statements help to settle earlier names.
 */
export function describeStatement(
  statement: ResolvedStatement,
  sources: Sources,
  text: string,
  fingerprint: () => string,
): StatementLineage {
  let steps: StatementLineage['steps'] | undefined;
  let hash: string | undefined;
  let columns: StatementLineage['columns'] | undefined;
  let influences: StatementLineage['influences'] | undefined;
  return {
    kind: statement.kind,
    span: plainSpan(statement.span),
    get fingerprint() {
      return (hash ??= fingerprint());
    },
    reads: statement.reads.map((dataset) => dataset.name),
    writes: statement.writes.map((dataset) => dataset.name),
    get columns() {
      return (columns ??= describeColumns(sources, statement.outputs));
    },
    get influences() {
      return (influences ??= describeInfluences(sources, statement.outputs));
    },
    get steps() {
      return (steps ??= describeSteps(sources, statement.steps, text));
    },
    diagnostics: statement.diagnostics,
  };
}
