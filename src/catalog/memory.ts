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
    lookup(parts) {
      const name = parts.length === 1 ? (parts[0] as string) : parts.join('.');
      const found = byName.get(name.toLowerCase());
      if (found === undefined || found.length === 1) return found?.[0];
      return found.find((dataset) => dataset.parts.join('.') === name) ?? found[0];
    },
  };
}

/** The catalog of `{"db.s.t": ["a", "b"]}`, `{"db.s.t": {"a": "int"}}`, or nested `{"s": {"t": {"a": "int"}}}`; names as without quotes. */
export function catalogOfSchema(schema: Readonly<Record<string, unknown>>): Catalog {
  return newCatalog(datasetsOfSchema(schema, []));
}

function* datasetsOfSchema(schema: Readonly<Record<string, unknown>>, outer: readonly string[]): Generator<CatalogDataset> {
  for (const [name, value] of Object.entries(schema)) {
    const parts = [...outer, ...name.split('.').map(withoutQuotes)];
    if (Array.isArray(value)) yield { parts, columns: value.map(nameOfColumn), unquoted: true };
    else if (typeof value === 'object' && value !== null) {
      const inner = Object.values(value);
      const nested = inner.length > 0 && inner.every((each) => typeof each === 'object' && each !== null);
      if (nested) yield* datasetsOfSchema(value as Record<string, unknown>, parts);
      else yield { parts, columns: Object.keys(value), unquoted: true };
    }
  }
}

function nameOfColumn(column: unknown): string {
  if (typeof column === 'object' && column !== null && 'name' in column) return String(column.name);
  return withoutQuotes(String(column));
}

function withoutQuotes(part: string): string {
  const first = part[0];
  return part.length > 1 && (first === '"' || first === '`') && part.endsWith(first) ? part.slice(1, -1) : part;
}
