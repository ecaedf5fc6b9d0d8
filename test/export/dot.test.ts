import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { beforeAll, expect, test } from 'vitest';
import { dotLabel } from '../../src/export/dot-text.js';
import { exporters } from '../../src/export/index.js';
import { edge, empty, HOSTILE_NAMES, hostile, query, revenue, script, wide } from './results.js';

const { render } = exporters.dot;
let graphviz: Graphviz;

beforeAll(async () => {
  graphviz = await Graphviz.load();
});

test.each(Object.entries({ revenue, query, empty, wide: wide() }))('%s', async (name, input) => {
  const dot = render(input);
  await expect(dot).toMatchFileSnapshot(`expected/${name}.dot`);
  expect(graphviz.layout(dot, 'svg', 'dot')).toContain('</svg>');
});

test('Graphviz shows every hostile name as it is', () => {
  const svg = graphviz.layout(render(hostile), 'svg', 'dot');
  const shown = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) =>
    text!
      .replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, code: string) => String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)))
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  );
  const plain = HOSTILE_NAMES.filter((name) => !/[\p{Cc}\u202E]|^ $/u.test(name));
  expect(plain.filter((name) => !shown.includes(name))).toEqual([]);
});

test.each(['', ' ', '<B>', '&amp;', '"', "'", '\\N', ']]>', '-->'])('%j is an HTML-like label', (name) => {
  const dot = `digraph { a [label=<<TABLE><TR><TD>${dotLabel(name)}</TD></TR></TABLE>>] }`;
  expect(graphviz.layout(dot, 'svg', 'dot')).toContain('</svg>');
});

test('thousands of columns are drawn as datasets', () => {
  const dot = render(wide(20_000));
  expect(dot.length).toBeLessThan(1_000_000);
});

test('top to bottom, without a legend', () => {
  const dot = render(revenue, { direction: 'TB', legend: false });
  expect(dot).toContain('rankdir=TB');
  expect(dot).not.toContain('computed');
  expect(graphviz.layout(dot, 'svg', 'dot')).toContain('</svg>');
});

test('what is too large is told as well as noted in the diagram', () => {
  const told: string[] = [];
  const dot = render(wide(20_000), { onCut: (note) => told.push(note) });
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^Datasets only/);
  expect(dot).toContain(told[0]);
});

test('long names are shortened in the picture', () => {
  const dot = render({ lineage: script([edge('t'.repeat(9000), 'a'.repeat(9000), 'o', 'b', 'IDENTITY')]) });
  expect(dot.length).toBeLessThan(5000);
  expect(dot).toContain(`${'a'.repeat(50)}…${'a'.repeat(49)}`);
});
