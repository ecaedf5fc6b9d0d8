/** Spark plan text → lineage, as `analyze` gives it for SQL: a statement for each plan, and the text as one unit. */
import type { Diagnostic } from './base/diagnostic.js';
import { collapseScript, collapseStatement, newScriptState } from './lineage/collapse.js';
import { describeScript } from './lineage/describe.js';
import type { Sources } from './lineage/source.js';
import { newSources } from './lineage/source.js';
import type { ResolvedStatement } from './lineage/statement.js';
import { describeStatement } from './lineage/statement.js';
import type { ScriptLineage, StatementLineage } from './lineage/types.js';
import { CATALYST } from './resolve/spark/functions.js';
import { resolvePlan } from './resolve/spark/plan.js';
import { splitPlans } from './spark/sections.js';

export interface PlanAnalysis {
  readonly text: string;
  /** False when no plan was found in the text. */
  readonly ok: boolean;
  readonly statements: readonly StatementLineage[];
  readonly lineage: ScriptLineage;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one plan or many. Never throws: broken or cut text gives what can be known and diagnostics. */
export function analyzePlan(text: string): PlanAnalysis {
  const sources = newSources();
  const resolved = splitPlans(text).map((plan) => resolvePlan(text, plan, sources, CATALYST));
  const statements = resolved.map((statement) => describeStatement(statement, sources, text, () => fingerprint(text.slice(statement.span.start, statement.span.end))));
  const diagnostics = resolved.flatMap((statement) => statement.diagnostics);
  if (resolved.length === 0) diagnostics.push({ severity: 'error', code: 'syntax', message: 'This text holds no Spark plan.', span: { start: 0, end: text.length } });
  return { text, ok: resolved.length > 0, statements, lineage: wholeLineage(sources, resolved), diagnostics };
}

function wholeLineage(sources: Sources, resolved: readonly ResolvedStatement[]): ScriptLineage {
  const state = newScriptState(sources);
  for (const { reads, writes, outputs } of resolved) collapseStatement(state, reads, writes, outputs);
  const names = (datasets: Iterable<{ readonly name: string }>) => [...datasets].map(({ name }) => name);
  const intermediate = state.intermediate;
  const reads = names([...state.reads].filter((dataset) => !intermediate.has(dataset)));
  const writes = names([...new Set(resolved.flatMap((statement) => statement.writes))].filter((dataset) => !intermediate.has(dataset)));
  return describeScript(sources, reads, writes, names(intermediate), collapseScript(state));
}

/** Hash of the plan without what changes from run to run: ids, stages, object addresses. */
function fingerprint(text: string): string {
  const stable = text.replace(/#\d+L?|\*\(\d+\) |@[0-9a-f]{5,}|\[(plan_)?id=#?\d+\]|\$Lambda\S*/g, '');
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = 0; i < stable.length; i++) {
    low = Math.imul(low ^ stable.charCodeAt(i), 0x01000193);
    high = Math.imul(high ^ stable.charCodeAt(i), 0x85ebca6b) + i;
  }
  return (low >>> 0).toString(16).padStart(8, '0') + (high >>> 0).toString(16).padStart(8, '0');
}
