/** INSERT in its variants, and multi-table inserts. */

import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import type { Flow } from '../../lineage/flow.js';
import { merge, NOTHING, via } from '../../lineage/flow.js';
import type { Relation } from '../../lineage/relation.js';
import { filter, newRelation, openParts, rowsOf } from '../../lineage/relation.js';
import type { Dataset } from '../../lineage/source.js';
import { FILTER } from '../../lineage/transformation.js';
import type { ConditionalInsert, Insert, MultiInsert, Query, Values } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, report, stored, tableKeyOf } from './context.js';
import { resolveWith } from './cte.js';
import { noteColumns } from './duplicate.js';
import { flowOfAll } from './expression.js';
import { resolveFrom } from './from.js';
import { resolveQuery, scopeOver } from './query.js';
import { renameColumns } from './rename.js';
import type { Ctes, Entry, Scope } from './scope.js';
import { newScope } from './scope.js';
import { resolveSelect } from './select.js';
import { datasetRelation, knownColumns, resolveName } from './tables.js';
import type { Writing } from './target.js';
import { addWritten, assign, asWritten, resolveReturning, targetColumn, underNames, valueFor, writeOutput } from './target.js';

const SOURCE = { name: 'query', kind: 'query' } as const;

export function resolveInsert(ctx: Context, node: Insert, around: Ctes | undefined): Relation | undefined {
  const ctes = node.with === undefined ? around : resolveWith(ctx, node.with, undefined, around);
  const source = node.source === undefined ? rowsOf([]) : resolveQuery(ctx, node.source, undefined, ctes, SOURCE);
  return insertRows(ctx, node, source, newScope(undefined, ctes));
}

/** Puts a relation's rows into the target. `scope` is where the statement's other expressions look up names. */
function insertRows(ctx: Context, node: Insert, source: Relation, scope: Scope): Relation | undefined {
  const dataset = resolveName(ctx, node.target);
  const writing: Writing = new Map();
  for (const column of insertedColumns(ctx, node, dataset, source, scope)) addWritten(writing, column);
  const rows = updateOnConflict(ctx, node, dataset, writing, source, scope);
  const written = [...writing.values()];
  writeOutput(ctx, dataset, written, rows, node.overwrite && node.partition.length === 0);
  if (node.returning.length === 0) return undefined;
  const seen = newScope(undefined, scope.ctes);
  seen.from = dataset === undefined ? rowsOf(written) : datasetRelation(ctx, dataset);
  seen.entries.push(targetEntry(ctx, node, seen.from, dataset));
  return resolveReturning(ctx, seen, node, written);
}

/** The target as other expressions of the statement name it. */
function targetEntry(ctx: Context, { target, targetAlias }: Insert, relation: Relation, dataset: Dataset | undefined): Entry {
  const name = targetAlias ?? target.parts[target.parts.length - 1];
  const parts = targetAlias === undefined ? dataset?.parts : undefined;
  return { key: name === undefined ? '' : tableKeyOf(ctx, name), parts, relation, dataset, value: undefined };
}

function insertedColumns(ctx: Context, node: Insert, dataset: Dataset | undefined, source: Relation, scope: Scope): Column[] {
  const set = node.set.flatMap((assignment) => assign(ctx, scope, assignment));
  const { fixed, moving } = partitionColumns(ctx, node, scope);
  if (node.columns.length > 1) ctx.sides.listed.push(node.columns);
  if (node.byName) noteColumns(ctx, source.columns, node.source ?? node);
  const names = node.byName ? undefined : targetNames(ctx, node, dataset, [...fixed, ...moving]);
  if (source.columns.length === 0) return [...set, ...fixed];
  if (names === undefined) return [...set, ...underOwnNames(source, moving), ...fixed];
  const all = names.concat(moving.filter((column) => !names.some((name) => name.key === column.key)));
  checkArity(ctx, node, source, all.length);
  return [...set, ...underNames(source.columns, all), ...fixed];
}

