/** Values with parts: structs built in the text keep the sources of each field, others are followed as a path. */
import type { Span } from '../../base/span.js';
import { columnKey } from '../../catalog/names.js';
import { conditionsOf } from '../../functions/conditions.js';
import type { Facts } from '../../functions/table.js';
import type { Column, Fields, Given } from '../../lineage/column.js';
import { fieldOf, fieldsOf, handed, handedOn, newColumn, passOn } from '../../lineage/column.js';
import type { Link } from '../../lineage/flow.js';
import { flowOf, link } from '../../lineage/flow.js';
import { AGGREGATION, CONDITIONAL, IDENTITY, TRANSFORMATION } from '../../lineage/transformation.js';
import type { CaseExpression, Cast, Expression, FunctionCall, Identifier, IndexAccess, Operation } from '../../sql/tree.js';
import { factsOf, readClauses } from './call.js';
import { resolveColumn } from './column.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import { read, readAll, subqueryValue } from './expression.js';
import { callPaths, operatorPaths } from './json-path.js';
import { mappedBody } from './lambda.js';
import type { Scope } from './scope.js';
import { newSides } from './sides.js';
import { expandStar } from './star.js';
import { fieldNames } from './type-fields.js';
import { elementOfVariable, variableKey } from './variable.js';

/** An expression as a nameless column: its flow, and its fields when it was put together in the text. */
export function readValue(ctx: Context, scope: Scope, expression: Expression): Column {
  switch (expression.kind) {
    case 'column-name':
      return resolveColumn(ctx, scope, expression) ?? unnamed([], undefined);
    case 'field':
      return takeField(ctx, readValue(ctx, scope, expression.operand), expression.field, expression);
    case 'index': {
      const value = readValue(ctx, scope, expression.operand);
      const path = fieldPath(expression);
      return path === undefined ? value : fieldOf(value, columnKey(ctx.names, path), path, expression);
    }
    case 'struct': {
      const fields = expression.fields.flatMap(({ name, value }, at) => fieldsOfStruct(ctx, scope, name, value, at));
      return structOf(expression.type === undefined ? fields : underTypeNames(ctx, fields, expression.type.text));
    }
    case 'tuple':
      return structOf(expression.elements.map((element) => argumentField(ctx, scope, element)));
    case 'map':
      return mapOf(ctx, scope, expression.entries);
    case 'array':
      return elementsOf(expression.elements.map((element) => elementOfArray(ctx, scope, element, expression.elementType?.text)));
    case 'subquery':
      return subqueryValue(ctx, scope, expression);
    case 'parameter': {
      const variable = ctx.variables.get(variableKey(expression.name));
      return variable?.fields === undefined ? unnamed(linksOf(ctx, scope, expression), undefined) : passOn(variable, expression);
    }
    case 'call':
      return valueOfVariable(ctx, expression) ?? valueOfCall(ctx, scope, expression);
    default:
      return unnamed(linksOf(ctx, scope, expression), handedFields(ctx, scope, expression));
  }
}

function valueOfVariable(ctx: Context, call: FunctionCall): Column | undefined {
  const element = elementOfVariable(ctx, call);
  return element && passOn(element, call);
}

function linksOf(ctx: Context, scope: Scope, expression: Expression): Link[] {
  const links: Link[] = [];
  read(ctx, scope, expression, IDENTITY, links);
  return links;
}

function unnamed(links: Link[], fields: Fields | undefined): Column {
  return newColumn('', '', flowOf(links), undefined, fields);
}

// ── Built in the text ────────────────────────────────────────────────────────────────────────────────────────────────

function namedField(ctx: Context, scope: Scope, name: Identifier | undefined, value: Expression): Column {
  const column = passOn(readValue(ctx, scope, value), value);
  return name === undefined ? column : { ...column, name: stored(ctx, name), key: keyOf(ctx, name) };
}

