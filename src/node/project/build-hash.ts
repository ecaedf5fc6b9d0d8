import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let known: string | undefined;

/** What Headwater itself is built from, all files of it, as a hash. Their times would not do: an unpacked archive gives all of its files one. */
export function buildHash(): string {
  known ??= hashOf(rootOf(fileURLToPath(import.meta.url)));
  return known;
}

/** `dist` of the package, wherever the build puts this file in it; the file alone where somebody has made a bundle of their own. */
function rootOf(file: string): string {
  let root = file;
  for (let at = dirname(file); !existsSync(join(at, 'package.json')) && dirname(at) !== at; at = dirname(at)) root = at;
  return existsSync(join(dirname(root), 'package.json')) ? root : file;
}

function hashOf(root: string): string {
  const hash = createHash('sha1');
  for (const path of codeIn(root)) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function codeIn(root: string): string[] {
  if (/\.[jt]s$/.test(root)) return [root];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.[jt]s$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
