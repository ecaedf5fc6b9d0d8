import { describe, expect, it } from 'vitest';
import { type Execution, openLineageRuns } from '../../src/index.js';
import { readEventLog } from '../../src/node/index.js';

interface Event {
  readonly eventType: string;
  readonly eventTime: string;
  readonly run: { readonly runId: string; readonly facets: Record<string, Record<string, unknown>> };
  readonly job: { readonly namespace: string; readonly name: string; readonly facets: Record<string, Record<string, unknown>> };
  readonly inputs: readonly { readonly namespace: string; readonly name: string }[];
  readonly outputs: readonly { readonly name: string; readonly facets: Record<string, object> }[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const executions: Execution[] = [];
for await (const execution of readEventLog('samples/spark/events.jsonl')) executions.push(execution);
const events = (runs: typeof executions, options = {}): Event[] =>
  openLineageRuns(runs, options)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('runs of a Spark event log', () => {
  it('are one event for each job, under the names of OpenLineage', () => {
    const [table, files, ...more] = events(executions, { namespace: 'hive://meta:9083' });
    expect(more).toEqual([]);
    expect(table?.job.name).toBe('headwater_programs.execute_create_data_source_table_as_select_command.mart_plans');
    expect(files?.job.name).toBe('headwater_programs.execute_insert_into_hadoop_fs_relation_command.stations');
    expect([table?.inputs, table?.outputs].flat().map((dataset) => dataset?.name)).toEqual(['city.riders', 'mart.plans']);
    expect(table?.inputs[0]?.namespace).toBe('hive://meta:9083');
    expect(table?.outputs[0]?.facets).toHaveProperty('columnLineage');
    expect([table?.eventType, table?.eventTime]).toEqual(['COMPLETE', '2026-11-22T20:50:24.040Z']);
  });

  it('say what ran them, and of which application they are a part', () => {
    const [table, files] = events(executions);
    expect(table?.run.facets['processing_engine']).toMatchObject({ name: 'spark', version: '3.5.3' });
    expect(table?.run.facets['parent']).toMatchObject({ job: { namespace: 'default', name: 'headwater_programs' } });
    expect(table?.run.facets['parent']?.['run']).toEqual(files?.run.facets['parent']?.['run']);
    expect(table?.job.facets['documentation']).toMatchObject({ description: 'saveAsTable at NativeMethodAccessorImpl.java:0' });
    expect(table?.job.facets).not.toHaveProperty('sql'); // The text is a plan.
  });

  it('have ids that are theirs alone, and the same ones every time', () => {
    const ids = events(executions).map(({ run }) => run.runId);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(UUID);
    expect(events(executions).map(({ run }) => run.runId)).toEqual(ids);
  });

  it('say how they ended', () => {
    const [, , files] = executions as [unknown, unknown, (typeof executions)[number]];
    const { end: _, ...running } = files;
    expect(events([running])[0]?.eventType).toBe('START');
    const [failed] = events([{ ...files, error: 'disk full' }]);
    expect(failed?.eventType).toBe('FAIL');
    expect(failed?.run.facets['errorMessage']).toMatchObject({ message: 'disk full' });
  });

  it('that only look have inputs and no output; those that touch no data are left out', () => {
    const base = executions[0] as (typeof executions)[number];
    const scan = '== Physical Plan ==\n* Scan parquet s.t (1)\n\n\n(1) Scan parquet s.t\nOutput [1]: [a#1]\nBatched: true\n';
    const [event] = events([{ ...base, id: 1, root: 1, plan: scan }]);
    expect([event?.job.name, event?.inputs.length, event?.outputs.length]).toEqual(['headwater_programs.scan', 1, 0]);
    expect(events([{ ...base, plan: '== Physical Plan ==\nScan OneRowRelation' }])).toEqual([]);
  });
});
