/**
 * Relations made by a call: UNNEST, FLATTEN, explode, JSON_TABLE, generate_series, … What they yield is not a dataset: its
 * columns come from the argument's column. Their rows in `functions/` say which columns they have.
 */

import { columnKey } from '../../catalog/names.js';
import { splitPath } from '../../functions/path.js';
import type { MadeColumn } from '../../functions/row.js';
import type { Facts } from '../../functions/table.js';
import type { Column } from '../../lineage/column.js';
import { fieldsOf, newColumn, openColumn } from '../../lineage/column.js';
import type { Flow, Link } from '../../lineage/flow.js';
import { flowOf, link, merge, NOTHING, via } from '../../lineage/flow.js';
import type { Relation } from '../../lineage/relation.js';
import { generate, rowsOf, sourceColumn } from '../../lineage/relation.js';
import { setOperation } from '../../lineage/set-operation.js';
import { CONDITIONAL, IDENTITY, TRANSFORMATION } from '../../lineage/transformation.js';
import type { Expression, FunctionCall, Identifier, TableFunction, TableReference } from '../../sql/tree.js';
import { factsOf, functionName, receiverOf } from './call.js';
import type { Context } from './context.js';
import { keyOf, stored, tableKeyOf } from './context.js';
import { read } from './expression.js';
import { addEntry } from './from.js';
import { resolveQuery } from './query.js';
import type { Scope } from './scope.js';
import { findEntry } from './scope.js';
import { pathsOf, tableOf } from './source-function.js';
import { structureOf } from './structure.js';
import { resolveOverTable } from './table-argument.js';
import { datasetOf, readDataset } from './tables.js';
import { called, type Made, named, ordinalityColumn, unnestColumns } from './unnest.js';
import { alongPath, readValue } from './value.js';

export function resolveTableFunction(ctx: Context, scope: Scope, node: TableFunction): Relation {
  const { call, alias } = node;
  const facts = factsOf(ctx, call);
  const paths = pathsOf(facts, call);
  const structure = structureOf(facts, call);
  if (paths !== undefined) return addEntry(ctx, scope, readFiles(ctx, paths, structure), alias, filesName(ctx, call, paths));
  const table = tableOf(facts, call);
  if (table !== undefined) {
    const rows = withChanges(ctx, facts, readDataset(ctx, datasetOf(ctx, table)));
    return addEntry(ctx, scope, rows, alias, { key: table[table.length - 1] ?? '', parts: table });
  }
  // A call sees what stands before it, in every dialect that has such calls; nothing else could be meant.
  if (node.form === 'array-join') return resolveArrayJoin(ctx, scope, node);
  // TABLE(SELECT …), ClickHouse's view(SELECT …)
  if (call.arguments.length === 1 && call.arguments[0]?.kind === 'subquery' && (node.form === 'table' || facts.makes === 'query')) {
    return addEntry(ctx, scope, resolveQuery(ctx, call.arguments[0].query, scope, scope.ctes), alias);
  }
  const overTable = resolveOverTable(ctx, scope, node);
  if (overTable !== undefined) return addEntry(ctx, scope, overTable, alias, { key: functionName(call), parts: undefined });
  if (structure !== undefined) {
    const rows = rowsOf(structure.map((each) => called(ctx, each, NOTHING)));
    return addEntry(ctx, scope, rows, alias, { key: functionName(call), parts: undefined });
  }
  const names = alias?.columns.length ? alias.columns : [];
  const made =
    node.columns.length > 0
      ? declaredColumns(ctx, scope, call, names.length > 0 ? names : node.columns)
      : makeColumns(ctx, scope, call, names, node.ordinality, alias?.name);
  const relation = rowsOf(made.columns);
  const name = functionName(call);
  const bare = alias === undefined ? undefined : { ...alias, columns: [] };
  return addEntry(ctx, scope, relation, bare, { key: name, parts: undefined }, made.value);
}

/** `_path`, `_file` belong to the only file. */
function filesName(ctx: Context, call: FunctionCall, paths: readonly string[]) {
  const dataset = paths.length === 1 ? datasetOf(ctx, [paths[0] as string]) : undefined;
  return { key: functionName(call), parts: undefined, ...(dataset && { dataset }) };
}

