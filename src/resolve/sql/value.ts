/** Values with parts: structs built in the text keep the sources of each field, others are followed as a path. */
import type { Span } from '../../base/span.js';
import { columnKey } from '../../catalog/names.js';
import type { Link } from '../../lineage/flow.js';
import { flowOf, link, via } from '../../lineage/flow.js';
import type { Column, Open } from '../../lineage/relation.js';
import { newColumn, openColumn } from '../../lineage/relation.js';
import { AGGREGATION, IDENTITY, TRANSFORMATION } from '../../lineage/transformation.js';
import type { Cast, Expression, FunctionCall, Identifier, IndexAccess, Literal } from '../../sql/tree.js';
import { functionName, isAggregate } from './call.js';
import { resolveColumn } from './column.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import { read, subqueryValue } from './expression.js';
import type { Scope } from './scope.js';
import { expandStar } from './star.js';
import { fieldsOfType } from './type-fields.js';
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
      return path === undefined ? value : takeNamed(value, path, columnKey(ctx.names, path), expression);
    }
    case 'struct':
      return structOf(expression.fields.flatMap(({ name, value }, at) => fieldsOfStruct(ctx, scope, name, value, at)));
    case 'tuple':
      return tupleOf(ctx, scope, expression.elements);
    case 'cast':
      if (!buildsFields(expression)) break;
      return withTypesFields(ctx, readValue(ctx, scope, expression.operand), expression.type.text);
    case 'array':
      return elementsOf(expression.elements.map((element) => readValue(ctx, scope, element)));
    case 'subquery':
      return subqueryValue(ctx, scope, expression);
    case 'parameter': {
      const variable = ctx.variables.get(variableKey(expression.name));
      if (variable?.fields === undefined) break;
      return variable;
    }
    case 'call':
      return elementOfVariable(ctx, expression) ?? valueOfCall(ctx, scope, expression);
    default:
  }
  return unnamed(linksOf(ctx, scope, expression), undefined);
}

/** `CAST(ROW(a, b) AS ROW(x int, y text))`: a struct that is built in the text, with fields that its type names. */
export function buildsFields({ operand }: Cast): boolean {
  if (operand.kind !== 'call') return operand.kind === 'struct' || operand.kind === 'array';
  return PLAIN_STRUCTS.has(functionName(operand));
}

function withTypesFields(ctx: Context, value: Column, type: string): Column {
  const names = value.fields === undefined ? [] : fieldsOfType(type);
  const fields = value.fields?.map((field, at): Column => {
    const name = names[at] ?? field.name;
    return { ...field, name, key: columnKey(ctx.names, name), flow: via(field.flow, TRANSFORMATION) };
  });
  return { ...value, flow: via(value.flow, TRANSFORMATION), fields };
}

function linksOf(ctx: Context, scope: Scope, expression: Expression): Link[] {
  const links: Link[] = [];
  read(ctx, scope, expression, IDENTITY, links);
  return links;
}

function unnamed(links: Link[], fields: readonly Column[] | undefined): Column {
  return newColumn('', '', flowOf(links), undefined, fields);
}

function fieldOf(ctx: Context, scope: Scope, name: Identifier | undefined, value: Expression): Column {
  const column = readValue(ctx, scope, value);
  return name === undefined ? column : { ...column, name: stored(ctx, name), key: keyOf(ctx, name) };
}

/** `STRUCT(a, t.b)` names its fields by the columns. */
function impliedName(value: Expression): Identifier | undefined {
  return value.kind === 'column-name' ? value.parts[value.parts.length - 1] : value.kind === 'field' ? value.field : undefined;
}

/** Spark's `(a AS x, b)`; ClickHouse's `(a, b)`, whose fields are called 1 and 2. */
function tupleOf(ctx: Context, scope: Scope, elements: readonly Expression[]): Column {
  if (elements.some((element) => element.kind === 'named-argument'))
    return structOf(elements.map((element) => argumentField(ctx, scope, element)));
  return structOf(elements.map((element, at) => ({ ...readValue(ctx, scope, element), name: `${at + 1}`, key: `${at + 1}` })));
}

/** The whole is computed from all fields. */
function structOf(fields: readonly Column[]): Column {
  return unnamed(
    fields.map((field) => link(field.flow, TRANSFORMATION)),
    fields,
  );
}

