/** A project's units, analysed in dependency order: what one makes, the next can read. */
import { keptAnswer, lineageOf } from './answers.js';
import { addUnit, finishRun, type Project, type ProjectOptions, startRun } from './project-run.js';
import type { ProjectSource } from './unit.js';

export function analyzeProject(source: ProjectSource, options?: ProjectOptions | null): Project {
  const run = startRun(source, options ?? {});
  for (const unit of run.units) addUnit(run, unit, lineageOf(run, unit, keptAnswer(run, unit)));
  return finishRun(run);
}
