/** A text of one plan or many: statements in order, each seeing what the earlier ones wrote. */
import type { Dialect } from '../../dialects/dialect.js';
import { collapseStatement, newScriptState } from '../../lineage/collapse.js';
import { NOTHING } from '../../lineage/flow.js';
import type { ResolvedScript } from '../../lineage/script.js';
import { finishScript } from '../../lineage/script.js';
import { newSources } from '../../lineage/source.js';
import type { ResolvedStatement } from '../../lineage/statement.js';
import { splitPlans } from '../../spark/sections.js';
import { resolvePlan } from './plan.js';

/** `spark`: the dialect whose functions Catalyst's are. Without any plan in the text there are no statements. */
export function resolvePlans(text: string, spark: Dialect): ResolvedScript {
  const state = newScriptState(newSources());
  const resolved = splitPlans(text).map((plan) => resolvePlan(text, plan, state.sources, spark.functions));
  const statements = joinExecutions(resolved);
  for (const { reads, writes, outputs } of statements) collapseStatement(state, reads, writes, outputs);
  return finishScript(state, statements);
}

/** `saveAsTable` runs two or three executions: the command, the insert that it starts, and from 4.1 on a command around both. They are one job. */
function joinExecutions(statements: readonly ResolvedStatement[]): ResolvedStatement[] {
  const joined: ResolvedStatement[] = [];
  for (const statement of statements) {
    const at = joined.findIndex((other) => isSameJob(other, statement));
    const other = joined[at];
    if (other === undefined) joined.push(statement);
    else joined[at] = { ...(knowsSources(other) ? other : statement), kind: 'create-table', span: other.span };
  }
  return joined;
}

function isSameJob(a: ResolvedStatement, b: ResolvedStatement): boolean {
  if (a.kind !== 'create-table' && b.kind !== 'create-table') return false;
  const [first, second] = [a.outputs[0], b.outputs[0]];
  if (first === undefined || second === undefined || first.dataset === null || first.dataset !== second.dataset) return false;
  return first.columns.map(({ name }) => name).join() === second.columns.map(({ name }) => name).join();
}

function knowsSources({ outputs }: ResolvedStatement): boolean {
  return outputs.some(({ columns, rows }) => rows !== NOTHING || columns.some(({ flow }) => flow !== NOTHING));
}
