/**
 * Reads expressions: every column in one becomes a link of the flow being built. `code` says how the place uses its value
 * and composes on the way down, so that one walk is enough.
 */

import type { Column } from '../../lineage/column.js';
import { handedOn, newColumn } from '../../lineage/column.js';
import type { Flow, Link } from '../../lineage/flow.js';
import { flowOf, link, merge, NOTHING, via } from '../../lineage/flow.js';
import type { Relation } from '../../lineage/relation.js';
import { CONDITIONAL, compose, FILTER, IDENTITY, TRANSFORMATION } from '../../lineage/transformation.js';
import type {
  CaseExpression,
  ColumnName,
  Expression,
  Identifier,
  InExpression,
  LetExpression,
  ListComprehension,
  Operation,
  Query,
  SortItem,
  Subquery,
} from '../../sql/tree.js';
import { readCall } from './call.js';
import { readColumnName } from './column.js';
import type { Context } from './context.js';
import { keyOf, stored, tableKeyOf } from './context.js';
import { operatorPaths } from './json-path.js';
import { readLambda } from './lambda.js';
import { resolveQuery } from './query.js';
import type { Scope } from './scope.js';
import { findCte, findEntry, isNameOfValue, withLocals } from './scope.js';
import { expandStar } from './star.js';
import { fieldPath, readValue, valueAt } from './value.js';
import { readParameter, readVariableAssignment } from './variable.js';

/** Adds what `expression` reads to `out`. */
export function read(ctx: Context, scope: Scope, expression: Expression, code: number, out: Link[]): void {
  switch (expression.kind) {
    case 'column-name':
      return readColumnName(ctx, scope, expression, code, out);
    case 'literal':
    case 'keyword':
    case 'template':
    case 'missing':
      return;
    case 'operation':
      return readOperation(ctx, scope, expression, code, out);
    case 'call':
      return readCall(ctx, scope, expression, code, out);
    case 'cast':
      return read(ctx, scope, expression.operand, compose(code, TRANSFORMATION), out);
    case 'case':
      return readCase(ctx, scope, expression, code, out);
    case 'in':
      return readIn(ctx, scope, expression, code, out);
    case 'exists': {
      const relation = readQuery(ctx, scope, expression.query);
      if (relation.rows !== NOTHING) out.push(link(relation.rows, compose(code, FILTER), expression));
      return;
    }
    case 'subquery':
      return readSubquery(ctx, scope, expression, code, out);
    case 'parameter':
      return readParameter(ctx, scope, expression, code, out);
    case 'star':
      if (scope.spread?.star === expression) {
        out.push(link(scope.spread.column.flow, code, expression));
        return;
      }
      for (const column of expandStar(ctx, scope, expression)) out.push(link(column.flow, compose(code, TRANSFORMATION), expression));
      return;
    case 'named-argument':
      return read(ctx, scope, expression.value, code, out);
    case 'array':
    case 'tuple':
    case 'grouping':
      return readAll(ctx, scope, expression.elements, compose(code, TRANSFORMATION), out);
    case 'struct':
      for (const field of expression.fields) read(ctx, scope, field.value, compose(code, TRANSFORMATION), out);
      return;
    case 'map':
      for (const { key, value } of expression.entries) readAll(ctx, scope, [key, value], compose(code, TRANSFORMATION), out);
      return;
    case 'field':
    case 'index':
      return readPlace(ctx, scope, expression, code, out);
    case 'lambda':
      return readLambda(ctx, scope, expression, code, [], out);
    case 'let':
      return readLet(ctx, scope, expression, code, out);
    case 'comprehension':
      return readComprehension(ctx, scope, expression, code, out);
    case 'variable-assignment':
      return readVariableAssignment(ctx, scope, expression, code, out);
    default:
      expression satisfies never;
  }
}

export function readAll(ctx: Context, scope: Scope, expressions: readonly Expression[], code: number, out: Link[]): void {
  for (const expression of expressions) read(ctx, scope, expression, code, out);
}

export function readSort(ctx: Context, scope: Scope, items: readonly SortItem[], code: number, out: Link[]): void {
  for (const item of items) read(ctx, scope, item.expression, code, out);
}

