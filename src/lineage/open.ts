/**
 * Columns that nobody knows, in lists of columns. A name narrows them (`narrow`), some names can be taken out of them, and a
 * list holds each unknown dataset once (`openOnce`): a self join of a self join of … would double its stars at every level.
 */
import type { Column, Open } from './column.js';
import { newColumn, openColumn } from './column.js';
import { merge } from './flow.js';
import type { Dataset, Sources } from './source.js';
import { internShared, MOST_CANDIDATES } from './source.js';

/** The column that a name means among unknown ones. */
export function narrow(sources: Sources, parts: readonly Open[], key: string, name: string): Column | undefined {
  let first: Open | undefined;
  let several = false;
  const owners = new Set<Dataset>();
  for (const part of parts) {
    if (!part.may(key)) continue;
    if (first === undefined) first = part;
    else several = true;
    for (const owner of part.owners) if (owners.size <= MOST_CANDIDATES) owners.add(owner);
    if (several && owners.size > MOST_CANDIDATES) break;
  }
  // A table joined to itself: whichever side it is, the column is the same.
  if (!several || owners.size === 1) return first?.column(key, name);
  return newColumn(name, key, internShared(sources, owners, key, name).flow);
}

/** The columns but those named; open ones no longer hold these names. */
export function withoutColumns(columns: readonly Column[], keys: ReadonlySet<string>): Column[] {
  return without(columns, keys, (open) => (open instanceof Narrowed ? open.without(keys) : new Narrowed(open, new TakenOut().add(keys))));
}

function without(columns: readonly Column[], keys: ReadonlySet<string>, narrowed: (open: Open) => Open): Column[] {
  const rest: Column[] = [];
  for (const column of columns) {
    if (column.open !== undefined) rest.push(openColumn(column.flow, narrowed(column.open), column.span));
    else if (!keys.has(column.key)) rest.push(column);
  }
  return rest;
}

/** Names that are taken out of stars one after the other. All stars of a chain share it: each knows how many times were before it. */
export class TakenOut {
  readonly #since = new Map<string, number>();
  #times = 0;

  get times(): number {
    return this.#times;
  }

  add(keys: ReadonlySet<string>): this {
    this.#times++;
    for (const key of keys) if (!this.#since.has(key)) this.#since.set(key, this.#times);
    return this;
  }

  isOut(key: string, times: number): boolean {
    return (this.#since.get(key) ?? Number.POSITIVE_INFINITY) <= times;
  }

  /** Itself where nothing was taken out since then, else a copy as it was. */
  at(times: number): TakenOut {
    if (this.#times === times) return this;
    const before = new TakenOut();
    for (const [key, since] of this.#since) if (since <= times) before.#since.set(key, since);
    before.#times = times;
    return before;
  }

  /** The columns without all that was taken out so far, which is `keys`. */
  outOf(columns: readonly Column[], keys: ReadonlySet<string>): Column[] {
    return without(columns, keys, (open) => (open instanceof Narrowed ? open.without(keys) : new Narrowed(open, this)));
  }
}

/** A star without some names. */
class Narrowed implements Open {
  readonly owners: readonly Dataset[];
  readonly cut?: true;
  readonly may: Open['may'];
  readonly column: Open['column'];
  readonly without: (keys: ReadonlySet<string>) => Open;

  constructor(of: Open, taken: TakenOut) {
    const { times } = taken;
    this.owners = of.owners;
    if (of.cut) this.cut = true;
    this.may = (key) => !taken.isOut(key, times) && of.may(key);
    this.column = (key, name) => (taken.isOut(key, times) ? undefined : of.column(key, name));
    this.without = (keys) => new Narrowed(of, taken.at(times).add(keys));
  }
}

/** The same, asked once for each name: where an answer asks two others, and those two others, answers would double. */
export function remembered(open: Open): Open {
  const able = new Map<string, boolean>();
  const found = new Map<string, Column | undefined>();
  return {
    ...open,
    may: (key) => {
      const known = able.get(key) ?? open.may(key);
      able.set(key, known);
      return known;
    },
    column: (key, name) => {
      if (!found.has(key)) found.set(key, open.column(key, name));
      return found.get(key);
    },
  };
}

/** Stars that share datasets: their places in the list, and whose columns they stand for. */
interface Group {
  readonly places: number[];
  readonly owners: (Dataset | Open)[];
}

/**
 * The stars of one dataset as one, where the first of them stands. Those of no dataset (what a macro gives) are the same only if
 * they are one and the same star.
 */
export function openOnce(sources: Sources, columns: readonly Column[]): readonly Column[] {
  if (!hasSeveral(columns)) return columns;
  const groups = new Map<Dataset | Open, Group>();
  for (const [place, { open }] of columns.entries()) {
    if (open === undefined) continue;
    const owners = open.owners.length === 0 ? [open] : open.owners;
    let group: Group = { places: [place], owners: [...owners] };
    for (const owner of owners) group = unite(group, groups.get(owner), groups);
    for (const owner of owners) groups.set(owner, group);
  }
  const once: (Column | undefined)[] = [...columns];
  for (const { places } of new Set(groups.values())) {
    if (places.length === 1) continue;
    places.sort((a, b) => a - b);
    const star = oneStar(
      sources,
      places.map((place) => columns[place] as Column),
    );
    for (const place of places) once[place] = undefined;
    once[places[0] as number] = star;
  }
  return once.filter((column) => column !== undefined);
}

function hasSeveral(columns: readonly Column[]): boolean {
  let open = false;
  for (const column of columns) {
    if (column.open === undefined) continue;
    if (open) return true;
    open = true;
  }
  return false;
}

/** The smaller goes into the larger, so that each dataset moves seldom. */
function unite(a: Group, b: Group | undefined, groups: Map<Dataset | Open, Group>): Group {
  if (b === undefined || a === b) return a;
  const [small, large] = a.owners.length < b.owners.length ? [a, b] : [b, a];
  large.places.push(...small.places);
  for (const owner of small.owners) {
    large.owners.push(owner);
    groups.set(owner, large);
  }
  return large;
}

function oneStar(sources: Sources, stars: readonly Column[]): Column {
  const [first] = stars as readonly [Column, ...Column[]];
  const opens = [...new Set(stars.map((star) => star.open as Open))];
  const flow = merge([...new Set(stars.map((star) => star.flow))]);
  const [only] = opens;
  const one = opens.length === 1 ? (only as Open) : together(sources, opens);
  return one === first.open && flow === first.flow ? first : openColumn(flow, one, first.span);
}

function together(sources: Sources, parts: readonly Open[]): Open {
  return remembered({
    ...(parts.some((part) => part.cut) && { cut: true }),
    owners: [...new Set(parts.flatMap((part) => part.owners))],
    may: (key) => parts.some((part) => part.may(key)),
    column: (key, name) => narrow(sources, parts, key, name),
  });
}
