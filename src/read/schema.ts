/** A schema file → what is known about tables. */
import { parse as parseYaml } from 'yaml';
import type { Diagnostic } from '../base/diagnostic.js';
import type { Catalog } from '../catalog/catalog.js';
import { catalogOfSchema, newCatalog } from '../catalog/memory.js';
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import { readDdl } from './ddl.js';

/** - `ddl`: CREATE TABLE statements; `json`, `yaml`: `{"db.s.t": ["a", "b"]}`, `{"t": {"a": "int"}}` or nested by schema. */
export type SchemaFormat = 'ddl' | 'json' | 'yaml';

/** Never throws: what cannot be read is a diagnostic, and the catalog holds the rest. */
export function readSchema(
  text: string,
  format: SchemaFormat,
  dialect: string | Dialect | undefined,
): { catalog: Catalog; diagnostics: readonly Diagnostic[] } {
  if (format === 'ddl') {
    const row = typeof dialect === 'object' ? dialect : (findDialect(dialect) ?? (findDialect('generic') as Dialect));
    const { datasets, diagnostics } = readDdl(text, row);
    return { catalog: newCatalog(datasets), diagnostics };
  }
  try {
    const value: unknown = format === 'json' ? JSON.parse(text) : parseYaml(text);
    if (isRecord(value)) return { catalog: catalogOfSchema(value), diagnostics: [] };
    return unread('The schema is not an object of tables.');
  } catch (error) {
    return unread(`The schema is not valid ${format.toUpperCase()}: ${(error as Error).message}`);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unread(message: string): { catalog: Catalog; diagnostics: readonly Diagnostic[] } {
  return { catalog: newCatalog([]), diagnostics: [{ severity: 'error', code: 'bad-request', message }] };
}