/** The flow of expressions that are used in one way: a clause's condition or keys. */
export function flowOfAll(ctx: Context, scope: Scope, expressions: readonly (Expression | undefined)[]): Flow {
  const links: Link[] = [];
  for (const expression of expressions) if (expression !== undefined) read(ctx, scope, expression, TRANSFORMATION, links);
  return flowOf(links);
}

const COMPARISONS = new Set([
  '=',
  '<>',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '==',
  '<=>',
  'like',
  'not like',
  'is distinct from',
  'is not distinct from',
]);

/** Operators that give their operand back as it is. */
const TRANSPARENT = new Set(['prior', 'connect_by_root']);

function readOperation(ctx: Context, scope: Scope, { operators, operands }: Operation, code: number, out: Link[]): void {
  const [operator] = operators;
  if (operands.length === 1 && TRANSPARENT.has(operator as string)) return read(ctx, scope, operands[0] as Expression, code, out);
  const inner = compose(code, TRANSFORMATION);
  if (operator?.startsWith('->') || operator?.startsWith('#>')) return readJson(ctx, scope, operators, operands, inner, out);
  const compares = operands.length === 2 && COMPARISONS.has(operator as string);
  for (const operand of operands) {
    // A query that is only compared with decides; it is not part of the value.
    if (compares && operand.kind === 'subquery') readSubquery(ctx, scope, operand, compose(code, FILTER), out);
    else read(ctx, scope, operand, inner, out);
  }
}

/** `doc -> 'a' ->> 'b'`: constant keys are a path, others are read as they stand. */
function readJson(
  ctx: Context,
  scope: Scope,
  operators: readonly string[],
  operands: readonly Expression[],
  code: number,
  out: Link[],
): void {
  const [document, ...keys] = operands;
  const { path, others } = operatorPaths(operators, keys);
  const { flow } = valueAt(ctx, scope, document as Expression, path, document as Expression);
  if (flow !== NOTHING) out.push(link(flow, code, document));
  readAll(ctx, scope, others, code, out);
}

function readCase(ctx: Context, scope: Scope, node: CaseExpression, code: number, out: Link[]): void {
  const condition = compose(code, CONDITIONAL);
  const value = compose(code, TRANSFORMATION);
  if (node.operand !== undefined) read(ctx, scope, node.operand, condition, out);
  for (const branch of node.branches) {
    read(ctx, scope, branch.when, condition, out);
    read(ctx, scope, branch.then, value, out);
  }
  if (node.otherwise !== undefined) read(ctx, scope, node.otherwise, value, out);
}

function readIn(ctx: Context, scope: Scope, { operand, source }: InExpression, code: number, out: Link[]): void {
  read(ctx, scope, operand, compose(code, TRANSFORMATION), out);
  const value = 'kind' in source ? nameOfValue(ctx, scope, source) : undefined;
  if (value !== undefined) read(ctx, scope, value, compose(code, TRANSFORMATION), out);
  else if ('kind' in source) {
    const relation = readQuery(ctx, scope, source);
    const filter = compose(code, FILTER);
    for (const column of relation.columns) out.push(link(column.flow, filter, source));
    if (relation.rows !== NOTHING) out.push(link(relation.rows, filter, source));
  } else readAll(ctx, scope, source, compose(code, TRANSFORMATION), out);
}

/** ClickHouse's `a IN name`, where the name is no table's. */
function nameOfValue(ctx: Context, scope: Scope, { body, start, end }: Query): ColumnName | undefined {
  if (body.kind !== 'table-query' || body.name.start !== start) return undefined;
  const { parts } = body.name;
  const [first] = parts as readonly [Identifier, ...Identifier[]];
  const owned =
    parts.length > 1
      ? findEntry(scope, tableKeyOf(ctx, first)) !== undefined
      : findCte(scope.ctes, tableKeyOf(ctx, first)) === undefined && isNameOfValue(scope, keyOf(ctx, first));
  return owned ? { kind: 'column-name', parts, start, end } : undefined;
}

