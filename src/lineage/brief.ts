/**
 * A statement without its steps and without spans but those of stars: for programs that keep the edges of many statements and nothing of
 * what they came from. First noted, so that its trees can go, and described when the whole script has settled its names.
 */
import type { Diagnostic } from '../base/diagnostic.js';
import type { Span } from '../base/span.js';
import { describeInputs, describeTyped, NO_TRACE, plainSpan, type Trace, traceOf } from './describe.js';
import { flatten } from './flow.js';
import type { Sources } from './source.js';
import type { ResolvedStatement } from './statement.js';
import type { DescribedType, Influence, Input, StatementKind, StatementLineage } from './types.js';

export interface BriefStatement {
  readonly kind: StatementKind;
  readonly span: Span;
  readonly fingerprint: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly outputs: readonly BriefOutput[];
  readonly diagnostics: readonly Diagnostic[];
}

interface BriefOutput {
  readonly dataset: string | null;
  readonly columns: readonly BriefColumn[];
  readonly rows: readonly number[];
}

interface BriefColumn {
  readonly name: string;
  readonly entries: readonly number[];
  readonly described: DescribedType;
  /** Of columns that stay open: where their stars stand tells what they may leave out. */
  readonly trace: Trace;
}

/** What is to be kept of a statement. Nothing of it leads back to the tree. */
export function noteBriefly(statement: ResolvedStatement, sources: Sources, fingerprint: string): BriefStatement {
  const { kind, span, reads, writes, outputs, diagnostics } = statement;
  return {
    kind,
    span: plainSpan(span),
    fingerprint,
    reads: reads.map((dataset) => dataset.name),
    writes: writes.map((dataset) => dataset.name),
    outputs: outputs.map(({ dataset, columns, rows }) => ({
      dataset: dataset?.name ?? null,
      columns: columns.map(({ name, flow, typed }) => ({
        name,
        described: describeTyped(typed),
        entries: flatten(flow, sources),
        trace: name === '*' ? traceOf(sources, flow, new Map()) : NO_TRACE,
      })),
      rows: flatten(rows, sources),
    })),
    diagnostics,
  };
}

/** Inputs that were described already, by entry: many statements read the same. */
export type KnownInputs = Map<number, Input>;

/** Call it only after the whole script was resolved, with one `known` for all of its statements. */
export function describeBriefly(statement: BriefStatement, sources: Sources, known: KnownInputs): StatementLineage {
  const { kind, span, fingerprint, reads, writes, outputs, diagnostics } = statement;
  const columns = outputs.flatMap(({ dataset, columns: noted }) =>
    noted.map(({ name, entries, described, trace }) => ({
      dataset,
      column: name,
      ...described,
      inputs: describeInputs(sources, entries, trace, known),
    })),
  );
  const influences = outputs.flatMap(({ dataset, rows }) =>
    describeInputs(sources, rows, NO_TRACE, known).map((input) => ({ dataset, input: input as Influence['input'] })),
  );
  return { kind, span, fingerprint, reads, writes, columns, influences, steps: [], diagnostics };
}
