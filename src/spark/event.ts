/** Lines of a Spark event log: JSON, one event each. Only those that hold a plan or name the application are read. */

export interface ApplicationEvent {
  readonly kind: 'application';
  readonly id: string;
  readonly name: string;
}

/** A query execution as it starts. `plan` is EXPLAIN FORMATTED's text of its physical plan. */
export interface ExecutionEvent {
  readonly kind: 'execution';
  readonly id: number;
  /** The execution that it is a part of: a saveAsTable runs its insert within. Its own id where it stands alone. */
  readonly root: number;
  /** The call that started it: `saveAsTable at Job.scala:12`. */
  readonly description: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly plan: string;
}

export type LogEvent = ApplicationEvent | ExecutionEvent;

const EXECUTION = '{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart"';
const APPLICATION = '{"Event":"SparkListenerApplicationStart"';

/** The event of a line, or undefined: most lines of a log are about tasks and are not even parsed. Never throws. */
export function readEvent(line: string): LogEvent | undefined {
  const execution = line.startsWith(EXECUTION);
  if (!execution && !line.startsWith(APPLICATION)) return undefined;
  let event: Record<string, unknown>;
  try {
    event = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!execution) return { kind: 'application', id: text(event['App ID']), name: text(event['App Name']) };
  const id = number(event['executionId']);
  const root = typeof event['rootExecutionId'] === 'number' ? event['rootExecutionId'] : id;
  return {
    kind: 'execution',
    id,
    root,
    description: text(event['description']),
    time: number(event['time']),
    plan: text(event['physicalPlanDescription']),
  };
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
