/** A project's cache of answers, in one file outside the project: a line an answer, its key's hash and a JSON text. */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnswerCache } from '../../index.js';

export interface FileCache extends AnswerCache {
  /** Writes what is new. Where half the file and more was of no use in this run, it is left out. A cache that cannot be written is no error. */
  save(): void;
}

/** The cache of the project in a folder, under XDG_CACHE_HOME, Windows' LOCALAPPDATA or the home's `.cache`; undefined where there is neither. */
export function openCache(root: string, env: Readonly<Record<string, string | undefined>>): FileCache | undefined {
  const home = env['XDG_CACHE_HOME'] ?? env['LOCALAPPDATA'] ?? (env['HOME'] === undefined ? undefined : join(env['HOME'], '.cache'));
  if (home === undefined || home === '') return undefined;
  const path = join(home, 'headwater', `${hash(resolve(root)).slice(0, 16)}.jsonl`);
  const { bytes, places } = readLines(path);
  const used = new Map<string, Place>();
  const fresh = new Map<string, string>();
  let size = 0;
  let flushed = false;
  const flush = (): void => {
    append(path, [...fresh].map(lineOf));
    fresh.clear();
    size = 0;
    flushed = true;
  };
  return {
    get(key) {
      const id = hash(key);
      const place = places.get(id);
      if (place !== undefined) used.set(id, place);
      return fresh.get(id) ?? (place && bytes.toString('utf8', place.start, place.end));
    },
    set(key, answer) {
      fresh.set(hash(key), answer);
      size += answer.length;
      if (size > MOST_HELD) flush();
    },
    save() {
      const kept = [...used].filter(([id]) => !fresh.has(id));
      const useful = kept.reduce((sum, [id, { start, end }]) => sum + id.length + end - start + 2, 0);
      if (flushed || useful >= bytes.length / 2) return flush();
      const lines = kept.map(([id, { start, end }]) => bytes.subarray(start - id.length - 1, end + 1));
      write(path, [...lines, ...[...fresh].map(lineOf)]);
      fresh.clear();
    },
  };
}

/** Characters that are held in memory before they are written. */
const MOST_HELD = 16_000_000;

function lineOf([id, answer]: readonly [string, string]): Buffer {
  return Buffer.from(`${id}\t${answer}\n`);
}

/** Another version of Headwater may see more in the same text: the build is part of every key. */
const BUILD = String(statSync(fileURLToPath(import.meta.url)).mtimeMs);

function hash(text: string): string {
  return createHash('sha1').update(BUILD).update('\0').update(text).digest('hex');
}

/** Where an answer stands in the file. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** The bytes stay as they are: few of a large project's answers are needed at a time. */
function readLines(path: string): { readonly bytes: Buffer; readonly places: ReadonlyMap<string, Place> } {
  const places = new Map<string, Place>();
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return { bytes: Buffer.alloc(0), places }; // none yet
  }
  for (let at = 0, end = bytes.indexOf(10); end >= 0; at = end + 1, end = bytes.indexOf(10, at)) {
    const tab = bytes.indexOf(9, at);
    if (tab > at && tab < end) places.set(bytes.toString('latin1', at, tab), { start: tab + 1, end });
  }
  return { bytes, places };
}

/** Lines of two runs at a time stand behind each other, and a line that was cut off is no answer to any key. */
function append(path: string, lines: readonly Uint8Array[]): void {
  if (lines.length > 0) attempt(path, () => appendFileSync(path, Buffer.concat(lines)));
}

/** In one step, so that two runs at a time never leave half a file. */
function write(path: string, lines: readonly Uint8Array[]): void {
  attempt(path, () => {
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, Buffer.concat(lines));
    renameSync(draft, path);
  });
}

function attempt(path: string, action: () => void): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    action();
  } catch {
    // the next run analyses again
  }
}
