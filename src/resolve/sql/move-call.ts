/** Queries that are commands: `SELECT swap_partitions_between_tables('staging', …, 'target')`. */
import type { DatasetName, Expression, FunctionCall, Identifier, Query } from '../../sql/tree.js';
import { factsOf } from './call.js';
import type { Context } from './context.js';
import { moveRows } from './create.js';
import { resolveName } from './tables.js';

/** Carries out the calls in a select list that move rows from one table into another. */
export function resolveMoveCalls(ctx: Context, { body }: Query): void {
  if (body.kind !== 'select') return;
  for (const { expression } of body.items) {
    const move = expression.kind === 'call' ? factsOf(ctx, expression).moves : undefined;
    if (move === undefined) continue;
    const list = (expression as FunctionCall).arguments;
    const [from, to] = [nameIn(list[move.from]), nameIn(list[move.to])].map((name) => name && resolveName(ctx, name));
    if (from !== undefined && to !== undefined) moveRows(ctx, from, to, expression, false);
  }
}

/** The table that a constant string names. */
function nameIn(argument: Expression | undefined): DatasetName | undefined {
  if (argument?.kind !== 'literal' || argument.type !== 'string' || argument.value === undefined) return undefined;
  const { start, end } = argument;
  const parts = argument.value.split('.').map((name): Identifier => ({ kind: 'identifier', name, quoted: false, start, end }));
  return { kind: 'dataset-name', form: 'name', parts, start, end };
}
