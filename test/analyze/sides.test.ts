import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';

const SQL = 'with q as (select a + b as c /* both */ from s.t) select q.c, u.d from q join u on q.c = u.k';

it('say what each name of a statement means', () => {
  const { statements, tokens } = analyze(SQL, { dialect: 'postgres', sides: true });
  const sides = statements[0]?.sides;
  const text = ({ start, end }: { start: number; end: number }) => SQL.slice(start, end);
  const columns = [...(sides?.columns ?? [])].map(([node, inputs]) => [
    text(node),
    inputs.map(({ dataset, column }) => `${dataset}.${column}`),
  ]);
  expect(columns.sort()).toEqual([
    ['a', ['s.t.a']],
    ['b', ['s.t.b']],
    ['q.c', ['s.t.a', 's.t.b']],
    ['q.c', ['s.t.a', 's.t.b']],
    ['u.d', ['u.d']],
    ['u.k', ['u.k']],
  ]);
  const relations = [...(sides?.relations ?? [])].map(([node, one]) => [text(node), 'cte' in one ? one.cte.name.name : one.dataset]);
  expect(relations.sort()).toEqual([
    ['q', 'q'],
    ['s.t', 's.t'],
    ['u', 'u'],
  ]);
  expect(tokens?.comments.map(text)).toEqual(['/* both */']);
});

it('are made for those who ask', () => {
  const { statements, tokens } = analyze(SQL, { dialect: 'postgres' });
  expect([statements[0]?.sides, tokens]).toEqual([undefined, undefined]);
});
