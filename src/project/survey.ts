/** A first look at a file of a folder: what it reads, writes and defines. */
import { openText, resolveReading } from '../analyze/resolve.js';
import type { CatalogDataset } from '../catalog/catalog.js';
import { storedName } from '../catalog/names.js';
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import type { ResolvedStatement } from '../lineage/statement.js';
import type { StatementKind } from '../lineage/types.js';
import { readDdl } from '../read/ddl.js';
import type { Settings } from '../resolve/settings.js';
import { read } from '../sql/parser/index.js';

export interface SurveyTask {
  readonly text: string;
  /** The dialect's name. */
  readonly dialect: string;
  /** What the file's dataset is called, if it holds one query and nothing else; undefined if it is a script all the same. */
  readonly name: string | undefined;
  readonly settings: Settings;
}

export interface Survey {
  /** The dataset that the file's query makes; empty for a script. */
  readonly dataset: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly defines: readonly CatalogDataset[];
}

export function surveyFile({ text, dialect: dialectName, name, settings }: SurveyTask): Survey {
  const dialect = findDialect(dialectName) as Dialect;
  const reads = new Set<string>();
  const writes = new Set<string>();
  const kinds: StatementKind[] = [];
  const take = (statement: ResolvedStatement): void => {
    for (const { name: readName } of statement.reads) reads.add(readName);
    for (const { name: written } of statement.writes) writes.add(written);
    kinds.push(statement.kind);
  };
  resolveReading(openText(text, { ...settings, dialect }), read(text, dialect), take);
  const isModel = name !== undefined && kinds.length === 1 && kinds[0] === 'query';
  const dataset = isModel ? storedName(dialect.names, name, false) : '';
  const hasDdl = kinds.includes('create-table') || kinds.includes('alter');
  const defines = hasDdl ? readDdl(text, dialect).datasets : [];
  return { dataset, reads: [...reads], writes: isModel ? [dataset] : [...writes], defines };
}
