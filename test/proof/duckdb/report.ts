import type { Tally } from './prove.js';

export function reportOf({ seed, queries, runs, refused, failures, edges }: Tally): string {
  const reasons = new Map<string, number>();
  for (const message of refused) {
    const reason = message
      .split('\n')[0]!
      .replaceAll(/"[^"]*"|\d+/g, '…')
      .slice(0, 110);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const rows = [...edges].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `${queries} queries of seed ${seed}, run ${runs} times; ${refused.length} refused by DuckDB; ${failures.length} failures`,
    'subtype            edges  never confirmed',
    ...rows.map(([subtype, { claimed, confirmed }]) => {
      const open = claimed - confirmed;
      return `${subtype.padEnd(15)} ${String(claimed).padStart(8)} ${String(open).padStart(8)}  ${((100 * open) / claimed).toFixed(1)} %`;
    }),
    ...[...reasons]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 12)
      .map(([reason, count]) => `  refused ${count} x ${reason}`),
    ...failures.map((failure) => `\n${failure}`),
  ].join('\n');
}
