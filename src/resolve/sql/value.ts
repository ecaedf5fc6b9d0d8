/** Values with parts: structs built in the text keep the sources of each field, others are followed as a path. */
import type { Span } from '../../base/span.js';
import { columnKey } from '../../catalog/names.js';
import type { Link } from '../../lineage/flow.js';
import { flowOf, link, via } from '../../lineage/flow.js';
import type { Column } from '../../lineage/relation.js';
import { newColumn, passOn } from '../../lineage/relation.js';
import { AGGREGATION, IDENTITY, TRANSFORMATION } from '../../lineage/transformation.js';
import type { Expression, FunctionCall, Identifier, IndexAccess } from '../../sql/tree.js';
import { resolveColumn } from './column.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import { read, subqueryValue } from './expression.js';
import type { Scope } from './scope.js';
import { elementOfVariable } from './variable.js';

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
      return structOf(expression.fields.map((field) => fieldOf(ctx, scope, field.name ?? impliedName(field.value), field.value)));
    case 'tuple':
      if (!expression.elements.some((element) => element.kind === 'named-argument')) break;
      return structOf(expression.elements.map((element) => argumentField(ctx, scope, element))); // Spark's (a AS x, b)
    case 'array':
      return elementsOf(expression.elements.map((element) => passOn(readValue(ctx, scope, element), element)));
    case 'subquery':
      return subqueryValue(ctx, scope, expression);
    case 'call':
      return valueOfVariable(ctx, expression) ?? valueOfCall(ctx, scope, expression);
    default:
  }
  return unnamed(linksOf(ctx, scope, expression), undefined);
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

function unnamed(links: Link[], fields: readonly Column[] | undefined): Column {
  return newColumn('', '', flowOf(links), undefined, fields);
}

function fieldOf(ctx: Context, scope: Scope, name: Identifier | undefined, value: Expression): Column {
  const column = passOn(readValue(ctx, scope, value), value);
  return name === undefined ? column : { ...column, name: stored(ctx, name), key: keyOf(ctx, name) };
}

/** `STRUCT(a, t.b)` names its fields by the columns. */
function impliedName(value: Expression): Identifier | undefined {
  return value.kind === 'column-name' ? value.parts[value.parts.length - 1] : value.kind === 'field' ? value.field : undefined;
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
  if (first?.fields === undefined) return unnamed(links, undefined);
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
  'array_construct',
  'coalesce',
  'to_variant',
  'parse_json',
  'arg_max',
  'arg_min',
  'max_by',
  'min_by',
  'array_distinct',
  'array_sort',
  'list_sort',
  'array_reverse',
  'array_compact',
]);

function valueOfCall(ctx: Context, scope: Scope, call: FunctionCall): Column {
  const name = call.name[call.name.length - 1]?.name.toLowerCase() ?? '';
  if (NAMED_STRUCTS.has(name)) {
    const fields = namedFields(ctx, scope, call);
    if (fields !== undefined) return structOf(fields);
  }
  if (PLAIN_STRUCTS.has(name)) return structOf(call.arguments.map((argument) => argumentField(ctx, scope, argument)));
  const value = unnamed(linksOf(ctx, scope, call), undefined);
  const [first] = call.arguments;
  if (first === undefined || !KEEPERS.has(name)) return value;
  const fields = fieldsOf(ctx, scope, first);
  return { ...value, fields: ctx.functions.aggregates.has(name) ? aggregated(fields) : fields };
}

/** The fields of what an aggregate gives are aggregates as well. */
function aggregated(fields: readonly Column[] | undefined): readonly Column[] | undefined {
  return fields?.map((field) => ({ ...field, flow: via(field.flow, AGGREGATION), fields: aggregated(field.fields) }));
}

const HAVE_FIELDS = new Set<Expression['kind']>(['column-name', 'struct', 'array', 'call', 'field', 'index']);

/** The fields of an expression that was read already. */
function fieldsOf(ctx: Context, scope: Scope, expression: Expression): readonly Column[] | undefined {
  return HAVE_FIELDS.has(expression.kind) ? readValue(ctx, scope, expression).fields : undefined;
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
    const value = list[at + 1] as Expression;
    fields.push({ ...passOn(readValue(ctx, scope, value), value), name: key.value, key: columnKey(ctx.names, key.value) });
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
  return takeNamed(column, field.name, keyOf(ctx, field), span);
}

function takeNamed(column: Column, name: string, key: string, span: Span): Column {
  const built = column.fields?.find((field) => field.key === key || field.key.toLowerCase() === key.toLowerCase());
  if (built !== undefined) return built;
  // A whole row of columns that nobody knows.
  const open = column.fields?.find((field) => field.open !== undefined)?.open;
  return open?.column(key, name) ?? newColumn(name, key, flowOf([link(column.flow, IDENTITY, span, [name])]));
}
