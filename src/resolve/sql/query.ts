/** Queries: WITH, the body, ORDER BY, LIMIT, pipe operators, in this order. */

import { columnKey } from '../../catalog/names.js';
import type { Column } from '../../lineage/column.js';
import { flowOfColumns, newColumn, passOn } from '../../lineage/column.js';
import type { Flow } from '../../lineage/flow.js';
import { flowOf, link, NOTHING } from '../../lineage/flow.js';
import type { Relation } from '../../lineage/relation.js';
import { filter, group, project, rowsOf, sort } from '../../lineage/relation.js';
import { IDENTITY, TRANSFORMATION } from '../../lineage/transformation.js';
import type { Step } from '../../lineage/types.js';
import type { Expression, Query, QueryBody, TableQuery, Values } from '../../sql/tree.js';
import type { Typed } from '../../types/type.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import { resolveWith } from './cte.js';
import { numberDuplicates } from './duplicate.js';
import { flowOfAll, read } from './expression.js';
import { opaqueRelation, resolveRelation } from './from.js';
import { resolvePipe } from './pipe.js';
import type { Ctes, Scope } from './scope.js';
import { findValue, newScope, withAliases } from './scope.js';
import { resolveSelect } from './select.js';
import { comparesRows, resolveSetOperation } from './set-operation.js';
import { oneOf, typedAs } from './typing.js';
import { readValue } from './value.js';

/** What a query is called among the steps. */
export interface StepName {
  readonly name: string;
  readonly kind: Step['kind'];
}

const SUBQUERY: StepName = { name: 'subquery', kind: 'subquery' };

/** The relation that a query yields. `outer` is the query around it when names may be correlated. */
export function resolveQuery(ctx: Context, query: Query, outer: Scope | undefined, ctes: Ctes | undefined, step = SUBQUERY): Relation {
  if (query.with !== undefined) ctes = resolveWith(ctx, query.with, outer, ctes);
  let relation = finishQuery(ctx, query, resolveBody(ctx, query.body, outer, ctes, step), outer, ctes);
  if (step.kind !== 'query') relation = withinQuery(ctx, query, relation);
  // A parenthesised query is noted once, by its innermost body.
  if (query.body.kind !== 'query') noteStep(ctx, relation, query, step);
  return relation;
}

/** What is different about a query that another one reads. */
export function withinQuery(ctx: Context, { body, document }: Query, relation: Relation): Relation {
  if (document) return project(relation, [newColumn('', '', flowOfColumns(relation.columns, TRANSFORMATION))]);
  const within = numberDuplicates(ctx, relation);
  const [only, second] = within.columns;
  // Whether or not the only column is read, comparing its values decides how many rows there are.
  return second === undefined && only !== undefined && comparesRows(body) ? group(within, flowOfColumns([only], IDENTITY)) : within;
}

/** What stands behind a query's body. */
export function finishQuery(ctx: Context, query: Query, body: Body, outer: Scope | undefined, ctes: Ctes | undefined): Relation {
  let { relation } = body;
  if (query.orderBy.length > 0) {
    const scope = body.sortScope ?? scopeOver(relation, outer, ctes);
    const keys = query.orderBy.map((item) => item.expression);
    relation = sort(relation, keysOf(ctx, scope, relation.columns, keys));
  }
  if (query.limit.some((each) => each.kind !== 'literal' && each.kind !== 'parameter')) {
    relation = filter(relation, flowOfAll(ctx, newScope(outer, ctes), query.limit));
  }
  return query.pipe.length > 0 ? resolvePipe(ctx, query, relation, outer, ctes) : relation;
}

export function noteStep(ctx: Context, relation: Relation, node: Query, { name, kind }: StepName): void {
  const own = node.body.kind === 'set-operation' && kind === 'subquery' ? 'set-operation' : kind;
  ctx.steps.push({ name, kind: own, span: node, relation });
}

export interface Body {
  readonly relation: Relation;
  /** Where ORDER BY looks up its names; undefined: in the columns only. */
  readonly sortScope?: Scope;
}

export function resolveBody(ctx: Context, body: QueryBody, outer: Scope | undefined, ctes: Ctes | undefined, step = SUBQUERY): Body {
  switch (body.kind) {
    case 'select':
      return resolveSelect(ctx, body, outer, ctes);
    case 'set-operation':
      return { relation: resolveSetOperation(ctx, body, outer, ctes) };
    case 'values':
      return { relation: resolveValues(ctx, body, newScope(outer, ctes)) };
    case 'table-query':
      return { relation: resolveTableQuery(ctx, body, newScope(outer, ctes)) };
    case 'query':
      return { relation: resolveQuery(ctx, body, outer, ctes, step) };
    case 'template':
      return { relation: opaqueRelation() };
    case 'missing':
      return { relation: rowsOf([]) };
    default:
      return body satisfies never;
  }
}

