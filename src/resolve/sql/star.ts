/** `*`, `t.*`, `(value).*` and their modifiers, as columns. */
import { matcherOf } from '../../base/regular-expression.js';
import type { Span } from '../../base/span.js';
import { columnKey } from '../../catalog/names.js';
import { findFunction } from '../../functions/table.js';
import type { Column, Open } from '../../lineage/column.js';
import { fieldsOf, newColumn, openColumn, passOn } from '../../lineage/column.js';
import type { Flow, Link } from '../../lineage/flow.js';
import { flowOf, NOTHING, via } from '../../lineage/flow.js';
import { withoutColumns } from '../../lineage/open.js';
import { knownColumn, newRelation } from '../../lineage/relation.js';
import { AGGREGATION, MASKING, TRANSFORMATION } from '../../lineage/transformation.js';
import { takeRoom, unlisted } from '../../lineage/unlisted.js';
import type { ColumnName, Expression, Identifier, Star, StarPattern } from '../../sql/tree.js';
import { functionName } from './call.js';
import { resolveColumn } from './column.js';
import type { Context } from './context.js';
import { keyOf, report, stored, tableKeyOf } from './context.js';
import { read } from './expression.js';
import { isLike, picks } from './name-test.js';
import type { Scope } from './scope.js';
import { findEntry, findEntryByName, findEntryOfTable, withLocals } from './scope.js';
import { readValue, takeFields } from './value.js';

/** The columns of a star in order. Open ones stay open, under the same modifiers. */
export function expandStar(ctx: Context, scope: Scope, star: Star): Column[] {
  const all = starColumns(ctx, scope, star);
  if (all.length === 0) return [];
  const plain = takeRoom(ctx.sources, all.length) ? all : [unlisted(ctx.sources, [newRelation(all, NOTHING)])];
  const kept = exclude(ctx, scope, plain, star);
  const renamed = rename(ctx, kept, star);
  const handed = renamed.map((column) => passOn(column, star));
  const replaced = star.replace.length === 0 ? handed : replace(ctx, scope, handed, star);
  return (star.apply ?? []).reduce((columns: Column[], by) => columns.map((column) => applyTo(ctx, scope, column, by)), replaced);
}

function starColumns(ctx: Context, scope: Scope, star: Star): readonly Column[] {
  if (star.columns !== undefined) return star.columns.flatMap((name) => listedColumn(ctx, scope, name));
  if (star.operand !== undefined) return fieldsOfValue(ctx, readValue(ctx, scope, star.operand), star);
  if (star.qualifier.length === 0) return scope.from?.columns ?? [];
  const { qualifier } = star;
  const named =
    qualifier.length === 1
      ? findEntry(scope, tableKeyOf(ctx, qualifier[0] as Identifier))
      : findEntryByName(
          ctx,
          scope,
          qualifier.map((part) => tableKeyOf(ctx, part)),
        );
  const last = qualifier[qualifier.length - 1] as Identifier;
  const entry = named ?? findEntryOfTable(ctx, scope, tableKeyOf(ctx, last));
  if (entry !== undefined) {
    const columns = (entry.value && fieldsOf(entry.value)) ?? entry.relation.columns;
    const merged = scope.starKeys?.get(entry);
    return merged === undefined ? columns : withMerged(ctx, columns, merged);
  }
  return starOfColumn(ctx, scope, star);
}

function listedColumn(ctx: Context, scope: Scope, name: ColumnName): Column[] {
  const last = name.parts[name.parts.length - 1] as Identifier;
  const column = resolveColumn(ctx, scope, name);
  return column === undefined ? [] : [{ ...column, name: stored(ctx, last), key: keyOf(ctx, last) }];
}

