import { describe, expect, test } from 'vitest';
import { downstream, forEachDownstream } from '../../src/graph/downstream.js';
import { forEachUpstream, upstream } from '../../src/graph/upstream.js';
import { graphFrom, graphOf, nameOf, node } from './statements.js';

const graph = graphOf(
  'stage: a <- raw.a IDENTITY; b <- raw.b TRANSFORMATION, raw.flag CONDITIONAL; rows <- raw.k FILTER',
  'mart: total <- stage.b AGGREGATION; day <- stage.a IDENTITY; rows <- stage.a GROUP_BY',
  'report: total <- mart.total IDENTITY',
);
const show = (visits: readonly (Parameters<typeof nameOf>[0] & { hops: number })[]): string[] =>
  visits.map((visit) => `${visit.hops} ${nameOf(visit)}`);

test('upstream: all that a value comes from, near ones first', () => {
  expect(show(upstream(graph, node('report.total')))).toEqual(['1 mart.total', '2 stage.b', '3 raw.b', '3 raw.flag']);
});

test('upstream of a dataset: what decides its rows', () => {
  expect(show(upstream(graph, node('mart')))).toEqual(['1 [stage]', '1 stage.a', '2 [raw]', '2 raw.k', '2 raw.a']);
});

test('downstream: columns and datasets', () => {
  expect(show(downstream(graph, node('raw.a')))).toEqual(['1 stage.a', '2 [mart]', '2 mart.day', '3 [report]']);
});

test('only values, only so far', () => {
  expect(show(upstream(graph, node('report.total'), { direct: true }))).toEqual(['1 mart.total', '2 stage.b', '3 raw.b']);
  expect(show(downstream(graph, node('raw.a'), { direct: true }))).toEqual(['1 stage.a', '2 mart.day']);
  expect(show(downstream(graph, node('raw.b'), { depth: 2 }))).toEqual(['1 stage.b', '2 mart.total']);
  expect(downstream(graph, node('raw.b'), { depth: 0 })).toEqual([]);
});

test('a visitor that says true goes no further behind that node', () => {
  const seen: string[] = [];
  forEachUpstream(graph, node('report.total'), (visit) => seen.push(nameOf(visit)) > 1);
  expect(seen).toEqual(['mart.total', 'stage.b']);
});

describe('stars', () => {
  const open = graphOf('s: * <- t.* IDENTITY; k <- u.k IDENTITY', 'o: x <- s.a IDENTITY; k <- s.k IDENTITY');

  test('a column out of an open star comes from where the star comes from', () => {
    expect(show(upstream(open, node('o.x')))).toEqual(['1 s.a', '2 s.*', '3 t.*']);
    expect(show(upstream(open, node('s.never_named')))).toEqual(['1 t.*']);
    expect(show(upstream(open, node('o.k')))).toEqual(['1 s.k', '2 u.k']);
  });

  test('a column of an unknown table goes where its star goes', () => {
    expect(show(downstream(open, node('t.anything')))).toEqual(['1 s.*', '2 s.a', '3 o.x']);
  });
});

test('loops end', () => {
  const loop = graphOf('a: x <- b.x IDENTITY', 'b: x <- a.x IDENTITY, b.x TRANSFORMATION');
  expect(show(upstream(loop, node('a.x')))).toEqual(['1 b.x']);
  expect(show(downstream(loop, node('b.x')))).toEqual(['1 a.x']);
});

test('an unknown start reaches nothing', () => {
  expect(upstream(graph, node('nowhere.x'))).toEqual([]);
  expect(downstream(graph, node('nowhere'))).toEqual([]);
});

test('a chain of 20,000 columns', () => {
  const long = graphFrom(Array.from({ length: 20_000 }, (_, i) => `t${i + 1}: a <- t${i}.a IDENTITY`));
  let last = 0;
  forEachDownstream(long, node('t0.a'), ({ hops }) => {
    last = hops;
  });
  expect(last).toBe(20_000);
});
