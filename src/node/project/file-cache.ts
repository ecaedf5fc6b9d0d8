/** A project's cache of answers, in one file outside the project: a line an answer, behind its key's hash. */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AnswerCache } from '../../index.js';
import { replaceFile } from '../write-file.js';
import { buildHash } from './build-hash.js';

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
    append(path, [...fresh].map(lineOf), isCutOff(bytes) && !flushed);
    fresh.clear();
    size = 0;
    flushed = true;
  };
  return {
    get(key) {
      const id = hash(key);
      const place = places.get(id);
      if (place !== undefined) used.set(id, place);
      return fresh.get(id) ?? (place && bytes.toString('utf8', place.start + HEAD, place.end));
    },
    set(key, answer) {
      fresh.set(hash(key), answer);
      size += answer.length;
      if (size > MOST_HELD) flush();
    },
    save() {
      const kept = [...used].filter(([id]) => !fresh.has(id));
      const useful = kept.reduce((sum, [, { start, end }]) => sum + end - start + 1, 0);
      const isNew = bytes.length === 0 && fresh.size > 0;
      if (flushed || (!isNew && useful >= bytes.length / 2)) return flush();
      const lines = kept.map(([, { start, end }]) => bytes.subarray(start, end + 1));
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
function hash(text: string): string {
  return createHash('sha1').update(buildHash()).update('\0').update(text).digest('hex');
}

/** Where a line stands in the file. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** A key's hash, with the tab behind it. */
const HEAD = 40 + 1;

/** Bytes of a file: half of what Node reads in one piece. */
const LARGEST = 2 ** 30;

/** The bytes stay as they are: few of a large project's answers are needed at a time. */
function readLines(path: string): { readonly bytes: Buffer; readonly places: ReadonlyMap<string, Place> } {
  const places = new Map<string, Place>();
  let bytes: Buffer;
  try {
    if (statSync(path).size > LARGEST) throw new Error('too large');
    bytes = readFileSync(path);
  } catch {
    return { bytes: Buffer.alloc(0), places }; // none yet, or none that can be used
  }
  for (let at = 0, end = bytes.indexOf(10); end >= 0; at = end + 1, end = bytes.indexOf(10, at)) {
    if (at + HEAD <= end && bytes[at + HEAD - 1] === 9) places.set(bytes.toString('latin1', at, at + HEAD - 1), { start: at, end });
  }
  return { bytes, places };
}

/** The end of a run that was killed as it wrote. */
function isCutOff(bytes: Buffer): boolean {
  return bytes.length > 0 && bytes.at(-1) !== 10;
}

/** Lines of two runs at a time stand behind each other, and a line that was cut off is no answer to any key. */
function append(path: string, lines: readonly Uint8Array[], isCutOff: boolean): void {
  if (lines.length > 0) attempt(path, () => appendFileSync(path, Buffer.concat([Buffer.from(isCutOff ? '\n' : ''), ...lines])));
}

/** In one step, so that two runs at a time never leave half a file. */
function write(path: string, lines: readonly Uint8Array[]): void {
  attempt(path, () => replaceFile(path, Buffer.concat(lines)));
}

function attempt(path: string, action: () => void): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    action();
  } catch {
    // the next run analyses again
  }
}
