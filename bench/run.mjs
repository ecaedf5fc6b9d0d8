// npm run bench [-- parse | linear | plan | first] [--corpus FOLDER --dialect NAME] [--peers FOLDER] [--python PATH] [--seconds N] [--fails]
//
// Full column lineage (or parsing alone) by Headwater and its peers, one after another in one run. CPU time of a warm process; an
// engine is compared on the texts that it can do, and those that it cannot are counted. Peers that are not there are left out.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { corpus, generated, samples } from './workloads.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string' },
    dialect: { type: 'string', default: 'generic' },
    peers: { type: 'string', default: process.env.HEADWATER_BENCH_PEERS ?? '.' },
    python: { type: 'string', default: process.env.HEADWATER_BENCH_PYTHON ?? 'python3' },
    seconds: { type: 'string', default: '3' },
    count: { type: 'string', default: '60' },
    fails: { type: 'boolean', default: false },
  },
});
const mode = positionals[0] ?? 'lineage';
if (mode === 'linear' || mode === 'plan' || mode === 'first') {
  await import(`./${mode}.mjs`);
  process.exit();
}
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const script = (name) => [process.execPath, here(`engines/${name}.mjs`)];
const python = (name) => [options.python, here('engines/python.py'), name];

const ENGINES = {
  headwater: { command: script('headwater'), there: true },
  'node-sql-parser': { command: script('node-sql-parser'), there: true, note: 'parses only' },
  polyglot: {
    command: script('polyglot'),
    there: existsSync(join(options.peers, 'node_modules/@polyglot-sql/sdk')),
    hint: '--peers FOLDER',
  },
  ...(mode === 'parse' && {
    'libpg-query': {
      command: script('libpg-query'),
      there: existsSync(join(options.peers, 'node_modules/libpg-query')),
      hint: '--peers FOLDER',
    },
  }),
  sqlglot: { command: python('sqlglot'), there: imports('sqlglot'), hint: '--python PATH' },
  ...(mode === 'lineage' && {
    'openlineage-sql': { command: python('openlineage-sql'), there: imports('openlineage_sql'), hint: '--python PATH' },
    sqllineage: { command: python('sqllineage'), there: imports('sqllineage'), hint: '--python PATH' },
  }),
};

function imports(module) {
  return spawnSync(options.python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
}

function runEngine({ command: [program, ...args] }, workload) {
  const input = JSON.stringify({ ...workload, mode, seconds: Number(options.seconds), peers: options.peers });
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 2 ** 30, timeout: 900_000 });
  return status === 0 ? JSON.parse(stdout) : { problem: stderr.trim().split('\n').at(-1) || 'no answer within 15 minutes' };
}

const sum = (list) => list.reduce((total, value) => total + value, 0);
const right = (text, width) => String(text).padStart(width);

function report(name, run, ours, workload, note) {
  if (run.problem) return console.log(`  ${name.padEnd(16)} ${run.problem}`);
  const both = run.results.map((_, i) => i).filter((i) => run.results[i].ms !== undefined && ours.results[i].ms !== undefined);
  const theirs = sum(both.map((i) => run.results[i].ms));
  const our = sum(both.map((i) => ours.results[i].ms));
  const bytes = sum(both.map((i) => Buffer.byteLength(workload.queries[i].sql)));
  const done = run.results.filter((result) => result.ms !== undefined).length;
  const speed =
    both.length === 0
      ? '-'
      : mode === 'parse'
        ? `${(bytes / theirs / 1000).toFixed(2)} MB/s`
        : `${(theirs / both.length).toFixed(3)} ms each`;
  const ratio = both.length === 0 || run === ours ? '' : `${(theirs / our).toFixed(1)} x headwater's time on the same ${both.length}`;
  const line = `  ${name.padEnd(16)} ${right(`${done}/${run.results.length}`, 9)} done ${right(speed, 15)}   ${ratio}${note ? `  (${note})` : ''}`;
  console.log(line.trimEnd());
  if (options.fails)
    for (const [i, { error }] of run.results.entries()) if (error) console.log(`      ${workload.queries[i].name}: ${error}`);
}

const workloads = options.corpus
  ? [corpus(options.corpus, options.dialect)]
  : [generated(Number(options.count)), samples(here('../samples/retail'))];
console.log(`${mode}: CPU time, warm, one run; Node ${process.versions.node}`);
for (const workload of workloads) {
  // Bare queries are wrapped for engines that only know written tables.
  const whole = !/^\s*(with|select)\b/i.test(workload.queries[0]?.sql ?? '');
  const texts = sum(workload.queries.map((query) => Buffer.byteLength(query.sql)));
  console.log(`\n${workload.name}, ${(texts / 1000).toFixed(0)} KB`);
  const ours = runEngine(ENGINES.headwater, { ...workload, whole });
  report('headwater', ours, ours, workload);
  if (ours.problem) continue;
  for (const [name, engine] of Object.entries(ENGINES).slice(1)) {
    if (!engine.there) console.log(`  ${name.padEnd(16)} not installed${engine.hint ? ` (${engine.hint})` : ''}`);
    else report(name, runEngine(engine, { ...workload, whole }), ours, workload, mode === 'lineage' ? engine.note : undefined);
  }
}
