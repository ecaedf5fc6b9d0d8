import { complain, type Decoder, type Decoding, isRecord, list, mismatch, newDecoding, record, whole, word } from '../base/decode.js';
import type { Catalog, CatalogDataset } from './catalog.js';

/** A catalog of these datasets. Names are found whatever their case; where two differ only by case, the exact one. */
export function newCatalog(datasets: Iterable<CatalogDataset>): Catalog {
  const byName = new Map<string, CatalogDataset[]>();
  for (const dataset of datasets) {
    const key = dataset.parts.join('.').toLowerCase();
    const same = byName.get(key);
    if (same === undefined) byName.set(key, [dataset]);
    else same.push(dataset);
  }
  return {
    datasets: () => [...byName.values()].flat(),
    lookup(parts) {
      const name = parts.length === 1 ? (parts[0] as string) : parts.join('.');
      const found = byName.get(name.toLowerCase());
      if (found === undefined || found.length === 1) return found?.[0];
      return found.find((dataset) => dataset.parts.join('.') === name) ?? found[0];
    },
  };
}

/**
 * The catalog of `{"db.s.t": ["a", "b"]}`, `{"db.s.t": {"a": "int"}}`, or nested `{"s": {"t": {"a": "int"}}}`; names as without quotes.
 * What is no table is left out, a table with a bad column as a whole: its other columns would be taken for all.
 */
export function catalogOfSchema(schema: Readonly<Record<string, unknown>>, document: Decoding = newDecoding()): Catalog {
  const datasets: CatalogDataset[] = [];
  addDatasets(datasets, schema, [], document);
  return newCatalog(datasets);
}

/** No engine has so many schemas within each other. */
const MOST_LEVELS = 16;

function addDatasets(
  datasets: CatalogDataset[],
  schema: Readonly<Record<string, unknown>>,
  outer: readonly string[],
  document: Decoding,
): void {
  if (document.path.length > MOST_LEVELS) return complain(document, `nests more than ${MOST_LEVELS} levels deep, and was left out`);
  for (const [name, value] of Object.entries(schema)) {
    document.path.push(name);
    const parts = [...outer, ...name.split('.').map(withoutQuotes)];
    if (isRecord(value) && isNested(value)) addDatasets(datasets, value, parts, document);
    else {
      const columns = columnsOf(value, document);
      if (columns !== undefined) datasets.push({ parts, columns, unquoted: true });
    }
    document.path.pop();
  }
}

function isNested(schema: Readonly<Record<string, unknown>>): boolean {
  const inner = Object.values(schema);
  return inner.length > 0 && inner.every((each) => typeof each === 'object' && each !== null);
}

const columnsOf: Decoder<readonly string[]> = (value, document) => {
  if (Array.isArray(value)) return columnList(value, document);
  return isRecord(value) ? Object.keys(value) : mismatch(value, 'a list or an object of columns', document);
};

const columnRecord = record({ name: word }, ['name']);

/** `a`, or `{"name": "a", …}`. */
const columnList = whole(
  list((column, document) =>
    isRecord(column) ? columnRecord(column, document)?.name : typeof column === 'string' ? withoutQuotes(column) : word(column, document),
  ),
);

function withoutQuotes(part: string): string {
  const first = part[0];
  return part.length > 1 && (first === '"' || first === '`') && part.endsWith(first) ? part.slice(1, -1) : part;
}
