/** Aliases within expressions (ClickHouse's `(a + b AS s) * 2`, Teradata's `(a + b) (NAMED s)`): seen as those of whole items are. */
import type { Column } from '../../lineage/column.js';
import { forEachChild } from '../../sql/for-each-child.js';
import type { Node, SelectItem } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import type { Scope } from './scope.js';
import { readValue } from './value.js';

/** Puts them in sight of everything in the query; gives none where the dialect has no such aliases. */
export function noteInnerAliases(ctx: Context, scope: Scope, items: readonly SelectItem[]): ReadonlyMap<string, Column> | undefined {
  if (!ctx.names.innerAliases) return undefined;
  const found = new Map<string, Column>();
  const visit = (node: Node): void => {
    if (node.kind === 'query') return;
    forEachChild(node, visit);
    if (node.kind !== 'named-argument') return;
    const key = keyOf(ctx, node.name);
    found.set(key, { ...readValue(ctx, scope, node.value), name: stored(ctx, node.name), key, span: node });
    scope.aliases = found;
    scope.aliasesFirst = ctx.names.lateralAlias === 'before-columns';
  };
  for (const { expression } of items) if (expression.kind !== 'column-name' && expression.kind !== 'star') visit(expression);
  return found;
}