/** Hive calls a struct's fields by their places, Spark those that are no columns. A star stands for several. */
function fieldsOfStruct(ctx: Context, scope: Scope, given: Identifier | undefined, value: Expression, at: number): readonly Column[] {
  if (value.kind === 'star') return expandStar(ctx, scope, value);
  const { unnamed } = ctx.names;
  const name = given ?? (unnamed === 'hive' ? undefined : impliedName(value));
  const field = namedField(ctx, scope, name, value);
  if (name !== undefined || (unnamed !== 'hive' && unnamed !== 'spark')) return [field];
  return [{ ...field, name: `col${at + 1}`, key: `col${at + 1}` }];
}

/** `STRUCT(a, t.b)` names its fields by the columns. */
function impliedName(value: Expression): Identifier | undefined {
  return value.kind === 'column-name' ? value.parts[value.parts.length - 1] : value.kind === 'field' ? value.field : undefined;
}

function argumentField(ctx: Context, scope: Scope, argument: Expression): Column {
  if (argument.kind === 'named-argument') return namedField(ctx, scope, argument.name, argument.value);
  return namedField(ctx, scope, impliedName(argument), argument);
}

/** The whole is computed from all fields. */
function structOf(fields: readonly Column[]): Column {
  return unnamed(
    fields.map((field) => link(field.flow, TRANSFORMATION, field.span)),
    fields,
  );
}

/** A map is computed from its keys as well; with constant ones, each value is a field. */
function mapOf(ctx: Context, scope: Scope, entries: readonly { readonly key: Expression; readonly value: Expression }[]): Column {
  const links: Link[] = [];
  for (const { key } of entries) read(ctx, scope, key, TRANSFORMATION, links);
  const values = entries.map(({ key, value }) => {
    const name = key.kind === 'literal' ? key.value : '';
    return { ...passOn(readValue(ctx, scope, value), value), name, key: columnKey(ctx.names, name) };
  });
  for (const { flow, span } of values) links.push(link(flow, TRANSFORMATION, span));
  return unnamed(links, entries.every(({ key }) => key.kind === 'literal') ? values : undefined);
}

/** An array's type names its elements' fields. */
function elementOfArray(ctx: Context, scope: Scope, element: Expression, type: string | undefined): Column {
  const value = passOn(readValue(ctx, scope, element), element);
  const fields = type === undefined ? undefined : fieldsOf(value);
  return fields === undefined ? value : { ...value, fields: underTypeNames(ctx, fields, type as string) };
}

/** An array's elements together: of structs, field by field. */
function elementsOf(elements: readonly Column[]): Column {
  const links = elements.map((element) => link(element.flow, TRANSFORMATION, element.span));
  return unnamed(
    links,
    handed(IDENTITY, () => ({ values: elements, aside: [] })),
  );
}

/** `STRUCT<x INT64, y STRING>(a, b)`, `CAST(ROW(a, b) AS ROW(x bigint, y varchar))`: the type names the fields. */
function underTypeNames(ctx: Context, fields: readonly Column[], type: string): readonly Column[] {
  const names = fieldNames(type);
  if (names.length !== fields.length) return fields;
  return fields.map((field, at) => ({ ...field, name: names[at] as string, key: columnKey(ctx.names, names[at] as string) }));
}

function builtFields(ctx: Context, scope: Scope, { builds }: Facts, list: readonly Expression[]): readonly Column[] | undefined {
  if (builds === 'fields') return list.flatMap((argument) => argumentFields(ctx, scope, argument));
  if (builds !== 'pairs') return undefined;
  const [star] = list;
  return star?.kind === 'star' && list.length === 1 ? expandStar(ctx, scope, star) : namedFields(ctx, scope, list);
}

function argumentFields(ctx: Context, scope: Scope, argument: Expression): readonly Column[] {
  return argument.kind === 'star' ? expandStar(ctx, scope, argument) : [argumentField(ctx, scope, argument)];
}

/** `['a', 'b']`, `array('a', 'b')` */
function arrayElements(ctx: Context, expression: Expression): readonly Expression[] | undefined {
  if (expression.kind === 'array') return expression.elements;
  return expression.kind === 'call' && factsOf(ctx, expression).builds === 'array' ? expression.arguments : undefined;
}

