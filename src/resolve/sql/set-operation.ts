/** UNION, INTERSECT and EXCEPT of any number of branches. */
import type { Relation } from '../../lineage/relation.js';
import { openParts, rowsOf, setOperation } from '../../lineage/relation.js';
import type { SetOperation, SetOperator } from '../../sql/tree.js';
import type { Context } from './context.js';
import { report } from './context.js';
import { resolveBody } from './query.js';
import type { Ctes, Scope } from './scope.js';

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
    relation = combine(ctx, operator, [relation, ...branches.slice(at, end)], node);
    at = end;
  }
  return relation;
}

function isSame(a: SetOperator, b: SetOperator): boolean {
  return a.type === b.type && a.byName === b.byName && a.all === b.all;
}

export function combine(
  ctx: Context,
  operator: SetOperator,
  branches: readonly Relation[],
  node: { start: number; end: number },
): Relation {
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
  return setOperation(ctx.sources, operator.type, branches, operator.byName, !operator.all);
}

function checkArity(ctx: Context, branches: readonly Relation[], node: { start: number; end: number }): void {
  const [first, ...others] = branches.map((branch) => branch.columns.length);
  const other = others.find((count) => count !== first);
  if (other === undefined || first === 0) return;
  report(ctx, 'warning', 'set-operation-arity', `The branches of this set operation have ${first} and ${other} columns.`, node);
}
