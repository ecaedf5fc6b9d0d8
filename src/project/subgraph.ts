/** A part of a project's graph in the shape that exporters take. */

import type { DatasetAttributes } from '../graph/attributes.js';
import { columnKey } from '../graph/key.js';
import { lineageOf } from '../graph/lineage-of.js';
import type { ScriptLineage } from '../lineage/types.js';
import type { Project } from './project-run.js';

/** What the given units are made from, hop by hop: all edges that end in them. Everything without `ids`. */
export function unitLineage({ graph, units }: Project, ids?: ReadonlySet<string>): ScriptLineage {
  if (ids === undefined) return hopByHop(lineageOf(graph));
  const own = new Set<string>();
  for (const { unit } of units) {
    const key = ids.has(unit.id) && unit.dataset !== '' ? graph.find({ dataset: unit.dataset, column: null }) : undefined;
    if (key === undefined) continue;
    own.add(key);
    for (const column of (graph.graph.getNodeAttributes(key) as DatasetAttributes).columns) own.add(columnKey(key, column));
  }
  const keys = new Set(own);
  for (const key of own) graph.graph.forEachInNeighbor(key, (source) => void keys.add(source));
  return hopByHop(lineageOf(graph, keys, own));
}

/** The nodes with these keys and what is between them. */
export function keyLineage({ graph }: Project, keys: ReadonlySet<string>): ScriptLineage {
  return hopByHop(lineageOf(graph, keys));
}

/** Nothing is walked through here: what is both read and written is shown. */
function hopByHop(lineage: ScriptLineage): ScriptLineage {
  return { ...lineage, intermediate: [] };
}
