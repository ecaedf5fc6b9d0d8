import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';
import { analyzeBriefly } from '../../src/analyze/briefly.js';
import { findDialect } from '../../src/dialects/index.js';
import { exporters } from '../../src/export/index.js';
import { read } from '../../src/sql/parser/index.js';

const SCRIPTS = [
  'select a from t; select a, b from u where c > 1; insert into o (a) select x.a from t x join u y on x.id = y.id',
  'create temporary table m as select s.x as y, count(*) as n from s group by 1; insert into o select * from m; select y from o',
  "create table o as select struct(a as x, b as y) as r from t; select r.x, r.y from o; insert into o select struct(c, 'd') from u",
  'select a from t, u; update t set a = u.b from u where u.id = t.id; select * from nowhere; begin insert into p select a from t; end',
  'select a, a from t; select from; select b from',
];

describe('a brief analysis', () => {
  it.each(SCRIPTS)('has the lineage and the diagnostics of a full one: %s', (sql) => {
    const [brief, full] = [analyzeBriefly(sql), analyze(sql)];
    expect(brief.lineage).toEqual(full.lineage);
    expect(brief.diagnostics).toEqual(full.diagnostics);
    for (const format of ['tree', 'csv', 'mermaid', 'dot'] as const)
      expect(exporters[format].render(brief)).toBe(exporters[format].render(full));
    const summary = ({ statements }: Pick<typeof brief, 'statements'>) =>
      statements.map(({ lineage: { kind, span, fingerprint, reads, writes } }) => ({ kind, span, fingerprint, reads, writes }));
    expect(summary(brief)).toEqual(summary(full));
  });

  it('keeps the first 10,000 diagnostics of a code, and says how many more there are', () => {
    const { diagnostics } = analyzeBriefly('select * from t;'.repeat(10_005));
    expect(diagnostics.filter(({ code }) => code === 'open-star')).toHaveLength(10_000);
    expect(diagnostics.at(-1)?.message).toBe("There are 5 more of 'open-star': the first 10000 are given.");
  });
});

it('reads a statement only when it is taken', () => {
  const { statements, diagnostics } = read('select a from t; select from (; select b', findDialect('generic')!);
  const each = statements[Symbol.iterator]();
  expect(each.next().value).toMatchObject({ kind: 'query-statement', start: 0, end: 15 });
  expect(diagnostics).toEqual([]);
  each.next();
  expect(diagnostics).not.toEqual([]);
});
