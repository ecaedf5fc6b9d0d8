/** Diagnostics have a budget: a script of a million statements may have a million stars that stay open, and nobody reads them all. */
import type { Diagnostic, DiagnosticCode } from '../../base/diagnostic.js';

/** So many of one code are kept of a script. */
export const MOST_OF_A_CODE = 10_000;

/** How many of each code there were. */
export type Said = Map<DiagnosticCode, number>;

/** Takes those out of a statement's list that are past the budget. */
export function keepFirst(said: Said, diagnostics: Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  const kept = diagnostics.filter(({ code }) => {
    const count = (said.get(code) ?? 0) + 1;
    said.set(code, count);
    return count <= MOST_OF_A_CODE;
  });
  if (kept.length < diagnostics.length) diagnostics.splice(0, diagnostics.length, ...kept);
}

/** What was taken out, said where the text ends. */
export function leftOut(said: Said, text: string): Diagnostic[] {
  const over = [...said].filter(([, count]) => count > MOST_OF_A_CODE);
  return over.map(([code, count]) => ({
    severity: 'warning',
    code: 'cut',
    message: `There are ${count - MOST_OF_A_CODE} more of '${code}': the first ${MOST_OF_A_CODE} are given.`,
    span: { start: text.length, end: text.length },
  }));
}
