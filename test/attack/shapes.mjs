/** Part 3: how the cost of each shape grows, from n to 8 n. Few samples at first: what grows too fast is measured again, as it should be. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SHAPES } from './measure.mjs';

const MOST = 1.25;
/** Above this the few samples are not trusted. */
const SUSPECT = 1.15;
const FEW = { least: 25, samples: 1, seconds: 20 };
const FULL = { least: 100, samples: 5, seconds: 120 };

/** `full`: every shape as the figure is defined, the median of five from the smallest n that takes 100 ms of CPU. */
export async function measureShapes({ jobs, full, from, pick = () => true, each = () => {} }) {
  const findings = [];
  const wanted = SHAPES.map(([name], at) => ({ name, at })).filter(({ name, at }) => at >= from && pick(name));
  let next = 0;
  const work = async () => {
    while (next < wanted.length) {
      const { name, at } = wanted[next++];
      const quick = full ? undefined : await measure(at, FEW);
      const result = quick !== undefined && quick.exponent <= SUSPECT ? quick : await measure(at, FULL);
      each({ name, at, ...result });
      if (result.exponent > MOST) findings.push({ kind: 'growth', message: `${name}: ${about(result)}` });
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return { did: `${wanted.length} shapes`, findings };
}

function about({ exponent, n, cpu, large }) {
  return exponent === Number.POSITIVE_INFINITY
    ? `ended or died behind n=${n} (${cpu} ms)`
    : `${exponent.toFixed(2)} (n=${n}: ${cpu} ms, ${8 * n}: ${large} ms)`;
}

async function measure(at, { least, samples, seconds }) {
  const command = `ulimit -t ${seconds}; exec "${process.execPath}" --max-old-space-size=3000 "${join(import.meta.dirname, 'measure.mjs')}" ${at} ${least} ${samples}`;
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'] });
  let last = { n: 0, cpu: 0 };
  for await (const line of createInterface({ input: child.stdout })) last = JSON.parse(line);
  return last.exponent === undefined ? { ...last, exponent: Number.POSITIVE_INFINITY } : last;
}
