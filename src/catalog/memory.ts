import type { Catalog, CatalogDataset } from './catalog.js';

/**
 * A catalog of these datasets. Names are found whatever their case. Where several differ by case only, it is the one that is written so
 * (in the parts that were in quotes, if any were), else one that was not written with quotes.
 */
export function newCatalog(datasets: Iterable<CatalogDataset>): Catalog {
  const all = Array.isArray(datasets) ? (datasets as readonly CatalogDataset[]) : [...datasets];
  const folded = new Map<string, CatalogDataset>();
  const clashes = new Clashes();
  for (const dataset of all) {
    const key = nameOf(dataset.parts).toLowerCase();
    const same = folded.get(key);
    if (same === undefined) folded.set(key, dataset);
    else {
      clashes.add(same);
      clashes.add(dataset);
      if (same.exactParts !== undefined && dataset.exactParts === undefined) folded.set(key, dataset);
    }
  }
  return {
    datasets: () => all,
    lookup(parts) {
      const found = folded.get(nameOf(parts).toLowerCase());
      return found === undefined ? undefined : (clashes.find(parts) ?? found);
    },
  };
}

/** Datasets whose names differ by case only. */
class Clashes {
  /** By the places of the parts that count as they are written; `undefined`: all of them. */
  readonly #byPlaces = new Map<
    string | undefined,
    { readonly places: readonly number[] | undefined; readonly datasets: Map<string, CatalogDataset> }
  >();

  add(dataset: CatalogDataset): void {
    const { parts, exactParts: places } = dataset;
    if (parts.length > MOST_PARTS) return;
    const id = places?.join();
    let same = this.#byPlaces.get(id);
    if (same === undefined) this.#byPlaces.set(id, (same = { places, datasets: new Map() }));
    const key = keyOf(parts, places);
    if (!same.datasets.has(key)) same.datasets.set(key, dataset);
  }

  find(parts: readonly string[]): CatalogDataset | undefined {
    for (const { places, datasets } of this.#byPlaces.values()) {
      const found = datasets.get(keyOf(parts, places));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** No engine has more, and there are few ways to write some of so many with quotes. */
const MOST_PARTS = 4;

function keyOf(parts: readonly string[], places: readonly number[] | undefined): string {
  return places === undefined ? nameOf(parts) : nameOf(parts.map((part, at) => (places.includes(at) ? part : part.toLowerCase())));
}

function nameOf(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] as string) : parts.join('.');
}
