/**
 * Proof by execution: `npm run test:duckdb`. HEADWATER_COUNT queries (2,000) by HEADWATER_SEED (1) run in DuckDB; where the
 * values of one column change, only outputs may change that the lineage says depend on it. See docs/proofs.md.
 */
import { expect, it } from 'vitest';
import { prove } from './prove.js';
import { reportOf } from './report.js';

const count = Number(process.env['HEADWATER_COUNT'] ?? 2000);
const seed = Number(process.env['HEADWATER_SEED'] ?? 1);

it(`no dependency is missed in ${count} queries of seed ${seed}`, { timeout: 4 * 3600_000 }, async () => {
  const tally = await prove(seed, count);
  console.log(reportOf(tally));
  expect(tally.failures).toEqual([]);
  expect(tally.refused.length / count).toBeLessThan(0.15);
});
