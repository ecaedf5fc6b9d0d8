/** Bytes that arrive in pieces, taken in the lengths that a format says. */

/** So many bytes off the front; undefined where the stream ends before. */
export type Take = (length: number) => Promise<Buffer | undefined>;

/** No byte is copied more than once or twice, however the pieces are cut. */
export function takeFrom(chunks: AsyncIterable<Uint8Array>): Take {
  const source = chunks[Symbol.asyncIterator]();
  let held: Uint8Array[] = [];
  let size = 0;
  return async (length) => {
    while (size < length) {
      const next = await source.next();
      if (next.done) {
        [held, size] = [[], 0]; // what is left is the beginning of something, and stays that
        return undefined;
      }
      held.push(next.value);
      size += next.value.length;
    }
    const [first = Buffer.alloc(0)] = held;
    const all = held.length > 1 ? Buffer.concat(held) : Buffer.from(first.buffer, first.byteOffset, first.byteLength);
    held = all.length > length ? [all.subarray(length)] : [];
    size -= length;
    return all.subarray(0, length);
  };
}
