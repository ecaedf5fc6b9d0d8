import type { GraphNode, LineageGraph } from './lineage-graph.js';
import type { Visit, Visitor, WalkOptions } from './walk.js';
import { walk } from './walk.js';

/** Where does this go? Visits all columns and datasets that are made from a column, or from a dataset's rows. */
export function forEachDownstream(graph: LineageGraph, start: GraphNode, visitor: Visitor, options?: WalkOptions): void {
  walk(graph, downstreamStarts(graph, start), 'outbound', visitor, options);
}

/** All of `forEachDownstream`, near ones first. */
export function downstream(graph: LineageGraph, start: GraphNode, options?: WalkOptions): Visit[] {
  const visits: Visit[] = [];
  forEachDownstream(graph, start, (visit) => void visits.push(visit), options);
  return visits;
}

/** The node itself and, for a column that no statement defines, its dataset's star: a reader of `*` may get it too. */
export function downstreamStarts(graph: LineageGraph, start: GraphNode): string[] {
  const key = graph.find(start);
  const star = start.column === null || isDefined(graph, key) ? undefined : graph.find({ ...start, column: '*' });
  return [...new Set([key, star])].filter((each) => each !== undefined);
}

function isDefined(graph: LineageGraph, key: string | undefined): boolean {
  const attributes = key === undefined ? undefined : graph.graph.getNodeAttributes(key);
  return attributes !== undefined && 'defined' in attributes && attributes.defined;
}
