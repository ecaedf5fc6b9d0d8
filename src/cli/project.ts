/** What all commands about a project share: which project, and what a name in it means. */
import type { Command } from 'commander';
import { analyzeProject, findTargets, type Project, suggestions, type Target } from '../index.js';
import { openProject } from '../node/index.js';
import { didYouMean } from './did-you-mean.js';
import { type Io, UsageError } from './io.js';
import { addSchemaOptions, readDefaults, type SchemaOptions } from './schema-options.js';

export interface ProjectOptions extends SchemaOptions {
  readonly project: string;
  readonly catalog?: string;
}

export function addProjectOptions(command: Command): Command {
  command
    .option('-p, --project <path>', 'a dbt project, its manifest.json, or a folder of SQL', '.')
    .option('--catalog <file>', "dbt's catalog.json (default: beside the manifest)");
  return addSchemaOptions(command);
}

/** Reads and analyses the project. Throws UsageError where there is none. */
export async function loadProject({ project: path, catalog, ...schema }: ProjectOptions, io: Io): Promise<Project> {
  const defaults = await readDefaults(schema, io);
  const opened = openProject(path, { ...defaults, catalog });
  if ('problem' in opened) throw new UsageError(`${path}: ${opened.problem}`, opened.hint);
  const failure = opened.source.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (failure !== undefined) throw new UsageError(`${opened.place.path}: ${failure.message}`, failure.hint);
  return analyzeProject(opened.source, { ...defaults, ...progress(io) });
}

/** The one dataset or column that a name means. Throws UsageError for none and for several. */
export function targetNamed(project: Project, name: string): Target {
  const found = findTargets(project, name);
  if (found.length === 1) return found[0] as Target;
  if (found.length === 0) {
    const known = suggestions(project, name);
    throw new UsageError(
      `nothing here is called '${name}'`,
      didYouMean(name, known) ?? `there are: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}`,
    );
  }
  const names = found.map(({ dataset, column }) => (column === null ? dataset : `${dataset}.${column}`));
  throw new UsageError(`'${name}' can mean ${found.length} things`, `say which: ${names.slice(0, 5).join(', ')}`);
}

/** A line that is written over, on a terminal only, and only when there is something to wait for. */
function progress({ stderr }: Io): { onUnit?: (done: number, total: number) => void } {
  if (!stderr.isTTY) return {};
  const start = performance.now();
  let last = start;
  return {
    onUnit(done, total) {
      const now = performance.now();
      if (done + 1 === total) stderr.write('\r\u001b[K');
      else if (now - start > 500 && now - last > 80) {
        last = now;
        stderr.write(`\r\u001b[K${Math.floor((100 * done) / total)} %  ${done} of ${total}`);
      }
    },
  };
}
