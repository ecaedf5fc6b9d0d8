/** COPY, UNLOAD, EXPORT, LOAD: rows between tables, files and stages. */

import { passOn } from '../../lineage/column.js';
import type { Relation } from '../../lineage/relation.js';
import { project } from '../../lineage/relation.js';
import type { Copy } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import { resolveQuery } from './query.js';
import { knownColumns, readDataset, resolveName } from './tables.js';
import { asWritten, underNames, writeOutput } from './target.js';

export function resolveCopy(ctx: Context, node: Copy): void {
  const relation = sourceOf(ctx, node);
  const dataset = node.target && resolveName(ctx, node.target);
  if (dataset === undefined || relation === undefined) {
    if (dataset !== undefined) ctx.writes.add(dataset);
    // To the client: a result like a query's.
    else if (relation !== undefined && node.target === undefined) {
      if (node.source?.kind === 'dataset-name') ctx.steps.push({ name: 'query', kind: 'query', span: node, relation });
      ctx.outputs.push({ dataset: null, columns: relation.columns, rows: relation.rows, replaces: false });
    }
    return;
  }
  const listed = node.columns.flatMap((column) => column.parts[column.parts.length - 1] ?? []);
  const names = listed.length > 0 ? listed.map((name) => ({ name: stored(ctx, name), key: keyOf(ctx, name) })) : knownColumns(ctx, dataset);
  const fromTable = node.source?.kind === 'dataset-name' && node.source.form === 'name';
  const columns =
    names === undefined || (fromTable && listed.length === 0) ? asWritten(relation.columns) : underNames(relation.columns, names);
  writeOutput(ctx, dataset, columns, relation.rows);
  // Each file's rows go the same way.
  for (const source of node.otherSources ?? []) resolveCopy(ctx, { ...node, source, otherSources: [] });
}

function sourceOf(ctx: Context, { source }: Copy): Relation | undefined {
  if (source === undefined) return undefined;
  if (source.kind === 'query') return resolveQuery(ctx, source, undefined, undefined, { name: 'query', kind: 'query' });
  const dataset = resolveName(ctx, source);
  if (dataset === undefined) return undefined;
  const relation = readDataset(ctx, dataset);
  return project(
    relation,
    relation.columns.map((column) => passOn(column, source)),
  );
}
