/**
 * Set operations over relations. Columns pair by position, or by name: always with BY NAME, and from the first open star of a
 * branch on.
 */
import type { Span } from '../base/span.js';
import type { Column, Fields, Open } from './column.js';
import { flowOfColumns, handed, newColumn, openColumn } from './column.js';
import type { Flow } from './flow.js';
import { flowOf, link, merge, NOTHING } from './flow.js';
import { narrow, remembered, withoutColumns } from './open.js';
import type { Relation } from './relation.js';
import { findColumn, isOpen, newRelation, openParts, withRows } from './relation.js';
import type { Sources } from './source.js';
import { FILTER, GROUP_BY, IDENTITY } from './transformation.js';

/**
 * UNION and INTERSECT: a value comes from any branch. EXCEPT: the branches after the first only filter. Columns pair by
 * position and are named by the first branch; from the first open star of a branch on by name, which is a guess (the
 * caller says so). `distinct` is UNION without ALL: rows are grouped by all their columns.
 */
export function setOperation(
  sources: Sources,
  type: 'union' | 'intersect' | 'except',
  branches: readonly Relation[],
  byName = false,
  distinct = false,
): Relation {
  const [first, ...others] = branches as readonly [Relation, ...Relation[]];
  if (type === 'except') return withRows(first, merge([first.rows, ownColumns(first, FILTER), ...others.map(filteredBy)]));
  const rows = merge(branches.map((branch) => branch.rows));
  const columns = pairAll(sources, branches, byName);
  const relation = newRelation(columns, rows);
  if (type === 'union' && !distinct) return relation;
  return newRelation(columns, merge([rows, ownColumns(relation, type === 'union' ? GROUP_BY : FILTER)]));
}

/**
 * Which rows stay is decided by whole rows: each column decides about the others. A single column says so by its value.
 */
function ownColumns({ columns }: Relation, code: number): Flow {
  if (columns.length < 2) return NOTHING;
  return flowOfColumns(columns, code);
}

function pairAll(sources: Sources, branches: readonly Relation[], byName: boolean): readonly Column[] {
  if (!branches.some(isOpen)) return byName ? pairByKey(branches) : pairByPosition(branches);
  return byName ? pairByName(sources, branches) : pairOpen(sources, branches);
}

function filteredBy(relation: Relation): Flow {
  const links = relation.columns.map((column) => link(column.flow, FILTER, column.span));
  if (relation.rows !== NOTHING) links.push(link(relation.rows, FILTER));
  return flowOf(links);
}

function pairByPosition(branches: readonly Relation[]): Column[] {
  const [first, ...others] = branches as readonly [Relation, ...Relation[]];
  return first.columns.map((column, at) => {
    const beside: Column[] = [];
    for (const { columns } of others) if (at < columns.length) beside.push(columns[at] as Column);
    return pair(column, beside);
  });
}

/** Each name once, in the order in which the branches have them first. */
function pairByKey(branches: readonly Relation[]): Column[] {
  const byKey = new Map<string, [first: Column, ...others: Column[]]>();
  for (const { columns } of branches) {
    const seen = new Set<string>();
    for (const column of columns) {
      const same = byKey.get(column.key);
      if (same === undefined) byKey.set(column.key, [column]);
      else if (!seen.has(column.key)) same.push(column);
      seen.add(column.key);
    }
  }
  return [...byKey.values()].map(([first, ...others]) => pair(first, others));
}

/** By position up to the first open star of either, then by name. */
function pairOpen(sources: Sources, [first, ...others]: readonly Relation[]): Column[] {
  const pairing = new Pairing(sources, (first as Relation).columns);
  for (const right of others) {
    const from = Math.min(firstStar(right.columns), pairing.star);
    pairing.byPosition(right.columns.slice(0, from));
    const rest = newRelation(right.columns.slice(from), right.rows);
    const span = rest.columns.find((column) => column.open !== undefined)?.span;
    pairing.byName(rest, from, span);
  }
  return pairing.columns();
}

