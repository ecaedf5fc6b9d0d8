/** A project's cache of analysed units, in one file outside the project: a line a unit, its key's hash and what it came to. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CachedUnit, UnitCache } from '../../index.js';

export interface FileCache extends UnitCache {
  /** Writes what was asked for in this run, if anything is new. A cache that cannot be written is no error. */
  save(): void;
}

/** The cache of the project in a folder, under XDG_CACHE_HOME or the home's `.cache`; undefined where there is neither. */
export function openCache(root: string, env: Readonly<Record<string, string | undefined>>): FileCache | undefined {
  const home = env['XDG_CACHE_HOME'] ?? (env['HOME'] === undefined ? undefined : join(env['HOME'], '.cache'));
  if (home === undefined || home === '') return undefined;
  const path = join(home, 'headwater', `${hash(resolve(root)).slice(0, 16)}.jsonl`);
  const lines = readLines(path);
  const used = new Map<string, string>();
  let changed = false;
  return {
    get(key) {
      const id = hash(key);
      const line = lines.get(id);
      if (line === undefined) return undefined;
      used.set(id, line);
      return JSON.parse(line) as CachedUnit;
    },
    set(key, unit) {
      changed = true;
      used.set(hash(key), JSON.stringify(unit));
    },
    save() {
      if (changed || used.size < lines.size) write(path, used);
    },
  };
}

/** Another version of Headwater may see more in the same text: the build is part of every key. */
const BUILD = String(statSync(fileURLToPath(import.meta.url)).mtimeMs);

function hash(text: string): string {
  return createHash('sha1').update(BUILD).update('\0').update(text).digest('hex');
}

function readLines(path: string): Map<string, string> {
  const lines = new Map<string, string>();
  try {
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const tab = line.indexOf('\t');
      if (tab > 0) lines.set(line.slice(0, tab), line.slice(tab + 1));
    }
  } catch {
    // none yet
  }
  return lines;
}

/** In one step, so that two runs at a time never leave half a file. */
function write(path: string, lines: ReadonlyMap<string, string>): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, [...lines].map(([id, line]) => `${id}\t${line}\n`).join(''));
    renameSync(draft, path);
  } catch {
    // the next run analyses again
  }
}
