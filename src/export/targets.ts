/** A script's edges gathered by what they lead to, for formats that show each output column with its sources. */
import type { Edge, Input, ScriptLineage, SourceColumn, StatementLineage, Transformation } from '../lineage/types.js';
import type { ExportInput } from './exporter.js';

/** A written dataset, or (`dataset` null) the result of a bare query. */
export interface Target {
  readonly dataset: string | null;
  /** Which result, from 1; absent when it is the only one, or when all are shown as one. */
  readonly result?: number;
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
interface OpenSource extends TypedSource {
  readonly transformations: Transformation[];
}

/** One by one, since there may be many, in order of appearance: datasets with columns, then those that are written without any, then results one by one. */
export function* targetsOf({ lineage, statements = [] }: ExportInput): Generator<Target, void> {
  const queries = separateResults(lineage, statements);
  const targets = new Map<string | null, OpenTarget>();
  const target = (dataset: string | null): OpenTarget => entry(targets, dataset, () => ({ columns: new Map(), rows: new Map() }));
  for (const { dataset, column } of lineage.columns) entry(target(dataset).columns, column, () => new Map());
  for (const edge of lineage.edges) {
    const { columns, rows } = target(edge.to.dataset);
    addSource(edge.to.column === null ? rows : entry(columns, edge.to.column, () => new Map()), edge.from, edge);
  }
  for (const dataset of lineage.writes) target(dataset);
  if (queries.length) targets.delete(null);
  for (const [dataset, { columns, rows }] of targets) {
    yield {
      dataset,
      columns: [...columns].map(([column, sources]) => ({ column, sources: typedSources(sources) })),
      rows: typedSources(rows),
    };
  }
  for (const [at, query] of queries.entries()) yield resultOf(query, queries.length > 1 ? at + 1 : undefined);
}

/**
 * The bare queries, where each can be shown by itself: edges over the whole script no longer say which query's column of a
 * name they mean. Where one reads what the script wrote before, only those edges go back to the beginning.
 */
function separateResults(lineage: ScriptLineage, statements: NonNullable<ExportInput['statements']>): StatementLineage[] {
  const queries = statements.map((statement) => statement.lineage).filter(({ columns }) => columns.some(({ dataset }) => dataset === null));
  const written = new Set([...lineage.intermediate, ...lineage.writes]);
  return queries.some(({ reads }) => reads.some((dataset) => written.has(dataset))) ? [] : queries;
}

function resultOf({ columns, influences }: StatementLineage, result: number | undefined): Target {
  const gather = (inputs: readonly Input[]): TypedSource[] => {
    const sources = new Map<string, OpenSource>();
    for (const input of inputs) addSource(sources, sourceOf(input), input);
    return typedSources(sources);
  };
  return {
    dataset: null,
    ...(result === undefined ? {} : { result }),
    columns: columns.filter(({ dataset }) => dataset === null).map(({ column, inputs }) => ({ column, sources: gather(inputs) })),
    rows: gather(influences.filter(({ dataset }) => dataset === null).map(({ input }) => input)),
  };
}

function sourceOf({ dataset, column, path, candidates }: SourceColumn): SourceColumn {
  return { dataset, column, ...(path && { path }), ...(candidates && { candidates }) };
}

function addSource(sources: Map<string, OpenSource>, from: SourceColumn, { type, subtype, masking }: Edge | Input): void {
  const { transformations } = entry(sources, keyOf(from), () => ({ source: from, transformations: [] }));
  const isKnown = (each: Transformation) => each.subtype === subtype && (each.masking ?? false) === (masking ?? false);
  if (!transformations.some(isKnown)) transformations.push({ type, subtype, ...(masking ? { masking } : {}) } as Transformation);
}

function keyOf({ dataset, column, path = [], candidates = [] }: SourceColumn): string {
  if (path.length > 0 || dataset === null) return JSON.stringify([dataset, column, path, candidates]);
  return `${column.length} ${column}${dataset}`;
}

/** Sources of the value first, then those that only decide it; each with its kinds in the same order. */
function typedSources(sources: Map<string, OpenSource>): TypedSource[] {
  for (const { transformations } of sources.values()) transformations.sort(directFirst);
  return [...sources.values()].sort((a, b) => directFirst(a.transformations[0]!, b.transformations[0]!));
}

export function directFirst(a: { readonly type: Transformation['type'] }, b: { readonly type: Transformation['type'] }): number {
  return Number(a.type === 'INDIRECT') - Number(b.type === 'INDIRECT');
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
