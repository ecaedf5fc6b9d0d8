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

/** So many dead ends are met in a row before it is checked which steps lead on. */
const PATIENCE = 1000;

/**
 * Depth first, only into nodes that still reach the target within the depth; the nearest to it first. In a tangle the ways to the
 * target may all lead over the path itself, and there are more ways to find that out than anyone can try: then, after each dead end, a
 * look at which nodes reach it by themselves puts the next way within reach.
 */
function* simplePaths(
  graph: LineageGraph,
  source: string,
  target: string,
  hops: ReadonlyMap<string, number>,
  { depth = Number.POSITIVE_INFINITY, direct = false }: WalkOptions,
): Generator<string[]> {
  const edges = direct ? directEdges(graph) : graph.graph;
  if (!edges.hasNode(source) || (hops.get(source) ?? Number.POSITIVE_INFINITY) > depth) return;
  const path = [source];
  const onPath = new Set(path);
  let deadEnds = 0;
  /** As many nodes of the path have led to the target. */
  let fruitful = 0;
  let beside: ReadonlyMap<string, number> | undefined;
  const nextOf = (key: string, left: number): string[] => {
    if (deadEnds > PATIENCE) beside ??= hopsBeside(edges, target, onPath, hops);
    const known = beside ?? hops;
    const distance = (next: string): number => known.get(next) ?? Number.POSITIVE_INFINITY;
    return edges
      .outNeighbors(key)
      .filter((next) => known.has(next) && distance(next) <= left)
      .sort((a, b) => distance(b) - distance(a));
  };
  const pending = [nextOf(source, depth - 1)];
  while (pending.length) {
    const next = pending.at(-1)!.pop();
    if (next === undefined) {
      if (path.length > fruitful) deadEnds++;
      beside = undefined;
      pending.pop();
      onPath.delete(path.pop()!);
      fruitful = Math.min(fruitful, path.length);
    } else if (next === target) {
      deadEnds = 0;
      beside = undefined;
      fruitful = path.length;
      yield [...path, next];
    } else if (!onPath.has(next)) {
      path.push(next);
      onPath.add(next);
      pending.push(nextOf(next, depth - path.length));
    }
  }
}

/** How far the target is from each node by ways that keep off the path. */
function hopsBeside(
  edges: LineageGraph['graph'],
  target: string,
  path: ReadonlySet<string>,
  within: ReadonlyMap<string, number>,
): Map<string, number> {
  const hops = new Map([[target, 0]]);
  for (const [key, far] of hops) {
    edges.forEachInNeighbor(key, (before) => {
      if (within.has(before) && !path.has(before) && !hops.has(before)) hops.set(before, far + 1);
    });
  }
  return hops;
}