/** Fields of `f('a', x, 'b', y)`, `f(a := x)` and `f(['a', 'b'], [x, y])`; undefined when the keys are not all constants. */
function namedFields(ctx: Context, scope: Scope, list: readonly Expression[]): readonly Column[] | undefined {
  if (list.length > 0 && list.every((argument) => argument.kind === 'named-argument')) {
    return list.map((argument) => argumentField(ctx, scope, argument));
  }
  const [first, second] = list;
  const [names, elements] = [first && arrayElements(ctx, first), second && arrayElements(ctx, second)];
  const [keys, values] =
    names !== undefined && elements !== undefined
      ? [names, elements]
      : [list.filter((_, at) => at % 2 === 0), list.filter((_, at) => at % 2 === 1)];
  if (keys.length !== values.length) return undefined;
  const fields: Column[] = [];
  for (const [at, key] of keys.entries()) {
    if (key.kind !== 'literal' || key.type !== 'string') return undefined;
    const value = values[at] as Expression;
    fields.push({ ...passOn(readValue(ctx, scope, value), value), name: key.value, key: columnKey(ctx.names, key.value) });
  }
  return fields;
}

// ── Handed on ────────────────────────────────────────────────────────────────────────────────────────────────────────

function valueOfCall(ctx: Context, scope: Scope, call: FunctionCall): Column {
  const facts = factsOf(ctx, call);
  const built = builtFields(ctx, scope, facts, call.arguments);
  if (built !== undefined) return structOf(built);
  const links = linksOf(ctx, scope, call);
  return unnamed(links, (facts.schema ? schemaFields(ctx, links, call) : undefined) ?? handedFields(ctx, scope, call));
}

/** Spark's `from_json(doc, 'a INT, b STRING')`: the fields that the schema names. */
function schemaFields(ctx: Context, links: Link[], call: FunctionCall): readonly Column[] | undefined {
  const [, schema] = call.arguments;
  if (schema?.kind !== 'literal') return undefined;
  const isType = schema.value.trimStart().slice(0, 'struct<'.length).toLowerCase() === 'struct<';
  const names = fieldNames(isType ? schema.value : `struct<${schema.value}>`);
  if (names.length === 0) return undefined;
  const flow = flowOf(links);
  return names.map((field) => newColumn(field, columnKey(ctx.names, field), flowOf([link(flow, TRANSFORMATION, call, [field])]), call));
}

/** The fields of an expression that hands a value on; it was read already. */
export function handedFields(ctx: Context, scope: Scope, expression: Expression): Fields | undefined {
  switch (expression.kind) {
    case 'case':
      return handedOn(TRANSFORMATION, () => quietly(ctx, () => resultsOf(ctx, scope, expression)));
    case 'cast':
      return handedOn(TRANSFORMATION, () => quietly(ctx, () => castValue(ctx, scope, expression)));
    case 'operation':
      return isJson(expression) ? handedOn(TRANSFORMATION, () => quietly(ctx, () => jsonValue(ctx, scope, expression))) : undefined;
    case 'call':
      return handedOn(keptCode(factsOf(ctx, expression)), () => quietly(ctx, () => keptValues(ctx, scope, expression)));
    default:
      return undefined;
  }
}

/** Looks at what was read once more, without saying or counting anything twice. */
function quietly(ctx: Context, look: () => Given): Given {
  const { diagnostics, sides, reads, steps, quiet } = ctx;
  const shared = ctx.shared.length;
  ctx.quiet ??= new WeakMap();
  ctx.diagnostics = [];
  ctx.sides = newSides();
  ctx.reads = new Set();
  ctx.steps = [];
  const given = look();
  ctx.diagnostics = diagnostics;
  ctx.sides = sides;
  ctx.reads = reads;
  ctx.steps = steps;
  ctx.quiet = quiet;
  ctx.shared.length = shared;
  return given;
}

function valuesOf(ctx: Context, scope: Scope, expressions: readonly Expression[]): Column[] {
  return expressions.map((each) => passOn(readValue(ctx, scope, each), each));
}

