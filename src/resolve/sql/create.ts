/** CREATE TABLE, CREATE VIEW and what copies tables: they make datasets, with columns known from here on. */

import type { Span } from '../../base/span.js';
import { passOn } from '../../lineage/column.js';
import type { Relation } from '../../lineage/relation.js';
import type { Dataset } from '../../lineage/source.js';
import type { CreateTable, CreateView, DatasetName, Identifier, Query } from '../../sql/tree.js';
import type { Context } from './context.js';
import { stored } from './context.js';
import { madeRelation, reportListedTwice } from './duplicate.js';
import { renameColumns, resolveQuery } from './query.js';
import { knownColumns, readDataset, redefine, resolveName } from './tables.js';
import { asWritten, writeOutput } from './target.js';

export function resolveCreateTable(ctx: Context, node: CreateTable): void {
  const dataset = resolveName(ctx, node.name);
  const names = node.columns.map((column) => column.name);
  if (node.query !== undefined) return createFrom(ctx, dataset, names, node.query);
  const copied = node.clone ?? node.like;
  if (copied !== undefined) return createLike(ctx, dataset, copied, node.clone !== undefined);
  if (dataset === undefined) return;
  ctx.writes.add(dataset);
  if (names.length > 0)
    redefine(
      ctx,
      dataset,
      names.map((name) => stored(ctx, name)),
    );
}

export function resolveCreateView(ctx: Context, node: CreateView): void {
  const view = resolveName(ctx, node.name);
  if (node.to === undefined) return createFrom(ctx, view, node.columns, node.query);
  // ClickHouse: the rows go to another table, which is there already.
  if (view !== undefined) ctx.writes.add(view);
  const relation = resolveQuery(ctx, node.query, undefined, undefined, { name: 'query', kind: 'query' });
  writeOutput(ctx, resolveName(ctx, node.to), asWritten(relation.columns), relation.rows);
}

/** A new dataset of a query's rows. */
export function createFrom(ctx: Context, dataset: Dataset | undefined, names: readonly Identifier[], query: Query): void {
  let relation = renameColumns(ctx, resolveQuery(ctx, query, undefined, undefined, { name: 'query', kind: 'query' }), names);
  if (names.length > 0)
    reportListedTwice(
      ctx,
      names.map((name) => ({ parts: [name], start: name.start, end: name.end })),
    );
  else relation = madeRelation(ctx, relation, query);
  fill(ctx, dataset, relation);
}

/** SELECT … INTO t makes t as CREATE TABLE AS does. */
export function fill(ctx: Context, dataset: Dataset | undefined, relation: Relation): void {
  if (dataset === undefined) return;
  writeOutput(ctx, dataset, asWritten(relation.columns), relation.rows, true);
  // An open star stays among them as `*`: the others are known all the same.
  redefine(
    ctx,
    dataset,
    relation.columns.map((column) => column.name),
  );
}

/** LIKE takes only the columns over; CLONE the rows as well. */
function createLike(ctx: Context, dataset: Dataset | undefined, name: DatasetName, rows: boolean): void {
  const from = resolveName(ctx, name);
  if (dataset === undefined || from === undefined) return;
  const known = knownColumns(ctx, from);
  ctx.writes.add(dataset);
  if (rows) moveRows(ctx, from, dataset, name);
  redefine(
    ctx,
    dataset,
    known?.map((column) => column.name),
  );
}

/** All rows of one dataset go into another, column by column of the same name. */
export function moveRows(ctx: Context, from: Dataset, to: Dataset, span: Span, replaces = true): void {
  const relation = readDataset(ctx, from);
  const columns = relation.columns.map((column) => passOn(column, span));
  writeOutput(ctx, to, columns, relation.rows, replaces);
}
