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
  const rest: Column[] = [];
  for (const column of columns) {
    if (column.open !== undefined) rest.push(openColumn(column.flow, withoutNames(column.open, keys), column.span));
    else if (!keys.has(column.key)) rest.push(column);
  }
  return rest;
}

function withoutNames(open: Open, keys: ReadonlySet<string>): Open {
  return open instanceof Narrowed ? open.without(keys) : new Narrowed(open, { since: new Map(), times: 0 }, keys);
}

/** Names that were taken out along a chain of queries: each with how often some had been taken out by then. */
interface TakenOut {
  readonly since: Map<string, number>;
  times: number;
}

/** A star without some names. All stars of a chain note their names together; only where it forks they are copied. */
class Narrowed implements Open {
  readonly owners: readonly Dataset[];
  readonly cut?: true;
  readonly may: Open['may'];
  readonly column: Open['column'];
  readonly without: (keys: ReadonlySet<string>) => Open;

  constructor(of: Open, taken: TakenOut, keys: ReadonlySet<string>) {
    const times = ++taken.times;
    for (const key of keys) if (!taken.since.has(key)) taken.since.set(key, times);
    const isOut = (key: string): boolean => (taken.since.get(key) ?? Number.POSITIVE_INFINITY) <= times;
    this.owners = of.owners;
    if (of.cut) this.cut = true;
    this.may = (key) => !isOut(key) && of.may(key);
    this.column = (key, name) => (isOut(key) ? undefined : of.column(key, name));
    this.without = (more) => new Narrowed(of, taken.times === times ? taken : upTo(taken, times), more);
  }
}

function upTo({ since }: TakenOut, times: number): TakenOut {
  return { since: new Map([...since].filter(([, taken]) => taken <= times)), times };
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
