/** What `upstream` and `downstream` share: a breadth-first walk with graphology-traversal. */
import { bfsFromNode } from 'graphology-traversal';
import { directEdges } from './direct-edges.js';
import type { GraphNode, LineageGraph } from './lineage-graph.js';

export interface WalkOptions {
  /** Go no further than this many edges. Default: to the end. */
  readonly depth?: number;
  /** Follow values only, not what decides rows or conditions. Default false. */
  readonly direct?: boolean;
}

export interface Visit extends GraphNode {
  readonly key: string;
  /** Edges from the start, by the shortest way; 1 is next to it. */
  readonly hops: number;
}

/** Called for each node that is reached, near ones first, each once; true goes no further behind it. */
export type Visitor = (visit: Visit) => unknown;

/** Walks from each start in turn; starts themselves, and those that the graph does not have, are not visited. */
export function walk(
  graph: LineageGraph,
  starts: readonly string[],
  mode: 'inbound' | 'outbound',
  visitor: Visitor,
  options: WalkOptions = {},
): void {
  const { depth = Number.POSITIVE_INFINITY, direct = false } = options;
  const edges = direct ? directEdges(graph) : graph.graph;
  const seen = new Set(starts);
  for (const start of starts) {
    // A walk sets up a queue as large as the graph: not for a start that leads nowhere, as the columns of a wide seed do.
    if (!edges.hasNode(start) || (mode === 'inbound' ? edges.inDegree(start) : edges.outDegree(start)) === 0) continue;
    bfsFromNode(
      edges,
      start,
      (key, _attributes, hops) => {
        if (hops === 0) return depth <= 0;
        if (seen.has(key)) return true;
        seen.add(key);
        return visitor({ ...graph.node(key), key, hops }) === true || hops >= depth;
      },
      { mode },
    );
  }
}
