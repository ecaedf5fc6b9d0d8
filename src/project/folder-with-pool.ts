/** A folder read with other threads' help: each file is surveyed on its own. */
import { sealed, unsealed } from './answers.js';
import { type FolderOptions, folderOf, type SourceFile, surveyTask } from './folder.js';
import { type AnswerCache, JOB_CHARACTERS, type Pool, WORTH_THREADS } from './job.js';
import { type Survey, type SurveyTask, surveyFile } from './survey.js';
import type { ProjectSource } from './unit.js';

export interface FolderPoolOptions extends FolderOptions {
  readonly cache?: AnswerCache | undefined;
  readonly openPool?: (() => Pool) | undefined;
}

/** The same as `readFolder`. */
export async function readFolderWithPool(files: readonly SourceFile[], given?: FolderPoolOptions | null): Promise<ProjectSource> {
  const options = given ?? {};
  const { cache, openPool } = options;
  const surveys: (Survey | undefined)[] = [];
  const left: Left[] = [];
  for (const [at, file] of files.entries()) {
    const task = surveyTask(file, options);
    const kept = cache?.get(keyOf(task));
    surveys.push(kept === undefined ? undefined : unsealed<Survey>(kept));
    if (surveys[at] === undefined) left.push({ at, task });
  }
  const isWorthIt = left.reduce((sum, { task }) => sum + task.text.length, 0) >= WORTH_THREADS;
  const pool = isWorthIt ? openPool?.() : undefined;
  await Promise.all(
    jobsOf(left).map(async (job) => {
      const texts = await pool?.run({ kind: 'survey', tasks: job.map(({ task }) => task) }).catch(() => undefined);
      for (const [index, { at, task }] of job.entries()) {
        const text = texts?.[index];
        const survey = text === undefined ? surveyFile(task) : (JSON.parse(text) as Survey);
        surveys[at] = survey;
        cache?.set(keyOf(task), sealed(text ?? JSON.stringify(survey)));
      }
    }),
  );
  return folderOf(files, surveys as Survey[], options);
}

/** A file that has to be surveyed, by its place. */
interface Left {
  readonly at: number;
  readonly task: SurveyTask;
}

function jobsOf(left: readonly Left[]): Left[][] {
  const jobs: Left[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const each of left) {
    if (size >= JOB_CHARACTERS) {
      jobs.push([]);
      size = 0;
    }
    jobs.at(-1)?.push(each);
    size += each.task.text.length;
  }
  return jobs;
}

function keyOf({ text, ...how }: SurveyTask): string {
  return `survey ${JSON.stringify(how)}\n${text}`;
}
