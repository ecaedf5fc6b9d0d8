/**
 * Aliases that are seen before the place where they stand: those within expressions (ClickHouse's `(a + b AS s) * 2`, Teradata's
 * `(a + b) (NAMED s)`), in WHERE and GROUP BY too, and those of later items (`SELECT y + 1 AS z, a AS y`).
 */
import type { Column } from '../../lineage/column.js';
import { forEachChild } from '../../sql/for-each-child.js';
import type { Expression, Identifier, Node, Select, SelectItem } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import type { Scope } from './scope.js';
import { newSides } from './sides.js';
import { readValue } from './value.js';

interface Noting {
  readonly ctx: Context;
  readonly scope: Scope;
  readonly items: readonly SelectItem[];
  /** Which item has an alias. */
  readonly places: ReadonlyMap<string, number>;
  readonly found: Map<string, Column>;
  /** Items that were looked at, or are being looked at. */
  readonly seen: Set<number>;
  /** How many items are being looked at, each for the one before it. */
  depth: number;
}

/** Longer chains of aliases are not followed against their order. */
const MOST_AHEAD = 50;

/** Puts them in sight of everything in the query; gives none where the dialect has no such aliases. */
export function noteInnerAliases(ctx: Context, scope: Scope, select: Select): ReadonlyMap<string, Column> | undefined {
  if (!ctx.names.innerAliases) return undefined;
  const { items, prewhere, where, groupBy, having } = select;
  const noting: Noting = { ctx, scope, items, places: placesOf(ctx, items), found: new Map(), seen: new Set(), depth: 0 };
  for (const at of items.keys()) visitItem(noting, at);
  for (const each of [prewhere, where, ...groupBy, having]) if (each !== undefined) visitClause(noting, each);
  return noting.found;
}

function placesOf(ctx: Context, items: readonly SelectItem[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [at, { alias }] of items.entries()) if (alias !== undefined) places.set(keyOf(ctx, alias), at);
  return places;
}

function visitItem(noting: Noting, at: number): void {
  const { seen, items } = noting;
  if (seen.has(at)) return;
  seen.add(at);
  const visit = (node: Node): void => {
    if (node.kind === 'query') return;
    if (node.kind === 'column-name') return lookAhead(noting, node.parts, at);
    forEachChild(node, visit);
    if (node.kind === 'named-argument') note(noting, node.name, node.value, node);
  };
  visit((items[at] as SelectItem).expression);
}

/** `WHERE (length(a) AS n) > 3`, `GROUP BY tumble(ts, …) AS w`. */
function visitClause(noting: Noting, node: Node): void {
  if (node.kind === 'query' || node.kind === 'column-name') return;
  forEachChild(node, (child) => visitClause(noting, child));
  if (node.kind === 'named-argument' && !noting.places.has(keyOf(noting.ctx, node.name))) note(noting, node.name, node.value, node);
}

/** A name that a later item has as its alias. */
function lookAhead(noting: Noting, parts: readonly Identifier[], at: number): void {
  const { ctx, items, places, seen } = noting;
  if (places.size === 0 || parts.length > 1) return;
  const place = places.get(keyOf(ctx, parts[0] as Identifier));
  const item = place === undefined || place <= at || seen.has(place) ? undefined : items[place];
  if (place === undefined || item?.alias === undefined || noting.depth >= MOST_AHEAD) return;
  noting.depth++;
  visitItem(noting, place);
  noting.depth--;
  // The item itself will be read in its turn, and its faults be reported then.
  const { sides, steps } = ctx;
  const reported = ctx.diagnostics.length;
  const shared = ctx.shared.length;
  ctx.sides = newSides();
  ctx.steps = [];
  note(noting, item.alias, item.expression, item);
  ctx.sides = sides;
  ctx.steps = steps;
  ctx.diagnostics.length = reported;
  ctx.shared.length = shared;
}

function note({ ctx, scope, found }: Noting, name: Identifier, value: Expression, span: Node): void {
  const key = keyOf(ctx, name);
  found.set(key, { ...readValue(ctx, scope, value), name: stored(ctx, name), key, span });
  scope.aliases = found;
  scope.aliasesFirst = ctx.names.lateralAlias === 'before-columns';
}
