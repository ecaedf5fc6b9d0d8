import { expect, test } from 'vitest';
import { exporters } from '../../src/export/index.js';
import { mermaidLabel } from '../../src/export/mermaid-text.js';
import { edge, empty, HOSTILE_NAMES, hostile, query, revenue, script, wide } from './results.js';

const { render } = exporters.mermaid;

test.each(Object.entries({ revenue, query, empty, hostile, wide: wide(), huge: wide(4000) }))('%s', async (name, input) => {
  await expect(render(input)).toMatchFileSnapshot(`expected/${name}.mmd`);
});

test.each(HOSTILE_NAMES)('%j stays a label', (name) => {
  const label = mermaidLabel([name]);
  // Words, entity codes, and single marks between words: nothing that Mermaid, Markdown or HTML could read.
  expect(label).toMatch(/^"(?:#\d+;|[\p{L}\p{N} ]|(?<=[A-Za-z0-9])[._-](?=[A-Za-z0-9])|(?<=[A-Za-z0-9])[,:](?= ))+"$/u);
});

test('usual names stay readable in the source', () => {
  expect(mermaidLabel(['db.sales_2024.order-items Größe'])).toBe('"db.sales_2024.order-items Größe"');
});

test('every line is one of a few shapes, whatever the names', () => {
  const label = '"[^"\\n]*"';
  const shapes = [
    '%%\\{init: .*\\}%%',
    'flowchart LR',
    `\\s+subgraph d\\d+\\[${label}\\]`,
    `\\s+c\\d+\\[${label}\\]:::column`,
    `\\s+d\\d+rows\\(\\[${label}\\]\\):::rows`,
    `\\s+d\\d+\\[${label}\\]:::\\w+`,
    `\\s+legend\\[${label}\\]:::remark`,
    '\\s+end',
    '\\s+class d\\d+ \\w+',
    `\\s+\\w+ (-->|==>|-\\.->)(\\|${label}\\|)? \\w+`,
    '\\s+classDef .*',
    '\\s+linkStyle [\\d,]+ .*',
  ];
  const line = new RegExp(`^(${shapes.join('|')})$`);
  expect(
    render(hostile)
      .trimEnd()
      .split('\n')
      .filter((each) => !line.test(each)),
  ).toEqual([]);
});

test.each([600, 5000, 20_000])('%i columns stay within what GitHub draws, and it is said', (columns) => {
  const text = render(wide(columns));
  expect(text.length).toBeLessThanOrEqual(50_000);
  expect(text.match(/^ {2}\w+ (-->|==>|-\.->)/gm)!.length).toBeLessThanOrEqual(500);
  expect(text).toMatch(/share a box|Datasets only/);
});

test('too many datasets: the first ones are drawn and the rest counted', () => {
  const edges = Array.from({ length: 3000 }, (_, i) => edge(`schema.some_long_dataset_name_${i}`, 'a', `o${i}`, 'a', 'IDENTITY'));
  const text = render({ lineage: script(edges) });
  expect(text.length).toBeLessThanOrEqual(50_000);
  expect(text).toMatch(/\d+ of 3000 edges between datasets are left out/);
});

test('a statement that filters the table that it writes has no arrow from a box to itself', () => {
  const text = render({ lineage: script([edge('t', 'a', 't', 'b', 'TRANSFORMATION'), edge('t', 'k', 't', null, 'FILTER')]) });
  expect(text).toContain('subgraph d0["t"]');
  expect(text).not.toMatch(/[>|] d0$/m);
});

test('top to bottom, without a legend', () => {
  const text = render(revenue, { direction: 'TB', legend: false });
  expect(text).toMatch(/^flowchart TB$/m);
  expect(text).not.toContain('legend');
});
