/**
 * The relational operators of lineage. Each call takes the relations below it and gives one relation: output columns, and
 * what decides its rows. The SQL resolver and the Spark resolver decide which call to make (by scopes, by attribute ids)
 * and build the flows of single expressions; the rules for edges and subtypes are here and in `transformation.ts`.
 *
 * How an expression's flow is built, in both: every column read in it is a `link(column.flow, code, span)`, where `code` is
 * - IDENTITY when the expression is that column (or a field of it: then with `path`),
 * - TRANSFORMATION within any computation, AGGREGATION within an aggregate's arguments (+ MASKING within a hash),
 * - CONDITIONAL within a CASE/IF condition, WINDOW within PARTITION BY/ORDER BY, FILTER within an aggregate's FILTER or a
 *   subquery that is only compared with;
 * nested uses compose (`compose(outer, inner)`). A scalar subquery as a value adds `link(sub.columns[0].flow, code)` and
 * `link(sub.rows, IDENTITY)`: what decides its rows decides this one value. `flowOf(links)` makes the flow.
 */
import type { Span } from '../base/span.js';
import type { Typed } from '../types/type.js';
import type { Column, Open } from './column.js';
import { flowOfColumns, newColumn, openColumn } from './column.js';
import type { Flow, Link } from './flow.js';
import { flowOf, link, NOTHING } from './flow.js';
import { narrow, withoutColumns } from './open.js';
import type { Dataset, Sources } from './source.js';
import { internColumn, internRows, internStar } from './source.js';
import { CONDITIONAL, FILTER, GROUP_BY, IDENTITY, SORT } from './transformation.js';

export interface Relation {
  readonly columns: readonly Column[];
  /** What decides which rows there are, how they are grouped and in which order they come. Only indirect entries. */
  readonly rows: Flow;
  /** Columns by key, made by `knownColumn` where `seek` is undefined. */
  index: Map<string, Column> | undefined;
  /** Finds a column by its key without making all others; undefined where `columns` are there anyway. */
  readonly seek: ((key: string) => Column | undefined) | undefined;
  /** The relation whose columns these are, under other influences. */
  readonly base: Relation | undefined;
  /** What it names, where that is known without a list of its columns. */
  readonly named?: NamedColumns | undefined;
}

/** What a relation names, and its stars. */
export interface NamedColumns {
  readonly known: ReadonlyMap<string, Column>;
  readonly open: readonly Open[];
}

/** A relation whose list of columns is made when something asks for it: a scan of a wide table, one under other influences. */
class LazyRelation implements Relation {
  #columns: readonly Column[] | undefined = undefined;
  readonly #make: () => readonly Column[];
  index: Map<string, Column> | undefined = undefined;

  constructor(
    make: () => readonly Column[],
    readonly rows: Flow,
    readonly seek: ((key: string) => Column | undefined) | undefined,
    readonly base: Relation | undefined,
  ) {
    this.#make = make;
  }

