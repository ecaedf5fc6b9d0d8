import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
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

/** Bytes of a text that is sure to fit a string. */
export const LONGEST_TEXT = 400_000_000;

/** The text of a file, or of a pipe, to its end, unless it has more than so many bytes. Never throws. */
export function readText(path: string, longest = LONGEST_TEXT): TextResult {
  const file = readBytes(path, longest);
  return 'bytes' in file ? decodeText(file.bytes) : file;
}

export type TextProblem = Exclude<TextResult, { readonly text: string }>;

export function tooLong(longest: number): TextProblem {
  return { problem: `it is longer than ${Math.floor(longest / 1_000_000)} MB, and no more is read` };
}

/** All bytes of a file or a pipe, unless there are more than so many. Never throws. */
export function readBytes(path: string, longest: number): { readonly bytes: Buffer } | TextProblem {
  try {
    const handle = isStandardInput(path) ? 0 : openSync(path, 'r');
    try {
      const stat = fstatSync(handle);
      if (stat.isFile() && stat.size > longest) return tooLong(longest);
      const bytes = stat.isFile() ? readFileSync(handle) : drained(handle, longest);
      return bytes.length > longest ? tooLong(longest) : { bytes };
    } finally {
      if (handle !== 0) closeSync(handle);
    }
  } catch (error) {
    return fileProblem(path, error as NodeJS.ErrnoException);
  }
}

/** Standard input by its path. It is open already, and where it is a socket the path cannot be opened. */
export function isStandardInput(path: string): boolean {
  return path === '/dev/stdin' || path === '/dev/fd/0' || path === '/proc/self/fd/0';
}

/** Whether a path can be read only once, from its beginning to its end: a pipe, as in `<(…)`, or a terminal. */
export function isPipe(path: string): boolean {
  try {
    const stat = isStandardInput(path) ? fstatSync(0) : statSync(path);
    return !stat.isFile() && !stat.isDirectory();
  } catch {
    return false; // there is nothing of that name, or the name is none
  }
}

const PIECE = 1 << 16;

/** What comes until the end, or a little more than `longest`. */
function drained(handle: number, longest: number): Buffer {
  const pieces: Buffer[] = [];
  for (let size = 0; size <= longest; ) {
    const piece = Buffer.allocUnsafe(PIECE);
    const length = readNow(handle, piece);
    if (length === 0) break;
    pieces.push(piece.subarray(0, length));
    size += length;
  }
  return Buffer.concat(pieces);
}

/** Somebody else may have set a pipe not to wait for its writer. */
function readNow(handle: number, piece: Buffer): number {
  for (;;) {
    try {
      return readSync(handle, piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
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

function fileProblem(path: string, error: NodeJS.ErrnoException): TextProblem {
  switch (error.code) {
    case 'ENOENT':
      return { problem: 'no such file' };
    case 'EISDIR':
      return { problem: 'it is a folder', hint: `name the files: ${path.replace(/\/$/, '')}/*.sql` };
    case 'EACCES':
      return { problem: 'no permission to read it' };
    default:
      return { problem: fileMessage(error) };
  }
}

/** What a system call failed for, without its name and the paths that it was given: `no space left on device`. */
export function fileMessage({ code, message }: NodeJS.ErrnoException): string {
  const start = `${code}: `;
  return message.startsWith(start) ? (message.slice(start.length).split(', ', 1)[0] as string) : message;
}
