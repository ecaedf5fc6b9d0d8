import { writeFileSync } from 'node:fs';
import { type Io, UsageError } from './io.js';

/** A document for programs, to `out` or to standard output. */
export function writeJson(document: unknown, out: string | undefined, io: Io): void {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (out === undefined) {
    io.stdout.write(text);
    return;
  }
  try {
    writeFileSync(out, text);
  } catch (error) {
    throw new UsageError(`${out}: ${(error as Error).message}`);
  }
}
