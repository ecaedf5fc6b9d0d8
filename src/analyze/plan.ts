/** Spark plan text → lineage, as `analyze` gives it for SQL: a statement for each plan, and the text as one unit. */

import type { Diagnostic } from '../base/diagnostic.js';
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import { type FunctionOptions, functionsFor } from '../functions/added.js';
import { limitOutputs } from '../lineage/budget.js';
import { inTextOrder, scriptLineage } from '../lineage/script.js';
import { describeStatement } from '../lineage/statement.js';
import { type PlanScript, resolvePlans } from '../resolve/spark/script.js';
import { planFingerprint } from '../spark/fingerprint.js';
import type { ScriptAnalysis } from './analyze.js';
import { cutOf, isOk } from './analyze.js';

export { looksLikePlan } from '../spark/sections.js';

/** Reads one plan or many. Never throws: broken or cut text gives what can be known, and diagnostics. */
export function analyzePlan(text: string, options: FunctionOptions = {}): ScriptAnalysis {
  const script = resolvePlanText(text, options);
  const limited = limitOutputs(script.sources, script.statements);
  const statements = script.statements.map((statement, at) => ({
    tree: { kind: 'other', verb: 'plan', names: [], ...statement.span } as const,
    lineage: describeStatement({ ...statement, outputs: limited.outputs[at] ?? [] }, script.sources, text, () =>
      planFingerprint(text, statement.span),
    ),
  }));
  const diagnostics = [...cutOf(script.cut, limited.cut), ...planDiagnostics(script, text)];
  return { text, dialect: 'spark', ok: isOk(diagnostics), statements, lineage: scriptLineage(script), diagnostics };
}

/** The same before it is put into plain data, for `batch`. */
export function resolvePlanText(text: string, options: FunctionOptions): PlanScript {
  return resolvePlans(text, functionsFor(findDialect('spark') as Dialect, options));
}

/** A text without any plan is the one syntax error that plans know. */
export function planDiagnostics({ statements }: PlanScript, text: string): Diagnostic[] {
  if (statements.length > 0) return inTextOrder(statements.flatMap((statement) => statement.diagnostics));
  const message = 'This text holds no Spark plan.';
  const hint = 'Give what df.explain(True) or EXPLAIN EXTENDED prints, from its “== … Plan ==” line on.';
  return [{ severity: 'error', code: 'syntax', message, hint, span: { start: 0, end: text.length } }];
}
