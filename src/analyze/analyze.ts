/** Text and a catalog → syntax trees, lineage and diagnostics. */
import { limitOutputs } from '../lineage/budget.js';
import { describeStatement, type ResolvedStatement } from '../lineage/statement.js';
import type { StatementLineage } from '../lineage/types.js';
import { fingerprint } from '../sql/fingerprint.js';
import { type Reading, read } from '../sql/parser/index.js';
import type { Statement } from '../sql/tree.js';
import type { AnalyzeOptions } from './options.js';
import { finishAnalysis, type Opened, openText, resolveReading, type TextAnalysis } from './resolve.js';

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
  const held: { readonly statement: ResolvedStatement; readonly tree: Statement }[] = [];
  const resolved = resolveReading(opened, reading, (statement, tree) => void held.push({ statement, tree }));
  const { sources } = resolved.script;
  const limited = limitOutputs(
    sources,
    held.map(({ statement }) => statement),
  );
  const statements = held.map(({ statement, tree }, at) => ({
    tree,
    lineage: describeStatement({ ...statement, outputs: limited.outputs[at] ?? [] }, sources, opened.text, () =>
      fingerprint(reading.tokens, statement.span),
    ),
  }));
  return finishAnalysis(resolved, statements, limited.cut);
}
