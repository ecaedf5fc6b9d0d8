/** Outcomes added up, and said. */
import type { Outcome } from './prove.js';

export interface Tally {
  readonly seed: number;
  queries: number;
  runs: number;
  /** Queries on which DuckDB itself crashed. */
  crashed: number;
  /** What DuckDB said against queries that it did not take. */
  readonly refused: string[];
  readonly failures: string[];
  readonly edges: Map<string, { claimed: number; confirmed: number }>;
}

export function newTally(seed: number): Tally {
  return { seed, queries: 0, runs: 0, crashed: 0, refused: [], failures: [], edges: new Map() };
}

export function addOutcome(tally: Tally, { runs, refused, failure, edges }: Outcome): void {
  tally.queries++;
  tally.runs += runs;
  if (refused !== undefined) tally.refused.push(refused);
  if (failure !== undefined) tally.failures.push(failure);
  for (const { subtype, confirmed } of edges) {
    const of = tally.edges.get(subtype) ?? { claimed: 0, confirmed: 0 };
    tally.edges.set(subtype, of);
    of.claimed++;
    if (confirmed) of.confirmed++;
  }
}

export function reportOf({ seed, queries, runs, crashed, refused, failures, edges }: Tally): string {
  const rows = [...edges].sort(([a], [b]) => (a < b ? -1 : 1));
  const both = rows.reduce((sum, [, each]) => ({ claimed: sum.claimed + each.claimed, confirmed: sum.confirmed + each.confirmed }), {
    claimed: 0,
    confirmed: 0,
  });
  return [
    `${queries} queries of seed ${seed}, run ${runs} times; DuckDB refused ${refused.length} and crashed on ${crashed}`,
    'subtype            edges  never confirmed',
    ...[...rows, ['all', both] as const].map(([subtype, { claimed, confirmed }]) => {
      const open = claimed - confirmed;
      return `${subtype.padEnd(15)} ${String(claimed).padStart(8)} ${String(open).padStart(8)}  ${((100 * open) / claimed).toFixed(1)} %`;
    }),
    ...reasonsOf(refused),
    ...failures.map((failure) => `\n${failure}`),
    `${failures.length} missed`,
  ].join('\n');
}

function reasonsOf(refused: readonly string[]): string[] {
  const reasons = new Map<string, number>();
  for (const message of refused) {
    const [line = ''] = message.split('\n');
    const reason = line.replaceAll(/"[^"]*"|\d+/g, '…').slice(0, 110);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const often = [...reasons].sort(([, a], [, b]) => b - a).slice(0, 8);
  return often.map(([reason, count]) => `  refused ${count} x ${reason}`);
}
