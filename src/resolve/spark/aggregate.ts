/**
 * Physical aggregates. A line prints keys, functions and outputs, but not which output is made of which function
 * (FORMATTED does): they are paired by order and by type, as the planner lays them out.
 */
import type { Link } from '../../lineage/flow.js';
import { flowOf, link, NOTHING } from '../../lineage/flow.js';
import type { Column } from '../../lineage/relation.js';
import { aggregate, newColumn } from '../../lineage/relation.js';
import { IDENTITY, TRANSFORMATION } from '../../lineage/transformation.js';
import type { Attribute, Expression, NodeBody } from '../../spark/plan.js';
import { itemColumns } from './columns.js';
import type { Reader } from './flow.js';
import { addLinks, expressionFlow, expressionFlows, plainColumn } from './flow.js';
import type { PlanRelation } from './scope.js';
import { columnById, planRelation } from './scope.js';

type PhysicalAggregate = Extract<NodeBody, { kind: 'physical-aggregate' }>;

export function physicalAggregate(reader: Reader, body: PhysicalAggregate): PlanRelation {
  const { scope } = reader;
  const keys = expressionFlows(reader, body.keys);
  const keyReader: Reader = { ...reader, keys: keyTexts(reader, body.keys) };
  if (body.results !== undefined && !body.partial) return withResults(keyReader, body, keys);
  const columns = body.partial ? bufferColumns(scope, body) : finalColumns(keyReader, body);
  // A final aggregate's functions name what the partial one below it read.
  return planRelation(aggregate(scope.relation, keys, columns), body.outputs.map(({ id }) => id), body.partial ? scope : undefined);
}

/** The keys of a grouping by text and, where they are plain columns, by id. */
export function keyTexts({ context }: Reader, keys: readonly Expression[]): ReadonlySet<string> {
  return new Set(keys.flatMap((key) => {
    const text = context.text.slice(key.start, key.end);
    return key.kind === 'attribute' ? [text, `#${key.id}`] : [text];
  }));
}

/** FORMATTED's results name the functions by their own attributes. */
function withResults(reader: Reader, body: PhysicalAggregate, keys: ReturnType<typeof expressionFlows>): PlanRelation {
  const functions = body.functions.map((call, at) => {
    const name = body.buffers[at]?.name ?? '';
    return newColumn(name, name, expressionFlow(reader, call), { start: call.start, end: call.end });
  });
  const ids = body.buffers.map(({ id }) => id).slice(0, functions.length);
  const { relation } = reader.scope;
  const within = planRelation({ columns: [...functions, ...relation.columns], rows: relation.rows, index: undefined }, [...ids, ...reader.scope.ids], reader.scope.hidden);
  const made = itemColumns({ ...reader, scope: within, keys: undefined }, body.results ?? []);
  return planRelation(aggregate(relation, keys, made.columns), made.ids);
}

/** Keys, and buffers that nothing reads by name. */
function bufferColumns(scope: PlanRelation, body: PhysicalAggregate): Column[] {
  return body.outputs.map(({ id, name, span }) => columnById(scope, id) ?? newColumn(name, name, NOTHING, span));
}

