/** Relations in FROM: each adds its entry to the scope, and gives the relation that it and what it joins amount to. */
import type { Span } from '../../base/span.js';
import { columnKey } from '../../catalog/names.js';
import type { Column } from '../../lineage/column.js';
import { newColumn, openColumn } from '../../lineage/column.js';
import { NOTHING } from '../../lineage/flow.js';
import type { JoinKind } from '../../lineage/join.js';
import { commonColumns, join, joinUsing, sideUnderNulls } from '../../lineage/join.js';
import type { Relation } from '../../lineage/relation.js';
import { asNull, isOpen, knownColumn, mayBeNull, newRelation, rowsOf } from '../../lineage/relation.js';
import type { Dataset } from '../../lineage/source.js';
import type {
  DatasetName,
  DerivedTable,
  Identifier,
  Join,
  ParenthesizedRelation,
  Relation as RelationNode,
  TableAlias,
  TableReference,
} from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, report, stored, tableKeyOf } from './context.js';
import { resolveDataChange } from './data-change.js';
import { noteColumns } from './duplicate.js';
import { flowOfAll } from './expression.js';
import { resolveMatchRecognize } from './match-recognize.js';
import { resolvePivot, resolveUnpivot } from './pivot.js';
import { resolveQuery } from './query.js';
import { renameColumns } from './rename.js';
import type { Entry, Scope } from './scope.js';
import { findCte, findEntry, removeEntries } from './scope.js';
import { resolveArrayName, resolveTableFunction } from './table-function.js';
import { datasetRelation, knownDataset, readDataset, resolveName } from './tables.js';

/** All of a FROM list as one relation; undefined without any. Later items of the list are joined to the earlier ones. */
export function resolveFrom(ctx: Context, scope: Scope, nodes: readonly RelationNode[]): Relation | undefined {
  let all: Relation | undefined;
  for (const node of nodes) {
    if (all !== undefined) noteSide(ctx, scope, node);
    const relation = resolveRelation(ctx, scope, node);
    all = all === undefined ? relation : join(ctx.sources, 'cross', all, relation, NOTHING);
    scope.from = all;
  }
  return all;
}

/** A side on which nothing of FROM itself depends: what is made of the earlier rows, as UNNEST does, is linked to them. */
function noteSide(ctx: Context, scope: Scope, node: RelationNode): void {
  let first = node;
  while (first.kind === 'join') first = first.left;
  const apart = first.kind === 'table' ? !isArrayName(ctx, scope, first) : first.kind === 'derived' && !first.lateral;
  if (apart) (scope.sides ??= []).push({ entry: scope.entries.length, node });
}

/** `FROM t, t.items`. */
function isArrayName(ctx: Context, scope: Scope, { name: { parts } }: TableReference): boolean {
  if (parts.length < 2 || !ctx.names.correlatedArrays) return false;
  return findEntry(scope, tableKeyOf(ctx, parts[0] as Identifier)) !== undefined;
}

export function resolveRelation(ctx: Context, scope: Scope, node: RelationNode): Relation {
  switch (node.kind) {
    case 'table':
      return resolveTable(ctx, scope, node);
    case 'derived':
      return resolveDerived(ctx, scope, node);
    case 'table-function':
      return resolveTableFunction(ctx, scope, node);
    case 'join':
      return resolveJoins(ctx, scope, node);
    case 'parenthesized':
      return resolveParenthesized(ctx, scope, node);
    case 'pivot':
      return resolvePivot(ctx, scope, node);
    case 'unpivot':
      return resolveUnpivot(ctx, scope, node);
    case 'match-recognize':
      return resolveMatchRecognize(ctx, scope, node);
    case 'template':
      return addEntry(ctx, scope, opaqueRelation(), undefined);
    case 'piped':
      return scope.from ?? rowsOf([]);
    case 'missing':
      return rowsOf([]);
    default:
      return node satisfies never;
  }
}

/** A relation about which nothing can be said: it has any column, and none has a source. */
export function opaqueRelation(): Relation {
  return rowsOf([openColumn(NOTHING, { owners: [], may: () => true, column: (key, name) => newColumn(name, key, NOTHING) })]);
}

/** Puts a relation in sight under its alias (or `name`), with the alias's column names. */
export function addEntry(
  ctx: Context,
  scope: Scope,
  input: Relation,
  alias: TableAlias | undefined,
  name?: { readonly key: string; readonly parts: readonly string[] | undefined; readonly dataset?: Dataset },
  value?: Column,
): Relation {
  const relation = alias === undefined ? input : renameColumns(ctx, input, alias.columns);
  const aliased = alias !== undefined && alias.name.name !== '';
  scope.entries.push({
    key: aliased ? tableKeyOf(ctx, alias.name) : (name?.key ?? ''),
    parts: aliased ? undefined : name?.parts,
    relation,
    dataset: name?.dataset,
    value,
  });
  return relation;
}

