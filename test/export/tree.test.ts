import { expect, test } from 'vitest';
import { exporters } from '../../src/export/index.js';
import { query, revenue, wide } from './results.js';

const { render } = exporters.tree;

test('each output column stands beside its sources, and what decides the rows comes after', async () => {
  await expect(render(revenue)).toMatchFileSnapshot('expected/revenue.txt');
});

test('the steps view tells each column hop by hop with the text of its expressions', async () => {
  await expect(render(revenue, { steps: true })).toMatchFileSnapshot('expected/revenue.steps.txt');
});

test('a bare query has a result without a name', async () => {
  await expect(render(query)).toMatchFileSnapshot('expected/query.txt');
});

test('two hundred columns take a line each and stay within the width', async () => {
  const text = render(wide());
  await expect(text).toMatchFileSnapshot('expected/wide.txt');
  expect(text.split('\n').every((line) => line.length <= 100)).toBe(true);
});

test('colours come from the palette and do not change the alignment', () => {
  const mark = (text: string): string => `<${text}>`;
  const palette = { dataset: mark, column: mark, direct: mark, indirect: mark, faint: mark, unknown: mark };
  expect(render(revenue, { palette }).replaceAll(/[<>]/g, '')).toBe(render(revenue));
});
