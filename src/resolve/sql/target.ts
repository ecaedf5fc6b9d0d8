/** Targets of data-changing statements: which dataset they mean, and what is written into it. */
import { aliasKey, storedName } from '../../catalog/names.js';
import type { Column } from '../../lineage/column.js';
import { newColumn, openColumn, passOn } from '../../lineage/column.js';
import type { Flow, Link } from '../../lineage/flow.js';
import { flowOf, link, merge, NOTHING } from '../../lineage/flow.js';
import { withoutColumns } from '../../lineage/open.js';
import type { Relation } from '../../lineage/relation.js';
import { newRelation, openParts, project } from '../../lineage/relation.js';
import type { Dataset } from '../../lineage/source.js';
import { IDENTITY } from '../../lineage/transformation.js';
import type {
  Assignment,
  ColumnName,
  Copy,
  DerivedTable,
  Expression,
  Identifier,
  Relation as RelationNode,
  Returning,
  TableReference,
} from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, stored, tableKeyOf } from './context.js';
import { read } from './expression.js';
import { resolveQuery } from './query.js';
import type { Scope } from './scope.js';
import { findEntry, newScope } from './scope.js';
import { resolveItems } from './select.js';
import { knownColumns, resolveName } from './tables.js';
import { type Typing, withTyped } from './typing.js';
import { readValue } from './value.js';
import { putInto, setVariable } from './variable.js';

/** Columns written so far, by key, in order. */
export type Writing = Map<string, Column>;

/** One that is written twice has both sources. */
export function addWritten(writing: Writing, column: Column): void {
  const before = writing.get(column.key);
  // Open stars stay apart: each narrows by itself.
  if (column.open !== undefined) writing.set(`*\n${writing.size}`, column);
  else if (before === undefined) writing.set(column.key, column);
  else writing.set(column.key, { ...before, flow: merge([before.flow, column.flow]), fields: undefined });
}

export function writeOutput(ctx: Context, dataset: Dataset | undefined, columns: readonly Column[], rows: Flow, replaces = false): void {
  if (dataset === undefined) return;
  ctx.writes.add(dataset);
  if (ctx.types !== undefined) columns = asStored(ctx, dataset, columns);
  ctx.outputs.push({ dataset, columns, rows, replaces });
  ctx.steps.push({ name: dataset.name, kind: 'write', span: undefined, relation: newRelation(columns, rows) });
}

/** A value becomes what its column is. */
function asStored(ctx: Context, dataset: Dataset, columns: readonly Column[]): readonly Column[] {
  const { made } = ctx.types as Typing;
  const stored = made.get(dataset);
  return columns.map((column) => withTyped(column, stored?.get(column.key)));
}

/** The tables and subqueries of a FROM list, innermost names first; subqueries are not entered. */
export function leavesOf(nodes: readonly RelationNode[]): (TableReference | DerivedTable)[] {
  const leaves: (TableReference | DerivedTable)[] = [];
  const stack = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'table' || node.kind === 'derived') leaves.push(node);
    else if (node.kind === 'join') stack.push(node.right, node.left);
    else if (node.kind === 'parenthesized') stack.push(node.relation);
    else if (node.kind === 'pivot' || node.kind === 'unpivot' || node.kind === 'match-recognize') stack.push(node.input);
  }
  return leaves;
}

export function tablesOf(nodes: readonly RelationNode[]): TableReference[] {
  return leavesOf(nodes).filter((leaf) => leaf.kind === 'table');
}

/** What a table or a subquery is called in its statement. */
export function nameOfTable(ctx: Context, table: TableReference | DerivedTable): string {
  const own = table.kind === 'table' ? table.name.parts[table.name.parts.length - 1] : undefined;
  const name = table.alias?.name.name ? table.alias.name : own;
  return name === undefined ? '' : tableKeyOf(ctx, name);
}

/** The column that an assignment's target names: `a`, `t.a`, and `a.field` writes into `a`. */
export function targetColumn(ctx: Context, scope: Scope, name: ColumnName): Identifier | undefined {
  const [first] = name.parts;
  if (name.parts.length === 1 || first === undefined) return first;
  const qualified = findEntry(scope, tableKeyOf(ctx, first)) !== undefined;
  if (qualified) return name.parts[1];
  return ctx.names.structFields && name.parts.length === 2 ? first : name.parts[name.parts.length - 1];
}

/** `a = expr`, `(a, b) = (…)`: each target column with its value. */
export function assign(ctx: Context, scope: Scope, assignment: Assignment, table?: TableReference | DerivedTable): Column[] {
  const { targets, value, variable } = assignment;
  const within = table !== undefined && addsToItself(assignment) ? withinTable(ctx, scope, table) : scope;
  const values = targets.length < 2 ? [valueFor(ctx, within, value)] : valuesFor(ctx, scope, value, targets.length);
  if (variable !== undefined && values[0] !== undefined) setVariable(ctx, variable.name, values[0]);
  return targets.flatMap((target, at) => {
    const name = targetColumn(ctx, scope, target);
    const each = values[at];
    if (name === undefined || each === undefined) return [];
    return [newColumn(stored(ctx, name), keyOf(ctx, name), each.flow, each.span, each.fields)];
  });
}

/** `a += b`: the parser has made `a + b` of it. */
function addsToItself({ targets, value }: Assignment): boolean {
  return value.kind === 'operation' && value.operands[0] === targets[0];
}

