import type { GraphNode, LineageGraph } from './lineage-graph.js';
import type { Visit, Visitor, WalkOptions } from './walk.js';
import { walk } from './walk.js';

/**
 * Where does this come from? Visits all that a column's value, or a dataset's rows, are made from. What filters and joins
 * the rows that a column is in lies above its dataset (`column: null`), not above the column.
 */
export function forEachUpstream(graph: LineageGraph, start: GraphNode, visitor: Visitor, options?: WalkOptions): void {
  // A column that nobody names comes out of its dataset's open star.
  const key = graph.find(start) ?? graph.find({ ...start, column: '*' });
  if (key !== undefined) walk(graph, [key], 'inbound', visitor, options);
}

/** All of `forEachUpstream`, near ones first. */
export function upstream(graph: LineageGraph, start: GraphNode, options?: WalkOptions): Visit[] {
  const visits: Visit[] = [];
  forEachUpstream(graph, start, (visit) => void visits.push(visit), options);
  return visits;
}
