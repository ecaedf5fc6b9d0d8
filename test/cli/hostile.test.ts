/** A repository by somebody who wants what lies beside it: nothing of that is shown by any command, and nothing of theirs is run. */
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe as always, expect, it } from 'vitest';
import { FORMATS } from '../../src/cli/formats.js';
import { captureRun } from './capture.js';

// Windows has no pipes among its files, and lets few users make links.
const describe = always.runIf(process.platform !== 'win32');

const SECRET = 'zq_secret';

/** What lies outside, by its path from the folder that the repository lies in. */
const OUTSIDE = {
  'secret.sql': `create table t (${SECRET} int); create table made as select ${SECRET} from t;`,
  'secret.csv': `${SECRET},b\n1,2\n`,
  'secret.yml': `version: 2\nmodels: [{name: a, columns: [{name: ${SECRET}}]}]\n${SECRET}: [`,
  'secret.json': `{"dialect": "${SECRET}", "${SECRET}": 1, "nodes": {"model.x.${SECRET}": {"unique_id": "model.x.${SECRET}"`,
  'models/made.sql': `select ${SECRET} from u`,
  'macros/m.sql': `{% macro m() %}${SECRET}{% endmacro %}`,
};

interface Repository {
  readonly files?: Readonly<Record<string, string>>;
  /** By their paths what they lead to. */
  readonly links?: Readonly<Record<string, string>>;
}

/** Writes a repository beside what it must not read. */
function repository({ files = {}, links = {} }: Repository): string {
  const home = mkdtempSync(join(tmpdir(), 'headwater-hostile-'));
  const write = (path: string): string => {
    mkdirSync(dirname(path), { recursive: true });
    return path;
  };
  for (const [path, text] of Object.entries(OUTSIDE)) writeFileSync(write(join(home, path)), text);
  for (const [path, text] of Object.entries(files)) writeFileSync(write(join(home, 'repo', path)), text);
  for (const [path, target] of Object.entries(links)) symlinkSync(target, write(join(home, 'repo', path)));
  return join(home, 'repo');
}

const COMMANDS: readonly (readonly string[])[] = [
  ...FORMATS.filter((format) => format !== 'png').map((format) => ['graph', '-f', format]),
  ['stats', '--incomplete'],
  ['stats', '-f', 'json'],
  ['impact', 'a'],
  ['impact', 'a.x', '-f', 'json'],
  ['upstream', 'a'],
  ['columns', 'a'],
  ['path', 'a.x', 'b.x'],
];

/** All that all commands print about a repository; fails where that tells the secret. */
async function saidAbout(root: string, ...more: string[]): Promise<string> {
  let said = '';
  for (const command of COMMANDS) {
    const { stdout, stderr } = await captureRun([...command, '-p', root, '--no-cache', ...more]);
    expect(`${command.join(' ')}: ${stdout}${stderr}`).not.toContain(SECRET);
    said += stdout + stderr;
  }
  return said;
}

const SQL = { 'a.sql': 'select * from t', 'b.sql': 'select * from a' };

const manifest = (paths: readonly string[]): string => {
  const seed = (path: string, at: number) => ({
    unique_id: `seed.s.s${at}`,
    resource_type: 'seed',
    name: `s${at}`,
    schema: 'm',
    original_file_path: path,
    root_path: '/',
  });
  const seeds = Object.fromEntries(paths.map((path, at) => [`seed.s.s${at}`, seed(path, at)]));
  const a = {
    unique_id: 'model.s.a',
    resource_type: 'model',
    name: 'a',
    schema: 'm',
    compiled_code: paths.map((_path, at) => `select * from m.s${at}`).join(' union all '),
    depends_on: { nodes: Object.keys(seeds) },
  };
  return JSON.stringify({ metadata: { project_name: 's', adapter_type: 'postgres' }, nodes: { ...seeds, 'model.s.a': a } });
};

describe('the secret would be seen', () => {
  it('if the schema, a seed or a model were read', async () => {
    const root = repository({
      files: { ...SQL, 'dbt/seeds/s.csv': OUTSIDE['secret.csv'], 'dbt/target/manifest.json': manifest(['seeds/s.csv']) },
    });
    const { stdout } = await captureRun(['columns', 'a', '-p', root, '--no-cache', '--schema', join(root, '../secret.sql')]);
    expect(stdout).toContain(SECRET);
    expect((await captureRun(['columns', 'a', '-p', join(root, 'dbt'), '--no-cache'])).stdout).toContain(SECRET);
  });
});

