import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUILD_TIME, built, home, main, shell } from './built.js';

const library = pathToFileURL(join(home, 'dist/node/index.js')).href;

beforeAll(built, BUILD_TIME);

const folder = () => mkdtempSync(join(tmpdir(), 'headwater-files-'));
const bash = (line: string, cwd = folder()) => shell(main, line, { cwd });

describe('what is written', () => {
  it('goes beside and then in place of what was there', () => {
    const at = folder();
    writeFileSync(join(at, 'o.csv'), 'old');
    const { ino } = statSync(join(at, 'o.csv'));
    expect(bash('headwater "select a from t" -o o.csv', at).status).toBe(0);
    expect(readFileSync(join(at, 'o.csv'), 'utf8')).toContain('IDENTITY');
    expect(statSync(join(at, 'o.csv')).ino).not.toBe(ino);
    expect(readdirSync(at)).toEqual(['o.csv']);
  });

  it('goes to a device or a pipe as it is', () => {
    const direct = bash('headwater "select a from t" -f csv').stdout;
    for (const out of ['/dev/stdout', '/dev/fd/1', '>(cat)'])
      expect(bash(`headwater "select a from t" -f csv -o ${out} | cat`).stdout).toBe(direct);
    expect(bash('headwater "select a from t" -f csv -o /dev/stdout').stdout).toBe(direct);
    expect(bash('mkfifo f; cat f & headwater "select a from t" -f csv -o f; wait').stdout).toBe(direct);
  });

  // A limit on the size of files stands for a full disk, which only root can make.
  it.each<[string, string]>([
    ['trace', 'headwater "select a as c$(printf %05000d 1) from t" -f json -o o.txt'],
    ['impact', 'headwater impact t -p . -f json -o o.txt'],
  ])('stays as it was on a full disk: %s', (_command, line) => {
    const at = folder();
    writeFileSync(join(at, 'o.txt'), 'old');
    writeFileSync(join(at, 'm.sql'), `create table m as select ${Array.from({ length: 99 }, (_, n) => `c${n}`).join(', ')} from t`);
    const { status, stdout, stderr } = bash(`trap '' XFSZ; ulimit -f 1; ${line}`, at);
    expect([status, stdout, stderr]).toEqual([2, '', 'headwater: o.txt: file too large\n']);
    expect(readFileSync(join(at, 'o.txt'), 'utf8')).toBe('old');
    expect(readdirSync(at).sort()).toEqual(['m.sql', 'o.txt']);
  });

  it.each(['"select a from t"', 'batch', 'dialects', '--help', '"select a from t" -o /dev/full'])('%s on a full device: a line', (args) => {
    const { status, stderr } = bash(`echo '{"sql":"select a from t"}' | headwater ${args} > /dev/full`);
    expect(stderr).toMatch(/^headwater: (standard output|\/dev\/full): no space left on device\n$/);
    expect(status).toBe(2);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('is whole whenever %s comes', async (signal) => {
    const at = folder();
    const code = `import { replaceFile } from ${JSON.stringify(library)};
      for (let at = 0; ; at = (at + 1) % 10) {
        replaceFile('o.txt', String(at).repeat(2_000_000));
        await new Promise(setImmediate);
        process.stdout.write('.');
      }`;
    writeFileSync(join(at, 'write.mjs'), code);
    for (let time = 0; time < 8; time++) {
      const child = spawn(process.execPath, ['write.mjs'], { cwd: at, stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, 7 * time));
      child.kill(signal);
      expect(await ended).toBe(signal);
    }
    const text = readFileSync(join(at, 'o.txt'), 'utf8');
    expect(text).toBe((text[0] as string).repeat(2_000_000));
    if (signal !== 'SIGKILL') expect(readdirSync(at).sort()).toEqual(['o.txt', 'write.mjs']);
  });
});

describe('the cache of a project', () => {
  it('is of no use to another build, though all times are the same', () => {
    const [at, build] = [folder(), folder()];
    cpSync(join(main, '../..'), join(build, 'dist'), { recursive: true });
    cpSync('package.json', join(build, 'package.json'));
    symlinkSync(join(process.cwd(), 'node_modules'), join(build, 'node_modules'));
    writeFileSync(join(at, 'm.sql'), 'select a from t');
    const chunk = readdirSync(join(build, 'dist/shared')).find((name) => name.startsWith('sql')) as string;
    const files = () => readdirSync(join(at, 'cache/headwater'));
    const stats = () => shell(join(build, 'dist/cli/main.js'), 'XDG_CACHE_HOME=cache headwater stats', { cwd: at }).status;
    const setTimes = () => {
      for (const file of readdirSync(join(build, 'dist'), { recursive: true })) utimesSync(join(build, 'dist', String(file)), 1000, 1000);
    };
    setTimes();
    expect([stats(), stats(), files().length]).toEqual([0, 0, 1]);
    appendFileSync(join(build, 'dist/shared', chunk), '// sees more\n');
    setTimes();
    expect([stats(), files().length]).toEqual([0, 2]);
  });
});

describe('pipes are files', () => {
  const at = folder();
  const log = join(process.cwd(), 'samples/spark/events.jsonl');
  const plan = join(process.cwd(), 'samples/spark/window.plan.txt');
  writeFileSync(join(at, 'q.sql'), 'insert into o select * from t');
  writeFileSync(join(at, 's.json'), '{"t": ["a", "b"]}');
  writeFileSync(join(at, 's.sql'), 'create table t (a int, b int)');
  writeFileSync(join(at, 'c.yaml'), 'dialect: snowflake\nschema: s.sql\n');
  writeFileSync(join(at, 'manifest.json'), manifest());
  mkdirSync(join(at, 'project'));
  writeFileSync(join(at, 'project/m.sql'), 'create view m as select * from t');
  // More than a process of the usual size takes, so that another one is started.
  writeFileSync(join(at, 'large.sql'), `-- ${'x'.repeat(20_000_000)}\ninsert into o select * from t`);

  it.each<[string, string, string]>([
    ['SQL', 'headwater q.sql -f csv', 'headwater <(cat q.sql) -f csv'],
    ['SQL, by the path of standard input', 'headwater q.sql -f csv', 'cat q.sql | headwater /dev/stdin -f csv'],
    ['SQL, from a file as standard input', 'headwater q.sql -f csv', 'headwater /dev/stdin -f csv < q.sql'],
    ['SQL, in a FIFO', 'headwater q.sql -f csv', 'mkfifo f; cat q.sql > f & headwater f -f csv'],
    ['several', 'headwater s.sql q.sql -f csv', 'headwater <(cat s.sql) <(cat q.sql) -f csv'],
    ['a plan', `headwater ${plan} -f csv`, `headwater <(cat ${plan}) -f csv`],
    ['an event log', `headwater ${log} -f csv`, `headwater <(cat ${log}) -f csv`],
    ['an event log on standard input', `headwater ${log} -f csv`, `gzip < ${log} | headwater -f csv`],
    ['an event log in packing', `headwater ${log} -f csv`, `headwater <(gzip < ${log}) -f csv`],
    ['a schema', 'headwater q.sql --schema s.sql -f csv', 'headwater q.sql --schema <(cat s.sql) -f csv'],
    ['a schema on standard input', 'headwater q.sql --schema s.sql -f csv', 'cat s.sql | headwater q.sql --schema /dev/stdin -f csv'],
    ['a schema of JSON', 'headwater q.sql --schema s.json -f csv', 'headwater q.sql --schema <(cat s.json) -f csv'],
    ['a schema beside a large script', 'headwater large.sql --schema s.sql -f csv', 'headwater large.sql --schema <(cat s.sql) -f csv'],
    [
      'a schema of a batch',
      'echo \'{"sql":"select * from t"}\' | headwater batch -s s.sql',
      'echo \'{"sql":"select * from t"}\' | headwater batch -s <(cat s.sql)',
    ],
    [
      'a schema of a project',
      'headwater graph -p project --schema s.sql -f csv',
      'headwater graph -p project --schema <(cat s.sql) -f csv',
    ],
    ['a configuration', 'headwater graph -p project --config c.yaml -f csv', 'headwater graph -p project --config <(cat c.yaml) -f csv'],
    ['a manifest', 'headwater graph -p manifest.json -f csv', 'headwater graph -p <(cat manifest.json) -f csv'],
  ])('%s', (_what, file, pipe) => {
    const [expected, found] = [bash(file, at), bash(`rm -f f; ${pipe}`, at)];
    expect(expected.stdout).not.toBe('');
    const said = found.stderr.replace(/^(\/dev\/fd\/\d+|<stdin>|f):/gm, 'q.sql:');
    expect({ ...found, stderr: said }).toMatchObject({ status: expected.status, stdout: expected.stdout, stderr: expected.stderr });
  });
});

function manifest(): string {
  const model = {
    unique_id: 'model.p.m',
    resource_type: 'model',
    name: 'm',
    database: 'd',
    schema: 's',
    alias: 'm',
    compiled_code: 'select a from t',
  };
  return JSON.stringify({ metadata: { adapter_type: 'postgres' }, nodes: { 'model.p.m': model } });
}
