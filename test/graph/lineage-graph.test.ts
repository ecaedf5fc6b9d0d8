import { expect, test } from 'vitest';
import { readEdge } from '../../src/graph/edge.js';
import { LineageGraph } from '../../src/graph/lineage-graph.js';
import { graphOf, nameOf, node, script } from './statements.js';

/** Every edge as `t.a -> o.x IDENTITY@0 JOIN@1`, `?` where it is not sure. */
function edges(graph: LineageGraph): string[] {
  return graph.graph.mapDirectedEdges((_edge, _attributes, source, target) => {
    const { from, to, uses, possible } = readEdge(graph, source, target);
    const kinds = uses.map((use) => ` ${use.transformation?.subtype ?? 'READ'}${use.transformation?.masking ? '!' : ''}@${use.statement}`);
    return `${nameOf(from)} -> ${nameOf(to)}${kinds.join('')}${possible ? ' ?' : ''}`;
  });
}

test('columns, what decides rows, and datasets', () => {
  expect(edges(graphOf('o: x <- t.a IDENTITY, t.b CONDITIONAL; rows <- t.k FILTER'))).toEqual([
    '[t] -> [o] READ@0',
    't.a -> o.x IDENTITY@0',
    't.b -> o.x CONDITIONAL@0',
    't.k -> [o] FILTER@0',
  ]);
});

test('an edge is one over statements and kinds, and knows each use', () => {
  const graph = graphOf('o: x <- t.a IDENTITY, t.a TRANSFORMATION masking', 'o: x <- t.a IDENTITY', 'o: x <- t.a IDENTITY, t.a IDENTITY');
  expect(edges(graph)).toContain('t.a -> o.x IDENTITY@0 TRANSFORMATION!@0 IDENTITY@1 IDENTITY@2');
});

test('statements keep where they are from', () => {
  const graph = LineageGraph.from([
    { statements: script('o: x <- t.a IDENTITY'), file: 'a.sql' },
    { statements: script('result: x <- o.x IDENTITY'), file: 'b.sql' },
  ]);
  expect(graph.statements.map(({ file, kind }) => [file, kind])).toEqual([
    ['a.sql', 'insert'],
    ['b.sql', 'query'],
  ]);
});

test('results of two bare queries are two nodes', () => {
  expect(edges(graphOf('result: x <- t.a IDENTITY', 'result: x <- t.b IDENTITY'))).toEqual([
    '[t] -> [result#0] READ@0',
    't.a -> result#0.x IDENTITY@0',
    '[t] -> [result#1] READ@1',
    't.b -> result#1.x IDENTITY@1',
  ]);
});

test('candidates are possible sources until one statement is sure', () => {
  const graph = graphOf('o: x <- t|u.c IDENTITY');
  expect(edges(graph)).toContain('t.c -> o.x IDENTITY@0 ?');
  expect(edges(graph)).toContain('u.c -> o.x IDENTITY@0 ?');
  expect(edges(graphOf('o: x <- t|u.c IDENTITY', 'o: x <- t.c IDENTITY'))).toContain('t.c -> o.x IDENTITY@0 IDENTITY@1');
});

test('a column that nobody writes by name may come out of an open star', () => {
  expect(edges(graphOf('s: * <- t.* IDENTITY; k', 'o: x <- s.a IDENTITY, s.k IDENTITY'))).toEqual([
    '[t] -> [s] READ@0',
    't.* -> s.* IDENTITY@0',
    '[s] -> [o] READ@1',
    's.* -> s.a ?',
    's.a -> o.x IDENTITY@1',
    's.k -> o.x IDENTITY@1',
  ]);
});

test('the order of statements does not matter to an open star', () => {
  const lines = ['s: * <- t.* IDENTITY', 'o: x <- s.a IDENTITY', 's: a <- u.a IDENTITY'];
  const withoutIds = (graph: LineageGraph): string[] =>
    edges(graph)
      .map((edge) => edge.replaceAll(/@\d/g, ''))
      .sort();
  expect(withoutIds(graphOf(...lines))).toEqual(withoutIds(graphOf(...lines.toReversed())));
  expect(withoutIds(graphOf(...lines)).filter((edge) => edge.endsWith('?'))).toEqual([]);
});

test.each(['a:b', ':', '', '\0', '__proto__', '2:x', 'ü.é"', '\u{1F600}'])('any name is a name: %j', (name) => {
  const graph = new LineageGraph();
  const [{ lineage }] = script('o: x <- t.a IDENTITY') as [{ lineage: (typeof graph.add.arguments)[0] }];
  const input = { dataset: name, column: name, type: 'DIRECT', subtype: 'IDENTITY' } as const;
  graph.add({ ...lineage, reads: [name], columns: [{ dataset: `${name}:o`, column: name, inputs: [input] }] });
  for (const each of [
    { dataset: name, column: name },
    { dataset: `${name}:o`, column: name },
    { dataset: name, column: null },
  ]) {
    expect(graph.node(graph.find(each)!)).toEqual(each);
  }
});

test('what is not there is not found', () => {
  const graph = graphOf('o: x <- t.a IDENTITY');
  expect([graph.find(node('t.b')), graph.find(node('u')), graph.find({ dataset: null, column: 'x' })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
