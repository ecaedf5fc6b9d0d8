/** A path → the project there: a dbt manifest, a dbt project with or without one, or a folder of SQL. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  type AnswerCache,
  EMBEDDING_FILES,
  embeddedSql,
  glob,
  type Pool,
  type ProjectSource,
  readDbtFolder,
  readFolderWithPool,
  readManifest,
  type SourceFile,
} from '../../index.js';
import { isPipe, LONGEST_TEXT, readBytes, readText, type TextProblem } from '../text.js';
import { walkFolder } from './walk-folder.js';

export interface OpenOptions {
  readonly dialect?: string | undefined;
  /** dbt's catalog.json. Default: the one beside the manifest. */
  readonly catalog?: string | undefined;
  readonly defaultDatabase?: string | undefined;
  readonly defaultSchema?: string | undefined;
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
}

/** What keeps a path from being a project, and what to do about it. */
export type OpenProblem = TextProblem;

/** Reads what is there; nothing is analysed yet. Never throws for what is on the disk. */
export async function openProject(place: ProjectPlace, options: OpenOptions = {}): Promise<ProjectSource | OpenProblem> {
  return OPEN[place.kind](place, options);
}

/** What kind of project a path is. */
export function findProject(path: string): ProjectPlace | OpenProblem {
  if (!existsSync(path)) return { problem: 'no such file or folder' };
  if (isPipe(path)) return { kind: 'manifest', root: '.', path };
  if (statSync(path).isFile()) {
    if (!path.endsWith('.json')) return { problem: 'it is no manifest.json', hint: 'name the project’s folder' };
    return { kind: 'manifest', root: rootOf(dirname(resolve(path))), path };
  }
  const manifest = ['target/manifest.json', 'manifest.json'].map((name) => join(path, name)).find((name) => existsSync(name));
  if (manifest !== undefined) return { kind: 'manifest', root: path, path: manifest };
  return { kind: existsSync(join(path, 'dbt_project.yml')) ? 'dbt-folder' : 'folder', root: path, path };
}

/** Artifacts may lie anywhere in a dbt project (`target` by default); of those that were taken elsewhere, the folder itself. */
function rootOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'dbt_project.yml'))) return at;
    if (dirname(at) === at) return folder;
  }
}

type Opened = ProjectSource | OpenProblem;

const OPEN: Readonly<Record<ProjectPlace['kind'], (place: ProjectPlace, options: OpenOptions) => Opened | Promise<Opened>>> = {
  manifest: openManifest,
  'dbt-folder': openDbtFolder,
  folder: openFolder,
};

/** Bytes of a manifest. Beyond half a gigabyte it is read from its bytes, which Node takes no more of in one piece. */
const LONGEST_MANIFEST = 2 ** 31 - 1;

function openManifest({ root, path }: ProjectPlace, { dialect, catalog, onSize }: OpenOptions): Opened {
  const size = sizeOf('', [path]);
  onSize?.(size);
  const manifest = size > LONGEST_TEXT ? readBytes(path, LONGEST_MANIFEST) : readText(path);
  if ('problem' in manifest) return manifest;
  const beside = catalog ?? join(dirname(path), 'catalog.json');
  const columns = catalog !== undefined || existsSync(beside) ? readText(beside) : undefined;
  if (columns !== undefined && 'problem' in columns) return { ...columns, problem: `${beside}: ${columns.problem}` };
  return readManifest('text' in manifest ? manifest.text : manifest.bytes, {
    dialect,
    catalog: columns?.text,
    read: (file) => textIn(root, file),
  });
}

function openDbtFolder({ root }: ProjectPlace, { dialect, onSize }: OpenOptions): Opened {
  const paths = walkFolder(root, (path) => /\.(sql|py|csv|ya?ml)$/i.test(path));
  onSize?.(sizeOf(root, paths));
  return readDbtFolder(paths, (path) => textIn(root, path), { dialect });
}

async function openFolder({ root }: ProjectPlace, options: OpenOptions): Promise<Opened> {
  const embedding = (options.embedded ? EMBEDDING_FILES : []).map(glob);
  const included = [...(options.include ?? DEFAULT_FILES).map(glob), ...embedding];
  const ignored = (options.ignore ?? []).map(glob);
  const dialects = Object.entries(options.dialects ?? {}).map(([pattern, name]) => ({ matches: glob(pattern), name }));
  const paths = walkFolder(root, (path) => included.some((matches) => matches(path)) && !ignored.some((matches) => matches(path)));
  if (paths.length === 0)
    return { problem: 'there is no SQL in it', hint: 'give a folder with .sql files, a dbt project or a manifest.json' };
  options.onSize?.(sizeOf(root, paths));
  const files = paths.flatMap((path): SourceFile[] => {
    const text = textIn(root, path);
    if (text === undefined) return [];
    return embedding.some((matches) => matches(path)) ? [{ path, text: embeddedSql(path, text), embedded: true }] : [{ path, text }];
  });
  const dialectOf = (path: string) => dialects.find(({ matches }) => matches(path))?.name;
  return readFolderWithPool(files, { ...options, dialectOf, name: basename(resolve(root)) });
}

const DEFAULT_FILES = ['*.{sql,ddl,hql,bteq}'];

function sizeOf(root: string, paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + (statSync(join(root, path), { throwIfNoEntry: false })?.size ?? 0), 0);
}

function textIn(root: string, path: string): string | undefined {
  const result = readText(join(root, path));
  return 'text' in result ? result.text : undefined;
}
