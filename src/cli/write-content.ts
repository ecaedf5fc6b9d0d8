import { fileMessage, replaceFile } from '../node/index.js';
import { type Io, UsageError } from './io.js';

/** To the file, or to standard output. Throws UsageError where the file cannot be written; the old one is still there then. */
export function writeContent(content: string | Uint8Array, out: string | undefined, io: Io): void {
  if (out === undefined || STANDARD_OUTPUT.has(out)) io.stdout.write(content);
  else writeFile(out, content);
}

/** It is open already, and where it is a socket or a pipe its path may not be. */
const STANDARD_OUTPUT: ReadonlySet<string> = new Set(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

export function writeFile(path: string, content: string | Uint8Array): void {
  try {
    replaceFile(path, content);
  } catch (error) {
    throw new UsageError(`${path}: ${fileMessage(error as NodeJS.ErrnoException)}`);
  }
}
