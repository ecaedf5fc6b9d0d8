/** Writes: a command or V2 write at a plan's root → the dataset, its columns and what decides its rows. */

import type { Output } from '../../lineage/collapse.js';
import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import { flowOf, link, merge, NOTHING } from '../../lineage/flow.js';
import { join } from '../../lineage/join.js';
import { filter } from '../../lineage/relation.js';
import type { Dataset } from '../../lineage/source.js';
import { IDENTITY } from '../../lineage/transformation.js';
import type { StatementKind } from '../../lineage/types.js';
import type { Assignment, MergeAction, MergeBody, PlanNode, WriteBody } from '../../spark/plan.js';
import type { PlanContext } from './context.js';
import type { Reader } from './flow.js';
import { expressionFlow, namedColumn } from './flow.js';
import { namedDataset, pathDataset } from './names.js';
import { EMPTY } from './node.js';
import type { PlanRelation } from './scope.js';
import { besides, columnByName } from './scope.js';
import { resolveTree } from './tree.js';

export interface Written {
  readonly kind: StatementKind;
  readonly outputs: readonly Output[];
  readonly writes: readonly Dataset[];
}

/** The write at the root of a tree, below what only wraps it; undefined for a bare query. */
export function findWrite(root: PlanNode): PlanNode | undefined {
  for (let node: PlanNode | undefined = root; node !== undefined; node = node.children[0] ?? node.inner[0]) {
    const { kind } = node.body;
    if ((kind === 'merge' || kind === 'write') && !isWrapper(node)) return node;
    if (kind !== 'pass' && kind !== 'write' && kind !== 'merge') return undefined;
  }
  return undefined;
}

/** `Execute CreateViewCommand` draws the command that it runs as an inner child. */
function isWrapper({ body, inner }: PlanNode): boolean {
  const below = inner[0]?.body.kind;
  const isNamed = (body.kind === 'write' && body.path !== undefined) || ('dataset' in body && body.dataset !== undefined);
  return !isNamed && (below === 'write' || below === 'merge');
}

/** Which dataset a write names, also where a child does (`ResolvedIdentifier`). */
export function targetOf(context: PlanContext, node: PlanNode): Dataset | undefined {
  const { body } = node;
  if (body.kind !== 'write' && body.kind !== 'merge') return undefined;
  if (body.dataset !== undefined) return namedDataset(context.sources, body.dataset);
  if (body.kind === 'write' && body.path !== undefined) return pathDataset(context.sources, body.path);
  for (const { body: named } of [...node.children, ...node.inner]) {
    if (named.kind === 'name' && named.dataset !== '') return namedDataset(context.sources, named.dataset);
  }
  return undefined;
}

/** `target`: where another section names it. */
export function resolveWrite(context: PlanContext, node: PlanNode, target: Dataset | undefined): Written {
  const { body } = node;
  if (body.kind === 'merge') return resolveMerge(context, node, body, target);
  const write = body as WriteBody;
  const data = [...node.children, ...node.inner].filter(({ body: below }) => below.kind !== 'name');
  const inner = node.inner.filter(({ body: below }) => below.kind !== 'name');
  const query = node.children.find(({ body: below }) => below.kind !== 'name') ?? inner[0];
  if (write.statement === 'update' || write.statement === 'delete') return resolveChange(context, node, write, target);
  const source = query === undefined ? EMPTY : resolveTree(context, query);
  const columns = query === undefined ? unknownColumns(write) : writtenColumns(write, source);
  if (query === undefined && columns.length > 0) sayUnknown(context, node);
  const none = write.statement === 'drop' || write.statement === 'alter' || (data.length === 0 && columns.length === 0);
  const rows = source.relation.rows;
  return {
    kind: write.statement,
    writes: target === undefined ? [] : [target],
    outputs: none ? [] : [{ dataset: target ?? null, columns, rows, replaces: false }],
  };
}

function sayUnknown(context: PlanContext, node: PlanNode): void {
  context.diagnostics.push({
    severity: 'info',
    code: 'unsupported',
    message: `${node.name} prints only the first node of its query, so that the sources of what it writes are not in this text.`,
    hint: 'Give the plan of the insert that Spark runs for it as well.',
    span: node.span,
  });
}

function unknownColumns({ columns }: WriteBody): Column[] {
  return (columns ?? []).map((name) => newColumn(name, name, NOTHING));
}

/** The query's columns under the target's names: by position, or by name where row ids stand between. */
function writtenColumns(write: WriteBody, { relation }: PlanRelation): Column[] {
  const { columns } = relation;
  const names = write.columns;
  if (names === undefined)
    return write.byName ? columns.filter(({ name }) => !/^(_file|_pos|_spec_id|_partition|__row_\w+)$/.test(name)) : [...columns];
  const named = names.map((name) => columns.find((column) => column.name === name));
  if (write.byName && named.every((column) => column !== undefined)) return named as Column[];
  if (names.length !== columns.length && !write.byName) return [...columns];
  return names.map((name, at) => {
    const column = columns[at];
    return newColumn(name, name, column?.flow ?? NOTHING, column?.span, column?.fields);
  });
}

