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
import { resolveChanged, tableInFrom, throughTarget } from './update.js';

export function resolveDelete(ctx: Context, node: Delete, around: Ctes | undefined): Relation | undefined {
  const ctes = node.with === undefined ? around : resolveWith(ctx, node.with, undefined, around);
  const { target, otherTargets = [] } = node;
  const named = target.kind === 'derived' ? [target] : tablesOf([target, ...otherTargets]);
  // `DELETE a, b FROM t AS a JOIN u AS b …`: the targets are named by what FROM calls them.
  const meant = named.map((each) => (each.kind === 'table' ? tableInFrom(ctx, each, node.using) : undefined));
  const apart = meant[0] === undefined ? [target, ...node.using] : node.using;
  const tables = named.map((each, at) => meant[at] ?? each);
  const scope = newScope(undefined, ctes);
  const input = resolveChanged(ctx, scope, apart, tables);
  const gone = filter(input, flowOfAll(ctx, scope, [node.where]));
  for (const table of tables) writeOutput(ctx, throughTarget(ctx, scope, table, []).dataset, [], gone.rows);
  scope.from = gone;
  return resolveReturning(ctx, scope, node, []);
}
