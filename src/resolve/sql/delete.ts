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
  const named = tablesOf([node.target, ...(node.otherTargets ?? [])]);
  // `DELETE a, b FROM t AS a JOIN u AS b …`: the targets are named by what FROM calls them.
  const meant = named.map((table) => tableInFrom(ctx, table, node.using));
  const apart = meant[0] === undefined ? [node.target, ...node.using] : node.using;
  const tables = named.map((table, at) => meant[at] ?? table);
  const scope = newScope(undefined, ctes);
  const input = resolveChanged(ctx, scope, apart, tables);
  const gone = filter(input, flowOfAll(ctx, scope, [node.where]));
  for (const table of tables) writeOutput(ctx, throughCte(ctx, table, ctes, []).dataset, [], gone.rows);
  scope.from = gone;
  return resolveReturning(ctx, scope, node, []);
}
