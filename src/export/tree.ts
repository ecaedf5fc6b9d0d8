import type { ExportInput } from './exporter.js';
import type { Palette } from './palette.js';

export interface TreeOptions {
  /** Default: no colour. */
  readonly palette?: Palette;
  /** Tell each output column hop by hop, through CTEs and subqueries, with the text of each expression. Default false. */
  readonly steps?: boolean;
  /** Columns of the terminal, for alignment and shortening of expressions. Default 100. */
  readonly width?: number;
}

export function renderTree(_input: ExportInput, _options: TreeOptions = {}): string {
  return '\n';
}