/** UPDATE and DELETE: the tree is the target itself, which is no source. */
function resolveChange(context: PlanContext, node: PlanNode, write: WriteBody, named: Dataset | undefined): Written {
  const tree = node.children[0] ?? node.inner.at(-1);
  const before = new Set(context.reads);
  const scope = tree === undefined ? EMPTY : resolveTree(context, tree);
  const target = named ?? [...context.reads].find((dataset) => !before.has(dataset));
  context.outer.push(scope);
  const reader = readerOf(context, node, scope);
  const condition = write.condition === undefined ? NOTHING : expressionFlow(reader, write.condition);
  const columns = assignedColumns(reader, write.assignments ?? []);
  context.outer.pop();
  if (target !== undefined) context.reads.delete(target);
  const { rows } = filter(scope.relation, condition);
  return {
    kind: write.statement,
    writes: target === undefined ? [] : [target],
    outputs: [{ dataset: target ?? null, columns, rows, replaces: false }],
  };
}

function readerOf(context: PlanContext, node: PlanNode, scope: PlanRelation): Reader {
  const places = new Map<number, PlanRelation>();
  const trees = node.inner.filter((tree) => tree !== node.children[0]);
  let at = 0;
  for (const match of context.text.slice(node.span.start, node.span.end).matchAll(/\b(?:scalar-subquery|exists|list)#\d+ \[/g)) {
    const tree = trees[at++];
    if (tree !== undefined) places.set(node.span.start + match.index, resolveTree(context, tree));
  }
  return { context, scope, subqueries: places, keys: undefined };
}

/** A column for each assignment; one without a name is the target's at that place. Those set to themselves are left alone. */
function assignedColumns(reader: Reader, assignments: readonly Assignment[]): Column[] {
  return assignments.flatMap(({ column, value }, at) => {
    const own = reader.scope.relation.columns[at];
    const name = column ?? own?.name ?? '';
    const made = namedColumn(reader, name, value);
    return column === undefined && made.flow === own?.flow ? [] : [made];
  });
}

// ── MERGE ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function resolveMerge(context: PlanContext, node: PlanNode, body: MergeBody, named: Dataset | undefined): Written {
  const trees = [...node.children, ...node.inner];
  const targetTree = trees[body.target];
  const sourceTree = trees[1 - body.target];
  const source = sourceTree === undefined ? EMPTY : resolveTree(context, sourceTree);
  const read = new Set(context.reads);
  const into = targetTree === undefined ? EMPTY : resolveTree(context, targetTree);
  const target = named ?? [...context.reads].find((dataset) => !read.has(dataset));
  if (target !== undefined && !read.has(target)) context.reads.delete(target);
  const reader = readerOf(context, node, besides([into, source], NOTHING));
  const conditions = body.actions.flatMap(({ condition }) => (condition === undefined ? [] : [expressionFlow(reader, condition)]));
  const joined = join(context.sources, 'full', into.relation, source.relation, expressionFlow(reader, body.condition));
  const { rows } = filter(joined, merge(conditions));
  return {
    kind: 'merge',
    writes: target === undefined ? [] : [target],
    outputs: [{ dataset: target ?? null, columns: mergedColumns(reader, body.actions, into, source), rows, replaces: false }],
  };
}

/** Each target column that some action sets, from every value that one gives it. */
function mergedColumns(reader: Reader, actions: readonly MergeAction[], into: PlanRelation, source: PlanRelation): Column[] {
  const columns = new Map<string, Column>();
  const add = (column: Column): void => {
    const before = columns.get(column.name);
    const flow = before === undefined ? column.flow : flowOf([link(before.flow, IDENTITY), link(column.flow, IDENTITY)]);
    columns.set(column.name, newColumn(column.name, column.key, flow, before?.span ?? column.span));
  };
  for (const { assignments, star } of actions) {
    for (const { column, value } of assignments) if (column !== undefined) add(namedColumn(reader, column, value));
    if (star) for (const column of starColumns(reader, into, source)) add(column);
  }
  return [...columns.values()];
}

/** `SET *`: every target column from the source's column of its name. */
function starColumns({ context }: Reader, into: PlanRelation, source: PlanRelation): Column[] {
  return into.relation.columns.flatMap((column) => {
    const found = column.open === undefined ? columnByName(context.sources, source, [column.name]) : undefined;
    return found === undefined ? [] : [newColumn(column.name, column.key, found.column.flow, found.column.span)];
  });
}