function pairByName(sources: Sources, [first, ...others]: readonly Relation[]): Column[] {
  const pairing = new Pairing(sources, (first as Relation).columns);
  for (const right of others) {
    pairing.byName(right, 0);
    if (!pairing.isOpen) pairing.add(withoutColumns(right.columns, pairing.keys));
  }
  return pairing.columns();
}

function firstStar(columns: readonly Column[]): number {
  const at = columns.findIndex((column) => column.open !== undefined);
  return at < 0 ? columns.length : at;
}

/** The first branch's columns, each with those beside it; its stars as one, at the place of the first, with all that the others have. */
class Pairing {
  readonly #sources: Sources;
  /** Columns, and in place of the star undefined. */
  readonly #places: ({ readonly column: Column; readonly beside: Column[] } | undefined)[] = [];
  readonly #stars: Column[] = [];
  readonly #besideStar: Relation[] = [];
  readonly keys = new Set<string>();
  /** The place of the star, or how many columns there are. */
  star = 0;

  constructor(sources: Sources, columns: readonly Column[]) {
    this.#sources = sources;
    this.add(columns);
  }

  get isOpen(): boolean {
    return this.#stars.length > 0;
  }

  add(columns: readonly Column[]): void {
    for (const column of columns) {
      if (column.open === undefined) {
        this.#places.push({ column, beside: [] });
        this.keys.add(column.key);
      } else if (this.#stars.push(column) === 1) this.#places.push(undefined);
      if (!this.isOpen) this.star = this.#places.length;
    }
  }

  byPosition(columns: readonly Column[]): void {
    for (const [at, column] of columns.entries()) this.#places[at]?.beside.push(column);
  }

  /** `span`: of columns that a star holds. */
  byName(right: Relation, from: number, span?: Span): void {
    for (let at = from; at < this.#places.length; at++) {
      const place = this.#places[at];
      if (place === undefined) {
        this.#besideStar.push(right);
        continue;
      }
      const other = findColumn(this.#sources, right, place.column.key, place.column.name);
      if (other !== undefined) place.beside.push(other.span === undefined && span !== undefined ? { ...other, span } : other);
    }
  }

  columns(): Column[] {
    return this.#places.map((place) => (place === undefined ? this.#starPaired() : pair(place.column, place.beside)));
  }

  #starPaired(): Column {
    const [only, ...others] = this.#stars as [Column, ...Column[]];
    if (others.length === 0 && this.#besideStar.length === 0) return only;
    return pairStars(this.#sources, this.#stars, this.#besideStar);
  }
}

function pairStars(sources: Sources, stars: readonly Column[], others: readonly Relation[]): Column {
  const links = [...stars, ...others.flatMap(({ columns }) => columns)].map((column) => link(column.flow, IDENTITY, column.span));
  const own = stars.map((star) => star.open as Open);
  const parts = [...own, ...others.flatMap(openParts)];
  const open: Open = {
    owners: [...new Set(parts.flatMap((part) => part.owners))],
    may: (key) => own.some((part) => part.may(key)),
    column: (key, name) => {
      const found = [narrow(sources, own, key, name), ...others.map((other) => findColumn(sources, other, key, name))];
      const [first, ...beside] = found.filter((column) => column !== undefined);
      return first && pair(first, beside);
    },
    ...(parts.some((part) => part.cut) && { cut: true }),
  };
  return openColumn(flowOf(links), remembered(open), stars[0]?.span);
}

/** One column of several branches, named by the first. */
function pair(first: Column, others: readonly Column[]): Column {
  if (others.length === 0) return first;
  const links = [link(first.flow, IDENTITY, first.span)];
  for (const column of others) links.push(link(column.flow, IDENTITY, column.span));
  return newColumn(first.name, first.key, flowOf(links), first.span, pairFields(first, others));
}

/** A field of the column is that of every branch. */
function pairFields(first: Column, others: readonly Column[]): Fields {
  return handed(IDENTITY, () => ({ values: [first, ...others], aside: [] }));
}
