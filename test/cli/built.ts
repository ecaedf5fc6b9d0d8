import { execFileSync, type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A build of its own for tests that run the command as a process: dist/ may be older than the sources, or missing. */
export function buildFor(name: string): { readonly home: string; readonly main: string } {
  const home = join(process.cwd(), 'node_modules/.cache', `headwater-${name}`);
  mkdirSync(home, { recursive: true });
  copyFileSync('package.json', join(home, 'package.json'));
  execFileSync(process.execPath, ['.ci/build.mjs', join(home, 'dist')]);
  return { home, main: join(home, 'dist/cli/main.js') };
}

/** Runs a command line as bash does, with `headwater` for the command. */
export function shell(main: string, line: string, options: SpawnSyncOptions = {}) {
  const text = `headwater() { "${process.execPath}" "${main}" "$@"; }\n${line}`;
  return spawnSync('bash', ['-c', text], { ...options, encoding: 'utf8' });
}
