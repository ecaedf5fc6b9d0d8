/** Part 5, files: small ones that become large, deep or many, through the command: 500 MB, and an end that a user can read. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { headwater, inParallel } from './command.mjs';
import { gzipBomb, lz4Bomb, snappyBomb, zstdBomb } from './packed.mjs';

const MOST_MEMORY = 500;
const GIGABYTE = 2 ** 30;
const deep = (n, open, middle, close) => open.repeat(n) + middle + close.repeat(n);
const json = (n) => deep(n, '{"a":', '1', '}');
const doubling = (n) =>
  `with c0 as (select * from t), ${Array.from({ length: n }, (_, at) => `c${at + 1} as (select * from c${at} x join c${at} y on x.a = y.a)`).join(', ')} select * from c${n}`;
const query = 'select a from t';
const laughs = Array.from({ length: 12 }, (_, at) => `x${at}: &a${at} [${at ? `*a${at - 1}, `.repeat(9) : ''}y]`).join('\n');

/** `[name, files, arguments, { input, seconds }]`. */
const BOMBS = [
  ['gzip', { 'log.gz': () => gzipBomb(GIGABYTE) }, ['trace', 'log.gz']],
  ['zstd', { 'log.zstd': () => zstdBomb(5 * GIGABYTE) }, ['trace', 'log.zstd']],
  ['lz4', { 'log.lz4': () => lz4Bomb(GIGABYTE) }, ['trace', 'log.lz4']],
  ['lz4 that lies about its length', { 'log.lz4': () => lz4Bomb(2 ** 25, 0xf0000000) }, ['trace', 'log.lz4']],
  ['snappy', { 'log.snappy': () => snappyBomb(GIGABYTE) }, ['trace', 'log.snappy']],
  ['snappy that lies about its length', { 'log.snappy': () => snappyBomb(2 ** 24, 0xf0000000) }, ['trace', 'log.snappy']],
  ['gzip of SQL', { 'q.sql': () => gzipSync(Buffer.alloc(2 ** 26, '(')) }, ['trace', 'q.sql']],
  ['an open star, doubled', { 'q.sql': () => doubling(60) }, ['trace', 'q.sql'], { seconds: 5 }],
  ['an open star, doubled, as a picture', { 'q.sql': () => doubling(22) }, ['trace', 'q.sql', '-o', 'x.svg'], { seconds: 5 }],
  [
    'a known star, doubled',
    { 'q.sql': () => doubling(40), 's.json': () => '{"t":["a","b","c"]}' },
    ['trace', 'q.sql', '-s', 's.json'],
    { seconds: 5 },
  ],
  [
    'a star of a wide table, as a picture',
    { 'q.sql': () => `select ${Array.from({ length: 1200 }, (_, at) => `a${at}`)} from t` },
    ['trace', 'q.sql', '-o', 'x.svg'],
    { seconds: 6 },
  ],
  [
    'many tables, as a picture',
    { 'q.sql': () => `select 1 as a from ${Array.from({ length: 1500 }, (_, at) => `t${at}`)}` },
    ['trace', 'q.sql', '-o', 'x.svg'],
    { seconds: 6 },
  ],
  [
    'a clique, as a picture',
    { 'q.sql': () => Array.from({ length: 200 }, (_, at) => `insert into t${at % 15} select a from t${at % 14}`).join(';') },
    ['trace', 'q.sql', '-o', 'x.svg'],
    { seconds: 6 },
  ],
  ['a schema of deep JSON', { 's.json': () => json(200_000) }, ['trace', query, '-s', 's.json']],
  ['a schema of deep YAML', { 's.yaml': () => deep(20_000, '{a: ', '1', '}') }, ['trace', query, '-s', 's.yaml']],
  ['a schema of YAML that laughs', { 's.yaml': () => laughs }, ['trace', query, '-s', 's.yaml']],
  ['a schema of deep DDL', { 's.sql': () => `create table t (a ${deep(100_000, 'array<', 'int', '>')})` }, ['trace', query, '-s', 's.sql']],
  ['a configuration of deep JSON', { 'headwater.config.json': () => json(200_000), 'a.sql': () => query }, ['stats', '-p', '.']],
  ['a configuration of YAML that laughs', { 'headwater.config.yaml': () => laughs, 'a.sql': () => query }, ['stats', '-p', '.']],
  ['a package.json of deep JSON', { 'package.json': () => `{"headwater":${json(200_000)}}`, 'a.sql': () => query }, ['stats', '-p', '.']],
  ['a manifest of deep JSON', { 'manifest.json': () => `{"nodes":${json(200_000)}}` }, ['stats', '-p', 'manifest.json']],
  ['a dbt project of YAML that laughs', { 'dbt_project.yml': () => laughs, 'models/a.sql': () => query }, ['stats', '-p', '.']],
  [
    'properties of YAML that laughs',
    { 'dbt_project.yml': () => 'name: x', 'models/a.yml': () => laughs, 'models/a.sql': () => query },
    ['stats', '-p', '.'],
  ],
  [
    'a notebook of deep JSON',
    { 'headwater.config.json': () => '{"embedded":true}', 'x.ipynb': () => deep(200_000, '[', '', ']') },
    ['stats', '-p', '.'],
  ],
  ['a request of deep JSON', {}, ['batch'], { input: `{"sql":"select 1","id":${json(10_000)}}\n{"sql":"select 1"}\n`, answers: 2 }],
  ['a request with a deep schema', {}, ['batch'], { input: `{"sql":"select 1","schema":${json(3000)}}\n{"sql":"select 1"}\n`, answers: 2 }],
  [
    'a request with a bad schema',
    {},
    ['batch'],
    { input: '{"sql":"select * from t","schema":{"t":[null,5,{}]}}\n{"sql":"select 1"}\n', answers: 2 },
  ],
  ['a request of 50 MB', {}, ['batch'], { input: `{"sql":"${'('.repeat(5e7)}"}\n{"sql":"select 1"}\n`, answers: 2, megabytes: 3000 }],
  [
    'a seed of one long line',
    { 'dbt_project.yml': () => 'name: x', 'seeds/a.csv': () => 'a,'.repeat(1e6), 'models/m.sql': () => "select * from {{ ref('a') }}" },
    ['stats', '-p', '.'],
  ],
];

export async function runBombs() {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-bombs-'));
  try {
    const findings = await inParallel(1, BOMBS, (bomb, at) => explode(join(folder, `${at}`), bomb));
    return { did: `${BOMBS.length} bombs`, findings: findings.flat() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function explode(cwd, [name, files, args, { input, seconds = 40, answers, megabytes = MOST_MEMORY } = {}]) {
  writeFiles(cwd, files);
  const { status, stdout, stderr, cpu, memory, died } = await headwater(args, { cwd, input, seconds });
  rmSync(cwd, { recursive: true, force: true });
  const found = (kind, what) => [{ kind, message: `${name}: ${what}` }];
  if (died) return found('death', `ended or died (${status}) ${stderr.slice(0, 200)}`);
  if (memory > megabytes) return found('memory', `${memory} MB, ${cpu} ms`);
  if (/^ +at .*:\d+/m.test(stderr)) return found('throw', stderr.slice(0, 300));
  if (answers !== undefined && stdout.trim().split('\n').length !== answers)
    return found('throw', `${stdout.length} characters, ${stderr.slice(0, 300)}`);
  return [];
}

/** Texts or bytes by path. */
export function writeFiles(folder, files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content());
  }
  mkdirSync(folder, { recursive: true });
}
