/**
 * npm run test:attack -- [--seed 1] [--count 20000] [--only PART] [--from 0] [--sample 100] [--jobs 2]: texts as strangers may send them, against
 * the built package. Exits with 1 when one throws, hangs, swells, leaks or loses something.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { dialects } from 'headwater';
import { runBombs } from './bombs.mjs';
import { runHostile } from './hostile.mjs';
import { newInputs } from './inputs.mjs';
import { runKills } from './kill.mjs';
import { compareNames } from './names.mjs';
import { runInputs } from './pool.mjs';
import { measureShapes } from './shapes.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** How many mutated inputs; the other parts take their measure from it. */
    count: { type: 'string', default: '20000' },
    only: { type: 'string' },
    /** The first input: `--from 4711 --count 1 --only mutations` is one finding again. */
    from: { type: 'string', default: '0' },
    /** Shapes whose names have this in them. */
    shape: { type: 'string' },
    /** So many shapes, picked by the seed; all unless said. */
    sample: { type: 'string', default: 'Infinity' },
    verbose: { type: 'boolean', default: false },
    jobs: { type: 'string', default: `${Math.min(4, availableParallelism())}` },
  },
});
const options = {
  seed: values.seed,
  count: Number(values.count),
  from: Number(values.from),
  jobs: Number(values.jobs),
  sample: Number(values.sample),
};

/** From so many on, all is measured as thoroughly as the figures ask. */
const MANY = 500_000;

/** Each gives its findings and says what it did. */
const PARTS = {
  async mutations() {
    return { did: `${options.count} mutated inputs`, findings: await runInputs('mutations', options) };
  },
  async nesting() {
    const count = Math.min(newInputs('nesting', options.seed).count - options.from, Math.max(1, Math.ceil(options.count / 8)));
    return { did: `${count} nests`, findings: await runInputs('nesting', { ...options, count }) };
  },
  shapes() {
    const each = ({ name, exponent, n, cpu }) => values.verbose && console.log(`${exponent.toFixed(2)}  ${name} (n=${n}, ${cpu} ms)`);
    const pick = values.shape === undefined ? undefined : (name) => name.includes(values.shape);
    return measureShapes({ ...options, full: options.count >= MANY, pick, each });
  },
  async formats() {
    const count = Math.min(newInputs('formats', options.seed).count - options.from, options.count);
    return { did: `${count} texts of 10 kB`, findings: await runInputs('formats', { ...options, count, memory: 500 }) };
  },
  names: () => compareNames([...dialects.keys()]),
  bombs: runBombs,
  hostile: () => runHostile({ ...options, few: options.count < MANY }),
  kills: () => runKills({ seed: options.seed, times: options.count >= MANY ? 200 : 12 }),
};

const wanted = values.only === undefined ? Object.keys(PARTS) : values.only.split(',');
const summary = [];
let found = 0;
for (const name of wanted) {
  if (PARTS[name] === undefined) throw new Error(`There is no part ${name}: ${Object.keys(PARTS).join(', ')}`);
  const start = Date.now();
  const { did, findings } = await PARTS[name]();
  for (const finding of findings) print(name, finding);
  found += findings.length;
  summary.push(`${did} (${Math.round((Date.now() - start) / 1000)} s)`);
}
console.log(`${summary.join(', ')}: ${found} findings`);
process.exitCode = found > 0 ? 1 : 0;

function print(part, { index, kind, message, times, input }) {
  const again = index === undefined ? '' : ` -- --only ${part} --seed ${options.seed} --from ${index} --count 1`;
  console.log(`FOUND ${part} ${kind}${times > 1 ? ` (${times} times)` : ''}: ${message}`);
  if (again !== '') console.log(`  npm run test:attack${again}`);
  if (input !== undefined) console.log(`  ${input.about ?? shortened(JSON.stringify(input))}`);
}

function shortened(text) {
  return text.length <= 1500 ? text : `${text.slice(0, 1000)} … ${text.slice(-400)} (${text.length} characters)`;
}
