/** Other names, place by place. */
import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import { NOTHING } from '../../lineage/flow.js';
import type { Relation } from '../../lineage/relation.js';
import { project } from '../../lineage/relation.js';
import type { Identifier } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';

/** `AS t (a, b)`, `WITH t (a, b)`, `CREATE VIEW v (a, b)` */
export function renameColumns(ctx: Context, relation: Relation, names: readonly Identifier[]): Relation {
  return names.length === 0 ? relation : project(relation, renamed(ctx, relation.columns, names));
}

/** `t.* AS (a, b)` */
export function renamed(ctx: Context, columns: readonly Column[], names: readonly Identifier[]): Column[] {
  const open = columns.findIndex((column) => column.open !== undefined);
  const named = names.map((name, at) => {
    // Beyond an open star each column may be any of its columns.
    const column = open >= 0 && at >= open ? columns[open] : columns[at];
    return newColumn(stored(ctx, name), keyOf(ctx, name), column?.flow ?? NOTHING, column?.span ?? name, column?.fields, column?.typed);
  });
  const rest = open < 0 ? columns.slice(names.length) : [];
  return named.concat(rest);
}
