/** A project in numbers. */
import type { DatasetAttributes } from '../graph/attributes.js';
import type { ReasonCode } from './completeness.js';
import type { Project } from './project-run.js';
import type { ConsumerKind, UnitKind } from './unit.js';

export interface ProjectStats {
  readonly units: Readonly<Partial<Record<UnitKind, number>>>;
  readonly consumers: Readonly<Partial<Record<ConsumerKind, number>>>;
  /** Models, snapshots and scripts whose lineage is all there, of all of them. */
  readonly complete: { readonly done: number; readonly of: number };
  readonly columns: number;
  readonly edges: number;
  /** Columns of models and snapshots, and how many of them come from something (the others are constants). */
  readonly traced: { readonly done: number; readonly of: number };
  /** Units for each reason, most first. */
  readonly reasons: readonly { readonly code: ReasonCode; readonly units: number }[];
  /** Datasets whose columns would have to be known, with the units that this would complete or help, most first. */
  readonly wanted: readonly { readonly dataset: string; readonly units: number }[];
}

export function projectStats({ units, consumers, graph }: Project): ProjectStats {
  const made = units.filter(({ unit }) => unit.kind !== 'source' && unit.kind !== 'seed');
  let columns = 0;
  graph.graph.forEachNode((_key, attributes) => {
    if ('columns' in attributes) columns += (attributes as DatasetAttributes).columns.length;
  });
  const own = made.flatMap(({ unit, columns: names }) => names.map((column) => graph.find({ dataset: unit.dataset, column })));
  const reasons = made.flatMap((unit) => [...new Set(unit.reasons.map((reason) => reason.code))]);
  const wanted = made.flatMap((unit) => [...new Set(unit.reasons.flatMap((reason) => reason.dataset ?? []))]);
  return {
    units: Object.fromEntries(counted(units.map(({ unit }) => unit.kind))),
    consumers: Object.fromEntries(counted(consumers.map((consumer) => consumer.kind))),
    complete: { done: made.filter((unit) => unit.complete).length, of: made.length },
    columns,
    edges: graph.graph.size,
    traced: { done: own.filter((key) => key !== undefined && graph.graph.inDegree(key) > 0).length, of: own.length },
    reasons: counted(reasons).map(([code, count]) => ({ code, units: count })),
    wanted: counted(wanted).map(([dataset, count]) => ({ dataset, units: count })),
  };
}

/** Each value with how often it comes, most first. */
function counted<T>(values: readonly T[]): [T, number][] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
