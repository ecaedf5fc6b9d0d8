/** Which files an event log is: a file, the folder of a rolling log, or a folder of either. */
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as zlib from 'node:zlib';
import { looksLikeEventLog } from '../spark/event.js';
import { codecOf } from './event-log-codec.js';
import { type Pieces, readAhead } from './stream.js';

const ORDER = new Intl.Collator('en', { numeric: true });

/** The files in order: `events_2_…` before `events_10_…`. A file is taken at its word; of a folder only what begins as a log. */
export function logFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const parts = partsOf(path);
  if (parts.length > 0) return parts;
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !name.endsWith('.crc'))
    .sort((a, b) => ORDER.compare(a.name, b.name))
    .flatMap((entry) => {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) return partsOf(inside);
      return entry.isFile() && beginsLog(inside) ? [inside] : [];
    });
}

/** The parts of a rolling log. Those up to a compacted one are in it. */
function partsOf(folder: string): string[] {
  const names = readdirSync(folder)
    .filter((name) => /^events_\d+_/.test(name) && !name.endsWith('.crc'))
    .sort(ORDER.compare);
  const whole = names.findLastIndex((name) => name.endsWith('.compact'));
  return names.slice(Math.max(0, whole)).map((name) => join(folder, name));
}

/** Whether a path is an event log, by how its first file begins. */
export function isEventLog(path: string): boolean {
  const [file] = logFiles(path);
  return file !== undefined && beginsLog(file);
}

/** Enough to unpack a few words of it, and never more than some megabytes. */
const HEAD_SIZE = 1 << 12;

function readHead(file: string): Buffer {
  const head = Buffer.alloc(HEAD_SIZE);
  const handle = openSync(file, 'r');
  try {
    return head.subarray(0, readSync(handle, head, 0, HEAD_SIZE, 0));
  } finally {
    closeSync(handle);
  }
}

/** A stream that begins as an event log does, or does not; `all` is the stream as it was. */
export async function sniffStream(stream: Pieces): Promise<{ readonly isEventLog: boolean; readonly all: AsyncIterable<Uint8Array> }> {
  const { head, all } = await readAhead(stream, HEAD_SIZE);
  return { isEventLog: headOfLog(head, ''), all };
}

function beginsLog(file: string): boolean {
  return headOfLog(readHead(file), basename(file));
}

function headOfLog(head: Buffer, name: string): boolean {
  switch (codecOf(head)) {
    case 'plain':
      return looksLikeEventLog(head.toString('utf8', 0, 200));
    case 'gzip':
      return looksLikeEventLog(unzippedHead(head));
    case 'lzf': // Two letters say little.
      return name.includes('.lzf');
    default: // Nothing else that we are given is packed so.
      return true;
  }
}

/** A packed head ends in the middle: what can be unpacked of it is enough. */
function unzippedHead(head: Buffer): string {
  try {
    return zlib.gunzipSync(head, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString('utf8', 0, 200);
  } catch {
    return '';
  }
}
