/** Catalyst expressions → flows: which columns below a node a value takes, and how. */
import { conditionsOf, isCondition } from '../../functions/conditions.js';
import { constantPaths } from '../../functions/path.js';
import { type Facts, findFunction } from '../../functions/table.js';
import type { Column, Fields } from '../../lineage/column.js';
import { fieldsOf, handedOn, newColumn } from '../../lineage/column.js';
import type { Flow, Link } from '../../lineage/flow.js';
import { flowOf, link } from '../../lineage/flow.js';
import { AGGREGATION, CONDITIONAL, compose, FILTER, IDENTITY, MASKING, TRANSFORMATION, WINDOW } from '../../lineage/transformation.js';
import type { Expression } from '../../spark/plan.js';
import type { PlanContext } from './context.js';
import type { PlanRelation } from './scope.js';
import { columnById, columnByName, hiddenColumn } from './scope.js';

/** Who reads expressions: a node, with what lies below it. */
export interface Reader {
  readonly context: PlanContext;
  readonly scope: PlanRelation;
  /** Logical subqueries by where their name begins. */
  readonly subqueries: ReadonlyMap<number, PlanRelation>;
  /** Within an aggregate's item, outside of aggregate calls: the grouping keys, by text. What is not read through one of them is aggregated. */
  readonly keys: ReadonlySet<string> | undefined;
}

/** Calls that hand their argument on: not-null wrappers, what writing partitions needs, and the padding of CHAR columns. */
const WRAPPERS =
  /^(knownnotnull|knownnullable|assertnotnull|outer|dynamicpruningexpression|empty2null|normalizenanandzero|knownfloatingpointnormalized)$/;
const PADDING = /readSidePadding|charTypeWriteSideCheck|varcharTypeWriteSideCheck/;

/** The expression within the wrappers around it: `outer(explode(xs#1))`. */
export function wrapped(expression: Expression): Expression {
  const only = expression.kind === 'call' && expression.arguments.length === 1 && WRAPPERS.test(expression.name);
  return only ? wrapped(expression.arguments[0] as Expression) : expression;
}

export function expressionFlow(reader: Reader, expression: Expression): Flow {
  const links: Link[] = [];
  addLinks(reader, expression, IDENTITY, links);
  return flowOf(links);
}

export function expressionFlows(reader: Reader, expressions: readonly Expression[]): Flow {
  const links: Link[] = [];
  for (const expression of expressions) addLinks(reader, expression, IDENTITY, links);
  return flowOf(links);
}

/** The column that an expression is, when it is no more than that. */
export function plainColumn(reader: Reader, expression: Expression): { column: Column; path: readonly string[] } | undefined {
  const part = expression.kind === 'group' ? lastAttribute(expression) : expression;
  if (part.kind === 'name') return columnByName(reader.context.sources, reader.scope, part.parts);
  if (part.kind !== 'attribute') return undefined;
  const found = findAttribute(reader, part);
  if (found === undefined || nameStart(found, part) > expression.start || part.end !== expression.end) return undefined;
  return { column: found, path: part.path };
}

function lastAttribute(group: Extract<Expression, { kind: 'group' }>): Expression {
  return group.parts.at(-1) ?? group;
}

type AttributeExpression = Extract<Expression, { kind: 'attribute' }>;

/**
 * The column of an attribute: below the node, then around the subquery, then where a cut list hides it. The text before the
 * `#` must be the column's name: a literal (`Brand#12`) may look like an attribute.
 */
export function findAttribute({ context, scope }: Reader, { id, start, hash }: AttributeExpression): Column | undefined {
  let found = columnById(scope, id);
  for (let at = context.outer.length - 1; found === undefined && at >= 0; at--) found = columnById(context.outer[at] as PlanRelation, id);
  if (found !== undefined) return endsInName(context.text, hash, found.name) ? found : undefined;
  if (start === hash) return undefined;
  const name = context.text.slice(start, hash);
  return hiddenColumn(context.sources, scope, id, name) ?? replacedColumn(scope, name);
}

/** `nvl2(a#1, b#2, c#3)` is printed as it was before CHAR columns were padded: `b#9` has replaced `b#2` below it. */
function replacedColumn({ relation }: PlanRelation, name: string): Column | undefined {
  const named = relation.columns.filter((column) => column.name === name);
  return named.length === 1 ? named[0] : undefined;
}

/** Whether a column's name stands right before `end`. A query may spell it in another case than its alias. */
export function endsInName(text: string, end: number, name: string): boolean {
  const start = end - name.length;
  return text.startsWith(name, start) || text.slice(Math.max(0, start), end).toLowerCase() === name.toLowerCase();
}

/** Where an attribute's name begins: names are bare, so only the column tells. */
function nameStart({ name }: Column, { hash }: AttributeExpression): number {
  return hash - name.length;
}