function readFiles(ctx: Context, paths: readonly string[], structure: readonly string[] | undefined): Relation {
  const files = paths.map((path) => {
    const dataset = datasetOf(ctx, [path]);
    const rows = readDataset(ctx, dataset);
    return structure === undefined
      ? rows
      : rowsOf(structure.map((name) => sourceColumn(ctx.sources, dataset, name, columnKey(ctx.names, name))));
  });
  return files.length === 1 ? (files[0] as Relation) : setOperation(ctx.sources, 'union', files, true);
}

/** Databricks' feed of changes says of each row what became of it. */
function withChanges(ctx: Context, { adds }: Facts, rows: Relation): Relation {
  if (adds === undefined) return rows;
  return generate(
    rows,
    adds.map((name) => called(ctx, name, NOTHING)),
  );
}

/** Columns that the call declares itself (JSON_TABLE, OPENJSON … WITH): computed from its arguments. */
function declaredColumns(ctx: Context, scope: Scope, call: FunctionCall, names: readonly Identifier[]): Made {
  const flow = via(merge(call.arguments.map((argument) => elementOf(ctx, scope, argument).flow)), TRANSFORMATION);
  return { columns: names.map((name) => named(ctx, name, flow, name)), value: undefined };
}

/** `SELECT explode(m) AS (k, v)`: the columns of a call in a select list. */
export function generatedColumns(ctx: Context, scope: Scope, expression: Expression, names: readonly Identifier[]): Column[] {
  if (expression.kind === 'call') return [...makeColumns(ctx, scope, expression, names, undefined, undefined).columns];
  const value = readValue(ctx, scope, expression);
  return names.map((name, at) => named(ctx, name, fieldsOf(value)?.[at]?.flow ?? value.flow, name));
}

function makeColumns(
  ctx: Context,
  scope: Scope,
  call: FunctionCall,
  names: readonly Identifier[],
  ordinality: Identifier | true | undefined,
  alias: Identifier | undefined,
): Made {
  const name = functionName(call);
  const facts = factsOf(ctx, call);
  const kind = facts.makes;
  if (kind === 'constant') return constantColumns(ctx, scope, call, names, alias, ordinality);
  if (kind === 'stack') return { columns: stackColumns(ctx, scope, call, names), value: undefined };
  if (kind === 'json-tuple') return { columns: tupleColumns(ctx, scope, call, names), value: undefined };
  const receiver = receiverOf(facts, call);
  const list = receiver === undefined ? call.arguments : [receiver, ...call.arguments];
  const walked = name === 'flatten' ? flattened(list) : { input: list.filter((argument) => !isPath(argument)), path: list.find(isPath) };
  const input = kind === 'unnest' ? walked.input.flatMap((argument) => keysAndValues(ctx, argument)) : walked.input;
  const values = input.filter((argument) => argument.kind !== 'keyword').map((argument) => elementOf(ctx, scope, argument));
  const { path } = walked;
  if (values[0] !== undefined && path !== undefined) values[0] = alongPath(ctx, values[0], pathOf(path), path);
  if (kind === 'unnest' || kind === 'inline')
    return unnestColumns({ ctx, values, names, ordinality, alias, name, spread: kind === 'inline' });
  const all = merge(values.map((value) => value.flow));
  if (typeof kind === 'object') {
    const made = listedColumns(ctx, kind, values[0], all, names);
    if (ordinality === undefined || names.length > 0) return made;
    return { ...made, columns: [...made.columns, ordinalityColumn(ctx, ordinality, via(all, TRANSFORMATION))] };
  }
  return unknownColumns(ctx, values, all, names);
}

/** `UNNEST(map(a, b))` is `UNNEST(a, b)`: a map's keys, and its values. */
function keysAndValues(ctx: Context, argument: Expression): readonly Expression[] {
  const isMap = argument.kind === 'call' && argument.arguments.length === 2 && factsOf(ctx, argument).type === 'map';
  return isMap ? argument.arguments : [argument];
}

