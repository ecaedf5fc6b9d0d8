/**
 * Spark's scopes: a relation whose columns carry attribute ids. The same id appears in several branches of a union or a self
 * join, so an id means something only among the columns directly below a node, never in the plan as a whole.
 */

import type { Column, Open } from '../../lineage/column.js';
import type { Flow } from '../../lineage/flow.js';
import { narrow } from '../../lineage/open.js';
import type { Relation } from '../../lineage/relation.js';
import { findColumn, newRelation, openParts } from '../../lineage/relation.js';
import type { Sources } from '../../lineage/source.js';

export interface PlanRelation {
  readonly relation: Relation;
  /** Of each column; -1 where the text gives none. */
  readonly ids: readonly number[];
  /**
   * What lies below a node whose columns are not all printed: a partial aggregate (the final one names what the partial
   * one read) or a cut list.
   */
  readonly hidden: PlanRelation | undefined;
  /** Relations by the name they go by: only parsed text looks columns up by name. */
  readonly parts: readonly { readonly name: string; readonly relation: PlanRelation }[];
  /** Ids that a cut list hides, and whose they are. */
  readonly ranges: readonly { readonly first: number; readonly last: number; readonly open: Open }[];
  index: Map<number, Column> | undefined;
}

export function planRelation(relation: Relation, ids: readonly number[], hidden?: PlanRelation): PlanRelation {
  return { relation, ids, hidden, parts: [], ranges: [], index: undefined };
}

/** The same columns over other rows. */
export function withRelation(input: PlanRelation, relation: Relation): PlanRelation {
  return relation === input.relation ? input : { ...input, relation };
}

/** The column of an id, looked for in what is hidden as well. */
export function columnById(scope: PlanRelation, id: number): Column | undefined {
  for (let at: PlanRelation | undefined = scope; at !== undefined; at = at.hidden) {
    const found = indexOf(at).get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function indexOf(scope: PlanRelation): Map<number, Column> {
  if (scope.index === undefined) {
    scope.index = new Map();
    for (const [at, id] of scope.ids.entries()) {
      const column = scope.relation.columns[at];
      if (id >= 0 && column !== undefined && !scope.index.has(id)) scope.index.set(id, column);
    }
  }
  return scope.index;
}

/** The column that a cut list hides: of the relation that its id belongs to, else of the open relations below. */
export function hiddenColumn(sources: Sources, scope: PlanRelation, id: number, name: string): Column | undefined {
  for (let at: PlanRelation | undefined = scope; at !== undefined; at = at.hidden) {
    const range = at.ranges.find(({ first, last }) => first <= id && id <= last);
    if (range !== undefined) return range.open.column(name, name);
    if (at.ranges.length > 0) continue;
    const open = openParts(at.relation);
    if (open.length > 0) return narrow(sources, open, name, name);
  }
  return undefined;
}

/** What a name of parsed text means: `['o', 'total']`, `['total']`. A qualifier that no relation goes by is a column's. */
export function columnByName(
  sources: Sources,
  scope: PlanRelation,
  parts: readonly string[],
): { column: Column; path: readonly string[] } | undefined {
  for (let taken = parts.length - 1; taken > 0; taken--) {
    const qualifier = parts.slice(0, taken).join('.').toLowerCase();
    const part = scope.parts.find(({ name }) => name === qualifier || name.endsWith(`.${qualifier}`));
    const column = part && findName(sources, part.relation, parts[taken] as string);
    if (column !== undefined) return { column, path: parts.slice(taken + 1) };
  }
  const column = findName(sources, scope, parts[0] as string);
  return column && { column, path: parts.slice(1) };
}

function findName(sources: Sources, scope: PlanRelation, name: string): Column | undefined {
  const lower = name.toLowerCase();
  return (
    scope.relation.columns.find((column) => column.open === undefined && column.name.toLowerCase() === lower) ??
    findColumn(sources, scope.relation, name, name)
  );
}

/** Several relations side by side, as a join's condition sees them. */
export function besides(relations: readonly PlanRelation[], rows: Flow): PlanRelation {
  const [only] = relations;
  if (relations.length === 1 && only !== undefined) return only;
  const columns = relations.flatMap(({ relation }) => relation.columns);
  return {
    relation: newRelation(columns, rows),
    ids: relations.flatMap(({ ids }) => ids),
    hidden: relations.find(({ hidden }) => hidden !== undefined)?.hidden,
    parts: relations.flatMap(({ parts }) => parts),
    ranges: relations.flatMap(({ ranges }) => ranges),
    index: undefined,
  };
}
