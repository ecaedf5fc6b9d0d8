/** MERGE: all branches write into one target. */

import type { Column } from '../../lineage/column.js';
import { passOn } from '../../lineage/column.js';
import type { Flow } from '../../lineage/flow.js';
import { merge } from '../../lineage/flow.js';
import { join, joinUsing } from '../../lineage/join.js';
import { withoutColumns } from '../../lineage/open.js';
import type { Relation } from '../../lineage/relation.js';
import { filter, findColumn, openParts } from '../../lineage/relation.js';
import type { Dataset } from '../../lineage/source.js';
import type { ColumnName, Expression, Identifier, Merge, MergeBranch } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import { resolveWith } from './cte.js';
import { flowOfAll } from './expression.js';
import { resolveRelation } from './from.js';
import type { Ctes, Scope } from './scope.js';
import { newScope } from './scope.js';
import { knownColumns } from './tables.js';
import type { Writing } from './target.js';
import { addWritten, assign, asWritten, resolveReturning, tablesOf, targetColumn, underNames, valueFor, writeOutput } from './target.js';
import { resolveChanged, targetDataset } from './update.js';

interface Merging {
  readonly ctx: Context;
  readonly dataset: Dataset | undefined;
  /** Sees both sides; for what a new row is made of, only the source; for rows without a match, only the target. */
  readonly both: Scope;
  readonly incoming: Scope;
  readonly present: Scope;
  readonly source: Relation;
  readonly writing: Writing;
  readonly evolves: boolean;
}

export function resolveMerge(ctx: Context, node: Merge, around: Ctes | undefined): Relation | undefined {
  const ctes = node.with === undefined ? around : resolveWith(ctx, node.with, undefined, around);
  const tables = tablesOf([node.target]).slice(0, 1);
  const [table] = tables;
  const both = newScope(undefined, ctes);
  const target = resolveChanged(ctx, both, [node.target], tables);
  const before = both.entries.length;
  const source = resolveRelation(ctx, both, node.using);
  const incoming: Scope = { ...both, entries: both.entries.slice(before), from: source };
  const present: Scope = { ...newScope(undefined, ctes), entries: both.entries.slice(0, before), from: target };
  const names = node.usingColumns?.map((each) => ({ key: keyOf(ctx, each), name: stored(ctx, each), span: each }));
  const matched =
    names === undefined
      ? join(ctx.sources, 'inner', target, source, flowOfAll(ctx, both, [node.on]))
      : joinUsing(ctx.sources, 'inner', target, source, names).relation;
  const dataset = table && targetDataset(ctx, table);
  const merging: Merging = { ctx, dataset, both, incoming, present, source, writing: new Map(), evolves: node.evolves === true };
  const deciding = node.branches.map((branch) => takeBranch(merging, branch));
  const written = [...merging.writing.values()];
  const changed = filter(matched, merge(deciding));
  writeOutput(ctx, dataset, written, changed.rows);
  both.from = changed;
  return resolveReturning(ctx, both, node, written);
}

/** Writes a branch's columns; gives what decides about the branch. */
function takeBranch(merging: Merging, branch: MergeBranch): Flow {
  const { condition, action, when } = branch;
  const { ctx, both, incoming, present, writing, source } = merging;
  const scope = when === 'not-matched' ? incoming : when === 'not-matched-by-source' ? present : both;
  switch (action.type) {
    case 'update':
      for (const assignment of action.assignments) for (const column of assign(ctx, scope, assignment)) addWritten(writing, column);
      return flowOfAll(ctx, scope, [condition, action.where]);
    case 'insert': {
      const values = action.values.map((value) => valueFor(ctx, incoming, value));
      const names = action.columns.flatMap((column) => targetColumn(ctx, both, column) ?? []);
      const placed = names.length > 0 ? names.map((name) => ({ name: stored(ctx, name), key: keyOf(ctx, name) })) : knownNames(merging);
      for (const column of placed === undefined ? named(ctx, action.values, values) : underNames(values, placed))
        addWritten(writing, column);
      return flowOfAll(ctx, scope, [condition, action.where]);
    }
    case 'update-all':
    case 'insert-all':
      for (const column of allColumns(merging, source, action.except)) addWritten(writing, passOn(column, branch));
      return flowOfAll(ctx, scope, [condition]);
    case 'delete':
    case 'nothing':
      return flowOfAll(ctx, scope, [condition]);
    default:
      return action satisfies never;
  }
}

function knownNames({ ctx, dataset }: Merging): readonly Column[] | undefined {
  return dataset && knownColumns(ctx, dataset);
}

/** Values without a column list into a target that nobody knows: named by what they are. */
function named(ctx: Context, expressions: readonly Expression[], values: readonly Column[]): Column[] {
  return expressions.flatMap((expression, at) => {
    const name = expression.kind === 'column-name' ? expression.parts.at(-1) : undefined;
    const value = values[at];
    return name === undefined || value === undefined ? [] : [{ ...value, name: stored(ctx, name), key: keyOf(ctx, name) }];
  });
}

/** `UPDATE SET *`, `INSERT *`: every column of the source by its name; of those that the target lacks, none unless its schema evolves. */
function allColumns(merging: Merging, source: Relation, except: readonly ColumnName[] = []): Column[] {
  const { ctx } = merging;
  const known = knownNames(merging);
  const left = new Set(except.map((name) => keyOf(ctx, name.parts[name.parts.length - 1] as Identifier)));
  if (known === undefined || (merging.evolves && openParts(source).length === 0)) return asWritten(withoutColumns(source.columns, left));
  return known.flatMap((column) => {
    if (left.has(column.key)) return [];
    const own = findColumn(ctx.sources, source, column.key, column.name);
    return own === undefined ? [] : [{ ...own, name: column.name, key: column.key, open: undefined }];
  });
}
