/** Who is `a.b` here? One record for every place where names are looked up; what differs by dialect is in `Names`. */
import { aliasKey } from '../../catalog/names.js';
import type { Column, Open } from '../../lineage/column.js';
import { flowOf, link } from '../../lineage/flow.js';
import { narrow } from '../../lineage/open.js';
import type { Relation } from '../../lineage/relation.js';
import { findColumn, isOpen, knownColumn, openParts } from '../../lineage/relation.js';
import type { Dataset } from '../../lineage/source.js';
import { TRANSFORMATION } from '../../lineage/transformation.js';
import type { Cte, Relation as RelationNode, Star, WindowSpecification } from '../../sql/tree.js';
import type { Context } from './context.js';
import { EntryIndex } from './entry-index.js';

/** Where a side begins that nothing is known to link to those before it: `b` in `FROM a, b` and in `a JOIN b` without ON. */
export interface Side {
  /** Its first entry in the scope. */
  readonly entry: number;
  readonly node: RelationNode;
}

/** A relation in FROM. */
export interface Entry {
  /** Its alias or table name as names are compared; '' when it has none. */
  readonly key: string;
  /** The full dataset name's parts by which it may be qualified too (`s.t.x`); only without an alias. */
  readonly parts: readonly string[] | undefined;
  /** An outer join may change it: its columns may be NULL then. */
  relation: Relation;
  /** The dataset that it is, when it is one as it stands. */
  readonly dataset: Dataset | undefined;
  /** For a relation made of one value (UNNEST): names not found are the value's fields. */
  readonly value: Column | undefined;
}

/** A CTE in sight, and what reading it brings along. */
export interface CteEntry {
  readonly node: Cte | undefined;
  readonly relation: Relation;
  /** Called at each reading: what the CTE reads counts only then. */
  readonly use: () => void;
  /** Whether something other than itself reads it. */
  used: boolean;
}

export interface Ctes {
  readonly outer: Ctes | undefined;
  readonly byKey: Map<string, CteEntry>;
  /** Names that WITH gave to single values, each read where it is used: `WITH a + 1 AS b` may name columns of that query. */
  readonly values: Map<string, (scope: Scope) => Column | undefined>;
}

/** Names that were looked for among several relations of unknown columns: each costs a walk over all of them. */
interface Narrowed {
  /** For which entries this holds: scopes are copied, and entries come and go. */
  entries: readonly Entry[] | undefined;
  count: number;
  byKey: Map<string, Column | undefined>;
}

const NO_NAMES = new Map<string, Column | undefined>();

export interface Scope {
  /** The query around, for correlated names. */
  readonly outer: Scope | undefined;
  readonly ctes: Ctes | undefined;
  readonly entries: Entry[];
  /** Made when there are many entries; dropped when some are taken out. */
  index: EntryIndex | undefined;
  /** Shared with the scope's copies. */
  readonly narrowed: Narrowed;
  /** All of FROM as one relation: what a bare star means. */
  from: Relation | undefined;
  /** Where sides begin that the FROM list itself does not link to the earlier ones. */
  sides: Side[] | undefined;
  /** While ON is read: where the entries of its own join begin. It sees no others. */
  joined: number;
  /** Columns merged by USING and NATURAL, by key: they win over the sides' own. */
  merged: Map<string, Column> | undefined;
  /** The keys of merged columns, where an entry's own star treats them otherwise than its other columns. */
  starKeys: Map<Entry, Set<string>> | undefined;
  /** Columns of the same select list that are in sight. */
  aliases: Map<string, Column> | undefined;
  /** Aliases win over columns. */
  aliasesFirst: boolean;
  windows: Map<string, WindowSpecification> | undefined;
  /** While `f(COLUMNS(*))` is read once for each column: the star, and the column that it is now. */
  spread: { readonly star: Star; readonly column: Column } | undefined;
}

export function newScope(outer: Scope | undefined, ctes: Ctes | undefined): Scope {
  return {
    outer,
    ctes,
    entries: [],
    index: undefined,
    narrowed: { entries: undefined, count: 0, byKey: NO_NAMES },
    from: undefined,
    sides: undefined,
    joined: 0,
    merged: undefined,
    starKeys: undefined,
    aliases: undefined,
    aliasesFirst: false,
    windows: undefined,
    spread: undefined,
  };
}

/** The same place with the select list's names in sight. */
export function withAliases(scope: Scope, aliases: Map<string, Column>, aliasesFirst: boolean): Scope {
  const { outer, ctes, entries, index, narrowed, from, sides, joined, merged, starKeys, windows, spread } = scope;
  return { outer, ctes, entries, index, narrowed, from, sides, joined, merged, starKeys, aliases, aliasesFirst, windows, spread };
}