/** Adds what `expression` reads, used in the way of `code`. */
export function addLinks(reader: Reader, expression: Expression, code: number, links: Link[]): void {
  if (expression.kind !== 'attribute' && reader.keys?.has(textOf(reader, expression)))
    return addLinks({ ...reader, keys: undefined }, expression, code, links);
  switch (expression.kind) {
    case 'literal':
      return;
    case 'attribute':
    case 'name':
      return addColumn(reader, expression, code, links);
    case 'call':
      return addCall(reader, expression, code, links);
    case 'group':
      return addParts(reader, expression.parts, plainColumn(reader, expression) ? code : compose(code, TRANSFORMATION), links);
    case 'case':
      for (const condition of expression.conditions) addLinks(reader, condition, compose(code, CONDITIONAL), links);
      for (const value of expression.values) addLinks(reader, value, compose(code, TRANSFORMATION), links);
      return;
    case 'window':
      addWindowed(reader, expression.value, compose(code, TRANSFORMATION), links);
      return addLinks(reader, expression.spec, compose(code, WINDOW), links);
    case 'filtered':
      addLinks(reader, expression.value, code, links);
      return addLinks(reader, expression.condition, compose(code, FILTER), links);
    case 'subquery':
      return addSubquery(reader, expression, code, links);
  }
}

function textOf({ context }: Reader, { start, end }: Expression): string {
  return context.text.slice(start, end);
}

function addColumn(reader: Reader, expression: Expression, code: number, links: Link[]): void {
  const found = expression.kind === 'name' ? columnByName(reader.context.sources, reader.scope, expression.parts) : undefined;
  const column = found?.column ?? (expression.kind === 'attribute' ? findAttribute(reader, expression) : undefined);
  if (column === undefined) return;
  const path = found?.path ?? (expression.kind === 'attribute' ? expression.path : []);
  const aggregated =
    reader.keys !== undefined && expression.kind === 'attribute' && !isKey(reader.keys, expression.id, textOf(reader, expression));
  addField(column, path, aggregated ? compose(code, AGGREGATION) : code, expression, links);
}

function isKey(keys: ReadonlySet<string>, id: number, text: string): boolean {
  return keys.has(`#${id}`) || keys.has(text);
}

/** A field of a struct that was built below keeps its own sources; of any other column it is a path. */
function addField(column: Column, path: readonly string[], code: number, expression: Expression, links: Link[]): void {
  let at = column;
  let taken = 0;
  while (taken < path.length) {
    const field = fieldsOf(at)?.find(({ name }) => name === path[taken]);
    if (field === undefined) break;
    at = field;
    taken++;
  }
  const rest = path.slice(taken);
  links.push(link(at.flow, code, { start: expression.start, end: expression.end }, rest.length > 0 ? rest : undefined));
}

/** The parts of a group. An attribute's name may cover parts before it: `sum(total)#31` is a name, not a call. */
function addParts(reader: Reader, parts: readonly Expression[], code: number, links: Link[]): void {
  let covered = Number.POSITIVE_INFINITY;
  const kept: Expression[] = [];
  for (let at = parts.length - 1; at >= 0; at--) {
    const part = parts[at] as Expression;
    if (part.start >= covered) continue;
    kept.push(part);
    if (part.kind !== 'attribute') continue;
    const column = findAttribute(reader, part);
    covered = column === undefined ? covered : Math.min(nameStart(column, part), part.start);
    if (column !== undefined && covered >= part.start) covered = Number.POSITIVE_INFINITY;
  }
  // `x IN (subquery)`: as an existence join has it, x is only compared.
  const compared = kept.some(isList);
  for (const part of kept.reverse()) addLinks(reader, part, compared && !isList(part) ? compose(code, FILTER) : code, links);
}

function isList(part: Expression): boolean {
  return part.kind === 'group'
    ? part.parts.length === 1 && isList(part.parts[0] as Expression)
    : part.kind === 'subquery' && part.form === 'list';
}

type Call = Extract<Expression, { kind: 'call' }>;

/** What is known of the function that is called; physical aggregates say which part of the work theirs is. */
export function factsOf({ context }: Reader, { name }: Call): Facts {
  return findFunction(context.functions, name.replace(/^(partial_|merge_)/, ''));
}

function addCall(reader: Reader, call: Call, code: number, links: Link[]): void {
  const { name } = call;
  if (name.endsWith('pivotfirst')) return addPivotFirst(reader, call.arguments, code, links);
  const padded = call.arguments[3] !== undefined && PADDING.test(textOf(reader, call)) && name === 'staticinvoke';
  if (padded || WRAPPERS.test(name) || PADDING.test(name)) return addParts(reader, call.arguments, code, links);
  const facts = factsOf(reader, call);
  const aggregate = reader.keys !== undefined && facts.aggregate === true;
  let inner = compose(code, aggregate ? AGGREGATION : facts.opens ? IDENTITY : TRANSFORMATION);
  if (facts.masking) inner |= MASKING;
  const below: Reader = aggregate ? { ...reader, keys: undefined } : reader;
  const paths = pathsOf(below, facts, call);
  const [document, ...others] = call.arguments;
  if (document !== undefined && paths.length > 0) {
    for (const path of paths) addAlong(below, document, path, inner, links);
    return addParts(below, others, inner, links);
  }
  if (facts.conditions === undefined) return addParts(below, call.arguments, inner, links);
  const condition = compose(code, CONDITIONAL);
  for (const [at, part] of call.arguments.entries())
    addLinks(below, part, isCondition(facts.conditions, at, call.arguments.length) ? condition : inner, links);
}

