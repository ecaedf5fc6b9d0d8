import { readEventLog } from '../node/index.js';
import { type Io, UsageError } from './io.js';

/** The plans of a Spark event log as one text, with a bar on a terminal's standard error while it is read. */
export async function plansOfLog(path: string, { stderr }: Io): Promise<string> {
  const plans: string[] = [];
  const onProgress = stderr.isTTY ? (read: number, total: number) => stderr.write(bar(path, read, total)) : undefined;
  try {
    for await (const { plan } of readEventLog(path, { distinct: true, ...(onProgress && { onProgress }) })) plans.push(plan);
  } catch (error) {
    throw new UsageError((error as Error).message);
  } finally {
    if (onProgress) stderr.write('\r\x1b[K');
  }
  if (plans.length === 0)
    throw new UsageError(`${path}: this event log holds no query`, 'only logs of Spark SQL and DataFrames have plans');
  return plans.join('\n\n');
}

const WIDTH = 30;

function bar(path: string, read: number, total: number): string {
  const part = total === 0 ? 1 : read / total;
  const done = Math.round(part * WIDTH);
  return `\r${path} ${'█'.repeat(done)}${'░'.repeat(WIDTH - done)} ${Math.floor(part * 100)} %`;
}
