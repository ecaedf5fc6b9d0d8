/** Mermaid's own parser and a real browser draw what the exporter writes. */
import { expect, test } from 'vitest';
import { exporters } from '../../src/export/index.js';
import { renderDiagram } from '../../src/node/render.js';
import { empty, HOSTILE_NAMES, hostile, query, revenue, wide } from '../export/results.js';

async function draw(input: typeof revenue): Promise<string> {
  return new TextDecoder().decode(await renderDiagram(exporters.mermaid.render(input), 'svg', 'mermaid'));
}

/** The texts of all labels. */
function labels(svg: string): string[] {
  return [...svg.matchAll(/<span[^>]*>(.*?)<\/span>/gs)].map(([, label]) =>
    label!
      .replace(/<\/?p>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&nbsp;', '\u00A0')
      .replaceAll('&amp;', '&'),
  );
}

test.each(Object.entries({ empty, revenue, query, wide: wide(), huge: wide(4000) }))('%s is drawn', async (_name, input) => {
  const svg = await draw(input);
  expect(svg).toMatch(/^<svg/);
  expect(svg).not.toContain('Syntax error');
});

test('every hostile name is shown as it is and nothing of it runs', async () => {
  const svg = await draw(hostile);
  const shown = new Set(labels(svg));
  const plain = HOSTILE_NAMES.filter((name) => !/[\p{Cc}\u202E]|^ $/u.test(name));
  expect(plain.filter((name) => !shown.has(name.replace('ﬂ', 'fl').replace('¶ß', '¶ss')))).toEqual([]);
  expect(svg).not.toMatch(/<script|<b>|<a |<em>|<strong>|<code>|<i class/i);
});

test('a PNG for those who want one', async () => {
  const png = await renderDiagram(exporters.mermaid.render(revenue), 'png', 'mermaid');
  expect([...png.subarray(1, 4)]).toEqual([...'PNG'].map((char) => char.charCodeAt(0)));
});
