import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';
import type { OpenLineageOptions } from '../../src/export/index.js';
import { exporters } from '../../src/export/index.js';
import { openLineageName } from '../../src/export/openlineage-naming.js';
import { VERSION } from '../../src/export/version.js';
import { edge, empty, hostile, query, revenue, script, wide } from './results.js';

interface InputField {
  namespace: string;
  name: string;
  field: string;
  transformations: { type: string; subtype: string; description: string; masking: boolean }[];
}
interface ColumnLineage {
  fields: Record<string, { inputFields: InputField[]; transformationType?: string; transformationDescription?: string }>;
  dataset?: InputField[];
}
interface Dataset {
  namespace: string;
  name: string;
  facets: { schema: { fields: { name: string }[] }; columnLineage?: ColumnLineage };
}
interface Event {
  eventType: string;
  eventTime: string;
  producer: string;
  schemaURL: string;
  run: { runId: string };
  job: { namespace: string; name: string; facets: { sql?: { query: string } } };
  inputs: Dataset[];
  outputs: Dataset[];
}

const SUBTYPES: Record<string, string[]> = {
  DIRECT: ['IDENTITY', 'TRANSFORMATION', 'AGGREGATION'],
  INDIRECT: ['JOIN', 'GROUP_BY', 'FILTER', 'SORT', 'WINDOW', 'CONDITIONAL'],
};

function event(input: Parameters<typeof exporters.openlineage.render>[0], options?: OpenLineageOptions): Event {
  return JSON.parse(exporters.openlineage.render(input, options)) as Event;
}

test('the whole event', async () => {
  const options = {
    runId: '0198c0de-0000-7000-8000-000000000001',
    eventTime: '2026-01-02T03:04:05.000Z',
    namespace: 'postgres://db.example.com:5432',
    jobNamespace: 'nightly',
    columnsOf: (dataset: string) => (dataset === 'raw.fx' ? ['currency', 'rate', 'valid_from'] : undefined),
  };
  await expect(exporters.openlineage.render(revenue, options)).toMatchFileSnapshot('expected/revenue.openlineage.json');
});

describe.each(Object.entries({ empty, query, revenue, hostile, wide: wide() }))('%s', (_name, input) => {
  const { inputs, outputs, run, ...rest } = event(input);

  test('has what a run event must have', () => {
    expect(rest.schemaURL).toBe('https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent');
    expect(rest.eventType).toBe('COMPLETE');
    expect(new Date(rest.eventTime).toISOString()).toBe(rest.eventTime);
    expect(new URL(rest.producer).protocol).toBe('https:');
    expect(run.runId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(rest.job.namespace && rest.job.name).toBeTruthy();
  });

  test('every input field is in a schema facet, letter by letter, or Marquez draws nothing', () => {
    const schemas = new Map(
      inputs.map(({ namespace, name, facets }) => [`${namespace} ${name}`, facets.schema.fields.map((field) => field.name)]),
    );
    const columnLineages = outputs.flatMap(({ facets }) => facets.columnLineage ?? []);
    const used = columnLineages.flatMap(({ fields, dataset = [] }) => [
      ...Object.values(fields).flatMap((field) => field.inputFields),
      ...dataset,
    ]);
    for (const { namespace, name, field } of used) expect(schemas.get(`${namespace} ${name}`)).toContain(field);
    for (const { facets } of outputs) {
      expect(facets.schema.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(facets.columnLineage?.fields ?? {})));
    }
  });

  test('transformations have OpenLineage’s types, and INDIRECT ones for all columns stand under dataset', () => {
    for (const { fields, dataset = [] } of outputs.flatMap(({ facets }) => facets.columnLineage ?? [])) {
      for (const { transformations } of Object.values(fields).flatMap((field) => field.inputFields)) {
        for (const { type, subtype } of transformations) expect(SUBTYPES[type]).toContain(subtype);
      }
      for (const { transformations } of dataset) for (const { type } of transformations) expect(type).toBe('INDIRECT');
    }
  });
});

test('the deprecated type is the strongest of a column', () => {
  const { fields } = event(revenue).outputs[0]!.facets.columnLineage!;
  const types = Object.fromEntries(Object.entries(fields).map(([column, { transformationType }]) => [column, transformationType]));
  expect(types).toEqual({ day: 'IDENTITY', customer: 'MASKED', revenue: 'AGGREGATION', orders: undefined, note: 'IDENTITY' });
});

test('each candidate is an input field that says so', () => {
  const { inputFields } = event(revenue).outputs[0]!.facets.columnLineage!.fields['note']!;
  expect(inputFields.map(({ name, transformations }) => [name, transformations[0]!.description])).toEqual([
    ['extra.notes', 'one of extra.notes, extra.labels: not known which'],
    ['extra.labels', 'one of extra.notes, extra.labels: not known which'],
  ]);
});

test('an open star names no column, but its datasets are inputs and outputs', () => {
  const { inputs, outputs } = event({ lineage: script([edge('t', '*', 'o', '*', 'IDENTITY')]) });
  expect([inputs[0]!.name, outputs[0]!.name]).toEqual(['t', 'o']);
  expect(outputs[0]!.facets.columnLineage!.fields).toEqual({});
});

test('a bare query gets a result to write to', () => {
  expect(event(query).outputs[0]!.name).toBe('query.result');
  expect(event(query, { resultName: 'adhoc' }).outputs[0]!.name).toBe('adhoc');
});

test('a NUL in the SQL does not reach Marquez', () => {
  expect(event({ ...empty, text: 'select "\0"' }).job.facets.sql!.query).toBe('select "\uFFFD"');
});

test('the run id follows the content', () => {
  expect(event(revenue).run.runId).toBe(event(structuredClone(revenue)).run.runId);
  expect(event(revenue).run.runId).not.toBe(event(query).run.runId);
});

test.each([
  ['db.s.t', 'snowflake://org-account', 'db.s.t'],
  ['s3://bucket/a/b.parquet', 's3://bucket', 'a/b.parquet'],
  ['s3a://bucket/a', 's3://bucket', 'a'],
  ['gs://bucket', 'gs://bucket', '/'],
  ['hdfs://nn:8020/warehouse/t', 'hdfs://nn:8020', 'warehouse/t'],
  ['file:///tmp/x.csv', 'file', '/tmp/x.csv'],
  ['/tmp/x.csv', 'file', '/tmp/x.csv'],
  ['file:/tmp/x.csv', 'file', '/tmp/x.csv'],
  ['dbfs:/mnt/x', 'dbfs', '/mnt/x'],
  ['@stage/x', 'snowflake://org-account', '@stage/x'],
])('%s lives in %s', (dataset, namespace, name) => {
  expect(openLineageName(dataset, 'snowflake://org-account')).toEqual({ namespace, name });
});

test('the version is the package’s', () => {
  expect(VERSION).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});

test('a long expression is told whole once, and its beginning with each input', () => {
  const sql = `select ${Array.from({ length: 300 }, (_, at) => `a${at}`).join(' + ')} as x from t`;
  const { x } = event(analyze(sql)).outputs[0]?.facets.columnLineage?.fields ?? {};
  expect(x?.inputFields).toHaveLength(300);
  expect(x?.transformationDescription).toBe(sql.slice('select '.length, sql.indexOf(' as x')));
  expect(x?.inputFields[0]?.transformations[0]?.description).toBe(`${sql.slice(7, 507)} …`);
});
