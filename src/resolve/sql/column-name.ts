/** What an expression without an alias is called, by dialect. */
import { storedName } from '../../catalog/names.js';
import type { Expression, Identifier } from '../../sql/tree.js';
import { functionName } from './call.js';
import type { Context } from './context.js';

/** Whether it is called by what it is, rather than by its place. */
export function hasOwnName(expression: Expression): boolean {
  return plainName(expression) !== undefined;
}

/** `at` is the item's place among the select list's columns; in BigQuery, among those without a name. */
export function columnName(ctx: Context, expression: Expression, at: number): string {
  const own = plainName(expression);
  if (own !== undefined) return storedName(ctx.names, own.name, own.quoted);
  switch (ctx.names.unnamed) {
    case 'postgres':
      return postgresName(expression);
    case 'hive':
      return `_c${at}`;
    case 'trino':
      return `_col${at}`;
    case 'calcite':
      return `EXPR$${at}`;
    case 'bigquery':
      return `f${at}_`;
    case 'snowflake':
      return textOf(ctx, expression).toUpperCase();
    default:
      return textOf(ctx, expression);
  }
}

/** A column or field goes by its own name everywhere. */
function plainName(expression: Expression): Identifier | undefined {
  switch (expression.kind) {
    case 'column-name':
      return expression.parts[expression.parts.length - 1];
    case 'field':
      return expression.field;
    case 'cast':
      // `a::int` is still called a; CAST(a AS int) is not.
      return expression.operand.start === expression.start ? plainName(expression.operand) : undefined;
    default:
      return undefined;
  }
}

/** PostgreSQL names a call by its function, a cast by what is cast, and gives up on operators. */
function postgresName(expression: Expression): string {
  switch (expression.kind) {
    case 'call':
      return functionName(expression);
    case 'cast': {
      const own = plainName(expression.operand)?.name ?? postgresName(expression.operand);
      return own === '?column?' ? (expression.type.text.toLowerCase().split(/[\s(]/)[0] as string) : own;
    }
    case 'index':
      return plainName(expression.operand)?.name ?? postgresName(expression.operand);
    case 'case':
    case 'array':
    case 'exists':
      return expression.kind;
    case 'struct':
      return 'row';
    case 'subquery':
      return subqueryName(expression);
    default:
      return '?column?';
  }
}

function subqueryName({ query, form }: Expression & { kind: 'subquery' }): string {
  if (form === 'array') return 'array';
  const item = query.body.kind === 'select' ? query.body.items[0] : undefined;
  if (item === undefined) return '?column?';
  return item.alias?.name ?? plainName(item.expression)?.name ?? postgresName(item.expression);
}

function textOf(ctx: Context, { start, end }: Expression): string {
  const text = ctx.text.slice(start, end);
  return text.includes('\n') || text.includes('  ') ? text.replace(/\s+/g, ' ') : text;
}
