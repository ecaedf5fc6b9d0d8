/** Session and script variables: each carries the lineage of the value that was last put in. */

import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import type { Link } from '../../lineage/flow.js';
import { flowOf, link } from '../../lineage/flow.js';
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
  if ((mark !== '$' && mark !== '#') || !(Number(name) > 0)) return undefined;
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

/** Puts a value into a variable. */
export function setVariable(ctx: Context, name: string, value: Column): void {
  ctx.variables.set(variableKey(name), value);
}
