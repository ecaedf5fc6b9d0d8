import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flow } from '../../src/lineage/flow.js';
import { flatten, flowOf, growingFlow, link, throughLink } from '../../src/lineage/flow.js';
import { internColumn, internDataset, newSources } from '../../src/lineage/source.js';
import { CODE_BITS, compose, FILTER, GROUP_BY, IDENTITY, JOIN, TRANSFORMATION } from '../../src/lineage/transformation.js';

/** Each flow's links, as places of earlier flows and codes. The first two flows are sources. */
const graphs = fc.array(
  fc.array(fc.tuple(fc.nat(), fc.constantFrom(IDENTITY, IDENTITY, TRANSFORMATION, FILTER, GROUP_BY)), { minLength: 1, maxLength: 4 }),
  { minLength: 1, maxLength: 30 },
);

function build(graph: readonly (readonly (readonly [number, number])[])[]) {
  const sources = newSources(0);
  const dataset = internDataset(sources, 't', ['t']);
  const flows: Flow[] = ['a', 'b'].map((name) => internColumn(sources, dataset, name, name).flow);
  for (const links of graph) flows.push(flowOf(links.map(([to, code]) => link(flows[to % flows.length] as Flow, code))));
  return { sources, flows };
}

describe('flatten', () => {
  it('gives what walking every way gives, in whatever order flows are asked for', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat(), { maxLength: 6 }), (graph, asked) => {
        const { sources, flows } = build(graph);
        const plainly = (flow: Flow): number[] => {
          const entries = flow.links.flatMap((each) => plainly(each.flow).map((inner) => throughLink(sources, each, inner)));
          return [...new Set(flow.source >= 0 ? (flow.flat as number[]) : entries)];
        };
        for (const at of [...asked, graph.length + 1]) {
          const flow = flows[at % flows.length] as Flow;
          expect(flatten(flow, sources)).toEqual(plainly(flow));
        }
      }),
    );
  });

  it('keeps no list of what only leads there', () => {
    const { sources, flows } = build([]);
    const merged = [...flows];
    const rows = [flows[0] as Flow];
    for (let at = 0; at < 1000; at++) {
      const read = internColumn(sources, internDataset(sources, `t${at}`, [`t${at}`]), 'a', 'a').flow;
      merged.push(flowOf([link(merged.at(-1) as Flow, IDENTITY), link(read, IDENTITY)]));
      rows.push(flowOf([link(rows.at(-1) as Flow, IDENTITY), link(merged.at(-1) as Flow, JOIN)]));
    }
    expect(flatten(rows.at(-1) as Flow, sources)).toHaveLength(1002);
    const kept = [...merged, ...rows].reduce((sum, { flat = [] }) => sum + flat.length, 0);
    expect(kept).toBeLessThan(3000);
  });

  it('keeps the lists that many ask for, where they are short and the ways to them long', () => {
    const { sources, flows } = build([]);
    const [a] = flows as [Flow];
    const long = flowOf(
      Array.from({ length: 1000 }, (_, at) => link(at === 0 ? a : flowOf([link(a, at % 2), link(a, at % 2)]), TRANSFORMATION)),
    );
    for (let at = 0; at < 10; at++) flatten(flowOf([link(long, FILTER), link(a, GROUP_BY)]), sources);
    expect(long.flat).toHaveLength(1);
  });

  it('closes circles', () => {
    const { sources, flows } = build([]);
    const [a, b] = flows as [Flow, Flow];
    const rows = flowOf([link(a, IDENTITY), link(b, FILTER)]);
    const circle = flowOf([link(rows, IDENTITY), link(b, TRANSFORMATION)]);
    rows.links.push(link(circle, IDENTITY));
    expect(flatten(circle, sources)).toHaveLength(3);
    expect(new Set(flatten(rows, sources))).toEqual(new Set(flatten(circle, sources)));
  });

  it('gives what walking every way gives, each way of using a flow once, where circles run through circles', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat(), { maxLength: 6 }), (graph, asked) => {
        const { sources, flows } = build(graph.map(() => []));
        const circles = graph.map(() => growingFlow());
        flows.splice(2, graph.length, ...circles);
        for (const [at, links] of graph.entries())
          circles[at]?.links.push(...links.map(([to, code]) => link(flows[to % flows.length] as Flow, code)));
        const plainly = (root: Flow): Set<number> => {
          const ways = [{ flow: root, code: IDENTITY }];
          const seen = new Map<Flow, Set<number>>();
          const entries = new Set<number>();
          for (const { flow, code } of ways) {
            const codes = seen.get(flow) ?? new Set();
            if (codes.has(code)) continue;
            seen.set(flow, codes.add(code));
            if (flow.source >= 0) entries.add((flow.source << CODE_BITS) | code);
            for (const each of flow.links) ways.push({ flow: each.flow, code: compose(code, each.code) });
          }
          return entries;
        };
        for (const at of [...asked, graph.length + 1]) {
          const flow = flows[at % flows.length] as Flow;
          const flat = flatten(flow, sources);
          expect(new Set(flat)).toEqual(plainly(flow));
          expect(new Set(flat).size).toBe(flat.length);
        }
      }),
    );
  });

  it('follows the fields of what takes fields of itself', () => {
    const { sources, flows } = build([]);
    const [a] = flows as [Flow];
    const field = (flow: Flow, name: string) => link(flow, IDENTITY, undefined, [name]);
    const circle = flowOf([link(a, IDENTITY)]);
    circle.links.push(field(flowOf([link(circle, IDENTITY), field(circle, 'y')]), 'x'));
    const paths = flatten(circle, sources).map((entry) => (sources.list[entry >> CODE_BITS]?.path ?? []).join('.'));
    expect(paths).toEqual(expect.arrayContaining(['', 'x', 'y.x', 'x.x', 'x.y.x']));
  });
});