  get columns(): readonly Column[] {
    return (this.#columns ??= this.#make());
  }
}

/** All of whose columns may be NULL, so that saying it again, at each outer join of a chain, changes nothing. */
class NullableRelation extends LazyRelation {}

export function newRelation(columns: readonly Column[], rows: Flow): Relation {
  return { columns, rows, index: undefined, seek: undefined, base: undefined };
}

// ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Columns of a table as they are stored and compared, and their places by key. */
export interface KnownColumns {
  readonly names: readonly string[];
  readonly keys: readonly string[];
  readonly places: ReadonlyMap<string, number>;
}

export function knownColumnsOf(names: readonly string[], keys: readonly string[] = names): KnownColumns {
  return { names, keys, places: new Map(keys.map((key, at) => [key, at])) };
}

/** What is known of the column at a place of a table. */
export type TypesOf = (at: number) => Typed | undefined;

/** A dataset whose columns are known. */
export function scan(sources: Sources, dataset: Dataset, known: KnownColumns, typesOf?: TypesOf): Relation {
  const made: (Column | undefined)[] = new Array(known.keys.length);
  const column = (at: number) =>
    (made[at] ??= sourceColumn(sources, dataset, known.names[at] as string, known.keys[at] as string, typesOf?.(at)));
  const seek = (key: string) => {
    const at = known.places.get(key);
    return at === undefined ? undefined : column(at);
  };
  return new LazyRelation(() => known.keys.map((_, at) => column(at)), NOTHING, seek, undefined);
}

/** A dataset whose columns nobody knows. */
export function scanOpen(sources: Sources, dataset: Dataset): Relation {
  const open: Open = {
    owners: [dataset],
    may: () => true,
    column: (key, name) => sourceColumn(sources, dataset, name, key),
  };
  return newRelation([openColumn(internStar(sources, dataset).flow, open)], NOTHING);
}

/** A dataset of which some columns are known, and `*` stands for the others. */
export function scanPartly(sources: Sources, dataset: Dataset, known: KnownColumns): Relation {
  const [star] = scanOpen(sources, dataset).columns as [Column];
  const others = withoutColumns([star], new Set(known.keys));
  const columns = known.keys.flatMap((key, at) => {
    if (key === '*') return others.splice(0);
    return [sourceColumn(sources, dataset, known.names[at] as string, key)];
  });
  return newRelation(columns, NOTHING);
}

/** Adds what decided the rows of a dataset that an earlier statement of the script wrote. */
export function withHistory(sources: Sources, dataset: Dataset, input: Relation): Relation {
  return withRows(input, internRows(sources, dataset).flow);
}

export function sourceColumn(sources: Sources, dataset: Dataset, name: string, key: string, typed?: Typed): Column {
  const source = internColumn(sources, dataset, key, name);
  return newColumn(source.column, key, source.flow, undefined, undefined, typed);
}

/** Rows that come from nowhere: VALUES, generate_series. */
export function rowsOf(columns: readonly Column[]): Relation {
  return newRelation(columns, NOTHING);
}

/**
 * The column of a name, or undefined when the relation surely has none. Where its columns are (partly) unknown the name
 * narrows them: with one open part to that part's column, with several to a column with candidates.
 */
export function findColumn(sources: Sources, of: Relation, key: string, name: string): Column | undefined {
  const relation = of.base ?? of;
  const known = knownColumn(relation, key);
  if (known !== undefined || !isOpen(relation)) return known;
  const found = narrow(sources, relation.named?.open ?? openParts(relation), key, name);
  if (found !== undefined) relation.index?.set(key, found);
  return found;
}

/** A column that the relation names, without narrowing what is open. */
export function knownColumn(of: Relation, key: string): Column | undefined {
  if (key === '*') return undefined;
  const relation = of.base ?? of;
  if (relation.seek !== undefined) return relation.seek(key);
  if (relation.index === undefined && relation.named !== undefined) return relation.named.known.get(key);
  relation.index ??= indexColumns(relation.columns);
  return relation.index.get(key);
}

/** The columns that the relation names, by key, `*` for those that nobody knows. */
export function namedColumns(of: Relation): Iterable<readonly [string, Column]> {
  const relation = of.base ?? of;
  if (relation.seek !== undefined) return relation.columns.map((column) => [column.key, column] as const);
  relation.index ??= indexColumns(relation.columns);
  return relation.index;
}

/** Whether some of the columns are not known. */
export function isOpen(of: Relation): boolean {
  const relation = of.base ?? of;
  if (relation.seek !== undefined) return false;
  if (relation.index === undefined && relation.named !== undefined) return relation.named.open.length > 0;
  relation.index ??= indexColumns(relation.columns);
  return relation.index.has('*');
}

export function openParts(relation: Relation): Open[] {
  const parts: Open[] = [];
  for (const column of relation.columns) if (column.open !== undefined) parts.push(column.open);
  return parts;
}

function indexColumns(columns: readonly Column[]): Map<string, Column> {
  const index = new Map<string, Column>();
  for (const column of columns) if (!index.has(column.key)) index.set(column.key, column);
  return index;
}

// ── One relation to one ──────────────────────────────────────────────────────────────────────────────────────────────

/** New columns over the same rows: SELECT items, a renaming, computed columns. Window functions are columns as well. */
export function project(input: Relation, columns: readonly Column[]): Relation {
  return newRelation(columns, input.rows);
}

/** The same columns under an expression that keeps some rows: WHERE, HAVING, QUALIFY. */
export function filter(input: Relation, condition: Flow): Relation {
  return decide(input, condition, FILTER);
}

export function sort(input: Relation, keys: Flow): Relation {
  return decide(input, keys, SORT);
}

/** The same columns, grouped by these keys. */
export function group(input: Relation, keys: Flow): Relation {
  return decide(input, keys, GROUP_BY);
}

/** One row a group. `columns` are the keys that are read again and the aggregates; `keys` may be NOTHING (one group). */
export function aggregate(input: Relation, keys: Flow, columns: readonly Column[]): Relation {
  return project(group(input, keys), columns);
}

/** DISTINCT groups by every column; `keys` are those of DISTINCT ON. */
export function distinct(input: Relation, keys?: Flow): Relation {
  return decide(input, keys ?? flowOfColumns(input.columns, IDENTITY), GROUP_BY);
}

/** Explode, unnest, flatten: the input's columns, then the columns made for each element. */
export function generate(input: Relation, made: readonly Column[]): Relation {
  return project(input, input.columns.concat(made));
}

function decide(input: Relation, by: Flow, code: number): Relation {
  if (by === NOTHING) return input;
  const own = link(by, code);
  const rows = flowOf(input.rows === NOTHING ? [own] : [link(input.rows, IDENTITY), own]);
  return withRows(input, rows);
}

/** The same columns under other influences. */
export function withRows(input: Relation, rows: Flow): Relation {
  const base = input.base ?? input;
  return new LazyRelation(() => base.columns, rows, undefined, base);
}

/** The column where its row may be missing. */
export function asNull(column: Column): Column {
  if (column.open !== undefined || column.typed?.nullable) return column;
  return { ...column, typed: { type: column.typed?.type, nullable: true } };
}

/** The same columns where there may be no row: the other side of an outer join. For who asks for types alone. */
export function mayBeNull(input: Relation): Relation {
  if (input instanceof NullableRelation) return input;
  const made = new Map<Column, Column>();
  const mark = (column: Column): Column => {
    let marked = made.get(column);
    if (marked === undefined) {
      marked = asNull(column);
      made.set(column, marked);
    }
    return marked;
  };
  if (isOpen(input)) return newRelation(input.columns.map(mark), input.rows);
  const seek = (key: string) => {
    const column = knownColumn(input, key);
    return column && mark(column);
  };
  return new NullableRelation(() => input.columns.map(mark), input.rows, seek, undefined);
}

// ── Pivots ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One column for each pivoted value: an aggregate of the rows that `on` picks. The kept columns are the groups. */
export function pivot(input: Relation, kept: readonly Column[], on: Flow, made: readonly Column[]): Relation {
  const pick = ({ name, key, flow, open, span }: Column): Column => {
    const picked = flowOf([link(flow, IDENTITY), link(on, CONDITIONAL)]);
    if (open === undefined) return newColumn(name, key, picked, span);
    const column: Open['column'] = (own, as) => {
      const found = open.column(own, as);
      return found && pick(found);
    };
    return openColumn(picked, { ...open, column }, span);
  };
  const picked = made.map(pick);
  return aggregate(input, flowOfColumns(kept, IDENTITY), kept.concat(picked));
}

/**
 * UNPIVOT: the kept columns, the label column (no value source; the unpivoted columns are CONDITIONAL), then for each value
 * column what it is made of: `values[i].inputs` are the i-th columns of every group.
 */
export function unpivot(
  input: Relation,
  kept: readonly Column[],
  label: { readonly name: string; readonly key: string; readonly span?: Span },
  values: readonly { readonly name: string; readonly key: string; readonly inputs: readonly Flow[]; readonly span?: Span }[],
): Relation {
  const conditions: Link[] = [];
  for (const value of values) for (const flow of value.inputs) conditions.push(link(flow, CONDITIONAL));
  const columns = [newColumn(label.name, label.key, flowOf(conditions), label.span)];
  for (const value of values) {
    const links = value.inputs.map((flow) => link(flow, IDENTITY, value.span));
    columns.push(newColumn(value.name, value.key, flowOf(links), value.span));
  }
  return project(input, kept.concat(columns));
}
