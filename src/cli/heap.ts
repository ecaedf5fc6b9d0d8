import { spawnSync } from 'node:child_process';
import { fstatSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { isPipe } from '../node/index.js';

/** Below this Node's own limit does. */
const SMALL = 8 * 1024 * 1024;

/** Bytes of heap for a byte of SQL, at the worst: a script of a million short statements. */
const FACTOR = 250;

/** The same for a project's files: with a model's text, its columns and their edges are kept. */
const PROJECT_FACTOR = 25;

/**
 * A script of 50 MB needs more heap than Node allows itself, and the limit can only be set at start. Where the inputs among the
 * arguments are as large as that, runs the command line again with more memory and gives its exit code; else undefined.
 */
export function rerunWithMoreHeap(argv: readonly string[]): number | undefined {
  const size = argv.reduce(
    (sum, arg) => sum + fileSize(() => statSync(arg)),
    fileSize(() => fstatSync(0)),
  );
  return size < SMALL ? undefined : rerunWith(size * FACTOR, argv);
}

/**
 * The same for a project whose files have so many bytes. Ends this process where another one did the work. What came through a pipe,
 * a schema say, has been read by now and cannot be read again.
 */
export function rerunForProject(bytes: number): void {
  const args = process.argv.slice(2);
  if (bytes < SMALL || args.some((arg) => isPipe(arg.replace(/^--[a-z]+=/, '')))) return;
  const code = rerunWith(bytes * PROJECT_FACTOR, args);
  if (code !== undefined) process.exit(code);
}

function rerunWith(heap: number, argv: readonly string[]): number | undefined {
  const wanted = Math.min(heap, totalmem() * 0.8);
  const chosen = process.execArgv.some((option) => option.startsWith('--max-old-space-size'));
  if (chosen || wanted <= getHeapStatistics().heap_size_limit) return undefined;
  const options = [`--max-old-space-size=${Math.floor(wanted / 1024 / 1024)}`, ...process.execArgv];
  process.on('SIGINT', () => {}); // it means the other process, whose end is ours
  const { status } = spawnSync(process.execPath, [...options, process.argv[1] as string, ...argv], { stdio: 'inherit' });
  return status ?? 1;
}

function fileSize(stat: () => { isFile(): boolean; readonly size: number }): number {
  try {
    const found = stat();
    return found.isFile() ? found.size : 0;
  } catch {
    return 0; // not a file: SQL, an option, a terminal
  }
}
