/** A path → the project there: a dbt manifest, a dbt project with or without one, or a folder of SQL. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, parse, relative, resolve } from 'node:path';
import {
  type AnswerCache,
  EMBEDDING_FILES,
  embeddedSql,
  glob,
  type ProjectSource,
  readDbtFolder,
  readManifest,
  type Settings,
  type SourceFile,
} from '../../index.js';
import { readFolderWithPool } from '../../project/folder-with-pool.js';
import type { Pool } from '../../project/job.js';
import { isPipe, LONGEST_TEXT, readBytes, readText, type TextProblem } from '../text.js';
import { type FileReader, newReader } from './file-reader.js';
import { fileOf, LONGEST_FILE, locate, openRoot, type Unread, unreadDiagnostics } from './root.js';
import { type Walked, walkFolder } from './walk-folder.js';

export interface OpenOptions extends Settings {
  readonly dialect?: string | undefined;
  /** dbt's catalog.json, wherever it lies. Default: the one beside the manifest. */
  readonly catalog?: string | undefined;
  /** Globs of the files of a folder that is no dbt project. Default: all with SQL's extensions. */
  readonly include?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  /** Look for SQL in Markdown, Python, Scala and notebooks of a folder, too. */
  readonly embedded?: boolean | undefined;
  /** Dialects by glob; the first that matches counts. */
  readonly dialects?: Readonly<Record<string, string>> | undefined;
  /** Called with the bytes of all files before they are read. */
  readonly onSize?: ((bytes: number) => void) | undefined;
  /** What earlier runs came to. */
  readonly cache?: AnswerCache | undefined;
  /** Called where there is enough to do for other threads. */
  readonly openPool?: (() => Pool) | undefined;
}

/** Where a project was found, and what kind it is. */
export interface ProjectPlace {
  readonly kind: 'manifest' | 'dbt-folder' | 'folder';
  readonly root: string;
  /** The manifest, or the folder again. */
  readonly path: string;
  /** A manifest that is there and cannot be taken. */
  readonly unread: readonly Unread[];
}

/** What keeps a path from being a project, and what to do about it. */
export type OpenProblem = TextProblem;

/**
 * Reads what is there; nothing is analysed yet. Never throws for what is on the disk. What leads out of the root, whoever says so, is not
 * read, and a diagnostic says that.
 */
export async function openProject(place: ProjectPlace, options: OpenOptions = {}): Promise<ProjectSource | OpenProblem> {
  const reader = newReader(openRoot(place.root));
  reader.refuse(place.unread);
  const source = await OPEN[place.kind](place, options, reader);
  return 'problem' in source ? source : { ...source, diagnostics: [...unreadDiagnostics(reader.unread()), ...source.diagnostics] };
}

/** What kind of project a path is. Its root is not looked for above the folder `top`, if one is given. */
export function findProject(path: string, top: string = parse(resolve(path)).root): ProjectPlace | OpenProblem {
  if (!existsSync(path)) return { problem: 'no such file or folder' };
  if (isPipe(path)) return { kind: 'manifest', root: '.', path, unread: [] };
  if (statSync(path).isFile()) {
    if (!path.endsWith('.json')) return { problem: 'it is no manifest.json', hint: 'name the project’s folder' };
    return { kind: 'manifest', root: rootOf(dirname(resolve(path)), resolve(top)), path, unread: [] };
  }
  const root = openRoot(path);
  const unread: Unread[] = [];
  for (const name of ['target/manifest.json', 'manifest.json']) {
    const manifest = fileOf(locate(root, name));
    if (manifest === undefined) continue;
    if (!('problem' in manifest)) return { kind: 'manifest', root: path, path: join(path, name), unread };
    unread.push({ path: name, ...manifest });
  }
  return { kind: locate(root, 'dbt_project.yml') === undefined ? 'folder' : 'dbt-folder', root: path, path, unread };
}

