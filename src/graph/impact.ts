/**
 * What depends on this, and how? A dependent's role says what the column does for it: `value` when it is computed from it
 * all the way, else the first thing on the way that is not a value: a condition inside an expression, a filter, …
 */

import type { DatasetAttributes } from './attributes.js';
import { DIRECT, POSSIBLE, READ, transformationBits } from './attributes.js';
import { downstreamStarts } from './downstream.js';
import { columnKey } from './key.js';
import type { GraphNode, LineageGraph } from './lineage-graph.js';

/** `rows`: the dataset is read as a whole (only for the impact of a dataset). */
export type Role = 'value' | 'condition' | 'filter' | 'join' | 'group' | 'order' | 'window' | 'rows';

export interface Dependence {
  readonly role: Role;
  /** Edges by the shortest way in this role. */
  readonly hops: number;
  /** It may depend: a candidate or an open star is on every way. */
  readonly possible: boolean;
}

/** A column, or (`column` null) a dataset whose rows are decided. */
export interface Dependent extends GraphNode {
  readonly key: string;
  /** Near ones first. */
  readonly dependences: readonly Dependence[];
}

const ROLES: readonly Role[] = ['value', 'condition', 'filter', 'join', 'group', 'order', 'window', 'rows'];
const VALUE = 1;
const ROWS = 1 << 7;
/** Sure roles are in the low eight bits, possible ones in the next eight. */
const SURE = 0xff;
const POSSIBLE_SHIFT = 8;

/** Each role's bit with the edges that give it. */
const ROLE_OF_EDGE: readonly (readonly [role: number, edge: number])[] = [
  [VALUE, DIRECT],
  ...(['CONDITIONAL', 'FILTER', 'JOIN', 'GROUP_BY', 'SORT', 'WINDOW'] as const).map(
    (subtype, i) => [2 << i, transformationBits({ type: 'INDIRECT', subtype })] as const,
  ),
];

/** Calls once for each node and role, near ones first. A sure dependence may follow a nearer possible one. */
export function forEachDependence(graph: LineageGraph, start: GraphNode, callback: (key: string, dependence: Dependence) => void): void {
  let frontier = startRoles(graph, start);
  const seen = new Map(frontier);
  for (let hops = 1; frontier.size; hops++) {
    const next = new Map<string, number>();
    for (const [key, roles] of frontier) {
      graph.graph.forEachOutboundEdge(key, (_edge, { bits }, _source, target) => {
        const known = seen.get(target) ?? 0;
        const fresh = carry(roles, bits) & ~(known | ((known & SURE) << POSSIBLE_SHIFT));
        if (!fresh) return;
        seen.set(target, known | fresh);
        next.set(target, (next.get(target) ?? 0) | fresh);
      });
    }
    for (const [key, roles] of next) for (const each of readRoles(roles)) callback(key, { ...each, hops });
    frontier = next;
  }
}

/** All dependents, near ones first, each with its roles. */
export function impact(graph: LineageGraph, start: GraphNode): Dependent[] {
  const found = new Map<string, Dependence[]>();
  forEachDependence(graph, start, (key, dependence) => {
    const known = found.get(key);
    if (known) known.push(dependence);
    else found.set(key, [dependence]);
  });
  return [...found].map(([key, dependences]) => ({ ...graph.node(key), key, dependences }));
}

function startRoles(graph: LineageGraph, start: GraphNode): Map<string, number> {
  const [key, star] = downstreamStarts(graph, start);
  if (key === undefined) return new Map();
  if (start.column !== null) {
    const roles = new Map([[key, graph.node(key).column === start.column ? VALUE : VALUE << POSSIBLE_SHIFT]]);
    return star === undefined ? roles : roles.set(star, VALUE << POSSIBLE_SHIFT);
  }
  const { columns } = graph.graph.getNodeAttributes(key) as DatasetAttributes;
  return new Map([[key, ROWS], ...columns.map((column) => [columnKey(key, column), VALUE] as const)]);
}

/** The roles at an edge's end from those at its start. */
function carry(roles: number, edge: number): number {
  if (edge & READ) return roles;
  const sure = edge & POSSIBLE ? 0 : through(roles & SURE, edge);
  const any = through((roles | (roles >> POSSIBLE_SHIFT)) & SURE, edge);
  return sure | ((any & ~sure) << POSSIBLE_SHIFT);
}

/** A value takes the edge's roles; what is not a value any more keeps its own. */
function through(roles: number, edge: number): number {
  let carried = roles & ~VALUE;
  if (roles & VALUE) for (const [role, bits] of ROLE_OF_EDGE) if (edge & bits) carried |= role;
  return carried;
}

function readRoles(roles: number): { readonly role: Role; readonly possible: boolean }[] {
  const named = (bits: number, possible: boolean) => ROLES.filter((_role, i) => bits & (1 << i)).map((role) => ({ role, possible }));
  return [...named(roles & SURE, false), ...named((roles >> POSSIBLE_SHIFT) & ~roles & SURE, true)];
}