/** `PARTITION (ds = '1', hr)`: columns with a value of their own, and those that follow the query's columns. */
function partitionColumns(ctx: Context, node: Insert, scope: Scope): { fixed: Column[]; moving: Column[] } {
  const fixed: Column[] = [];
  const moving: Column[] = [];
  for (const { targets, value } of node.partition) {
    const name = targets[0]?.parts[targets[0].parts.length - 1];
    if (name === undefined) continue;
    const isMoving = value.kind === 'missing' || value.kind === 'keyword';
    const flow = isMoving ? NOTHING : valueFor(ctx, scope, value).flow;
    (isMoving ? moving : fixed).push(newColumn(stored(ctx, name), keyOf(ctx, name), flow, name));
  }
  return { fixed, moving };
}

/** The target's columns that the rows go to, in order; undefined when nothing tells them. */
function targetNames(
  ctx: Context,
  node: Insert,
  dataset: Dataset | undefined,
  partition: readonly Column[],
): { name: string; key: string }[] | undefined {
  if (node.columns.length > 0) {
    const scope = newScope(undefined, undefined);
    return node.columns.flatMap((column) => {
      const name = targetColumn(ctx, scope, column);
      return name === undefined ? [] : [{ name: stored(ctx, name), key: keyOf(ctx, name) }];
    });
  }
  const known = dataset === undefined ? undefined : knownColumns(ctx, dataset);
  const apart = new Set(partition.map((column) => column.key));
  return known?.filter((column) => !apart.has(column.key)).map(({ name, key }) => ({ name, key }));
}

/** Nothing tells the target's columns: the query's own names, and dynamic partitions last. */
function underOwnNames(source: Relation, moving: readonly Column[]): Column[] {
  const own = asWritten(source.columns);
  if (moving.length === 0 || openParts(source).length > 0) return own;
  const plain = own.length - moving.length;
  return own.slice(0, Math.max(0, plain)).concat(underNames(source.columns.slice(Math.max(0, plain)), moving));
}

function checkArity(ctx: Context, node: Insert, source: Relation, expected: number): void {
  if (node.source?.body.kind === 'values' && node.columns.length > 0) return checkRows(ctx, node.source.body, expected);
  const given = source.columns.length;
  if (openParts(source).length > 0 || given === expected || (node.columns.length === 0 && given < expected)) return;
  report(ctx, 'warning', 'insert-arity', `The query gives ${given} columns for ${expected} of the target.`, node.source ?? node);
}

/** VALUES has as many values in each row; MySQL's `()` is a row of defaults. */
function checkRows(ctx: Context, { rows }: Values, expected: number): void {
  for (const row of rows) {
    const [first] = row;
    const last = row[row.length - 1];
    if (first === undefined || last === undefined || row.length === expected || row.some(({ kind }) => kind === 'star')) continue;
    const span = { start: first.start, end: last.end };
    report(ctx, 'warning', 'insert-arity', `This row gives ${row.length} values for ${expected} columns of the target.`, span);
  }
}

/** ON CONFLICT DO UPDATE, ON DUPLICATE KEY UPDATE: `excluded` (and MySQL's row alias) is the row that came. */
function updateOnConflict(
  ctx: Context,
  node: Insert,
  dataset: Dataset | undefined,
  writing: Writing,
  source: Relation,
  scope: Scope,
): Flow {
  if (node.onConflict.length === 0 || dataset === undefined) return source.rows;
  const others = knownColumns(ctx, dataset)?.filter(({ key }) => !writing.has(key)) ?? [];
  const came = newRelation([...writing.values(), ...others.map(({ name, key }) => newColumn(name, key, NOTHING))], NOTHING); // with defaults
  const inner = newScope(undefined, scope.ctes);
  inner.entries.push(targetEntry(ctx, node, datasetRelation(ctx, dataset), dataset));
  // Plain names are the target's: `excluded` is only seen by its name.
  const outer = newScope(undefined, scope.ctes);
  outer.entries.push({ key: 'excluded', parts: undefined, relation: came, dataset: undefined, value: undefined });
  outer.entries.push({ key: 'EXCLUDED', parts: undefined, relation: came, dataset: undefined, value: undefined });
  addSourceTables(ctx, node, outer);
  if (node.rowAlias !== undefined) {
    outer.entries.push({
      key: tableKeyOf(ctx, node.rowAlias.name),
      parts: undefined,
      relation: renameColumns(ctx, came, node.rowAlias.columns),
      dataset: undefined,
      value: undefined,
    });
  }
  const visible: Scope = { ...inner, outer };
  for (const assignment of node.onConflict) for (const column of assign(ctx, visible, assignment)) addWritten(writing, column);
  const where = flowOfAll(ctx, visible, [node.onConflictWhere]);
  return where === NOTHING ? source.rows : merge([source.rows, via(where, FILTER)]);
}

