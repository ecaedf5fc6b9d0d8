/** Lineage for a project's units: kept from an earlier run, handed in by another thread, or worked out here. */
import { settingsIn } from '../analyze/options.js';
import { fnv1a, hex } from '../base/hash.js';
import { findDialect } from '../dialects/index.js';
import type { UnitLineage } from './analyze-unit.js';
import type { ProjectRun } from './project-run.js';
import type { Unit } from './unit.js';
import { doUnitTask, holds, type UnitAnswer, type UnitTask } from './unit-task.js';

/** Undefined for what has no code that can be analysed. */
export function taskOf({ dialect, options }: ProjectRun, unit: Unit): UnitTask | undefined {
  const { code, kind, dataset, materialized } = unit;
  if (code === undefined || code.form === 'python' || kind === 'source' || kind === 'seed') return undefined;
  const name = findDialect(unit.dialect ?? dialect.name)?.name ?? dialect.name;
  return { text: code.text, dialect: name, dataset, materialized, aliases: [...code.aliases], settings: settingsIn(options) };
}

/** What the cache has for a unit, if it holds by what is known now. */
export function keptAnswer(run: ProjectRun, unit: Unit): UnitAnswer | undefined {
  const task = run.options.cache && taskOf(run, unit);
  const kept = task && run.options.cache?.get(keyOf(task));
  const answer = kept === undefined ? undefined : unsealed<UnitAnswer>(kept);
  return answer !== undefined && holds(answer, run) ? answer : undefined;
}

/** An answer's JSON as it is kept: whatever stands in a cache and was not written by this is no answer. */
export function sealed(json: string): string {
  return `${sealOf(json)} ${json}`;
}

const SEAL_LENGTH = 8;

function sealOf(json: string): string {
  return hex(fnv1a(json));
}

/** Undefined for what was cut or changed since it was sealed. */
export function unsealed<T>(text: string): T | undefined {
  const json = text.slice(SEAL_LENGTH + 1);
  return text.slice(0, SEAL_LENGTH) === sealOf(json) ? (JSON.parse(json) as T) : undefined;
}

/** The lineage of a unit whose turn it is. An answer that was found earlier counts if it still holds. */
export function lineageOf(run: ProjectRun, unit: Unit, early: UnitAnswer | undefined): UnitLineage | undefined {
  if (early !== undefined && holds(early, run)) return early.lineage;
  const task = taskOf(run, unit);
  if (task === undefined) return undefined;
  const answer = doUnitTask(task, run);
  if (run.options.cache !== undefined) keep(run, task, JSON.stringify(answer));
  return answer.lineage;
}

export function keep({ options }: ProjectRun, task: UnitTask, answer: string): void {
  options.cache?.set(keyOf(task), sealed(answer));
}

function keyOf({ text, ...how }: UnitTask): string {
  return `${JSON.stringify(how)}\n${text}`;
}
