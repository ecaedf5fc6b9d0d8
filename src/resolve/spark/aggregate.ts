/** Physical aggregates: partial and final ones, as a line prints them and as FORMATTED does, which gives the results' expressions. */

import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import type { Link } from '../../lineage/flow.js';
import { flowOf, link, NOTHING } from '../../lineage/flow.js';
import { aggregate, newRelation } from '../../lineage/relation.js';
import { IDENTITY, TRANSFORMATION } from '../../lineage/transformation.js';
import type { Attribute, Expression, NodeBody } from '../../spark/plan.js';
import { itemColumns } from './columns.js';
import type { Reader } from './flow.js';
import { addLinks, expressionFlow, expressionFlows, plainColumn } from './flow.js';
import type { Above } from './implied-output.js';
import { impliedOutputs } from './implied-output.js';
import type { Key } from './pair-outputs.js';
import { pairOutputs } from './pair-outputs.js';
import type { PlanRelation } from './scope.js';
import { columnById, planRelation } from './scope.js';

type PhysicalAggregate = Extract<NodeBody, { kind: 'physical-aggregate' }>;

export function physicalAggregate(reader: Reader, printed: PhysicalAggregate, above: readonly Above[]): PlanRelation {
  const { scope, context } = reader;
  const body =
    printed.outputs.length > 0 || printed.partial || printed.results !== undefined
      ? printed
      : { ...printed, outputs: impliedOutputs(context.text, printed, above, context.claimed) };
  const keys = expressionFlows(reader, body.keys);
  const keyReader: Reader = { ...reader, keys: keyTexts(reader, body.keys) };
  if (body.results !== undefined && !body.partial) return withResults(keyReader, body, keys);
  const columns = body.partial ? bufferColumns(scope, body) : finalColumns(keyReader, body);
  // A final aggregate's functions name what the partial one below it read.
  return planRelation(
    aggregate(scope.relation, keys, columns),
    body.outputs.map(({ id }) => id),
    body.partial ? scope : undefined,
  );
}

/** The keys of a grouping by text and, where they are plain columns, by id. */
export function keyTexts({ context }: Reader, keys: readonly Expression[]): ReadonlySet<string> {
  return new Set(
    keys.flatMap((key) => {
      const text = context.text.slice(key.start, key.end);
      return key.kind === 'attribute' ? [text, `#${key.id}`] : [text];
    }),
  );
}

/** FORMATTED's results name the functions by their own attributes. */
function withResults(reader: Reader, body: PhysicalAggregate, keys: ReturnType<typeof expressionFlows>): PlanRelation {
  const functions = body.functions.map((call, at) => {
    const name = body.buffers[at]?.name ?? '';
    return newColumn(name, name, expressionFlow(reader, call), { start: call.start, end: call.end });
  });
  const ids = body.buffers.map(({ id }) => id).slice(0, functions.length);
  const { relation } = reader.scope;
  const within = planRelation(
    newRelation([...functions, ...relation.columns], relation.rows),
    [...ids, ...reader.scope.ids],
    reader.scope.hidden,
  );
  const made = itemColumns({ ...reader, scope: within, keys: undefined }, body.results ?? []);
  return planRelation(aggregate(relation, keys, made.columns), made.ids);
}

/** Keys, and buffers that nothing reads by name. */
function bufferColumns(scope: PlanRelation, body: PhysicalAggregate): Column[] {
  return body.outputs.map(({ id, name, span }) => columnById(scope, id) ?? newColumn(name, name, NOTHING, span));
}

function finalColumns(reader: Reader, body: PhysicalAggregate): Column[] {
  const open = body.outputs.filter(({ id }) => columnById(reader.scope, id) === undefined);
  const leading = Math.max(
    0,
    open.findIndex((output, at) => body.outputs[at] !== output),
  );
  const pairs = pairOutputs(reader.context.text, open, groupingKeys(reader, body), body.functions, leading);
  const makers = new Map(open.map((output, at) => [output, pairs[at] as readonly Expression[]]));
  return body.outputs.map((output) => {
    const kept = makers.has(output) ? undefined : columnById(reader.scope, output.id);
    return kept ?? madeColumn(reader, output, makers.get(output) ?? []);
  });
}

function madeColumn(reader: Reader, { name, span }: Attribute, expressions: readonly Expression[]): Column {
  const links: Link[] = [];
  for (const expression of expressions) addLinks(reader, expression, expression.kind === 'attribute' ? IDENTITY : TRANSFORMATION, links);
  const [only] = expressions;
  const plain = expressions.length === 1 && only !== undefined ? plainColumn(reader, only) : undefined;
  if (plain !== undefined && plain.path.length === 0) return newColumn(name, name, plain.column.flow, span, plain.column.fields);
  return newColumn(name, name, flowOf(links.map((hop) => link(hop.flow, hop.code, hop.span, hop.path))), span);
}

/** The keys that an output may rename: not the number of the grouping set. */
function groupingKeys({ context }: Reader, { keys, outputs }: PhysicalAggregate): Key[] {
  const listed = new Set(outputs.map(({ id }) => id));
  return keys
    .filter((key) => !context.text.startsWith('spark_grouping_id#', key.start))
    .map((expression) => ({ expression, used: expression.kind === 'attribute' && listed.has(expression.id) }));
}