/** A scope within `outer` in which some names are values: lambda parameters, loop variables. */
export function withLocals(outer: Scope, locals: readonly Column[]): Scope {
  const scope = newScope(outer, outer.ctes);
  scope.merged = new Map(locals.map((column) => [column.key, column]));
  return scope;
}

export type Found = Column | 'ambiguous' | undefined;

/** The column of an unqualified name. The innermost query that can own it does: one whose columns are all known only if it has it. */
export function findUnqualified(ctx: Context, from: Scope, key: string, name: string): Found {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.outer) {
    if (scope.aliasesFirst) {
      const alias = scope.aliases?.get(key);
      if (alias !== undefined) return alias;
    }
    const known = findKnown(scope, key);
    if (known === 'ambiguous')
      return (ctx.names.itemSettles ? scope.aliases?.get(key) : undefined) ?? findPreferred(ctx, scope, key) ?? known;
    if (known !== undefined) return known;
    const alias = scope.aliases?.get(key);
    if (alias !== undefined) return findSeen(scope, key, name) ?? alias;
    const row = ctx.names.rowValues ? rowOf(scope, key) : undefined;
    if (row !== undefined) return row;
    const value = findValue(scope, key) ?? findDeclared(ctx, name);
    if (value !== undefined) return value;
    const narrowed = findOpen(ctx, scope, key, name);
    if (narrowed !== undefined) return narrowed;
  }
  return ctx.variables.get(name.toLowerCase());
}

/** Whether a name is surely that of a column or a value here. */
export function isNameOfValue(from: Scope, key: string): boolean {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.outer) {
    if (findKnown(scope, key) !== undefined || scope.aliases?.has(key) || findValue(scope, key) !== undefined) return true;
  }
  return false;
}

/** A variable that was declared is surely there; a column of an unknown table only may be. */
function findDeclared(ctx: Context, name: string): Column | undefined {
  if (ctx.declared.size === 0) return undefined;
  const key = name.toLowerCase();
  return ctx.declared.has(key) ? ctx.variables.get(key) : undefined;
}