function finalColumns(reader: Reader, body: PhysicalAggregate): Column[] {
  const open = body.outputs.filter(({ id }) => columnById(reader.scope, id) === undefined);
  const makers = new Map<Attribute, readonly Expression[]>();
  const candidates = [...unusedKeys(reader, body), ...body.functions];
  for (const [at, expressions] of pairOutputs(reader, open, candidates).entries()) makers.set(open[at] as Attribute, expressions);
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

/** Keys that no output repeats under its own id: one may be renamed in the output. */
function unusedKeys({ context }: Reader, body: PhysicalAggregate): Expression[] {
  const used = new Set(body.outputs.map(({ id }) => id));
  return body.keys.filter((key) => key.kind === 'literal' || !(key.kind === 'attribute' && (used.has(key.id) || isGroupingId(context.text, key))));
}

function isGroupingId(text: string, key: Expression): boolean {
  return text.startsWith('spark_grouping_id#', key.start);
}

/**
 * Which expressions make which output. An output named as a function makes the pair; the rest go in order, those over
 * distinct values last (as the planner moves them), where types allow.
 */
function pairOutputs(reader: Reader, outputs: readonly Attribute[], candidates: readonly Expression[]): (readonly Expression[])[] {
  const functions = candidates.filter((candidate) => isCall(candidate));
  const keys = candidates.filter((candidate) => !isCall(candidate));
  if (outputs.length === 0) return [];
  const spare = outputs.length - functions.length;
  const taken = spare > 0 ? keys.slice(0, spare) : [];
  const usable = [...taken, ...functions];
  if (usable.length === outputs.length) return inOrder(reader, outputs, taken, functions).map((expression) => [expression]);
  if (outputs.length === 1) return [usable];
  return spread(reader, outputs, usable);
}

function isCall(expression: Expression): boolean {
  return expression.kind === 'call' || expression.kind === 'filtered';
}

/** As many makers as outputs: keys, functions and distinct functions each keep their order; types decide how they mingle. */
function inOrder(reader: Reader, outputs: readonly Attribute[], keys: readonly Expression[], functions: readonly Expression[]): Expression[] {
  const { text } = reader.context;
  const distinct = functions.filter((call) => text.startsWith('(distinct ', call.start + callName(call).length));
  const plain = functions.filter((call) => !distinct.includes(call));
  const queues = [keys, plain, distinct].filter((queue) => queue.length > 0);
  return mingle(reader, outputs, queues) ?? [...keys, ...functions];
}

function callName(expression: Expression): string {
  return expression.kind === 'call' ? expression.name : expression.kind === 'filtered' ? callName(expression.value) : '';
}

/** Takes from the queues such that every type fits, earlier queues first; undefined when there is no way. Bounded search. */
function mingle(reader: Reader, outputs: readonly Attribute[], queues: readonly (readonly Expression[])[]): Expression[] | undefined {
  let steps = 0;
  const failed = new Set<string>();
  const next = (at: number, places: readonly number[]): Expression[] | undefined => {
    if (at === outputs.length) return [];
    const state = places.join();
    if (failed.has(state) || ++steps > 5000) return undefined;
    const order = queues.map((_, queue) => queue).sort((a, b) => likeness(reader, outputs[at] as Attribute, queues[b]?.[places[b] as number]) - likeness(reader, outputs[at] as Attribute, queues[a]?.[places[a] as number]));
    for (const queue of order) {
      const maker = queues[queue]?.[places[queue] as number];
      if (maker === undefined || likeness(reader, outputs[at] as Attribute, maker) < 0) continue;
      const rest = next(at + 1, places.map((place, index) => (index === queue ? place + 1 : place)));
      if (rest !== undefined) return [maker, ...rest];
    }
    failed.add(state);
    return undefined;
  };
  return next(0, queues.map(() => 0));
}

/** How well an output fits a maker: -1 for a type that cannot be, more for a name that tells. */
function likeness(reader: Reader, output: Attribute, maker: Expression | undefined): number {
  if (maker === undefined) return -2;
  if (isNamedAs(reader, output, maker)) return 2;
  const long = isLong(reader, maker);
  return long !== undefined && long !== output.long ? -1 : 0;
}

/** `sum(total)` is the name that Spark gives `sum(total#1)`. */
function isNamedAs({ context }: Reader, output: Attribute, maker: Expression): boolean {
  const text = context.text.slice(maker.start, maker.end).replace(/#\d+L?/g, '');
  return output.name === text || output.name === text.replace(/^(\w+)\(UnscaledValue\((.*)\)\)$/, '$1($2)');
}

/** Whether a function's result is a bigint, where that is certain. */
function isLong(reader: Reader, maker: Expression): boolean | undefined {
  if (maker.kind === 'filtered') return isLong(reader, maker.value);
  if (maker.kind === 'attribute') return reader.context.text.slice(maker.hash, maker.end).endsWith('L');
  if (maker.kind !== 'call') return undefined;
  const name = maker.name;
  if (name === 'count' || name === 'approx_count_distinct') return true;
  if (name === 'avg' || name.startsWith('stddev') || name.startsWith('var_')) return false;
  const argument = maker.arguments[0];
  if ((name === 'min' || name === 'max' || name === 'first' || name === 'last') && argument?.kind === 'attribute') return isLong(reader, argument);
  if (name === 'sum' && argument?.kind === 'call' && argument.name === 'UnscaledValue') return false;
  return undefined;
}

/** Fewer or more makers than outputs: names, then order; what is left belongs to the last output, since the text does not tell. */
function spread(reader: Reader, outputs: readonly Attribute[], makers: readonly Expression[]): (readonly Expression[])[] {
  const made: Expression[][] = outputs.map(() => []);
  const left = new Set(makers);
  for (const [at, output] of outputs.entries()) {
    const named = makers.find((maker) => left.has(maker) && isNamedAs(reader, output, maker));
    if (named !== undefined && left.delete(named)) made[at] = [named];
  }
  const empty = made.map((list, at) => (list.length === 0 ? at : -1)).filter((at) => at >= 0);
  const rest = [...left];
  for (const [place, at] of empty.entries()) made[at] = place === empty.length - 1 ? rest.slice(place) : rest.slice(place, place + 1);
  return made;
}
