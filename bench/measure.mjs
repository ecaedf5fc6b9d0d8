// The loop that all JavaScript engines run in, each in a process of its own: { queries, schema, seconds } comes in on standard
// input, what each query took goes out.
import { readFileSync } from 'node:fs';

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** `work(query)` throws for a query that the engine refuses. `prepare(workload)` gives the work; it is not measured. */
export async function measure(prepare) {
  const workload = JSON.parse(readFileSync(0, 'utf8'));
  const work = await prepare(workload);
  const results = workload.queries.map((query) => firstTry(work, query));
  const good = workload.queries.map((_, i) => i).filter((i) => results[i].error === undefined);
  const until = (seconds, round) => {
    const end = cpu() + seconds * 1e6;
    let rounds = 0;
    do {
      round();
      rounds += 1;
    } while (cpu() < end);
    return rounds;
  };
  const totals = new Float64Array(results.length);
  until(workload.seconds / 2, () => good.forEach((i) => void work(workload.queries[i]))); // warm-up
  const rounds = until(workload.seconds, () => {
    for (const i of good) {
      const start = cpu();
      work(workload.queries[i]);
      totals[i] += cpu() - start;
    }
  });
  for (const i of good) results[i].ms = totals[i] / rounds / 1000;
  console.log(JSON.stringify({ rounds, results }));
}

function firstTry(work, query) {
  try {
    work(query);
    return {};
  } catch (error) {
    return {
      error: String(error?.message ?? error)
        .split('\n')[0]
        .slice(0, 200),
    };
  }
}
