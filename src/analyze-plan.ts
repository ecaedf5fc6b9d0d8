/** Spark plan text → lineage, as `analyze` gives it for SQL: a statement for each plan, and the text as one unit. */
import type { ScriptAnalysis } from './analyze.js';
import { isOk } from './analyze.js';
import type { Diagnostic } from './base/diagnostic.js';
import type { Dialect } from './dialects/dialect.js';
import { findDialect } from './dialects/index.js';
import { inTextOrder, scriptLineage } from './lineage/script.js';
import { describeStatement } from './lineage/statement.js';
import { type PlanScript, resolvePlans } from './resolve/spark/script.js';
import { planFingerprint } from './spark/fingerprint.js';

export { looksLikePlan } from './spark/sections.js';

/** Reads one plan or many. Never throws: broken or cut text gives what can be known, and diagnostics. */
export function analyzePlan(text: string): ScriptAnalysis {
  const script = resolvePlanText(text);
  const statements = script.statements.map((statement) => ({
    tree: { kind: 'other', verb: 'plan', names: [], ...statement.span } as const,
    lineage: describeStatement(statement, script.sources, text, () => planFingerprint(text, statement.span)),
  }));
  const diagnostics = planDiagnostics(script, text);
  return { text, dialect: 'spark', ok: isOk(diagnostics), statements, lineage: scriptLineage(script), diagnostics };
}

/** The same before it is put into plain data, for `batch`. */
export function resolvePlanText(text: string): PlanScript {
  return resolvePlans(text, findDialect('spark') as Dialect);
}

/** A text without any plan is the one syntax error that plans know. */
export function planDiagnostics({ statements }: PlanScript, text: string): Diagnostic[] {
  if (statements.length > 0) return inTextOrder(statements.flatMap((statement) => statement.diagnostics));
  const message = 'This text holds no Spark plan.';
  const hint = 'Give what df.explain(True) or EXPLAIN EXTENDED prints, from its “== … Plan ==” line on.';
  return [{ severity: 'error', code: 'syntax', message, hint, span: { start: 0, end: text.length } }];
}
