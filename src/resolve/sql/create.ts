/** CREATE TABLE, CREATE VIEW and what copies tables: they make datasets, with columns known from here on. */

import type { Span } from '../../base/span.js';
import { columnName } from '../../catalog/catalog.js';
import { columnKey } from '../../catalog/names.js';
import { newColumn, passOn } from '../../lineage/column.js';
import { NOTHING } from '../../lineage/flow.js';
import { withoutColumns } from '../../lineage/open.js';
import type { Relation } from '../../lineage/relation.js';

import type { Dataset } from '../../lineage/source.js';
import type { CreateTable, CreateView, DatasetName, Identifier, Query } from '../../sql/tree.js';
import { aboutTable, type Columns, definedColumns } from './column-facts.js';
import type { Context } from './context.js';
import { resolveRecursiveView } from './cte.js';
import { madeRelation } from './duplicate.js';
import { resolveQuery } from './query.js';
import { renameColumns } from './rename.js';
import { knownListed, readDataset, redefine, resolveName, resolveNewName } from './tables.js';
import { asWritten, writeOutput } from './target.js';
import { typesOfColumns } from './typing.js';

export function resolveCreateTable(ctx: Context, node: CreateTable): void {
  const dataset = resolveNewName(ctx, node.name);
  const names = node.columns.map((column) => column.name);
  if (node.query !== undefined) return createFrom(ctx, dataset, names, node.query);
  const copied = node.clone ?? node.like;
  const isStream = node.objectType.endsWith('stream');
  const own = isStream ? STREAM_COLUMNS : definedColumns(ctx, node);
  if (node.inherits !== undefined) return createHeir(ctx, dataset, node.inherits, own);
  if (copied !== undefined) return createLike(ctx, dataset, copied, own, node.clone !== undefined, isStream);
  if (dataset === undefined) return;
  ctx.writes.add(dataset);
  if (names.length > 0) redefine(ctx, dataset, own, aboutTable(ctx, node));
}

export function resolveCreateView(ctx: Context, node: CreateView): void {
  const view = resolveNewName(ctx, node.name);
  if (node.recursive && node.name.parts.length > 0) return fill(ctx, view, resolveRecursiveView(ctx, node));
  if (node.to === undefined) return createFrom(ctx, view, node.columns, node.query);
  // ClickHouse: the rows go to another table, which is there already.
  if (view !== undefined) ctx.writes.add(view);
  const relation = resolveQuery(ctx, node.query, undefined, undefined, { name: 'query', kind: 'query' });
  writeOutput(ctx, resolveName(ctx, node.to), asWritten(relation.columns), relation.rows);
}

/** A new dataset of a query's rows. */
export function createFrom(ctx: Context, dataset: Dataset | undefined, names: readonly Identifier[], query: Query): void {
  let relation = renameColumns(ctx, resolveQuery(ctx, query, undefined, undefined, { name: 'query', kind: 'query' }), names);
  if (names.length > 0) ctx.sides.listed.push(names.map((name) => ({ parts: [name], start: name.start, end: name.end })));
  else relation = madeRelation(ctx, relation, query);
  fill(ctx, dataset, relation);
}

/** SELECT … INTO t makes t as CREATE TABLE AS does. */
export function fill(ctx: Context, dataset: Dataset | undefined, relation: Relation): void {
  if (dataset === undefined) return;
  // An open star stays among them as `*`: the others are known all the same.
  redefine(
    ctx,
    dataset,
    relation.columns.map((column) => column.name),
  );
  ctx.types?.made.set(dataset, typesOfColumns(relation.columns));
  writeOutput(ctx, dataset, asWritten(relation.columns), relation.rows, true);
}

/** What a stream says about each changed row. https://docs.snowflake.com/en/user-guide/streams-intro */
const STREAM_COLUMNS = ['METADATA$ACTION', 'METADATA$ISUPDATE', 'METADATA$ROW_ID'];

/** LIKE takes only the columns over; CLONE the rows as well; a stream adds columns of its own. */
function createLike(ctx: Context, dataset: Dataset | undefined, name: DatasetName, own: Columns, rows: boolean, isStream: boolean): void {
  const from = resolveName(ctx, name);
  if (dataset === undefined || from === undefined) return;
  const known = knownListed(ctx, from);
  ctx.writes.add(dataset);
  if (rows) moveRows(ctx, from, dataset, name, true, isStream ? own.map(columnName) : []);
  redefine(ctx, dataset, isStream ? [...(known ?? ['*']), ...own] : known?.concat(own));
}

/** PostgreSQL: a table has its parents' columns, and then its own; it takes part in what changes them later. */
function createHeir(ctx: Context, dataset: Dataset | undefined, parents: readonly DatasetName[], own: Columns): void {
  if (dataset === undefined) return;
  ctx.writes.add(dataset);
  let columns: Columns | undefined = [];
  for (const name of parents) {
    const parent = resolveName(ctx, name);
    if (parent === undefined) continue;
    ctx.heirs.set(parent, [...(ctx.heirs.get(parent) ?? []), dataset]);
    const known = knownListed(ctx, parent);
    columns = known && columns?.concat(known);
  }
  redefine(ctx, dataset, columns && distinctNames(ctx, columns.concat(own)));
}

function distinctNames(ctx: Context, columns: Columns): Columns {
  const seen = new Set<string>();
  return columns.filter((column) => {
    const key = columnKey(ctx.names, columnName(column));
    return !seen.has(key) && seen.add(key);
  });
}

/** All rows of one dataset go into another, column by column of the same name. */
export function moveRows(ctx: Context, from: Dataset, to: Dataset, span: Span, replaces = true, added: readonly string[] = []): void {
  const relation = readDataset(ctx, from);
  const own = added.map((name) => newColumn(name, columnKey(ctx.names, name), NOTHING, span));
  const kept = own.length === 0 ? relation.columns : withoutColumns(relation.columns, new Set(own.map((column) => column.key)));
  writeOutput(ctx, to, kept.map((column) => passOn(column, span)).concat(own), relation.rows, replaces);
}
