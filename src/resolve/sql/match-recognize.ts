/** MATCH_RECOGNIZE: measures over the rows of a match; pattern variables qualify the input's columns. */

import { flowOfColumns, passOn } from '../../lineage/column.js';
import { flowOf, link, merge, NOTHING } from '../../lineage/flow.js';
import type { Relation } from '../../lineage/relation.js';
import { filter, newRelation, project } from '../../lineage/relation.js';
import { IDENTITY, WINDOW } from '../../lineage/transformation.js';
import type { MatchRecognize } from '../../sql/tree.js';
import type { Context } from './context.js';
import { tableKeyOf } from './context.js';
import { flowOfAll } from './expression.js';
import { addEntry, resolveRelation } from './from.js';
import type { Scope } from './scope.js';
import { newScope } from './scope.js';
import { resolveItems } from './select.js';

export function resolveMatchRecognize(ctx: Context, scope: Scope, node: MatchRecognize): Relation {
  // Names without a variable mean the input: beside it the variables would make each one ambiguous.
  const variables = newScope(scope.outer, scope.ctes);
  const inner = newScope(variables, scope.ctes);
  inner.from = scope.from;
  const input = resolveRelation(ctx, inner, node.input);
  inner.from = input;
  for (const variable of node.variables) {
    variables.entries.push({
      key: tableKeyOf(ctx, variable),
      parts: undefined,
      relation: newRelation(input.columns, NOTHING),
      dataset: undefined,
      value: undefined,
    });
  }
  const [only] = inner.entries;
  const partitions = resolveItems(
    ctx,
    inner,
    node.partitionBy.map((expression) => ({ kind: 'select-item' as const, expression, start: expression.start, end: expression.end })),
  );
  const measures = resolveItems(ctx, inner, node.measures);
  const order = flowOfAll(
    ctx,
    inner,
    node.orderBy.map((item) => item.expression),
  );
  const keys = merge([flowOfColumns(partitions, IDENTITY), order]);
  const rows = filter(windowRows(input, keys), flowOfAll(ctx, inner, node.define));
  const columns = (node.allRows ? input.columns.map((column) => passOn(column, node.input)) : partitions).concat(measures);
  const result = project(rows, columns);
  ctx.steps.push({ name: node.alias?.name.name || 'match', kind: 'match-recognize', span: node, relation: result });
  return addEntry(ctx, scope, result, node.alias, only && { key: only.key, parts: only.parts });
}

/** The rows are looked at partition by partition, in order. */
function windowRows(input: Relation, keys: Relation['rows']): Relation {
  if (keys === NOTHING) return input;
  const links = [link(keys, WINDOW)];
  if (input.rows !== NOTHING) links.unshift(link(input.rows, IDENTITY));
  return newRelation(input.columns, flowOf(links));
}
