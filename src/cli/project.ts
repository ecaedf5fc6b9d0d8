/** What all commands about a project share: which project, and what a name in it means. */
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { analyzeProject, CONFIG_KEYS, type Config, findTargets, type Project, suggestions, type Target } from '../index.js';
import { findConfig, loadConfig, openCache, openProject } from '../node/index.js';
import { didYouMean } from './did-you-mean.js';
import { type Io, UsageError } from './io.js';
import { addSchemaOptions, readDefaults, type SchemaOptions } from './schema-options.js';

export interface ProjectOptions extends SchemaOptions {
  readonly project?: string;
  readonly catalog?: string;
  readonly config?: string;
  readonly cache?: boolean;
  readonly embedded?: boolean;
}

export function addProjectOptions(command: Command): Command {
  command
    .option('-p, --project <path>', 'a dbt project, its manifest.json, or a folder of SQL (default: what the configuration says, else .)')
    .option('--catalog <file>', "dbt's catalog.json (default: beside the manifest)")
    .option('--config <file>', 'headwater.config.json, .yaml or .js (default: the nearest from here upwards)')
    .option('--embedded', 'in a folder: SQL in Markdown, Python, Scala and notebooks, too')
    .option('--no-cache', 'analyse everything again; without this, what has not changed is taken from the last time');
  return addSchemaOptions(command);
}

/** Reads and analyses the project. Throws UsageError where there is none. */
export async function loadProject(options: ProjectOptions, io: Io): Promise<Project> {
  const {
    project: path = '.',
    catalog,
    include,
    ignore,
    dialects,
    embedded,
    ...schema
  } = { ...options, ...(await readConfiguration(options)), ...named(options) };
  const { dialect, ...defaults } = await readDefaults(schema, io);
  const known = dialect === 'auto' ? undefined : dialect;
  const opened = openProject(path, { ...defaults, dialect: known, catalog, include, ignore, dialects, embedded });
  if ('problem' in opened) throw new UsageError(`${path}: ${opened.problem}`, opened.hint);
  const failure = opened.source.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (failure !== undefined) throw new UsageError(`${opened.place.path}: ${failure.message}`, failure.hint);
  const cache = options.cache === false ? undefined : openCache(opened.place.root, io.env);
  const project = analyzeProject(opened.source, { ...defaults, cache, ...progress(io) });
  cache?.save();
  return project;
}

/** What the command line says overrides the configuration; which project it means, the configuration there may say. */
function named({ project: _project, ...options }: ProjectOptions): Omit<ProjectOptions, 'project'> {
  return options;
}

/** What the configuration says, its paths from here. It says which project, unless another folder was asked for. */
async function readConfiguration({ config, project }: ProjectOptions): Promise<Config> {
  const found = config === undefined ? await findConfig(project ?? '.') : await loadConfig(config);
  if (found === undefined) return {};
  if ('problems' in found) {
    const [{ key, message }] = found.problems as [{ key: string; message: string }];
    throw new UsageError(`${found.path}: ${message}`, didYouMean(key, CONFIG_KEYS) ?? `keys: ${CONFIG_KEYS.join(', ')}`);
  }
  const from = (path: string): string => resolve(dirname(found.path), path);
  const { project: own = '.', schema, catalog } = found.config;
  const other = project !== undefined && resolve(project) !== dirname(resolve(found.path));
  return {
    ...found.config,
    project: other ? project : from(own),
    ...(schema !== undefined && { schema: from(schema) }),
    ...(catalog !== undefined && { catalog: from(catalog) }),
  };
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
