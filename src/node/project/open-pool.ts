/** Worker threads for a project's jobs. */
import { createRequire } from 'node:module';
import type { Piscina } from 'piscina';
import type { Pool } from '../../project/job.js';

export interface ThreadPool extends Pool {
  close(): Promise<void>;
}

/** The threads start at once and end with `close`. A job crosses over as one text: cloning its objects takes four times as long. */
export function openPool(threads: number): ThreadPool {
  const opened = start(threads);
  return { size: threads, run: async (job) => (await opened).run(JSON.stringify(job)), close: async () => (await opened).destroy() };
}

async function start(threads: number): Promise<Piscina<string, string[]>> {
  const { Piscina } = await import('piscina');
  return new Piscina<string, string[]>({
    // The package's own name for it, wherever the build puts this file.
    filename: createRequire(import.meta.url).resolve('#worker'),
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 2, // the next job is there when one is done
  });
}
