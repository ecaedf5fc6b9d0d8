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

/** How much is told of a statement: what it reads and writes; with its columns and what they come from; with the steps on the way. */
export type Level = 'brief' | 'lineage' | 'steps';

/** Of a text that was resolved to its end: later statements help to settle earlier names. */
export interface Described {
  readonly sources: Sources;
  /** The whole text. */
  readonly text: string;
  readonly level: Level;
}

/** A statement as plain data. Its lists are empty beyond the level. `outputs`: its own, within the budget. */
export function describe(
  { sources, text, level }: Described,
  { kind, span, reads, writes, steps, diagnostics }: ResolvedStatement,
  outputs: readonly Output[],
  fingerprint: string,
): StatementLineage {
  return {
    kind,
    span: plainSpan(span),
    fingerprint,
    reads: reads.map((dataset) => dataset.name),
    writes: writes.map((dataset) => dataset.name),
    columns: level === 'brief' ? [] : describeColumns(sources, outputs),
    influences: level === 'brief' ? [] : describeInfluences(sources, outputs),
    steps: level === 'steps' ? describeSteps(sources, steps, text) : [],
    diagnostics,
  };
}
