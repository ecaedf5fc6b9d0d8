/** Function calls: which arguments are values, which only decide. What the functions are is data: see `functions/`. */

import { isCondition } from '../../functions/conditions.js';
import type { ConditionalShape } from '../../functions/row.js';
import { type Facts, findFunction } from '../../functions/table.js';
import type { Link } from '../../lineage/flow.js';
import { link, NOTHING } from '../../lineage/flow.js';
import { findColumn } from '../../lineage/relation.js';
import {
  AGGREGATION,
  CONDITIONAL,
  compose,
  FILTER,
  IDENTITY,
  MASKING,
  SORT,
  TRANSFORMATION,
  WINDOW,
} from '../../lineage/transformation.js';
import type { ColumnName, Expression, FunctionCall, Identifier, WindowSpecification } from '../../sql/tree.js';
import { readColumnName } from './column.js';
import type { Context } from './context.js';
import { keyOf } from './context.js';
import { read, readAll, readSort } from './expression.js';
import { callPaths } from './json-path.js';
import { mappedLists, readLambda } from './lambda.js';
import type { Scope } from './scope.js';
import { findEntry } from './scope.js';
import { valueAt } from './value.js';
import { elementOfVariable } from './variable.js';

export function functionName(call: FunctionCall): string {
  return call.name[call.name.length - 1]?.name.toLowerCase() ?? '';
}

/** What is known of the function that is called. */
export function factsOf(ctx: Pick<Context, 'functions'>, call: FunctionCall): Facts {
  return findFunction(ctx.functions, call.name[call.name.length - 1]?.name ?? '');
}

export function readCall(ctx: Context, scope: Scope, call: FunctionCall, code: number, out: Link[]): void {
  if (isIncoming(call) && readIncoming(ctx, scope, call, code, out)) return;
  const element = elementOfVariable(ctx, call);
  if (element !== undefined) {
    out.push(link(element.flow, code, call));
    return;
  }
  const facts = factsOf(ctx, call);
  let own = compose(code, facts.aggregate ? AGGREGATION : facts.opens ? IDENTITY : TRANSFORMATION);
  if (facts.masking) own |= MASKING;
  const before = out.length;
  if (facts.conditions !== undefined) readConditional(ctx, scope, call.arguments, facts.conditions, code, own, out);
  else readArguments(ctx, scope, call, facts, own, out);
  if (call.withinGroup.length > 0) {
    // percentile_cont(0.5) WITHIN GROUP (ORDER BY x) computes from x; listagg(a) only orders by it.
    const value = out.length === before || call.arguments.every((argument) => argument.kind === 'literal');
    readSort(ctx, scope, call.withinGroup, compose(code, value ? AGGREGATION : SORT), out);
  }
  readClauses(ctx, scope, call, code, out);
}

/** What decides the value without being part of it: an aggregate's ORDER BY and FILTER, a window. */
export function readClauses(ctx: Context, scope: Scope, { orderBy, filter, over }: FunctionCall, code: number, out: Link[]): void {
  if (orderBy.length > 0) readSort(ctx, scope, orderBy, compose(code, SORT), out);
  if (filter !== undefined) read(ctx, scope, filter, compose(code, FILTER), out);
  if (over !== undefined) readWindow(ctx, scope, over, compose(code, WINDOW), out);
}

function readArguments(ctx: Context, scope: Scope, call: FunctionCall, facts: Facts, code: number, out: Link[]): void {
  const { arguments: list } = call;
  const paths = callPaths(facts, list);
  for (const path of paths) {
    const { flow } = valueAt(ctx, scope, list[0] as Expression, path, call);
    if (flow !== NOTHING) out.push(link(flow, code, call));
  }
  if (paths.length > 0) return readAll(ctx, scope, list.slice(1), code, out); // PASSING, DEFAULT, a step that is not constant
  const receiver = receiverOf(facts, call);
  if (receiver !== undefined) readColumnName(ctx, scope, receiver, code, out);
  const mapped = mappedLists(facts, call);
  for (const argument of list) {
    if (mapped.includes(argument)) continue;
    if (argument.kind === 'star' && argument.qualifier.length === 0 && facts.counts) continue;
    if (argument.kind === 'lambda') readLambda(ctx, scope, argument, code, mapped, out);
    else read(ctx, scope, argument, code, out);
  }
  if (call.parameters !== undefined) readAll(ctx, scope, call.parameters, code, out);
}

