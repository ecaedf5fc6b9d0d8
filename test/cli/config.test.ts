import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
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

  describe('is found upwards of the project', () => {
    const config = { 'package.json': '{"headwater": {"dialect": "snowflake"}}' };
    const found = async (root: string, env = {}) =>
      (await captureRun(['graph', '-p', join(root, 'sql'), '-f', 'csv', '--no-cache'], { env })).stdout.includes('S,X,,,T,Y');

    it.each([
      ['the folder of a .git', { '.git/HEAD': '' }, true],
      ['a .git that is a file, as in a worktree', { '.git': 'gitdir: elsewhere' }, true],
      ['a nearer .git, but no further', { '.git/HEAD': '', 'sql/.git/HEAD': '' }, false],
      ['nothing: then only in the folder itself', {}, false],
    ])('up to %s', async (_what, more, expected) => expect(await found(folder({ ...SQL, ...config, ...more }))).toBe(expected));

    it('up to the home folder, by whatever link that is called', async () => {
      const root = folder({ ...SQL, ...config });
      const link = `${root}-link`;
      symlinkSync(root, link);
      expect(await Promise.all([root, link, join(root, 'sql'), ''].map((HOME) => found(root, { HOME })))).toEqual([
        true,
        true,
        false,
        false,
      ]);
    });

    it('and in the folder that is given, or that of the file, whatever there is', async () => {
      expect(await found(folder({ ...SQL, 'sql/headwater.config.yaml': 'dialect: snowflake' }))).toBe(true);
      const root = folder({ 'manifest.json': '{"metadata": {}, "nodes": {}}', 'headwater.config.json': '{"dialect": "oracle"}' });
      expect((await captureRun(['stats', '-p', join(root, 'manifest.json'), '--no-cache'])).stdout).toContain('oracle');
    });
  });

  it('is not looked for with --no-config', async () => {
    const root = folder({ ...SQL, 'headwater.config.json': '{"nonsense": 1}' });
    expect((await captureRun(['stats', '-p', root, '--no-config'])).code).toBe(0);
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
