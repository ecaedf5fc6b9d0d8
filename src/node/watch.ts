/** Files and folders watched for changes, with chokidar, which knows what each operating system gets wrong. */
import { basename, resolve } from 'node:path';
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
  const own = new Set([...paths].map((path) => resolve(path)));
  const written = new Set(except.map((path) => resolve(path)));
  const isLeftOut = (path: string): boolean => {
    const name = basename(path);
    return !own.has(resolve(path)) && (written.has(resolve(path)) || name.startsWith('.') || SKIPPED_FOLDERS.has(name));
  };
  const watcher = watch([...paths], { ignored: isLeftOut, ignoreInitial: true });
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