describe('a configuration that was found', () => {
  it.each(['headwater.config.json', 'headwater.config.yml', 'package.json'])(
    '%s: its schema and catalog stay in its folder',
    async (name) => {
      const config = { schema: '../secret.sql', catalog: '/etc/passwd', include: ['*.sql', '../*.sql', '/**'] };
      const said = await saidAbout(
        repository({ files: { ...SQL, [name]: JSON.stringify(name === 'package.json' ? { headwater: config } : config) } }),
      );
      expect(said).toContain("warning: '../secret.sql' was not read: it leads out of the project [not-read]");
      expect(said).toContain("warning: '/etc/passwd' was not read");
      expect(said).toContain('2 models');
    },
  );

  it('so they do behind links, and a pipe is no schema', async () => {
    const config = JSON.stringify({ schema: 'link.sql', catalog: 'pipe' });
    const root = repository({ files: { ...SQL, 'headwater.config.json': config }, links: { 'link.sql': '../secret.sql' } });
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const said = await saidAbout(root);
    expect(said).toContain("'link.sql' was not read: it is a link that leads out of the project, or to nothing");
    expect(said).toContain("'pipe' was not read: it is no plain file");
  });

  it.each(['..', '../secret.json', '/', 'C:\\x', 'up'])('its project is not %s: there is nothing to go on with', async (project) => {
    const root = repository({ files: { ...SQL, 'headwater.config.json': JSON.stringify({ project }) }, links: { up: '..' } });
    const { code, stderr } = await captureRun(['stats', '-p', root]);
    expect(code).toBe(2);
    expect(stderr).toContain(`its project '${project}' is not read`);
    expect(stderr).toContain('--config');
    await saidAbout(root);
  });

  it('its manifest has no root above its folder', async () => {
    const root = repository({ files: { 'headwater.config.json': '{"project": "m.json"}', 'm.json': manifest(['secret.csv']) } });
    writeFileSync(join(root, '../dbt_project.yml'), 'name: s');
    await saidAbout(root);
  });

  it.each(['../secret.json', '../nowhere.json', '/dev/zero'])('is no link to %s', async (target) => {
    const root = repository({ files: SQL, links: { 'headwater.config.json': target } });
    const said = await saidAbout(root);
    expect(said).toContain('headwater.config.json: it is a link that leads out of the project, or to nothing');
    expect(await saidAbout(root, '--no-config')).toContain('2 models');
  });

  it('that is named may point anywhere', async () => {
    const root = repository({ files: { ...SQL, 'headwater.config.json': '{"schema": "../secret.sql"}' } });
    const { stdout, stderr } = await captureRun(['columns', 'a', '--no-cache', '--config', join(root, 'headwater.config.json')]);
    expect(stdout).toContain(SECRET);
    expect(stderr).toBe('');
  });
});

describe('code', () => {
  /** Writes a file beside it when it is run. */
  const code = (name: string) =>
    `import { writeFileSync } from 'node:fs';\nwriteFileSync(new URL('./marker', import.meta.url), '');\n${name.endsWith('ts') ? 'const x: number = 1;\n' : ''}export default { dialect: 'snowflake' };`;

  it.each(['js', 'mjs', 'ts', 'mts'])('headwater.config.%s is not run, and the hint says how it would be', async (extension) => {
    const name = `headwater.config.${extension}`;
    const root = repository({ files: { ...SQL, [name]: code(name), 'package.json': '{"type": "module"}', 'sub/c.sql': 'select 1' } });
    mkdirSync(join(root, '.git'));
    for (const folder of [root, join(root, 'sub')]) {
      const { code: exit, stderr } = await captureRun(['stats', '-p', folder]);
      expect(exit).toBe(2);
      expect(stderr).toContain(
        `${name}: it is code, which nobody has allowed to run\n  name it with --config, set HEADWATER_ALLOW_CODE_CONFIG=1`,
      );
    }
    await saidAbout(root);
    expect(await saidAbout(root, '--no-config')).toContain('2 models');
    expect(existsSync(join(root, 'marker'))).toBe(false);
  });

  it('is run where the user says so', async () => {
    const files = { ...SQL, 'headwater.config.mjs': code('') };
    const named = repository({ files });
    expect((await captureRun(['stats', '--no-cache', '--config', join(named, 'headwater.config.mjs')])).stdout).toContain('snowflake');
    const allowed = repository({ files });
    const run = (value: string) => captureRun(['stats', '--no-cache', '-p', allowed], { env: { HEADWATER_ALLOW_CODE_CONFIG: value } });
    expect([(await run('')).code, (await run('0')).code, existsSync(join(allowed, 'marker'))]).toEqual([2, 2, false]);
    expect((await run('1')).stdout).toContain('snowflake');
    expect(existsSync(join(named, 'marker')) && existsSync(join(allowed, 'marker'))).toBe(true);
  });

  it('of templates, hooks and tools is not run either', async () => {
    const script = `require('node:fs').writeFileSync(__dirname + '/marker', '')`;
    const attack = `select {{ ''.constructor.constructor('return process')().exit(3) }} as x, {{ ref.constructor('throw 1')() }} as y, {{ self.__proto__ }} as z`;
    const root = repository({
      files: {
        'dbt_project.yml': 'name: s\non-run-start: ["{{ run_query(\'x\') }}"]',
        'models/a.sql': attack,
        'models/b.sql': "select '{{ env_var('PATH') }}' as path_of_mine, x from {{ ref('a') }}",
        '.puppeteerrc.cjs': script,
        'node_modules/puppeteer/package.json': '{"name": "puppeteer", "main": "index.cjs"}',
        'node_modules/puppeteer/index.cjs': script,
        'index.js': script,
        'package.json': '{"scripts": {"prepare": "node index.js"}}',
      },
    });
    const said = await saidAbout(root);
    expect(said).not.toContain(process.env['PATH']);
    expect(execFileSync('find', [root, '-name', 'marker'], { encoding: 'utf8' })).toBe('');
  });
});

