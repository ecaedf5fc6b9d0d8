/** A folder of SQL scripts → a project: DDL anywhere in it is its schema, and what scripts read and write puts them in order. */
import { settingsIn } from '../analyze/options.js';
import { tableKey } from '../catalog/names.js';
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import type { Settings } from '../resolve/settings.js';
import { type Survey, type SurveyTask, surveyFile } from './survey.js';
import type { ProjectSource, Unit } from './unit.js';

/** A file of the project. `path` is relative to its root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** SQL taken out of another kind of file: it is a script whatever it holds. */
  readonly embedded?: boolean;
}

export interface FolderOptions extends Settings {
  readonly name?: string | undefined;
  readonly dialect?: string | undefined;
  /** The dialect of a file, where it is another. */
  readonly dialectOf?: ((path: string) => string | undefined) | undefined;
}

/**
 * A file that holds one query and nothing else makes a dataset that is called like the file; any other file is a script whose
 * statements say what they write.
 */
export function readFolder(files: readonly SourceFile[], given?: FolderOptions | null): ProjectSource {
  const options = given ?? {};
  return folderOf(
    files,
    files.map((file) => surveyFile(surveyTask(file, options))),
    options,
  );
}

export function surveyTask({ path, text, embedded = false }: SourceFile, options: FolderOptions): SurveyTask {
  return { text, dialect: dialectOf(path, options).name, name: embedded ? undefined : nameOf(path), settings: settingsIn(options) };
}

/** The project of files that were surveyed, in the same order. */
export function folderOf(files: readonly SourceFile[], surveys: readonly Survey[], options: FolderOptions): ProjectSource {
  const dialect = dialectOf('', { dialect: options.dialect });
  const makers = new Map<string, string[]>();
  for (const [at, { writes }] of surveys.entries()) {
    const { path } = files[at] as SourceFile;
    for (const dataset of writes) {
      const key = tableKey(dialect.names, dataset);
      const known = makers.get(key);
      if (known === undefined) makers.set(key, [path]);
      else known.push(path);
    }
  }
  const makersOf = (dataset: string): readonly string[] => makers.get(tableKey(dialect.names, dataset)) ?? [];
  const units = files.map((file, at) => unitOf(file, surveys[at] as Survey, dialectOf(file.path, options).name, makersOf));
  return { name: options.name ?? '', dialect: dialect.name, units, consumers: [], diagnostics: [] };
}

function dialectOf(path: string, options: FolderOptions): Dialect {
  return findDialect(options.dialectOf?.(path) ?? options.dialect) ?? (findDialect('generic') as Dialect);
}

function unitOf(
  { path, text }: SourceFile,
  { dataset, reads, defines }: Survey,
  dialect: string,
  makersOf: (dataset: string) => readonly string[],
): Unit {
  return {
    id: path,
    kind: dataset === '' ? 'script' : 'model',
    name: nameOf(path),
    path,
    fqn: path.replace(/\.\w+$/, '').split('/'),
    tags: [],
    package: '',
    materialized: undefined,
    access: undefined,
    group: undefined,
    description: '',
    meta: {},
    dataset,
    dependsOn: [...new Set(reads.flatMap(makersOf))].filter((maker) => maker !== path),
    reads,
    declared: undefined,
    dialect,
    defines,
    code: { text, form: text.includes('{{') || text.includes('{%') ? 'template' : 'sql', aliases: new Map() },
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}
