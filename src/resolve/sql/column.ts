/** Column names: which part is the relation, which the column, and which are fields in it. */
import { columnKey } from '../../catalog/names.js';
import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import type { Link } from '../../lineage/flow.js';
import { flowOf, link } from '../../lineage/flow.js';
import { findColumn, knownColumn, sourceColumn } from '../../lineage/relation.js';
import type { Source } from '../../lineage/source.js';
import { IDENTITY } from '../../lineage/transformation.js';
import type { ColumnName, Expression, Identifier } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, report, stored, tableKeyOf } from './context.js';
import { hiddenColumn, isPseudoColumn } from './engine-column.js';
import type { Entry, Scope } from './scope.js';
import { findDotted, findEntry, findEntryByName, findEntryOfTable, findUnqualified, hasColumn } from './scope.js';
import { knownDataset } from './tables.js';
import { takeFields } from './value.js';

export function readColumnName(ctx: Context, scope: Scope, node: ColumnName, code: number, out: Link[]): void {
  const column = resolveColumn(ctx, scope, node);
  if (column !== undefined) out.push(link(column.flow, code, node));
}

/** The column (or field of one) that a name means; undefined, with a diagnostic, when nothing owns it. */
export function resolveColumn(ctx: Context, scope: Scope, node: ColumnName): Column | undefined {
  const column = lookUpColumn(ctx, scope, node);
  if (column !== undefined) ctx.sides.meanings?.columns.set(node, column);
  ctx.types?.columns.set(node, column?.typed);
  return column;
}

function lookUpColumn(ctx: Context, scope: Scope, node: ColumnName): Column | undefined {
  const { parts } = node;
  if (parts.length === 1) return resolveUnqualified(ctx, scope, parts[0] as Identifier, node) ?? unknownColumn(ctx, scope, node);
  if (isSequenceValue(node)) return undefined;
  const dotted = ctx.names.dottedColumns ? resolveDotted(ctx, scope, node) : undefined;
  if (dotted !== undefined) return dotted;
  const qualified = resolveQualified(ctx, scope, node);
  if (qualified !== undefined)
    return qualified === 'unknown' ? (fieldOfColumn(ctx, scope, node) ?? unknownColumn(ctx, scope, node)) : qualified;
  const fields = ctx.names.structFields || ctx.variables.size > 0;
  const column = fields ? resolveUnqualified(ctx, scope, parts[0] as Identifier, node) : undefined;
  if (column !== undefined) return takeFields(ctx, column, parts.slice(1), node);
  return unknownColumn(ctx, scope, node);
}

/** `a.b` where a relation is called a and has no b, but a struct column is called a too. */
function fieldOfColumn(ctx: Context, scope: Scope, { parts, ...span }: ColumnName): Column | undefined {
  const column = ctx.names.structFields ? findDotted(scope, undefined, keyOf(ctx, parts[0] as Identifier)) : undefined;
  return column && takeFields(ctx, column, parts.slice(1), span);
}

/** ClickHouse's `n.k`, `t.n.k`: the longest name that is a column's as a whole. */
function resolveDotted(ctx: Context, scope: Scope, { parts, ...span }: ColumnName): Column | undefined {
  const entry = findEntry(scope, tableKeyOf(ctx, parts[0] as Identifier));
  const from = entry === undefined ? 0 : 1;
  for (let end = parts.length; end >= from + 2; end--) {
    const name = parts.slice(from, end).map((part) => stored(ctx, part));
    const found = findDotted(scope, entry, columnKey(ctx.names, name.join('.')));
    if (found !== undefined) return end === parts.length ? found : takeFields(ctx, found, parts.slice(end), span);
  }
  return undefined;
}

/** What a field is called that no alias names: by its whole path, where the dialect has such names. */
export function dottedName(ctx: Context, scope: Scope, node: Expression): string | undefined {
  if (!ctx.names.dottedColumns || node.kind !== 'column-name' || node.parts.length === 1) return undefined;
  const path = node.parts.slice(qualifierLength(ctx, scope, node));
  return path.length === 1 ? undefined : path.map((part) => stored(ctx, part)).join('.');
}

/** How many of the first parts name the relation. */
function qualifierLength(ctx: Context, scope: Scope, { parts }: ColumnName): number {
  const first = tableKeyOf(ctx, parts[0] as Identifier);
  if (findEntry(scope, first) !== undefined) return 1;
  for (let length = Math.min(parts.length - 1, 3); length >= 2; length--) {
    const keys = parts.slice(0, length).map((part) => tableKeyOf(ctx, part));
    if (findEntryByName(ctx, scope, keys) !== undefined) return length;
  }
  return findEntryOfTable(ctx, scope, first) === undefined ? 0 : 1;
}

function resolveUnqualified(ctx: Context, scope: Scope, part: Identifier, node: ColumnName): Column | undefined {
  const name = stored(ctx, part);
  const key = columnKey(ctx.names, name);
  const found = findUnqualified(ctx, scope, key, name);
  if (found === undefined || found === 'ambiguous') return found && ambiguousColumn(ctx, scope, key, name, node);
  const { source } = found.flow;
  if (source >= 0) noteShared(ctx, ctx.sources.list[source] as Source, node);
  return found;
}

/** Remembers a name that several relations could own, until the whole script has been read. */
export function noteShared(ctx: Context, source: Source, node: ColumnName): void {
  if (source.candidates !== undefined) ctx.shared.push({ source, start: node.start, end: node.end, diagnostics: ctx.diagnostics });
}