describe('a folder of SQL', () => {
  it('is left by no link, and says so', async () => {
    const links = {
      'a.sql': '../secret.sql',
      'up/all': '../..',
      etc: '/etc',
      'c.sql': '/dev/zero',
      'up/loop': '.',
      'd.sql': '../not-there.sql',
    };
    const said = await saidAbout(repository({ files: { 'b.sql': 'select x from t' }, links }));
    for (const path of ['a.sql', 'c.sql', 'd.sql', 'etc', 'up/all']) expect(said).toContain(`'${path}' was not read`);
    expect(said).toContain('1 model');
  });

  it('of nothing else has no SQL in it', async () => {
    const said = await saidAbout(repository({ links: { 'a.sql': '../secret.sql' } }));
    expect(said).toContain("there is no SQL in it: 'a.sql' is not read, it is a link that leads out of the project, or to nothing");
  });

  it('a file that two paths lead to is one script, and one that is too long none', async () => {
    const root = repository({ files: SQL, links: { 'c.sql': 'a.sql', linked: '.' } });
    writeFileSync(join(root, 'huge.sql'), '');
    truncateSync(join(root, 'huge.sql'), 200_000_000_000);
    const said = await saidAbout(root);
    expect(said).toContain('2 models');
    expect(said).toContain("'huge.sql' was not read: it is longer than 100 MB, and no more is read");
  });
});

describe('a dbt project', () => {
  it('is left by none of its paths and links', async () => {
    const yml = `name: s\nmodel-paths: [models, ../models, '..\\models']\nseed-paths: [seeds, /etc]\nmacro-paths: [macros, 'models/../../macros']`;
    const root = repository({
      files: { 'dbt_project.yml': yml, 'models/a.sql': "select * from {{ ref('s') }}", 'models/b.sql': 'select {{ m() }} as x' },
      links: {
        'seeds/s.csv': '../../secret.csv',
        'models/schema.yml': '../../secret.yml',
        'models/more': '../../models',
        'dbt_packages/p': '../..',
        'macros/m.sql': '../../macros/m.sql',
      },
    });
    const said = await saidAbout(root);
    for (const path of [
      '../models',
      '..\\models',
      '/etc',
      'models/../../macros',
      'seeds/s.csv',
      'models/schema.yml',
      'models/more',
      'dbt_packages/p',
      'macros/m.sql',
    ])
      expect(said).toContain(`'${path}'`);
    expect(said).toContain('2 models');
  });

  it.each([
    ['dbt_project.yml', '../secret.yml'],
    ['target/manifest.json', '../../secret.json'],
    ['manifest.json', '/dev/zero'],
    ['target', '..'],
  ])('%s is no link to %s, and the run goes on', async (path, target) => {
    const files = {
      'models/a.sql': 'select 1 as x',
      'models/b.sql': 'select 2 as x',
      ...(path === 'dbt_project.yml' ? {} : { 'dbt_project.yml': 'name: s' }),
    };
    const root = repository({ files, links: { [path]: target } });
    writeFileSync(join(root, '../manifest.json'), OUTSIDE['secret.json']);
    const said = await saidAbout(root);
    expect(said).toContain(`'${path === 'target' ? 'target/manifest.json' : path}' was not read`);
    expect(said).toContain('2 models');
  });

  it('reads its own packages through a link', async () => {
    const root = repository({
      files: {
        'dbt_project.yml': 'name: s',
        'models/a.sql': 'select {{ p.col() }} as x',
        'local/macros/c.sql': '{% macro col() %}1{% endmacro %}',
      },
      links: { 'dbt_packages/p': '../local' },
    });
    const { stdout, stderr } = await captureRun(['stats', '--incomplete', '-p', root, '--no-cache']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/complete +1 of 1/);
  });
});

