import type { Io } from './io.js';
import { writeContent } from './write-content.js';

/** A document for programs, to `out` or to standard output. */
export function writeJson(document: unknown, out: string | undefined, io: Io): void {
  writeContent(`${JSON.stringify(document, null, 2)}\n`, out, io);
}
