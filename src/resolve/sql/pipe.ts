/** Pipe syntax: each operator takes the relation so far. */

import { flowOfColumns } from '../../lineage/column.js';
import { NOTHING } from '../../lineage/flow.js';
import { extend } from '../../lineage/join.js';
import { withoutColumns } from '../../lineage/open.js';
import type { Relation } from '../../lineage/relation.js';
import { aggregate, distinct, filter, project, sort } from '../../lineage/relation.js';
import { IDENTITY } from '../../lineage/transformation.js';
import type { PipeOperator, Query, StarRename } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, stored, tableKeyOf } from './context.js';
import { flowOfAll } from './expression.js';
import { resolveRelation } from './from.js';
import { keysOf, resolveQuery, scopeOver } from './query.js';
import type { Ctes, Scope } from './scope.js';
import { newScope, removeEntries } from './scope.js';
import { resolveItems } from './select.js';
import { combine, isSame } from './set-operation.js';

interface State {
  readonly ctx: Context;
  readonly outer: Scope | undefined;
  readonly ctes: Ctes | undefined;
  relation: Relation;
  /** Where the next operator looks up names: joined relations keep their aliases. */
  scope: Scope;
}

export function resolvePipe(ctx: Context, query: Query, input: Relation, outer: Scope | undefined, ctes: Ctes | undefined): Relation {
  const state: State = { ctx, outer, ctes, relation: input, scope: scopeOver(input, outer, ctes) };
  const { body } = query;
  // `FROM t AS a |> …` keeps the alias.
  if (body.kind === 'select' && body.from.length > 0) state.scope = scopeOfFrom(state, body.from);
  for (let at = 0; at < query.pipe.length; ) {
    const operator = query.pipe[at] as PipeOperator;
    if (isCombining(operator)) at = combineRun(state, query.pipe, at, operator);
    else {
      apply(state, operator);
      at++;
    }
  }
  return state.relation;
}

type Combining = PipeOperator & { readonly type: 'set-operation' };

const isCombining = (operator: PipeOperator | undefined): operator is Combining => operator?.type === 'set-operation';

/** UNION after UNION is one UNION of all branches. Gives the place behind the last. */
function combineRun(state: State, pipe: readonly PipeOperator[], from: number, first: Combining): number {
  const { ctx, outer, ctes } = state;
  const relations = [state.relation];
  let end = first;
  let at = from;
  for (let next = pipe[at]; isCombining(next) && isSame(next.operator, first.operator); next = pipe[++at]) {
    for (const branch of next.branches) relations.push(resolveQuery(ctx, branch, outer, ctes));
    end = next;
  }
  replace(state, combine(ctx, first.operator, relations, { start: first.start, end: end.end }));
  return at;
}

function scopeOfFrom(
  { ctx, outer, ctes, relation }: State,
  from: Parameters<typeof resolveRelation>[2][] | readonly Parameters<typeof resolveRelation>[2][],
): Scope {
  const [only] = from;
  const scope = scopeOver(relation, outer, ctes);
  const alias =
    only?.kind === 'table'
      ? (only.alias?.name ?? only.name.parts[only.name.parts.length - 1])
      : only?.kind === 'derived'
        ? only.alias?.name
        : undefined;
  if (from.length === 1 && alias !== undefined)
    scope.entries[0] = { key: tableKeyOf(ctx, alias), parts: undefined, relation, dataset: undefined, value: undefined };
  return scope;
}

function replace(state: State, relation: Relation): void {
  state.relation = relation;
  const [entry] = state.scope.entries;
  const scope = scopeOver(relation, state.outer, state.ctes);
  if (entry !== undefined && state.scope.entries.length === 1) scope.entries[0] = { ...entry, relation };
  state.scope = scope;
}

/** SET, DROP and RENAME change what plain names mean; with its alias, a table still has the columns that it had. */
function replaceKeeping(state: State, relation: Relation): void {
  const named = state.scope.entries.filter(({ key }) => key !== '');
  const outer = named.length === 0 ? state.scope.outer : newScope(state.outer, state.ctes);
  if (named.length > 0) outer?.entries.push(...named);
  state.relation = relation;
  state.scope = scopeOver(relation, outer, state.ctes);
}

