import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { exporters, lineageSchema } from '../../src/export/index.js';
import { empty, hostile, query, revenue, wide } from './results.js';

const { render } = exporters.json;
const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(lineageSchema);

test.each(Object.entries({ empty, query, revenue, hostile, wide: wide() }))('%s follows the schema', (_name, input) => {
  validate(JSON.parse(render(input)));
  expect(validate.errors).toBeNull();
});

test('nothing is lost', () => {
  const { version, dialect, statements, ...lineage } = JSON.parse(render(revenue));
  expect({ version, dialect }).toEqual({ version: 1, dialect: 'postgres' });
  expect(lineage).toEqual(revenue.lineage);
  expect(statements).toEqual(revenue.statements!.map((statement) => statement.lineage));
});

test('the schema refuses what breaks the promise', () => {
  const edge = { from: { dataset: 't', column: 'a' }, to: { dataset: 'o', column: 'x' }, type: 'DIRECT', subtype: 'JOIN' };
  expect(validate({ version: 1, reads: [], writes: [], intermediate: [], columns: [], edges: [edge] })).toBe(false);
  expect(validate({ version: 2, reads: [], writes: [], intermediate: [], columns: [], edges: [] })).toBe(false);
});

test('one edge a line, for people and for diff', async () => {
  await expect(render({ lineage: query.lineage })).toMatchFileSnapshot('expected/query.json');
});

test('the schema is documented as a file', async () => {
  await expect(`${JSON.stringify(lineageSchema, null, 2)}\n`).toMatchFileSnapshot('../../docs/lineage.schema.json');
});
