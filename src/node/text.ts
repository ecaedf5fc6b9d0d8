import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Text that was read, or why it could not be: one sentence, and what to do about it. */
export type TextResult = { readonly text: string } | { readonly problem: string; readonly hint?: string };

/**
 * Bytes to text: UTF-8, UTF-16 with a byte order mark, and Windows-1252 for what is not valid UTF-8 (old exports). The
 * byte order mark is dropped. Bytes that are no text give a problem.
 */
export function decodeText(bytes: Uint8Array): TextResult {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  try {
    const text = encoding ? new TextDecoder(encoding).decode(bytes) : decodeEightBit(bytes);
    return text.includes('\0') ? { problem: 'it holds NUL bytes, so it is not text', hint: 'save it as UTF-8' } : { text };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function decodeEightBit(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The text of a file. Never throws. */
export function readText(path: string): TextResult {
  try {
    return decodeText(readFileSync(path));
  } catch (error) {
    return fileProblem(path, error as NodeJS.ErrnoException);
  }
}

/** The names in the folder that a path lies in; empty when there is no such folder. To suggest a name that was meant. */
export function namesBeside(path: string): string[] {
  try {
    return readdirSync(dirname(path)).map((name) => path.slice(0, path.length - basename(path).length) + name);
  } catch {
    return [];
  }
}

function fileProblem(path: string, error: NodeJS.ErrnoException): TextResult {
  switch (error.code) {
    case 'ENOENT':
      return { problem: 'no such file' };
    case 'EISDIR':
      return { problem: 'it is a folder', hint: `name the files: ${path.replace(/\/$/, '')}/*.sql` };
    case 'EACCES':
      return { problem: 'no permission to read it' };
    default:
      return { problem: error.message };
  }
}
