/** Joins: two relations side by side, or one side's rows as the other decides them. */
import type { Span } from '../base/span.js';
import type { Column, Open } from './column.js';
import { newColumn } from './column.js';
import type { Flow, Link } from './flow.js';
import { flowOf, link, NOTHING, via } from './flow.js';
import { openOnce, TakenOut, withoutColumns } from './open.js';
import type { NamedColumns, Relation } from './relation.js';
import { asNull, findColumn, isOpen, knownColumn, mayBeNull, namedColumns, newRelation, openParts, withRows } from './relation.js';
import type { Sources } from './source.js';
import { IDENTITY, JOIN } from './transformation.js';
import { listsTooMany, unlisted } from './unlisted.js';

export type JoinKind = 'inner' | 'left' | 'right' | 'full' | 'cross' | 'semi' | 'anti' | 'right-semi' | 'right-anti';

/** Left columns then right ones; semi and anti joins keep one side's, and the other only decides rows. */
export function join(sources: Sources, kind: JoinKind, left: Relation, right: Relation, condition: Flow): Relation {
  const rows = joinRows(left.rows, right.rows, condition);
  if (kind === 'semi' || kind === 'anti') return withRows(left, rows);
  if (kind === 'right-semi' || kind === 'right-anti') return withRows(right, rows);
  return JoinedRelation.of(sources, left, right, rows);
}

/**
 * USING and NATURAL: the merged columns first, once each, then the others. A merged column is the left side's for INNER
 * and LEFT, the right side's for RIGHT and of both for FULL; both sides' decide the rows. `inPlace`: they stand where the
 * left side has them.
 * `condition`: what is compared besides (ASOF's MATCH_CONDITION).
 */
export function joinUsing(
  sources: Sources,
  kind: JoinKind,
  left: Relation,
  right: Relation,
  names: readonly { readonly key: string; readonly name: string; readonly span: Span }[],
  inPlace = false,
  condition = NOTHING,
): { relation: Relation; merged: readonly Column[] } {
  const merged: Column[] = [];
  const keys = new Set<string>();
  const compared: Link[] = [];
  for (const { key, name, span } of names) {
    keys.add(key);
    const a = findColumn(sources, left, key, name);
    const b = findColumn(sources, right, key, name);
    if (a !== undefined) compared.push(link(a.flow, JOIN, span));
    if (b !== undefined) compared.push(link(b.flow, JOIN, span));
    const column = mergeColumn(kind, a, b);
    if (column !== undefined) merged.push(column);
  }
  if (condition !== NOTHING) compared.push(link(condition, JOIN));
  const rows = joinRows(left.rows, right.rows, flowOf(compared));
  if (kind === 'semi' || kind === 'anti') return { relation: withRows(left, rows), merged: [] };
  if (!inPlace || isOpen(left)) return { relation: JoinedRelation.of(sources, left, right, rows, { merged, keys }), merged };
  const columns = replaceColumns(left.columns, merged).concat(withoutColumns(right.columns, keys));
  return { relation: newRelation(openOnce(sources, columns), rows), merged };
}

/** The columns, and further ones behind them that are made of the same rows. */
export function extend(sources: Sources, input: Relation, made: readonly Column[]): Relation {
  return JoinedRelation.of(sources, input, newRelation(made, NOTHING), input.rows);
}

/** The columns that both sides name, in the order of the left one's: what NATURAL joins by. */
export function commonColumns(left: Relation, right: Relation): Column[] {
  const common: Column[] = [];
  for (const [key] of namedColumns(right)) {
    const column = knownColumn(left, key);
    if (column !== undefined) common.push(column);
  }
  if (common.length < 2) return common;
  const base = left.base ?? left;
  const places = base instanceof JoinedRelation ? undefined : new Map(base.columns.map(({ key }, at) => [key, at]));
  const rank = ({ key }: Column) => places?.get(key) ?? (base as JoinedRelation).rankOf(key);
  return common.sort((a, b) => rank(a) - rank(b));
}

/** These columns with others in the places of their names. */
function replaceColumns(columns: readonly Column[], by: readonly Column[]): Column[] {
  const byKey = new Map(by.map((column) => [column.key, column]));
  return columns.map((column) => byKey.get(column.key) ?? column);
}

function mergeColumn(kind: JoinKind, left: Column | undefined, right: Column | undefined): Column | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  if (kind === 'right') return right;
  if (kind !== 'full') return left;
  return newColumn(left.name, left.key, flowOf([link(left.flow, IDENTITY), link(right.flow, IDENTITY)]));
}

function joinRows(left: Flow, right: Flow, condition: Flow): Flow {
  if (left === NOTHING && right === NOTHING) return via(condition, JOIN);
  const links: Link[] = [];
  if (left !== NOTHING) links.push(link(left, IDENTITY));
  if (right !== NOTHING && right !== left) links.push(link(right, IDENTITY));
  if (condition !== NOTHING) links.push(link(condition, JOIN));
  return flowOf(links);
}