/** TABLE t: a dataset, a common table expression, or a value that WITH names (ClickHouse's `IN v`). */
function resolveTableQuery(ctx: Context, { name, start, end }: TableQuery, scope: Scope): Relation {
  const [only] = name.parts;
  const value = name.parts.length === 1 && only !== undefined ? findValue(scope, keyOf(ctx, only)) : undefined;
  const rows = value === undefined ? resolveRelation(ctx, scope, { kind: 'table', name, start, end }) : rowsOf([value]);
  return project(
    rows,
    rows.columns.map((column) => passOn(column, { start, end })),
  );
}

/** Rows side by side: each column is of all rows' values at its place. */
function resolveValues(ctx: Context, { rows }: Values, scope: Scope): Relation {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const columns: Column[] = [];
  for (let at = 0; at < width; at++) {
    const values = rows.flatMap((row) => row[at] ?? []);
    const [first] = values;
    const name = first?.kind === 'named-argument' ? stored(ctx, first.name) : valuesName(ctx, at); // Impala: VALUES (1 AS a)
    columns.push(valuesColumn(ctx, scope, name, values));
  }
  return rowsOf(columns);
}

function valuesColumn(ctx: Context, scope: Scope, name: string, values: readonly Expression[]): Column {
  const [only] = values;
  const key = columnKey(ctx.names, name);
  if (values.length === 1 && only !== undefined) {
    const value = passOn(readValue(ctx, scope, only), only);
    return { ...value, name, key, typed: typedAs(ctx, only) };
  }
  const typed: (Typed | undefined)[] = [];
  const links = values.flatMap((value) => {
    const inner: Parameters<typeof read>[4] = [];
    read(ctx, scope, value, IDENTITY, inner);
    typed.push(typedAs(ctx, value));
    return inner;
  });
  return newColumn(name, key, flowOf(links), only, undefined, ctx.types && oneOf(ctx.types, typed));
}

/** `column1` in PostgreSQL, Snowflake and SQLite, `col0` in DuckDB, `col1` in Spark, `_col0` in Trino, `EXPR$0` in Flink. */
function valuesName(ctx: Context, at: number): string {
  switch (ctx.names.unnamed) {
    case 'duckdb':
      return `col${at}`;
    case 'spark':
    case 'hive':
      return `col${at + 1}`;
    case 'calcite':
      return `EXPR$${at}`;
    case 'trino':
      return `_col${at}`;
    default:
      return ctx.names.fold === 'upper' ? `COLUMN${at + 1}` : `column${at + 1}`;
  }
}

/** Looks names up in a finished relation's columns. */
export function scopeOver(relation: Relation, outer: Scope | undefined, ctes: Ctes | undefined): Scope {
  const scope = newScope(outer, ctes);
  scope.entries.push({ key: '', parts: undefined, relation, dataset: undefined, value: undefined });
  scope.from = relation;
  return scope;
}

/** Keys of ORDER BY and GROUP BY: a number is the item at that place, ALL is every item. */
export function keysOf(ctx: Context, scope: Scope, columns: readonly Column[], keys: readonly Expression[]): Flow {
  const links: Parameters<typeof read>[4] = [];
  const within = scope.aliasesFirst && scope.aliases && ctx.names.sortAliasAlone ? withAliases(scope, scope.aliases, false) : scope;
  let known: number | undefined;
  const closed = () => (known ??= countClosed(columns));
  for (const key of keys) {
    if (key.kind === 'grouping' && key.type === 'all') {
      for (const column of columns) if (column.flow !== NOTHING) links.push(link(column.flow, TRANSFORMATION, key));
      continue;
    }
    const at = ordinal(key);
    const column = at === undefined ? undefined : columns[at - 1];
    if (at === undefined) read(ctx, key.kind === 'column-name' && key.parts.length === 1 ? scope : within, key, TRANSFORMATION, links);
    else if (column !== undefined && column.flow !== NOTHING && at <= closed()) links.push(link(column.flow, TRANSFORMATION, key));
  }
  return flowOf(links);
}

function ordinal(key: Expression): number | undefined {
  return key.kind === 'literal' && key.type === 'number' ? Number(key.value) : undefined;
}

/** How many columns stand before the first open star: behind it nobody knows which column a number means. */
function countClosed(columns: readonly Column[]): number {
  const open = columns.findIndex((column) => column.open !== undefined);
  return open < 0 ? columns.length : open;
}
