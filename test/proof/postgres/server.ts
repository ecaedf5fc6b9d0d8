/** A PostgreSQL of Debian's in a temporary directory, reached by a socket there only, and run by a user that is not root. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Server {
  /** Runs statements one by one, going on behind those that fail; the result as lines of tab-separated values, and what was said against any. */
  readonly run: (sql: string) => { readonly lines: readonly string[]; readonly errors: readonly string[] };
  readonly stop: () => void;
}

const INSTALLED = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root; Debian's package makes this user. */
const USER = 'postgres';

export function startServer(): Server {
  const version = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a))[0] : undefined;
  if (version === undefined) throw new Error('There is no PostgreSQL here: apt-get install postgresql');
  const bin = (program: string) => join(INSTALLED, version, 'bin', program);
  const directory = mkdtempSync(join(tmpdir(), 'headwater-postgres-'));
  const root = process.getuid?.() === 0;
  if (root) execFileSync('chown', [USER, directory]);
  chmodSync(directory, 0o700);
  const data = join(directory, 'data');
  const asUser = (program: string, ...rest: string[]) =>
    root
      ? execFileSync('runuser', ['-u', USER, '--', bin(program), ...rest], { cwd: '/', stdio: 'ignore' })
      : execFileSync(bin(program), rest, { cwd: '/', stdio: 'ignore' });
  asUser('initdb', '-D', data, '-A', 'trust', '-U', 'headwater', '--no-sync', '-E', 'UTF8');
  const options = `-k ${directory} -c listen_addresses='' -c fsync=off`;
  asUser('pg_ctl', '-D', data, '-w', '-l', join(directory, 'log'), '-o', options, 'start');
  return {
    run: (sql) => psql(bin('psql'), directory, sql),
    stop: () => {
      asUser('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
      rmSync(directory, { recursive: true });
    },
  };
}

function psql(program: string, directory: string, sql: string): ReturnType<Server['run']> {
  const marked = `\\set VERBOSITY terse\n${sql}\n`;
  const said: string[] = [];
  const output = execFileSync(
    'sh',
    ['-c', '"$0" "$@" 2>&1', program, '-h', directory, '-U', 'headwater', '-d', 'postgres', '-X', '-q', '-A', '-t', '-F', '\t'],
    { input: marked, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const lines = output.split('\n').filter((line) => {
    const error = line.includes('ERROR:');
    if (error) said.push(line);
    return line !== '' && !error;
  });
  return { lines, errors: said };
}
