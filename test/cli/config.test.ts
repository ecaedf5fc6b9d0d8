import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { captureRun } from './capture.js';

function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'headwater-config-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const SQL = { 'sql/a.sql': 'create table t as select x as y from s', 'sql/old/b.sql': 'create table u as select 1 as one' };

describe('a configuration', () => {
  it.each([
    ['headwater.config.json', '{"project": "sql", "dialect": "snowflake", "ignore": ["old/**"]}'],
    ['headwater.config.yaml', 'project: sql\ndialect: snowflake\nignore: [old/**]'],
    ['headwater.config.mjs', 'export default { project: "sql", dialect: "snowflake", ignore: ["old/**"] }'],
    ['package.json', '{"headwater": {"project": "sql", "dialect": "snowflake", "ignore": ["old/**"]}}'],
  ])('%s', async (name, text) => {
    const root = folder({ ...SQL, [name]: text });
    const { stdout, stderr } = await captureRun(['graph', '--config', join(root, name), '-f', 'csv']);
    expect(stderr).toBe('');
    expect(stdout).toContain('S,X,,,T,Y');
    expect(stdout).not.toContain('ONE');
  });

  it('is found upwards of the project', async () => {
    const root = folder({ ...SQL, 'package.json': '{"headwater": {"dialect": "snowflake"}}' });
    expect((await captureRun(['graph', '-p', join(root, 'sql'), '-f', 'csv'])).stdout).toContain('S,X,,,T,Y');
  });

  it('with an unknown key is refused, with what was meant', async () => {
    const root = folder({ ...SQL, 'headwater.config.json': '{"dialec": "snowflake"}' });
    const { code, stderr } = await captureRun(['stats', '-p', root]);
    expect(code).toBe(2);
    expect(stderr).toContain("there is no key 'dialec'\n  did you mean 'dialect'?");
  });

  it('names functions that hide their input, as --masking does', async () => {
    const sql = { 'a.sql': 'create table t as select pii.Tokenize(x) as y from s' };
    const marked = async (root: string, ...more: string[]) => (await captureRun(['graph', '-p', root, '-f', 'csv', ...more])).stdout;
    expect(await marked(folder(sql))).not.toContain('true');
    expect(await marked(folder(sql), '--masking', 'tokenize')).toContain('TRANSFORMATION,true');
    expect(await marked(folder({ ...sql, 'headwater.config.json': '{"masking": ["tokenize"]}' }))).toContain('TRANSFORMATION,true');
  });

  it('says what functions are', async () => {
    const sql = { 'a.sql': 'create table t as select risk(x) as y from s' };
    const graph = async (config: string) =>
      (await captureRun(['graph', '-p', folder({ ...sql, 'headwater.config.json': config }), '-f', 'csv'])).stdout;
    expect(await graph('{}')).toContain('TRANSFORMATION');
    expect(await graph('{"functions": {"Risk": {"aggregate": true, "masking": true}}}')).toContain('AGGREGATION,true');
  });

  it('gives dialects by path', async () => {
    const root = folder({ ...SQL, 'headwater.config.json': '{"project": "sql", "dialects": {"old/*": "snowflake"}}' });
    const { stdout } = await captureRun(['graph', '-p', root, '-f', 'csv']);
    expect(stdout).toMatch(/,T,Y|,t,y/);
    expect(stdout).toContain('U,ONE');
  });
});

describe('headwater init', () => {
  it('knows a dbt project', async () => {
    const root = folder({ 'warehouse/dbt_project.yml': 'name: w', 'warehouse/models/a.sql': 'select 1 as x' });
    const { stdout, code } = await captureRun(['init', root]);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'found a dbt project in warehouse/ (not compiled)']);
    expect(JSON.parse(readFileSync(join(root, 'headwater.config.json'), 'utf8'))).toEqual({ project: 'warehouse/' });
  });

  it('guesses the dialect of scripts', async () => {
    const root = folder({ 'a.sql': 'select * from `p.d.t` where x = safe_cast(y as int64)' });
    expect((await captureRun(['init', root])).stdout).toContain('found 1 SQL file, bigquery by the look of it');
  });

  it('does not write over a configuration', async () => {
    expect(await captureRun(['init', folder({ ...SQL, 'headwater.config.json': '{}' })])).toMatchObject({ code: 2 });
  });
});
