/** A script's edges gathered by what they lead to, for formats that show each output column with its sources. */
import type { Edge, ScriptLineage, SourceColumn, Transformation } from '../lineage/types.js';

/** A written dataset, or (`dataset` null) the results of bare queries. */
export interface Target {
  readonly dataset: string | null;
  readonly columns: readonly TargetColumn[];
  /** What holds for every column: what decides the rows. */
  readonly rows: readonly TypedSource[];
}

export interface TargetColumn {
  readonly column: string;
  readonly sources: readonly TypedSource[];
}

/** A source with all the ways in which it arrives, direct ones first. */
export interface TypedSource {
  readonly source: SourceColumn;
  readonly transformations: readonly Transformation[];
}

interface OpenTarget {
  readonly columns: Map<string, Map<string, OpenSource>>;
  readonly rows: Map<string, OpenSource>;
}
interface OpenSource {
  readonly source: SourceColumn;
  readonly transformations: Map<string, Transformation>;
}

/** In order of appearance: datasets with columns, then those that are written without any. */
export function targetsOf(lineage: ScriptLineage): Target[] {
  const targets = new Map<string | null, OpenTarget>();
  const target = (dataset: string | null): OpenTarget => entry(targets, dataset, () => ({ columns: new Map(), rows: new Map() }));
  for (const { dataset, column } of lineage.columns) entry(target(dataset).columns, column, () => new Map());
  for (const edge of lineage.edges) {
    const { columns, rows } = target(edge.to.dataset);
    addSource(edge.to.column === null ? rows : entry(columns, edge.to.column, () => new Map()), edge);
  }
  for (const dataset of lineage.writes) target(dataset);
  return [...targets].map(([dataset, { columns, rows }]) => ({
    dataset,
    columns: [...columns].map(([column, sources]) => ({ column, sources: typedSources(sources) })),
    rows: typedSources(rows),
  }));
}

function addSource(sources: Map<string, OpenSource>, { from, type, subtype, masking }: Edge): void {
  const key = JSON.stringify([from.dataset, from.column, from.path ?? [], from.candidates ?? []]);
  const { transformations } = entry(sources, key, () => ({ source: from, transformations: new Map() }));
  transformations.set(`${subtype} ${masking}`, { type, subtype, ...(masking ? { masking } : {}) } as Transformation);
}

/** Sources of the value first, then those that only decide it; each with its kinds in the same order. */
function typedSources(sources: Map<string, OpenSource>): TypedSource[] {
  return [...sources.values()]
    .map(({ source, transformations }) => ({ source, transformations: [...transformations.values()].sort(directFirst) }))
    .sort((a, b) => directFirst(a.transformations[0]!, b.transformations[0]!));
}

export function directFirst(a: { readonly type: Transformation['type'] }, b: { readonly type: Transformation['type'] }): number {
  return Number(a.type === 'INDIRECT') - Number(b.type === 'INDIRECT');
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
