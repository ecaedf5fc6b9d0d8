/** Function calls: which arguments are values, which only decide. What the functions are is data (`Functions`). */

import type { ConditionalShape, Functions } from '../../dialects/dialect.js';
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

/** An aggregate by its own name, or with endings of the dialect's. */
export function isAggregate(functions: Functions, name: string): boolean {
  return functions.aggregates.has(name) || endingsOf(functions, name) !== undefined;
}

/** What stands behind an aggregate's name and makes another one of it: `uniqStateIf` is uniq with if and state. */
function endingsOf({ aggregates, combinators }: Functions, name: string): readonly string[] | undefined {
  if (combinators.length === 0) return undefined;
  const endings: string[] = [];
  for (let base = name; endings.length < MOST_ENDINGS; ) {
    const ending = combinators.find((each) => base.endsWith(each));
    if (ending === undefined) return undefined;
    endings.push(ending);
    base = base.slice(0, -ending.length);
    if (aggregates.has(base)) return endings;
  }
  return undefined;
}

const MOST_ENDINGS = 4;

function conditionalShape(functions: Functions, name: string): ConditionalShape | undefined {
  const shape = functions.conditional.get(name);
  if (shape !== undefined || functions.aggregates.has(name)) return shape;
  return endingsOf(functions, name)?.includes('if') ? 'last' : undefined;
}

export function readCall(ctx: Context, scope: Scope, call: FunctionCall, code: number, out: Link[]): void {
  const name = functionName(call);
  const { functions } = ctx;
  if (name === 'values' && readIncoming(ctx, scope, call, code, out)) return;
  const element = elementOfVariable(ctx, call);
  if (element !== undefined) {
    out.push(link(element.flow, code, call));
    return;
  }
  const aggregate = isAggregate(functions, name);
  let own = compose(code, aggregate ? AGGREGATION : argumentCode(name));
  if (functions.masking.has(name)) own |= MASKING;
  const before = out.length;
  const shape = conditionalShape(functions, name);
  if (shape !== undefined) readConditional(ctx, scope, call.arguments, shape, code, own, out);
  else readArguments(ctx, scope, call, name, own, out);
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

/** Functions that give back an element or a field of their argument as it is. */
const ELEMENTS = new Set(['explode', 'explode_outer', 'unnest', 'posexplode', 'flatten', 'arrayjoin', 'connect_by_root', 'prior']);

function argumentCode(name: string): number {
  return ELEMENTS.has(name) ? IDENTITY : TRANSFORMATION;
}

function readArguments(ctx: Context, scope: Scope, call: FunctionCall, name: string, code: number, out: Link[]): void {
  const { arguments: list } = call;
  const paths = callPaths(name, list);
  for (const path of paths) {
    const { flow } = valueAt(ctx, scope, list[0] as Expression, path, call);
    if (flow !== NOTHING) out.push(link(flow, code, call));
  }
  if (paths.length > 0) return readAll(ctx, scope, list.slice(1), code, out); // PASSING, DEFAULT, a step that is not constant
  const receiver = receiverOf(ctx, call);
  if (receiver !== undefined) readColumnName(ctx, scope, receiver, code, out);
  const mapped = mappedLists(name, call);
  for (const argument of list) {
    if (mapped.includes(argument)) continue;
    if (argument.kind === 'star' && argument.qualifier.length === 0 && isCounting(name)) continue;
    if (argument.kind === 'lambda') readLambda(ctx, scope, argument, code, mapped, out);
    else read(ctx, scope, argument, code, out);
  }
  if (call.parameters !== undefined) readAll(ctx, scope, call.parameters, code, out);
}

/** T-SQL's `t.doc.value('(/a/b)[1]', 'int')`: the column whose method is called. */
export function receiverOf(ctx: Context, { name, start }: FunctionCall): ColumnName | undefined {
  const method = name[name.length - 1];
  if (name.length < 2 || method === undefined || !ctx.functions.methods.has(method.name.toLowerCase())) return undefined;
  const parts = name.slice(0, -1);
  return { kind: 'column-name', parts, start, end: (parts[parts.length - 1] as Identifier).end };
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

/** `count(*)`: no column's value. */
function isCounting(name: string): boolean {
  return name.startsWith('count') || name === 'approx_count_distinct';
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

/** A conditional function's arguments by what they are for. */
export function conditionsOf(shape: ConditionalShape, list: readonly Expression[]): { conditions: Expression[]; values: Expression[] } {
  const conditions: Expression[] = [];
  const values: Expression[] = [];
  for (const [at, argument] of list.entries()) (isCondition(shape, at, list.length) ? conditions : values).push(argument);
  return { conditions, values };
}

function isCondition(shape: ConditionalShape, at: number, count: number): boolean {
  const last = at === count - 1;
  if (shape === 'last') return last && at > 0;
  if (shape === 'first' || at === 0) return at === 0;
  if (shape === 'odd-but-last') return at % 2 === 0 && !last;
  return at % 2 === 1 && !last;
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
export function hasAggregate(ctx: Context, expression: Expression): boolean {
  switch (expression.kind) {
    case 'call':
      if (expression.over === undefined && isAggregate(ctx.functions, functionName(expression))) return true;
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
