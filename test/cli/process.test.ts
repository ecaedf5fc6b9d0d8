import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { BUILD_TIME, built, home, main } from './built.js';

beforeAll(built, BUILD_TIME);

const headwater = (args: readonly string[], input = '') => spawnSync(process.execPath, [main, ...args], { input, encoding: 'utf8' });

/** The packages that a built file and all that it imports want, Node's own left out. */
function packagesOf(file: string, seen: Set<string>): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const found = [...readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?:.* from )?"(.*)";$/gm)].map(([, from]) => from ?? '');
  return found.flatMap((from) =>
    from.startsWith('.') ? packagesOf(join(dirname(file), from), seen) : from.startsWith('node:') ? [] : [from],
  );
}

describe('the command as a process', () => {
  // Opening files is most of what a short run takes.
  it.each(['trace', 'batch'])('%s loads none of the packages that projects and graphs need', (command) => {
    const shared = join(home, 'dist/shared');
    const file = readdirSync(shared).find((name) => name.startsWith(`${command}-`));
    const seen = new Set<string>();
    expect(packagesOf(join(shared, file ?? ''), seen).filter((name) => name !== 'picocolors' && name !== 'fastest-levenshtein')).toEqual(
      [],
    );
    expect(seen.size).toBeGreaterThan(3);
  });

  it('reads standard input and ends with 0', () => {
    const { status, stdout } = headwater(['--format', 'csv'], 'insert into o select a from t');
    expect(status).toBe(0);
    expect(stdout).toContain('IDENTITY');
  });

  it('ends with 1 for errors in the input and with 2 for wrong usage', () => {
    expect(headwater([], 'select from from').status).toBe(1);
    expect(headwater(['--nonsense']).status).toBe(2);
  });

  it('takes threads for a large project and comes to the same', () => {
    const filler = `-- ${'x'.repeat(25_000)}\n`;
    const folder = mkdtempSync(join(tmpdir(), 'headwater-threads-'));
    for (let at = 0; at < 400; at++)
      writeFileSync(
        join(folder, `m${at}.sql`),
        `${filler}select ${at < 20 ? `a, ${at} as b from raw` : `*, a + b as c${at} from m${at - 20}`}`,
      );
    const [one, two] = ['1', '2'].map((threads) => headwater(['graph', '-p', folder, '--no-cache', '-f', 'csv', '--threads', threads]));
    expect(one?.status).toBe(0);
    expect(two).toMatchObject({ status: 0, stderr: '', stdout: one?.stdout });
    expect(one?.stdout.split('\n').length).toBeGreaterThan(4000);
  });

  it.each([
    ['columns', (folder: string) => ['columns', 'top', '-p', folder]],
    ['trace', (folder: string) => [join(folder, 'top.sql'), '-f', 'csv']],
  ])('%s --watch runs again when a file changes, and Ctrl-C is no failure', async (_command, args) => {
    const folder = mkdtempSync(join(tmpdir(), 'headwater-watch-'));
    writeFileSync(join(folder, 'top.sql'), 'select a from t');
    const child = spawn(process.execPath, [main, ...args(folder), '--watch'], { env: { XDG_CACHE_HOME: join(folder, '.cache') } });
    let said = '';
    for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => (said += String(chunk)));
    const until = (text: string) => vi.waitFor(() => expect(said).toContain(text), { timeout: 20_000, interval: 20 });
    await until('watching');
    expect(said).not.toContain('second');
    writeFileSync(join(folder, 'top.sql'), 'select a, b as second from t');
    await until('second');
    writeFileSync(join(folder, 'top.sql'), 'select a, b as third from t');
    await until('third');
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });

  it('has a thread’s module that answers jobs', async () => {
    const { default: work } = await import(join(home, 'dist/node/project/worker.js'));
    const tasks = [{ text: 'select a from t', dialect: 'duckdb', name: 'm' }];
    expect(JSON.parse(work(JSON.stringify({ kind: 'survey', tasks }))[0])).toMatchObject({ dataset: 'm', reads: ['t'] });
  });

  it('answers a batch line as soon as it has it', async () => {
    const child = spawn(process.execPath, [main, 'batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const next = () => new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
    for (const id of [1, 2]) {
      const answer = next();
      child.stdin.write(`{"id":${id},"sql":"select a from t"}\n`);
      expect(JSON.parse(await answer).id).toBe(id);
    }
    child.stdin.end();
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });

  it('ends quietly when its reader goes away', async () => {
    const child = spawn(process.execPath, [main, 'batch'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let complaints = '';
    child.stderr.on('data', (chunk) => {
      complaints += chunk;
    });
    child.stdin.on('error', () => {});
    child.stdout.once('data', () => child.stdout.destroy());
    const line = `{"id":1,"sql":"select ${'a, '.repeat(500)} b from t"}\n`;
    child.stdin.end(line.repeat(2000));
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
    expect(complaints).toBe('');
  });

  it('traces a script of several megabytes', () => {
    const path = join(home, 'large.sql');
    const rows = `insert into t (a, b, c, d) values ${"(1, 'some text', 2.5, null),\n".repeat(200_000)}(0, '', 0, 0);\n`;
    writeFileSync(path, rows + 'insert into o select a, b, c from u where d > 1;\n'.repeat(5000));
    const { status, stdout } = headwater([path, '--format', 'csv', '--no-indirect']);
    expect(status).toBe(0);
    expect(stdout).toContain('IDENTITY');
  });
});
