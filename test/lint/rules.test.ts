/** The examples that stand in the rules themselves: each bad one is found where it is marked, each good one is not. */
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';
import type { StatementRule } from '../../src/lint/rule.js';
import { advise, adviseQuickly, rules, run } from '../../src/lint/run.js';

function found(rule: StatementRule, dialect: string, sql: string): string[] {
  const { ok, diagnostics } = analyze(sql, { dialect, check: (statement) => run([rule], statement) });
  expect(ok).toBe(true);
  return diagnostics.filter(({ code }) => code === rule.code).map(({ span }) => sql.slice(span?.start, span?.end));
}

describe.each(rules.map((rule) => [rule.code, rule] as const))('%s', (_code, rule) => {
  it('has examples of both', () => expect([rule.bad.length > 0, rule.good.length > 0]).toEqual([true, true]));
  it.each(rule.bad)('%s: %s', (dialect, marked) => {
    const place = /«(.*)»/s.exec(marked)?.[1];
    expect(found(rule, dialect, marked.replace(/[«»]/g, ''))).toEqual([place]);
  });
  it.each(rule.good)('%s: %s', (dialect, sql) => expect(found(rule, dialect, sql)).toEqual([]));
});

const SQL = 'with q as (select 1 as n) select a, a from t, u';

it('advice is given to those who ask for it', () => {
  const codes = (check?: typeof advise) => analyze(SQL, { dialect: 'postgres', check }).diagnostics.map(({ code }) => code);
  expect(codes()).not.toContain('unused-cte');
  expect(codes(advise)).toEqual(expect.arrayContaining(['unused-cte', 'cross-join']));
  expect(codes(adviseQuickly)).toContain('unused-cte');
  expect(codes(adviseQuickly)).not.toContain('cross-join');
});

it('what is read twice is said once', () => {
  const texts = ['case when a then (@) else 1 end', 'coalesce((@), 1)', 'cast((@) as int)', '(select (@) as x)'];
  for (const each of texts) {
    const sql = `select ${each.replace('@', 'with q as (select 1 as n) select max(b) from u join v on u.id = v.id where b > 1')} as x from t`;
    const { diagnostics } = analyze(sql, { dialect: 'duckdb', check: advise });
    expect(diagnostics.filter(({ code }) => code === 'unused-cte')).toHaveLength(1);
  }
});
