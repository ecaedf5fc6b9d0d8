/** DELETE: no column gets a value; what decides which rows go holds for the whole table. */
import type { Relation } from '../../lineage/relation.js';
import { filter } from '../../lineage/relation.js';
import type { Delete } from '../../sql/tree.js';
import type { Context } from './context.js';
import { resolveWith } from './cte.js';
import { flowOfAll } from './expression.js';
import type { Ctes } from './scope.js';
import { newScope } from './scope.js';
import { resolveReturning, tablesOf, writeOutput } from './target.js';
import { resolveChanged, tableInFrom, throughCte } from './update.js';

export function resolveDelete(ctx: Context, node: Delete, around: Ctes | undefined): Relation | undefined {
  const ctes = node.with === undefined ? around : resolveWith(ctx, node.with, undefined, around);
  const [first] = tablesOf([node.target]);
  // `DELETE a FROM t AS a JOIN …`: the target is named by what FROM calls it.
  const meant = first && tableInFrom(ctx, first, node.using);
  const table = meant ?? first;
  const scope = newScope(undefined, ctes);
  const input = resolveChanged(ctx, scope, meant === undefined ? [node.target, ...node.using] : node.using, table ? [table] : []);
  const gone = filter(input, flowOfAll(ctx, scope, [node.where]));
  if (table !== undefined) writeOutput(ctx, throughCte(ctx, table, ctes, []).dataset, [], gone.rows);
  scope.from = gone;
  return resolveReturning(ctx, scope, node, []);
}
