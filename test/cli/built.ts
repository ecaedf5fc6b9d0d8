import { execFileSync, type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the command is built for tests that run it as a process: dist/ may be older than the sources, or missing. */
export const home = join(process.cwd(), 'node_modules/.cache/headwater-test');
export const main = join(home, 'dist/cli/main.js');

/** Builds it once in a run of the tests, whichever file comes first; the others wait. */
export async function built(): Promise<void> {
  const name = `run-${process.ppid}`; // vitest, whose children run the files
  const run = join(home, name);
  mkdirSync(home, { recursive: true });
  try {
    mkdirSync(run);
  } catch {
    while (!existsSync(join(run, 'done'))) await new Promise((resolve) => setTimeout(resolve, 100));
    return;
  }
  for (const old of readdirSync(home)) if (old.startsWith('run-') && old !== name) rmSync(join(home, old), { recursive: true });
  copyFileSync('package.json', join(home, 'package.json'));
  execFileSync(process.execPath, ['.ci/build.mjs', join(home, 'dist')]);
  writeFileSync(join(run, 'done'), '');
}

/** Milliseconds that a build may take on a busy machine. */
export const BUILD_TIME = 300_000;

/** Runs a command line as bash does, with `headwater` for the command. */
export function shell(main: string, line: string, options: SpawnSyncOptions = {}) {
  const text = `headwater() { "${process.execPath}" "${main}" "$@"; }\n${line}`;
  return spawnSync('bash', ['-c', text], { ...options, encoding: 'utf8' });
}
