/** Part 6: a repository that wants to be read past its root, to run, and to draw on the terminal. No command may let it. */
import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from './bombs.mjs';
import { headwater, inParallel } from './command.mjs';

/** Stands in the files outside, as a column's name, a table's and a text: in no output may it be. */
const SECRET = 'topsecretvalue';
const SECRETS = [SECRET, 'root:x:0'];
const ESC = '\x1b';
/** File names as a hostile repository has them: colours, a title, a line that goes back, text from the right. */
const NAMES = [`${ESC}[31mred`, `${ESC}]0;title\x07t`, 'a\rb', 'a\u202eb', 'a\u2066b', 'a\nb', '\x9b31m', 'a\tb\x08\x08'];
const up = '../'.repeat(12);

/** `few`: of the commands only some, others for each repository. */
export async function runHostile({ jobs, few }) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'headwater-hostile-')));
  try {
    const findings = await inParallel(jobs, REPOSITORIES, (repository, at) =>
      visit(join(folder, `${at}`), repository, (_, command) => !few || command < 2 || command % 4 === at % 4),
    );
    return { did: `${REPOSITORIES.length} hostile repositories`, findings: findings.flat() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `outside/` lies beside the repository; `home/` above it is the user's. */
async function visit(base, [name, files, { links = {}, commands = COMMANDS } = {}], wanted) {
  const root = join(base, 'home/repository');
  const outside = join(base, 'outside');
  writeFiles(outside, {
    'secret.sql': () => `create table ${SECRET} (${SECRET} int); select ${SECRET} from ${SECRET}`,
    'secret.csv': () => `${SECRET},b\n1,2\n`,
    'secret.json': () => `{"t":["${SECRET}"],"nodes":{},"dialect":"${SECRET}"}`,
    'secret.yml': () => `models: [{ name: ${SECRET}, columns: [{ name: ${SECRET} }] }]`,
    'manifest.json': () => manifestOf(`select ${SECRET} from ${SECRET}`),
  });
  const marker = join(base, 'ran');
  writeFiles(root, Object.fromEntries(Object.entries(files({ outside, marker })).map(([path, text]) => [path, () => text])));
  writeFileSync(join(root, 'plain.sql'), 'select a from t');
  for (const [path, target] of Object.entries(links)) symlinkSync(join(outside, target), join(root, path));
  const found = new Map();
  for (const args of commands.filter(wanted)) {
    const what = await tryCommand(args);
    if (what !== undefined)
      found.set(what.kind, { kind: what.kind, text: what.text, by: [...(found.get(what.kind)?.by ?? []), args.join(' ')] });
  }
  rmSync(base, { recursive: true, force: true });
  return [...found.values()].map(({ kind, text, by }) => ({ kind, message: `${name}: ${by.map(visible).join('; ')}\n  ${visible(text)}` }));

  async function tryCommand(args) {
    const env = { HOME: join(base, 'home'), XDG_CACHE_HOME: join(base, 'cache') };
    const { stdout, stderr, died } = await headwater(args, { cwd: root, env });
    const text = stdout + stderr;
    if (SECRETS.some((secret) => text.toLowerCase().includes(secret))) return { kind: 'read outside', text };
    if (existsSync(marker)) {
      rmSync(marker);
      return { kind: 'ran', text };
    }
    // What programs read has the names as they are.
    if (hasCodes(args.includes('-f') ? stderr : text)) return { kind: 'terminal codes', text };
    return died || /^ +at .*:\d+/m.test(stderr) ? { kind: 'death', text } : undefined;
  }
}

function visible(text) {
  return JSON.stringify(text.slice(0, 300)).replace(
    /[\x7f-\x9f\u2000-\u206f]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Control characters but for tab and line break, and what turns the direction of text. */
function hasCodes(text) {
  return /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text);
}

const COMMANDS = [
  ['graph', '-p', '.', '-f', 'json'],
  ['columns', 's', '-p', '.'],
  ['stats', '-p', '.'],
  ['stats'],
  ['graph', '-p', '.', '-f', 'csv'],
  ['graph', '-p', '.', '-f', 'mermaid'],
  ['impact', 'm.a', '-p', '.'],
  ['upstream', 'm', '-p', '.'],
  ['path', 't.a', 'm.a', '-p', '.'],
  ['columns', 'm', '-p', '.'],
  ['columns', 'plain', '-p', '.'],
  ['init'],
  ['trace', 'plain.sql'],
  ['trace', 'select * from t'],
];

function manifestOf(sql, more = {}, others = {}) {
  const node = (id, kind, each) => [
    id,
    {
      unique_id: id,
      resource_type: kind,
      name: id.split('.').at(-1),
      package_name: 'x',
      fqn: ['x'],
      config: {},
      columns: {},
      database: 'd',
      schema: 's',
      relation_name: `"d"."s"."${id.split('.').at(-1)}"`,
      ...each,
    },
  ];
  return JSON.stringify({
    metadata: { adapter_type: 'duckdb', project_name: 'x' },
    nodes: Object.fromEntries([
      node('model.x.m', 'model', { compiled_code: sql, depends_on: { nodes: ['seed.x.s'] } }),
      node('seed.x.s', 'seed', more),
    ]),
    ...others,
  });
}

/** JavaScript and TypeScript that leave a mark when they are run. */
const code = (marker) =>
  `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(marker)}, 'x');\nexport default { project: '.' };\n`;
const configs = ['js', 'mjs', 'cjs', 'ts', 'mts'];
const star = 'select * from "d"."s"."s"';

const REPOSITORIES = [
  ...configs.map((extension) => [`a configuration of ${extension}`, ({ marker }) => ({ [`headwater.config.${extension}`]: code(marker) })]),
  ['a configuration of js above', ({ marker }) => ({ '../headwater.config.js': code(marker), '.git/HEAD': 'ref: refs/heads/main' })],
  [
    'a package.json with scripts',
    ({ marker }) => ({
      'package.json': JSON.stringify({
        type: 'module',
        main: './x.js',
        imports: { '#worker': './x.js' },
        headwater: { dialect: './x.js' },
        scripts: { prepare: `touch ${marker}` },
      }),
      'x.js': code(marker),
      'node_modules/headwater/index.js': code(marker),
      'node_modules/headwater/package.json': '{"main":"index.js","type":"module"}',
      'node_modules/piscina/index.js': code(marker),
    }),
  ],
  ...['project', 'schema', 'catalog'].flatMap((key) => [
    [
      `a configuration whose ${key} is outside`,
      () => ({ 'headwater.config.json': JSON.stringify({ [key]: key === 'project' ? '../../outside' : '../../outside/secret.json' }) }),
    ],
    [
      `a configuration whose ${key} is absolute`,
      ({ outside }) => ({ 'headwater.config.json': JSON.stringify({ [key]: key === 'project' ? outside : join(outside, 'secret.json') }) }),
    ],
  ]),
  ['a configuration whose schema is DDL outside', () => ({ 'headwater.config.json': '{"schema":"../../outside/secret.sql"}' })],
  ['a configuration whose project is a manifest outside', () => ({ 'headwater.config.json': '{"project":"../../outside/manifest.json"}' })],
  [
    'a configuration that includes what is outside',
    () => ({ 'headwater.config.json': '{"include":["../../outside/*.sql","/**/*.sql","../**"]}' }),
  ],
  [
    'a configuration above the repository',
    () => ({ '../../headwater.config.json': '{"schema":"outside/secret.sql"}', '.git/HEAD': 'ref: refs/heads/main' }),
  ],
  ...['../../outside/secret.csv', `${up}etc/passwd`, '/etc/passwd', 'a/../../../outside/secret.csv', '..\\..\\outside\\secret.csv'].map(
    (path) => [
      `a manifest whose seed is ${path}`,
      () => ({
        'target/manifest.json': manifestOf(star, { original_file_path: path, path, root_path: '/' }),
        'dbt_project.yml': 'name: x',
      }),
    ],
  ),
  [
    'a manifest whose seed is absolute',
    ({ outside }) => ({
      'target/manifest.json': manifestOf(star, { original_file_path: join(outside, 'secret.csv'), root_path: outside }),
      'dbt_project.yml': 'name: x',
    }),
  ],
  ...['model-paths', 'seed-paths', 'snapshot-paths', 'macro-paths', 'test-paths', 'packages-install-path', 'target-path'].map((key) => [
    `a dbt project whose ${key} are outside`,
    ({ outside }) => ({
      'dbt_project.yml': `name: x\n${key}: ${key === 'target-path' || key === 'packages-install-path' ? '../../outside' : JSON.stringify(['../../outside', outside, 'models'])}\n`,
      'models/m.sql': "select * from {{ ref('secret') }}",
    }),
  ]),
  ...[
    '{% include "../../outside/secret.sql" %}',
    "{{ load_file('../../outside/secret.sql') }}",
    "{{ env_var('HOME') }}",
    "{% import '/etc/passwd' as x %}",
    "{{ ''.__class__.__mro__ }} {{ constructor.constructor('return process')().exit() }}",
    "{{ [].constructor.constructor('return process')() }}",
    "{{ ref.constructor('return 1')() }}",
  ].map((template) => [`a template: ${template}`, () => ({ 'dbt_project.yml': 'name: x', 'models/m.sql': `select a from t ${template}` })]),
  [
    'SQL that includes',
    () => ({
      'm.sql':
        '\\i ../../outside/secret.sql\n\\ir ../../outside/secret.sql\n@../../outside/secret.sql\nsource ../../outside/secret.sql;\n!source ../../outside/secret.sql\n.read ../../outside/secret.sql\n.run file=../../outside/secret.sql\n:r ../../outside/secret.sql\nselect a from t;',
    }),
  ],
  [
    'SQL that reads files',
    () => ({
      'm.sql':
        "select * from read_csv('../../outside/secret.csv'); select * from '../../outside/secret.csv'; copy t from '../../outside/secret.csv'",
    }),
  ],
  ['a link to a file', () => ({}), { links: { 'm.sql': 'secret.sql' } }],
  ['a link to a folder', () => ({}), { links: { sub: '.' } }],
  ['a link to a configuration', () => ({}), { links: { 'headwater.config.json': 'secret.json' } }],
  [
    'a link to a manifest',
    () => ({ 'dbt_project.yml': 'name: x', 'target/x': '' }),
    { links: { 'target/manifest.json': 'manifest.json' } },
  ],
  [
    'links in a dbt project',
    () => ({ 'dbt_project.yml': 'name: x', 'models/x': '', 'seeds/x': '', 'macros/x': '', 'models/m.sql': "select * from {{ ref('s') }}" }),
    { links: { 'seeds/s.csv': 'secret.csv', 'models/p.yml': 'secret.yml', 'models/n.sql': 'secret.sql', 'macros/n.sql': 'secret.sql' } },
  ],
  [
    'names that draw',
    () =>
      Object.fromEntries(
        NAMES.flatMap((each) => [
          [`${each}.sql`, 'select (a from t;'],
          [`${each}/m.sql`, 'select a, b c d from t, u'],
        ]),
      ),
  ],
  [
    'names that draw, in a dbt project',
    () => ({
      'dbt_project.yml': `name: "x\\e[31m"`,
      ...Object.fromEntries(NAMES.map((each) => [`models/${each}.sql`, 'select (a from t;'])),
    }),
  ],
  [
    'names that draw, in a manifest',
    () => ({
      'dbt_project.yml': 'name: x',
      'target/manifest.json': manifestOf(`select a as "${ESC}[31m", b as "\u202e" from "${ESC}]0;x\x07"`, {
        name: `s${ESC}[2J`,
        relation_name: `"d"."${ESC}[2J\u202e"`,
      }),
    }),
  ],
  [
    'a configuration with keys that draw',
    () => ({ 'headwater.config.json': JSON.stringify({ [`${ESC}[31m`]: 1, dialect: `\u202e${ESC}[2J` }) }),
  ],
  [
    'a configuration that is no JSON and draws',
    () => ({ 'headwater.config.json': `{"a": ${ESC}[31m \u202e`, 'headwater.config.yaml': `a: [${ESC}[31m` }),
  ],
  [
    'SQL that draws',
    () => ({ 'm.sql': `select "${ESC}[31m\u202e" from t where (`, 'plain2.sql': `select ${ESC}[2J` }),
    {
      commands: [
        ...COMMANDS,
        ['trace', 'm.sql'],
        ['trace', 'm.sql', 'plain2.sql', '--steps'],
        ['trace', `${ESC}[31m.sql`],
        [`${ESC}[31m`],
        ['columns', `${ESC}[31m`],
        ['impact', `\u202e.x`],
        ['trace', 'm.sql', '-d', `${ESC}[31m`],
        ['trace', 'm.sql', '-f', `${ESC}[31m`],
        ['trace', 'm.sql', '-c', `${ESC}[31m`],
      ],
    },
  ],
];
