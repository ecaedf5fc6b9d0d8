import { expect, test } from 'vitest';
import { exporters } from '../../src/export/index.js';
import { edge, hostile, query, revenue, script } from './results.js';

const { render } = exporters.csv;

/** As RFC 4180 reads it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let rest = text;
  while (rest) {
    const row: string[] = [];
    for (let end = ''; end !== '\r\n'; ) {
      const [cell, quoted, plain, next] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) as unknown as [
        string,
        string?,
        string?,
        string?,
      ];
      row.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
      end = next!;
      rest = rest.slice(cell.length);
    }
    rows.push(row);
  }
  return rows;
}

test('one edge a row, and the columns without a source after them', async () => {
  await expect(render(revenue)).toMatchFileSnapshot('expected/revenue.csv');
});

test('a field within a column stands beside it', async () => {
  await expect(render(query)).toMatchFileSnapshot('expected/query.csv');
});

test('every row has as many cells as the header, whatever the names', () => {
  const rows = parseCsv(render(hostile));
  expect(rows).toHaveLength(1 + hostile.lineage.edges.length);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([rows[0]!.length]));
});

const FORMULAS = ['=1+1', '+1', '-1', '@a', '\tx', '\rx', '\nx', '＝1+1', '＋1', '－1', '＠a', '﹦1', '﹢1', '﹣1', '﹫a', '−1'];
const BEHIND = [' =1', '\u00a0=1', '\u3000＝1', '\ufeff=1', '\u200b=1', '"=1"', "'=1", ' "＝1', '“=1', '\u0000=1'];

test.each(['a=b', 'a - b', 'ü', '列', '"a"', ' a'])('%j is left as it is', (column) => {
  expect(parseCsv(render({ lineage: script([edge('t', column, 'o', 'x', 'IDENTITY')]) }))[1]![1]).toBe(column);
});

test.each([...FORMULAS, ...BEHIND])('%j is not run as a formula', (column) => {
  const input = { lineage: script([edge('t', column, 'o', 'x', 'IDENTITY')]) };
  expect(parseCsv(render(input))[1]![1]).toBe(`'${column}`);
  expect(parseCsv(render(input, { formulaSafe: false }))[1]![1]).toBe(column);
});
