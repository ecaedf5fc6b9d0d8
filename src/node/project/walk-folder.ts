import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { attempt, isWithin, locate, openRoot, type Root, type Unread } from './root.js';

/** What nobody keeps their own SQL in. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', 'target', 'logs', 'venv', '__pycache__', 'dist']);

/** What a walk found. Paths are from its folder, with `/`. */
export interface Walked {
  /** Sorted. */
  readonly paths: readonly string[];
  /** Of those that lead through a link: where the file lies without it. */
  readonly links: ReadonlyMap<string, string>;
  /** What was not entered or is no file, where it would have counted. */
  readonly unread: readonly Unread[];
}

interface Walk {
  readonly root: Root;
  readonly wanted: (path: string) => boolean;
  readonly paths: string[];
  readonly links: Map<string, string>;
  readonly unread: Unread[];
  readonly pending: Folder[];
  /** How much was found in folders that links lead to. */
  followed: number;
}

interface Folder {
  readonly path: string;
  readonly real: string;
  readonly isLinked: boolean;
  /** The one that it was entered from. */
  readonly from: Folder | undefined;
}

/** What is found in folders behind links; more is a folder that links to itself in ever new ways. */
const MOST_FOLLOWED = 100_000;

/**
 * The files in a folder and below it that are wanted. Hidden folders and those that tools fill are left out. Links are followed where
 * they stay in the folder and do not lead back to where they were met.
 */
export function walkFolder(folder: string, wanted: (path: string) => boolean): Walked {
  const root = openRoot(folder);
  const top: Folder = { path: '', real: root.real, isLinked: false, from: undefined };
  const walk: Walk = { root, wanted, paths: [], links: new Map(), unread: [], pending: [top], followed: 0 };
  for (let at = walk.pending.pop(); at !== undefined; at = walk.pending.pop())
    for (const entry of entriesOf(at, walk)) {
      const path = at.path === '' ? entry.name : `${at.path}/${entry.name}`;
      if (entry.isSymbolicLink()) follow(path, at, entry, walk);
      else take(path, { real: join(at.real, entry.name), isLinked: at.isLinked }, at, entry, walk);
    }
  return { paths: walk.paths.sort(), links: walk.links, unread: walk.unread };
}

/** Sorted, so that a walk that is cut ends at the same place everywhere. */
function entriesOf({ path, real, isLinked }: Folder, walk: Walk): Dirent[] {
  if (isLinked && walk.followed >= MOST_FOLLOWED) {
    walk.unread.push({ path, problem: `links have led to ${MOST_FOLLOWED} files and folders already` });
    return [];
  }
  try {
    const entries = readdirSync(real, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    if (isLinked) walk.followed += entries.length;
    return entries;
  } catch (error) {
    walk.unread.push({ path: path || '.', problem: (error as Error).message });
    return [];
  }
}

interface Place {
  readonly real: string;
  readonly isLinked: boolean;
}

function take(path: string, { real, isLinked }: Place, from: Folder, kind: Pick<Dirent, 'isDirectory' | 'isFile'>, walk: Walk): void {
  if (kind.isDirectory()) {
    if (isEntered(path)) walk.pending.push({ path, real, isLinked, from });
  } else if (walk.wanted(path)) {
    if (!kind.isFile()) walk.unread.push({ path, problem: 'it is no plain file' });
    else {
      walk.paths.push(path);
      if (isLinked) walk.links.set(path, relative(walk.root.real, real).split(sep).join('/'));
    }
  }
}

function follow(path: string, from: Folder, entry: Dirent, walk: Walk): void {
  const found = locate(walk.root, path);
  if (found === undefined) return; // gone in the meantime
  if ('problem' in found) {
    if (walk.wanted(path) || (isEntered(path) && attempt(() => statSync(join(from.real, entry.name)))?.isDirectory()))
      walk.unread.push({ path, ...found });
    return;
  }
  const { real, stats } = found;
  if (stats.isDirectory() && isLoop(real, from)) return;
  take(path, { real, isLinked: true }, from, stats, walk);
}

function isEntered(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !name.startsWith('.') && !SKIPPED_FOLDERS.has(name);
}

/** A link to a folder that it lies in, or on whose way it was found. */
function isLoop(real: string, from: Folder): boolean {
  for (let at: Folder | undefined = from; at !== undefined; at = at.from) if (isWithin(real, at.real)) return true;
  return false;
}
