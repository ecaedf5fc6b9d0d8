/** UNION, INTERSECT and EXCEPT of any number of branches. */
import { flowOfColumns } from '../../lineage/column.js';
import type { Relation } from '../../lineage/relation.js';
import { findColumn, group, knownColumn, openParts, project, rowsOf } from '../../lineage/relation.js';
import { setOperation } from '../../lineage/set-operation.js';
import { IDENTITY } from '../../lineage/transformation.js';
import type { QueryBody, SetOperation, SetOperator } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, report } from './context.js';
import { resolveBody } from './query.js';
import type { Ctes, Scope } from './scope.js';
import { typedTogether } from './typing.js';

export function resolveSetOperation(ctx: Context, node: SetOperation, outer: Scope | undefined, ctes: Ctes | undefined): Relation {
  const branches = node.branches.map((branch, at) => {
    const { relation } = resolveBody(ctx, branch, outer, ctes);
    if (branch.kind === 'select') ctx.steps.push({ name: `branch ${at + 1}`, kind: 'subquery', span: branch, relation });
    return relation;
  });
  return setOperationOver(ctx, node, branches);
}

/** The same over branches that are resolved already. Runs of one operator are taken at once: chains may be long. */
export function setOperationOver(ctx: Context, node: SetOperation, branches: readonly Relation[]): Relation {
  let relation = branches[0] ?? rowsOf([]);
  for (let at = 1; at < branches.length; ) {
    const operator = node.operators[at - 1] as SetOperator;
    let end = at;
    while (end < branches.length && isSame(node.operators[end - 1] as SetOperator, operator)) end++;
    const sides = [at > 1 && decided(node.operators[at - 2]) ? grouped(operator, relation) : relation];
    for (let side = at; side < end; side++) {
      const branch = branches[side] as Relation;
      sides.push(comparesRows(node.branches[side]) ? grouped(operator, branch) : branch);
    }
    relation = combine(ctx, operator, sides, node);
    at = end;
  }
  return relation;
}

/** By name the only column of a side may be missing from the other: its values still decide how many rows that side has. */
function grouped({ byName }: SetOperator, relation: Relation): Relation {
  return byName && relation.columns.length === 1 ? group(relation, flowOfColumns(relation.columns, IDENTITY)) : relation;
}

/** The branches with the columns that pair by name alone. Behind an open star any column may be there. */
function onlyColumns(ctx: Context, only: NonNullable<SetOperator['only']>, sides: readonly Relation[]): Relation[] {
  if (typeof only === 'object') {
    const keys = only.map((name) => keyOf(ctx, name));
    return sides.map((side) =>
      project(
        side,
        keys.flatMap((key, at) => findColumn(ctx.sources, side, key, only[at]?.name ?? key) ?? []),
      ),
    );
  }
  const [first, ...others] = sides as readonly [Relation, ...Relation[]];
  if (sides.some((side) => openParts(side).length > 0)) return [...sides];
  const inAll = first.columns.filter(({ key }) => others.every((side) => knownColumn(side, key) !== undefined));
  const keys = new Set((only === 'common' ? inAll : first.columns).map(({ key }) => key));
  return sides.map((side) =>
    project(
      side,
      side.columns.filter(({ key }) => keys.has(key)),
    ),
  );
}

/** Whether an operator leaves out rows by their values. */
const decided = (operator: SetOperator | undefined): boolean => operator !== undefined && (operator.type !== 'union' || !operator.all);

/** Whether a set operation, or one that is a branch of it, leaves out rows by their values. */
export function comparesRows(body: QueryBody | undefined): boolean {
  return body?.kind === 'set-operation' && (body.operators.some(decided) || body.branches.some(comparesRows));
}

/** Whether a run of both is one operation. */
export function isSame(a: SetOperator, b: SetOperator): boolean {
  return a === b || (a.type === b.type && a.byName === b.byName && a.all === b.all && a.only === undefined && b.only === undefined);
}

export function combine(
  ctx: Context,
  operator: SetOperator,
  relations: readonly Relation[],
  node: { start: number; end: number },
): Relation {
  const branches = operator.only === undefined ? relations : onlyColumns(ctx, operator.only, relations);
  const open = branches.filter((branch) => openParts(branch).length > 0).length;
  if (open > 0 && !operator.byName && operator.type !== 'except') {
    report(
      ctx,
      'info',
      'union-by-name-guess',
      'Columns that a star leaves open are paired by name here, not by position.',
      node,
      'Give a schema.',
    );
  } else if (open === 0 && !operator.byName) checkArity(ctx, branches, node);
  return typedTogether(ctx, operator, branches, setOperation(ctx.sources, operator.type, branches, operator.byName, !operator.all));
}

function checkArity(ctx: Context, branches: readonly Relation[], node: { start: number; end: number }): void {
  const [first, ...others] = branches.map((branch) => branch.columns.length);
  const other = others.find((count) => count !== first);
  if (other === undefined || first === 0) return;
  report(ctx, 'warning', 'set-operation-arity', `The branches of this set operation have ${first} and ${other} columns.`, node);
}
