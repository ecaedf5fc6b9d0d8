/** headwater.config.* or the key in package.json, in a folder or the ones above it. */
import { existsSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Config, type ConfigProblem, decodeDocument, readConfig } from '../../index.js';
import { readText } from '../text.js';

const NAMES = ['json', 'yaml', 'yml', 'ts', 'mts', 'js', 'mjs'].map((extension) => `headwater.config.${extension}`);

export type ConfigResult =
  | { readonly config: Config; readonly path: string }
  | { readonly path: string; readonly problems: readonly ConfigProblem[] };

/** The nearest configuration from a folder upwards; undefined when there is none. */
export async function findConfig(folder: string): Promise<ConfigResult | undefined> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = NAMES.map((name) => join(at, name)).find((path) => existsSync(path));
    if (file !== undefined) return loadConfig(file);
    const inPackage = packageKey(join(at, 'package.json'));
    if (inPackage !== undefined) return { ...readConfig(inPackage), path: join(at, 'package.json') };
    if (dirname(at) === at) return undefined;
  }
}

/** Reads one file, of any of the kinds. */
export async function loadConfig(path: string): Promise<ConfigResult> {
  const failed = (message: string): ConfigResult => ({ path, problems: [{ key: '', message }] });
  try {
    if (/^\.m?[jt]s$/.test(extname(path))) {
      const module = (await import(pathToFileURL(resolve(path)).href)) as { default?: unknown };
      return { ...readConfig(module.default), path };
    }
    if (basename(path) === 'package.json') return { ...readConfig(packageKey(path) ?? {}), path };
    const file = readText(path);
    return 'problem' in file ? failed(file.problem) : { ...readConfig(decodeDocument(file.text, path)), path };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_UNKNOWN_FILE_EXTENSION') return failed((error as Error).message);
    return failed('this Node cannot run TypeScript: take Node 22.18 or later, or a .js file');
  }
}

function packageKey(path: string): unknown {
  if (!existsSync(path)) return undefined;
  const file = readText(path);
  try {
    return 'text' in file ? (JSON.parse(file.text) as { headwater?: unknown }).headwater : undefined;
  } catch {
    return undefined; // somebody else's problem
  }
}
