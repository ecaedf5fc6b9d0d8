/** Folders with links, and the walk through them. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it as always } from 'vitest';
import { walkFolder } from '../../src/node/index.js';

// Windows has no pipes among its files, and lets few users make links.
export const it = always.runIf(process.platform !== 'win32');

export function folder(files: readonly string[], links: Readonly<Record<string, string>> = {}): string {
  const root = join(mkdtempSync(join(tmpdir(), 'headwater-walk-')), 'root');
  for (const path of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'select 1');
  }
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(root, path));
  return root;
}

export const walk = (root: string) => walkFolder(root, (path) => path.endsWith('.sql'));
