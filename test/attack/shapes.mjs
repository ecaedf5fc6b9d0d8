/** Part 3: how the cost of each shape grows, from n to 8 n. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SHAPES } from './measure.mjs';
import { newRandom } from './random.mjs';

const MOST = 1.25;
/**
 * What is known to grow faster and is not mended yet, and how fast. Stars of stars list all of their columns at every level, up to the budget
 * of columns; stars of mixed set operations list their tables; what changes a table of DDL again and again copies its columns.
 */
const NOT_MENDED = new Map(
  Object.entries({
    'bigquery: star replace in a chain': 2.3,
    'snowflake: star rename in a chain': 2.3,
    'generic: a chain of stars': 2.3,
    'generic: stars of a join, in a chain': 2.4,
    'generic: qualified stars in a chain': 2.4,
    'spark: pivots by CTEs': 2.5,
    'tsql: temporary tables of stars': 2.3,
    'snowflake: UNION and UNION ALL of stars in turn': 2.1,
    'bigquery: pipes of two set operations': 2.1,
    'spark: a recursive CTE of fields': 2.1,
    'postgres: ALTER TABLE in a chain': 2.1,
    'postgres: columns dropped one by one': 2.2,
    'postgres: tables that inherit': 2.4,
    'postgres: schemas on the path': 2.5,
  }),
);

/** Few samples come first, and what grows too fast by them is measured better, up to what the figure asks for. The least counts. */
const FEW = { least: 25, samples: 1, seconds: 20 };
const ONCE = { least: 100, samples: 1, seconds: 60 };
const FULL = { least: 100, samples: 5, seconds: 120 };

/**
 * `full`: every shape as the figure is defined, the median of five from the smallest n that takes 100 ms of CPU, and once more where that is
 * too much. Else, of all or of `sample` many that the seed picks, by a few samples at first.
 */
export async function measureShapes({ jobs, seed, full, sample, from, pick = () => true, each = () => {} }) {
  const findings = [];
  const wanted = picked(
    SHAPES.map(([name], at) => ({ name, at })).filter(({ name, at }) => at >= from && pick(name)),
    sample,
    newRandom(`shapes ${seed}`),
  );
  let next = 0;
  const work = async () => {
    while (next < wanted.length) {
      const { name, at } = wanted[next++];
      const most = NOT_MENDED.get(name) ?? MOST;
      const result = await leastOf(at, most, full ? [FULL, FULL] : [FEW, ONCE, FULL]);
      each({ name, at, ...result });
      if (result.exponent > most) findings.push({ kind: 'growth', message: `${name}: ${about(result)}` });
      else if (full && most > MOST && result.exponent <= MOST)
        findings.push({ kind: 'mended', message: `${name}: ${about(result)} is no longer to be listed as not mended` });
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return { did: `${wanted.length} shapes`, findings };
}

/** Measures until a shape is within bounds; gives the least that was found. */
async function leastOf(at, most, measures) {
  let least = { exponent: Number.POSITIVE_INFINITY };
  for (const each of measures) {
    const result = await measure(at, each);
    if (result.exponent <= least.exponent) least = result;
    if (least.exponent <= most) break;
  }
  return least;
}

/** So many of a list, in its order. */
function picked(list, count, random) {
  const left = [...list];
  while (left.length > count) left.splice(random.below(left.length), 1);
  return left;
}

function about({ exponent, n, cpu, large }) {
  return exponent === Number.POSITIVE_INFINITY
    ? `ended or died behind n=${n} (${cpu} ms)`
    : `${exponent.toFixed(2)} (n=${n}: ${cpu} ms, ${8 * n}: ${large} ms)`;
}

/** In a process of its own, whose collector of garbage waits for no other threads. */
async function measure(at, { least, samples, seconds }) {
  const command = `ulimit -t ${seconds}; exec "${process.execPath}" --single-threaded-gc --max-old-space-size=3000 "${join(import.meta.dirname, 'measure.mjs')}" ${at} ${least} ${samples}`;
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'] });
  let last = { n: 0, cpu: 0 };
  for await (const line of createInterface({ input: child.stdout })) last = JSON.parse(line);
  return last.exponent === undefined ? { ...last, exponent: Number.POSITIVE_INFINITY } : last;
}
