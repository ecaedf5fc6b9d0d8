/** Lines of a Spark event log: JSON, one event each. Only those that hold a plan or name the application are read. */

export interface Application {
  readonly id: string;
  readonly name: string;
  /** Spark's version, such as `3.5.3`. */
  readonly version?: string;
}

/** A query execution as it starts. `plan` is EXPLAIN FORMATTED's text of its physical plan. */
export interface StartedExecution {
  readonly id: number;
  /** The execution that it is a part of: a saveAsTable runs its insert within. Its own id where it stands alone. */
  readonly root: number;
  /** The call that started it: `saveAsTable at Job.scala:12`. */
  readonly description: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly plan: string;
}

export type LogEvent =
  | { readonly kind: 'version'; readonly version: string }
  | ({ readonly kind: 'application' } & Application)
  | ({ readonly kind: 'execution' } & StartedExecution)
  /** `error` is empty where it went well. */
  | { readonly kind: 'end'; readonly id: number; readonly time: number; readonly error: string };

const KINDS: readonly (readonly [string, (event: Record<string, unknown>) => LogEvent])[] = [
  ['org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart', started],
  ['org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd', ended],
  ['SparkListenerLogStart', (event) => ({ kind: 'version', version: text(event['Spark Version']) })],
  ['SparkListenerApplicationStart', (event) => ({ kind: 'application', id: text(event['App ID']), name: text(event['App Name']) })],
];

const BEFORE = '{"Event":"';

/** The event of a line, or undefined: most lines of a log are about tasks and are not even parsed. Never throws. */
export function readEvent(line: string): LogEvent | undefined {
  const read = KINDS.find(([name]) => line.startsWith(name, BEFORE.length) && line[BEFORE.length + name.length] === '"')?.[1];
  if (read === undefined || !line.startsWith(BEFORE)) return undefined;
  try {
    return read(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function started(event: Record<string, unknown>): LogEvent {
  const id = number(event['executionId']);
  return {
    kind: 'execution',
    id,
    root: typeof event['rootExecutionId'] === 'number' ? event['rootExecutionId'] : id,
    description: text(event['description']),
    time: time(event['time']),
    plan: text(event['physicalPlanDescription']),
  };
}

function ended(event: Record<string, unknown>): LogEvent {
  return { kind: 'end', id: number(event['executionId']), time: time(event['time']), error: text(event['errorMessage']) };
}

/** Whether a file that begins so is an event log. */
export function looksLikeEventLog(head: string): boolean {
  return /^\{"Event":"(SparkListener|org\.apache\.spark\.)/.test(head);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : -1;
}

/** Milliseconds since 1970 that a date can have. */
function time(value: unknown): number {
  const found = number(value);
  return Math.abs(found) <= 8.64e15 ? found : -1;
}