/** `s.*`, `t.s.*` where s is a struct column. */
function starOfColumn(ctx: Context, scope: Scope, star: Star): readonly Column[] {
  const name: ColumnName = { kind: 'column-name', parts: star.qualifier, start: star.start, end: star.end };
  const column = resolveColumn(ctx, scope, name);
  return column === undefined ? [] : fieldsOfValue(ctx, column, star);
}

function fieldsOfValue(ctx: Context, value: Column, star: Star): readonly Column[] {
  const fields = fieldsOf(value);
  if (fields !== undefined) return fields;
  const open: Open = {
    owners: [],
    may: () => true,
    column: (key, name) =>
      takeFields(ctx, value, [{ kind: 'identifier', name, quoted: key !== name.toLowerCase(), start: star.start, end: star.end }], star),
  };
  return [openColumn(value.flow, open)];
}

/** `t.*` behind a USING: without its columns, or with them before the others. */
function withMerged({ names }: Context, columns: readonly Column[], merged: ReadonlySet<string>): readonly Column[] {
  const rest = withoutColumns(columns, merged);
  if (names.usingColumns === 'alone') return rest;
  if (columns.some((column) => column.open !== undefined)) return columns; // who knows where they are
  return [...merged].flatMap((key) => columns.find((column) => column.key === key) ?? []).concat(rest);
}

function exclude(ctx: Context, scope: Scope, columns: readonly Column[], star: Star): readonly Column[] {
  let kept = columns;
  if (star.except.length > 0) {
    const keys = new Set<string>();
    const named: { key: string; table: Identifier }[] = [];
    for (const { parts } of star.except) {
      const key = keyOf(ctx, parts[parts.length - 1] as Identifier);
      if (parts.length === 2) named.push({ key, table: parts[0] as Identifier });
      else keys.add(key);
    }
    if (named.length > 0) kept = withoutOwned(ctx, scope, kept, named, keys);
    kept = withoutColumns(kept, keys);
  }
  const { pattern, condition } = star;
  if (condition !== undefined) return kept.filter((column) => column.open !== undefined || picks(condition, column.name) !== false);
  if (pattern === undefined) return kept;
  const fits = fitting(pattern);
  return kept.filter((column) => column.open !== undefined || fits(column.name));
}

/** `* EXCLUDE (a.id)` leaves the id of other relations (DuckDB). Where the column is not there on its own, its key is added to `keys`. */
function withoutOwned(
  ctx: Context,
  scope: Scope,
  columns: readonly Column[],
  named: readonly { readonly key: string; readonly table: Identifier }[],
  keys: Set<string>,
): Column[] {
  const there = new Map<string, Map<Flow, boolean>>();
  for (const { key, flow } of columns) {
    const flows = there.get(key) ?? new Map<Flow, boolean>();
    there.set(key, flows.set(flow, true));
  }
  for (const { key, table } of named) {
    const entry = findEntry(scope, tableKeyOf(ctx, table));
    const flow = entry && knownColumn(entry.relation, key)?.flow;
    const flows = there.get(key);
    if (flow !== undefined && flows?.get(flow)) flows.set(flow, false);
    else keys.add(key);
  }
  return columns.filter(({ key, flow }) => there.get(key)?.get(flow));
}

function rename(ctx: Context, columns: readonly Column[], star: Star): readonly Column[] {
  if (star.rename.length === 0) return columns;
  const names = new Map(star.rename.map(({ from, to }) => [keyOf(ctx, from.parts[from.parts.length - 1] as Identifier), to]));
  return columns.flatMap((column) => {
    if (column.open !== undefined) {
      const rest = withoutColumns([column], new Set(names.keys()));
      return [...renamedOf(ctx, column.open, names), ...rest];
    }
    const to = names.get(column.key);
    return to === undefined ? [column] : [{ ...column, name: stored(ctx, to), key: keyOf(ctx, to) }];
  });
}