/** The constant paths that a call reads in its first argument. */
function pathsOf(reader: Reader, { path }: Facts, call: Call): readonly (readonly string[])[] {
  if (path === undefined || call.arguments.length < 2) return [];
  return constantPaths(
    path,
    call.arguments.slice(1).map((part) => {
      if (part.kind !== 'literal') return undefined;
      const value = textOf(reader, part);
      return { type: /^-?\d+$/.test(value) ? 'number' : 'string', value };
    }),
  );
}

/** What lies at a path within a value: a field that was built keeps its own sources. */
function addAlong(reader: Reader, document: Expression, path: readonly string[], code: number, links: Link[]): void {
  addField(namedColumn(reader, '', document), path, code, document, links);
}

/** `pivotfirst(label, value, v1, v2, …)`: the label column only decides which value is taken. */
function addPivotFirst(reader: Reader, parts: readonly Expression[], code: number, links: Link[]): void {
  const within: Reader = { ...reader, keys: undefined };
  const [label, value] = parts;
  if (label !== undefined) addLinks(within, label, compose(code, CONDITIONAL), links);
  if (value !== undefined) addLinks(within, value, compose(code, AGGREGATION), links);
}

/** The function before OVER: one that picks or counts rows, or an aggregate. Spark lets no other stand there, so that an unknown one is a user's aggregate. */
function addWindowed(reader: Reader, value: Expression, code: number, links: Link[]): void {
  const facts = value.kind === 'call' ? factsOf(reader, value) : undefined;
  const aggregate = facts === undefined || facts.aggregate === true || facts.window !== true;
  addLinks(reader, value, aggregate ? compose(code, AGGREGATION) : code, links);
}

function addSubquery(reader: Reader, expression: Extract<Expression, { kind: 'subquery' }>, code: number, links: Link[]): void {
  const found = reader.subqueries.get(expression.start) ?? reader.context.subqueries.get(expression.id);
  if (found === undefined) return;
  const { relation } = found;
  if (expression.form === 'list') for (const column of relation.columns) links.push(link(column.flow, compose(code, FILTER)));
  const value = relation.columns[0];
  if (expression.form === 'scalar' && value !== undefined) addField(value, expression.path, code, expression, links);
  links.push(link(relation.rows, code));
}

// ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A column of a name and an expression; a renaming keeps the flow, so that it is no hop. */
export function namedColumn(reader: Reader, name: string, value: Expression, span = { start: value.start, end: value.end }): Column {
  const plain = plainColumn(reader, value);
  if (plain === undefined || reader.keys !== undefined)
    return newColumn(name, name, expressionFlow(reader, value), span, fieldsMade(reader, value));
  const { column, path } = plain;
  if (path.length > 0) return newColumn(name, name, expressionFlow(reader, value), span);
  return newColumn(name, name, column.flow, span, column.fields);
}

/** The fields of a value that is put together, or handed on from what was. */
function fieldsMade(reader: Reader, value: Expression): Fields | undefined {
  if (value.kind !== 'call') return undefined;
  const facts = factsOf(reader, value);
  if (facts.builds === 'fields' || facts.builds === 'pairs') return structFields(reader, value.arguments);
  const { aggregate, builds, conditions, keeps, opens } = facts;
  const list = conditions === undefined ? value.arguments : conditionsOf(conditions, value.arguments).values;
  const kept =
    conditions !== undefined || keeps === 'any' || builds === 'array' ? list : keeps === 'first' || opens ? list.slice(0, 1) : [];
  if (kept.length === 0) return undefined;
  const within: Reader = aggregate ? { ...reader, keys: undefined } : reader;
  const code = aggregate ? AGGREGATION : builds === 'array' || opens ? IDENTITY : TRANSFORMATION;
  const rest = value.arguments.filter((part) => !kept.includes(part));
  return handedOn(code, () => ({
    values: kept.map((part) => namedColumn(within, '', part)),
    aside: rest.map((part) => link(expressionFlow(within, part), conditions === undefined ? code : CONDITIONAL)),
  }));
}

/** `named_struct(a, x#1, b, y#2)`: a plan prints the names of every struct and map, which are constant where they tell fields. */
function structFields(reader: Reader, list: readonly Expression[]): Column[] | undefined {
  const fields: Column[] = [];
  for (let at = 0; at + 1 < list.length; at += 2) {
    const name = list[at] as Expression;
    const text = reader.context.text.slice(name.start, name.end);
    if (/#\d/.test(text)) return undefined;
    fields.push(namedColumn(reader, text, list[at + 1] as Expression));
  }
  return fields;
}
