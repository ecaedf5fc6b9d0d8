/**
 * The datasets and columns outside a statement, interned: each column (and each field read within one) is a small
 * integer, so that sets of them are cheap. One table serves a whole script; ids mean nothing outside it.
 */
import type { Flow, Link } from './flow.js';
import { CODE_BITS, IDENTITY } from './transformation.js';

/** A table, view, file or stage, by its full name. Two names of one dataset are the same object. */
export interface Dataset {
  /** Dotted, as the dialect stores it. */
  readonly name: string;
  readonly parts: readonly string[];
  /** Columns that the text has read or written so far, by key (see `Column.key`). */
  readonly columns: Map<string, Source>;
}

/** A column of a dataset, a field within one, or a name that several unknown datasets could own. */
export interface Source {
  readonly id: number;
  /** Null with `candidates`. */
  readonly dataset: Dataset | null;
  /** `*` for all columns that nobody knows. */
  readonly column: string;
  readonly key: string;
  readonly path: readonly string[] | undefined;
  readonly candidates: readonly Dataset[] | undefined;
  /** Fields read within it, by name. */
  fields: Map<string, Source> | undefined;
  /** The flow that ends here: what a scan's column consists of. */
  readonly flow: Flow;
}

export interface Sources {
  readonly datasets: Map<string, Dataset>;
  /** By id. */
  readonly list: Source[];
  /** Columns with candidates. */
  readonly shared: Shared;
  /** How many columns the text's stars may still list. */
  room: number;
  /** How many edges the text may have. */
  readonly mostEdges: number;
  /** `flatten`'s walks so far, and how many of their hops found little. */
  walks: number;
  wasted: number;
}

/** The columns that the same datasets could own, by key, and those that these and a further one could own. */
interface Shared {
  readonly next: Map<Dataset, Shared>;
  readonly columns: Map<string, Source>;
}

/** So many edges a text may have however short it is, or for each of its characters: what people write stays far below. */
const MOST_EDGES = 50_000;
const MOST_EDGES_A_CHARACTER = 5;

/** `length`: characters of the text. The more there are, the more columns its stars may list, and the more edges it may have. */
export function newSources(length: number): Sources {
  const mostEdges = Math.max(MOST_EDGES, MOST_EDGES_A_CHARACTER * length);
  return { datasets: new Map(), list: [], shared: newShared(), room: 200_000 + 20 * length, mostEdges, walks: 0, wasted: 0 };
}

function newShared(): Shared {
  return { next: new Map(), columns: new Map() };
}

/** The dataset of a name. `key` is the name in the form in which the dialect compares it. */
export function internDataset(sources: Sources, key: string, parts: readonly string[]): Dataset {
  let dataset = sources.datasets.get(key);
  if (dataset === undefined) {
    dataset = { name: parts.length === 1 ? (parts[0] as string) : parts.join('.'), parts, columns: new Map() };
    sources.datasets.set(key, dataset);
  }
  return dataset;
}

/** The column of a dataset; `key` as the dialect compares it, `name` as it stores it (the first spelling stays). */
export function internColumn(sources: Sources, dataset: Dataset, key: string, name: string): Source {
  let source = dataset.columns.get(key);
  if (source === undefined) {
    source = addSource(sources, dataset, name, key, undefined, undefined);
    dataset.columns.set(key, source);
  }
  return source;
}

/** All columns that nobody knows of a dataset: `t.*`. */
export function internStar(sources: Sources, dataset: Dataset): Source {
  return internColumn(sources, dataset, '*', '*');
}

/** The key of the pseudo-column that stands for what decides a dataset's rows. It never shows in a result. */
export const ROWS = '\0rows';

/** What decided the rows of a dataset that an earlier statement wrote. */
export function internRows(sources: Sources, dataset: Dataset): Source {
  return internColumn(sources, dataset, ROWS, ROWS);
}

/** So many datasets are given as the candidates of a name: of more, nobody learns more. */
export const MOST_CANDIDATES = 100;

/** A column that any of several unknown datasets could own. One more than `MOST_CANDIDATES` stands for all others. */
export function internShared(sources: Sources, candidates: ReadonlySet<Dataset>, key: string, name: string): Source {
  let same = sources.shared;
  for (const candidate of candidates) {
    let next = same.next.get(candidate);
    if (next === undefined) same.next.set(candidate, (next = newShared()));
    same = next;
  }
  let source = same.columns.get(key);
  if (source === undefined) {
    source = addSource(sources, null, name, key, undefined, [...candidates]);
    same.columns.set(key, source);
  }
  return source;
}

/** Paths are not followed deeper than this: a recursive query may take a field of itself for ever. */
export const MAX_PATH = 16;

/** A field within a source. Of an open star nothing more is known than the star. */
export function internField(sources: Sources, id: number, path: readonly string[]): number {
  let source = sources.list[id] as Source;
  for (const name of path) {
    if (source.column === '*' || (source.path !== undefined && source.path.length >= MAX_PATH)) break;
    source.fields ??= new Map();
    let field = source.fields.get(name);
    if (field === undefined) {
      const fullPath = source.path === undefined ? [name] : [...source.path, name];
      field = addSource(sources, source.dataset, source.column, source.key, fullPath, source.candidates);
      source.fields.set(name, field);
    }
    source = field;
  }
  return source.id;
}

/**
 * Which of a shared column's candidates is the one, or undefined. The whole text is the evidence: where exactly one
 * candidate is elsewhere read with this column by its own name, another owner would have made the name ambiguous. Of more candidates
 * than are given nobody can tell.
 */
export function settleOwner(source: Source): Dataset | undefined {
  let owner: Dataset | undefined;
  const { candidates = [] } = source;
  if (candidates.length > MOST_CANDIDATES) return undefined;
  for (const candidate of candidates) {
    if (!candidate.columns.has(source.key)) continue;
    if (owner !== undefined) return undefined;
    owner = candidate;
  }
  return owner;
}

/** A source reads nothing: never added to. */
const NO_LINKS: Link[] = [];

function addSource(
  sources: Sources,
  dataset: Dataset | null,
  column: string,
  key: string,
  path: readonly string[] | undefined,
  candidates: readonly Dataset[] | undefined,
): Source {
  const id = sources.list.length;
  const flow: Flow = { links: NO_LINKS, flat: [(id << CODE_BITS) | IDENTITY], source: id, walk: 0, codes: 0 };
  const source: Source = { id, dataset, column, key, path, candidates, fields: undefined, flow };
  sources.list.push(source);
  return source;
}
