/** PIVOT and UNPIVOT of parsed text, which names columns and does not number them. */

import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import { flowOf, link, merge } from '../../lineage/flow.js';
import * as relation from '../../lineage/relation.js';
import { CONDITIONAL, IDENTITY } from '../../lineage/transformation.js';
import type { Expression, NodeBody } from '../../spark/plan.js';
import type { Reader } from './flow.js';
import { expressionFlow, expressionFlows, plainColumn } from './flow.js';
import type { PlanRelation } from './scope.js';
import { planRelation } from './scope.js';

type Body<Kind extends NodeBody['kind']> = Extract<NodeBody, { kind: Kind }>;

export function pivot(reader: Reader, { groups, on, values, aggregates }: Body<'pivot'>): PlanRelation {
  const kept = columnsOf(reader, groups, [on, ...aggregates.map(({ value }) => value)]);
  const within: Reader = { ...reader, keys: new Set() };
  const picked = link(expressionFlow(reader, on), CONDITIONAL);
  const made = values.flatMap((value) =>
    aggregates.map((aggregate) => {
      const name = aggregates.length === 1 ? value.name : `${value.name}_${aggregate.name}`;
      return newColumn(name, name, flowOf([link(expressionFlow(within, aggregate.value), IDENTITY), picked]), aggregate.span);
    }),
  );
  return unnumbered(relation.aggregate(reader.scope.relation, merge(kept.map(({ flow }) => flow)), [...kept, ...made]));
}

export function unpivot(reader: Reader, { ids, rows, variable, names }: Body<'unpivot'>): PlanRelation {
  const kept = columnsOf(reader, ids, rows.flat());
  const values = names.map((name, at) => {
    const cells = rows.flatMap((row) => row[at] ?? []);
    return newColumn(name, name, expressionFlows(reader, cells));
  });
  const label = newColumn(variable, variable, flowOf(values.map(({ flow }) => link(flow, CONDITIONAL))));
  return unnumbered(relation.project(reader.scope.relation, [...kept, label, ...values]));
}

/** Those that are listed, or all that `others` do not name. */
function columnsOf(reader: Reader, listed: readonly Expression[] | undefined, others: readonly Expression[]): Column[] {
  if (listed !== undefined) return listed.flatMap((expression) => plainColumn(reader, expression)?.column ?? []);
  const named = new Set(others.flatMap((expression) => namesIn(reader, expression)));
  return reader.scope.relation.columns.filter((column) => !named.has(column));
}

function namesIn(reader: Reader, expression: Expression): Column[] {
  const own = plainColumn(reader, expression)?.column;
  if (own !== undefined) return [own];
  if (expression.kind === 'call') return expression.arguments.flatMap((part) => namesIn(reader, part));
  return expression.kind === 'group' ? expression.parts.flatMap((part) => namesIn(reader, part)) : [];
}

function unnumbered(made: relation.Relation): PlanRelation {
  return planRelation(
    made,
    made.columns.map(() => -1),
  );
}
