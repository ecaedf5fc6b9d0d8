/** Lambdas: what their parameters range over. */

import type { Facts } from '../../functions/table.js';
import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import type { Link } from '../../lineage/flow.js';
import { NOTHING } from '../../lineage/flow.js';
import { compose, TRANSFORMATION } from '../../lineage/transformation.js';
import { forEachChild } from '../../sql/for-each-child.js';
import type { Expression, FunctionCall, Lambda } from '../../sql/tree.js';
import { factsOf } from './call.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import { read } from './expression.js';
import type { Scope } from './scope.js';
import { withLocals } from './scope.js';
import { readValue } from './value.js';

const NONE: readonly Expression[] = [];

/** The lists whose elements a mapping call's lambda reads, and of which nothing else is read; none of other calls. */
export function mappedLists({ maps }: Facts, { arguments: list }: FunctionCall): readonly Expression[] {
  if (!maps) return NONE;
  const lambda = list.find((argument) => argument.kind === 'lambda');
  if (lambda === undefined) return NONE;
  const lists = list.filter((argument) => argument !== lambda);
  return lists.every((_, at) => isUsed(lambda, at)) ? lists : NONE;
}

function isUsed({ parameters, body }: Lambda, at: number): boolean {
  const name = parameters[at]?.name.toLowerCase();
  let used = false;
  const visit = (node: Parameters<typeof forEachChild>[0]): void => {
    if (node.kind === 'column-name' && node.parts[0]?.name.toLowerCase() === name) used = true;
    else forEachChild(node, visit);
  };
  if (name !== undefined) visit(body);
  return used;
}

function lambdaScope(ctx: Context, scope: Scope, { parameters }: Lambda, lists: readonly Expression[]): Scope {
  const locals = parameters.map((parameter, at) => {
    const list = lists[at];
    const { flow, fields } = list === undefined ? { flow: NOTHING, fields: undefined } : readValue(ctx, scope, list);
    return newColumn(stored(ctx, parameter), keyOf(ctx, parameter), flow, list, fields);
  });
  return withLocals(scope, locals);
}

/** `lists` are what the parameters range over, when the call says so. */
export function readLambda(ctx: Context, scope: Scope, node: Lambda, code: number, lists: readonly Expression[], out: Link[]): void {
  read(ctx, lambdaScope(ctx, scope, node, lists), node.body, compose(code, TRANSFORMATION), out);
}

/** What a mapping call's lambda makes, as a value. */
export function mappedBody(ctx: Context, scope: Scope, call: FunctionCall): Column | undefined {
  const lists = mappedLists(factsOf(ctx, call), call);
  const lambda = call.arguments.find((argument) => argument.kind === 'lambda');
  if (lists.length === 0 || lambda === undefined) return undefined;
  return readValue(ctx, lambdaScope(ctx, scope, lambda, lists), lambda.body);
}
