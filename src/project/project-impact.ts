/** What depends on a dataset or column in a project: models and their columns by role, and the consumers at the end. */
import { type Dependence, impact } from '../graph/impact.js';
import type { Target } from './find-target.js';
import type { AnalyzedUnit, Project } from './project-run.js';
import type { Consumer } from './unit.js';

export interface ImpactedColumn {
  /** `null`: which rows the dataset has. */
  readonly column: string | null;
  /** The graph's key. */
  readonly key: string;
  /** Near ones first. */
  readonly dependences: readonly Dependence[];
}

export interface ImpactedDataset {
  readonly dataset: string;
  readonly unit: AnalyzedUnit | undefined;
  /** The least over its columns. */
  readonly hops: number;
  /** Every column may change because its rows do; those listed depend in other ways as well. */
  readonly columns: readonly ImpactedColumn[];
}

export interface ImpactedConsumer {
  readonly consumer: Consumer;
  /** Names of the units or consumers through which it is reached. */
  readonly through: readonly string[];
}

export interface ProjectImpact {
  readonly target: Target;
  /** Near ones first. */
  readonly datasets: readonly ImpactedDataset[];
  readonly consumers: readonly ImpactedConsumer[];
}

export function projectImpact(project: Project, target: Target): ProjectImpact {
  const units = new Map(project.units.map((unit) => [unit.unit.dataset, unit]));
  const byDataset = new Map<string, ImpactedColumn[]>();
  for (const { dataset, column, key, dependences } of impact(project.graph, target)) {
    if (dataset === null || (dataset === target.dataset && column === target.column)) continue;
    if (dataset === target.dataset && target.column === null) continue;
    const columns = byDataset.get(dataset);
    if (columns === undefined) byDataset.set(dataset, [{ column, key, dependences }]);
    else columns.push({ column, key, dependences });
  }
  const datasets = [...byDataset].map(([dataset, columns]) => ({
    dataset,
    unit: units.get(dataset),
    hops: Math.min(...columns.map((column) => column.dependences[0]?.hops ?? 0)),
    columns,
  }));
  datasets.sort((a, b) => a.hops - b.hops);
  return { target, datasets, consumers: reachedConsumers(project, target, datasets) };
}

/** Consumers of what is reached, then consumers of those, until none is new. */
function reachedConsumers({ consumers }: Project, target: Target, datasets: readonly ImpactedDataset[]): ImpactedConsumer[] {
  const reached = new Map<string, { name: string; columns: ReadonlySet<string | null> | undefined }>();
  for (const { unit, columns } of datasets)
    if (unit) reached.set(unit.unit.id, { name: unit.unit.name, columns: new Set(columns.map((each) => folded(each.column))) });
  const own = target.column === null ? undefined : new Set([folded(target.column)]);
  if (target.unit) reached.set(target.unit.unit.id, { name: target.unit.unit.name, columns: own });
  const found = new Map<string, ImpactedConsumer>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const consumer of consumers) {
      if (found.has(consumer.id)) continue;
      const through = consumer.dependsOn.filter((id) => found.has(id) || uses(consumer, id, reached.get(id)?.columns, reached.has(id)));
      if (through.length === 0) continue;
      const names = through.map((id) => reached.get(id)?.name ?? (found.get(id) as ImpactedConsumer).consumer.name);
      found.set(consumer.id, { consumer, through: names });
    }
  }
  return [...found.values()];
}

/** A consumer that names columns of a unit is reached by these, or when the unit's rows are. `columns` undefined: by all. */
function uses({ columns: used }: Consumer, id: string, columns: ReadonlySet<string | null> | undefined, isReached: boolean): boolean {
  if (!isReached) return false;
  const ofUnit = used.filter((each) => each.unit === id);
  if (columns === undefined || columns.has(null) || ofUnit.length === 0) return true;
  return ofUnit.some((each) => columns.has(folded(each.column)));
}

function folded<T extends string | null>(name: T): T {
  return (name?.toLowerCase() ?? null) as T;
}
