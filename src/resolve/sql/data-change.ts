/** Statements that change rows, at the top or within WITH and FROM: each notes what it writes and gives its RETURNING rows. */
import type { Relation } from '../../lineage/relation.js';
import type { Statement } from '../../sql/tree.js';
import type { Context } from './context.js';
import { resolveDelete } from './delete.js';
import { resolveInsert } from './insert.js';
import { resolveMerge } from './merge.js';
import { resolveQuery } from './query.js';
import type { Ctes } from './scope.js';
import { resolveUpdate } from './update.js';

export function resolveDataChange(ctx: Context, statement: Statement, ctes: Ctes | undefined): Relation | undefined {
  switch (statement.kind) {
    case 'insert':
      return resolveInsert(ctx, statement, ctes);
    case 'update':
      return resolveUpdate(ctx, statement, ctes);
    case 'delete':
      return resolveDelete(ctx, statement, ctes);
    case 'merge':
      return resolveMerge(ctx, statement, ctes);
    case 'query-statement':
      return resolveQuery(ctx, statement.query, undefined, ctes);
    default:
      return undefined;
  }
}
