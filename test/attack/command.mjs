/** The command as a user runs it, with what it took. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const MAIN = join(import.meta.dirname, '../../dist/cli/main.js');
const USAGE = pathToFileURL(join(import.meta.dirname, 'usage.mjs')).href;

/** @returns `{ status, stdout, stderr, cpu, memory, died }`: CPU in milliseconds, memory in megabytes at its highest. */
export function headwater(args, { cwd, input = '', env = {}, seconds = 60, encoding = 'utf8' }) {
  const usage = join(cwd, '.usage.json');
  rmSync(usage, { force: true });
  const result = spawnSync('sh', ['-c', `ulimit -t ${seconds}; exec "$0" "$@"`, process.execPath, '--import', USAGE, MAIN, ...args], {
    cwd,
    input,
    encoding,
    env: { PATH: process.env.PATH, HOME: cwd, ...env, ATTACK_USAGE: usage },
    maxBuffer: 2 ** 28,
    timeout: 300_000,
  });
  const took = existsSync(usage) ? JSON.parse(readFileSync(usage, 'utf8')) : { died: true };
  rmSync(usage, { force: true });
  return { ...result, ...took };
}