/** An array of structs has the structs' fields: position by position, of all elements. */
function elementsOf(elements: readonly Column[]): Column {
  const links = elements.map((element) => link(element.flow, TRANSFORMATION));
  const [first, ...others] = elements;
  if (first?.fields === undefined || first.fields.some((field) => field.open !== undefined)) return unnamed(links, undefined);
  const fields = first.fields.map((field, at) => {
    const same = others.map((other) => other.fields?.[at]?.flow ?? other.flow);
    return { ...field, flow: flowOf([field.flow, ...same].map((flow) => link(flow, IDENTITY))) };
  });
  return unnamed(links, fields);
}

const NAMED_STRUCTS = new Set([
  'named_struct',
  'object_construct',
  'object_construct_keep_null',
  'json_object',
  'json_build_object',
  'jsonb_build_object',
  'struct_pack',
  'object',
  'map',
  'create_map',
  'var_map',
]);
const PLAIN_STRUCTS = new Set(['struct', 'row']);
/** Functions that collect their argument's values, or give the value back: its fields stay its fields. */
const KEEPERS = new Set([
  'array_agg',
  'collect_list',
  'collect_set',
  'array',
  'list',
  'group_array',
  'grouparray',
  'any_value',
  'first',
  'last',
  'max',
  'min',
  'first_value',
  'last_value',
  'element_at',
  'explode',
  'unnest',
  'arrayjoin',
  'array_construct',
  'list_value',
  'coalesce',
  'ifnull',
  'nvl',
  'arg_max',
  'arg_min',
  'max_by',
  'min_by',
  'array_distinct',
  'array_sort',
  'list_sort',
  'array_reverse',
  'array_compact',
  'sort_array',
  'reverse',
  'slice',
  'array_slice',
  'shuffle',
  'filter',
  'array_append',
  'array_prepend',
  'array_remove',
  'array_except',
  'array_intersect',
  'array_union',
  'array_concat',
  'array_max',
  'array_min',
  'try_element_at',
  'arbitrary',
]);

/** Of these all arguments are one value or another: the fields of each. */
const ALTERNATIVES = new Set(['array', 'array_construct', 'list_value', 'coalesce', 'ifnull', 'nvl']);
/** A document read from its text: what lies at a path of the one lies there in the other. */
const PARSERS = new Set(['parse_json', 'try_parse_json', 'json_parse', 'from_json', 'to_variant', 'to_object', 'to_array']);

function valueOfCall(ctx: Context, scope: Scope, call: FunctionCall): Column {
  const name = call.name[call.name.length - 1]?.name.toLowerCase() ?? '';
  if (NAMED_STRUCTS.has(name)) {
    const fields = namedFields(ctx, scope, call);
    if (fields !== undefined) return structOf(fields);
  }
  if (PLAIN_STRUCTS.has(name)) return structOf(call.arguments.map((argument) => argumentField(ctx, scope, argument)));
  const value = unnamed(linksOf(ctx, scope, call), undefined);
  const [first, second] = call.arguments;
  if (first === undefined) return value;
  if (name === 'from_json' && second?.kind === 'literal') return { ...value, fields: fieldsOfSchema(ctx, value, second, call) };
  if (PARSERS.has(name)) return HAVE_FIELDS.has(first.kind) ? parsed(readValue(ctx, scope, first), call) : value;
  if (!KEEPERS.has(name)) return value;
  const fields = ALTERNATIVES.has(name) ? alternativeFields(ctx, scope, call) : fieldsOf(ctx, scope, first);
  return { ...value, fields: isAggregate(ctx.functions, name) ? aggregated(fields) : fields };
}

/** Spark's `from_json(doc, 'a INT, b STRING')`: the fields that the schema names. */
function fieldsOfSchema(ctx: Context, { flow }: Column, { value: schema }: Literal, span: Span): readonly Column[] | undefined {
  const written = fieldsOfType(schema);
  const names = written.length > 0 ? written : fieldsOfType(`struct<${schema}>`);
  if (names.length === 0) return undefined;
  return names.map((name) => newColumn(name, columnKey(ctx.names, name), flowOf([link(flow, TRANSFORMATION, span, [name])]), span));
}

function alternativeFields(ctx: Context, scope: Scope, { arguments: list }: FunctionCall): readonly Column[] | undefined {
  const fields = fieldsOf(ctx, scope, list[0] as Expression);
  if (fields === undefined || list.length === 1) return fields;
  return elementsOf(list.map((argument) => readValue(ctx, scope, argument))).fields;
}

