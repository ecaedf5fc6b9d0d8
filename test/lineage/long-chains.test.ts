import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';
import { renderTree } from '../../src/export/tree.js';

const chain = (length: number, link: (at: number) => string): string => Array.from({ length }, (_, at) => link(at)).join('');

describe('long chains of relations', () => {
  it('of stars over what the script wrote end at the star', () => {
    const views = chain(3000, (at) => `create temp table v${at + 1} as select * from v${at};\n`);
    const { lineage } = analyze(`create temp table v0 as select * from t;\n${views}insert into o select a from v3000`);
    expect(lineage.writes).toEqual(['o']);
    expect(lineage.edges.map(({ from, to }) => [from.dataset, to.dataset, to.column])).toEqual([['t', 'o', 'a']]);
  });

  it('are told up to a number of hops', () => {
    const ctes = chain(3000, (at) => `, c${at + 1} as (select a + 1 as a from c${at})`);
    const told = renderTree(analyze(`with c0 as (select a from t)${ctes} select a from c3000`), { steps: true });
    expect(told).toContain('more than 100 hops: the rest is not shown');
  });
});
