/**
 * A process that takes inputs from..to of a part (`worker.mjs <part> <seed> <from> <to> <heartbeat file>`), or the one input on
 * standard input (`worker.mjs --alone`; with the place of a throw it is made smaller). Before each input its number goes into the heartbeat file, which the leader reads: when
 * this process hangs or dies, that is the input to look at. Findings are JSON lines on standard output.
 */
import { openSync, readFileSync, writeSync } from 'node:fs';
import { newInputs } from './inputs.mjs';
import { probe } from './probe.mjs';
import { shrink } from './shrink.mjs';

/** Milliseconds of CPU that one input may take. */
const MOST_TIME = 1000;

const [, , part, seed, from, to, heartbeatFile] = process.argv;
if (part === '--alone') await alone();
else await several(newInputs(part, seed), Number(from), Number(to), openSync(heartbeatFile, 'w'));

async function several(inputs, index, end, heartbeat) {
  const beat = Buffer.alloc(8);
  for (; index < end; index++) {
    const input = inputs.make(index);
    beat.writeDoubleLE(index + 1);
    writeSync(heartbeat, beat, 0, 8, 0);
    const start = performance.now();
    const before = process.cpuUsage();
    const error = await failureOf(input);
    if (error !== undefined) report({ index, ...error });
    if (performance.now() - start > MOST_TIME / 2 && cpuSince(before) > MOST_TIME) report({ index, kind: 'slow' });
  }
}

async function alone() {
  const { input, place } = JSON.parse(readFileSync(0, 'utf8'));
  if (place !== undefined) return report(await shrink(input, async (each) => (await failureOf(each))?.place === place, 2000));
  await failureOf({ kind: 'sql', text: 'select a from t', dialect: 'generic' }); // loads what is loaded once
  const before = process.cpuUsage();
  const error = await failureOf(input);
  report({ ...error, cpu: Math.round(cpuSince(before)), memory: Math.round(process.resourceUsage().maxRSS / 1024) });
}

async function failureOf(input) {
  try {
    await probe(input);
    return undefined;
  } catch (error) {
    const { message = String(error), stack = '' } = error ?? {};
    return { kind: 'throw', message: `${error?.name}: ${message}`.slice(0, 300), place: placeOf(stack) };
  }
}

/** The innermost lines of ours: functions, without the file's hash and the line. Of an overflow, whatever is at the top. */
function placeOf(stack) {
  const frames = [...stack.matchAll(/^ +at (?:async )?(?:(\S+) \()?.*?([\w-]+)\.m?js:/gm)].map(([, name, file]) => name ?? file);
  return frames.slice(0, 3).join(' < ');
}

function cpuSince(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function report(line) {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