/** Artifacts may lie anywhere in a dbt project (`target` by default); of those that were taken elsewhere, the folder itself. */
function rootOf(folder: string, top: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'dbt_project.yml'))) return at;
    if (at === top || dirname(at) === at) return folder;
  }
}

type Opened = ProjectSource | OpenProblem;
type Open = (place: ProjectPlace, options: OpenOptions, reader: FileReader) => Opened | Promise<Opened>;

const OPEN: Readonly<Record<ProjectPlace['kind'], Open>> = {
  manifest: openManifest,
  'dbt-folder': openDbtFolder,
  folder: openFolder,
};

/** Bytes of a manifest. Beyond half a gigabyte it is read from its bytes, which Node takes no more of in one piece. */
const LONGEST_MANIFEST = 2 ** 31 - 1;

function openManifest({ root, path }: ProjectPlace, { dialect, catalog, onSize }: OpenOptions, reader: FileReader): Opened {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  onSize?.(size);
  const manifest = size > LONGEST_TEXT ? readBytes(path, LONGEST_MANIFEST) : readText(path);
  if ('problem' in manifest) return manifest;
  const named = catalog === undefined ? undefined : readText(catalog);
  if (named !== undefined && 'problem' in named) return { ...named, problem: `${catalog}: ${named.problem}` };
  const beside = isPipe(path) ? 'catalog.json' : join(relative(resolve(root), dirname(resolve(path))), 'catalog.json');
  return readManifest('text' in manifest ? manifest.text : manifest.bytes, {
    dialect,
    catalog: named === undefined ? reader.found(beside, LONGEST_TEXT) : named.text,
    read: reader.written,
  });
}

function openDbtFolder({ root }: ProjectPlace, { dialect, onSize }: OpenOptions, reader: FileReader): Opened {
  const { paths, unread } = walkFolder(root, (path) => /\.(sql|py|csv|ya?ml)$/i.test(path));
  onSize?.(sizeOf(root, paths));
  reader.refuse(unread);
  return readDbtFolder(paths, (path) => reader.found(path), { dialect });
}

async function openFolder({ root }: ProjectPlace, options: OpenOptions, reader: FileReader): Promise<Opened> {
  const embedding = (options.embedded ? EMBEDDING_FILES : []).map(glob);
  const included = [...(options.include ?? DEFAULT_FILES).map(glob), ...embedding];
  const ignored = (options.ignore ?? []).map(glob);
  const dialects = Object.entries(options.dialects ?? {}).map(([pattern, name]) => ({ matches: glob(pattern), name }));
  const walked = walkFolder(root, (path) => included.some((matches) => matches(path)) && !ignored.some((matches) => matches(path)));
  const own = new Set(walked.paths);
  // A link to a file that is read anyway would only make a second script of it.
  const paths = walked.paths.filter((path) => !own.has(walked.links.get(path) ?? ''));
  if (paths.length === 0) return nothingIn(walked);
  reader.refuse(walked.unread);
  options.onSize?.(sizeOf(root, paths));
  const files = paths.flatMap((path): SourceFile[] => {
    const text = reader.found(path);
    if (text === undefined) return [];
    return embedding.some((matches) => matches(path)) ? [{ path, text: embeddedSql(path, text), embedded: true }] : [{ path, text }];
  });
  const dialectOf = (path: string) => dialects.find(({ matches }) => matches(path))?.name;
  return readFolderWithPool(files, { ...options, dialectOf, name: basename(resolve(root)) });
}

function nothingIn({ unread: [first] }: Walked): OpenProblem {
  const there = first === undefined ? '' : `: '${first.path}' is not read, ${first.problem}`;
  return { problem: `there is no SQL in it${there}`, hint: 'give a folder with .sql files, a dbt project or a manifest.json' };
}

const DEFAULT_FILES = ['*.{sql,ddl,hql,bteq}'];

/** Of the files that will be read. */
function sizeOf(root: string, paths: readonly string[]): number {
  const sizes = paths.map((path) => statSync(join(root, path), { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + (size > LONGEST_FILE ? 0 : size), 0);
}
