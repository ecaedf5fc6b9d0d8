/** Where names must be unique: the columns of what is made or written, and in some dialects those of every subquery. */
import type { Span } from '../../base/span.js';
import { columnKey } from '../../catalog/names.js';
import type { Column } from '../../lineage/column.js';
import type { Relation } from '../../lineage/relation.js';
import { project } from '../../lineage/relation.js';
import type { Query } from '../../sql/tree.js';
import type { Context } from './context.js';

/** Notes columns whose names have to differ. `within` is where they stand. */
export function noteColumns(ctx: Context, columns: readonly Column[], within: Span): void {
  ctx.sides.columns.push({ columns, within });
}

/** What a table or view is made of: the same holds for it, unless the dialect gives such columns other names. */
export function madeRelation(ctx: Context, relation: Relation, query: Query): Relation {
  const numbered = numberDuplicates(ctx, relation);
  if (numbered === relation) noteColumns(ctx, relation.columns, query);
  return numbered;
}

/** Where the dialect numbers columns of one name: `id`, `id_1`, `id_2`. */
export function numberDuplicates(ctx: Context, relation: Relation): Relation {
  const { duplicateNames } = ctx.names;
  if (duplicateNames === 'kept' || duplicateNames === 'refused') return relation;
  const next = new Map<string, number>();
  const columns = relation.columns.map((column) => {
    const { name, key } = column;
    let number = next.get(key);
    if (number === undefined || column.open !== undefined) {
      next.set(key, 1);
      return column;
    }
    const numbered = () => `${name}${duplicateNames[0]}${number}`;
    while (next.has(columnKey(ctx.names, numbered()))) number++;
    next.set(key, number);
    const made = columnKey(ctx.names, numbered());
    next.set(made, 1);
    return { ...column, name: numbered(), key: made };
  });
  return columns.every((column, at) => column === relation.columns[at]) ? relation : project(relation, columns);
}
