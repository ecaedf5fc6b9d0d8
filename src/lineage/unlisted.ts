/**
 * Lists of columns have a budget: a star of a self join of a self join of … doubles with every line, and so does what is made
 * of it. What would be too long stays a star: its columns are known and found by name, they are only not listed.
 */
import type { Column, Open } from './column.js';
import { openColumn } from './column.js';
import type { Flow } from './flow.js';
import { flowOf, link } from './flow.js';
import { remembered } from './open.js';
import type { Relation } from './relation.js';
import { findColumn, isOpen, knownColumn, openParts } from './relation.js';
import type { Source, Sources } from './source.js';
import { internStar } from './source.js';
import { IDENTITY } from './transformation.js';

/** Columns of one relation. The widest tables of engines have some tens of thousands. */
const MAX_COLUMNS = 100_000;

export function listsTooMany(count: number): boolean {
  return count > MAX_COLUMNS;
}

/** Whether there is room in the text's budget to list these columns of a star, which they then take. */
export function takeRoom(sources: Sources, count: number): boolean {
  if (count > sources.room || listsTooMany(count)) return false;
  sources.room -= count;
  return true;
}

/** All columns of these relations as one star. */
export function unlisted(sources: Sources, relations: readonly Relation[]): Column {
  const owners = new Set(relations.flatMap((relation) => openParts(relation).flatMap((part) => part.owners)));
  const open: Open = {
    owners: [...owners],
    may: (key) => relations.some((relation) => mayHave(relation, key)),
    column: (key, name) => firstOf(sources, relations, key, name),
    cut: true,
  };
  return openColumn(allOf(sources, relations), remembered(open));
}

function mayHave(relation: Relation, key: string): boolean {
  return knownColumn(relation, key) !== undefined || (isOpen(relation) && openParts(relation).some((part) => part.may(key)));
}

function firstOf(sources: Sources, relations: readonly Relation[], key: string, name: string): Column | undefined {
  for (const relation of relations) {
    const column = knownColumn(relation, key);
    if (column !== undefined) return column;
  }
  for (const relation of relations) {
    const column = findColumn(sources, relation, key, name);
    if (column !== undefined) return column;
  }
  return undefined;
}

/** What flows into the columns, those of one dataset as its star. */
function allOf(sources: Sources, relations: readonly Relation[]): Flow {
  const flows = new Set<Flow>();
  for (const { columns } of relations) {
    for (const { flow } of columns) {
      const { dataset } = flow.source < 0 ? { dataset: null } : (sources.list[flow.source] as Source);
      flows.add(dataset === null ? flow : internStar(sources, dataset).flow);
    }
  }
  return flowOf([...flows].map((flow) => link(flow, IDENTITY)));
}
