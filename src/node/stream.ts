import { LineStart, LONGEST_LINE } from './lines.js';
import { decodeText, LONGEST_TEXT, type TextResult, tooLong } from './text.js';

/** What a stream brings: bytes, or text where somebody has decoded it. */
export type Pieces = AsyncIterable<Uint8Array | string>;

/** All of a stream as text, or why it is none: more than `longest` bytes are not read. */
export async function readStream(stream: Pieces, longest = LONGEST_TEXT): Promise<TextResult> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stream) {
    const chunk = bytesOf(piece);
    size += chunk.length;
    if (size > longest) return tooLong(longest);
    chunks.push(chunk);
  }
  return decodeText(Buffer.concat(chunks));
}

/** The first bytes of a stream (fewer where it is shorter), and the stream as if they had not been read. */
export async function readAhead(stream: Pieces, size: number): Promise<{ readonly head: Buffer; readonly all: AsyncIterable<Uint8Array> }> {
  const source = stream[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  for (let read = 0; read < size; ) {
    const next = await source.next();
    if (next.done) break;
    const chunk = bytesOf(next.value);
    read += chunk.length;
    chunks.push(chunk);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* chunks;
    for await (const piece of { [Symbol.asyncIterator]: () => source }) yield bytesOf(piece);
  }
  return { head: Buffer.concat(chunks), all: all() };
}

/**
 * Calls `each` with the lines of every chunk that arrives, without their line breaks, and waits for it. In the place of a line
 * of more than `longest` bytes it gets undefined. Memory stays at a chunk and the longest line; nothing is done line by line
 * that can be done once a chunk.
 */
export async function forEachLines(
  stream: Pieces,
  each: (lines: (string | undefined)[]) => void | Promise<void>,
  longest = LONGEST_LINE,
): Promise<void> {
  const start = new LineStart();
  let isTooLong = false;
  const hold = (bytes: Uint8Array): void => {
    isTooLong ||= start.length + bytes.length > longest;
    if (isTooLong) start.take();
    else if (bytes.length > 0) start.add(bytes);
  };
  for await (const piece of stream) {
    const chunk = bytesOf(piece);
    const end = chunk.lastIndexOf(10);
    if (end >= 0 && start.length === 0 && !isTooLong) await each(chunk.toString('utf8', 0, end).split('\n'));
    else if (end >= 0) {
      const first = chunk.indexOf(10);
      hold(chunk.subarray(0, first));
      const line = isTooLong ? undefined : start.take().toString('utf8');
      isTooLong = false;
      await each(first === end ? [line] : [line, ...chunk.toString('utf8', first + 1, end).split('\n')]);
    }
    hold(chunk.subarray(end + 1));
  }
  if (isTooLong || start.length > 0) await each([isTooLong ? undefined : start.take().toString('utf8')]);
}

function bytesOf(piece: Uint8Array | string): Buffer {
  return typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}
