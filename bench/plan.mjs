// npm run bench -- plan: wall time of a warm process for 1 MB of Spark plan text, of several kinds.
import { readdirSync, readFileSync } from 'node:fs';
import { analyzePlan } from 'headwater';

const SIZE = 1e6;
const folder = new URL('../samples/spark/', import.meta.url);
const sample = (ending) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n\n');

/** A text until it is 1 MB long. */
const upTo = (text) => text.repeat(Math.ceil(SIZE / text.length)).slice(0, SIZE);

const section = (name, text) => `== ${name} Plan ==\n${text}`;
const lines = (length, line) => Array.from({ length }, (_, at) => line(at)).join('\n');
const scan = (indent, columns) =>
  `${' '.repeat(indent)}+- FileScan parquet s.t[${columns}] Batched: true, Format: Parquet, Location: InMemoryFileIndex(1 paths)[file:/w/t]`;

/** Projects upon projects, as a loop over withColumn makes them. */
function deep() {
  const depth = 450; // The indent alone makes the text quadratic.
  const node = (at) => `${'   '.repeat(at)}${at === 0 ? '' : '+- '}Project [a#${depth - at + 1}, (b#2 + ${at}) AS c#${at + 9000}]`;
  return section('Physical', `${lines(depth, (at) => node(at).replace(`a#${depth - at + 1}`, 'a#1'))}\n${scan(3 * depth, 'a#1,b#2')}`);
}

function wide() {
  const columns = Array.from({ length: 12_000 }, (_, at) => `column_${at}#${at}`);
  const items = columns.map((column, at) => `(${column} + 1) AS other_${at}#${at + 20_000}`);
  return section('Physical', `Project [${items.join(', ')}]\n${scan(0, columns.join(','))}`);
}

/** As explain() prints it: what the aggregates put out is found in what is above them. */
function aggregates() {
  const one = (at) =>
    `:- HashAggregate(keys=[k#${9 * at + 1}], functions=[sum(v#${9 * at + 2}), max(v#${9 * at + 2})])\n:  +- HashAggregate(keys=[k#${9 * at + 1}], functions=[partial_sum(v#${9 * at + 2})])\n:     ${scan(0, `k#${9 * at + 1},v#${9 * at + 2}`)}`;
  return section('Physical', `Project [k#1, s#100001, m#100002]\n+- Union\n${lines(2500, one).replace(/^/gm, '   ')}`);
}

const KINDS = {
  'extended, many plans': upTo(sample('.plan.txt')),
  'formatted, many plans': upTo(sample('.formatted.txt')),
  'one plan, deep': deep(),
  'one plan, wide': wide(),
  'explain(), many aggregates': aggregates(),
};

for (const [name, text] of Object.entries(KINDS)) {
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    analyzePlan(text).lineage.edges.length;
    return performance.now() - start;
  });
  const warm = times.slice(2).sort((a, b) => a - b)[2];
  console.log(
    `${name.padEnd(28)}${(text.length / 1e6).toFixed(2)} MB${`${Math.round(times[0])} ms`.padStart(10)} first${`${Math.round(warm)} ms`.padStart(9)} warm`,
  );
}
