/** A half-open range of UTF-16 code units in the text that was analysed: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
