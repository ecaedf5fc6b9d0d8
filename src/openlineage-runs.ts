/** Executions of a Spark event log → OpenLineage run events: an execution is a run of a job, its application the parent. */
import { analyzePlan } from './analyze/plan.js';
import { contentUuid } from './export/content-uuid.js';
import type { OpenLineageOptions } from './export/openlineage.js';
import { openLineageEvent } from './export/openlineage.js';
import type { ScriptLineage } from './lineage/types.js';
import type { Application, StartedExecution } from './spark/event.js';

/** A query execution, as `readEventLog` of `headwater/node` gives it. */
export interface Execution extends StartedExecution {
  readonly application: Application;
  /** When it ended, in milliseconds since 1970; undefined: it was still running. */
  readonly end?: number;
  /** Why it failed. */
  readonly error?: string;
}

/** What of an event is the same for all runs; a run says the rest by itself. */
export type RunOptions = Pick<OpenLineageOptions, 'namespace' | 'jobNamespace' | 'producer' | 'columnsOf'>;

/**
 * One event a line (NDJSON) for each job that reads or writes data. The executions that one call started, of a `saveAsTable` for
 * instance, are one job: `<application>.<command>.<table>`. Runs have the same ids every time the log is read.
 */
export function openLineageRuns(executions: Iterable<Execution>, options: RunOptions = {}): string {
  return jobsOf(executions)
    .map((job) => runEvent(job, options))
    .join('');
}

type Job = readonly [Execution, ...Execution[]];

function jobsOf(executions: Iterable<Execution>): Job[] {
  const jobs = new Map<string, [Execution, ...Execution[]]>();
  for (const execution of executions) {
    const key = runKey(execution);
    const job = jobs.get(key);
    if (job === undefined) jobs.set(key, [execution]);
    else job.push(execution);
  }
  return [...jobs.values()];
}

function runKey({ application, root }: Execution): string {
  return `${application.id}#${root}`;
}

function runEvent(job: Job, options: RunOptions): string {
  const [first] = job;
  const { application, description, time, end } = first;
  const { lineage, statements, dialect } = analyzePlan(job.map(({ plan }) => plan).join('\n\n'));
  if (lineage.reads.length === 0 && lineage.writes.length === 0) return '';
  const error = job.find((execution) => execution.error !== undefined)?.error;
  const event = openLineageEvent(
    { lineage, statements, dialect },
    {
      ...options,
      runId: contentUuid(runKey(first)),
      eventTime: new Date(Math.max(0, end ?? time)).toISOString(),
      eventType: error === undefined ? (end === undefined ? 'START' : 'COMPLETE') : 'FAIL',
      jobName: jobName(first, lineage),
      resultName: null,
      description,
      parent: { runId: contentUuid(application.id), name: words(application.name) || application.id },
      ...(application.version !== undefined && { engine: { name: 'spark', version: application.version } }),
      ...(error !== undefined && { error }),
    },
  );
  return `${JSON.stringify(event)}\n`;
}

/** As OpenLineage's own listener for Spark names jobs: `nightly_sales.execute_insert_into_hive_table.mart_orders`. */
function jobName({ application, plan }: Execution, { writes }: ScriptLineage): string {
  const command = /^== Physical Plan ==\s+(?:\* )?((?:Execute )?\w+)/m.exec(plan)?.[1] ?? 'query';
  const [target = ''] = writes;
  const table = target.includes('/') ? target.split('/').findLast((part) => part !== '') : target;
  return [application.name || application.id, command, table ?? '']
    .map(words)
    .filter((part) => part !== '')
    .join('.');
}

/** `Nightly SalesJob` → nightly_sales_job */
function words(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join('_');
}
