import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Writes a file beside the one that is there and puts it in its place in one step: whoever reads it, and whatever goes wrong, has
 * the old one or the new one whole. Its mode stays, and a link stays one. What is no file (a device, a pipe) is written to.
 * Throws what the file system does.
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const target = targetOf(path);
  const old = statSync(target, { throwIfNoEntry: false });
  if (old !== undefined && !old.isFile()) return writeFileSync(target, content);
  if (old !== undefined) accessSync(target, constants.W_OK);
  const draft = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  listen();
  try {
    writeNew(draft, content, old?.mode);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    if (old === undefined || !TAKES_NO_OTHER.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    writeFileSync(target, content);
  }
}

/** A folder may take no file beside the one that may be written, and a file that is mounted by itself no other in its place. */
const TAKES_NO_OTHER: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EBUSY', 'EXDEV']);

/** Where a link leads, though nothing may be there yet. Devices of a process (`/dev/stdout`) lead to names that are none. */
function targetOf(path: string): string {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() || /^\/(dev|proc)\//.test(resolve(path))) return path;
  return statSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : resolve(dirname(path), readlinkSync(path));
}

function writeNew(path: string, content: string | Uint8Array, mode: number | undefined): void {
  const handle = openSync(path, 'wx');
  try {
    if (mode !== undefined) fchmodSync(handle, mode & 0o7777);
    writeFileSync(handle, content);
  } finally {
    closeSync(handle);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let listening = false;

/**
 * From the first file on, a signal that would end the process is told to us first: it waits for what is being written, and then ends
 * the process all the same. Taking the listeners away after each file would lose a signal that comes just then.
 */
function listen(): void {
  if (listening) return;
  listening = true;
  const end = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) > 1) return; // a program of its own mind
    for (const each of SIGNALS) process.off(each, end);
    process.kill(process.pid, signal);
  };
  // In front of others: one that listens once is gone when it was told.
  for (const signal of SIGNALS) process.prependListener(signal, end);
}
