import { expect, test } from 'vitest';
import { impact } from '../../src/graph/impact.js';
import type { LineageGraph } from '../../src/graph/lineage-graph.js';
import { graphOf, nameOf, node } from './statements.js';

/** Each dependent with its roles and hops, `?` where it only may depend. */
function show(graph: LineageGraph, start: string): string[] {
  return impact(graph, node(start)).map((dependent) => {
    const roles = dependent.dependences.map(({ role, hops, possible }) => `${role}${possible ? '?' : ''} ${hops}`);
    return `${nameOf(dependent)}: ${roles.join(', ')}`;
  });
}

test('each role by itself', () => {
  const graph = graphOf('o: x <- t.a IDENTITY, t.a CONDITIONAL; w <- t.a WINDOW; rows <- t.a JOIN, t.a FILTER, t.a GROUP_BY, t.a SORT');
  expect(show(graph, 't.a')).toEqual(['[o]: filter 1, join 1, group 1, order 1', 'o.x: value 1, condition 1', 'o.w: window 1']);
});

test('a condition far away is still a condition, however the value goes on', () => {
  const graph = graphOf('stage: amount <- raw.paid AGGREGATION, raw.method CONDITIONAL', 'mart: total <- stage.amount AGGREGATION');
  expect(show(graph, 'raw.method')).toEqual(['stage.amount: condition 1', 'mart.total: condition 2']);
  expect(show(graph, 'raw.paid')).toEqual(['stage.amount: value 1', 'mart.total: value 2']);
});

test('rows that are decided decide the rows of what reads them', () => {
  const graph = graphOf('stage: a <- raw.a IDENTITY; rows <- raw.k FILTER', 'mart: b <- stage.b IDENTITY');
  expect(show(graph, 'raw.k')).toEqual(['[stage]: filter 1', '[mart]: filter 2']);
});

test('the shortest way in each role', () => {
  const graph = graphOf('b: x <- a.x IDENTITY', 'c: x <- b.x IDENTITY, a.x CONDITIONAL');
  expect(show(graph, 'a.x')).toEqual(['b.x: value 1', 'c.x: condition 1, value 2']);
});

test('candidates and open stars may depend', () => {
  const graph = graphOf('o: x <- t|u.c IDENTITY; * <- t.* IDENTITY', 'p: x <- o.x IDENTITY');
  expect(show(graph, 't.c')).toEqual(['o.x: value? 1', 'o.*: value? 1', 'p.x: value? 2']);
  expect(show(graphOf('o: * <- t.* IDENTITY'), 't.never_named')).toEqual(['o.*: value? 1']);
});

test('a sure dependence follows a nearer possible one', () => {
  const graph = graphOf('b: c <- t.c IDENTITY', 'o: x <- t|u.c IDENTITY, b.c IDENTITY');
  expect(show(graph, 't.c')).toEqual(['b.c: value 1', 'o.x: value? 1, value 2']);
});

test('the impact of a dataset is that of its columns and rows', () => {
  const graph = graphOf('o: x <- t.a IDENTITY; n; rows <- t.k FILTER', 'q: n', 'p: n <- o.n IDENTITY');
  expect(show(graph, 't')).toEqual(['[o]: filter 1, rows 1', 'o.x: value 1', '[p]: filter 2, rows 2']);
});

test('loops end, and nothing depends on what is not there', () => {
  expect(show(graphOf('a: x <- b.x IDENTITY', 'b: x <- a.x CONDITIONAL'), 'a.x')).toEqual(['b.x: condition 1', 'a.x: condition 2']);
  expect(show(graphOf('a: x'), 'nowhere.x')).toEqual([]);
});