export function findValue(scope: Scope, key: string): Column | undefined {
  for (let each = scope.ctes; each !== undefined; each = each.outer) {
    const found = each.values.get(key)?.(scope);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Among columns that are surely there. */
function findKnown(scope: Scope, key: string): Found {
  const merged = scope.merged?.get(key);
  if (merged !== undefined) return merged;
  if (scope.entries.length > MANY) return indexOf(scope).known(key, scope.joined);
  let found: Column | undefined;
  for (const entry of scope.entries) {
    const column = knownColumn(entry.relation, key);
    if (column === undefined || column === found) continue;
    if (found !== undefined) return scope.joined > 0 ? findJoined(scope, key) : 'ambiguous';
    found = column;
  }
  return found;
}

/** Of several, the one that ON's own join has: `t1 JOIN (t2 JOIN t3 ON b = c) ON …`, where t1 has a b too. */
function findJoined({ entries, joined }: Scope, key: string): Found {
  let found: Column | undefined;
  for (let at = joined; at < entries.length; at++) {
    const column = knownColumn((entries[at] as Entry).relation, key);
    if (column === undefined || column === found) continue;
    if (found !== undefined) return 'ambiguous';
    found = column;
  }
  return found ?? 'ambiguous';
}

/** Of several columns of a name, the one that the dialect takes. */
function findPreferred({ names }: Context, { entries }: Scope, key: string): Column | undefined {
  // BigQuery's `FROM t, UNNEST(t.hits) AS hits`: the name is the element's, whatever columns the other relations have.
  if (names.correlatedArrays) return entries.find((entry) => entry.value?.key === key)?.value;
  const [left] = entries;
  return names.leftColumnWins && left !== undefined && entries.length === 2 ? knownColumn(left.relation, key) : undefined;
}

/** A column that is called by several parts, `n.k`, of the relation that is named or of any. */
export function findDotted(from: Scope, named: Entry | undefined, key: string): Column | undefined {
  if (named !== undefined) return knownColumn(named.relation, key);
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.outer) {
    const found = findKnown(scope, key);
    if (found !== undefined && found !== 'ambiguous') return found;
  }
  return undefined;
}

/** A column of the one unknown table that the text reads it from elsewhere: a column wins over an alias of its name. */
function findSeen({ entries }: Scope, key: string, name: string): Column | undefined {
  let only: Open | undefined;
  for (const { relation } of entries) {
    if (!isOpen(relation)) continue;
    for (const part of openParts(relation)) {
      if (!part.may(key) || !part.owners.some((owner) => owner.columns.has(key))) continue;
      if (only !== undefined) return undefined;
      only = part;
    }
  }
  return only?.column(key, name);
}

function findOpen(ctx: Context, scope: Scope, key: string, name: string): Column | undefined {
  const { entries, narrowed } = scope;
  const fresh = narrowed.entries === entries && narrowed.count === entries.length;
  if (fresh && narrowed.byKey.has(key)) return narrowed.byKey.get(key);
  let parts: readonly Open[] | undefined;
  let only: Relation | undefined;
  if (entries.length > MANY) parts = indexOf(scope).open();
  else
    for (const { relation } of entries) {
      if (!isOpen(relation)) continue;
      if (only === undefined) only = relation;
      else parts = (parts ?? openParts(only)).concat(openParts(relation));
    }
  if (parts === undefined) return only === undefined ? undefined : findColumn(ctx.sources, only, key, name);
  if (!fresh) {
    narrowed.entries = entries;
    narrowed.count = entries.length;
    narrowed.byKey = new Map();
  }
  const found = narrow(ctx.sources, parts, key, name);
  narrowed.byKey.set(key, found);
  return found;
}

/** `SELECT t FROM t`: the whole row as one value. */
function rowOf(scope: Scope, key: string): Column | undefined {
  const entry = key === '' ? undefined : entryNamed(scope, key);
  return entry && rowColumn(entry);
}

export function rowColumn(entry: Entry): Column {
  const { columns } = entry.relation;
  const flow = flowOf(columns.map((column) => link(column.flow, TRANSFORMATION)));
  return entry.value ?? { name: entry.key, key: entry.key, flow, fields: columns, open: undefined, span: undefined, typed: undefined };
}

/** The relation of a one-part qualifier, innermost first. */
export function findEntry(from: Scope, key: string): Entry | undefined {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.outer) {
    const found = entryNamed(scope, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function entryNamed(scope: Scope, key: string): Entry | undefined {
  if (scope.entries.length > MANY) return indexOf(scope).named(key);
  for (const entry of scope.entries) if (entry.key === key) return entry;
  return undefined;
}

/** Whether a relation of this query names a column so. */
export function hasColumn(scope: Scope, key: string): boolean {
  if (scope.entries.length > MANY) return indexOf(scope).known(key, 0) !== undefined;
  return scope.entries.some((entry) => knownColumn(entry.relation, key) !== undefined);
}

/** With more relations than this in FROM, an index finds them. */
const MANY = 16;

function indexOf(scope: Scope): EntryIndex {
  if (scope.index?.entries !== scope.entries) scope.index = new EntryIndex(scope.entries);
  return scope.index;
}

/** Takes entries out again: those of one side of a semi join, those inside of parentheses with an alias. */
export function removeEntries(scope: Scope, from: number, to = scope.entries.length): Entry[] {
  scope.index = undefined;
  scope.narrowed.entries = undefined;
  return scope.entries.splice(from, to - from);
}

/** Text that no engine takes, but that means only one thing: a table by its own name although it has an alias. */
export function findEntryOfTable(ctx: Context, from: Scope, key: string): Entry | undefined {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.outer) {
    const found =
      scope.entries.length > MANY ? indexOf(scope).ofTable(ctx.names, key) : scope.entries.find((entry) => isOfTable(ctx, entry, key));
    if (found !== undefined) return found;
  }
  return undefined;
}

function isOfTable({ names }: Context, { dataset }: Entry, key: string): boolean {
  const last = dataset?.parts[dataset.parts.length - 1];
  return last !== undefined && aliasKey(names, last) === key;
}

/** The relation whose dataset's name ends with these parts. */
export function findEntryByName(ctx: Context, from: Scope, parts: readonly string[]): Entry | undefined {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.outer) {
    const found =
      scope.entries.length > MANY
        ? indexOf(scope).endingWith(ctx.names, parts)
        : scope.entries.find((entry) => entry.parts !== undefined && endsWith(ctx, entry.parts, parts));
    if (found !== undefined) return found;
  }
  return undefined;
}

function endsWith(ctx: Context, parts: readonly string[], end: readonly string[]): boolean {
  const from = parts.length - end.length;
  return from >= 0 && end.every((part, at) => aliasKey(ctx.names, parts[from + at] as string) === part);
}

export function findCte(ctes: Ctes | undefined, key: string): CteEntry | undefined {
  for (let each = ctes; each !== undefined; each = each.outer) {
    const found = each.byKey.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}
