/**
 * Many queries, in processes of their own: DuckDB itself crashes on a few, and then the next process goes on behind that
 * query. Exits with 1 when a dependency was missed.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Outcome, prove } from './prove.js';
import { addOutcome, newTally, reportOf, type Tally } from './report.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '2000' },
    jobs: { type: 'string', default: '1' },
    /** Of a process that does the work: the first query and the one after the last. */
    from: { type: 'string' },
    to: { type: 'string' },
  },
});
const seed = Number(values.seed);
const count = Number(values.count);
const jobs = Number(values.jobs);
/** Some joins of joins take DuckDB minutes: after so many milliseconds without an answer, the next query is taken. */
const MOST_PATIENCE = 90_000;
/** Enough to work on. */
const MOST_FAILURES = 8;

if (values.from === undefined) await lead();
else await prove(seed, Number(values.from), Number(values.to), (outcome) => console.log(JSON.stringify(outcome)));

async function lead(): Promise<void> {
  const tally = newTally(seed);
  const share = Math.ceil(count / jobs);
  await Promise.all(Array.from({ length: jobs }, (_, job) => work(tally, job * share, Math.min(count, (job + 1) * share))));
  console.log(reportOf(tally));
  process.exitCode = tally.failures.length > 0 || tally.refused.length > count * 0.15 ? 1 : 0;
}

async function work(tally: Tally, from: number, to: number): Promise<void> {
  while (from < to && tally.failures.length < MOST_FAILURES) {
    const child = spawn(process.execPath, [process.argv[1] as string, '--seed', `${seed}`, '--from', `${from}`, '--to', `${to}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    let patience = setTimeout(() => child.kill('SIGKILL'), MOST_PATIENCE);
    for await (const line of createInterface({ input: child.stdout })) {
      clearTimeout(patience);
      patience = setTimeout(() => child.kill('SIGKILL'), MOST_PATIENCE);
      const outcome = JSON.parse(line) as Outcome;
      from = outcome.query + 1;
      addOutcome(tally, outcome);
      if (tally.failures.length >= MOST_FAILURES) child.kill();
    }
    const code = await ended;
    clearTimeout(patience);
    if (code === 0) return;
    tally.crashed++;
    from++;
  }
}
