/** Our events against the official JSON Schemas, where there is a copy of them: `npm run test:openlineage -- FOLDER`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { exporters } from '../../src/export/index.js';
import { type Execution, openLineageRuns } from '../../src/index.js';
import { readEventLog } from '../../src/node/index.js';
import { empty, hostile, query, revenue, wide } from './results.js';

const folder = process.env['OPENLINEAGE_SCHEMAS'];

interface Event {
  readonly job: { readonly facets: Record<string, object> };
  readonly run: { readonly facets: Record<string, object> };
  readonly inputs: readonly { readonly facets: Record<string, object> }[];
  readonly outputs: readonly { readonly facets: Record<string, object> }[];
}

describe.skipIf(!folder)('official schemas', () => {
  const ajv = new Ajv2020({ strict: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);

  beforeAll(() => {
    ajv.addSchema(JSON.parse(readFileSync(join(folder!, 'OpenLineage.json'), 'utf8')));
    for (const file of readdirSync(join(folder!, 'facets'))) ajv.addSchema(JSON.parse(readFileSync(join(folder!, 'facets', file), 'utf8')));
  });

  test.each(Object.entries({ empty, query, revenue, hostile, wide: wide() }))('%s: the event and each of its facets', (_name, input) => {
    check(JSON.parse(exporters.openlineage.render(input)));
  });

  test('runs of an event log', async () => {
    const executions: Execution[] = [];
    for await (const execution of readEventLog('samples/spark/events.jsonl')) executions.push(execution);
    const failed = executions.map((execution) => ({ ...execution, error: 'disk full' }));
    for (const line of (openLineageRuns(executions) + openLineageRuns(failed)).trim().split('\n')) check(JSON.parse(line));
  });

  function check(event: Event): void {
    expect(problems(ajv, 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent', event)).toEqual([]);
    const holders = [event.job, event.run, ...event.inputs, ...event.outputs];
    for (const facet of holders.flatMap(({ facets }) => Object.values(facets))) {
      expect(problems(ajv, (facet as { _schemaURL: string })._schemaURL, facet)).toEqual([]);
    }
  }
});

function problems(ajv: Ajv2020, schema: string, value: unknown): unknown[] {
  const validate = ajv.getSchema(schema);
  if (!validate) throw new Error(`no such schema: ${schema}`);
  validate(value);
  return validate.errors ?? [];
}
