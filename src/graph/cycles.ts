import type { GraphNode, LineageGraph } from './lineage-graph.js';

/**
 * What depends on itself through others? One shortest cycle for each group of columns (or of datasets) that all depend on
 * each other; the last node's successor is the first. A column that a statement computes from itself (`set a = a + 1`) is
 * not a cycle.
 */
export function* cycles(graph: LineageGraph): Generator<GraphNode[]> {
  for (const component of components(graph)) yield shortestCycle(graph, component).map((key) => graph.node(key));
}

interface Frame {
  readonly key: string;
  readonly next: string[];
}

/**
 * Strongly connected components of two nodes and more: Tarjan (1972), https://doi.org/10.1137/0201010, with a stack of our
 * own, because a chain of models may be longer than the engine's.
 */
function* components(graph: LineageGraph): Generator<string[]> {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const enter = (key: string): Frame => {
    low.set(key, index.size);
    index.set(key, index.size);
    open.push(key);
    isOpen.add(key);
    return { key, next: graph.graph.outNeighbors(key) };
  };
  const lower = (key: string, to: number): void => void low.set(key, Math.min(low.get(key)!, to));
  for (const root of graph.graph.nodeEntries()) {
    if (index.has(root.node)) continue;
    const frames = [enter(root.node)];
    while (frames.length) {
      const { key, next } = frames.at(-1)!;
      const neighbor = next.pop();
      if (neighbor !== undefined) {
        if (!index.has(neighbor)) frames.push(enter(neighbor));
        else if (isOpen.has(neighbor)) lower(key, index.get(neighbor)!);
        continue;
      }
      frames.pop();
      if (frames.length) lower(frames.at(-1)!.key, low.get(key)!);
      if (low.get(key) !== index.get(key)) continue;
      const component = open.splice(open.lastIndexOf(key));
      for (const member of component) isOpen.delete(member);
      if (component.length > 1) yield component;
    }
  }
}

/** The shortest way from the component's first node back to it. */
function shortestCycle(graph: LineageGraph, component: readonly string[]): string[] {
  const members = new Set(component);
  const start = component[0]!;
  const cameFrom = new Map<string, string>();
  let frontier = [start];
  while (!cameFrom.has(start)) {
    const next: string[] = [];
    for (const key of frontier) {
      for (const neighbor of graph.graph.outNeighbors(key)) {
        if (!members.has(neighbor) || cameFrom.has(neighbor) || neighbor === key) continue;
        cameFrom.set(neighbor, key);
        next.push(neighbor);
      }
    }
    frontier = next;
  }
  const cycle = [start];
  for (let key = cameFrom.get(start)!; key !== start; key = cameFrom.get(key)!) cycle.push(key);
  return [start, ...cycle.slice(1).reverse()];
}
