import { directEdges } from './direct-edges.js';
import type { GraphEdge } from './edge.js';
import { readEdge } from './edge.js';
import type { GraphNode, LineageGraph } from './lineage-graph.js';
import type { WalkOptions } from './walk.js';
import { walk } from './walk.js';

/**
 * How does the one get into the other? Every way without a loop, a shortest one first, as the edges along it. There can be
 * exponentially many: they are made one at a time, so take as many as you need.
 */
export function* paths(graph: LineageGraph, from: GraphNode, to: GraphNode, options: WalkOptions = {}): Generator<GraphEdge[]> {
  const source = graph.find(from);
  const target = graph.find(to);
  if (source === undefined || target === undefined || source === target) return;
  const distances = new Map([[target, 0]]);
  walk(graph, [target], 'inbound', (visit) => void distances.set(visit.key, visit.hops), options);
  for (const path of simplePaths(graph, source, target, distances, options))
    yield path.slice(1).map((key, i) => readEdge(graph, path[i]!, key));
}

/** Depth first, only into nodes that still reach the target within the depth; the nearest to it first. */
function* simplePaths(
  graph: LineageGraph,
  source: string,
  target: string,
  distances: ReadonlyMap<string, number>,
  { depth = Number.POSITIVE_INFINITY, direct = false }: WalkOptions,
): Generator<string[]> {
  const edges = direct ? directEdges(graph) : graph.graph;
  const distance = (key: string): number => distances.get(key) ?? Number.POSITIVE_INFINITY;
  const nextOf = (key: string, left: number): string[] =>
    edges
      .outNeighbors(key)
      .filter((next) => distances.has(next) && distance(next) <= left)
      .sort((a, b) => distance(b) - distance(a));
  if (!edges.hasNode(source) || distance(source) > depth) return;
  const path = [source];
  const onPath = new Set(path);
  const pending = [nextOf(source, depth - 1)];
  while (pending.length) {
    const next = pending.at(-1)!.pop();
    if (next === undefined) {
      pending.pop();
      onPath.delete(path.pop()!);
    } else if (next === target) {
      yield [...path, next];
    } else if (!onPath.has(next)) {
      path.push(next);
      onPath.add(next);
      pending.push(nextOf(next, depth - path.length));
    }
  }
}
