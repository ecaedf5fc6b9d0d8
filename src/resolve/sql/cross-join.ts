/** Relations side by side that no predicate links: every row meets every row, although nobody wrote CROSS JOIN. */
import { isOpen, knownColumn } from '../../lineage/relation.js';
import { forEachChild } from '../../sql/for-each-child.js';
import type { ColumnName, Expression, Identifier, Query, Relation as RelationNode, Select } from '../../sql/tree.js';
import { hasAggregate } from './call.js';
import type { Context } from './context.js';
import { keyOf, report, tableKeyOf } from './context.js';
import type { Scope } from './scope.js';
import { findCte } from './scope.js';

/** Where a side begins that nothing is known to link to those before it: `b` in `FROM a, b` and in `a JOIN b` without ON. */
export interface Side {
  /** Its first entry in the scope. */
  readonly entry: number;
  readonly node: RelationNode;
}

/** Reports the sides that stay apart. What cannot be told for sure counts as a link, and so does a side of one row. */
export function reportCrossJoins(ctx: Context, scope: Scope, select: Select): void {
  const { sides } = scope;
  if (sides === undefined || !ctx.advice) return;
  // A side's group is the lowest of the sides that it is linked to; 0 is what stands before the first of them.
  const groups = [0, ...sides.map((_, at) => at + 1)];
  const predicates = [select.where, select.prewhere, select.startWith, select.connectBy, select.having, select.qualify];
  for (const node of select.from) addConditions(node, predicates);
  for (const predicate of predicates) {
    if (predicate !== undefined && !linkBy(ctx, scope, sides, groups, predicate)) return;
  }
  if (groups.every((group) => group === 0)) return;
  const nodes = [select.from[0], ...sides.map((side) => side.node)];
  const said = new Set<number>();
  for (const [at, node] of nodes.entries()) {
    const group = groups[at] as number;
    if (node === undefined || said.has(group) || isOneRow(ctx, scope, node)) continue;
    said.add(group);
    if (said.size > 1) {
      const message = 'Nothing links these rows to those before them: every row meets every row.';
      report(ctx, 'warning', 'cross-join', message, node, 'Add a condition, or write CROSS JOIN.');
    }
  }
}

function addConditions(from: RelationNode, into: (Expression | undefined)[]): void {
  let node = from;
  for (; node.kind === 'join'; node = node.left) {
    into.push(node.on);
    addConditions(node.right, into);
  }
  if (node.kind === 'parenthesized') addConditions(node.relation, into);
}

/** Each part of an AND links the sides whose columns it reads; false when one is read that may be of any side. */
function linkBy(ctx: Context, scope: Scope, sides: readonly Side[], groups: number[], predicate: Expression): boolean {
  const all = predicate.kind === 'operation' && predicate.operators.every((operator) => operator === 'and');
  for (const part of all ? predicate.operands : [predicate]) {
    const read = new Set<number>();
    if (!sidesOf(ctx, scope, sides, part, read)) return false;
    const linked = [...read].map((side) => groups[side] as number);
    if (linked.length < 2) continue;
    const lowest = Math.min(...linked);
    for (const [at, group] of groups.entries()) if (linked.includes(group)) groups[at] = lowest;
  }
  return true;
}

/** Adds the sides whose columns are read in an expression. False when that cannot be told. */
function sidesOf(ctx: Context, scope: Scope, sides: readonly Side[], expression: Expression, into: Set<number>): boolean {
  let sure = true;
  const visit = (node: Parameters<typeof forEachChild>[0]): void => {
    if (!sure) return;
    if (node.kind === 'column-name') {
      const entry = entryOf(ctx, scope, node);
      if (entry === undefined) sure = false;
      else into.add(sides.filter((side) => side.entry <= entry).length);
    } else if (node.kind === 'query' || node.kind === 'template' || node.kind === 'lambda') sure = false;
    else forEachChild(node, visit);
  };
  visit(expression);
  return sure;
}

/** The place of the one entry that surely owns a column. */
function entryOf(ctx: Context, { entries }: Scope, { parts }: ColumnName): number | undefined {
  const [first] = parts as readonly [Identifier, ...Identifier[]];
  const key = parts.length > 1 ? tableKeyOf(ctx, first) : keyOf(ctx, first);
  const owners: number[] = [];
  for (const [at, { key: name, relation }] of entries.entries()) {
    if (parts.length > 1 ? name === key : knownColumn(relation, key) !== undefined || isOpen(relation)) owners.push(at);
  }
  return owners.length === 1 ? owners[0] : undefined;
}

/** Constants and totals put beside a table are meant to meet all of its rows. */
function isOneRow(ctx: Context, scope: Scope, node: RelationNode): boolean {
  if (node.kind === 'derived') return node.statement === undefined && yieldsOneRow(ctx, node.query);
  if (node.kind !== 'table' || node.name.parts.length !== 1) return node.kind !== 'table' && node.kind !== 'join';
  const name = tableKeyOf(ctx, node.name.parts[0] as Identifier);
  const cte = findCte(scope.ctes, name)?.node?.body;
  return cte?.kind === 'query' ? yieldsOneRow(ctx, cte) : name.toLowerCase() === 'dual';
}

function yieldsOneRow(ctx: Context, { body, limit }: Query): boolean {
  if (limit.length > 0) return true;
  if (body.kind === 'query') return yieldsOneRow(ctx, body);
  if (body.kind !== 'select') return true;
  return body.from.length === 0 || (body.groupBy.length === 0 && body.items.some((item) => hasAggregate(ctx, item.expression)));
}
