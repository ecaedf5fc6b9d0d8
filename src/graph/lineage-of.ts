import type { Edge, ScriptLineage, Transformation } from '../lineage/types.js';
import type { EdgeAttributes } from './attributes.js';
import { bitsOf, POSSIBLE, statementOf, transformationsOf } from './attributes.js';
import type { GraphNode, LineageGraph } from './lineage-graph.js';

/**
 * The graph hop by hop, or the part of it with the given keys, in the shape that exporters take: datasets in between are
 * there rather than walked through. Results of bare queries come out as one. `targets`: only edges that end in these.
 */
export function lineageOf(graph: LineageGraph, keys?: ReadonlySet<string>, targets = keys): ScriptLineage {
  const reads = new Set<string>();
  const writes = new Set<string>();
  const edges = new Map<string, Edge>();
  graph.graph.forEachDirectedEdge((_edge, attributes, source, target) => {
    if (keys && !(keys.has(source) && targets?.has(target))) return;
    const from = graph.node(source);
    const to = graph.node(target);
    if (from.dataset !== null) reads.add(from.dataset);
    if (to.dataset !== null) writes.add(to.dataset);
    for (const [transformation, candidateOf] of typedUses(attributes)) addEdge(edges, from, to, transformation, candidateOf);
  });
  const intermediate = [...writes].filter((dataset) => reads.has(dataset));
  return { reads: [...reads], writes: [...writes], intermediate, columns: writtenColumns(graph, targets), edges: [...edges.values()] };
}

/** Each kind of an edge, with the statement where the source is one of its candidates. */
function typedUses({ bits, uses }: EdgeAttributes): (readonly [Transformation, number | undefined])[] {
  // Out of an open star: no statement says so.
  if (!uses.length) return transformationsOf(bits).map((transformation) => [transformation, undefined] as const);
  return uses.flatMap((use) => {
    const candidateOf = bitsOf(use) & POSSIBLE ? statementOf(use) : undefined;
    return transformationsOf(bitsOf(use)).map((transformation) => [transformation, candidateOf] as const);
  });
}

/** Notes an edge once; one statement's candidates for one column come together again. */
function addEdge(
  edges: Map<string, Edge>,
  { dataset, column }: GraphNode,
  to: GraphNode,
  transformation: Transformation,
  candidateOf: number | undefined,
): void {
  if (column === null) return;
  const target = { dataset: to.dataset, column: to.column };
  if (candidateOf === undefined) {
    const edge = { from: { dataset, column }, to: target, ...transformation };
    edges.set(JSON.stringify(edge), edge);
    return;
  }
  const key = JSON.stringify([candidateOf, column, target, transformation]);
  const candidates = [...(edges.get(key)?.from.candidates ?? []), dataset!];
  edges.set(key, { from: { dataset: null, column, candidates }, to: target, ...transformation });
}

function writtenColumns(graph: LineageGraph, keys: ReadonlySet<string> | undefined): ScriptLineage['columns'] {
  return graph.graph.reduceNodes<{ dataset: string | null; column: string }[]>((columns, key, attributes) => {
    const isWritten = 'defined' in attributes && attributes.defined && (!keys || keys.has(key));
    const { dataset, column } = graph.node(key);
    if (isWritten && column !== null) columns.push({ dataset, column });
    return columns;
  }, []);
}