function apply(state: State, operator: Exclude<PipeOperator, Combining>): void {
  const { ctx, scope, relation } = state;
  switch (operator.type) {
    case 'select': {
      const selected = project(relation, resolveItems(ctx, scope, operator.items));
      return replace(state, operator.distinct ? distinct(selected) : selected);
    }
    case 'extend':
      return replace(state, extend(ctx.sources, relation, resolveItems(ctx, scope, operator.items)));
    case 'set':
      return replaceKeeping(state, setColumns(state, operator.items));
    case 'aggregate':
      return replace(state, aggregateItems(state, operator));
    case 'distinct':
      return replace(state, distinct(relation));
    case 'where':
      return keep(state, filter(relation, flowOfAll(ctx, scope, operator.expressions)));
    case 'order':
      return keep(state, sort(relation, keysOf(ctx, scope, relation.columns, operator.expressions)));
    case 'drop':
      return replaceKeeping(
        state,
        project(relation, withoutColumns(relation.columns, new Set(operator.columns.map((name) => keyOf(ctx, name))))),
      );
    case 'rename':
      return replaceKeeping(state, renamed(state, operator.renames));
    case 'as': {
      const alone = scopeOver(relation, state.outer, state.ctes);
      alone.entries[0] = { key: tableKeyOf(ctx, operator.alias), parts: undefined, relation, dataset: undefined, value: undefined };
      state.scope = alone;
      return;
    }
    case 'relation':
      return joinOn(state, operator.relation);
    case 'limit':
    case 'other':
      return;
    default:
      operator satisfies never;
  }
}

/** The same columns under another choice of rows. */
function keep(state: State, relation: Relation): void {
  state.relation = relation;
  state.scope.from = relation;
}

function setColumns({ ctx, scope, relation }: State, items: Parameters<typeof resolveItems>[2]): Relation {
  const set = new Map(resolveItems(ctx, scope, items).map((column) => [column.key, column]));
  const columns = relation.columns.map((column) => set.get(column.key) ?? column);
  const open = columns.some((column) => column.open !== undefined);
  return project(relation, open ? [...withoutColumns(columns, new Set(set.keys())), ...set.values()] : columns);
}

/** GROUP BY's items come first, then the aggregates. */
function aggregateItems(
  { ctx, scope, relation }: State,
  operator: PipeOperator & { type: 'aggregate' | 'select' | 'extend' | 'set' | 'distinct' },
): Relation {
  const groups = resolveItems(ctx, scope, operator.groupBy);
  const columns = groups.concat(resolveItems(ctx, scope, operator.items));
  const grouped = aggregate(relation, groups.length === 0 ? NOTHING : flowOfColumns(groups, IDENTITY), columns);
  const keys = new Set<unknown>([...operator.groupBy, ...operator.items].flatMap((item) => (item.sorts ? item.expression : [])));
  return sort(
    grouped,
    flowOfColumns(
      columns.filter((column) => keys.has(column.span)),
      IDENTITY,
    ),
  );
}

function renamed({ ctx, relation }: State, renames: readonly StarRename[]): Relation {
  const names = new Map(renames.map(({ from, to }) => [keyOf(ctx, from.parts[from.parts.length - 1] as typeof to), to]));
  return project(
    relation,
    relation.columns.map((column) => {
      const to = names.get(column.key);
      return to === undefined ? column : { ...column, name: stored(ctx, to), key: keyOf(ctx, to) };
    }),
  );
}

function joinOn(state: State, node: Parameters<typeof resolveRelation>[2]): void {
  const { ctx, scope, relation } = state;
  const { entries, index, narrowed, merged } = scope;
  // It takes the place of the scope so far, whose list of entries goes on.
  const inner: Scope = { ...newScope(state.outer, state.ctes), entries, index, narrowed, merged, from: relation };
  const before = entries.length;
  const joined = resolveRelation(ctx, inner, node);
  // PIVOT and its like put one relation in the place of those before.
  if (node.kind !== 'join') removeEntries(inner, 0, before);
  inner.from = joined;
  state.relation = joined;
  state.scope = inner;
}
