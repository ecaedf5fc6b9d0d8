/**
 * The one place where the paths of a project are held against its root. What a document, a configuration or a link says is read only
 * where it lies in the root; what the user names is no business of this file.
 */
import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type Diagnostic, pathInside } from '../../index.js';
import { readText, type TextProblem, type TextResult } from '../text.js';

/** A folder that reading does not leave. */
export interface Root {
  /** Absolute, as it was named. */
  readonly folder: string;
  /** Where it lies when all links are followed. */
  readonly real: string;
}

export function openRoot(folder: string): Root {
  const whole = resolve(folder);
  return { folder: whole, real: attempt(() => realpathSync.native(whole)) ?? whole };
}

/** A path of a project that was not read, as it is written there. */
export type Unread = TextProblem & { readonly path: string };

/** A file or folder that lies in a root. */
export interface Located {
  readonly real: string;
  readonly stats: Stats;
}

/**
 * Where a path from the root, as a walk finds it, really lies. Undefined when there is nothing. Of what lies outside it is never told
 * whether it is there: a link to nothing is refused like one that leads out.
 */
export function locate({ folder, real: top }: Root, path: string): Located | TextProblem | undefined {
  const whole = join(folder, path);
  for (let at = whole; ; at = dirname(at)) {
    const real = attempt(() => realpathSync.native(at));
    if (real !== undefined && !isWithin(top, real)) return LINK_OUT;
    if (real !== undefined) {
      const stats = at === whole ? attempt(() => statSync(real)) : undefined;
      return stats && { real, stats };
    }
    if (attempt(() => lstatSync(at))?.isSymbolicLink()) return LINK_OUT;
    if (at === folder || at === dirname(at)) return undefined;
  }
}

/** The same for a path that a document writes: `..`, `\` and absolute paths are understood, wherever the document comes from. */
export function locateWritten(root: Root, written: string): Located | TextProblem | undefined {
  const path = pathInside(isAbsolute(written) ? relative(root.folder, written) : written);
  return path === undefined ? WAY_OUT : locate(root, path);
}

/** A plain file: what a FIFO or a device would give has no end. */
export function fileOf(found: Located | TextProblem | undefined): Located | TextProblem | undefined {
  return found === undefined || 'problem' in found || found.stats.isFile() ? found : { problem: 'it is no plain file' };
}

/** Bytes of a file of SQL, of properties or of a seed: nobody writes more by hand. */
export const LONGEST_FILE = 100_000_000;

/** The text of a file that was located, if it has no more than so many bytes. Undefined when there is none. */
export function readLocated(found: Located | TextProblem | undefined, most: number): TextResult | undefined {
  const file = fileOf(found);
  if (file === undefined || 'problem' in file) return file;
  return readText(file.real, most);
}

export function unreadDiagnostics(unread: readonly Unread[]): Diagnostic[] {
  return unread.map(
    ({ path, problem, hint }): Diagnostic => ({
      severity: 'warning',
      code: 'not-read',
      message: `'${path}' was not read: ${problem}`,
      ...(hint !== undefined && { hint }),
    }),
  );
}

const HINT = 'name it on the command line, or copy it into the project';
const WAY_OUT: TextProblem = { problem: 'it leads out of the project', hint: HINT };
const LINK_OUT: TextProblem = { problem: 'it is a link that leads out of the project, or to nothing', hint: HINT };

export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Undefined for what the system does not tell. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
