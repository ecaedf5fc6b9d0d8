/**
 * Set operations over relations. Columns pair by position, or by name: always with BY NAME, and from the first open star of a
 * branch on.
 */
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
  const [first, ...others] = branches as readonly [Relation, ...Relation[]];
  if (!branches.some(isOpen)) return byName ? pairByKey(branches) : pairByPosition(branches);
  const pairTwo = byName ? pairByName : pairOpen;
  return others.reduce((left, right) => newRelation(pairTwo(sources, left, right), NOTHING), first).columns;
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
function pairOpen(sources: Sources, left: Relation, right: Relation): Column[] {
  let from = 0;
  while (left.columns[from]?.open === undefined && right.columns[from]?.open === undefined && from < left.columns.length) from++;
  const paired = left.columns.slice(0, from).map((column, at) => pair(column, right.columns.slice(at, at + 1)));
  const rest = newRelation(right.columns.slice(from), right.rows);
  const star = rest.columns.find((column) => column.open !== undefined)?.span;
  const others = pairEach(sources, left.columns.slice(from), rest, (column) => {
    const other = findColumn(sources, rest, column.key, column.name);
    return other && (other.span === undefined ? { ...other, span: star } : other);
  });
  return paired.concat(others);
}

function pairByName(sources: Sources, left: Relation, right: Relation): Column[] {
  const paired = new Set<string>();
  const columns = pairEach(sources, left.columns, right, ({ key, name }) => {
    paired.add(key);
    return findColumn(sources, right, key, name);
  });
  return columns.concat(isOpen(left) ? [] : withoutColumns(right.columns, paired));
}

/** Each column with the one beside it; the stars among them as one, at the place of the first, with all that the other side has. */
function pairEach(sources: Sources, columns: readonly Column[], right: Relation, beside: (column: Column) => Column | undefined): Column[] {
  const stars = columns.filter((column) => column.open !== undefined);
  const paired: Column[] = [];
  for (const column of columns) {
    if (column === stars[0]) paired.push(pairStars(sources, stars, right));
    else if (column.open === undefined) {
      const other = beside(column);
      paired.push(other === undefined ? column : pair(column, [other]));
    }
  }
  return paired;
}

function pairStars(sources: Sources, stars: readonly Column[], other: Relation): Column {
  const links = [...stars, ...other.columns].map((column) => link(column.flow, IDENTITY, column.span));
  const own = stars.map((star) => star.open as Open);
  const parts = [...own, ...openParts(other)];
  const open: Open = {
    owners: [...new Set(parts.flatMap((part) => part.owners))],
    may: (key) => own.some((part) => part.may(key)),
    column: (key, name) => {
      const a = narrow(sources, own, key, name);
      const b = findColumn(sources, other, key, name);
      return a === undefined || b === undefined ? (a ?? b) : pair(a, [b]);
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
