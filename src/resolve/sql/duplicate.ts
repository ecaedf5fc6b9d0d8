/** Where names must be unique: the columns of what is made or written, and in some dialects those of every subquery. */
import type { Span } from '../../base/span.js';
import { columnKey } from '../../catalog/names.js';
import type { Column } from '../../lineage/column.js';
import type { Relation } from '../../lineage/relation.js';
import { project } from '../../lineage/relation.js';
import type { ColumnName, Query } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, report } from './context.js';

/** Says which of a query's columns bear a name that an earlier one has. `query` is where they stand. */
export function reportDuplicates(ctx: Context, columns: readonly Column[], query: Span): void {
  const seen = new Set<string>();
  const said = new Set<string>();
  for (const { name, key, open, span } of columns) {
    if (open !== undefined || key === '') continue;
    if (!seen.has(key)) {
      seen.add(key);
      continue;
    }
    const place = span !== undefined && span.start >= query.start && span.end <= query.end ? span : query;
    const once = `${place.start} ${key}`; // a star may have thousands of one name
    if (said.has(once)) continue;
    said.add(once);
    duplicate(ctx, name, place);
  }
}

/** What a table or view is made of: the same is said of it, unless the dialect gives such columns other names. */
export function madeRelation(ctx: Context, relation: Relation, query: Query): Relation {
  const numbered = numberDuplicates(ctx, relation);
  if (numbered === relation) reportDuplicates(ctx, relation.columns, query);
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

/** The same of names in a list: `INSERT INTO t (a, b, a)`. */
export function reportListedTwice(ctx: Context, listed: readonly Pick<ColumnName, 'parts' | 'start' | 'end'>[]): void {
  const seen = new Set<string>();
  for (const column of listed) {
    // What stands behind the name says which part of the column: `a[1]`, `a[2]`.
    const path = column.parts.map((part) => keyOf(ctx, part)).join('\n') + ctx.text.slice(column.parts.at(-1)?.end, column.end);
    if (seen.has(path)) duplicate(ctx, column.parts[column.parts.length - 1]?.name ?? '', column);
    else seen.add(path);
  }
}

function duplicate(ctx: Context, name: string, span: Span): void {
  report(ctx, 'warning', 'duplicate-column', `Two columns are called ${name} where names have to differ.`, span, 'Give one an alias.');
}
