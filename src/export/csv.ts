import type { ExportInput } from './exporter.js';

export interface CsvOptions {
  /**
   * Put a `'` before cells that a spreadsheet would run as a formula (`=`, `+`, `-`, `@`, tab or CR first), so that a
   * column named `=HYPERLINK(…)` stays text. Default true; false gives names byte for byte, for programs.
   */
  readonly formulaSafe?: boolean;
}

export function renderCsv(_input: ExportInput, _options: CsvOptions = {}): string {
  return '\r\n';
}
