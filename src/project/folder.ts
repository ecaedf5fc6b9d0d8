/** A folder of SQL scripts → a project: DDL anywhere in it is its schema, and what scripts read and write puts them in order. */
import { analyze } from '../analyze.js';
import { storedName, tableKey } from '../catalog/names.js';
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import { readDdl } from '../read/ddl.js';
import type { ProjectSource, Unit } from './unit.js';

/** A file of the project. `path` is relative to its root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** SQL taken out of another kind of file: it is a script whatever it holds. */
  readonly embedded?: boolean;
}

export interface FolderOptions {
  readonly name?: string | undefined;
  readonly dialect?: string | undefined;
  /** The dialect of a file, where it is another. */
  readonly dialectOf?: ((path: string) => string | undefined) | undefined;
  readonly defaultDatabase?: string | undefined;
  readonly defaultSchema?: string | undefined;
}

/**
 * A file that holds one query and nothing else makes a dataset that is called like the file; any other file is a script whose
 * statements say what they write.
 */
export function readFolder(files: readonly SourceFile[], options: FolderOptions = {}): ProjectSource {
  const dialect = findDialect(options.dialect) ?? (findDialect('generic') as Dialect);
  const dialectOf = (path: string): Dialect => findDialect(options.dialectOf?.(path) ?? dialect.name) ?? dialect;
  const scripts = files.map((file) => surveyed(file, dialectOf(file.path), options));
  const makers = new Map<string, string[]>();
  for (const { path, writes } of scripts) {
    for (const dataset of writes) {
      const key = tableKey(dialect.names, dataset);
      const known = makers.get(key);
      if (known === undefined) makers.set(key, [path]);
      else known.push(path);
    }
  }
  const units = scripts.map((script) => unitOf(script, (dataset) => makers.get(tableKey(dialect.names, dataset)) ?? []));
  return { name: options.name ?? '', dialect: dialect.name, units, consumers: [], diagnostics: [] };
}

interface Script extends SourceFile {
  readonly dialect: string;
  readonly dataset: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly defines: NonNullable<Unit['defines']>;
}

function surveyed(
  { path, text, embedded = false }: SourceFile,
  dialect: Dialect,
  { defaultDatabase, defaultSchema }: FolderOptions,
): Script {
  const { statements } = analyze(text, {
    dialect,
    ...(defaultDatabase !== undefined && { defaultDatabase }),
    ...(defaultSchema !== undefined && { defaultSchema }),
  });
  const reads = [...new Set(statements.flatMap(({ lineage }) => lineage.reads))];
  const writes = [...new Set(statements.flatMap(({ lineage }) => lineage.writes))];
  const isModel = !embedded && statements.length === 1 && statements[0]?.lineage.kind === 'query';
  const dataset = isModel ? storedName(dialect.names, nameOf(path), false) : '';
  const hasDdl = statements.some(({ lineage }) => lineage.kind === 'create-table' || lineage.kind === 'alter');
  const defines = hasDdl ? readDdl(text, dialect).datasets : [];
  return { path, text, dialect: dialect.name, dataset, reads, writes: isModel ? [dataset] : writes, defines };
}

function unitOf({ path, text, dialect, dataset, reads, defines }: Script, makersOf: (dataset: string) => readonly string[]): Unit {
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
    declared: undefined,
    dialect,
    defines,
    code: { text, form: text.includes('{{') || text.includes('{%') ? 'template' : 'sql', aliases: new Map() },
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}
