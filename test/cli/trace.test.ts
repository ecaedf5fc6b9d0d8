import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { captureRun } from './capture.js';

const folder = mkdtempSync(join(tmpdir(), 'headwater-trace-'));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The direct edges that `--format csv` gives, as `t.a -> o.b`. */
async function edgesOf(args: readonly string[], stdin?: string): Promise<string[]> {
  const { stdout } = await captureRun(['trace', '--format', 'json', ...args], stdin === undefined ? {} : { stdin });
  const { edges } = JSON.parse(stdout) as { edges: { from: Name; to: Name; type: string }[] };
  return edges.filter((edge) => edge.type === 'DIRECT').map(({ from, to }) => `${name(from)} -> ${name(to)}`);
}

interface Name {
  readonly dataset: string | null;
  readonly column: string;
}

const name = ({ dataset, column }: Name): string => (dataset === null ? column : `${dataset}.${column}`);

describe('headwater trace reads', () => {
  it('SQL given as an argument, also without the command', async () => {
    expect(await edgesOf(['insert into o select a from t'])).toEqual(['t.a -> o.a']);
    const { code, stdout } = await captureRun(['select a from t']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/t\.a/);
  });

  it('SQL that begins with a comment', async () => {
    expect(await edgesOf(['-- all of it\ninsert into o select a from t'])).toEqual(['t.a -> o.a']);
  });

  it('a file', async () => {
    expect(await edgesOf([file('one.sql', 'insert into o select a from t;')])).toEqual(['t.a -> o.a']);
  });

  it('standard input, named or not', async () => {
    expect(await edgesOf(['-'], 'insert into o select a from t')).toEqual(['t.a -> o.a']);
    expect(await edgesOf([], 'insert into o select a from t')).toEqual(['t.a -> o.a']);
  });

  it('several files as one script', async () => {
    const first = file('first.sql', 'create table s as select a as b from t -- no semicolon');
    const second = file('second.sql', 'insert into o select b as c from s');
    expect(await edgesOf([first, second])).toContain('t.a -> o.c');
  });

  it('UTF-8 and UTF-16 with a byte order mark, and Windows line ends', async () => {
    const sql = '\ufeffinsert into o\r\nselect a\r\nfrom t\r\n';
    expect(await edgesOf([file('utf8.sql', sql)])).toEqual(['t.a -> o.a']);
    expect(await edgesOf([file('utf16.sql', Buffer.from(sql, 'utf16le'))])).toEqual(['t.a -> o.a']);
  });

  it.each([
    ['schema.sql', 'create table t (a int, b int)'],
    ['schema.json', '{"t": ["a", "b"]}'],
    ['schema.yaml', 't: [a, b]'],
  ])('columns from %s', async (path, content) => {
    expect(await edgesOf(['insert into o select * from t', '--schema', file(path, content)])).toEqual(['t.a -> o.a', 't.b -> o.b']);
  });

  it('defaults for names that do not say', async () => {
    const schema = file('deep.json', '{"d.s.t": ["a"]}');
    const options = ['--schema', schema, '--default-database', 'd', '--default-schema', 's', '--dialect', 'postgres'];
    expect(await edgesOf(['select * from t', ...options])).toEqual(['d.s.t.a -> a']);
  });
});

describe('headwater trace shows', () => {
  const sql = 'insert into o with c as (select a + b as x, k from t) select x * 2 as y, k from c where k > 0';

  it('one column', async () => {
    expect(await edgesOf([sql, '--column', 'y'])).toEqual(['t.a -> o.y', 't.b -> o.y']);
    expect(await edgesOf([sql, '--column', 'o.k'])).toEqual(['t.k -> o.k']);
  });

  it('the steps of a column with their expressions', async () => {
    const { stdout } = await captureRun([sql, '--column', 'y', '--steps']);
    expect(stdout).toContain('a + b');
    expect(stdout).toContain('x * 2');
  });

  it('no indirect edges where they are not wanted', async () => {
    expect((await captureRun([sql, '--format', 'csv'])).stdout).toContain('FILTER');
    expect((await captureRun([sql, '--format', 'csv', '--no-indirect'])).stdout).not.toContain('FILTER');
  });

  it.each(['tree', 'mermaid', 'dot', 'json', 'csv', 'openlineage', 'svg'])('%s', async (format) => {
    const { code, stdout, stderr } = await captureRun([sql, '--format', format]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trim()).not.toBe('');
  });

  it('an OpenLineage event under the names that are given, with all columns that are known', async () => {
    const schema = join(folder, 'fields.json');
    writeFileSync(schema, '{"t": ["x", "a", "b"]}');
    const names = ['--namespace', 'postgres://db:5432', '--job', 'nightly', '--job-namespace', 'etl'];
    const { stdout } = await captureRun(['insert into o select a from t', '-f', 'openlineage', '-s', schema, ...names]);
    const { job, inputs } = JSON.parse(stdout);
    expect([job.namespace, job.name, inputs[0].namespace, inputs[0].name]).toEqual(['etl', 'nightly', 'postgres://db:5432', 't']);
    expect(inputs[0].facets.schema.fields.map(({ name }: { name: string }) => name)).toEqual(['x', 'a', 'b']);
  });

  it('functions of one’s own that hide their input', async () => {
    const masked = async (...options: string[]) =>
      (await captureRun(['select pii.Tokenize(a) as x from t', '-f', 'csv', ...options])).stdout;
    expect(await masked()).not.toContain('TRANSFORMATION,true');
    expect(await masked('--masking', 'hash, TOKENIZE')).toContain('TRANSFORMATION,true');
  });

  it('an event a line for the jobs of a Spark event log', async () => {
    const { code, stdout } = await captureRun(['samples/spark/events.jsonl', '-f', 'openlineage']);
    const jobs = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).job.name);
    expect([code, jobs.length]).toEqual([0, 2]);
    expect(jobs[0]).toMatch(/^headwater_programs\..*mart_plans$/);
  });

  it('what --out names, in the format of its extension', async () => {
    const out = join(folder, 'lineage.mmd');
    const { stdout } = await captureRun([sql, '--out', out]);
    expect(stdout).toBe('');
    expect(readFileSync(out, 'utf8')).toBe((await captureRun([sql, '--format', 'mermaid'])).stdout);
  });

  it('colours on a terminal only, unless told', async () => {
    const colour = '\u001b[';
    expect((await captureRun([sql])).stdout).not.toContain(colour);
    expect((await captureRun([sql], { terminal: true })).stdout).toContain(colour);
    expect((await captureRun([sql], { terminal: true, env: { NO_COLOR: '1' } })).stdout).not.toContain(colour);
    expect((await captureRun([sql], { env: { FORCE_COLOR: '1' } })).stdout).toContain(colour);
  });

  it('no colours in a file', async () => {
    const out = join(folder, 'tree.txt');
    await captureRun([sql, '--out', out], { terminal: true });
    expect(existsSync(out) && readFileSync(out, 'utf8')).not.toContain('\u001b[');
  });
});
