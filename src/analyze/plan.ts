/** Spark plan text → lineage, as `analyze` gives it for SQL: a statement for each plan, and the text as one unit. */
import type { Diagnostic } from '../base/diagnostic.js';
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import { functionsFor } from '../functions/added.js';
import type { ResolvedStatement } from '../lineage/statement.js';
import { resolvePlans } from '../resolve/spark/script.js';
import { planFingerprint } from '../spark/fingerprint.js';
import { describeAll, type ScriptAnalysis } from './analyze.js';
import { type AnalyzeOptions, readOptions } from './options.js';
import { finishAnalysis, isOk, type Resolved } from './resolve.js';

export { looksLikePlan } from '../spark/sections.js';

/** Reads one plan or many. Of the options those about functions count, and the level. Never throws: broken or cut text gives what can be known, and diagnostics. */
export function analyzePlan(text: string, options?: AnalyzeOptions | null): ScriptAnalysis {
  const held: ResolvedStatement[] = [];
  const resolved = resolvePlanText(text, options, (statement) => void held.push(statement));
  const { lineages, cut } = describeAll(resolved, held, ({ span }) => planFingerprint(text, span));
  const statements = lineages.map((lineage) => ({
    tree: { kind: 'other', verb: 'plan', names: [], ...lineage.span } as const,
    lineage,
  }));
  return finishAnalysis(resolved, statements, cut);
}

/** A plan's way through the pipeline: `take` gets the statements in order. */
export function resolvePlanText(
  text: string,
  given: AnalyzeOptions | null | undefined,
  take: (statement: ResolvedStatement) => void,
): Resolved {
  const { options, diagnostics: before } = readOptions(given);
  const script = resolvePlans(text, functionsFor(findDialect('spark') as Dialect, options));
  for (const statement of script.statements) take(statement);
  const said = script.statements.length > 0 ? script.statements.flatMap(({ diagnostics }) => diagnostics) : [noPlan(text)];
  return { text, dialect: 'spark', level: options.level, ok: isOk(said), script, diagnostics: [...before, ...said] };
}

/** A text without any plan is the one syntax error that plans know. */
function noPlan(text: string): Diagnostic {
  const message = 'This text holds no Spark plan.';
  const hint = 'Give what df.explain(True) or EXPLAIN EXTENDED prints, from its “== … Plan ==” line on.';
  return { severity: 'error', code: 'syntax', message, hint, span: { start: 0, end: text.length } };
}