function resolveTable(ctx: Context, scope: Scope, node: TableReference): Relation {
  const { name, alias } = node;
  const last = name.parts[name.parts.length - 1];
  if (last === undefined) {
    resolveName(ctx, name);
    return addEntry(ctx, scope, opaqueRelation(), alias);
  }
  const key = tableKeyOf(ctx, last);
  if (name.parts.length === 1 && name.form === 'name') {
    const cte = findCte(scope.ctes, key);
    if (cte !== undefined) {
      cte.use();
      cte.used = true;
      if (cte.node !== undefined) ctx.sides.meanings?.relations.set(node, cte.node);
      return addEntry(ctx, scope, cte.relation, alias, { key, parts: undefined });
    }
  }
  if (isArrayName(ctx, scope, node)) return resolveArrayName(ctx, scope, node);
  const changing = name.parts.length === 1 && ctx.changing?.tables.has(key) ? ctx.changing.dataset : undefined;
  if (changing !== undefined) return addEntry(ctx, scope, readDataset(ctx, changing), alias, { key, parts: undefined });
  const dataset = resolveName(ctx, name);
  if (dataset !== undefined && isDual(ctx, name, dataset))
    return addEntry(ctx, scope, rowsOf([newColumn('DUMMY', columnKey(ctx.names, 'DUMMY'), NOTHING)]), alias, { key, parts: undefined });
  if (dataset === undefined) return addEntry(ctx, scope, opaqueRelation(), alias, { key, parts: undefined });
  ctx.sides.meanings?.relations.set(node, dataset);
  if (ctx.gone.has(dataset)) report(ctx, 'warning', 'unknown-table', `${dataset.name} was dropped or renamed above.`, name);
  const relation = ctx.targets.has(node) ? datasetRelation(ctx, dataset) : readDataset(ctx, dataset);
  return addEntry(ctx, scope, relation, alias, { key, parts: dataset.parts, dataset });
}

/** DUAL, unless something is really called so. */
function isDual(ctx: Context, { form, parts }: DatasetName, dataset: Dataset): boolean {
  if (!ctx.names.dual || form !== 'name' || parts.length !== 1 || parts[0]?.name.toLowerCase() !== 'dual') return false;
  return !ctx.overlay.has(dataset) && knownDataset(ctx, dataset) === undefined;
}

function resolveDerived(ctx: Context, scope: Scope, node: DerivedTable): Relation {
  const outer = node.lateral ? scope : scope.outer;
  if (node.statement !== undefined) {
    return addEntry(ctx, scope, resolveDataChange(ctx, node.statement, scope.ctes) ?? opaqueRelation(), node.alias);
  }
  const name = node.alias?.name.name || 'subquery';
  const rows = resolveQuery(ctx, node.query, outer, scope.ctes, { name, kind: 'subquery' });
  const relation = addEntry(ctx, scope, rows, node.alias);
  if (ctx.names.duplicateNames === 'refused') noteColumns(ctx, relation.columns, node.query);
  return relation;
}

function resolveParenthesized(ctx: Context, scope: Scope, node: ParenthesizedRelation): Relation {
  const before = scope.entries.length;
  const relation = resolveRelation(ctx, scope, node.relation);
  if (node.alias === undefined) return relation;
  const inner = removeEntries(scope, before);
  const [only] = inner;
  return addEntry(
    ctx,
    scope,
    relation,
    node.alias,
    only && { key: only.key, parts: only.parts },
    inner.length === 1 ? only?.value : undefined,
  );
}

/** `a JOIN b … JOIN c …`: the left spine as a loop, since it may be long. */
function resolveJoins(ctx: Context, scope: Scope, node: Join): Relation {
  const spine: Join[] = [];
  let first: RelationNode = node;
  for (; first.kind === 'join'; first = first.left) spine.push(first);
  const before = scope.entries.length;
  let relation = resolveRelation(ctx, scope, first);
  for (let at = spine.length - 1; at >= 0; at--) relation = resolveJoin(ctx, scope, spine[at] as Join, relation, before);
  return relation;
}

