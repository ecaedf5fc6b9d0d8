import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What nobody keeps their own SQL in. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', 'target', 'logs', 'venv', '__pycache__', 'dist']);

/**
 * The files in a folder and below it that are wanted, as paths from the folder with `/`, sorted. Hidden folders and those that
 * tools fill are left out, and links are not followed.
 */
export function walkFolder(folder: string, wanted: (path: string) => boolean): string[] {
  const found: string[] = [];
  const pending = [''];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const entry of readdirSync(join(folder, at), { withFileTypes: true })) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name)) pending.push(path);
      else if (entry.isFile() && wanted(path)) found.push(path);
    }
  }
  return found.sort();
}
