/** A schema file → what is known about tables. */
import { chooseDialect } from '../analyze.js';
import { isRecord, newDecoding, problemsOf } from '../base/decode.js';
import { badRequest, type Diagnostic } from '../base/diagnostic.js';
import type { Catalog } from '../catalog/catalog.js';
import { newCatalog } from '../catalog/memory.js';
import type { Dialect } from '../dialects/dialect.js';
import { readDdl } from './ddl.js';
import { parseDocument } from './document.js';
import { catalogOfSchema } from './schema-object.js';

/** - `ddl`: CREATE TABLE statements; `json`, `yaml`: what `catalogOfSchema` takes. */
export type SchemaFormat = 'ddl' | 'json' | 'yaml';

/** `file`: where it is told to have been learnt. Never throws: what cannot be read is a diagnostic, and the catalog holds the rest. */
export function readSchema(
  text: string,
  format: SchemaFormat,
  dialect?: string | Dialect | null,
  file?: string,
): { catalog: Catalog; diagnostics: readonly Diagnostic[] } {
  if (format === 'ddl') {
    const chosen = chooseDialect(dialect, text);
    const { datasets, diagnostics } = readDdl(text, chosen.dialect, file);
    return { catalog: newCatalog(datasets), diagnostics: [...chosen.diagnostics, ...diagnostics] };
  }
  const parsed = parseDocument(text, format);
  if ('problem' in parsed) return { catalog: newCatalog([]), diagnostics: [badRequest(`The schema ${parsed.problem}`, 'error')] };
  const document = newDecoding();
  if (!isRecord(parsed.value))
    return { catalog: newCatalog([]), diagnostics: [badRequest('The schema is not an object of tables.', 'error')] };
  const catalog = catalogOfSchema(parsed.value, document, { by: 'schema', ...(file !== undefined && { file }) });
  return { catalog, diagnostics: problemsOf(document).map((problem) => badRequest(problem)) };
}
