import type { Readable } from 'node:stream';
import { decodeText, type TextResult } from './text.js';

/** All of a stream as text. */
export async function readStream(stream: Readable): Promise<TextResult> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return decodeText(Buffer.concat(chunks));
}

/** Bytes of a line that is sure to fit a string. */
const LONGEST_LINE = 400_000_000;

/**
 * Calls `each` with the lines of every chunk that arrives, without their line breaks, and waits for it. Memory stays at a
 * chunk and the longest line; nothing is done line by line that can be done once a chunk. A line of more than `longest` bytes that
 * reaches over chunks is undefined.
 */
export async function forEachLines(
  stream: Readable,
  each: (lines: (string | undefined)[]) => void | Promise<void>,
  longest = LONGEST_LINE,
): Promise<void> {
  let rest: Uint8Array[] = [];
  let size = 0;
  const keep = (bytes: Uint8Array): void => {
    size += bytes.length;
    if (size > longest) rest = [];
    else if (bytes.length > 0) rest.push(bytes);
  };
  for await (const piece of stream) {
    const chunk: Buffer = typeof piece === 'string' ? Buffer.from(piece) : piece;
    const end = chunk.lastIndexOf(10);
    if (end < 0) {
      keep(chunk);
      continue;
    }
    const lines = size + chunk.indexOf(10) > longest ? behindLongLine(chunk, end) : linesOf(rest, chunk.subarray(0, end));
    rest = [];
    size = 0;
    keep(chunk.subarray(end + 1));
    await each(lines);
  }
  if (size > 0) await each([size > longest ? undefined : Buffer.concat(rest).toString('utf8')]);
}

function linesOf(rest: readonly Uint8Array[], chunk: Buffer): string[] {
  return (rest.length === 0 ? chunk : Buffer.concat([...rest, chunk])).toString('utf8').split('\n');
}

/** The lines up to `end`, the first of which is too long. */
function behindLongLine(chunk: Buffer, end: number): (string | undefined)[] {
  const first = chunk.indexOf(10);
  return [undefined, ...(first < end ? linesOf([], chunk.subarray(first + 1, end)) : [])];
}
