/** Joins: two relations side by side, or one side's rows as the other decides them. */
import type { Span } from '../base/span.js';
import type { Column } from './column.js';
import { newColumn } from './column.js';
import type { Flow, Link } from './flow.js';
import { flowOf, link, NOTHING, via } from './flow.js';
import { openOnce, withoutColumns } from './open.js';
import type { Relation } from './relation.js';
import { findColumn, newRelation, openParts, withRows } from './relation.js';
import type { Sources } from './source.js';
import { IDENTITY, JOIN } from './transformation.js';
import { listsTooMany, unlisted } from './unlisted.js';

export type JoinKind = 'inner' | 'left' | 'right' | 'full' | 'cross' | 'semi' | 'anti' | 'right-semi' | 'right-anti';

/** Left columns then right ones; semi and anti joins keep one side's, and the other only decides rows. */
export function join(sources: Sources, kind: JoinKind, left: Relation, right: Relation, condition: Flow): Relation {
  const rows = joinRows(left.rows, right.rows, condition);
  if (kind === 'semi' || kind === 'anti') return withRows(left, rows);
  if (kind === 'right-semi' || kind === 'right-anti') return withRows(right, rows);
  return new JoinedRelation(sources, left, right, rows);
}

/**
 * USING and NATURAL: the merged columns first, once each, then the others. A merged column is the left side's for INNER
 * and LEFT, the right side's for RIGHT and of both for FULL; both sides' decide the rows. `inPlace`: they stand where the
 * left side has them.
 * `condition`: what is compared besides (ASOF's MATCH_CONDITION).
 */
export function joinUsing(
  sources: Sources,
  kind: JoinKind,
  left: Relation,
  right: Relation,
  names: readonly { readonly key: string; readonly name: string; readonly span: Span }[],
  inPlace = false,
  condition = NOTHING,
): { relation: Relation; merged: readonly Column[] } {
  const merged: Column[] = [];
  const keys = new Set<string>();
  const compared: Link[] = [];
  for (const { key, name, span } of names) {
    keys.add(key);
    const a = findColumn(sources, left, key, name);
    const b = findColumn(sources, right, key, name);
    if (a !== undefined) compared.push(link(a.flow, JOIN, span));
    if (b !== undefined) compared.push(link(b.flow, JOIN, span));
    const column = mergeColumn(kind, a, b);
    if (column !== undefined) merged.push(column);
  }
  if (condition !== NOTHING) compared.push(link(condition, JOIN));
  const rows = joinRows(left.rows, right.rows, flowOf(compared));
  if (kind === 'semi' || kind === 'anti') return { relation: withRows(left, rows), merged: [] };
  const rightRest = withoutColumns(right.columns, keys);
  const leftAll = inPlace && openParts(left).length === 0 ? replaceColumns(left.columns, merged) : undefined;
  const columns = leftAll ?? merged.concat(withoutColumns(left.columns, keys));
  return { relation: newRelation(openOnce(sources, columns.concat(rightRest)), rows), merged };
}

/** These columns with others in the places of their names. */
function replaceColumns(columns: readonly Column[], by: readonly Column[]): Column[] {
  const byKey = new Map(by.map((column) => [column.key, column]));
  return columns.map((column) => byKey.get(column.key) ?? column);
}

function mergeColumn(kind: JoinKind, left: Column | undefined, right: Column | undefined): Column | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  if (kind === 'right') return right;
  if (kind !== 'full') return left;
  return newColumn(left.name, left.key, flowOf([link(left.flow, IDENTITY), link(right.flow, IDENTITY)]));
}

function joinRows(left: Flow, right: Flow, condition: Flow): Flow {
  if (left === NOTHING && right === NOTHING) return via(condition, JOIN);
  const links: Link[] = [];
  if (left !== NOTHING) links.push(link(left, IDENTITY));
  if (right !== NOTHING && right !== left) links.push(link(right, IDENTITY));
  if (condition !== NOTHING) links.push(link(condition, JOIN));
  return flowOf(links);
}

/** Two relations side by side. Of a chain of joins only the list that something asks for is made. */
class JoinedRelation implements Relation {
  #columns: readonly Column[] | undefined = undefined;
  readonly #sources: Sources;
  readonly #left: Relation;
  readonly #right: Relation;
  index: Map<string, Column> | undefined = undefined;
  readonly seek = undefined;
  readonly base = undefined;

  constructor(
    sources: Sources,
    left: Relation,
    right: Relation,
    readonly rows: Flow,
  ) {
    this.#sources = sources;
    this.#left = left.base ?? left;
    this.#right = right.base ?? right;
  }

  get columns(): readonly Column[] {
    return (this.#columns ??= sideBySide(this.#sources, this.#joined()));
  }

  /** The relations that this and the joins below it put side by side. */
  #joined(): Relation[] {
    const joined: Relation[] = [];
    const stack: Relation[] = [this];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next instanceof JoinedRelation && next.#columns === undefined) stack.push(next.#right, next.#left);
      else joined.push(next);
    }
    return joined;
  }
}

function sideBySide(sources: Sources, relations: readonly Relation[]): readonly Column[] {
  const width = relations.reduce((sum, { columns }) => sum + columns.length, 0);
  if (listsTooMany(width)) return [unlisted(sources, [...new Set(relations)])];
  return openOnce(
    sources,
    relations.flatMap(({ columns }) => columns),
  );
}
