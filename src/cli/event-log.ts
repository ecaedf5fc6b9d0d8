import { type Execution, openLineageRuns, type RunOptions } from '../index.js';
import { type Pieces, readEventLog, type Unread, unreadDiagnostics } from '../node/index.js';
import { printDiagnostics } from './diagnostics.js';
import { type Io, UsageError } from './io.js';
import { shown } from './shown.js';

/** Characters of plans that are kept; beyond, analysing them would take all the memory there is. */
const MOST_PLANS = 1 << 26;

/** The executions of a Spark event log (`log`: its path, or a stream), with a bar on a terminal's standard error while a file is read. */
export async function executionsOfLog(name: string, log: string | Pieces, io: Io): Promise<Execution[]> {
  const { stderr } = io;
  const executions: Execution[] = [];
  const onUnread = (unread: readonly Unread[]): void => printDiagnostics(unreadDiagnostics(unread), name, '', io);
  let size = 0;
  let last = -1;
  const onProgress = (read: number, total: number): void => {
    const percent = Math.floor((total === 0 ? 1 : read / total) * 100);
    if (percent !== last) stderr.write(bar(name, percent));
    last = percent;
  };
  try {
    for await (const execution of readEventLog(log, { distinct: true, onUnread, ...(stderr.isTTY && { onProgress }) })) {
      size += execution.plan.length;
      if (size > MOST_PLANS) throw new Error(`its plans are longer than ${MOST_PLANS >> 20} MB together`);
      executions.push(execution);
    }
  } catch (error) {
    const { message } = error as Error;
    throw new UsageError(message.startsWith(name) ? message : `${name}: ${message}`);
  } finally {
    if (stderr.isTTY) stderr.write('\r\x1b[K');
  }
  if (executions.length === 0)
    throw new UsageError(`${name}: this event log holds no query`, 'only logs of Spark SQL and DataFrames have plans');
  return executions;
}

/** Their plans as one script. The executions of one job follow one another, whatever ran beside it. */
export function plansOf(executions: readonly Execution[]): string {
  const jobs = new Map<string, string[]>();
  for (const { application, root, plan } of executions) {
    const key = `${application.id}#${root}`;
    const job = jobs.get(key);
    if (job === undefined) jobs.set(key, [plan]);
    else job.push(plan);
  }
  return [...jobs.values()].flat().join('\n\n');
}

/** The runs of the logs among these sources as OpenLineage events, one a line; undefined where one is no log. */
export function runEvents(sources: readonly { readonly executions?: readonly Execution[] }[], options: RunOptions): string | undefined {
  if (!sources.every(({ executions }) => executions !== undefined)) return undefined;
  return openLineageRuns(
    sources.flatMap(({ executions }) => executions ?? []),
    options,
  );
}

const WIDTH = 30;

function bar(path: string, percent: number): string {
  const done = Math.round((percent / 100) * WIDTH);
  return `\r${shown`${path} `}${'█'.repeat(done)}${'░'.repeat(WIDTH - done)} ${percent} %`;
}