/** By the relation that its first parts name, or undefined when they name none. */
function resolveQualified(ctx: Context, scope: Scope, node: ColumnName): Column | 'unknown' | undefined {
  const { parts } = node;
  const first = tableKeyOf(ctx, parts[0] as Identifier);
  const entry = findEntry(scope, first);
  if (entry !== undefined) return columnOf(ctx, entry, node, 1);
  // `s.t.x`, `db.s.t.x`: the longest name wins.
  for (let length = Math.min(parts.length - 1, 3); length >= 2; length--) {
    const keys = parts.slice(0, length).map((part) => tableKeyOf(ctx, part));
    const named = findEntryByName(ctx, scope, keys);
    if (named !== undefined) return columnOf(ctx, named, node, length);
  }
  const local = ctx.names.localAliases && parts[0]?.name.toLowerCase() === 'local' ? scope.aliases : undefined;
  const alias = local?.get(`local.${keyOf(ctx, parts[1] as Identifier)}`);
  if (alias !== undefined) return alias;
  if (isValueInSight(ctx, scope, parts[0] as Identifier)) return undefined;
  const table = findEntryOfTable(ctx, scope, first);
  return table === undefined ? undefined : columnOf(ctx, table, node, 1);
}

/** A struct column or a variable, of which the other parts are fields. */
function isValueInSight(ctx: Context, scope: Scope, part: Identifier): boolean {
  const key = keyOf(ctx, part);
  if (ctx.variables.has(part.name.toLowerCase())) return true;
  return ctx.names.structFields && hasColumn(scope, key);
}

function columnOf(ctx: Context, entry: Entry, node: ColumnName, at: number): Column | 'unknown' {
  const part = node.parts[at] as Identifier;
  const name = stored(ctx, part);
  const found = findColumn(ctx.sources, entry.relation, columnKey(ctx.names, name), name);
  if (found === undefined) {
    // The fields of an unnested value, or of a row of known columns.
    return entry.value === undefined ? 'unknown' : takeFields(ctx, entry.value, node.parts.slice(at), node);
  }
  const { source } = found.flow;
  if (source >= 0) noteShared(ctx, ctx.sources.list[source] as Source, node);
  return at + 1 < node.parts.length ? takeFields(ctx, found, node.parts.slice(at + 1), node) : found;
}

/** An error in the text; every owner is given rather than one picked. */
function ambiguousColumn(ctx: Context, scope: Scope, key: string, name: string, node: ColumnName): Column {
  ctx.sides.ambiguous.push(node);
  const links: Link[] = [];
  for (let each: Scope | undefined = scope; each !== undefined && links.length === 0; each = each.outer) {
    for (const { relation } of each.entries) {
      const column = knownColumn(relation, key);
      if (column !== undefined) links.push(link(column.flow, IDENTITY, node));
    }
  }
  return newColumn(name, key, flowOf(links));
}

function unknownColumn(ctx: Context, scope: Scope, node: ColumnName): Column | undefined {
  const text = node.parts.map((part) => part.name).join('.');
  if (isPseudoColumn(node)) return undefined;
  const entry = node.parts.length === 1 ? undefined : findEntry(scope, tableKeyOf(ctx, node.parts[0] as Identifier));
  const hidden = hiddenColumn(ctx, scope, node, entry) ?? columnOfOtherCase(ctx, scope, node, entry);
  if (hidden !== undefined) return hidden;
  const where = entry === undefined ? 'No relation here has' : `${node.parts[0]?.name} has no`;
  report(ctx, 'warning', 'unknown-column', `${where} column ${entry === undefined ? text : node.parts[1]?.name}.`, node);
  return columnOfOnlyTable(ctx, scope, node, entry);
}

/** A schema does not say how its names are quoted: `"id"` is the column that it calls id, however that one is stored. */
function columnOfOtherCase(ctx: Context, scope: Scope, { parts }: ColumnName, entry: Entry | undefined): Column | undefined {
  const part = parts[entry === undefined ? 0 : 1] as Identifier;
  if (!part.quoted || ctx.names.fold === 'preserve') return undefined;
  const key = keyOf(ctx, { ...part, quoted: false });
  for (const { relation, dataset } of entry === undefined ? scope.entries : [entry]) {
    if (dataset === undefined || !knownDataset(ctx, dataset)?.unquoted) continue;
    const column = knownColumn(relation, key);
    if (column !== undefined) return column;
  }
  return undefined;
}

/** What is known of a table may be out of date: a name that can only be its own is still taken for one of its columns. */
function columnOfOnlyTable(ctx: Context, scope: Scope, node: ColumnName, entry: Entry | undefined): Column | undefined {
  const only = entry ?? (scope.entries.length === 1 && scope.outer === undefined && node.parts.length === 1 ? scope.entries[0] : undefined);
  const name = node.parts[entry === undefined ? 0 : 1];
  if (only?.dataset === undefined || name === undefined) return undefined;
  return sourceColumn(ctx.sources, only.dataset, stored(ctx, name), keyOf(ctx, name));
}

/** `s.nextval`, `s.currval`: s is a sequence. */
function isSequenceValue({ parts }: ColumnName): boolean {
  const name = (parts[parts.length - 1] as Identifier).name.toLowerCase();
  return name === 'nextval' || name === 'currval';
}