/** Renamed columns of an open star are surely there. */
function renamedOf(ctx: Context, open: Open, names: ReadonlyMap<string, Identifier>): Column[] {
  const columns: Column[] = [];
  for (const [key, to] of names) {
    const column = open.column(key, key);
    if (column !== undefined) columns.push({ ...column, name: stored(ctx, to), key: keyOf(ctx, to) });
  }
  return columns;
}

function replace(ctx: Context, scope: Scope, columns: readonly Column[], star: Star): Column[] {
  const replaced = new Map<string, Column>();
  for (const item of star.replace) {
    const { alias } = item;
    if (alias === undefined) continue;
    const key = keyOf(ctx, alias);
    replaced.set(key, { ...passOn(readValue(ctx, scope, item.expression), item), name: stored(ctx, alias), key });
  }
  const there = new Set(columns.map((column) => column.key));
  const missing = [...replaced.values()].filter((column) => !there.has(column.key));
  return columns.flatMap((column) => {
    if (column.open !== undefined) return [...withoutColumns([column], new Set(replaced.keys())), ...missing.splice(0)];
    return [replaced.get(column.key) ?? column];
  });
}

/** `* APPLY(f)`: the column `f(a)`; under a lambda each keeps its name. */
function applyTo(ctx: Context, scope: Scope, column: Column, by: Expression): Column {
  if (by.kind === 'lambda') {
    const links: Link[] = [];
    const locals = by.parameters.slice(0, 1).map((parameter) => newColumn(stored(ctx, parameter), keyOf(ctx, parameter), column.flow));
    read(ctx, withLocals(scope, locals), by.body, TRANSFORMATION, links);
    return withFlow(ctx, column, () => flowOf(links), column.name, by);
  }
  const name = by.kind === 'call' ? functionName(by) : ctx.text.slice(by.start, by.end);
  const { aggregate, masking } = findFunction(ctx.functions, name);
  const code = aggregate ? AGGREGATION : masking ? TRANSFORMATION | MASKING : TRANSFORMATION;
  return withFlow(ctx, column, (flow) => via(flow, code, by), `${name}(${column.name})`, by);
}

function withFlow(ctx: Context, column: Column, change: (flow: Flow) => Flow, name: string, span: Span): Column {
  const { open } = column;
  if (open === undefined) return newColumn(name, columnKey(ctx.names, name), change(column.flow), span);
  const owned = (key: string, own: string): Column | undefined => {
    const found = open.column(key, own);
    return found && { ...found, flow: change(found.flow) };
  };
  return openColumn(change(column.flow), { ...open, column: owned });
}

/** Whether a column's name fits LIKE, ILIKE, SIMILAR TO or a regular expression (`COLUMNS('a.*')`). What cannot be read fits all. */
function fitting({ type, text }: StarPattern): (name: string) => boolean {
  if (type === 'regex' || type === 'similar') {
    const match = matcherOf(type === 'regex' ? text : `^(?:${text})$`);
    return (name) => match === undefined || match(name) !== undefined;
  }
  const insensitive = type === 'ilike' || type === 'not-ilike';
  return (name) => isLike(name, text, insensitive) === (type === 'like' || type === 'ilike');
}

/** Says which of a statement's outputs stay open, and for want of which tables. */
export function reportOpenStars(ctx: Context, columns: readonly Column[], statement: Span): void {
  const said = new Set<string>();
  for (const { open, span } of columns) {
    if (open === undefined) continue;
    const of = open.owners.map((owner) => owner.name).join(', ');
    const place = span === undefined || span.start === span.end ? statement : span; // FROM without SELECT has a star of no letters
    if (said.has(`${place.start} ${of}`)) continue;
    said.add(`${place.start} ${of}`);
    if (open.cut) {
      report(ctx, 'warning', 'cut', 'There are too many columns to list: this star stays one.', place, 'Name the columns that are needed.');
      continue;
    }
    report(ctx, 'info', 'open-star', `The columns${of && ` of ${of}`} are not known, so this star stays open.`, place, 'Give a schema.');
  }
}
