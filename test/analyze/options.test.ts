import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';
import { analyzePlan } from '../../src/analyze/plan.js';
import { answer } from '../../src/batch.js';
import { readConfig } from '../../src/project/config.js';

const MASKED = { masking: ['hide'], functions: { total: { aggregate: true } }, defaultSchema: 's' } as const;
const SQL = 'create table o as select total(hide(a)) as x from t';
const EDGE = { from: { dataset: 's.t', column: 'a' }, type: 'DIRECT', subtype: 'AGGREGATION', masking: true };

it('the same options serve the API, a request of batch and its defaults, and a configuration', () => {
  expect(analyze(SQL, MASKED).lineage.edges).toMatchObject([EDGE]);
  expect(JSON.parse(answer(JSON.stringify({ sql: SQL, ...MASKED }))).edges).toMatchObject([EDGE]);
  expect(JSON.parse(answer(JSON.stringify({ sql: SQL }), MASKED)).edges).toMatchObject([EDGE]);
  expect(readConfig(MASKED)).toEqual({ config: MASKED });
});

it('what has another shape is left out, and all say so in the same words', () => {
  const wrong = { defaultSchema: 5, masking: 'md5', functions: { f: { agregate: true } } };
  const said = [
    '/defaultSchema is a number, not a text',
    "/functions says of f 'agregate', which is not",
    '/masking is a text, not a list',
  ];
  const messages = [
    analyze('select 1', wrong as never).diagnostics,
    analyzePlan('== Physical Plan ==\n*(1) Range (0, 1, step=1, splits=1)', wrong as never).diagnostics,
    JSON.parse(answer(JSON.stringify({ sql: 'select 1', ...wrong }))).diagnostics,
    (readConfig(wrong) as { problems: readonly { message: string }[] }).problems,
  ];
  for (const each of messages)
    expect(each.map(({ message }: { message: string }) => message).sort()).toEqual(said.map((start) => expect.stringContaining(start)));
});
