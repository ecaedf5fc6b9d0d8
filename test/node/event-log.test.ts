import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { analyzePlan } from '../../src/index.js';
import { isEventLog, readEventLog } from '../../src/node/index.js';

const LOG = 'samples/spark/events.jsonl';

async function executions(path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { application, id, root, description } of readEventLog(path))
    found.push(`${application.name} ${root}/${id} ${description.split(' ')[0]}`);
  return found;
}

const EXPECTED = ['headwater-programs 27/27 saveAsTable', 'headwater-programs 27/28 saveAsTable', 'headwater-programs 29/29 json'];

describe('event logs', () => {
  it('give each execution with the job that ran it', async () => {
    expect(await executions(LOG)).toEqual(EXPECTED);
  });

  it('give lineage: two executions of one saveAsTable are one statement', async () => {
    const plans: string[] = [];
    for await (const { plan } of readEventLog(LOG)) plans.push(plan);
    const { statements, lineage } = analyzePlan(plans.join('\n\n'));
    expect(statements.map((statement) => [statement.lineage.kind, ...statement.lineage.writes])).toEqual([
      ['create-table', 'mart.plans'],
      ['insert', 'file:/tmp/headwater-spark/files/stations'],
    ]);
    expect(
      lineage.edges.filter(({ type }) => type === 'DIRECT').map(({ from, to }) => `${from.dataset}.${from.column} -> ${to.column}`),
    ).toEqual(['city.riders.plan -> plan', 'city.stations.name -> name', 'city.stations.capacity -> capacity']);
  });

  it('may be packed, and a folder of parts in order', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headwater-log-'));
    const lines = readFileSync(LOG, 'utf8').trimEnd().split('\n');
    const parts = [lines.slice(0, 3), lines.slice(3)];
    parts.forEach((part, at) => {
      writeFileSync(join(folder, `events_${at === 0 ? 2 : 10}_app.gz`), gzipSync(part.join('\n')));
    });
    writeFileSync(join(folder, 'appstatus_app'), '');
    expect(isEventLog(folder)).toBe(true);
    expect(await executions(folder)).toEqual(EXPECTED);
  });

  it('leave out plans that came before, when asked to', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headwater-log-')), 'app-1');
    writeFileSync(file, readFileSync(LOG, 'utf8').repeat(3));
    const count = async (distinct: boolean) => {
      let plans = 0;
      for await (const _ of readEventLog(file, { distinct })) plans++;
      return plans;
    };
    expect([await count(false), await count(true)]).toEqual([9, 3]);
  });

  it('are told from other files, and other folders', () => {
    expect([isEventLog(LOG), isEventLog('package.json'), isEventLog('docs'), isEventLog('samples/spark/window.plan.txt')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('report how far they are', async () => {
    const seen: number[] = [];
    for await (const _ of readEventLog(LOG, { onProgress: (read, total) => seen.push(read / total) }));
    expect(seen.at(-1)).toBe(1);
  });

  it('say what to do about a packing that cannot be read', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headwater-log-')), 'app-1.lz4');
    writeFileSync(file, 'x');
    await expect(executions(file)).rejects.toThrow('unpack it first');
  });
});
