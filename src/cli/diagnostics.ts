import { type Diagnostic, renderDiagnostics } from '../index.js';
import { reportPalette } from './colors.js';
import type { Io } from './io.js';

/** Prints diagnostics to standard error. `file` is what `text` is called. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], file: string, text: string, io: Io): void {
  const palette = reportPalette(io.stderr, io.env);
  io.stderr.write(renderDiagnostics(diagnostics, file, text, { palette, width: io.stderr.columns ?? 100 }));
}