function parsed(text: Column, span: Span): Column {
  const document = newColumn(text.name, text.key, via(text.flow, TRANSFORMATION), span, text.fields);
  if (text.fields !== undefined) return document;
  const any: Open = { owners: [], may: () => true, column: (key, name) => parsed(takeNamed(text, name, key, span), span) };
  return { ...document, fields: [openColumn(document.flow, any)] };
}

/** The fields of what an aggregate gives are aggregates as well. */
function aggregated(fields: readonly Column[] | undefined): readonly Column[] | undefined {
  return fields?.map((field) => ({ ...field, flow: via(field.flow, AGGREGATION), fields: aggregated(field.fields) }));
}

const HAVE_FIELDS = new Set<Expression['kind']>(['column-name', 'struct', 'array', 'call', 'cast', 'tuple', 'field', 'index']);

/** The fields of an expression that was read already. */
function fieldsOf(ctx: Context, scope: Scope, expression: Expression): readonly Column[] | undefined {
  return HAVE_FIELDS.has(expression.kind) ? readValue(ctx, scope, expression).fields : undefined;
}

/** Hive calls a struct's fields by their places, Spark those that are no columns. A star stands for several. */
function fieldsOfStruct(ctx: Context, scope: Scope, given: Identifier | undefined, value: Expression, at: number): readonly Column[] {
  if (value.kind === 'star') return expandStar(ctx, scope, value);
  const { unnamed } = ctx.names;
  const name = given ?? (unnamed === 'hive' ? undefined : impliedName(value));
  const field = fieldOf(ctx, scope, name, value);
  if (name !== undefined || (unnamed !== 'hive' && unnamed !== 'spark')) return [field];
  return [{ ...field, name: `col${at + 1}`, key: `col${at + 1}` }];
}

function argumentField(ctx: Context, scope: Scope, argument: Expression): Column {
  if (argument.kind === 'named-argument') return fieldOf(ctx, scope, argument.name, argument.value);
  return fieldOf(ctx, scope, impliedName(argument), argument);
}

/** Fields of `f('a', x, 'b', y)` and `f(a := x)`; undefined when the keys are not all constants. */
function namedFields(ctx: Context, scope: Scope, { arguments: list }: FunctionCall): Column[] | undefined {
  if (list.length > 0 && list.every((argument) => argument.kind === 'named-argument')) {
    return list.map((argument) => argumentField(ctx, scope, argument));
  }
  if (list.length % 2 !== 0) return undefined;
  const fields: Column[] = [];
  for (let at = 0; at < list.length; at += 2) {
    const key = list[at] as Expression;
    if (key.kind !== 'literal' || key.type !== 'string') return undefined;
    fields.push({ ...readValue(ctx, scope, list[at + 1] as Expression), name: key.value, key: columnKey(ctx.names, key.value) });
  }
  return fields;
}

/** `m['key']` reads a field; `a[1]`, `a[i]` read an element, whose fields are the array's. */
export function fieldPath({ indexes }: IndexAccess): string | undefined {
  const [index] = indexes;
  return indexes.length === 1 && index?.kind === 'literal' && index.type === 'string' ? index.value : undefined;
}

export function takeFields(ctx: Context, column: Column, path: readonly Identifier[], span: Span): Column {
  let value = column;
  for (const part of path) value = takeField(ctx, value, part, span);
  return value;
}

/** What lies at a constant path within a document, which may have been built in the text. */
export function valueAt(ctx: Context, scope: Scope, document: Expression, path: readonly string[], span: Span): Column {
  let value = readValue(ctx, scope, document);
  for (const name of path) value = takeNamed(value, name, columnKey(ctx.names, name), span);
  return value;
}

function takeField(ctx: Context, column: Column, field: Identifier, span: Span): Column {
  return takeNamed(column, field.name, keyOf(ctx, field), span, stored(ctx, field));
}

/** `own`: the name as a column's; fields are spelled as they stand. */
function takeNamed(column: Column, name: string, key: string, span: Span, own = name): Column {
  const built = column.fields?.find((field) => field.key === key || field.key.toLowerCase() === key.toLowerCase());
  if (built !== undefined) return built;
  // A whole row of columns that nobody knows.
  const open = column.fields?.find((field) => field.open !== undefined)?.open;
  return (
    open?.column(key, open.owners.length === 0 ? name : own) ?? newColumn(name, key, flowOf([link(column.flow, IDENTITY, span, [name])]))
  );
}
