/** What `upstream` and `downstream` share: a breadth-first walk. graphology-traversal's sets up a queue as large as the graph for each. */
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
    let reached = edges.hasNode(start) ? [start] : [];
    for (let hops = 1; reached.length > 0 && hops <= depth; hops++) {
      const behind: string[] = [];
      const visit = (key: string): void => {
        if (seen.has(key)) return;
        seen.add(key);
        if (visitor({ ...graph.node(key), key, hops }) !== true) behind.push(key);
      };
      for (const key of reached) {
        if (mode === 'inbound') edges.forEachInboundNeighbor(key, visit);
        else edges.forEachOutboundNeighbor(key, visit);
      }
      reached = behind;
    }
  }
}
