/** A text of one plan or many: statements in order, each seeing what the earlier ones wrote. */
import type { FunctionTable } from '../../functions/table.js';
import { collapseStatement, newScriptState } from '../../lineage/collapse.js';
import { NOTHING } from '../../lineage/flow.js';
import type { ResolvedScript } from '../../lineage/script.js';
import { finishScript } from '../../lineage/script.js';
import { newSources } from '../../lineage/source.js';
import type { ResolvedStatement } from '../../lineage/statement.js';
import { splitPlans } from '../../spark/sections.js';
import { resolvePlan } from './plan.js';

export interface PlanScript extends ResolvedScript {
  readonly statements: readonly ResolvedStatement[];
}

/** `functions`: those of Spark's dialect, which Catalyst's are. Without any plan in the text there are no statements. */
export function resolvePlans(text: string, functions: FunctionTable): PlanScript {
  const state = newScriptState(newSources(text.length));
  const resolved = splitPlans(text).map((plan) => resolvePlan(text, plan, state.sources, functions));
  const statements = joinExecutions(resolved, text);
  for (const { reads, writes, outputs } of statements) collapseStatement(state, reads, writes, outputs);
  return { ...finishScript(state), statements };
}

/**
 * `saveAsTable` runs two or three executions, one after the other: the command, the insert that it starts, and from 4.1 on a
 * command around both. They are one job.
 */
function joinExecutions(statements: readonly ResolvedStatement[], text: string): ResolvedStatement[] {
  const joined: ResolvedStatement[] = [];
  for (const statement of statements) {
    const at = joined.findLastIndex(({ writes }) => writes.length > 0);
    const before = joined[at];
    if (before === undefined || !isSameJob(before, statement, text)) joined.push(statement);
    else joined[at] = { ...(knowsSources(before) ? before : statement), kind: 'create-table', span: before.span };
  }
  return joined;
}

function isSameJob(a: ResolvedStatement, b: ResolvedStatement, text: string): boolean {
  if ((a.kind !== 'create-table' && b.kind !== 'create-table') || isOwnInsert(a, text) || isOwnInsert(b, text)) return false;
  const [first, second] = [a.outputs[0], b.outputs[0]];
  if (first === undefined || second === undefined || first.dataset === null || first.dataset !== second.dataset) return false;
  const [fewer, more] = a.reads.length < b.reads.length ? [a, b] : [b, a];
  if (!fewer.reads.every((dataset) => more.reads.includes(dataset))) return false;
  return first.columns.map(({ name }) => name).join() === second.columns.map(({ name }) => name).join();
}

/** An INSERT that was written as such names its table; that of a `saveAsTable` has a path alone. */
function isOwnInsert({ kind, span }: ResolvedStatement, text: string): boolean {
  return kind === 'insert' && /, (?:Append|Overwrite|ErrorIfExists|Ignore), `/.test(text.slice(span.start, span.end));
}

function knowsSources({ outputs }: ResolvedStatement): boolean {
  return outputs.some(({ columns, rows }) => rows !== NOTHING || columns.some(({ flow }) => flow !== NOTHING));
}
