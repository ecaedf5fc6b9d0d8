import { expect, test } from 'vitest';
import { exporters } from '../../src/export/index.js';
import { lineageOf } from '../../src/graph/lineage-of.js';
import { upstream } from '../../src/graph/upstream.js';
import { graphOf, node } from './statements.js';

const graph = graphOf(
  'stage: a <- raw.a IDENTITY; b <- raw.b TRANSFORMATION masking; n; rows <- raw.k FILTER',
  'mart: total <- stage.b AGGREGATION; note <- x|y.note IDENTITY; * <- z.* IDENTITY',
  'report: q <- mart.q IDENTITY',
);

test('hop by hop, with what is in between', async () => {
  await expect(exporters.json.render({ lineage: lineageOf(graph) })).toMatchFileSnapshot('expected/hops.json');
});

test('a part of it', () => {
  const start = node('mart.total');
  const keys = new Set([graph.find(start)!, ...upstream(graph, start).map(({ key }) => key)]);
  const { columns, edges } = lineageOf(graph, keys);
  expect(columns).toEqual([
    { dataset: 'stage', column: 'b' },
    { dataset: 'mart', column: 'total' },
  ]);
  expect(edges.map(({ from, to }) => `${from.dataset}.${from.column} > ${to.dataset}.${to.column}`)).toEqual([
    'raw.b > stage.b',
    'stage.b > mart.total',
  ]);
});
