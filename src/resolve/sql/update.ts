/** UPDATE: which tables are written, and from what. */

import type { Column } from '../../lineage/column.js';
import { flatten, NOTHING } from '../../lineage/flow.js';
import { join } from '../../lineage/join.js';
import type { Relation } from '../../lineage/relation.js';
import { filter, findColumn, rowsOf } from '../../lineage/relation.js';
import type { Dataset, Source } from '../../lineage/source.js';
import { CODE_BITS } from '../../lineage/transformation.js';
import type { Assignment, DerivedTable, Identifier, Relation as RelationNode, TableReference, Update } from '../../sql/tree.js';
import type { Context } from './context.js';
import { tableKeyOf } from './context.js';
import { resolveWith } from './cte.js';
import { flowOfAll } from './expression.js';
import { resolveFrom } from './from.js';
import type { CteEntry, Ctes, Scope } from './scope.js';
import { findCte, findEntry, newScope } from './scope.js';
import { resolveName } from './tables.js';
import type { Writing } from './target.js';
import { addWritten, assign, leavesOf, nameOfTable, resolveReturning, tablesOf, writeOutput } from './target.js';

export function resolveUpdate(ctx: Context, node: Update, around: Ctes | undefined): Relation | undefined {
  const ctes = node.with === undefined ? around : resolveWith(ctx, node.with, undefined, around);
  const { relations, targets } = findTargets(ctx, node);
  const scope = newScope(undefined, ctes);
  const input = resolveChanged(ctx, scope, relations, targets);
  const changed = filter(input, flowOfAll(ctx, scope, [node.where]));
  const writings = new Map<Target, Writing>();
  for (const assignment of node.assignments) {
    const table = assignedTable(ctx, assignment, targets);
    let writing = table && writings.get(table);
    if (table !== undefined && writing === undefined) writings.set(table, (writing = new Map()));
    for (const column of assign(ctx, scope, assignment, table)) if (writing !== undefined) addWritten(writing, column);
  }
  for (const [table, writing] of writings) {
    const { dataset, columns } = throughTarget(ctx, scope, table, [...writing.values()]);
    writeOutput(ctx, dataset, columns, changed.rows);
  }
  scope.from = changed;
  const [first] = writings.values();
  return resolveReturning(ctx, scope, node, [...(first?.values() ?? [])]);
}

/** What a statement changes: a table, or a query whose columns stand for a table's. */
export type Target = TableReference | DerivedTable;

/** All tables of the statement, and those of them that it may change. */
function findTargets(ctx: Context, node: Update): { relations: readonly RelationNode[]; targets: readonly Target[] } {
  const { target, from } = node;
  // MySQL: `UPDATE (SELECT …) AS x, t SET t.a = x.a`
  const own = tablesOf(target.kind === 'derived' ? from : [target]);
  const [first] = own;
  if (target.kind === 'derived')
    return { relations: [target, ...from], targets: first === undefined ? [target] : assignedTables(ctx, node, own) };
  // T-SQL: `UPDATE a SET … FROM t AS a`: the target is named by what FROM calls it.
  const meant = own.length === 1 && first !== undefined ? tableInFrom(ctx, first, from) : undefined;
  if (meant !== undefined) return { relations: from, targets: [meant] };
  return { relations: [target, ...from], targets: assignedTables(ctx, node, own) };
}

/** Those that an assignment names, else the first. */
function assignedTables(ctx: Context, { assignments }: Update, tables: readonly TableReference[]): readonly TableReference[] {
  const assigned = tables.filter((table) => assignments.some((each) => qualifierOf(ctx, each) === nameOfTable(ctx, table)));
  return assigned.length > 0 ? assigned : tables.slice(0, 1);
}

/** The table of FROM that a target's name means: what FROM calls it, or its full name where FROM gives it no other. */
export function tableInFrom(ctx: Context, target: TableReference, from: readonly RelationNode[]): Target | undefined {
  if (target.alias !== undefined) return undefined;
  const name = nameOfTable(ctx, target);
  const full = target.name.parts.length > 1;
  const table = tablesOf(from).find((each) => (full ? isSameName(ctx, each, target) : nameOfTable(ctx, each) === name));
  return table ?? (full ? undefined : leavesOf(from).find((each) => each.kind === 'derived' && nameOfTable(ctx, each) === name));
}

function isSameName(ctx: Context, table: TableReference, { name: { parts } }: TableReference): boolean {
  const own = table.name.parts;
  if (table.alias !== undefined || own.length !== parts.length) return false;
  return own.every((part, at) => tableKeyOf(ctx, part) === tableKeyOf(ctx, parts[at] as Identifier));
}

function qualifierOf(ctx: Context, { targets }: Assignment): string | undefined {
  const parts = targets[0]?.parts ?? [];
  const qualifier = parts.length > 1 ? parts[parts.length - 2] : undefined;
  return qualifier && tableKeyOf(ctx, qualifier);
}

function assignedTable(ctx: Context, assignment: Assignment, targets: readonly Target[]): Target | undefined {
  const qualifier = qualifierOf(ctx, assignment);
  return targets.find((table) => nameOfTable(ctx, table) === qualifier) ?? targets[0];
}

/** The rows that are changed: the targets' own are not read, whatever is done with them. */
export function resolveChanged(ctx: Context, scope: Scope, relations: readonly RelationNode[], targets: readonly Target[]): Relation {
  for (const target of targets) if (target.kind === 'table') ctx.targets.add(target);
  let all: Relation | undefined;
  for (const node of relations) {
    const next = resolveFrom(ctx, scope, [node]) ?? rowsOf([]);
    all = all === undefined ? next : join(ctx.sources, 'cross', all, next, NOTHING);
  }
  return all ?? rowsOf([]);
}

export function targetDataset(ctx: Context, table: TableReference): Dataset | undefined {
  return resolveName(ctx, table.name);
}

/** What changes a CTE (T-SQL) or a query changes the table that it reads, in the columns that its own stand for. */
export function throughTarget(
  ctx: Context,
  scope: Scope,
  target: Target,
  columns: readonly Column[],
): { dataset: Dataset | undefined; columns: readonly Column[] } {
  const relation = target.kind === 'derived' ? findEntry(scope, nameOfTable(ctx, target))?.relation : cteOf(ctx, scope, target)?.relation;
  if (relation === undefined) return { dataset: target.kind === 'table' ? targetDataset(ctx, target) : undefined, columns };
  const sources = columns.map((column) => sourceOf(ctx, findColumn(ctx.sources, relation, column.key, column.name)));
  const first = [...sources, ...relation.columns.map((column) => sourceOf(ctx, column))].find((source) => source !== undefined);
  const renamed = columns.map((column, at) => {
    const source = sources[at];
    return source === undefined ? column : { ...column, name: source.column, key: source.key };
  });
  return { dataset: first?.dataset ?? undefined, columns: renamed };
}

function cteOf(ctx: Context, { ctes }: Scope, { name: { parts } }: TableReference): CteEntry | undefined {
  const [name] = parts;
  return parts.length === 1 && name !== undefined ? findCte(ctes, tableKeyOf(ctx, name)) : undefined;
}

function sourceOf(ctx: Context, column: Column | undefined): Source | undefined {
  const [entry] = column === undefined ? [] : flatten(column.flow, ctx.sources);
  return entry === undefined ? undefined : ctx.sources.list[entry >> CODE_BITS];
}
