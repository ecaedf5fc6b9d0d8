/** Session and script variables: each carries the lineage of the value that was last put in. */
import { columnKey } from '../../catalog/names.js';
import type { Link } from '../../lineage/flow.js';
import { flowOf, link, NOTHING } from '../../lineage/flow.js';
import type { Column } from '../../lineage/relation.js';
import { findColumn, newColumn } from '../../lineage/relation.js';
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

/** Puts a value into a variable, or into a field of one: `new.total := 1`. */
export function setVariable(ctx: Context, name: string, value: Column): void {
  const dot = name.indexOf('.');
  ctx.variables.set(variableKey(dot < 0 ? name : name.slice(0, dot)), dot < 0 ? value : withField(ctx, name, dot, value));
}

function withField(ctx: Context, name: string, dot: number, value: Column): Column {
  const variable = name.slice(0, dot);
  const row = ctx.variables.get(variableKey(variable)) ?? newColumn(variable, variable, NOTHING);
  const field = name.slice(dot + 1);
  const key = columnKey(ctx.names, field);
  const others = row.fields?.filter((each) => each.key !== key) ?? [];
  return { ...row, fields: [{ ...value, name: field, key }, ...others] };
}
