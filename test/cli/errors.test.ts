import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/program.js';
import { captureRun } from './capture.js';

const folder = mkdtempSync(join(tmpdir(), 'headwater-errors-'));
writeFileSync(join(folder, 'orders.sql'), 'select 1');
writeFileSync(join(folder, 'empty.sql'), ' \n');
writeFileSync(join(folder, 'picture.sql'), Buffer.from([0x89, 0x50, 0, 0]));
const sql = 'select customer, total from t';

describe('wrong usage ends with 2 and says what was meant', () => {
  it.each<[string, string[], string]>([
    ['an option', [sql, '--dialct', 'postgres'], '--dialect'],
    ['a dialect', [sql, '--dialect', 'postgress'], "did you mean 'postgres'?"],
    ['a dialect like no other', [sql, '--dialect', 'cobol-74'], 'snowflake'],
    ['a format', [sql, '--format', 'mermaids'], "did you mean 'mermaid'?"],
    ['a column', [sql, '--column', 'totl'], "did you mean 'total'?"],
    ['a column like no other', [sql, '--column', 'xyzzy'], 'customer, total'],
    ['a file', [join(folder, 'order.sql')], 'orders.sql'],
    ['a query without quotes', ['select', 'a', 'from', 't'], 'put quotes around it'],
    ['a folder', [folder], '*.sql'],
    ['a binary file', [join(folder, 'picture.sql')], 'not text'],
    ['a schema file', [sql, '--schema', join(folder, 'none.json')], 'no such file'],
    ['a command', ['batsh'], "did you mean 'batch'?"],
    ['a place to write', [sql, '--out', join(folder, 'none', 'x.dot')], 'none'],
  ])('%s', async (_what, args, expected) => {
    const { code, stdout, stderr } = await captureRun(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(expected);
  });

  it('nothing at all', async () => {
    const { code, stderr } = await captureRun([]);
    expect(code).toBe(2);
    expect(stderr).toContain('--help');
  });
});

describe('errors in the input end with 1', () => {
  it('show the place, and the lineage of the rest', async () => {
    const { code, stdout, stderr } = await captureRun([
      'insert into o select a from t;\nselect b from from u;\ninsert into p select c from v',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/<query>:2:\d+: error: /);
    expect(stderr).toMatch(/^ +\| +\^/m);
    expect(stdout).toContain('t.a');
    expect(stdout).toContain('v.c');
  });

  it('name the file that they lie in', async () => {
    const good = join(folder, 'orders.sql');
    const bad = join(folder, 'bad.sql');
    writeFileSync(bad, 'select 1;\nselect (a from t;\n');
    const { code, stderr } = await captureRun([good, bad, good]);
    expect(code).toBe(1);
    expect(stderr).toContain(`${bad}:2:`);
  });

  it('an empty input', async () => {
    expect(await captureRun([join(folder, 'empty.sql')])).toMatchObject({ code: 1, stdout: '' });
    expect(await captureRun(['-'], { stdin: '' })).toMatchObject({ code: 1, stderr: '<stdin>: it is empty\n' });
  });
});

describe('what is asked for', () => {
  it.each([[['--help']], [['help']], [['trace', '--help']], [['help', 'batch']]])('%j teaches by example', async (args) => {
    const { code, stdout } = await captureRun(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples?:\n {2}headwater /);
  });

  it('--version', async () => {
    expect((await captureRun(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('dialects, with what they derive from', async () => {
    const { code, stdout } = await captureRun(['dialects']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^redshift +← postgres/m);
  });
});

it.each([
  [
    'a mistake of our own',
    new TypeError('planted'),
    /^headwater: Headwater failed.*: TypeError: planted \(fault [0-9a-f]{8}\)\n {2}.*report it/,
  ],
  [
    'what the system refuses',
    Object.assign(new Error('EIO: i/o error, read'), { syscall: 'read' }),
    /^headwater: EIO: i\/o error, read\n$/,
  ],
])('%s ends with 2 and one sentence', async (_what, error, expected) => {
  const stdin = new Readable({ read: () => stdin.destroy(error) });
  const stderr: string[] = [];
  const out = () => new Writable({ write: (chunk, _encoding, done) => done(void stderr.push(String(chunk)) as undefined) });
  expect(await run(['trace', '-'], { stdin, stdout: out(), stderr: out(), env: {} })).toBe(2);
  expect(stderr.join('')).toMatch(expected);
});
