import { displayWidth, visible } from '../index.js';

/** Rows of cells as aligned columns with two spaces between them; each line is indented by so many. */
export function table(rows: readonly (readonly string[])[], indent = 0): string {
  const cells = rows.map((row) => row.map(visible));
  const widths: number[] = [];
  for (const row of cells) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, displayWidth(cell));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] as number) - displayWidth(cell)))
      .join('  ')
      .trimEnd();
  return cells.map((row) => `${' '.repeat(indent)}${line(row)}\n`).join('');
}

/** `1 model`, `2 models`, `2 analyses`. */
export function count(number: number, noun: string): string {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : noun.endsWith('sis') ? `${noun.slice(0, -2)}es` : `${noun}s`;
  return `${number.toLocaleString('en-US')} ${number === 1 ? noun : plural}`;
}