/** Where a plain name is the table's own column, if it may be. */
function withinTable(ctx: Context, scope: Scope, table: TableReference | DerivedTable): Scope {
  const entry = findEntry(scope, nameOfTable(ctx, table));
  if (entry === undefined) return scope;
  const inner = newScope(scope, scope.ctes);
  inner.entries.push(entry);
  return inner;
}

/** A value with the characters that name it. */
export function valueFor(ctx: Context, scope: Scope, value: Expression): Column {
  const column = readValue(ctx, scope, value);
  return column.flow === NOTHING ? newColumn('', '', NOTHING, value) : { ...passOn(column, value), name: '', key: '' };
}

/** One value a column: of a row, or of a query's columns (each under the query's own influences). */
export function valuesFor(ctx: Context, scope: Scope, value: Expression, count: number): Column[] {
  if (value.kind === 'tuple') return value.elements.map((element) => valueFor(ctx, scope, element));
  if (value.kind === 'struct') return value.fields.map((field) => valueFor(ctx, scope, field.value));
  if (value.kind === 'call' && value.arguments.length === count) return value.arguments.map((each) => valueFor(ctx, scope, each));
  if (value.kind !== 'subquery') {
    const links: Link[] = [];
    read(ctx, scope, value, IDENTITY, links);
    return Array.from({ length: count }, () => newColumn('', '', flowOf(links), value));
  }
  const relation = resolveQuery(ctx, value.query, scope, scope.ctes);
  return relation.columns.map((column) => {
    const links = [link(column.flow, IDENTITY, value)];
    if (relation.rows !== NOTHING) links.push(link(relation.rows, IDENTITY, value));
    return newColumn('', '', flowOf(links), value, column.fields);
  });
}

/** RETURNING / OUTPUT: items over the rows as they are now. */
export function resolveReturning(
  ctx: Context,
  scope: Scope,
  { returning, outputInto, returningInto }: Returning,
  written: readonly Column[],
): Relation | undefined {
  if (returning.length === 0) return undefined;
  const inner = withRowNames(ctx, scope, written);
  const relation = newRelation(resolveItems(ctx, inner, returning), scope.from?.rows ?? NOTHING);
  if (outputInto === undefined && returningInto === undefined) return relation;
  if (outputInto !== undefined) writeReturned(ctx, outputInto, relation);
  else putInto(ctx, returningInto ?? [], relation);
  return undefined;
}

/** T-SQL's OUTPUT … INTO. */
function writeReturned(ctx: Context, { target, columns }: Copy, { columns: returned, rows }: Relation): void {
  const dataset = target && resolveName(ctx, target);
  const listed = columns.flatMap((column) => column.parts[column.parts.length - 1] ?? []);
  const known = dataset && knownColumns(ctx, dataset);
  const names = listed.length > 0 ? listed.map((name) => ({ name: stored(ctx, name), key: keyOf(ctx, name) })) : known;
  writeOutput(ctx, dataset, names === undefined ? asWritten(returned) : underNames(returned, names), rows);
}

/** With T-SQL's `inserted` and `deleted`, PostgreSQL's `new` and `old`: the target's row after and before. Plain names are not theirs. */
function withRowNames(ctx: Context, scope: Scope, written: readonly Column[]): Scope {
  const merged = new Map(written.map((column) => [column.key, column]));
  const [entry, ...others] = scope.entries;
  if (entry === undefined) return { ...scope, merged };
  const target = entry.relation;
  const after = newRelation(changedColumns(target, merged), NOTHING);
  const outer = newScope(scope.outer, scope.ctes);
  for (const [name, relation] of Object.entries({ inserted: after, new: after, deleted: target, old: target })) {
    const key = aliasKey(ctx.names, storedName(ctx.names, name, false));
    outer.entries.push({ key, parts: undefined, relation, dataset: undefined, value: undefined });
  }
  const from = others.length === 0 && scope.from !== undefined ? project(scope.from, after.columns) : scope.from;
  return { ...scope, from, outer, entries: [{ ...entry, relation: after }, ...others], merged };
}

/** The target's columns, those that were written with what was put into them. */
function changedColumns(target: Relation, written: ReadonlyMap<string, Column>): Column[] {
  if (openParts(target).length > 0) return [...written.values(), ...withoutColumns(target.columns, new Set(written.keys()))];
  return target.columns.map((column) => written.get(column.key) ?? column);
}

/** A relation's columns under a target's names, place by place. Behind an open star each may be any of its columns. */
export function underNames(columns: readonly Column[], names: readonly { readonly name: string; readonly key: string }[]): Column[] {
  const open = columns.findIndex((column) => column.open !== undefined);
  const placed: Column[] = [];
  for (const [at, { name, key }] of names.entries()) {
    const column = open >= 0 && at >= open ? columns[open] : columns[at];
    if (column !== undefined)
      placed.push(newColumn(name, key, column.flow, column.span, column.open === undefined ? column.fields : undefined));
  }
  return placed;
}

/** All that is written when nothing names the columns. */
export function asWritten(columns: readonly Column[]): Column[] {
  return columns.map((column) =>
    column.open === undefined
      ? newColumn(column.name, column.key, column.flow, column.span, column.fields)
      : openColumn(column.flow, column.open, column.span),
  );
}
