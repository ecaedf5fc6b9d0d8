/** Where names must be unique: the columns of what is made or written, and in some dialects those of every subquery. */
import type { Span } from '../../base/span.js';
import type { Column, Relation } from '../../lineage/relation.js';
import type { ColumnName, Query } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, report } from './context.js';

/** Says which of a query's columns bear a name that an earlier one has. `query` is where they stand. */
export function reportDuplicates(ctx: Context, columns: readonly Column[], query: Span): void {
  const seen = new Set<string>();
  for (const { name, key, open, span } of columns) {
    if (open !== undefined || key === '') continue;
    if (!seen.has(key)) seen.add(key);
    else duplicate(ctx, name, span !== undefined && span.start >= query.start && span.end <= query.end ? span : query);
  }
}

/** The same of a table or view that is made of a query: some dialects give its columns other names. */
export function reportMade(ctx: Context, relation: Relation, query: Query): void {
  if (ctx.names.duplicateNames !== 'numbered') reportDuplicates(ctx, relation.columns, query);
}

/** The same of names in a list: `INSERT INTO t (a, b, a)`. */
export function reportListedTwice(ctx: Context, listed: readonly Pick<ColumnName, 'parts' | 'start' | 'end'>[]): void {
  const seen = new Set<string>();
  for (const column of listed) {
    const path = column.parts.map((part) => keyOf(ctx, part)).join('\n');
    if (seen.has(path)) duplicate(ctx, column.parts[column.parts.length - 1]?.name ?? '', column);
    else seen.add(path);
  }
}

function duplicate(ctx: Context, name: string, span: Span): void {
  report(ctx, 'warning', 'duplicate-column', `Two columns are called ${name} where names have to differ.`, span, 'Give one an alias.');
}
