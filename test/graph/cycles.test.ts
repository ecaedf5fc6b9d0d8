import { expect, test } from 'vitest';
import { cycles } from '../../src/graph/cycles.js';
import { graphFrom, graphOf, nameOf } from './statements.js';

const show = (...lines: string[]): string[] => [...cycles(graphOf(...lines))].map((cycle) => cycle.map(nameOf).join(' > '));

test('a graph without cycles has none', () => {
  expect(show('b: x <- a.x IDENTITY', 'c: x <- b.x IDENTITY, a.x IDENTITY')).toEqual([]);
});

test('columns that depend on each other, and their datasets', () => {
  const found = show('b: x <- a.x IDENTITY', 'c: x <- b.x IDENTITY', 'a: x <- c.x IDENTITY');
  expect(found.sort()).toEqual(['[a] > [b] > [c]', 'b.x > c.x > a.x']);
});

test('datasets can be in a loop where no column is', () => {
  expect(show('b: x <- a.x IDENTITY', 'a: y <- b.y IDENTITY')).toEqual(['[a] > [b]']);
});

test('a column computed from itself is not a cycle', () => {
  expect(show('t: a <- t.a TRANSFORMATION; rows <- t.k FILTER')).toEqual([]);
});

test('one shortest cycle for each knot', () => {
  const found = show(
    'b: x <- a.x IDENTITY',
    'a: x <- b.x IDENTITY, c.x IDENTITY',
    'c: x <- b.x IDENTITY',
    'p: x <- q.x IDENTITY',
    'q: x <- p.x IDENTITY',
  );
  expect(found.filter((cycle) => !cycle.includes('['))).toEqual(['b.x > a.x', 'p.x > q.x']);
});

test('a loop of 20,000 models', () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `t${(i + 1) % 20_000}: a <- t${i}.a IDENTITY`);
  expect([...cycles(graphFrom(lines))].map((cycle) => cycle.length)).toEqual([20_000, 20_000]);
});
