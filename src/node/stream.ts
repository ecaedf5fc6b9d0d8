import type { Readable } from 'node:stream';
import { decodeText, type TextResult } from './text.js';

/** All of a stream as text. */
export async function readStream(stream: Readable): Promise<TextResult> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return decodeText(Buffer.concat(chunks));
}

/**
 * Calls `each` with the lines of every chunk that arrives, without their line breaks, and waits for it. Memory stays at a
 * chunk and the longest line; nothing is done line by line that can be done once a chunk.
 */
export async function forEachLines(stream: Readable, each: (lines: string[]) => void | Promise<void>): Promise<void> {
  let rest: Uint8Array[] = [];
  for await (const piece of stream) {
    const chunk: Buffer = typeof piece === 'string' ? Buffer.from(piece) : piece;
    const end = chunk.lastIndexOf(10);
    if (end < 0) {
      rest.push(chunk);
      continue;
    }
    const whole = rest.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...rest, chunk.subarray(0, end)]);
    rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
    await each(whole.toString('utf8').split('\n'));
  }
  if (rest.length > 0) await each([Buffer.concat(rest).toString('utf8')]);
}
