/** So much text is put together as engines do it: as a tree of what was added, which holds several times the text. */
const LOOSE = 64 * 1024;

/** A long text, put together piece by piece in little more memory than its own. */
export class Pieces {
  readonly #done: string[] = [];
  #loose: string[] = [];
  #length = 0;

  add(text: string): void {
    this.#loose.push(text);
    this.#length += text.length;
    if (this.#length >= LOOSE) this.#flush();
  }

  toString(): string {
    this.#flush();
    return this.#done.join('');
  }

  #flush(): void {
    this.#done.push(this.#loose.join(''));
    this.#loose = [];
    this.#length = 0;
  }
}
