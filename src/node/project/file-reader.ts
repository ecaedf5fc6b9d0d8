/** Reads the files of a project, and keeps what was not read. */
import type { TextResult } from '../text.js';
import { LONGEST_FILE, locate, locateWritten, type Root, readLocated, type Unread } from './root.js';

export interface FileReader {
  /** The text of a file of at most so many bytes that a walk found, by its path from the root; undefined where there is none. */
  found(path: string, most?: number): string | undefined;
  /** The same for a path that a document writes. */
  written(path: string): string | undefined;
  /** Keeps what others did not read. */
  refuse(unread: readonly Unread[]): void;
  /** Each path once. */
  unread(): Unread[];
}

export function newReader(root: Root): FileReader {
  const refused = new Map<string, Unread>();
  const text = (path: string, result: TextResult | undefined): string | undefined => {
    if (result === undefined || 'text' in result) return result?.text;
    refused.set(path, { path, ...result });
    return undefined;
  };
  return {
    found: (path, most = LONGEST_FILE) => text(path, readLocated(locate(root, path), most)),
    written: (path) => (path === '' ? undefined : text(path, readLocated(locateWritten(root, path), LONGEST_FILE))),
    refuse(unread) {
      for (const each of unread) refused.set(each.path, each);
    },
    unread: () => [...refused.values()],
  };
}
