/** A schema file → what is known about tables. */
import { chooseDialect } from '../analyze/choose-dialect.js';
import { isRecord, newDecoding, problemsOf } from '../base/decode.js';
import { badRequest, type Diagnostic } from '../base/diagnostic.js';
import type { Catalog } from '../catalog/catalog.js';
import { catalogOfSchema, newCatalog } from '../catalog/memory.js';
import type { Dialect } from '../dialects/dialect.js';
import { readDdl } from './ddl.js';
import { parseDocument } from './document.js';

/** - `ddl`: CREATE TABLE statements; `json`, `yaml`: `{"db.s.t": ["a", "b"]}`, `{"t": {"a": "int"}}` or nested by schema. */
export type SchemaFormat = 'ddl' | 'json' | 'yaml';

/** Never throws: what cannot be read is a diagnostic, and the catalog holds the rest. */
export function readSchema(
  text: string,
  format: SchemaFormat,
  dialect?: string | Dialect | null,
): { catalog: Catalog; diagnostics: readonly Diagnostic[] } {
  if (format === 'ddl') {
    const chosen = chooseDialect(dialect, text);
    const { datasets, diagnostics } = readDdl(text, chosen.dialect);
    return { catalog: newCatalog(datasets), diagnostics: [...chosen.diagnostics, ...diagnostics] };
  }
  const parsed = parseDocument(text, format);
  if ('problem' in parsed) return { catalog: newCatalog([]), diagnostics: [badRequest(`The schema ${parsed.problem}`, 'error')] };
  const document = newDecoding();
  if (!isRecord(parsed.value))
    return { catalog: newCatalog([]), diagnostics: [badRequest('The schema is not an object of tables.', 'error')] };
  const catalog = catalogOfSchema(parsed.value, document);
  return { catalog, diagnostics: problemsOf(document).map((problem) => badRequest(problem)) };
}
