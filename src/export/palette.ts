/** Colours for terminal text, handed in by whoever knows the terminal: a function a role, each wraps text in its colour. */
export interface Palette {
  /** Names of datasets. */
  readonly dataset: (text: string) => string;
  /** Names of columns. */
  readonly column: (text: string) => string;
  /** Kinds of direct edge. */
  readonly direct: (text: string) => string;
  /** Kinds of indirect edge. */
  readonly indirect: (text: string) => string;
  /** Expressions, lines of the tree, remarks. */
  readonly faint: (text: string) => string;
  /** What is not known for sure. */
  readonly unknown: (text: string) => string;
}

const plain = (text: string): string => text;

/** No colour. */
export const plainPalette: Palette = {
  dataset: plain,
  column: plain,
  direct: plain,
  indirect: plain,
  faint: plain,
  unknown: plain,
};
