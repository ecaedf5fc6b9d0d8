/** What other threads do for a project: jobs of plain data, answered with texts, which cross between threads at the least cost. */
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import { newKnownColumns } from './known-columns.js';
import { type SurveyTask, surveyFile } from './survey.js';
import { columnsFrom, doUnitTask, type Lookup, type UnitTask } from './unit-task.js';

export type Job =
  | { readonly kind: 'survey'; readonly tasks: readonly SurveyTask[] }
  | {
      readonly kind: 'analyze';
      readonly tasks: readonly UnitTask[];
      /** The project's dialect: it compares the names of datasets. */
      readonly dialect: string;
      /** What the catalogs say of the datasets that the tasks are expected to read. Others are taken for unknown. */
      readonly known: readonly Lookup[];
    };

/** Threads that take jobs. */
export interface Pool {
  readonly size: number;
  /** A text a task: JSON of its answer. */
  run(job: Job): Promise<readonly string[]>;
}

/** What a thread does with a job. */
export function runJob(job: Job): string[] {
  if (job.kind === 'survey') return job.tasks.map((task) => JSON.stringify(surveyFile(task)));
  const { names } = findDialect(job.dialect) as Dialect;
  const known = newKnownColumns(names, undefined);
  const catalogs = { known, documented: newKnownColumns(names, known) };
  for (const [catalog, name, found] of job.known) {
    if (found === null) continue;
    const { columns, unquoted } = columnsFrom(found);
    catalogs[catalog].set(name, columns, unquoted === true);
  }
  return job.tasks.map((task) => JSON.stringify(doUnitTask(task, catalogs)));
}

/** Texts at once: enough that passing a job on is nothing beside doing it. */
export const JOB_CHARACTERS = 32_000;

/**
 * Other threads pay from here on, in characters that are left to do: loading the program and running it slowly at first costs each
 * about as much as one that is warm needs for 4,000,000 (measured with two cores; docs/projects.md).
 */
export const WORTH_THREADS = 8_000_000;

/** Where answers are kept for the next time: texts under any key. */
export interface AnswerCache {
  get(key: string): string | undefined;
  set(key: string, answer: string): void;
}
