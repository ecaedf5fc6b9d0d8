/** One shape in a process of its own: `measure.mjs <number> <milliseconds> <samples>` → `{ n, exponent, cpu }` as a line of JSON. */
import { answer } from 'headwater';
import { exponentOf, median } from './fit.mjs';
import { MORE_SHAPES } from './shapes-more.mjs';
import { OTHER_SHAPES } from './shapes-other.mjs';
import { SQL_SHAPES } from './shapes-sql.mjs';

/** `[name, n → { size, run }]` of all. */
export const SHAPES = [
  ...[...SQL_SHAPES, ...MORE_SHAPES].map(([name, dialect, text, schema]) => [
    `${dialect}: ${name}`,
    (n) => {
      const line = JSON.stringify({ sql: text(n), dialect, schema: schema?.(n) });
      return { size: line.length, run: () => answer(line, {}).length };
    },
  ]),
  ...OTHER_SHAPES,
];

const GROWTH = 8;
/** Larger than anybody's text. */
const MOST_SIZE = 30_000_000;

if (process.argv[1] === import.meta.filename) {
  const [, , at, least, samples] = process.argv.map(Number);
  console.log(JSON.stringify(await exponent(SHAPES[at][1], least, samples)));
}

async function exponent(make, least, samples) {
  let n = 2;
  let small;
  let cost = 0;
  do {
    n *= 2;
    small = make(n);
    cost = await warmCost(small);
    console.log(JSON.stringify({ n, cpu: Math.round(cost) }));
  } while (cost < least && small.size * GROWTH < MOST_SIZE);
  const first = await several(small, samples);
  const last = await several(make(n * GROWTH), samples);
  return { n, cpu: Math.round(first.cost), large: Math.round(last.cost), exponent: first.cost < 1 ? 0 : exponentOf(first, last) };
}

/** Warm code and cold code are no two points of one line: the first runs of a process are many times as dear as the others. */
async function warmCost(shape) {
  let least = Number.POSITIVE_INFINITY;
  for (let runs = 0; runs < 4; runs++) least = Math.min(least, (await time(shape)).cost);
  return least;
}

async function several(shape, samples) {
  const { size } = shape;
  const times = [];
  for (let left = samples; left > 0; left--) times.push(await time(shape));
  return { cost: median(times.map(({ cost }) => cost)), size, out: times[0].out };
}

async function time({ run }) {
  const before = process.cpuUsage();
  const out = await run();
  const { user, system } = process.cpuUsage(before);
  return { cost: (user + system) / 1000, out };
}
