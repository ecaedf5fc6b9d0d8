import type { ScriptLineage, StatementLineage } from '../lineage/types.js';
import { contentUuid } from './content-uuid.js';
import type { ExportInput } from './exporter.js';
import { columnLineageFacet } from './openlineage-columns.js';
import type { Facet } from './openlineage-facet.js';
import { facetsOf } from './openlineage-facet.js';
import type { OpenLineageName } from './openlineage-naming.js';
import { defaultNamespace, openLineageName } from './openlineage-naming.js';
import type { Target } from './targets.js';
import { targetsOf } from './targets.js';
import { PRODUCER, VERSION } from './version.js';

export interface OpenLineageOptions {
  /** A UUID. Default: made from the text and its lineage, the same for the same; a real run should hand in its own. */
  readonly runId?: string;
  /** ISO 8601 date and time. Default 1970-01-01T00:00:00.000Z, so that output is repeatable; a real run hands in its own. */
  readonly eventTime?: string;
  /** Default COMPLETE. */
  readonly eventType?: 'START' | 'RUNNING' | 'COMPLETE' | 'ABORT' | 'FAIL' | 'OTHER';
  /** The namespace of datasets, such as `postgres://db.example.com:5432`. Default: by dialect and name, else `default`. */
  readonly namespace?: string;
  /** Default: as `namespace`. */
  readonly jobNamespace?: string;
  /** Default: the name of the first dataset that is written, else `query`. */
  readonly jobName?: string;
  /** What the job does, in words. Default: not said. */
  readonly description?: string;
  /** The name given to the result of a bare query, which has none; several are numbered. Null: it is no output. Default: `<jobName>.result`. */
  readonly resultName?: string | null;
  /** What ran the job. Default: Headwater itself, which read it. */
  readonly engine?: { readonly name: string; readonly version: string };
  /** The run that this one is a part of: an application, a scheduler's task. In the job's namespace, unless it says. */
  readonly parent?: { readonly runId: string; readonly name: string; readonly namespace?: string };
  /** Why the run failed. Default: it did not. */
  readonly error?: string;
  /** URI of the program that makes the event. Default Headwater's. */
  readonly producer?: string;
  /** All columns of a dataset in order where they are known, for its schema facet. Default: the columns that the lineage names. */
  readonly columnsOf?: (dataset: string) => readonly string[] | undefined;
}

/** Options with their defaults, and how this event names datasets. */
interface Context {
  readonly input: ExportInput;
  readonly producer: string;
  readonly jobName: string;
  readonly jobNamespace: string;
  readonly columnsOf: (dataset: string) => readonly string[];
  readonly resultName: OpenLineageName | undefined;
  readonly nameOf: (dataset: string) => OpenLineageName;
  /** The statements that give columns of a dataset, or (null) of a result. */
  readonly making: ReadonlyMap<string | null, readonly StatementLineage[]>;
}

/** One run event for the whole script, with the columnLineage facet on each dataset that it writes. */
export function renderOpenLineage(input: ExportInput, options: OpenLineageOptions = {}): string {
  return `${JSON.stringify(openLineageEvent(input, options), null, 2)}\n`;
}

/** The same event as data. */
export function openLineageEvent(input: ExportInput, options: OpenLineageOptions = {}): object {
  const { runId, eventTime = new Date(0).toISOString(), eventType = 'COMPLETE' } = options;
  const context = contextOf(input, options);
  const { jobName, jobNamespace, producer } = context;
  const targets = [...targetsOf(input)].filter(({ dataset }) => dataset !== null || context.resultName !== undefined);
  return {
    eventType,
    eventTime,
    producer,
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: {
      runId: runId ?? contentUuid(JSON.stringify([input.text, input.lineage, jobNamespace, jobName])),
      facets: facetsOf(producer, runFacets(options, jobNamespace)),
    },
    job: { namespace: jobNamespace, name: jobName, facets: facetsOf(producer, jobFacets(input, options)) },
    inputs: inputDatasets(context),
    outputs: targets.map((target) => outputDataset(target, context)),
  };
}

function contextOf(input: ExportInput, options: OpenLineageOptions): Context {
  const { namespace = defaultNamespace(input.dialect), producer = PRODUCER } = options;
  const jobName = options.jobName ?? input.lineage.writes[0] ?? 'query';
  const names = new Map<string, OpenLineageName>();
  return {
    input,
    producer,
    jobName,
    jobNamespace: options.jobNamespace ?? namespace,
    columnsOf: (dataset) => options.columnsOf?.(dataset) ?? [],
    resultName: options.resultName === null ? undefined : { namespace, name: options.resultName ?? `${jobName}.result` },
    nameOf: (dataset) => {
      const name = names.get(dataset) ?? openLineageName(dataset, namespace);
      names.set(dataset, name);
      return name;
    },
    making: makingOf(input),
  };
}