/** FLATTEN(input [, path, …]), by place or by name: what lies at the path is walked over. */
function flattened(list: readonly Expression[]): { readonly input: readonly Expression[]; readonly path: Expression | undefined } {
  const input = argumentOf(list, 'input', 0);
  return { input: input === undefined ? [] : [input], path: argumentOf(list, 'path', 1) };
}

function argumentOf(list: readonly Expression[], name: string, at: number): Expression | undefined {
  for (const argument of list) if (argument.kind === 'named-argument' && argument.name.name.toLowerCase() === name) return argument.value;
  const placed = list[at];
  return placed?.kind === 'named-argument' ? undefined : placed;
}

/** `json_each(doc, '$.items')` */
function isPath(argument: Expression): boolean {
  return argument.kind === 'literal' && argument.type === 'string' && argument.value.startsWith('$');
}

function pathOf(argument: Expression): readonly string[] {
  return argument.kind === 'literal' ? (splitPath(argument.value) ?? []) : [];
}

/** An argument as the value whose elements the call walks over. */
function elementOf(ctx: Context, scope: Scope, argument: Expression): Column {
  if (argument.kind === 'named-argument') return elementOf(ctx, scope, argument.value);
  return readValue(ctx, scope, argument);
}

/** generate_series and its like read no column, unless their bounds do. */
function constantColumns(
  ctx: Context,
  scope: Scope,
  call: FunctionCall,
  names: readonly Identifier[],
  alias: Identifier | undefined,
  ordinality: Identifier | true | undefined,
): Made {
  const links: Link[] = [];
  for (const argument of call.arguments) read(ctx, scope, argument, TRANSFORMATION, links);
  const flow = flowOf(links);
  const [first, ...others] = names;
  const own = factsOf(ctx, call).column;
  // PostgreSQL calls the column by the table's alias; where it has a name of its own, that stays.
  const name = first ?? (own === undefined && alias !== undefined && alias.name !== '' ? alias : undefined);
  const value = name === undefined ? called(ctx, own ?? functionName(call), flow) : named(ctx, name, flow, name);
  const more = others.map((each) => named(ctx, each, NOTHING, each));
  if (ordinality !== undefined && more.length === 0) more.push(ordinalityColumn(ctx, ordinality, NOTHING));
  return { columns: [value, ...more], value };
}

/** Functions with a fixed list of columns; an alias may rename them from the first on. */
function listedColumns(
  ctx: Context,
  kind: readonly MadeColumn[],
  element: Column | undefined,
  all: Flow,
  names: readonly Identifier[],
): Made {
  // `explode(array) AS x`, `explode(map) AS (k, v)`: as many columns as are named.
  const fitting = kind.filter((column) => column.arity === undefined || column.arity === Math.max(names.length, 1));
  const columns = fitting.map((column, at) => {
    const flow = column.element ? (element?.flow ?? NOTHING) : via(all, TRANSFORMATION);
    const name = names[at];
    const fields = column.element ? element?.fields : undefined;
    return name === undefined ? called(ctx, column.name, flow, fields) : named(ctx, name, flow, name, fields);
  });
  const extra = names.slice(fitting.length).map((name) => named(ctx, name, via(all, TRANSFORMATION), name));
  const element_ = columns.find((_, at) => fitting[at]?.element);
  return { columns: columns.concat(extra), value: names.length > 0 || kind.length === 1 || fitting.length === 1 ? element_ : undefined };
}

/** A function that nobody knows: named columns come from its arguments, and others it may have. */
function unknownColumns(ctx: Context, values: readonly Column[], all: Flow, names: readonly Identifier[]): Made {
  const flow = via(all, TRANSFORMATION);
  if (names.length > 0) return { columns: names.map((name) => named(ctx, name, flow, name)), value: undefined };
  const open = openColumn(flow, { owners: [], may: () => true, column: (key, name) => newColumn(name, key, flow) });
  return { columns: [open], value: values.length === 1 ? values[0] : undefined };
}

