import type { Diagnostic } from '../index.js';
import { printDiagnostics } from './diagnostics.js';
import type { Io } from './io.js';
import type { Source } from './sources.js';

/** Several sources as one script: what one creates, the next can read. */
export interface ScriptSources {
  readonly text: string;
  readonly sources: readonly Source[];
}

// Ends a statement that the file before left open.
const SEPARATOR = '\n;\n';

export function joinSources(sources: readonly Source[]): ScriptSources {
  return { text: sources.map((source) => source.text).join(SEPARATOR), sources };
}

/** Prints each diagnostic under the name of the source that it lies in. */
export function printScriptDiagnostics(diagnostics: readonly Diagnostic[], { sources }: ScriptSources, io: Io): void {
  let start = 0;
  for (const [index, { name, text }] of sources.entries()) {
    const end = start + text.length + SEPARATOR.length;
    const last = index === sources.length - 1;
    const here = diagnostics.filter(({ span }) => (span === undefined ? index === 0 : span.start >= start && (last || span.start < end)));
    printDiagnostics(
      here.map((diagnostic) => shift(diagnostic, start)),
      name,
      text,
      io,
    );
    start = end;
  }
}

function shift(diagnostic: Diagnostic, by: number): Diagnostic {
  const { span } = diagnostic;
  return span && by > 0 ? { ...diagnostic, span: { start: span.start - by, end: span.end - by } } : diagnostic;
}
