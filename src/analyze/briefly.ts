/** Very large scripts: the edges of every statement, without what takes the most room. */
import type { Diagnostic } from '../base/diagnostic.js';
import { type BriefStatement, describeBriefly, type KnownInputs, noteBriefly } from '../lineage/brief.js';
import { limitNoted } from '../lineage/budget.js';
import type { StatementLineage } from '../lineage/types.js';
import { fingerprint } from '../sql/fingerprint.js';
import { type Reading, read } from '../sql/parser/index.js';
import type { AnalyzeOptions } from './options.js';
import { finishAnalysis, type Opened, openText, type Resolved, resolveReading, type TextAnalysis } from './resolve.js';

/** What `analyze` gives, without trees; statements have no steps, and spans only where a star stays open. */
export type BriefAnalysis = TextAnalysis<{ readonly lineage: StatementLineage }>;

/**
 * The same lineage as `analyze` gives, in a fraction of the memory: no statement's tree is kept longer than it takes to read it. For
 * scripts of hundreds of thousands of statements, and for formats that show no steps. Never throws on any text.
 */
export function analyzeBriefly(sql: string, options?: AnalyzeOptions | null): BriefAnalysis {
  const opened = openText(sql, options);
  const { resolved, statements, cut } = resolveBriefly(opened, read(sql, opened.dialect));
  return finishAnalysis(
    resolved,
    statements.map((lineage) => ({ lineage })),
    cut,
  );
}

/** A text whose statements were described as soon as it was settled. */
export interface BrieflyResolved {
  readonly resolved: Resolved;
  readonly statements: readonly StatementLineage[];
  /** What the budget of edges left out of them. */
  readonly cut: readonly Diagnostic[];
}

export function resolveBriefly(opened: Opened, reading: Reading): BrieflyResolved {
  const noted: BriefStatement[] = [];
  const known: KnownInputs = new Map();
  const resolved = resolveReading(
    opened,
    reading,
    (statement, _tree, sources) => void noted.push(noteBriefly(statement, sources, fingerprint(reading.tokens, statement.span))),
  );
  const { sources } = resolved.script;
  const { statements, cut } = limitNoted(sources, noted);
  return { resolved, statements: statements.map((statement) => describeBriefly(statement, sources, known)), cut };
}
