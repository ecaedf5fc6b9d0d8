import type { Diagnostic, Severity } from '../base/diagnostic.js';
import { LineIndex } from '../base/line-index.js';
import { displayWidth, visible } from '../export/visible.js';

/** Colours for diagnostics, handed in by whoever knows the terminal. */
export interface ReportPalette {
  readonly severity: (severity: Severity, text: string) => string;
  readonly place: (text: string) => string;
  readonly faint: (text: string) => string;
}

export interface TerminalReportOptions {
  /** Default: no colour. */
  readonly palette?: ReportPalette;
  /** Print so many and count the rest. Default 20. */
  readonly limit?: number;
  /** Columns of the terminal: longer lines are shown around the place. Default 100. */
  readonly width?: number;
}

const plain: ReportPalette = { severity: (_severity, text) => text, place: (text) => text, faint: (text) => text };

/**
 * Diagnostics as a person reads them: `file:line:column`, what is wrong, the line with the place underlined, and what to
 * do. Empty when there are none, else it ends in a newline. `file` is what `text` is called.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  file: string,
  text: string,
  options: TerminalReportOptions = {},
): string {
  const { palette = plain, limit = 20, width = 100 } = options;
  const lines = new LineIndex(text);
  const shown = diagnostics.slice(0, limit).map((diagnostic) => renderOne(diagnostic, file, lines, palette, width));
  if (diagnostics.length > limit) shown.push(palette.faint(`… and ${diagnostics.length - limit} more in ${visible(file)}\n`));
  return shown.join('');
}

function renderOne(diagnostic: Diagnostic, file: string, lines: LineIndex, palette: ReportPalette, width: number): string {
  const { severity, code, message, span } = diagnostic;
  const at = span && lines.locate(span.start);
  const name = visible(file);
  const place = at ? `${name}:${at.line}:${at.column}` : name;
  const head = `${palette.place(place)}: ${palette.severity(severity, severity)}: ${visible(message)} ${palette.faint(`[${code}]`)}\n`;
  const excerpt = span && at ? underline(lines.lineText(at.line), at.line, at.column - 1, span.end - span.start, width) : undefined;
  const notes = [wanted(diagnostic), diagnostic.hint && visible(diagnostic.hint)].filter((note) => note !== undefined && note !== '');
  const margin = ' '.repeat(excerpt?.margin ?? 2);
  return [
    head,
    excerpt ? `${palette.faint(excerpt.number)}${excerpt.line}\n` : '',
    excerpt ? `${palette.faint(`${margin} |`)} ${palette.severity(severity, excerpt.mark)}\n` : '',
    ...notes.map((note) => `${palette.faint(`${margin} =`)} ${note}\n`),
  ].join('');
}

/** `expected`, unless the message says it already. */
function wanted({ expected, message }: Diagnostic): string | undefined {
  if (!expected || expected.length === 0 || /\bexpected\b/.test(message)) return undefined;
  return `expected ${expected.join(', ').replace(/, ([^,]*)$/, ' or $1')}`;
}

/** The line and, to stand under it, `^~~~`. A line too long for the terminal is cut around the place. */
function underline(line: string, number: number, from: number, length: number, width: number) {
  const label = String(number).padStart(3);
  const room = Math.max(40, width - label.length - 4);
  const start = line.length <= room || from < room - 20 ? 0 : from - Math.floor(room / 2);
  const before = shown((start > 0 ? '…' : '') + line.slice(start, from));
  const marked = shown(line.slice(from, Math.min(from + length, start + room)));
  const after = shown(line.slice(from, start + room).slice(length)) + (start + room < line.length ? '…' : '');
  return {
    margin: label.length,
    number: `${label} | `,
    line: before + marked + after,
    mark: `${' '.repeat(displayWidth(before))}^${'~'.repeat(Math.max(0, displayWidth(marked) - 1))}`,
  };
}

/** A tab's width depends on the terminal, so that nothing could stand under what follows it. */
function shown(text: string): string {
  return visible(text.replaceAll('\t', '  '));
}