/** T-SQL's `t.doc.value('(/a/b)[1]', 'int')`: the column whose method is called. */
export function receiverOf({ method }: Facts, { name, start }: FunctionCall): ColumnName | undefined {
  if (name.length < 2 || !method) return undefined;
  const parts = name.slice(0, -1);
  return { kind: 'column-name', parts, start, end: (parts[parts.length - 1] as Identifier).end };
}

function isIncoming({ name: [name] }: FunctionCall): boolean {
  return name !== undefined && name.name.length === 'values'.length && name.name.toLowerCase() === 'values';
}

/** MySQL's `VALUES(a)` in ON DUPLICATE KEY UPDATE: the row that came. */
function readIncoming(ctx: Context, scope: Scope, { arguments: [name] }: FunctionCall, code: number, out: Link[]): boolean {
  const incoming = findEntry(scope, 'excluded');
  if (incoming === undefined || name?.kind !== 'column-name') return false;
  const part = name.parts[name.parts.length - 1] as Identifier;
  const column = findColumn(ctx.sources, incoming.relation, keyOf(ctx, part), part.name);
  if (column !== undefined) out.push(link(column.flow, code, name));
  return true;
}

function readConditional(
  ctx: Context,
  scope: Scope,
  list: readonly Expression[],
  shape: ConditionalShape,
  code: number,
  value: number,
  out: Link[],
): void {
  const condition = compose(code, CONDITIONAL);
  for (const [at, argument] of list.entries()) read(ctx, scope, argument, isCondition(shape, at, list.length) ? condition : value, out);
}

export function readWindow(ctx: Context, scope: Scope, over: WindowSpecification | Identifier, code: number, out: Link[], depth = 0): void {
  if (depth > MOST_WINDOWS) return;
  if (over.kind === 'identifier') {
    const named = findWindow(ctx, scope, over);
    if (named !== undefined) readWindow(ctx, scope, named, code, out, depth + 1);
    return;
  }
  if (over.base !== undefined) readWindow(ctx, scope, over.base, code, out, depth + 1);
  readAll(ctx, scope, over.partitionBy, code, out);
  readSort(ctx, scope, over.orderBy, code, out);
  readAll(ctx, scope, over.frame, code, out);
}

/** A window builds on one or two others. One that builds on itself is an error of the writer's, and ends here. */
const MOST_WINDOWS = 20;

function findWindow(ctx: Context, scope: Scope, name: Identifier): WindowSpecification | undefined {
  return scope.windows?.get(keyOf(ctx, name));
}

/** Whether grouping would leave the expression alone: GROUP BY ALL takes the select items without an aggregate. */
export function hasAggregate(ctx: Pick<Context, 'functions'>, expression: Expression): boolean {
  switch (expression.kind) {
    case 'call':
      if (expression.over === undefined && factsOf(ctx, expression).aggregate) return true;
      return expression.arguments.some((argument) => hasAggregate(ctx, argument));
    case 'operation':
      return expression.operands.some((operand) => hasAggregate(ctx, operand));
    case 'cast':
    case 'field':
    case 'index':
      return hasAggregate(ctx, expression.operand);
    case 'case':
      return [expression.otherwise, ...expression.branches.flatMap((branch) => [branch.when, branch.then])].some(
        (each) => each !== undefined && hasAggregate(ctx, each),
      );
    default:
      return false;
  }
}