function resultsOf(ctx: Context, scope: Scope, { operand, branches, otherwise }: CaseExpression): Given {
  const aside: Link[] = [];
  if (operand !== undefined) read(ctx, scope, operand, CONDITIONAL, aside);
  for (const { when } of branches) read(ctx, scope, when, CONDITIONAL, aside);
  const results = branches.map(({ then }) => then);
  return { values: valuesOf(ctx, scope, otherwise === undefined ? results : [...results, otherwise]), aside };
}

function castValue(ctx: Context, scope: Scope, { operand, type }: Cast): Given {
  const value = readValue(ctx, scope, operand);
  const fields = fieldsOf(value);
  const named = fields && newColumn('', '', value.flow, operand, underTypeNames(ctx, fields, type.text));
  return { values: [named ?? passOn(value, operand)], aside: [] };
}

function isJson({ operators: [operator] }: Operation): boolean {
  return operator?.startsWith('->') === true || operator?.startsWith('#>') === true;
}

function jsonValue(ctx: Context, scope: Scope, { operators, operands }: Operation): Given {
  const [document, ...keys] = operands as [Expression, ...Expression[]];
  return { values: [valueAt(ctx, scope, document, operatorPaths(operators, keys).path, document)], aside: [] };
}

/** An array's elements are its arguments as they are. */
function keptCode({ aggregate, builds, opens }: Facts): number {
  if (aggregate) return AGGREGATION;
  return builds === 'array' || opens ? IDENTITY : TRANSFORMATION;
}

function keptValues(ctx: Context, scope: Scope, call: FunctionCall): Given {
  const facts = factsOf(ctx, call);
  const [first, ...others] = call.arguments;
  const aside: Link[] = [];
  if (facts.conditions !== undefined) {
    const { conditions, values } = conditionsOf(facts.conditions, call.arguments);
    readAll(ctx, scope, conditions, CONDITIONAL, aside);
    return { values: valuesOf(ctx, scope, values), aside };
  }
  const body = mappedBody(ctx, scope, call);
  if (body !== undefined) return { values: [body], aside };
  const paths = callPaths(facts, call.arguments);
  if (first !== undefined && paths.length > 0) {
    readAll(ctx, scope, others, TRANSFORMATION, aside);
    return { values: paths.map((path) => valueAt(ctx, scope, first, path, call)), aside };
  }
  if (first !== undefined && facts.keeps === 'first') {
    readAll(ctx, scope, others, keptCode(facts), aside);
    readClauses(ctx, scope, call, IDENTITY, aside);
    return { values: valuesOf(ctx, scope, [first]), aside };
  }
  return { values: facts.keeps === 'any' || facts.builds === 'array' ? valuesOf(ctx, scope, call.arguments) : [], aside };
}

// ── Taken ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `m['key']` reads a field; `a[1]`, `a[i]` read an element, whose fields are the array's. */
export function fieldPath({ indexes }: IndexAccess): string | undefined {
  const [index] = indexes;
  return indexes.length === 1 && index?.kind === 'literal' && index.type === 'string' ? index.value : undefined;
}

export function takeFields(ctx: Context, column: Column, path: readonly Identifier[], span: Span | undefined): Column {
  let value = column;
  for (const part of path) value = takeField(ctx, value, part, span);
  return value;
}

/** What lies at a constant path within a document, which may have been built in the text. */
export function valueAt(ctx: Context, scope: Scope, document: Expression, path: readonly string[], span: Span): Column {
  return alongPath(ctx, readValue(ctx, scope, document), path, span);
}

export function alongPath(ctx: Context, column: Column, path: readonly string[], span: Span): Column {
  let value = column;
  for (const name of path) value = fieldOf(value, columnKey(ctx.names, name), name, span);
  return value;
}

function takeField(ctx: Context, column: Column, field: Identifier, span: Span | undefined): Column {
  return fieldOf(column, keyOf(ctx, field), field.name, span, stored(ctx, field));
}
