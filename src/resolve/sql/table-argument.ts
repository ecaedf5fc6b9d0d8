/** Functions over whole tables: the rows of `TUMBLE(TABLE t, DESCRIPTOR(ts), …)` are those of t, with more columns. */

import { newColumn, openColumn } from '../../lineage/column.js';
import { flowOf, link, NOTHING, via } from '../../lineage/flow.js';
import { join } from '../../lineage/join.js';
import { withoutColumns } from '../../lineage/open.js';
import type { Relation } from '../../lineage/relation.js';
import { generate, project } from '../../lineage/relation.js';
import { TRANSFORMATION } from '../../lineage/transformation.js';
import type { Expression, FunctionCall, TableFunction } from '../../sql/tree.js';
import { factsOf, functionName } from './call.js';
import type { Context } from './context.js';
import { keyOf } from './context.js';
import { flowOfAll } from './expression.js';
import { resolveRelation } from './from.js';
import { resolveQuery, scopeOver } from './query.js';
import type { Scope } from './scope.js';
import { newScope } from './scope.js';
import { called, named } from './unnest.js';

/** What a call over a table yields; undefined when none of its arguments is a table. */
export function resolveOverTable(ctx: Context, scope: Scope, node: TableFunction): Relation | undefined {
  const { call, alias } = node;
  const kind = factsOf(ctx, call).makes;
  const list = call.arguments.map(unwrapped);
  const tables = kind === 'windows' ? list.slice(0, 1) : list.filter(isTable);
  const [first, ...others] = tables.flatMap((table) => relationOf(ctx, scope, table) ?? []);
  if (first === undefined) return undefined;
  const input = others.reduce((left, right) => join(ctx.sources, 'cross', left, right, NOTHING), first);
  if (kind === 'windows') return withWindow(ctx, scope, input, list);
  if (kind === 'exclude') return project(input, withoutColumns(input.columns, describedKeys(ctx, list)));
  const flow = flowOf(input.columns.map((column) => link(column.flow, TRANSFORMATION, call)));
  const names = alias?.columns ?? [];
  if (names.length > 0)
    return project(
      input,
      names.map((name) => named(ctx, name, flow, name)),
    );
  return project(input, [openColumn(flow, { owners: [], may: () => true, column: (key, name) => newColumn(name, key, flow) })]);
}

function unwrapped(argument: Expression): Expression {
  return argument.kind === 'named-argument' ? argument.value : argument;
}

/** `TABLE t`, `ON (SELECT …)`: a plain subquery is a value to most functions. */
function isTable(argument: Expression): boolean {
  return argument.kind === 'subquery' && argument.form === 'multiset';
}

/** RisingWave and Materialize write the table's name alone. */
function relationOf(ctx: Context, scope: Scope, table: Expression): Relation | undefined {
  if (table.kind === 'subquery') return resolveQuery(ctx, table.query, scope, scope.ctes);
  if (table.kind !== 'column-name') return undefined;
  const { parts, start, end } = table;
  const name = { kind: 'dataset-name', form: 'name', parts, start, end } as const;
  return resolveRelation(ctx, newScope(scope.outer, scope.ctes), { kind: 'table', name, start, end });
}

/** The table's columns, and the bounds of the window that a row's time falls into. */
function withWindow(ctx: Context, scope: Scope, input: Relation, list: readonly Expression[]): Relation {
  const described = list.flatMap(describedBy);
  const times = described.length > 0 ? described : list.slice(1, 2);
  const flow = via(flowOfAll(ctx, scopeOver(input, undefined, scope.ctes), times), TRANSFORMATION);
  const names = described.length > 0 ? ['window_start', 'window_end', 'window_time'] : ['window_start', 'window_end'];
  return generate(
    input,
    names.map((name) => called(ctx, name, flow)),
  );
}

/** The columns in `DESCRIPTOR(a, b)`. */
function describedBy(argument: Expression): readonly Expression[] {
  return isDescriptor(argument) ? argument.arguments : [];
}

function isDescriptor(argument: Expression): argument is FunctionCall {
  return argument.kind === 'call' && functionName(argument) === 'descriptor';
}

function describedKeys(ctx: Context, list: readonly Expression[]): Set<string> {
  const keys = new Set<string>();
  for (const column of list.flatMap(describedBy)) {
    const last = column.kind === 'column-name' ? column.parts[column.parts.length - 1] : undefined;
    if (last !== undefined) keys.add(keyOf(ctx, last));
  }
  return keys;
}