/** A query within an expression: read once in a scope, see `Context.subqueries`. */
function readQuery(ctx: Context, scope: Scope, query: Query): Relation {
  const entries = scope.entries.length;
  const known = ctx.subqueries.get(query) ?? ctx.quiet?.get(query);
  if (known !== undefined && known.scope === scope && known.entries === entries) return known.relation;
  const relation = resolveQuery(ctx, query, scope, scope.ctes);
  (ctx.quiet ?? ctx.subqueries).set(query, { scope, entries, relation });
  return relation;
}

/** A query as a value: its column, and on this value only what decides its rows. */
function readSubquery(ctx: Context, scope: Scope, node: Subquery, code: number, out: Link[]): void {
  const { flow } = subqueryValue(ctx, scope, node);
  if (flow !== NOTHING) out.push(link(flow, code, node));
}

/** The same as a column, with the fields of the query's one column. */
export function subqueryValue(ctx: Context, scope: Scope, node: Subquery): Column {
  const relation = readQuery(ctx, scope, node.query);
  if (isOfStructs(node.query, relation)) return structOfRows(relation, node);
  const columns = node.form === 'scalar' ? relation.columns.slice(0, 1) : relation.columns;
  const [only] = columns;
  // Only a variable takes the rows of several columns.
  if (node.form === 'cursor' || (node.form === 'scalar' && relation.columns.length > 1))
    return newColumn('', '', merge([...relation.columns.map((column) => column.flow), relation.rows]), node, relation.columns);
  const code = node.form === 'scalar' ? IDENTITY : TRANSFORMATION;
  const aside = relation.rows === NOTHING ? [] : [link(relation.rows, IDENTITY, node)];
  const fields = columns.length === 1 && only !== undefined ? handedOn(code, () => ({ values: [only], aside })) : undefined;
  return newColumn('', '', merge([...columns.map((column) => via(column.flow, code)), relation.rows]), node, fields);
}

/** Whether each row of the query is one struct, whose fields the columns are. */
function isOfStructs({ body }: Query, { columns }: Relation): boolean {
  let first = body;
  while (first.kind === 'query' || first.kind === 'set-operation') {
    const inner = first.kind === 'query' ? first.body : first.branches[0];
    if (inner === undefined) return false;
    first = inner;
  }
  if (first.kind !== 'select' || first.as === undefined) return false;
  return first.as === 'struct' || columns[0]?.span !== first.items[0]?.expression;
}

function structOfRows({ columns, rows }: Relation, node: Subquery): Column {
  const flow = merge([...columns.map((column) => via(column.flow, TRANSFORMATION)), rows]);
  const fields = columns.map((field) => ({ ...field, flow: merge([field.flow, rows]) }));
  return newColumn('', '', flow, node, fields);
}

/** `a.b`, `a[1]` on a computed value: the column and the path within it. */
function readPlace(ctx: Context, scope: Scope, node: Expression & { kind: 'field' | 'index' }, code: number, out: Link[]): void {
  const column = readValue(ctx, scope, node);
  if (column.flow !== NOTHING) out.push(link(column.flow, code, node));
  for (let each: Expression = node; each.kind === 'field' || each.kind === 'index'; each = each.operand) {
    if (each.kind === 'index' && fieldPath(each) === undefined) readAll(ctx, scope, each.indexes, compose(code, TRANSFORMATION), out);
  }
}

function readLet(ctx: Context, scope: Scope, { names, body }: LetExpression, code: number, out: Link[]): void {
  let inner = scope;
  for (const { name, value } of names) {
    const { flow, fields } = readValue(ctx, inner, value);
    inner = withLocals(inner, [newColumn(stored(ctx, name), keyOf(ctx, name), flow, value, fields)]);
  }
  read(ctx, inner, body, code, out);
}

function readComprehension(ctx: Context, scope: Scope, node: ListComprehension, code: number, out: Link[]): void {
  const { flow, fields } = readValue(ctx, scope, node.list);
  const inner = withLocals(
    scope,
    node.variables.map((variable) => newColumn(stored(ctx, variable), keyOf(ctx, variable), flow, node.list, fields)),
  );
  read(ctx, inner, node.body, compose(code, TRANSFORMATION), out);
  if (node.condition !== undefined) read(ctx, inner, node.condition, compose(code, CONDITIONAL), out);
}
