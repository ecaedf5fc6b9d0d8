/** UNNEST and its relatives: one column an argument, or one a field where the elements are structs. */
import { columnKey } from '../../catalog/names.js';
import type { Column, Fields } from '../../lineage/column.js';
import { fieldOf, fieldsOf, newColumn, openColumn } from '../../lineage/column.js';
import type { Flow } from '../../lineage/flow.js';
import { merge, NOTHING, via } from '../../lineage/flow.js';
import { TRANSFORMATION } from '../../lineage/transformation.js';
import type { Identifier } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';

/** What a table function yields. */
export interface Made {
  readonly columns: readonly Column[];
  /** The element, when the call makes one value a row: names not found are its fields. */
  readonly value: Column | undefined;
}

/** A column that the text names. */
export function named(ctx: Context, name: Identifier, flow: Flow, span: Identifier, fields?: Fields): Column {
  return newColumn(stored(ctx, name), keyOf(ctx, name), flow, span, fields);
}

/** A column with the name that the engine gives it. */
export function called(ctx: Context, name: string, flow: Flow, fields?: Fields): Column {
  const own = ctx.names.fold === 'upper' ? name.toUpperCase() : name;
  return newColumn(own, columnKey(ctx.names, own), flow, undefined, fields);
}

/** The element's place: WITH ORDINALITY, WITH OFFSET. */
export function ordinalityColumn(ctx: Context, ordinality: Identifier | true, flow: Flow): Column {
  return ordinality === true
    ? called(ctx, ctx.names.unnamed === 'bigquery' ? 'offset' : 'ordinality', flow)
    : named(ctx, ordinality, flow, ordinality);
}

export interface Unnesting {
  readonly ctx: Context;
  /** The arguments, of whose elements the columns are. */
  readonly values: readonly Column[];
  readonly names: readonly Identifier[];
  readonly ordinality: Identifier | true | undefined;
  readonly alias: Identifier | undefined;
  /** The function's own name. */
  readonly name: string;
  /** The elements are surely structs (`inline`). */
  readonly spread: boolean;
}

export function unnestColumns(unnesting: Unnesting): Made {
  const { ctx, names, ordinality, alias, spread } = unnesting;
  const width = names.length - (ordinality === true ? 1 : 0);
  const values = partsOf(unnesting.values, width);
  const [only] = values;
  if (only === undefined) return { columns: [], value: undefined };
  if (values !== unnesting.values) return namedColumns({ ...unnesting, values }, only);
  const fields = values.length === 1 ? fieldsOf(only) : undefined;
  if (fields !== undefined && (spread || width > 1 || names.length === 0)) return fieldColumns(unnesting, only, fields);
  if (names.length > 0) return namedColumns(unnesting, only);
  // BigQuery: without an alias the fields of the structs are columns themselves.
  const bare = ctx.names.correlatedArrays && alias === undefined && only.flow !== NOTHING;
  return spread || bare ? { columns: [unknownFields(only), ...ordinalColumns(unnesting)], value: only } : plainColumns(unnesting);
}

/** Of several arguments the structs are a column a field, where that makes as many as are named. */
function partsOf(values: readonly Column[], width: number): readonly Column[] {
  if (values.length < 2 || width <= values.length) return values;
  const parts = values.flatMap((value) => fieldsOf(value) ?? [value]);
  return parts.length === width ? parts : values;
}

/** About the elements, not of them. */
function aside({ values }: Unnesting): Flow {
  return via(merge(values.map((value) => value.flow)), TRANSFORMATION);
}

function ordinalColumns(unnesting: Unnesting): Column[] {
  const { ctx, ordinality } = unnesting;
  return ordinality === undefined ? [] : [ordinalityColumn(ctx, ordinality, aside(unnesting))];
}

function fieldColumns(unnesting: Unnesting, element: Column, fields: readonly Column[]): Made {
  const { ctx, names, alias } = unnesting;
  const columns = fields.map((field, at) => (names[at] ? named(ctx, names[at], field.flow, names[at], field.fields) : field));
  const rest =
    names.length > 0 ? names.slice(fields.length).map((name) => named(ctx, name, aside(unnesting), name)) : ordinalColumns(unnesting);
  const value = alias === undefined || alias.name === '' ? element : { ...element, name: stored(ctx, alias), key: keyOf(ctx, alias) };
  return { columns: [...columns, ...rest], value };
}

/**
 * A name an argument. More names than arguments are the parts of one element (a map's value, a struct's fields); of which one of several,
 * nobody knows, but the first name is of the first argument and the last of the last.
 */
function namedColumns(unnesting: Unnesting, only: Column): Made {
  const { ctx, values, names, ordinality } = unnesting;
  const width = names.length - (ordinality === true ? 1 : 0);
  const tells = values.length === 1 || width <= values.length;
  const columns = names.map((name, at) => {
    const isOrdinal = ordinality === true && at === names.length - 1 && at > 0;
    const value = tells ? (values[at] ?? only) : at === 0 ? only : at === width - 1 ? values.at(-1) : undefined;
    if (isOrdinal || value === undefined) return named(ctx, name, aside(unnesting), name);
    return named(ctx, name, value.flow, name, value.fields);
  });
  const offset = ordinality === true ? [] : ordinalColumns(unnesting);
  return { columns: columns.concat(offset), value: names.length === 1 ? columns[0] : undefined };
}

/** PostgreSQL and BigQuery call a single column by the relation's alias, and the alias is the element. */
function plainColumns(unnesting: Unnesting): Made {
  const { ctx, values, alias, name } = unnesting;
  const columns = values.map((value, at) => {
    if (alias !== undefined && alias.name !== '' && at === 0) return named(ctx, alias, value.flow, alias, value.fields);
    return called(ctx, at === 0 ? name : `${name}_${at}`, value.flow, value.fields);
  });
  return { columns: columns.concat(ordinalColumns(unnesting)), value: columns[0] };
}

/** All fields of a value, of which nobody knows the names. */
function unknownFields(value: Column): Column {
  return openColumn(value.flow, {
    owners: [],
    may: () => true,
    column: (key, name) => fieldOf(value, key, name, undefined),
  });
}
