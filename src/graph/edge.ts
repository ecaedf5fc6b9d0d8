import type { Transformation } from '../lineage/types.js';
import { bitsOf, POSSIBLE, statementOf, transformationsOf } from './attributes.js';
import type { GraphNode, LineageGraph } from './lineage-graph.js';

/** One way in which one statement makes the edge. */
export interface EdgeUse {
  /** Id of the statement: its place in `LineageGraph.statements`. */
  readonly statement: number;
  /** Absent for an edge between datasets. */
  readonly transformation?: Transformation;
  /** The source is one of several candidates. */
  readonly possible: boolean;
}

export interface GraphEdge {
  readonly from: GraphNode;
  readonly to: GraphNode;
  /** No use is sure: candidates, or a column that an open star may contain. */
  readonly possible: boolean;
  readonly uses: readonly EdgeUse[];
}

/** What is known about the edge between two nodes, which must exist. */
export function readEdge(graph: LineageGraph, source: string, target: string): GraphEdge {
  const { bits, uses } = graph.graph.getDirectedEdgeAttributes(source, target);
  return { from: graph.node(source), to: graph.node(target), possible: (bits & POSSIBLE) !== 0, uses: uses.map(readUse) };
}

function readUse(use: number): EdgeUse {
  const bits = bitsOf(use);
  const [transformation] = transformationsOf(bits);
  const common = { statement: statementOf(use), possible: (bits & POSSIBLE) !== 0 };
  return transformation === undefined ? common : { ...common, transformation };
}
