import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { forEachLines, readStream } from '../../src/node/stream.js';

async function linesOf(chunks: readonly (string | Uint8Array)[], longest?: number): Promise<(string | undefined)[]> {
  const seen: (string | undefined)[] = [];
  await forEachLines(
    Readable.from(chunks),
    (lines) => {
      seen.push(...lines);
    },
    longest,
  );
  return seen;
}

describe('forEachLines', () => {
  it('gives whole lines, wherever the chunks are cut', async () => {
    const text = 'first\nsecond ☃ and ö\n\nlast';
    const bytes = Buffer.from(text);
    for (let size = 1; size <= bytes.length; size++) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
      expect(await linesOf(chunks)).toEqual(text.split('\n'));
    }
  });

  it('makes no line of the last line break', async () => {
    expect(await linesOf(['a\n', 'b\n'])).toEqual(['a', 'b']);
    expect(await linesOf([])).toEqual([]);
  });

  it('leaves out a line that is too long, and keeps its place', async () => {
    expect(await linesOf(['a\nlong', 'er\nb\nc', '\n'], 5)).toEqual(['a', undefined, 'b', 'c']);
    expect(await linesOf(['long', 'er\n', 'b'], 5)).toEqual([undefined, 'b']);
    expect(await linesOf(['a\n', 'long', 'er'], 5)).toEqual(['a', undefined]);
  });
});

describe('readStream', () => {
  it('decodes once all bytes are there', async () => {
    const bytes = Buffer.from('ö☃');
    expect(await readStream(Readable.from([bytes.subarray(0, 1), bytes.subarray(1, 3), bytes.subarray(3)]))).toEqual({ text: 'ö☃' });
  });
});
