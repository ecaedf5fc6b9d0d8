/** The command as a user runs it, with what it took. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const MAIN = join(import.meta.dirname, '../../dist/cli/main.js');
const USAGE = pathToFileURL(join(import.meta.dirname, 'usage.mjs')).href;

/** @returns `{ status, stdout, stderr, cpu, memory, died }`: CPU in milliseconds, memory in megabytes at its highest. */
export async function headwater(args, { cwd, input = '', env = {}, seconds = 60 }) {
  const usage = join(cwd, '.usage.json');
  const child = spawn('sh', ['-c', `ulimit -t ${seconds}; exec "$0" "$@"`, process.execPath, '--import', USAGE, MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env, ATTACK_USAGE: usage },
  });
  const output = Promise.all([child.stdout, child.stderr].map(textOf));
  child.stdin.on('error', () => {}); // it may end before it has read all
  child.stdin.end(input);
  const status = await new Promise((resolve) => child.on('close', resolve));
  const [stdout, stderr] = await output;
  const took = existsSync(usage) ? JSON.parse(readFileSync(usage, 'utf8')) : { died: true };
  rmSync(usage, { force: true });
  return { status, stdout, stderr, ...took };
}

async function textOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Does the work on each of a list, several at a time; the answers in order of the list. */
export async function inParallel(jobs, list, work) {
  const answers = [];
  let next = 0;
  const worker = async () => {
    while (next < list.length) {
      const at = next++;
      answers[at] = await work(list[at], at);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return answers;
}
