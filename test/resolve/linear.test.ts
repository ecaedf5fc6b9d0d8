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

const chain = (count: number, each: (from: string) => string) => list(count, (at) => `, c${at + 1} as (${each(`c${at}`)})`, '');
const given = (sql: string, dialect: string, schema?: object) => JSON.parse(answer(JSON.stringify({ sql, dialect, schema }), {}));

// Each of these doubled with every level: 20 of them were out of memory.
it('a relation lists each unknown dataset once, however often it is joined to itself', () => {
  for (const twice of [
    (from: string) => `select * from ${from} x join ${from} y on x.a = y.a`,
    (from: string) => `select x.* except (b), y.* except (c) from ${from} x join ${from} y on x.a = y.a`,
    (from: string) => `select * from ${from} x join (select * from ${from} union all select * from t) y on x.a = y.a`,
    (from: string) => `select * from ${from} union all select * from ${from}`,
    (from: string) => `from ${from} |> join ${from} as y on y.a = b`,
  ]) {
    const { columns, edges } = given(
      `with c0 as (select * from t)${chain(100, twice)} select * from c100`,
      twice('').startsWith('from') ? 'bigquery' : 'generic',
    );
    expect(columns).toEqual([{ dataset: null, column: '*' }]);
    expect(edges.filter(({ to }: { to: { column: unknown } }) => to.column === '*')).toMatchObject([
      { from: { dataset: 't', column: '*' } },
    ]);
  }
});

it('of a star over too many columns the names are found all the same', () => {
  const wide = `with c0 as (select * from t)${chain(40, (from) => `select * from ${from} x join ${from} y on true`)}`;
  const schema = { t: ['a', 'b', 'c'] };
  const whole = given(`${wide} select * from c40`, 'generic', schema);
  expect(whole.columns).toEqual([{ dataset: null, column: '*' }]);
  expect(whole.diagnostics.map(({ code }: { code: string }) => code)).toContain('cut');
  const { columns, edges } = given(`${wide} select b, d from c40`, 'generic', schema);
  expect(columns).toHaveLength(2);
  expect(edges).toMatchObject([{ from: { dataset: 't', column: 'b' }, to: { column: 'b' } }]);
});

it('a pivot of many values by many aggregates stays one star', () => {
  const pivot = `pivot (${list(500, (at) => `sum(a) s${at}`, ', ')} for b in (${list(500, (at) => `${at}`, ', ')}))`;
  const { columns, diagnostics } = given(`select * from (select a, b from t) ${pivot}`, 'bigquery');
  expect(columns).toEqual([{ dataset: null, column: '*' }]);
  expect(diagnostics).toMatchObject([{ code: 'cut' }]);
});

it('missing tables in a FROM list add nothing', () => {
  const { columns } = given(`select * from a${','.repeat(1000)} b`, 'postgres', { a: ['x'], b: ['y'] });
  expect(columns.map(({ column }: { column: string }) => column)).toEqual(['x', 'y']);
});
