/** Sizes that people do generate are answered (how the time grows is for `npm run bench -- linear`). */
import { expect, it } from 'vitest';
import { answer } from '../../src/batch.js';

const list = (count: number, item: (at: number) => string, by: string) => Array.from({ length: count }, (_, at) => item(at)).join(by);

const TEXTS: Record<string, (size: number) => string> = {
  'a long UNION': (n) => list(n, (at) => `select a, b from t${at}`, ' union all '),
  'a chain of CTEs': (n) =>
    `with c0 as (select a from t)${list(n, (at) => `, c${at + 1} as (select a from c${at} where a > ${at})`, '')} select a from c${n}`,
  'many joins': (n) => `select x0.a from t0 x0 ${list(n, (at) => `join t${at + 1} x${at + 1} on x${at}.id = x${at + 1}.id`, ' ')}`,
  'a script of temporary tables': (n) => list(n, (at) => `create table t${at + 1} as select a + 1 as a from t${at} where b > 1`, '; '),
  'aliases of aliases': (n) => `select a as b0, ${list(n, (at) => `b${at} + b${Math.max(0, at - 1)} as b${at + 1}`, ', ')} from t`,
};

for (const [title, make] of Object.entries(TEXTS)) {
  it(title, () => {
    const request = JSON.stringify({ sql: make(400), dialect: 'snowflake' });
    expect(JSON.parse(answer(request, {})).ok).toBe(true);
  });
}

it('a wide star through ten CTEs', () => {
  const columns = list(500, (at) => `a${at}`, ', ');
  const sql = `with c0 as (select ${columns} from t)${list(10, (at) => `, c${at + 1} as (select *, a1 + ${at} as b${at} from c${at})`, '')} select * from c10`;
  const given = JSON.parse(answer(JSON.stringify({ sql }), {}));
  expect(given.columns).toHaveLength(510);
  expect(given.edges).toHaveLength(510);
});
