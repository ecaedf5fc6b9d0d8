import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { forEachLines, readStream } from '../../src/node/stream.js';

async function linesOf(chunks: readonly (string | Uint8Array)[], longest?: number): Promise<(string | undefined)[]> {
  const seen: (string | undefined)[] = [];
  const each = (lines: (string | undefined)[]): void => {
    seen.push(...lines);
  };
  await forEachLines(Readable.from(chunks), each, longest);
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

  it('gives nothing in the place of a line that is too long, and goes on', async () => {
    const text = 'one\nfourteen chars\n\ntwo\nfourteen chars\nthree\nfourteen chars';
    const expected = ['one', undefined, '', 'two', undefined, 'three', undefined];
    for (let size = 1; size <= 9; size++) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
      expect(await linesOf(chunks, 10)).toEqual(expected);
    }
  });
});

describe('readStream', () => {
  it('stops where it is more than a text may be', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield Buffer.alloc(1000);
    }
    expect(await readStream(endless(), 3_000_000)).toMatchObject({ problem: expect.stringContaining('longer than 3 MB') });
  });

  it('decodes once all bytes are there', async () => {
    const bytes = Buffer.from('ö☃');
    expect(await readStream(Readable.from([bytes.subarray(0, 1), bytes.subarray(1, 3), bytes.subarray(3)]))).toEqual({ text: 'ö☃' });
  });
});