/** Two relations side by side. A chain of joins shares what it knows of its sides; of its lists only that which something asks for is made. */
class JoinedRelation implements Relation {
  #columns: readonly Column[] | undefined = undefined;
  readonly #sources: Sources;
  readonly #sides: Sides;
  /** How many parts of the chain are of this join. */
  readonly #count: number;
  index: Map<string, Column> | undefined = undefined;
  readonly seek = undefined;
  readonly base = undefined;

  private constructor(
    sources: Sources,
    sides: Sides,
    readonly rows: Flow,
  ) {
    this.#sources = sources;
    this.#sides = sides;
    this.#count = sides.parts.length;
  }

  static of(sources: Sources, left: Relation, right: Relation, rows: Flow, merge?: Merge): JoinedRelation {
    const first = left.base ?? left;
    const sides = first instanceof JoinedRelation ? first.#continued() : new Sides([first]);
    sides.parts.push(right.base ?? right);
    if (merge !== undefined) sides.parts.push(merge);
    return new JoinedRelation(sources, sides, rows);
  }

  get columns(): readonly Column[] {
    return (this.#columns ??= sideBySide(this.#sources, this.#sides.parts.slice(0, this.#count)));
  }

  /** Undefined where the chain has gone on since. */
  get named(): NamedColumns | undefined {
    return this.#sides.parts.length === this.#count ? this.#sides.named() : undefined;
  }

  /** Where a column that it names stands among those that were known so far. */
  rankOf(key: string): number {
    return this.#continued().rankOf(key);
  }

  /** Part by part, so that what is asked of a chain of outer joins does not go through each of them. */
  underNulls(): Relation {
    const under = new Map<Relation, Relation>();
    const parts = this.#sides.parts.slice(0, this.#count).map((part): Part => {
      if (isMerge(part)) return { merged: part.merged.map(asNull), keys: part.keys };
      const known = under.get(part) ?? mayBeNull(part);
      under.set(part, known);
      return known;
    });
    return new JoinedRelation(this.#sources, new Sides(parts), this.rows);
  }

  #continued(): Sides {
    const { parts } = this.#sides;
    return parts.length === this.#count ? this.#sides : new Sides(parts.slice(0, this.#count));
  }
}

/** The side of an outer join that may have no row. */
export function sideUnderNulls(side: Relation): Relation {
  return side instanceof JoinedRelation ? side.underNulls() : mayBeNull(side);
}

/** Columns that USING merged: of what stands before them in the chain, those of these keys are gone. */
interface Merge {
  readonly merged: readonly Column[];
  readonly keys: ReadonlySet<string>;
}

type Part = Relation | Merge;

function isMerge(part: Part): part is Merge {
  return 'merged' in part;
}

/** What a chain of joins puts side by side, and an index of it that grows with the chain. */
class Sides {
  #indexed = 0;
  #merges = 0;
  readonly #known = new Map<string, Column>();
  readonly #open: Open[] = [];
  /** Columns in the order of their ranks: those merged last stand first. */
  readonly #ranks = new Map<string, number>();

  constructor(readonly parts: Part[]) {}

  named(): NamedColumns {
    for (; this.#indexed < this.parts.length; this.#indexed++) {
      const part = this.parts[this.#indexed] as Part;
      if (isMerge(part)) this.#addMerge(part);
      else {
        for (const [key, column] of namedColumns(part)) if (key !== '*') this.#add(key, column);
        for (const open of openParts(part)) this.#open.push(open);
      }
    }
    return { known: this.#known, open: this.#open };
  }

  rankOf(key: string): number {
    this.named();
    return this.#ranks.get(key) ?? 0;
  }

  #add(key: string, column: Column): void {
    if (this.#known.has(key)) return;
    this.#known.set(key, column);
    this.#ranks.set(key, this.#ranks.size);
  }

  #addMerge({ merged }: Merge): void {
    this.#merges += merged.length;
    for (const [at, column] of merged.entries()) {
      this.#known.set(column.key, column);
      this.#ranks.set(column.key, at - this.#merges);
    }
  }
}

function sideBySide(sources: Sources, parts: readonly Part[]): readonly Column[] {
  const relations = parts.filter((part): part is Relation => !isMerge(part));
  const width = relations.reduce((sum, { columns }) => sum + columns.length, 0);
  if (listsTooMany(width)) return [unlisted(sources, [...new Set(relations)])];
  return openOnce(sources, relations.length === parts.length ? relations.flatMap((relation) => relation.columns) : afterMerges(parts));
}

/** The columns that were merged last first, then what no merge took out. */
function afterMerges(parts: readonly Part[]): Column[] {
  const merged: Column[] = [];
  const rest: Column[][] = [];
  const keys = new Set<string>();
  const taken = new TakenOut();
  for (const part of parts.toReversed()) {
    if (isMerge(part)) {
      for (const column of part.merged) if (!keys.has(column.key)) merged.push(column);
      for (const key of part.keys) keys.add(key);
      taken.add(part.keys);
    } else rest.push(keys.size === 0 ? [...part.columns] : taken.outOf(part.columns, keys));
  }
  return merged.concat(...rest.reverse());
}