/** MySQL: the tables of the query that is inserted are in sight as well. */
function addSourceTables(ctx: Context, { source }: Insert, scope: Scope): void {
  if (source?.body.kind !== 'select' || source.with !== undefined) return;
  const { steps } = ctx;
  ctx.steps = [];
  resolveFrom(ctx, scope, source.body.from);
  ctx.steps = steps;
}

// ── Multi-table inserts ──────────────────────────────────────────────────────────────────────────────────────────────

export function resolveMultiInsert(ctx: Context, node: MultiInsert): void {
  const ctes = node.with === undefined ? undefined : resolveWith(ctx, node.with, undefined, undefined);
  if (node.source === undefined) return resolveHiveInserts(ctx, node, ctes);
  const source = resolveQuery(ctx, node.source, undefined, ctes, SOURCE);
  const scope = scopeOver(source, undefined, ctes);
  const passed: Flow[] = [];
  for (const branch of node.inserts) {
    const when = flowOfAll(ctx, scope, [branch.when]);
    const deciding = branch.otherwise || node.first ? [...passed, when] : [when];
    passed.push(when);
    const rows = filter(source, merge(deciding));
    insertRows(ctx, branch.insert, branchRows(ctx, branch, rows, scope), scope);
  }
}

/** VALUES over the shared query's columns, or these columns by position. */
function branchRows(ctx: Context, { insert }: ConditionalInsert, rows: Relation, scope: Scope): Relation {
  if (insert.source === undefined) return rows;
  const values = resolveQuery(ctx, insert.source, scope, scope.ctes, SOURCE);
  return newRelation(underReadNames(ctx, insert.source, values.columns), merge([rows.rows, values.rows]));
}

/** A value that is a column of the query goes by its name, where the target does not give it another. */
function underReadNames(ctx: Context, { body }: Query, columns: readonly Column[]): readonly Column[] {
  const row = body.kind === 'values' ? body.rows[0] : undefined;
  return columns.map((column, at) => {
    const value = row?.[at];
    const name = value?.kind === 'column-name' ? value.parts.at(-1) : undefined;
    return name === undefined ? column : { ...column, name: stored(ctx, name), key: keyOf(ctx, name) };
  });
}

/** `FROM t INSERT … SELECT … INSERT … SELECT …`: every SELECT reads the shared FROM. */
function resolveHiveInserts(ctx: Context, node: MultiInsert, ctes: Ctes | undefined): void {
  const shared = newScope(undefined, ctes);
  shared.from = resolveFrom(ctx, shared, node.from);
  for (const { insert } of node.inserts) {
    if (insert.source === undefined) continue;
    insertRows(ctx, insert, overShared(ctx, insert.source, shared), shared);
  }
}

function overShared(ctx: Context, query: Query, shared: Scope): Relation {
  const { body } = query;
  if (body.kind !== 'select') return resolveQuery(ctx, query, shared, shared.ctes, SOURCE);
  const { relation } = resolveSelect(ctx, body, undefined, shared.ctes, { ...shared, entries: [...shared.entries] });
  ctx.steps.push({ ...SOURCE, span: query, relation });
  return relation;
}
