/**
 * `npm run test:spark`: real Spark over the programs in programs.py. Every rendering of a plan is read as text and held
 * against the edges that the JVM's own analyzed plan has. HEADWATER_PYTHON names a Python with pyspark (and Java beside it).
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { analyzePlan } from '../../../src/index.js';

interface Result {
  readonly name: string;
  readonly edges: readonly (readonly [string, string])[] | null;
  readonly texts: Readonly<Record<'extended' | 'formatted' | 'cost', string>>;
}

const { stdout, stderr, status } = spawnSync(process.env['HEADWATER_PYTHON'] ?? 'python3', ['-B', 'test/spark/real/run.py'], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
const results: Result[] = stdout
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(line));

describe('real Spark', () => {
  it('ran every program', () => {
    expect(status, stderr.slice(-2000)).toBe(0);
    expect(results.length).toBeGreaterThan(20);
  });

  for (const { name, edges, texts } of results.filter((result) => result.edges !== null)) {
    for (const rendering of ['extended', 'formatted', 'cost'] as const) {
      it(`${name}, ${rendering}`, () => {
        const direct = analyzePlan(texts[rendering]).lineage.edges.filter((edge) => edge.type === 'DIRECT');
        const found = new Set(direct.map(({ from, to }) => `${from.dataset}.${from.column} -> ${to.column}`));
        expect([...found].sort()).toEqual((edges ?? []).map(([source, column]) => `${source} -> ${column}`).sort());
      });
    }
  }
});
