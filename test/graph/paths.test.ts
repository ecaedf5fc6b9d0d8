import { expect, test } from 'vitest';
import type { LineageGraph } from '../../src/graph/lineage-graph.js';
import { paths } from '../../src/graph/paths.js';
import type { WalkOptions } from '../../src/graph/walk.js';
import { graphOf, nameOf, node } from './statements.js';

function show(graph: LineageGraph, from: string, to: string, options?: WalkOptions): string[] {
  return [...paths(graph, node(from), node(to), options)].map((path) =>
    [nameOf(path[0]!.from), ...path.map((edge) => nameOf(edge.to))].join(' > '),
  );
}

const diamond = graphOf('b: x <- a.x IDENTITY', 'c: x <- b.x TRANSFORMATION', 'd: x <- c.x IDENTITY, a.x CONDITIONAL, b.x IDENTITY');

test('every way, a shortest first', () => {
  expect(show(diamond, 'a.x', 'd.x')).toEqual(['a.x > d.x', 'a.x > b.x > d.x', 'a.x > b.x > c.x > d.x']);
});

test('only values; no longer than asked', () => {
  expect(show(diamond, 'a.x', 'd.x', { direct: true })).toEqual(['a.x > b.x > d.x', 'a.x > b.x > c.x > d.x']);
  expect(show(diamond, 'a.x', 'd.x', { depth: 2 })).toEqual(['a.x > d.x', 'a.x > b.x > d.x']);
});

test('edges say how and by which statement', () => {
  const [path] = paths(diamond, node('b.x'), node('c.x'));
  expect(path![0]!.uses).toEqual([{ statement: 1, transformation: { type: 'DIRECT', subtype: 'TRANSFORMATION' }, possible: false }]);
});

test('datasets have paths too; where there is no way there is none', () => {
  expect(show(diamond, 'a', 'c')).toEqual(['[a] > [b] > [c]']);
  expect(show(diamond, 'd.x', 'a.x')).toEqual([]);
  expect(show(diamond, 'a.x', 'a.x')).toEqual([]);
  expect(show(diamond, 'a.x', 'nowhere.x')).toEqual([]);
});

test('loops are not gone round', () => {
  const loop = graphOf('b: x <- a.x IDENTITY, c.x IDENTITY', 'c: x <- b.x IDENTITY', 'd: x <- c.x IDENTITY');
  expect(show(loop, 'a.x', 'd.x')).toEqual(['a.x > b.x > c.x > d.x']);
});

test('of exponentially many, the first ones are there at once', () => {
  const ladder = graphOf(
    ...Array.from({ length: 40 }, (_, i) => `t${i + 1}: a <- t${i}.a IDENTITY, t${i}.b IDENTITY; b <- t${i}.a IDENTITY, t${i}.b IDENTITY`),
  );
  const some = paths(ladder, node('t0.a'), node('t40.a'));
  expect(Array.from({ length: 5 }, () => some.next().value?.length)).toEqual([40, 40, 40, 40, 40]);
});

test('in a tangle, too, the next way is within reach', () => {
  const ring = Array.from({ length: 14 }, (_, i) => i);
  const clique = ring.map(
    (i) =>
      `t${i}: a <- ${ring
        .filter((j) => j !== i)
        .map((j) => `t${j}.a IDENTITY`)
        .join(', ')}`,
  );
  const tangle = graphOf(...clique, 'z: a <- t0.a IDENTITY');
  expect(show(tangle, 't1.a', 'z.a', { depth: 2 })).toEqual(['t1.a > t0.a > z.a']);
  const some = paths(tangle, node('t1.a'), node('z.a'));
  expect(Array.from({ length: 200 }, () => some.next().value?.at(-1)?.to.dataset)).toEqual(Array.from({ length: 200 }, () => 'z'));
});

test('a way that leads nowhere in a tangle is left at once', () => {
  const ring = Array.from({ length: 14 }, (_, i) => i);
  const clique = ring.map(
    (i) =>
      `t${i}: a <- s.a IDENTITY, ${ring
        .filter((j) => j !== i)
        .map((j) => `t${j}.a IDENTITY`)
        .join(', ')}`,
  );
  const tangle = graphOf('s: a <- o.a IDENTITY', ...clique, 's: a <- t0.a IDENTITY', 'z: a <- s.a IDENTITY');
  expect(show(tangle, 'o.a', 'z.a')).toEqual(['o.a > s.a > z.a']);
});

test('a long way costs its length', () => {
  const work = (size: number) => {
    const long = graphOf(...Array.from({ length: size }, (_, i) => `t${i + 1}: a <- t${i}.a IDENTITY`));
    const { set } = Map.prototype;
    let count = 0;
    Map.prototype.set = function (key, value) {
      count++;
      return set.call(this, key, value);
    };
    const [path] = paths(long, node('t0.a'), node(`t${size}.a`));
    Map.prototype.set = set;
    expect(path).toHaveLength(size);
    return count;
  };
  expect(work(4000) / work(1000)).toBeLessThan(6);
});
