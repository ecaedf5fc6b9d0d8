/** `--watch`: a command that runs again whenever its files change. */
import type { Command } from 'commander';
import { watchFiles } from '../node/index.js';
import { type ExitCode, type Io, UsageError } from './io.js';
import { printFailure, shown } from './shown.js';

export interface WatchOptions {
  readonly watch?: boolean;
  readonly out?: string;
}

export function addWatchOption(command: Command): Command {
  return command.option('-w, --watch', 'run again whenever a file changes, until Ctrl-C');
}

/** Runs once, or (with `--watch`) until it is interrupted, which is no failure. `paths`: the files and folders that it reads. */
export async function watching(
  { watch = false, out }: WatchOptions,
  paths: () => Promise<readonly string[]>,
  io: Io,
  run: () => Promise<ExitCode>,
): Promise<ExitCode> {
  if (!watch) return run();
  const watched = await paths();
  if (watched.length === 0) throw new UsageError('there is no file to watch', 'give a file, or leave out --watch');
  const watcher = await watchFiles(watched, out === undefined ? [] : [out]);
  let isOver = false;
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', () => {
      isOver = true;
      resolve();
    });
  });
  while (!isOver) {
    if (io.stdout.isTTY) io.stdout.write(CLEAR);
    await attempt(run, io);
    io.stderr.write(shown`watching ${watched.join(', ')}; Ctrl-C ends\n`);
    await Promise.race([watcher.changed(), interrupted]);
  }
  await watcher.close();
  return 0;
}

/** The screen, what has scrolled out of it, and the cursor back to the top. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

/** What is wrong now may be right after the next change. */
async function attempt(run: () => Promise<ExitCode>, io: Io): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    printFailure(error, io);
  }
}
