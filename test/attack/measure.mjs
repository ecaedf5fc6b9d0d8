/** One shape in a process of its own: `measure.mjs <number> <milliseconds> <samples>` → `{ n, exponent, cpu }` as a line of JSON. */
import { answer } from 'headwater';
import { exponentOf, median } from './fit.mjs';
import { OTHER_SHAPES } from './shapes-other.mjs';
import { SQL_SHAPES } from './shapes-sql.mjs';

/** `[name, n → { size, run }]` of all. */
export const SHAPES = [
  ...SQL_SHAPES.map(([name, dialect, text, schema]) => [
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
  let n = 4;
  let small = make(n);
  let cpu = await time(small);
  console.log(JSON.stringify({ n, cpu: Math.round(cpu.cost) }));
  while (cpu.cost < least && small.size * GROWTH < MOST_SIZE) {
    n *= 2;
    small = make(n);
    // Warm code and cold code are no two points of one line.
    for (let runs = 0; runs < 3; runs++) {
      const { cost, size } = await time(small);
      cpu = { cost: runs === 0 ? cost : Math.min(cost, cpu.cost), size };
    }
    console.log(JSON.stringify({ n, cpu: Math.round(cpu.cost) }));
  }
  const first = await several(make(n), samples);
  const last = await several(make(n * GROWTH), samples);
  return { n, cpu: Math.round(first.cost), large: Math.round(last.cost), exponent: first.cost < 1 ? 0 : exponentOf(first, last) };
}

async function several(shape, samples) {
  const times = [];
  for (let left = samples; left > 0; left--) times.push(await time(shape));
  return { cost: median(times.map(({ cost }) => cost)), size: times[0].size };
}

async function time({ size, run }) {
  const before = process.cpuUsage();
  const out = await run();
  const { user, system } = process.cpuUsage(before);
  return { cost: (user + system) / 1000, size: size + out };
}
