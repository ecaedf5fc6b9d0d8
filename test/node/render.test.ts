import { expect, test } from 'vitest';
import { exporters } from '../../src/export/index.js';
import { RenderError, renderDiagram } from '../../src/node/render.js';
import { revenue, wide } from '../export/results.js';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Width and height from a PNG's header. */
function pngSize(bytes: Uint8Array): [number, number] {
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

test('DOT becomes SVG without any program but Headwater', async () => {
  const svg = text(await renderDiagram(exporters.dot.render(revenue), 'svg'));
  expect(svg).toMatch(/^<\?xml/);
  expect(svg).toContain('>amount</text>');
});

test('DOT becomes PNG, at the scale asked for', async () => {
  const dot = exporters.dot.render(revenue);
  const [width, height] = pngSize(await renderDiagram(dot, 'png', 'graphviz', { scale: 1 }));
  const [doubleWidth, doubleHeight] = pngSize(await renderDiagram(dot, 'png'));
  expect(Math.abs(doubleWidth - 2 * width)).toBeLessThanOrEqual(1);
  expect(Math.abs(doubleHeight - 2 * height)).toBeLessThanOrEqual(1);
});

test('a large picture keeps within what viewers open', async () => {
  const size = pngSize(await renderDiagram(exporters.dot.render(wide(900)), 'png', 'graphviz', { scale: 4 }));
  expect(Math.max(...size)).toBeLessThanOrEqual(16_000);
});

test('what is not DOT is an error with a hint', async () => {
  const error = await renderDiagram('not dot', 'svg').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RenderError);
  expect(error).toMatchObject({ hint: 'Check that the text is DOT.' });
});

test('a browser that is not there is an error that says where it was looked for', async () => {
  const render = renderDiagram('flowchart LR\n  a', 'svg', 'mermaid', { browser: '/no/such/browser' });
  await expect(render).rejects.toThrow('No browser could be started at /no/such/browser.');
});
