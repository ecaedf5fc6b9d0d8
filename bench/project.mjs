// Generated dbt projects of any size: `node bench/project.mjs [models] [bytes of SQL a model] [build folder] [manifest]`. Prints one line
// of JSON; with a file for the manifest, only writes that.
// Each model has 20 columns and reads one to three models of the layer above, with a star, joins, CASE and aggregates.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const models = Number(process.argv[2] ?? 2000);
const bytes = Number(process.argv[3] ?? 7000);
const { analyzeProject, readManifest } = await import(pathToFileURL(join(resolve(process.argv[4] ?? 'dist'), 'index.js')).href);

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

function sqlOf(index, parents) {
  if (parents.length === 0) return `with source as (select * from db.raw.t${index}) select ${names('c').join(', ')} from source`;
  const [base, ...others] = parents;
  const joins = others.map((parent, at) => `left join db.main.m${parent} as j${at} on j${at}.c0 = b.c0 and j${at}.c1 > 0`).join('\n');
  const picks = others.flatMap((_parent, at) => [`j${at}.c2`, `j${at}.c3`]);
  let text = `with b as (select * from db.main.m${base}),\n`;
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
const nodes = {};
let size = 0;
for (let index = 0; index < models; index++) {
  const parents = parentsOf(index, width);
  const code = sqlOf(index, parents);
  size += code.length;
  const id = `model.gen.m${index}`;
  nodes[id] = {
    unique_id: id,
    resource_type: 'model',
    name: `m${index}`,
    relation_name: `db.main.m${index}`,
    original_file_path: `models/m${index}.sql`,
    compiled_code: code,
    config: { materialized: 'table' },
    depends_on: { nodes: parents.map((parent) => `model.gen.m${parent}`) },
  };
}
const manifest = JSON.stringify({ metadata: { adapter_type: 'snowflake', project_name: 'gen' }, nodes });
for (const id of Object.keys(nodes)) delete nodes[id];
if (process.argv[5] !== undefined) {
  writeFileSync(process.argv[5], manifest);
  process.exit();
}

const start = performance.now();
const source = readManifest(manifest);
const read = performance.now();
const project = analyzeProject(source);
const done = performance.now();
const complete = project.units.filter((unit) => unit.complete).length;
console.log(
  JSON.stringify({
    models,
    megabytes: Number((size / 1e6).toFixed(1)),
    columns: project.units.reduce((sum, unit) => sum + unit.columns.length, 0),
    edges: project.graph.graph.size,
    complete,
    readSeconds: Number(((read - start) / 1000).toFixed(2)),
    analyzeSeconds: Number(((done - read) / 1000).toFixed(2)),
    rssMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
