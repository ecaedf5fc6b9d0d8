/** PIVOT and UNPIVOT in FROM. */

import { columnKey, storedName } from '../../catalog/names.js';
import type { Column } from '../../lineage/column.js';
import { flowOfColumns, newColumn, openColumn, passOn } from '../../lineage/column.js';
import type { Flow, Link } from '../../lineage/flow.js';
import { flowOf, link, merge, NOTHING, via } from '../../lineage/flow.js';
import { withoutColumns } from '../../lineage/open.js';
import type { Relation } from '../../lineage/relation.js';
import { filter, findColumn, pivot, rowsOf, unpivot } from '../../lineage/relation.js';
import { IDENTITY, TRANSFORMATION } from '../../lineage/transformation.js';
import { takeRoom } from '../../lineage/unlisted.js';
import type { ColumnName, Expression, Pivot, SelectItem, TableAlias, Unpivot } from '../../sql/tree.js';
import { columnName } from './column-name.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import { flowOfAll, read } from './expression.js';
import { addEntry, resolveRelation } from './from.js';
import { resolveQuery } from './query.js';
import type { Entry, Scope } from './scope.js';
import { newScope, removeEntries } from './scope.js';
import { expandStar } from './star.js';
import { readValue } from './value.js';

/** A scope that sees only the input of the operator, which takes its input's place in the query's own scope. */
function inputScope(ctx: Context, scope: Scope, node: Pivot | Unpivot): { inner: Scope; input: Relation; only: Entry | undefined } {
  const inner = newScope(scope.outer, scope.ctes);
  inner.from = scope.from;
  inner.entries.push(...scope.entries);
  const before = inner.entries.length;
  const input = resolveRelation(ctx, inner, node.input);
  // In a pipe the input is what stands before, under its own names.
  if (node.input.kind !== 'piped') removeEntries(inner, 0, before);
  inner.from = input;
  return { inner, input, only: inner.entries.length === 1 ? inner.entries[0] : undefined };
}

function addResult(ctx: Context, scope: Scope, relation: Relation, alias: TableAlias | undefined, only: Entry | undefined): Relation {
  return addEntry(ctx, scope, relation, alias, only && { key: only.key, parts: only.parts });
}

export function resolvePivot(ctx: Context, scope: Scope, node: Pivot): Relation {
  const { inner, input, only } = inputScope(ctx, scope, node);
  const on = merge([flowOfAll(ctx, inner, node.on), ...valuesFlow(ctx, inner, node)]);
  const aggregates = node.aggregates.map((item) => aggregateColumn(ctx, inner, item));
  const used = new Set<string>();
  for (const expression of node.on) collectNames(ctx, expression, used);
  for (const item of node.aggregates) collectNames(ctx, item.expression, used);
  const kept =
    node.groupBy === undefined
      ? keptColumns(input, used, node)
      : groupColumns(ctx, inner, node.groupBy).map((key) => passOn(key, key.span ?? node));
  const width = node.values.length * aggregates.length;
  const listed = width > 0 && takeRoom(ctx.sources, width);
  const made = listed ? node.values.flatMap((value) => pivoted(ctx, node, value, aggregates)) : openPivot(aggregates, width > 0);
  const result = pivot(input, kept, on, made);
  ctx.steps.push({ name: node.alias?.name.name || 'pivot', kind: 'pivot', span: node, relation: result });
  return addResult(ctx, scope, result, node.alias, only);
}

/** The values' own query decides as the column does that they are compared with. */
function valuesFlow(ctx: Context, scope: Scope, { query }: Pivot): Flow[] {
  if (query === undefined) return [];
  const { columns, rows } = resolveQuery(ctx, query, scope.outer, scope.ctes);
  return [via(merge([flowOfColumns(columns, IDENTITY), rows]), IDENTITY, query)];
}

function keptColumns(input: Relation, used: ReadonlySet<string>, node: Pivot | Unpivot): Column[] {
  // In a pipe the input is what came so far, and has no characters here.
  const span = node.input.start < node.input.end ? node.input : node;
  return withoutColumns(input.columns, used).map((column) => passOn(column, span));
}

interface Aggregate {
  readonly column: Column;
  readonly item: SelectItem;
}

function aggregateColumn(ctx: Context, scope: Scope, item: SelectItem): Aggregate {
  const links: Link[] = [];
  read(ctx, scope, item.expression, IDENTITY, links);
  const name = item.alias === undefined ? '' : stored(ctx, item.alias);
  return { column: newColumn(name, columnKey(ctx.names, name), flowOf(links), item), item };
}

function groupColumns(ctx: Context, scope: Scope, keys: readonly Expression[]): Column[] {
  return keys.map((key, at) => {
    const name = columnName(ctx, key, at);
    return { ...readValue(ctx, scope, key), name, key: columnKey(ctx.names, name), span: key };
  });
}

/** The columns of one pivoted value: `x`, or `x_total` when there are several aggregates or one with an alias. */
function pivoted(ctx: Context, node: Pivot, value: SelectItem, aggregates: readonly Aggregate[]): Column[] {
  const alone = aggregates.length === 1 && aggregates[0]?.column.name === '';
  const label = value.alias === undefined ? labelOf(ctx, value.expression, alone) : stored(ctx, value.alias);
  return aggregates.map(({ column, item }) => {
    const suffix = column.name !== '' ? column.name : aggregates.length > 1 ? columnName(ctx, item.expression, 0) : '';
    const aliasOnly = suffix === '' || (aggregates.length === 1 && ctx.names.pivotNames === 'value');
    const name = aliasOnly ? label : ctx.names.pivotNames === 'aggregate-first' ? `${suffix}_${label}` : `${label}_${suffix}`;
    return newColumn(name, columnKey(ctx.names, name), column.flow, node.values.length > 0 ? value : item);
  });
}

