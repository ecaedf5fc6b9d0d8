/** What all commands about a project share: which project, and what a name in it means. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CONFIG_KEYS, type Config, findTargets, type Project, suggestions, type Target } from '../index.js';
import * as node from '../node/index.js';
import { printDiagnostics } from './diagnostics.js';
import { didYouMean } from './did-you-mean.js';
import { addFailOnOption, type FailOnOptions, IN_PROJECTS } from './fail-on.js';
import { rerunForProject } from './heap.js';
import { type Io, UsageError } from './io.js';
import { addSchemaOptions, readDefaults, type SchemaOptions, settingsOf } from './schema-options.js';

export interface ProjectOptions extends SchemaOptions, FailOnOptions {
  readonly project?: string;
  readonly catalog?: string;
  /** False: none is looked for. */
  readonly config?: string | false;
  readonly cache?: boolean;
  readonly embedded?: boolean;
  readonly threads?: string;
}

export function addProjectOptions(command: Command): Command {
  command
    .option('-p, --project <path>', 'a dbt project, its manifest.json, or a folder of SQL (default: what the configuration says, else .)')
    .option('--catalog <file>', "dbt's catalog.json (default: beside the manifest)")
    .option('--config <file>', 'headwater.config.json, .yaml, or .js, which is run (default: the nearest from here up to .git or home)')
    .option('--no-config', 'look for no configuration')
    .option('--embedded', 'in a folder: SQL in Markdown, Python, Scala and notebooks, too')
    .option('--threads <number>', 'analyse with at most so many threads (default: as many as the machine can run)')
    .option('--no-cache', 'analyse everything again; without this, what has not changed is taken from the last time');
  return addFailOnOption(addSchemaOptions(command), IN_PROJECTS);
}

/** Reads and analyses the project. Throws UsageError where there is none. */
export async function loadProject(options: ProjectOptions, io: Io): Promise<Project> {
  const { config, top, warn } = await readConfiguration(options, io);
  warn?.();
  const settings = { ...options, ...config, ...named(options) };
  const { project: path = '.', dialect: asked, schema: file, threads, cache } = settings;
  const { catalog, dialects, include, ignore, embedded } = settings;
  const names = { ...(asked !== undefined && { dialect: asked }), ...(file !== undefined && { schema: file }) };
  const { dialect, catalog: schema } = await readDefaults(names, io);
  const loaded = await node.loadProject(path, {
    ...settingsOf(settings),
    catalog,
    dialects,
    include,
    ignore,
    embedded,
    dialect: dialect === 'auto' ? undefined : dialect,
    schema,
    threads: threads === undefined ? undefined : threadsOf(threads),
    cacheEnv: cache === false ? undefined : io.env,
    onSize: rerunForProject,
    top,
    ...progress(io),
  });
  if ('problem' in loaded) throw new UsageError(`${path}: ${loaded.problem}`, loaded.hint);
  const { project, place } = loaded;
  const lesser = project.diagnostics.filter((diagnostic) => diagnostic.severity !== 'error');
  printDiagnostics(lesser, place.path, '', io);
  const failure = project.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (failure !== undefined) throw new UsageError(`${place.path}: ${failure.message}`, failure.hint);
  return project;
}

/** What a project command reads: a manifest, else the project's folder; and the schema, if one is given. */
export async function projectPaths(options: ProjectOptions, io: Io): Promise<string[]> {
  const { config, top } = await readConfiguration(options, io);
  const { project = '.', schema } = { ...options, ...config, ...named(options) };
  const place = node.findProject(project, top);
  const own = 'problem' in place ? [] : [place.path];
  return schema === undefined ? own : [...own, schema];
}

function threadsOf(threads: string | number): number {
  const number = Number(threads);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new UsageError(`--threads ${threads} is no number of threads`, 'give a number from 1');
}

/** What the command line says overrides the configuration; which project it means, the configuration there may say. */
function named({ project: _project, ...options }: ProjectOptions): Omit<ProjectOptions, 'project'> {
  return options;
}

interface Configuration {
  readonly config: Config;
  /** The highest folder that the project may lie in, where the configuration says which it is. */
  readonly top?: string | undefined;
  /** Says what the configuration names and has no right to. */
  readonly warn?: () => void;
}

/** What the configuration says. It says which project, unless another folder was asked for. */
async function readConfiguration({ config: file, project }: ProjectOptions, io: Io): Promise<Configuration> {
  if (file === false) return { config: {} };
  const found = file === undefined ? await node.findConfig(project ?? '.', io.env) : await node.loadConfig(file);
  if (found === undefined) return { config: {} };
  if ('problems' in found) {
    const [{ key, message }] = found.problems as [{ key: string; message: string }];
    throw new UsageError(
      `${found.path}: ${message.split('\n', 1)[0]}`,
      found.hint ?? didYouMean(key, CONFIG_KEYS) ?? `keys: ${CONFIG_KEYS.join(', ')}`,
    );
  }
  const { config, path, folder, unread, top } = found;
  const warn = () => printDiagnostics(node.unreadDiagnostics(unread), path, '', io);
  if (project !== undefined && resolve(project) !== folder) return { config: { ...config, project }, warn };
  return { config: { ...config, project: config.project ?? folder }, top, warn };
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
