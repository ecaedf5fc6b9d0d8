/** Bytes that one line may take, here and in batch: Spark's longest known are some 20 MB, of plans with thousands of columns (SPARK-49872). */
export const LONGEST_LINE = 1 << 26;

/** The beginning of a line that is not whole yet. One buffer that doubles: thousands of small pieces would each take more than their bytes. */
export class LineStart {
  #bytes = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(length, 2 * this.#length));
      grown.set(this.bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** What is there; the next line begins with nothing. */
  take(): Buffer {
    const { bytes } = this;
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
    return bytes;
  }
}