/** The value as its column is called: Snowflake keeps the quotes in `"'Q1'"`, BigQuery writes `_1` where nothing else does. */
function labelOf(ctx: Context, expression: Expression, alone: boolean): string {
  if (expression.kind === 'literal' && expression.type === 'number' && alone && ctx.names.pivotNames === 'aggregate-first')
    return `_${expression.value}`;
  if (expression.kind === 'literal')
    return ctx.names.pivotNames === 'quoted' && expression.type === 'string' ? `'${expression.value}'` : expression.value;
  if (expression.kind === 'column-name') return columnName(ctx, expression, 0);
  if (expression.kind === 'tuple') return expression.elements.map((element) => labelOf(ctx, element, false)).join('_');
  return storedName(ctx.names, ctx.text.slice(expression.start, expression.end), true);
}

/** Values that only the data tell, or (`cut`) too many to list: columns of any name, all of the aggregates. */
function openPivot(aggregates: readonly Aggregate[], cut: boolean): Column[] {
  const flow = flowOf(aggregates.map(({ column }) => link(column.flow, IDENTITY)));
  return [openColumn(flow, { owners: [], may: () => true, column: (key, name) => newColumn(name, key, flow), ...(cut && { cut }) })];
}

/** Names of the columns that an expression reads: they are not among the pivot's groups. */
function collectNames(ctx: Context, expression: Expression, into: Set<string>): void {
  switch (expression.kind) {
    case 'column-name':
      into.add(lastKey(ctx, expression));
      return;
    case 'call':
      for (const argument of expression.arguments) collectNames(ctx, argument, into);
      return;
    case 'operation':
      for (const operand of expression.operands) collectNames(ctx, operand, into);
      return;
    case 'tuple':
      for (const element of expression.elements) collectNames(ctx, element, into);
      return;
    case 'case':
      for (const branch of expression.branches) for (const each of [branch.when, branch.then]) collectNames(ctx, each, into);
      if (expression.otherwise !== undefined) collectNames(ctx, expression.otherwise, into);
      return;
    case 'cast':
      collectNames(ctx, expression.operand, into);
      return;
    default:
  }
}

function lastKey(ctx: Context, name: ColumnName): string {
  const last = name.parts[name.parts.length - 1];
  return last === undefined ? '' : keyOf(ctx, last);
}

export function resolveUnpivot(ctx: Context, scope: Scope, node: Unpivot): Relation {
  const { inner, input, only } = inputScope(ctx, scope, node);
  const used = new Set<string>();
  for (const group of node.groups) for (const column of group.columns) collectNames(ctx, column, used);
  const groups = node.groups.map((group) => group.columns.flatMap((column) => unpivotedColumns(ctx, inner, input, column)));
  for (const group of groups) for (const column of group) if (column.open === undefined) used.add(column.key);
  const single = node.values.length === 1;
  const values = node.values.map((name, at) => ({
    name: stored(ctx, name),
    key: keyOf(ctx, name),
    span: name,
    inputs: single ? groups.flat().map((column) => column.flow) : groups.map((group) => group[at]?.flow ?? NOTHING),
  }));
  const label = { name: stored(ctx, node.name), key: keyOf(ctx, node.name), span: node.name };
  const kept = node.includeNulls ? input : filter(input, merge(values.flatMap((value) => value.inputs)));
  const open = groups.some((group) => group.some((column) => column.open !== undefined));
  const others = open ? exceptedColumns(ctx, input, node) : keptColumns(input, used, node);
  const result = unpivot(kept, others, label, values);
  ctx.steps.push({ name: node.alias?.name.name || 'unpivot', kind: 'unpivot', span: node, relation: result });
  return addResult(ctx, scope, result, node.alias, only);
}

/** `UNPIVOT t ON COLUMNS(* EXCLUDE (id))` over unknown columns: what is left is what the star leaves out. */
function exceptedColumns(ctx: Context, input: Relation, { groups }: Unpivot): Column[] {
  const stars = groups.flatMap((group) => group.columns).filter((column) => column.kind === 'star');
  return stars.flatMap((star) => star.except).flatMap((name) => unpivotedColumn(ctx, input, name));
}

function unpivotedColumn(ctx: Context, input: Relation, name: ColumnName): Column[] {
  const last = name.parts[name.parts.length - 1];
  const column = last && findColumn(ctx.sources, input, keyOf(ctx, last), stored(ctx, last));
  return column === undefined ? [] : [newColumn(column.name, column.key, flowOf([link(column.flow, IDENTITY, name)]))];
}

/** A column of the list; a star or COLUMNS(…) stands for several. */
function unpivotedColumns(ctx: Context, scope: Scope, input: Relation, expression: Expression): readonly Column[] {
  if (expression.kind === 'star') return expandStar(ctx, scope, expression);
  if (expression.kind === 'column-name') return unpivotedColumn(ctx, input, expression);
  const links: Link[] = [];
  read(ctx, scope, expression, TRANSFORMATION, links);
  return rowsOf(links.map((each) => newColumn('', '', each.flow))).columns;
}
