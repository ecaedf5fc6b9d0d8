/** Runs a part's inputs in processes under watch: one that hangs, swells or dies is ended, its input noted, and the run goes on. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { newInputs } from './inputs.mjs';
import { shrink } from './shrink.mjs';

const WORKER = join(import.meta.dirname, 'worker.mjs');
/** Megabytes of the process in all, and of the heap. */
const MOST_MEMORY = 1024;
const MOST_HEAP = 1000;
/** Milliseconds between two looks at a worker; how much CPU an input may take, and how long it may be silent in all. */
const LOOK = 100;
const MOST_CPU = 1500;
const MOST_SILENCE = 60_000;
/** Inputs that a process takes before the next one is started. */
const SHARE = 20_000;

/** @returns findings: `{ part, seed, index, kind, message, input }`, one for each place that throws, each input that is slow or large. */
export async function runInputs(part, { seed, count, jobs, from = 0, memory = MOST_MEMORY }) {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-attack-'));
  const work = { part, seed, memory, next: from, end: from + count, folder, inputs: newInputs(part, seed), found: new Map() };
  try {
    await Promise.all(Array.from({ length: jobs }, (_, job) => workOn(work, join(folder, `beat${job}`))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return confirmed(work);
}

async function workOn(work, beat) {
  while (work.next < work.end) {
    let from = work.next;
    const to = (work.next = Math.min(work.end, from + SHARE));
    while (from < to) from = await runShare(work, from, to, beat);
  }
}

/** Runs inputs in a process; gives the number of the first that was not looked at. */
async function runShare(work, from, to, beat) {
  const { part, seed, memory } = work;
  writeFileSync(beat, Buffer.alloc(8));
  const args = [`--max-old-space-size=${memory}`, WORKER, part, seed, from, to, beat].map(String);
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
  let complaint = '';
  child.stderr.on('data', (data) => (complaint = (complaint + data).slice(-2000)));
  const watching = watch(child, beat, memory);
  for await (const line of createInterface({ input: child.stdout })) note(work, JSON.parse(line));
  const code = await ended;
  clearInterval(watching.timer);
  if (code === 0) return to;
  const index = readBeat(beat) - 1;
  if (index < from) throw new Error(`A worker could not begin: ${complaint}`);
  note(work, { index, kind: watching.why ?? (/heap/.test(complaint) ? 'memory' : 'death'), message: complaint.split('\n')[0] });
  return index + 1;
}

/** Ends the child when one input takes too long or the process becomes too large. */
function watch(child, beat, memory) {
  const watching = { why: undefined, timer: undefined };
  let last = 0;
  let since = Date.now();
  let cpu = cpuOf(child.pid);
  watching.timer = setInterval(() => {
    const index = readBeat(beat);
    if (index !== last) {
      last = index;
      since = Date.now();
      cpu = cpuOf(child.pid);
      return;
    }
    if (index === 0) return;
    const isSlow = cpuOf(child.pid) - cpu > MOST_CPU || Date.now() - since > MOST_SILENCE;
    const isLarge = memoryOf(child.pid) > memory + 200;
    if (!isSlow && !isLarge) return;
    watching.why = isSlow ? 'slow' : 'memory';
    child.kill('SIGKILL');
  }, LOOK);
  return watching;
}

function readBeat(path) {
  const bytes = Buffer.alloc(8);
  const file = openSync(path, 'r');
  readSync(file, bytes, 0, 8, 0);
  closeSync(file);
  return bytes.readDoubleLE();
}

/** Milliseconds of CPU that a process has taken; the wall clock where the system does not say. */
function cpuOf(pid) {
  const fields = procFile(pid, 'stat')?.split(') ')[1]?.split(' ');
  return fields === undefined ? Date.now() : (Number(fields[11]) + Number(fields[12])) * 10;
}

function memoryOf(pid) {
  return (Number(procFile(pid, 'statm')?.split(' ')[1] ?? 0) * 4096) / 2 ** 20;
}

function procFile(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}

// ── What was found ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Throws are one finding for each place, nests one for each construct: the rest are counted. */
function note({ found, inputs }, finding) {
  const [innermost] = finding.place?.split(' < ') ?? [];
  const { name = finding.kind === 'throw' ? `${innermost} ${finding.message.slice(0, 30)}` : finding.index } = inputs.make(finding.index);
  const key = `${finding.kind} ${name}`;
  const known = found.get(key);
  if (known === undefined) found.set(key, { ...finding, times: 1 });
  else known.times++;
}

/** What is slow or large must be so alone, too. All are made smaller. */
async function confirmed({ part, seed, memory, found, inputs }) {
  const findings = [];
  for (const { index, kind, place, message, times } of found.values()) {
    const input = inputs.make(index);
    const about = { part, seed, index, times, kind };
    if (kind === 'throw' && input.name === undefined) {
      const smaller = runAlone(input, { place });
      findings.push({ ...about, message: `${message} [${place}]`, input: smaller.died ? input : smaller });
      continue;
    }
    const alone = runAlone(input);
    if (!isTooMuch(alone, memory)) continue;
    const took = alone.died ? 'did not end, or died' : `${alone.cpu} ms, ${alone.memory} MB`;
    const smaller = input.name === undefined ? await shrink(input, (each) => isTooMuch(runAlone(each), memory), 20) : input;
    findings.push({ ...about, message: message === undefined ? took : `${message} (${took})`, input: smaller });
  }
  return findings;
}

function isTooMuch({ died, cpu, memory, kind }, most) {
  return died || kind === 'throw' || cpu > 1000 || memory > most;
}

/** Seconds of CPU after which a process is ended. */
const MOST_ALONE = 4;

/** One input in a process of its own: what it took, or that it did not come to an end. */
export function runAlone(input, { place, seconds = place === undefined ? MOST_ALONE : 30, heap = MOST_HEAP } = {}) {
  const command = `ulimit -t ${seconds}; exec "${process.execPath}" --max-old-space-size=${heap} "${WORKER}" --alone`;
  const { status, stdout } = spawnSync('sh', ['-c', command], {
    input: JSON.stringify({ input, place }),
    encoding: 'utf8',
    timeout: 90_000,
  });
  return status === 0 ? JSON.parse(stdout) : { died: true };
}
