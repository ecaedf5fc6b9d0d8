/** Part 7: the command is killed while it writes: a file is the old one or the new one, whole, and the next run is right. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headwater, MAIN } from './command.mjs';
import { newRandom } from './random.mjs';

const OLD = 'an old file, whole\n';
/** `[name, arguments]`: what is written is `out.txt`, or only the cache. */
const WRITES = [
  ['--out csv', ['graph', '-p', 'sql', '-f', 'csv', '-o', 'out.txt']],
  ['--out json', ['graph', '-p', 'sql', '-f', 'json', '-o', 'out.txt', '--no-cache']],
  ['--out of a script', ['trace', 'all.sql', '-f', 'json', '-o', 'out.txt']],
  ['the cache', ['stats', '-p', 'sql']],
];

export async function runKills({ seed, times }) {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-kill-'));
  const findings = [];
  try {
    const random = newRandom(seed, 'kill');
    writeProject(folder);
    const right = [];
    for (const [, args] of WRITES) right.push(await run(folder, args));
    for (let at = 0; at < times; at++) {
      const which = at % WRITES.length;
      const [name, args] = WRITES[which];
      const what = await killOnce(folder, args, right[which], random);
      if (what !== undefined) findings.push({ kind: 'lost', message: `${name}, killed the ${at}th time: ${what}` });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { did: `${times} kills`, findings };
}

function writeProject(folder) {
  mkdirSync(join(folder, 'sql'));
  const names = Array.from({ length: 60 }, (_, at) => `c${at}`).join(', ');
  const models = Array.from({ length: 120 }, (_, at) => `select ${names} from ${at < 20 ? 'raw.t' : `m${at - 20}`}`);
  for (const [at, sql] of models.entries()) writeFileSync(join(folder, `sql/m${at}.sql`), sql);
  writeFileSync(join(folder, 'all.sql'), models.map((sql, at) => `create table m${at} as ${sql}`).join(';\n'));
}

const envOf = (folder) => ({ XDG_CACHE_HOME: join(folder, 'cache') });

/** The output of a run that nobody disturbs, and how long it took. */
async function run(folder, args) {
  const start = Date.now();
  const { stdout } = await headwater(args, { cwd: folder, env: envOf(folder) });
  return { text: args.includes('-o') ? readFileSync(join(folder, 'out.txt'), 'utf8') : stdout, took: Date.now() - start };
}

/** @returns what is wrong afterwards, or undefined. */
async function killOnce(folder, args, { text, took }, random) {
  const out = join(folder, 'out.txt');
  writeFileSync(out, OLD);
  if (random.chance(0.5)) rmSync(join(folder, 'cache'), { recursive: true, force: true });
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    stdio: 'ignore',
    env: { PATH: process.env.PATH, ...envOf(folder) },
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  // Most of a run is reading; what is written is written near its end.
  const timer = setTimeout(() => child.kill('SIGKILL'), took * (0.3 + random.below(1000) / 1000));
  const drafts = random.chance(0.5) ? killWhenWriting(folder, child) : undefined;
  await ended;
  clearTimeout(timer);
  clearInterval(drafts);
  const left = readFileSync(out, 'utf8');
  if (left !== OLD && left !== text) return `out.txt has ${left.length} characters of ${text.length}`;
  const after = (await run(folder, args)).text;
  return after === text ? undefined : `the next run answers otherwise (${after.length} characters, not ${text.length})`;
}

/** Kills as soon as something new lies in the folder or the cache: in the middle of writing, if anything is. */
function killWhenWriting(folder, child) {
  const filesIn = (path) => {
    try {
      return readdirSync(path, { recursive: true }).length;
    } catch {
      return 0;
    }
  };
  const before = filesIn(folder) + filesIn(join(folder, 'cache'));
  const out = join(folder, 'out.txt');
  return setInterval(() => {
    const isWriting = filesIn(folder) + filesIn(join(folder, 'cache')) > before || readFileSync(out, 'latin1') !== OLD;
    if (isWriting) child.kill('SIGKILL');
  }, 1);
}