function resolveJoin(ctx: Context, scope: Scope, node: Join, left: Relation, before: number): Relation {
  const leftEnd = scope.entries.length;
  const outside = scope.from;
  scope.from = left;
  if (node.type === 'inner' && node.on === undefined && node.using.length === 0 && !node.natural && !node.lateral)
    noteSide(ctx, scope, node.right);
  let right = resolveRelation(ctx, scope, lateralIf(node.lateral, node.right));
  scope.from = outside;
  if (isArrayJoin(node.right)) return withElements(left, right);
  const kind = joinKind(ctx, node);
  if (ctx.types !== undefined) [left, right] = underNulls(scope, node, kind, { left, right, before, leftEnd });
  const names = node.natural
    ? commonNames(ctx, left, right, node)
    : node.using.map((each) => ({ key: keyOf(ctx, each), name: stored(ctx, each), span: each }));
  let relation: Relation;
  const { joined } = scope;
  scope.joined = before;
  if (names.length > 0) {
    const used = joinUsing(ctx.sources, kind, left, right, names, ctx.names.usingColumns === 'in-place', flowOfAll(ctx, scope, [node.on]));
    relation = used.relation;
    for (const column of used.merged) (scope.merged ??= new Map()).set(column.key, column);
    if (ctx.names.usingColumns === 'alone' || ctx.names.usingColumns === 'foremost') noteStarKeys(scope, before, names);
    if (node.usingAlias !== undefined)
      addEntry(ctx, scope, rowsOf(used.merged), undefined, { key: tableKeyOf(ctx, node.usingAlias), parts: undefined });
  } else relation = join(ctx.sources, kind, left, right, flowOfAll(ctx, scope, [node.on]));
  scope.joined = joined;
  // Only one side of a semi or anti join is seen from outside.
  if (kind === 'semi' || kind === 'anti') removeEntries(scope, leftEnd);
  else if (kind === 'right-semi' || kind === 'right-anti') removeEntries(scope, before, leftEnd);
  return relation;
}

/** What an outer join leaves without a row on the other side is NULL there. */
function underNulls(
  scope: Scope,
  { type }: Join,
  kind: JoinKind,
  { left, right, before, leftEnd }: { left: Relation; right: Relation; before: number; leftEnd: number },
): [Relation, Relation] {
  const both = kind === 'full' || type === 'positional';
  if (both || kind === 'right') {
    if (scope.merged !== undefined) for (const [key, column] of scope.merged) scope.merged.set(key, asNull(column));
    left = entriesUnderNulls(scope, left, before, leftEnd);
  }
  return [left, both || kind === 'left' ? entriesUnderNulls(scope, right, leftEnd, scope.entries.length) : right];
}

function entriesUnderNulls(scope: Scope, side: Relation, from: number, to: number): Relation {
  const under = sideUnderNulls(side);
  for (const entry of scope.entries.slice(from, to)) entry.relation = entry.relation === side ? under : mayBeNull(entry.relation);
  scope.index = undefined;
  return under;
}

function noteStarKeys(scope: Scope, from: number, names: readonly { readonly key: string }[]): void {
  scope.starKeys ??= new Map();
  for (let at = from; at < scope.entries.length; at++) {
    const entry = scope.entries[at] as Entry;
    const keys = scope.starKeys.get(entry) ?? new Set();
    for (const { key } of names) keys.add(key);
    scope.starKeys.set(entry, keys);
  }
}

function joinKind({ names }: Context, { type }: Join): JoinKind {
  if (type === 'positional') return 'cross';
  if (!names.semiJoinShowsBoth) return type;
  if (type === 'semi' || type === 'anti') return 'left';
  return type === 'right-semi' || type === 'right-anti' ? 'right' : type;
}

const isArrayJoin = (node: RelationNode): boolean => node.kind === 'table-function' && node.form === 'array-join';

/** ClickHouse's ARRAY JOIN: a star means the same columns as before, of which some are elements now; aliases are found by name. */
function withElements(left: Relation, elements: Relation): Relation {
  return newRelation(
    left.columns.map((column) => knownColumn(elements, column.key) ?? column),
    left.rows,
  );
}

/** APPLY: the right side sees the left one, whatever it is. */
function lateralIf(lateral: boolean, node: RelationNode): RelationNode {
  if (!lateral) return node;
  if (node.kind === 'derived' || node.kind === 'table-function') return { ...node, lateral };
  return node.kind === 'parenthesized' ? { ...node, relation: lateralIf(lateral, node.relation) } : node;
}

/** What NATURAL joins by: nobody knows where a side is open. */
function commonNames(ctx: Context, left: Relation, right: Relation, node: Join): { key: string; name: string; span: Span }[] {
  if (isOpen(left) || isOpen(right)) {
    report(ctx, 'info', 'open-star', 'The columns that this NATURAL JOIN compares are not known.', node, 'Give a schema.');
    return [];
  }
  return commonColumns(left, right).map(({ key, name }) => ({ key, name, span: node.right }));
}
