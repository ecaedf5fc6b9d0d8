import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyzePlan } from '../../src/index.js';

const FOLDER = 'samples/spark';

/** What the JVM's analyzed plans hold, as test/spark/real/walk.py read them from Spark's own objects. */
const edges: Readonly<Record<string, readonly [string, string][]>> = JSON.parse(readFileSync(`${FOLDER}/edges.json`, 'utf8'));

function directEdges(text: string): string[] {
  const found = analyzePlan(text).lineage.edges.filter((edge) => edge.type === 'DIRECT');
  return [...new Set(found.map(({ from, to }) => `${from.dataset}.${from.column} -> ${to.column}`))].sort();
}

describe('plans of real programs', () => {
  for (const file of readdirSync(FOLDER).filter((name) => /\.(plan|formatted)\.txt$/.test(name))) {
    const expected = edges[file.split('.')[0] as string];
    if (expected === undefined) continue;
    it(`${file}: the edges that Spark itself holds`, () => {
      const wanted = expected.map(([source, column]) => `${source} -> ${column}`);
      expect(directEdges(readFileSync(`${FOLDER}/${file}`, 'utf8'))).toEqual(wanted.sort());
    });
  }

  it('commands name their targets and columns', () => {
    const written = (name: string) => {
      const { statements, lineage } = analyzePlan(readFileSync(`${FOLDER}/${name}.plan.txt`, 'utf8'));
      return [statements[0]?.lineage.kind, lineage.writes[0], ...lineage.columns.map(({ column }) => column)];
    };
    expect(written('insert')).toEqual(['insert', 'mart.station_day', 'station_id', 'day', 'trips', 'revenue']);
    expect(written('create-table')).toEqual(['create-table', 'mart.riders_by_plan', 'plan', 'riders']);
    expect(written('create-view')).toEqual(['create-view', 'mart.long_trips', 'trip_id', 'hours']);
    expect(written('overwrite-directory')).toEqual(['insert', '/tmp/headwater-spark/files/out', 'name', 'capacity']);
  });

  it('a plan that Spark cut says which setting shows the rest', () => {
    for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.cut.txt'))) {
      const [diagnostic] = analyzePlan(readFileSync(`${FOLDER}/${file}`, 'utf8')).diagnostics.filter(
        ({ code }) => code === 'truncated-plan',
      );
      expect(diagnostic?.hint).toContain('spark.sql.debug.maxToStringFields');
    }
  });

  it('gives the same lineage for every section that is left alone', () => {
    for (const name of ['join-aggregate', 'rollup', 'union-by-position', 'self-join', 'python-udf']) {
      const text = readFileSync(`${FOLDER}/${name}.plan.txt`, 'utf8');
      const [, analyzed, optimized, physical] = text.split(/^(?=== )/m) as [string, string, string, string];
      expect(directEdges(optimized), `${name} optimized`).toEqual(directEdges(analyzed));
      expect(directEdges(physical), `${name} physical`).toEqual(directEdges(analyzed));
    }
  });
});
