import { DirectedGraph } from 'graphology';
import type { EdgeAttributes, NodeAttributes } from './attributes.js';
import { DIRECT } from './attributes.js';
import type { LineageGraph } from './lineage-graph.js';

type Edges = DirectedGraph<NodeAttributes, EdgeAttributes>;

const made = new WeakMap<LineageGraph, { readonly statements: number; readonly edges: Edges }>();

/**
 * The graph with only the edges that carry values, and only the nodes that have one. Made when first asked for and kept
 * until a statement is added; nodes and edges share their attributes with the whole graph.
 */
export function directEdges(graph: LineageGraph): Edges {
  const known = made.get(graph);
  if (known?.statements === graph.statements.length) return known.edges;
  const edges: Edges = new DirectedGraph();
  graph.graph.forEachDirectedEdge((_edge, attributes, source, target, sourceAttributes, targetAttributes) => {
    if (!(attributes.bits & DIRECT)) return;
    if (!edges.hasNode(source)) edges.addNode(source, sourceAttributes);
    if (!edges.hasNode(target)) edges.addNode(target, targetAttributes);
    edges.addDirectedEdge(source, target, attributes);
  });
  made.set(graph, { statements: graph.statements.length, edges });
  return edges;
}