/** stack(n, …) lays its arguments out in n rows; a column of labels follows the UNPIVOT rule. */
function stackColumns(ctx: Context, scope: Scope, call: FunctionCall, names: readonly Identifier[]): Column[] {
  const [count, ...cells] = call.arguments;
  const rows = count?.kind === 'literal' ? Number(count.value) : 1;
  const width = Math.max(1, Math.ceil(cells.length / Math.max(1, rows)));
  const flows: Flow[] = [];
  for (let column = 0; column < width; column++) {
    const links: Link[] = [];
    for (let at = column; at < cells.length; at += width) read(ctx, scope, cells[at] as Expression, IDENTITY, links);
    flows.push(flowOf(links));
  }
  const conditions = via(merge(flows), CONDITIONAL);
  return flows.map((flow, at) => {
    const own = flow === NOTHING ? conditions : flow;
    const name = names[at];
    return name === undefined ? called(ctx, `col${at}`, own) : named(ctx, name, own, name);
  });
}

/** json_tuple(doc, 'a', 'b'): a field each. */
function tupleColumns(ctx: Context, scope: Scope, call: FunctionCall, names: readonly Identifier[]): Column[] {
  const [document, ...keys] = call.arguments;
  if (document === undefined) return [];
  const { flow } = readValue(ctx, scope, document);
  return keys.map((key, at) => {
    const path = key.kind === 'literal' && key.type === 'string' ? [key.value] : undefined;
    const own = flow === NOTHING ? NOTHING : flowOf([link(flow, TRANSFORMATION, key, path)]);
    const name = names[at];
    return name === undefined ? called(ctx, `c${at}`, own) : named(ctx, name, own, name);
  });
}

/** BigQuery, Impala: `FROM t, t.items AS item`. */
export function resolveArrayName(ctx: Context, scope: Scope, node: TableReference): Relation {
  const { name, alias } = node;
  const value = readValue(ctx, scope, { kind: 'column-name', parts: name.parts, start: name.start, end: name.end });
  const last = name.parts[name.parts.length - 1] as Identifier;
  const own = alias !== undefined && alias.name.name !== '' ? alias.name : last;
  const element = named(ctx, own, value.flow, own, value.fields);
  const place = node.ordinality === undefined ? [] : [ordinalityColumn(ctx, node.ordinality, via(value.flow, TRANSFORMATION))];
  return addEntry(ctx, scope, rowsOf([element, ...place]), alias, { key: keyOf(ctx, last), parts: undefined }, element);
}

/** ClickHouse's ARRAY JOIN: an alias is a new column; without one the name means the element from here on. */
function resolveArrayJoin(ctx: Context, scope: Scope, node: TableFunction): Relation {
  const names = node.columns;
  const columns = node.call.arguments.flatMap((argument, at): Column | Column[] => {
    const nested = nestedColumns(ctx, scope, argument, names[at]);
    if (nested.length > 0) return nested;
    const value = readValue(ctx, scope, argument);
    const own = names[at]?.name ? names[at] : argument.kind === 'column-name' ? argument.parts[argument.parts.length - 1] : undefined;
    return own === undefined ? called(ctx, `arrayJoin_${at}`, value.flow) : named(ctx, own, value.flow, own, value.fields);
  });
  for (const column of columns) (scope.merged ??= new Map()).set(column.key, column);
  return rowsOf(columns);
}

/** `ARRAY JOIN n`, `ARRAY JOIN n AS m`: all columns `n.*` of a Nested type, which are `m.*` from here on. */
function nestedColumns(ctx: Context, scope: Scope, argument: Expression, alias: Identifier | undefined): Column[] {
  if (argument.kind !== 'column-name' || !ctx.names.dottedColumns) return [];
  const parts = argument.parts.map((part) => stored(ctx, part));
  const entry = parts.length > 1 ? findEntry(scope, tableKeyOf(ctx, argument.parts[0] as Identifier)) : undefined;
  const name = parts.slice(entry === undefined ? 0 : 1).join('.');
  const start = columnKey(ctx.names, `${name}.`);
  return (entry === undefined ? scope.entries : [entry]).flatMap(({ relation }) =>
    relation.columns
      .filter((column) => column.key.startsWith(start))
      .map((column) => {
        const own = (alias?.name ? stored(ctx, alias) : name) + column.name.slice(start.length - 1);
        return newColumn(own, columnKey(ctx.names, own), column.flow, argument, column.fields);
      }),
  );
}
