import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';
import { guessDialect } from '../../src/sql/guess-dialect.js';

it.each([
  ['select a:b.c::string from t qualify row_number() over (partition by d order by e) = 1', 'snowflake'],
  ['select * except (a) from `p.d.t`, unnest(items) i where i.x[offset(0)] = 1', 'bigquery'],
  ['select top 5 [a b] from dbo.t with (nolock) where x = @y', 'tsql'],
  ["select distinct on (a) a, b->>'c' from t where d ~* 'x'", 'postgres'],
  ['select a from t lateral view explode(b) e as c distribute by a', 'spark'],
  ['select a from t connect by prior b = c and rownum < 5', 'oracle'],
  ['insert into t (a) values (1) on duplicate key update a = `b`', 'mysql'],
  ['select a from t array join b prewhere c = 1', 'clickhouse'],
  ['select a from t', 'generic'],
])('%s is %s', (sql, dialect) => {
  expect(guessDialect(sql).dialect.name).toBe(dialect);
});

it('what stands in strings and comments says nothing', () => {
  expect(guessDialect("select 'qualify flatten(' from t -- connect by").dialect.name).toBe('generic');
});

it('the analysis says which dialect was taken, and why', () => {
  const { dialect, diagnostics } = analyze('select a from t connect by prior b = c', { dialect: 'auto' });
  expect(dialect).toBe('oracle');
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['guessed-dialect', 'The text was read as oracle: it has words of Oracle.'],
  ]);
});
