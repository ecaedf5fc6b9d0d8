import type { Edge } from '../lineage/types.js';
import type { ExportInput } from './exporter.js';

export interface CsvOptions {
  /**
   * Put a `'` before cells that a spreadsheet could run as a formula (`=`, `+`, `-`, `@` first, in any of their widths, also behind
   * blanks, quotes and what cannot be seen; a tab or line break first), so that a column named `=HYPERLINK(…)` stays text. Default
   * true; false gives names byte for byte, for programs.
   */
  readonly formulaSafe?: boolean;
}

const HEADER = ['from_dataset', 'from_column', 'from_path', 'candidates', 'to_dataset', 'to_column', 'type', 'subtype', 'masking'];

/**
 * One edge a row, as RFC 4180 has it. Output columns without any source are rows with the target only. Cells are empty for
 * a bare query's dataset, for an unknown source dataset (its `candidates`, parted by a blank, stand beside it) and for the
 * target column of an edge that holds for all columns. `from_path` is a JSON array of fields.
 */
export function renderCsv({ lineage }: ExportInput, { formulaSafe = true }: CsvOptions = {}): string {
  const reached = new Set(lineage.edges.map(({ to }) => JSON.stringify([to.dataset, to.column])));
  const sourceless = lineage.columns.filter(({ dataset, column }) => !reached.has(JSON.stringify([dataset, column])));
  const rows = [HEADER, ...lineage.edges.map(edgeRow), ...sourceless.map(({ dataset, column }) => targetRow(dataset, column))];
  return rows.map((row) => `${row.map((value) => cell(value, formulaSafe)).join(',')}\r\n`).join('');
}

function edgeRow({ from, to, type, subtype, masking }: Edge): string[] {
  return [
    from.dataset ?? '',
    from.column,
    from.path ? JSON.stringify(from.path) : '',
    from.candidates?.join(' ') ?? '',
    to.dataset ?? '',
    to.column ?? '',
    type,
    subtype,
    masking ? 'true' : '',
  ];
}

function targetRow(dataset: string | null, column: string): string[] {
  return ['', '', '', '', dataset ?? '', column, '', '', ''];
}

/**
 * OWASP's list (CSV injection), with the signs that spreadsheets of East Asia and LibreOffice take for the same: full-width and
 * small ones, the minus sign. What stands before them may be trimmed away.
 */
const FORMULA =
  /^(?:[\t\r\n]|[\s\p{C}"'`\u201C\u201D\u2018\u2019\uFF02\uFF07]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212])/u;

/** A cell, quoted where its text needs it. */
function cell(value: string, formulaSafe: boolean): string {
  const text = formulaSafe && FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
