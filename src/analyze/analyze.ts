/** Text and a catalog → syntax trees, lineage and diagnostics. */
import type { Diagnostic } from '../base/diagnostic.js';
import { limitOutputs } from '../lineage/budget.js';
import { describe, type ResolvedStatement } from '../lineage/statement.js';
import type { StatementLineage } from '../lineage/types.js';
import { fingerprint } from '../sql/fingerprint.js';
import { type Reading, read } from '../sql/parser/index.js';
import type { Statement } from '../sql/tree.js';
import type { AnalyzeOptions } from './options.js';
import { finishAnalysis, type Opened, openText, type Resolved, resolveReading, type TextAnalysis } from './resolve.js';

/** One statement. Statements within a block or procedure follow it as statements of their own. */
export interface Analysis {
  readonly tree: Statement;
  readonly lineage: StatementLineage;
}

export type ScriptAnalysis = TextAnalysis<Analysis>;

/** Analyses a script of any number of statements. Never throws on any text. */
export function analyze(sql: string, options?: AnalyzeOptions | null): ScriptAnalysis {
  const opened = openText(sql, options);
  return analyzeReading(opened, read(sql, opened.dialect));
}

/** What a front end read of a text → the analysis. */
export function analyzeReading(opened: Opened, reading: Reading): ScriptAnalysis {
  const statements: ResolvedStatement[] = [];
  const trees: Statement[] = [];
  const resolved = resolveReading(opened, reading, (statement, tree) => {
    statements.push(statement);
    trees.push(tree);
  });
  const { lineages, cut } = describeAll(resolved, statements, ({ span }) => fingerprint(reading.tokens, span));
  return finishAnalysis(
    resolved,
    lineages.map((lineage, at) => ({ tree: trees[at] as Statement, lineage })),
    cut,
  );
}

/** Statements of a text as plain data, and what the budget of edges left out of them. */
export function describeAll(
  { script: { sources }, text, level = 'steps' }: Resolved,
  statements: readonly ResolvedStatement[],
  fingerprintOf: (statement: ResolvedStatement) => string,
): { readonly lineages: readonly StatementLineage[]; readonly cut: readonly Diagnostic[] } {
  const described = { sources, text, level };
  const { outputs, cut } = level === 'brief' ? { outputs: [], cut: [] } : limitOutputs(sources, statements);
  const lineages = statements.map((statement, at) => describe(described, statement, outputs[at] ?? [], fingerprintOf(statement)));
  return { lineages, cut };
}
