/** Session and script variables: each carries the lineage of the value that was last put in. */

import type { Span } from '../../base/span.js';
import { columnKey, storedName } from '../../catalog/names.js';
import type { Column } from '../../lineage/column.js';
import { fieldsOf, newColumn } from '../../lineage/column.js';
import type { Flow, Link } from '../../lineage/flow.js';
import { flowOf, link, merge, NOTHING } from '../../lineage/flow.js';
import type { Relation } from '../../lineage/relation.js';
import { findColumn } from '../../lineage/relation.js';
import { IDENTITY } from '../../lineage/transformation.js';
import type { FunctionCall, Parameter, VariableAssignment } from '../../sql/tree.js';
import type { Context } from './context.js';
import { read } from './expression.js';
import type { Scope } from './scope.js';

export function variableKey(name: string): string {
  return name.toLowerCase();
}

export function readParameter(ctx: Context, scope: Scope, node: Parameter, code: number, out: Link[]): void {
  const value = ctx.variables.get(variableKey(node.name)) ?? stagedColumn(ctx, scope, node);
  if (value !== undefined) out.push(link(value.flow, code, node));
}

/** Snowflake's `SELECT $1 FROM @stage`, DuckDB's `SELECT #1 FROM t`: columns are numbered. */
function stagedColumn(ctx: Context, scope: Scope, { mark, name }: Parameter): Column | undefined {
  if (mark !== ctx.names.numberedColumns || !(Number(name) > 0)) return undefined;
  const [entry] = scope.entries;
  if (entry === undefined || scope.entries.length > 1) return undefined;
  const at = entry.relation.columns[Number(name) - 1];
  if (at !== undefined && at.open === undefined) return at;
  return mark === '#' ? undefined : findColumn(ctx.sources, entry.relation, `$${name}`, `$${name}`);
}

export function readVariableAssignment(ctx: Context, scope: Scope, node: VariableAssignment, code: number, out: Link[]): void {
  const links: Link[] = [];
  read(ctx, scope, node.value, IDENTITY, links);
  const value = newColumn(node.variable.name, node.variable.name, flowOf(links), node);
  ctx.variables.set(variableKey(node.variable.name), value);
  if (links.length > 0) out.push(link(value.flow, code, node));
}

/** PL/SQL's `v(i)`: an element of a collection that was declared. */
export function elementOfVariable(ctx: Context, { name }: FunctionCall): Column | undefined {
  if (ctx.declared.size === 0 || name.length > 1) return undefined;
  const key = variableKey(name[0]?.name ?? '');
  return ctx.declared.has(key) ? ctx.variables.get(key) : undefined;
}

/** Puts a value into a variable, or into a field of a record: `r.a := b`. */
export function setVariable(ctx: Context, variable: string, value: Column): void {
  const [record = '', field, ...rest] = variable.split('.');
  if (field === undefined || rest.length > 0) {
    ctx.variables.set(variableKey(variable), value);
    return;
  }
  const before = ctx.variables.get(variableKey(record)) ?? newColumn(record, record, NOTHING);
  const name = storedName(ctx.names, field, false);
  const key = columnKey(ctx.names, name);
  const others = (fieldsOf(before) ?? []).filter((each) => each.key !== key);
  const fields = [...others, { ...value, name, key }];
  ctx.variables.set(variableKey(record), { ...before, fields });
}

/** What decided the rows of a query decides the value that a variable takes from it, as it does a scalar subquery's. */
export function decideVariable(ctx: Context, name: string, rows: Flow): void {
  const value = ctx.variables.get(variableKey(name));
  if (value === undefined || rows === NOTHING) return;
  const fields = fieldsOf(value)?.map((field) => (field.open === undefined ? { ...field, flow: merge([field.flow, rows]) } : field));
  ctx.variables.set(variableKey(name), { ...value, flow: merge([value.flow, rows]), fields });
}

/** SELECT … INTO a, b: each variable takes the column at its place; one alone takes the row, unless that has one column. */
export function putInto(ctx: Context, variables: readonly Span[], { columns, rows }: Relation): void {
  const [first, second] = columns;
  const isRow = variables.length === 1 && (second !== undefined || first?.open !== undefined);
  for (const [at, variable] of variables.entries()) {
    const column = isRow ? newColumn('', '', merge(columns.map((each) => each.flow)), undefined, columns) : columns[at];
    if (column === undefined) continue;
    const name = variableName(ctx.text.slice(variable.start, variable.end));
    setVariable(ctx, name, variables.length === 1 ? asRecord(column) : column);
    decideVariable(ctx, name, rows);
  }
}

/** A row of one column is taken for its value, but may be a record: `SELECT max(a) AS top INTO r`, and then `r.top`. */
export function asRecord(column: Column): Column {
  return fieldsOf(column) === undefined && column.open === undefined ? { ...column, fields: [column] } : column;
}

/** A variable's name without its mark. */
export function variableName(text: string): string {
  return text.replace(/^[@:$]+/, '');
}
