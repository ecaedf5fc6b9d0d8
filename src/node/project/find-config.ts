/** headwater.config.* or the key in package.json, in a folder or the ones above it. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Config, type ConfigProblem, decodeDocument, readConfig } from '../../index.js';
import { isPipe, readText } from '../text.js';
import { attempt, fileOf, locate, locateWritten, openRoot, type Root, type Unread } from './root.js';

const NAMES = ['json', 'yaml', 'yml', 'ts', 'mts', 'js', 'mjs'].map((extension) => `headwater.config.${extension}`);

/** A configuration that runs. */
const CODE = /^\.m?[jt]s$/;

/** The user's variable that lets a configuration run which was only found: `1`. */
const ALLOW_CODE = 'HEADWATER_ALLOW_CODE_CONFIG';

type Environment = Readonly<Record<string, string | undefined>>;

/** A configuration, its paths (project, schema, catalog) absolute; or what is wrong with it, and what to do about it. */
export type ConfigResult =
  | {
      readonly config: Config;
      readonly path: string;
      /** The folder that its paths are from: its own; of a pipe the current one. */
      readonly folder: string;
      /** Paths that it has no right to, left out of it. */
      readonly unread: readonly Unread[];
      /** The folder that its paths stay in; undefined for one that was named, whose paths lead anywhere. */
      readonly top: string | undefined;
    }
  | { readonly path: string; readonly problems: readonly ConfigProblem[]; readonly hint?: string | undefined };

/**
 * The nearest configuration from a folder (or a file's) upwards: to the folder of a `.git`, else to the home folder, else in this folder only.
 * Undefined when there is none. One that is code is run only where `env` allows it, and paths lead nowhere but into its own folder.
 */
export async function findConfig(folder: string, env: Environment = process.env): Promise<ConfigResult | undefined> {
  const folders = searched(resolve(folder), env);
  const root = openRoot(folders.at(-1) as string);
  for (const at of folders)
    for (const name of [...NAMES, 'package.json']) {
      const path = join(at, name);
      const file = fileOf(locate(root, relative(root.folder, path)));
      if (file === undefined) continue;
      if ('problem' in file) return { path, problems: [{ key: '', message: file.problem }], hint: NAME_IT };
      if (name === 'package.json' && packageKey(path) === undefined) continue;
      if (!CODE.test(extname(name)) || env[ALLOW_CODE] === '1') return read(path, openRoot(at));
      return { path, problems: [{ key: '', message: 'it is code, which nobody has allowed to run' }], hint: ALLOW_IT };
    }
  return undefined;
}

const NAME_IT = 'name it with --config, or go on without it: --no-config';
const ALLOW_IT = `name it with --config, set ${ALLOW_CODE}=1 to run what is found, or go on without it: --no-config`;

function searched(folder: string, env: Environment): string[] {
  const real = (path: string) => attempt(() => realpathSync.native(path));
  const home = real(env['HOME'] ?? env['USERPROFILE'] ?? '');
  const folders: string[] = [];
  const start = attempt(() => statSync(folder))?.isDirectory() === false ? folderOf(folder) : folder;
  for (let at = start; ; at = dirname(at)) {
    folders.push(at);
    if (existsSync(join(at, '.git')) || (home !== undefined && real(at) === home)) return folders;
    if (dirname(at) === at) return [start];
  }
}

/** What comes through a pipe is of the current folder. */
function folderOf(file: string): string {
  return resolve(isPipe(file) ? '.' : dirname(file));
}

/** Reads one file that the user names, of any of the kinds: code is run, and paths lead wherever it says. */
export async function loadConfig(path: string): Promise<ConfigResult> {
  return read(path, undefined);
}

async function read(path: string, root: Root | undefined): Promise<ConfigResult> {
  const failed = (message: string): ConfigResult => ({ path, problems: [{ key: '', message }] });
  try {
    const value = await contentOf(path);
    if ('problem' in value) return failed(value.problem);
    const result = readConfig(value.content);
    return 'problems' in result ? { path, ...result } : placed(result.config, path, root);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_UNKNOWN_FILE_EXTENSION') return failed((error as Error).message);
    return failed('this Node cannot run TypeScript: take Node 22.18 or later, or a .js file');
  }
}

async function contentOf(path: string): Promise<{ readonly content: unknown } | { readonly problem: string }> {
  if (CODE.test(extname(path))) return { content: ((await import(pathToFileURL(resolve(path)).href)) as { default?: unknown }).default };
  if (basename(path) === 'package.json') return { content: packageKey(path) ?? {} };
  const file = readText(path);
  if ('problem' in file) return file;
  const decoded = decodeDocument(file.text, path);
  return 'problem' in decoded ? decoded : { content: decoded.value };
}

function packageKey(path: string): unknown {
  const file = readText(path);
  try {
    return 'text' in file ? (JSON.parse(file.text) as { headwater?: unknown }).headwater : undefined;
  } catch {
    return undefined; // somebody else's problem
  }
}

const PATHS = ['project', 'schema', 'catalog'] as const;

/** Its paths from its folder; within a root only those that stay there. Without its project it is no configuration of anything. */
function placed(config: Config, path: string, root: Root | undefined): ConfigResult {
  const unread: Unread[] = [];
  const folder = folderOf(path);
  const paths: { project?: string; schema?: string; catalog?: string } = {};
  for (const key of PATHS) {
    const written = config[key];
    if (written === undefined) continue;
    const located = root && locateWritten(root, written);
    const isFolder = located !== undefined && 'stats' in located && located.stats.isDirectory();
    const found = key === 'project' && isFolder ? located : fileOf(located);
    if (found === undefined || !('problem' in found)) paths[key] = resolve(folder, written);
    else
      unread.push({ path: written, problem: found.problem, hint: `take the ${key} from the command line, or name the file with --config` });
  }
  if (config.project !== undefined && paths.project === undefined) {
    const [{ problem, hint }] = unread as [Unread];
    return { path, problems: [{ key: 'project', message: `its project '${config.project}' is not read: ${problem}` }], hint };
  }
  const { project: _project, schema: _schema, catalog: _catalog, ...rest } = config;
  return { config: { ...rest, ...paths }, path, folder, unread, top: root?.folder };
}
