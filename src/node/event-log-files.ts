/** Which files an event log is: a file, the folder of a rolling log, or a folder of either. */
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as zlib from 'node:zlib';
import { looksLikeEventLog } from '../spark/event.js';
import { codecOf } from './event-log-codec.js';
import { fileOf, locate, openRoot, type Root, type Unread } from './project/root.js';
import { type Pieces, readAhead } from './stream.js';

const ORDER = new Intl.Collator('en', { numeric: true });

export interface LogFiles {
  readonly files: readonly string[];
  /** What lies in the folder and leads out of it, or is no file. */
  readonly unread: readonly Unread[];
}

/** The files in order: `events_2_…` before `events_10_…`. A file is taken at its word; of a folder only what begins as a log. */
export function logFiles(path: string): LogFiles {
  if (!statSync(path).isDirectory()) return { files: [path], unread: [] };
  const root = openRoot(path);
  const unread: Unread[] = [];
  const top = entriesOf(root, '', unread);
  const parts = partsOf(top);
  if (parts.length > 0) return { files: parts.map((part) => join(path, part)), unread };
  const files = top.flatMap(({ path: inside, isFolder }) => {
    if (isFolder) return partsOf(entriesOf(root, inside, unread));
    return beginsLog(join(path, inside)) ? [inside] : [];
  });
  return { files: files.map((inside) => join(path, inside)), unread };
}

/** A file or folder within the folder of a log, by its path from there. */
interface Entry {
  readonly path: string;
  readonly isFolder: boolean;
}

function entriesOf(root: Root, folder: string, unread: Unread[]): Entry[] {
  return readdirSync(join(root.folder, folder))
    .filter((name) => !name.startsWith('.') && !name.endsWith('.crc'))
    .sort(ORDER.compare)
    .flatMap((name): Entry[] => {
      const path = join(folder, name);
      const found = locate(root, path);
      const isFolder = found !== undefined && !('problem' in found) && found.stats.isDirectory();
      const entry = isFolder ? found : fileOf(found);
      if (entry === undefined) return []; // gone in the meantime
      if (!('problem' in entry)) return [{ path, isFolder }];
      unread.push({ path, ...entry });
      return [];
    });
}

/** The parts of a rolling log. Those up to a compacted one are in it. */
function partsOf(entries: readonly Entry[]): string[] {
  const parts = entries.filter(({ path, isFolder }) => !isFolder && /^events_\d+_/.test(basename(path)));
  const whole = parts.findLastIndex(({ path }) => path.endsWith('.compact'));
  return parts.slice(Math.max(0, whole)).map(({ path }) => path);
}

/** Whether a path is an event log, by how its first file begins. */
export function isEventLog(path: string): boolean {
  const [file] = logFiles(path).files;
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