function runFacets({ engine, parent, error }: OpenLineageOptions, jobNamespace: string): Record<string, Facet | undefined> {
  return {
    processing_engine: { name: 'headwater', version: VERSION, ...engine, openlineageAdapterVersion: VERSION },
    parent: parent && { run: { runId: parent.runId }, job: { namespace: parent.namespace ?? jobNamespace, name: parent.name } },
    errorMessage: error === undefined ? undefined : { message: error, programmingLanguage: 'JVM' },
  };
}

function jobFacets(
  { text, dialect, statements = [] }: ExportInput,
  { description }: OpenLineageOptions,
): Record<string, Facet | undefined> {
  const isPlan = statements.some(({ tree }) => tree?.kind === 'other' && tree.verb === 'plan');
  // Marquez answers 500 to a NUL.
  const query = isPlan ? undefined : text?.replaceAll('\0', '\uFFFD');
  return {
    sql: query === undefined ? undefined : { query, ...(dialect === undefined ? {} : { dialect }) },
    documentation: description === undefined || description === '' ? undefined : { description },
    jobType: { processingType: 'BATCH', integration: 'HEADWATER', jobType: 'QUERY' },
  };
}

// ── Datasets ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function inputDatasets(context: Context): object[] {
  const { input, producer, nameOf, columnsOf } = context;
  return [...usedColumns(input.lineage)].map(([dataset, used]) => {
    const known = columnsOf(dataset);
    return { ...nameOf(dataset), facets: facetsOf(producer, { schema: schemaFacet(fieldNames(known, used), known.length > 0) }) };
  });
}

/**
 * Marquez draws no column edge at all when a schema lacks a field or spells it otherwise, so used columns always are in it.
 * Positions are given only where all columns are known.
 */
function schemaFacet(names: ReadonlySet<string>, isComplete: boolean): Facet {
  const fields = [...names].filter((name) => name !== '*');
  return { fields: fields.map((name, i) => (isComplete ? { name, ordinal_position: i + 1 } : { name })) };
}

/** Those that are known, in order, and those that are used besides. A catalog may spell a column in another case than its edges. */
function fieldNames(known: readonly string[], used: ReadonlySet<string>): ReadonlySet<string> {
  const spelled = new Map([...used].map((name) => [name.toLowerCase(), name]));
  return new Set([...known.map((name) => (used.has(name) ? name : (spelled.get(name.toLowerCase()) ?? name))), ...used]);
}

/** Every dataset that is read, with the columns that edges name. */
function usedColumns(lineage: ScriptLineage): Map<string, Set<string>> {
  const used = new Map(lineage.reads.map((dataset) => [dataset, new Set<string>()]));
  for (const { from } of lineage.edges) {
    for (const dataset of from.candidates ?? (from.dataset === null ? [] : [from.dataset])) {
      const columns = used.get(dataset) ?? new Set();
      used.set(dataset, columns.add(from.column));
    }
  }
  return used;
}

function outputDataset(target: Target, context: Context): object {
  const { producer, nameOf, columnsOf } = context;
  const known = target.dataset === null ? [] : columnsOf(target.dataset);
  const names = fieldNames(known, new Set(target.columns.map(({ column }) => column)));
  return {
    ...(target.dataset === null ? resultNameOf(context, target.result) : nameOf(target.dataset)),
    facets: facetsOf(producer, {
      // What a bare query yields is all there is; a written table may have more columns.
      schema: schemaFacet(names, known.length > 0 || (target.dataset === null && !names.has('*'))),
      columnLineage: columnLineageFacet(target, expressions(context, target), nameOf),
    }),
  };
}

/** Several bare queries have a result each. */
function resultNameOf({ resultName }: Context, result: number | undefined): OpenLineageName | undefined {
  return resultName && { ...resultName, name: result === undefined ? resultName.name : `${resultName.name}.${result}` };
}

function makingOf({ statements = [] }: ExportInput): Map<string | null, StatementLineage[]> {
  const making = new Map<string | null, StatementLineage[]>();
  for (const { lineage } of statements) {
    for (const dataset of new Set(lineage.columns.map((column) => column.dataset))) {
      const known = making.get(dataset);
      if (known === undefined) making.set(dataset, [lineage]);
      else known.push(lineage);
    }
  }
  return making;
}

/** The text of each output column's expression, where one statement alone makes the dataset. */
function expressions(context: Context, { dataset, result }: Target): ReadonlyMap<string, string> {
  const making = context.making.get(dataset) ?? [];
  const only = result === undefined && making.length > 1 ? undefined : making[(result ?? 1) - 1];
  const last = only?.steps.at(-1);
  return new Map(last?.columns.flatMap(({ name, expression }) => (expression === undefined ? [] : [[name, expression]])));
}
