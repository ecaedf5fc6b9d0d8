// Generated dbt projects of any size, as a user meets them: the command, its start and the reading of files count.
// `node bench/project.mjs [models] [bytes of SQL a model] [--build folder] [--threads N] [--folder]`
// Each model has 20 columns and reads one to three models of the layer above, with a star, joins, CASE and aggregates. `--folder` makes a
// folder of scripts instead of a manifest. Prints a line of JSON: wall seconds cold, again with nothing changed, and after one edit; for
// the cold run also the seconds of all cores and the memory at the most.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { build: { type: 'string', default: 'dist' }, threads: { type: 'string' }, folder: { type: 'boolean', default: false } },
});
const models = Number(positionals[0] ?? 2000);
const bytes = Number(positionals[1] ?? 7000);

const COLUMNS = 20;
const LAYERS = 12;
const names = (prefix) => Array.from({ length: COLUMNS }, (_, i) => `${prefix}${i}`);

/** A model's parents: a few of the layer above, always the same ones for the same size. */
function parentsOf(index, width) {
  const layer = Math.floor(index / width);
  if (layer === 0) return [];
  const first = (layer - 1) * width;
  return [0, 1, 2].slice(0, 1 + (index % 3)).map((step) => first + ((index * 7 + step * 13) % width));
}

function sqlOf(index, parents, schema) {
  if (parents.length === 0) return `with source as (select * from ${schema}raw${index}) select ${names('c').join(', ')} from source`;
  const [base, ...others] = parents;
  const joins = others.map((parent, at) => `left join ${schema}m${parent} as j${at} on j${at}.c0 = b.c0 and j${at}.c1 > 0`).join('\n');
  const picks = others.flatMap((_parent, at) => [`j${at}.c2`, `j${at}.c3`]);
  let text = `with b as (select * from ${schema}m${base}),\n`;
  for (let cte = 0; text.length < bytes - 600; cte++) {
    const inner = names('c').map((name, at) =>
      at % 5 === 4 ? `case when ${name} > ${cte} then ${name} * 2 else coalesce(c${at - 1}, 0) end as ${name}` : name,
    );
    text += `step${cte} as (\n    select\n        ${inner.join(',\n        ')}\n    from ${cte === 0 ? 'b' : `step${cte - 1}`}\n    where c0 is not null\n),\n`;
  }
  const last = text.includes('step0') ? `step${(text.match(/step\d+ as/g) ?? []).length - 1}` : 'b';
  const sums = picks.length ? `coalesce(${picks.join(', ')}, b.c4) as c19` : 'b.c19 + 1 as c19';
  return `${text}final as (\n    select ${names('b.c').slice(0, -1).join(', ')}, ${sums}\n    from ${last} as b\n    ${joins}\n)\nselect * from final`;
}

const width = Math.ceil(models / LAYERS);
const home = mkdtempSync(join(tmpdir(), 'headwater-bench-'));
let size = 0;

/** Piece by piece: a manifest may be longer than a string can be. `edited`: a model that has one column more to read. */
function writeManifest(path, edited) {
  const file = openSync(path, 'w');
  writeSync(file, '{"metadata":{"adapter_type":"snowflake","project_name":"gen"},"nodes":{');
  for (let index = 0; index < models; index++) {
    const parents = parentsOf(index, width);
    const code = sqlOf(index, parents, 'db.main.') + (index === edited ? ' where c7 > 1' : '');
    size += code.length;
    const id = `model.gen.m${index}`;
    const node = {
      unique_id: id,
      resource_type: 'model',
      name: `m${index}`,
      relation_name: `db.main.m${index}`,
      original_file_path: `models/m${index}.sql`,
      compiled_code: code,
      config: { materialized: 'table' },
      depends_on: { nodes: parents.map((parent) => `model.gen.m${parent}`) },
    };
    writeSync(file, `${index === 0 ? '' : ','}${JSON.stringify(id)}:${JSON.stringify(node)}`);
  }
  writeSync(file, '}}');
  return path;
}

function writeFolder(path) {
  for (let index = 0; index < models; index++) {
    const code = sqlOf(index, parentsOf(index, width), '');
    size += code.length;
    if (index % 1000 === 0) mkdirSync(join(path, `part${index / 1000}`), { recursive: true });
    writeFileSync(join(path, `part${Math.floor(index / 1000)}`, `m${index}.sql`), code);
  }
  return path;
}

// What the process used is said by the process itself, when it ends.
const probe = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
   process.stderr.write('\\nused ' + JSON.stringify([(userCPUTime + systemCPUTime) / 1e6, maxRSS / 1024]) + '\\n'); })`,
)}`;

function run(project) {
  const main = join(resolve(values.build), 'cli/main.js');
  const threads = values.threads === undefined ? [] : ['--threads', values.threads];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', probe, main, 'stats', '-p', project, '-d', 'snowflake', '-f', 'json', ...threads],
    { encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: join(home, 'cache') }, maxBuffer: 2 ** 30 },
  );
  const seconds = Number(((performance.now() - start) / 1000).toFixed(2));
  if (status !== 0) throw new Error(stderr);
  const [cpu, rss] = JSON.parse(/used (.*)/.exec(stderr)[1]);
  return { seconds, cpu: Number(cpu.toFixed(1)), rss: Math.round(rss), stats: JSON.parse(stdout) };
}

try {
  const project = values.folder ? writeFolder(join(home, 'gen')) : writeManifest(join(home, 'manifest.json'));
  const megabytes = Number((size / 1e6).toFixed(1));
  const cold = run(project);
  const warm = run(project);
  const edited = Math.floor(models / 2);
  if (values.folder) {
    const path = join(project, `part${Math.floor(edited / 1000)}`, `m${edited}.sql`);
    writeFileSync(path, `${readFileSync(path, 'utf8')} where c7 > 1`);
  } else writeManifest(project, edited);
  const edit = run(project);
  const { complete, columns, edges } = cold.stats;
  console.log(
    JSON.stringify({
      models,
      megabytes,
      columns,
      edges,
      complete: complete.done,
      cold: cold.seconds,
      warm: warm.seconds,
      edit: edit.seconds,
      coldCpu: cold.cpu,
      editCpu: edit.cpu,
      rssMegabytes: cold.rss,
    }),
  );
} finally {
  rmSync(home, { recursive: true });
}
