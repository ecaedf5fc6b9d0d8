/** ALTER, DROP and TRUNCATE: names move, columns change, contents go. */

import { columnName } from '../../catalog/catalog.js';
import { columnKey } from '../../catalog/names.js';
import { forgetColumn, forgetDataset, renameColumn, renameDataset, swapDatasets } from '../../lineage/collapse.js';
import { NOTHING } from '../../lineage/flow.js';
import type { Dataset } from '../../lineage/source.js';
import type { AlterAction, AlterTable, DatasetName, Drop, TableKey, Truncate } from '../../sql/tree.js';
import { aboutChanged, aboutOf, addKey, definedColumn } from './column-facts.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import { createFrom, moveRows } from './create.js';
import { datasetOf, knownListed, redefine, resolveName, resolveNewName } from './tables.js';
import { writeOutput } from './target.js';

/** Changes to what the script knows come after the statement's own flows: given back to be carried out then. */
export type Effect = () => void;

const CARRY_DATA = new Set([
  'table',
  'view',
  'materialized view',
  'external table',
  'dynamic table',
  'temporary table',
  'iceberg table',
  '',
]);

export function resolveAlter(ctx: Context, node: AlterTable): Effect[] {
  if (!CARRY_DATA.has(node.objectType)) return [];
  const dataset = resolveName(ctx, node.name);
  if (dataset === undefined) return [];
  return node.actions.flatMap((action) => alter(ctx, node, dataset, action) ?? []);
}

function alter(ctx: Context, node: AlterTable, dataset: Dataset, action: AlterAction): Effect | undefined {
  switch (action.type) {
    case 'rename': {
      const to = resolveNewName(ctx, beside(node.name, action.to));
      return to && (() => rename(ctx, dataset, to));
    }
    case 'set-schema': {
      const parts = [...dataset.parts.slice(0, -2), stored(ctx, action.schema), dataset.parts[dataset.parts.length - 1] as string];
      return () => rename(ctx, dataset, datasetOf(ctx, parts));
    }
    case 'swap': {
      const other = resolveName(ctx, action.with);
      return other && (() => swap(ctx, dataset, other));
    }
    case 'exchange':
      exchange(ctx, node, dataset, resolveName(ctx, action.with), action.direction);
      return undefined;
    case 'query':
      createFrom(ctx, dataset, [], action.query);
      return undefined;
    case 'other':
      ctx.writes.add(dataset);
      return action.facts && (() => addKey(ctx, dataset, action.facts as TableKey));
    default:
      ctx.writes.add(dataset);
      return () => changeColumns(ctx, dataset, action);
  }
}

/** `ALTER TABLE s.a RENAME TO b` stays in s. */
function beside(from: DatasetName, to: DatasetName): DatasetName {
  return to.parts.length > 1 || from.parts.length < 2 ? to : { ...to, parts: [...from.parts.slice(0, -1), ...to.parts] };
}

function rename(ctx: Context, from: Dataset, to: Dataset): void {
  const columns = knownListed(ctx, from);
  const about = aboutOf(ctx, from);
  renameDataset(ctx.script, from, to);
  redefine(ctx, from, undefined);
  ctx.gone.add(from);
  redefine(ctx, to, columns, about);
  ctx.gone.delete(to);
}

function swap(ctx: Context, a: Dataset, b: Dataset): void {
  const [ofA, ofB] = [knownListed(ctx, a), knownListed(ctx, b)];
  const [aboutA, aboutB] = [aboutOf(ctx, a), aboutOf(ctx, b)];
  swapDatasets(ctx.script, a, b);
  redefine(ctx, a, ofB, aboutB);
  redefine(ctx, b, ofA, aboutA);
}

/** Partitions change hands: rows of one table go to the other, or both ways. */
function exchange(ctx: Context, node: AlterTable, dataset: Dataset, other: Dataset | undefined, direction: 'from' | 'to' | 'both'): void {
  if (other === undefined) return;
  if (direction !== 'to') moveRows(ctx, other, dataset, node, false);
  else moveRows(ctx, dataset, other, node, false);
}

/** Columns change in the tables that inherit them as well. */
function changeColumns(ctx: Context, dataset: Dataset, action: AlterAction, seen: Set<Dataset> = new Set()): void {
  if (seen.has(dataset)) return;
  seen.add(dataset);
  for (const heir of ctx.heirs.get(dataset) ?? []) changeColumns(ctx, heir, action, seen);
  changeContent(ctx, dataset, action);
  const known = knownListed(ctx, dataset);
  if (known === undefined) return;
  const columns = [...known];
  const at = (key: string) => columns.findIndex((column) => columnKey(ctx.names, columnName(column)) === key);
  let about = aboutOf(ctx, dataset);
  if (action.type === 'add-column') {
    if (at(keyOf(ctx, action.column.name)) < 0) columns.push(definedColumn(ctx, action.column)); // IF NOT EXISTS, or merged with the heir's own
  } else if (action.type === 'drop-column') {
    const key = keyOf(ctx, action.column);
    if (at(key) >= 0) columns.splice(at(key), 1);
    about = aboutChanged(ctx, dataset, key, undefined);
  } else if (action.type === 'rename-column') {
    const key = keyOf(ctx, action.from);
    const name = stored(ctx, action.to);
    const column = columns[at(key)];
    if (column !== undefined) columns[at(key)] = typeof column === 'string' ? name : { ...column, name };
    about = aboutChanged(ctx, dataset, key, name);
  }
  redefine(ctx, dataset, columns, about);
}

/** What earlier statements put into the column moves with its name, or goes. */
function changeContent(ctx: Context, dataset: Dataset, action: AlterAction): void {
  if (action.type === 'drop-column') forgetColumn(ctx.script, dataset, keyOf(ctx, action.column));
  if (action.type !== 'rename-column') return;
  const { from, to } = action;
  renameColumn(ctx.script, dataset, { key: keyOf(ctx, from), name: stored(ctx, from) }, { key: keyOf(ctx, to), name: stored(ctx, to) });
}

export function resolveDrop(ctx: Context, node: Drop): Effect[] {
  if (!CARRY_DATA.has(node.objectType)) return [];
  return node.names.flatMap((name) => {
    const dataset = resolveName(ctx, name);
    if (dataset === undefined) return [];
    return () => {
      forgetDataset(ctx.script, dataset);
      redefine(ctx, dataset, undefined);
      ctx.gone.add(dataset);
    };
  });
}

export function resolveTruncate(ctx: Context, node: Truncate): void {
  for (const name of node.names) writeOutput(ctx, resolveName(ctx, name), [], NOTHING, true);
}
