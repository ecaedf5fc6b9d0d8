/** A first look at a file of a folder: what it reads, writes and defines. */
import type { CatalogDataset } from '../catalog/catalog.js';
import { storedName } from '../catalog/names.js';
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import { readDdl } from '../read/ddl.js';
import { resolveScript } from '../resolve/sql/script.js';
import { parse } from '../sql/parser/index.js';

export interface SurveyTask {
  readonly text: string;
  /** The dialect's name. */
  readonly dialect: string;
  /** What the file's dataset is called, if it holds one query and nothing else; undefined if it is a script all the same. */
  readonly name: string | undefined;
  readonly defaultDatabase: string | undefined;
  readonly defaultSchema: string | undefined;
}

export interface Survey {
  /** The dataset that the file's query makes; empty for a script. */
  readonly dataset: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly defines: readonly CatalogDataset[];
}

export function surveyFile({ text, dialect: dialectName, name, defaultDatabase, defaultSchema }: SurveyTask): Survey {
  const dialect = findDialect(dialectName) as Dialect;
  const { script } = parse(text, dialect);
  const { statements } = resolveScript(script, text, dialect, { defaultDatabase, defaultSchema, advice: false });
  const reads = [...new Set(statements.flatMap((statement) => statement.reads.map((dataset) => dataset.name)))];
  const writes = [...new Set(statements.flatMap((statement) => statement.writes.map((dataset) => dataset.name)))];
  const isModel = name !== undefined && statements.length === 1 && statements[0]?.kind === 'query';
  const dataset = isModel ? storedName(dialect.names, name, false) : '';
  const hasDdl = statements.some(({ kind }) => kind === 'create-table' || kind === 'alter');
  const defines = hasDdl ? readDdl(text, dialect).datasets : [];
  return { dataset, reads, writes: isModel ? [dataset] : writes, defines };
}
