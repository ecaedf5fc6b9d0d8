/** PIVOT and UNPIVOT, which hang as `operator` on the table before them. */
import type { Span } from '../../base/span.js';
import type { Relation, SelectItem, TableAlias, UnpivotGroup } from '../../sql/tree.js';
import { type Context, identifier, type Raw, rawIn, rawsIn, spanOf } from './ast.js';
import { expression } from './expression.js';
import { selectItems } from './query.js';

export function pivoted(input: Relation, operator: Raw, context: Context, span: Span): Relation {
  const listed = rawsIn(rawIn(rawIn(operator, 'in_expr') ?? {}, 'right') ?? {}, 'value');
  const name = identifier(operator.as, context, span);
  const alias: { alias?: TableAlias } = name === undefined ? {} : { alias: { kind: 'table-alias', name, columns: [], ...span } };
  if (operator.type === 'unpivot') {
    const groups = listed.map(
      (column): UnpivotGroup => ({ kind: 'unpivot-group', columns: [expression(column, context)], ...spanOf(column, context) }),
    );
    const labels = identifier(operator.column, context, span) ?? { kind: 'identifier', name: '', quoted: false, ...span };
    const value = identifier(operator.expr, context, span);
    return {
      kind: 'unpivot',
      input,
      values: value === undefined ? [] : [value],
      name: labels,
      groups,
      includeNulls: false,
      ...alias,
      ...span,
    };
  }
  return {
    kind: 'pivot',
    input,
    aggregates: rawsIn(operator, 'expr').flatMap((one) => aggregates(one, context)),
    on: [expression(operator.column, context)],
    values: selectItems(listed, context),
    open: listed.length === 0,
    ...alias,
    ...span,
  };
}

function aggregates(node: Raw, context: Context): readonly SelectItem[] {
  return selectItems(node.type === 'expr_list' ? rawsIn(node, 'value') : [node], context);
}