describe('a manifest', () => {
  const paths = [
    '../secret.csv',
    '..\\secret.csv',
    'seeds/../../secret.csv',
    '/etc/passwd',
    'C:\\Users\\x.csv',
    'a\0b',
    'seeds/link.csv',
    'seeds',
    'seeds/pipe',
  ];

  it.each(['target/manifest.json', 'manifest.json'])('%s names no seed outside of the project', async (path) => {
    const root = repository({ files: { [path]: manifest(paths) }, links: { 'seeds/link.csv': '../../secret.csv' } });
    execFileSync('mkfifo', [join(root, 'seeds/pipe')]);
    const said = await saidAbout(root);
    expect(said).not.toContain('root:');
    expect(said.match(/was not read/g)?.length).toBe(paths.length * COMMANDS.length);
  });

  it('that is named on the command line does not, either', async () => {
    const root = repository({ files: { 'm.json': manifest(paths) } });
    await saidAbout(join(root, 'm.json'));
  });

  it('finds its seeds where dbt on Windows wrote them, and through links within', async () => {
    const root = repository({
      files: { 'target/manifest.json': manifest(['seeds\\s.csv', './seeds/l.csv']), 'seeds/s.csv': 'p,q', 'own/l.csv': 'p,r' },
      links: { 'seeds/l.csv': '../own/l.csv' },
    });
    const { stdout, stderr } = await captureRun(['graph', '-p', root, '--no-cache', '-f', 'csv']);
    expect(stderr).not.toContain('not-read');
    for (const column of ['m.s0,p', 'm.s0,q', 'm.s1,r']) expect(stdout).toContain(column);
  });

  it('has no catalog outside', async () => {
    const root = repository({ files: { 'target/manifest.json': manifest([]) }, links: { 'target/catalog.json': '../../secret.json' } });
    expect(await saidAbout(root)).toContain("'target/catalog.json' was not read");
  });

  it('a catalog that is named and not there is wrong usage', async () => {
    const root = repository({ files: { 'target/manifest.json': manifest([]) } });
    const { code, stderr } = await captureRun(['stats', '-p', root, '--catalog', 'nowhere.json']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('nowhere.json: no such file')]);
  });
});

describe('the other commands', () => {
  it('init reads nothing outside and writes through no link', async () => {
    const root = repository({ files: SQL, links: { 'c.sql': '../secret.sql', 'headwater.config.json': '../planted.json' } });
    for (const more of [[], ['--force']]) {
      const { code, stdout, stderr } = await captureRun(['init', root, ...more]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).not.toContain(SECRET);
    }
    expect(existsSync(join(root, '../planted.json'))).toBe(false);
    expect(lstatSync(join(root, 'headwater.config.json')).isSymbolicLink()).toBe(true);
    const other = repository({ files: SQL, links: { 'c.sql': '../secret.sql' } });
    expect((await captureRun(['init', other])).stderr).toContain("'c.sql' was not read");
    expect(readFileSync(join(other, 'headwater.config.json'), 'utf8')).not.toContain(SECRET);
  });

  it('trace reads the logs in a folder, and none outside', async () => {
    const event = (plan: string) =>
      JSON.stringify({
        Event: 'org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart',
        executionId: 1,
        description: 'x',
        details: '',
        physicalPlanDescription: plan,
      });
    const plan = (column: string) => `== Physical Plan ==\n*(1) Project [${column}#1]\n+- Scan hive default.t [${column}#1]\n`;
    const root = repository({ files: { 'app-1': `${event(plan('mine'))}\n` }, links: { 'app-2': '../app-2', 'app-0': '/dev/zero' } });
    writeFileSync(join(root, '../app-2'), `${event(plan(SECRET))}\n`);
    expect((await captureRun(['trace', join(root, '../app-2')])).stdout).toContain(SECRET);
    const { stdout, stderr } = await captureRun(['trace', root]);
    expect(stdout).toContain('mine');
    expect(stdout + stderr).not.toContain(SECRET);
    expect(stderr).toContain("'app-2' was not read");
  });

  it('SQL that names files reads none of them', async () => {
    const sql = `\\i ../secret.sql\n@../secret.sql\nsource ../secret.sql;\n.read ../secret.sql\n:r ../secret.sql\nselect * from read_csv('../secret.csv');\ncopy t from '../secret.csv';`;
    const root = repository({ files: { 'a.sql': sql } });
    for (const dialect of ['postgres', 'oracle', 'mysql', 'duckdb', 'tsql', 'generic']) {
      const { stdout, stderr } = await captureRun(['trace', join(root, 'a.sql'), '-d', dialect]);
      expect(stdout + stderr).not.toContain(SECRET);
      await saidAbout(root, '-d', dialect);
    }
  });
});
