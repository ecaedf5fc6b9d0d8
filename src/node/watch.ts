/** Files and folders watched for changes, with chokidar, which knows what each operating system gets wrong. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { SKIPPED_FOLDERS } from './project/walk-folder.js';

export interface Watcher {
  /** Resolves when something has changed since the last time, as soon as it has been quiet for a moment. */
  changed(): Promise<void>;
  close(): Promise<void>;
}

/** An editor writes a file in several steps, and dbt many files. */
const QUIET_MILLISECONDS = 80;

/** Hidden folders and those that tools fill are left out, and `except`: files that the command itself writes. */
export async function watchFiles(paths: readonly string[], except: readonly string[]): Promise<Watcher> {
  const { watch } = await import('chokidar');
  const watched = paths.map(real);
  const own = new Set(watched);
  const written = new Set(except.map(real));
  const isLeftOut = (path: string): boolean => {
    const name = basename(path);
    return !own.has(resolve(path)) && (written.has(resolve(path)) || name.startsWith('.') || SKIPPED_FOLDERS.has(name));
  };
  // A link may lead anywhere, to the root of the disk as well; where it stays in the folder, its end is watched already.
  const watcher = watch(watched, { ignored: isLeftOut, ignoreInitial: true, followSymlinks: false });
  let isChanged = false;
  let timer: NodeJS.Timeout | undefined;
  let tell: (() => void) | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isChanged = true;
      tell?.();
    }, QUIET_MILLISECONDS);
  });
  await new Promise<void>((ready) => watcher.once('ready', () => ready()));
  return {
    async changed() {
      if (!isChanged) await new Promise<void>((done) => (tell = done));
      isChanged = false;
      tell = undefined;
    },
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

/** As the system tells of it: a file that may not be there yet, in a folder without links. */
function real(path: string): string {
  for (const at of [path, dirname(path)])
    try {
      const found = realpathSync.native(at);
      return at === path ? found : join(found, basename(path));
    } catch {
      // not there
    }
  return resolve(path);
}
