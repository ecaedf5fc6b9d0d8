/**
 * A project with other threads' help. They analyse units whose parents are done; the answers are taken in the order of
 * `analyzeProject`, and each only if all that it rests on is what is known when its turn comes: the project is the same.
 */
import { keep, keptAnswer, lineageOf, taskOf } from './answers.js';
import { JOB_CHARACTERS, type Pool, WORTH_THREADS } from './job.js';
import { addUnit, finishRun, type Project, type ProjectOptions, type ProjectRun, startRun } from './project-run.js';
import type { ProjectSource, Unit } from './unit.js';
import { columnsIn, type Lookup, type UnitAnswer, type UnitTask } from './unit-task.js';

export interface PoolOptions extends ProjectOptions {
  /** Called once there is enough to do, never for a small project. Without it, this thread does all. */
  readonly openPool?: (() => Pool) | undefined;
}

export async function analyzeProjectWithPool(source: ProjectSource, { openPool, ...options }: PoolOptions): Promise<Project> {
  const run = startRun(source, options);
  const work: Work = {
    run,
    pool: undefined,
    at: 0,
    underWay: new Map(),
    jobs: 0,
    answers: new Map(),
    analysed: 0,
    left: sizeOf(run.units),
  };
  for (const unit of run.units) {
    if (work.pool === undefined && work.analysed >= SURELY_NEW && work.left >= WORTH_THREADS) work.pool = openPool?.();
    if (work.pool !== undefined) handOut(work, work.pool);
    const job = work.underWay.get(unit.id);
    if (job !== undefined) await job;
    addUnit(run, unit, lineageOf(run, unit, answerFor(work, unit)));
    work.left -= sizeOf([unit]);
  }
  return finishRun(run);
}

/** So many characters that no earlier run knows: then there are more to come. */
const SURELY_NEW = 250_000;

interface Work {
  readonly run: ProjectRun;
  pool: Pool | undefined;
  /** The first unit that nobody has looked at. */
  at: number;
  /** Jobs that are being done, by each of their units. */
  readonly underWay: Map<string, Promise<void>>;
  jobs: number;
  /** Answers that wait for their turn: texts from other threads, and what was kept. */
  readonly answers: Map<string, string | UnitAnswer>;
  /** Characters analysed in this thread. */
  analysed: number;
  /** Characters in units that are not added yet. */
  left: number;
}

function sizeOf(units: readonly Unit[]): number {
  return units.reduce((sum, { code }) => sum + (code?.text.length ?? 0), 0);
}

/** What is known about a unit's lineage when its turn comes. */
function answerFor(work: Work, unit: Unit): UnitAnswer | undefined {
  const { run, answers, underWay } = work;
  const early = answers.get(unit.id);
  answers.delete(unit.id);
  underWay.delete(unit.id);
  if (typeof early === 'string') return JSON.parse(early) as UnitAnswer;
  const answer = early ?? keptAnswer(run, unit);
  if (answer === undefined) work.analysed += sizeOf([unit]);
  return answer;
}

/** Keeps every thread busy with one job and another one in store, as far as there are units whose parents are done. */
function handOut(work: Work, pool: Pool): void {
  while (work.jobs < 2 * pool.size) {
    const units = nextUnits(work);
    if (units.length === 0) return;
    const tasks = units.map((unit) => taskOf(work.run, unit) as UnitTask);
    const known = units.flatMap((unit) => lookupsFor(work.run, unit));
    work.jobs++;
    const job = pool
      .run({ kind: 'analyze', tasks, dialect: work.run.dialect.name, known })
      .then((texts) => take(work, units, tasks, texts))
      .catch(() => {}) // a thread that failed: its units are analysed here
      .finally(() => work.jobs--);
    for (const unit of units) work.underWay.set(unit.id, job);
  }
}

function take({ run, answers }: Work, units: readonly Unit[], tasks: readonly UnitTask[], texts: readonly string[]): void {
  for (const [at, unit] of units.entries()) {
    const text = texts[at] as string;
    answers.set(unit.id, text);
    keep(run, tasks[at] as UnitTask, text);
  }
}

/** How many answers may wait: for a unit that takes long, others must not pile up. */
const MOST_WAITING = 2000;

/** The next units that another thread can do. Those behind one whose parents are not done wait, too: they are further down. */
function nextUnits(work: Work): Unit[] {
  const { run, answers } = work;
  const units: Unit[] = [];
  let size = 0;
  for (; size < JOB_CHARACTERS && answers.size < MOST_WAITING; work.at++) {
    const unit = run.units[work.at];
    if (unit === undefined || !unit.dependsOn.every((id) => run.results.has(id) || id === unit.id || !run.byId.has(id))) break;
    if (run.results.has(unit.id) || taskOf(run, unit) === undefined) continue;
    const kept = keptAnswer(run, unit);
    if (kept !== undefined) {
      answers.set(unit.id, kept);
      continue;
    }
    units.push(unit);
    size += sizeOf([unit]);
  }
  return units;
}

/** The columns of all that a unit is expected to read. */
function lookupsFor({ known, documented, byId }: ProjectRun, unit: Unit): Lookup[] {
  const parents = unit.dependsOn.flatMap((id) => byId.get(id) ?? []);
  const names = [...parents, unit].flatMap(({ dataset, defines = [] }) => [dataset, ...defines.map(({ parts }) => parts.join('.'))]);
  return [...new Set([...names, ...(unit.reads ?? [])])].flatMap((name): Lookup[] => [
    ['known', name, columnsIn(known, name)],
    ...(documented.of(name) === undefined ? [] : [['documented', name, columnsIn(documented, name)] as const]),
  ]);
}
