/** What an expression without an alias is called, by dialect. */
import { storedName } from '../../catalog/names.js';
import type { Expression, FunctionCall, Identifier, SelectItem } from '../../sql/tree.js';
import { factsOf, functionName } from './call.js';
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
      return postgresName(ctx, expression);
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

/**
 * PostgreSQL names a call by its function, a CASE by what its ELSE gives, a cast by what is cast, else by its type, and gives up on operators.
 * https://github.com/postgres/postgres/blob/REL_16_STABLE/src/backend/parser/parse_target.c (FigureColnameInternal)
 */
function postgresName(ctx: Context, expression: Expression): string {
  return firmName(ctx, expression) ?? weakName(expression) ?? '?column?';
}

/** What names an expression even behind a cast. */
function firmName(ctx: Context, expression: Expression): string | undefined {
  const own = plainName(expression);
  if (own !== undefined) return own.name;
  switch (expression.kind) {
    case 'call':
      return calledName(ctx, expression);
    case 'cast':
    case 'index':
      return firmName(ctx, expression.operand);
    case 'operation':
      if (expression.operators[0] === 'at time zone') return 'timezone';
      return expression.operators[0] === 'collate' ? firmName(ctx, expression.operands[0] as Expression) : undefined;
    case 'case':
      return expression.otherwise && firmName(ctx, expression.otherwise);
    case 'array':
    case 'exists':
      return expression.kind;
    case 'struct':
    case 'tuple':
      return 'row';
    case 'subquery': {
      const item = itemOf(expression);
      return expression.form === 'array' ? 'array' : (item?.alias?.name ?? (item && firmName(ctx, item.expression)));
    }
    default:
      return undefined;
  }
}

/** TRIM is btrim to the engine; a name with a schema is what it says. */
function calledName(ctx: Context, call: FunctionCall): string {
  const own = call.name.length === 1 ? factsOf(ctx, call).column : undefined;
  return own ?? functionName(call);
}

/** What it is called when nothing in it has a name of its own. */
function weakName(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'case':
      return 'case';
    case 'cast':
      return typeName(expression.type.text);
    case 'literal':
      // DATE '2024-01-01' is a cast too
      return expression.type === 'typed' ? typeName(expression.value.slice(0, Math.max(0, expression.value.indexOf("'")))) : undefined;
    case 'index':
      return weakName(expression.operand);
    case 'operation':
      return expression.operators[0] === 'collate' ? weakName(expression.operands[0] as Expression) : undefined;
    case 'subquery': {
      const item = itemOf(expression);
      return item && weakName(item.expression);
    }
    default:
      return undefined;
  }
}

function itemOf({ query }: Expression & { kind: 'subquery' }): SelectItem | undefined {
  return query.body.kind === 'select' ? query.body.items[0] : undefined;
}

/** Types that SQL spells otherwise than the catalog. https://www.postgresql.org/docs/16/datatype.html */
const CATALOG_TYPES: ReadonlyMap<string, string> = new Map([
  ['int', 'int4'],
  ['integer', 'int4'],
  ['bigint', 'int8'],
  ['smallint', 'int2'],
  ['boolean', 'bool'],
  ['decimal', 'numeric'],
  ['dec', 'numeric'],
  ['real', 'float4'],
  ['float', 'float8'],
  ['double precision', 'float8'],
  ['character varying', 'varchar'],
  ['char varying', 'varchar'],
  ['char', 'bpchar'],
  ['character', 'bpchar'],
  ['nchar', 'bpchar'],
  ['bit varying', 'varbit'],
  ['timestamp with time zone', 'timestamptz'],
  ['time with time zone', 'timetz'],
]);

/** `numeric(10, 2)[]` → numeric */
function typeName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]| without time zone/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const base = name.slice(name.lastIndexOf('.') + 1);
  if (base.startsWith('"')) return base.replaceAll('"', '');
  return CATALOG_TYPES.get(base) ?? (base.startsWith('interval') ? 'interval' : base);
}

function textOf(ctx: Context, { start, end }: Expression): string {
  const text = ctx.text.slice(start, end);
  return text.includes('\n') || text.includes('  ') ? text.replace(/\s+/g, ' ') : text;
}
