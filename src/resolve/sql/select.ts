/** One SELECT: FROM, the items, then each clause over them. */

import { matcherOf } from '../../base/regular-expression.js';
import { columnKey, storedName } from '../../catalog/names.js';
import type { Column } from '../../lineage/column.js';
import { fieldsOf, flowOfColumns, newColumn, openColumn, passOn } from '../../lineage/column.js';
import type { Flow, Link } from '../../lineage/flow.js';
import { flowOf, link, merge, NOTHING } from '../../lineage/flow.js';
import { openOnce } from '../../lineage/open.js';
import type { Relation } from '../../lineage/relation.js';
import { distinct, filter, group, newRelation, project, rowsOf, sort } from '../../lineage/relation.js';
import { IDENTITY, JOIN, TRANSFORMATION } from '../../lineage/transformation.js';
import type { Expression, Identifier, Select, SelectItem, Star } from '../../sql/tree.js';
import { factsOf, hasAggregate } from './call.js';
import { dottedName } from './column.js';
import { columnName, hasOwnName } from './column-name.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import { flowOfAll, read } from './expression.js';
import { resolveFrom } from './from.js';
import { noteInnerAliases } from './inner-alias.js';
import { keysOf } from './query.js';
import { renamed } from './rename.js';
import type { Ctes, Scope } from './scope.js';
import { newScope, withAliases } from './scope.js';
import { expandStar } from './star.js';
import { generatedColumns } from './table-function.js';
import { typedAs, underGroupings, withClauses } from './typing.js';
import { handedFields, readValue } from './value.js';

export function resolveSelect(
  ctx: Context,
  select: Select,
  outer: Scope | undefined,
  ctes: Ctes | undefined,
  given?: Scope,
): { relation: Relation; sortScope: Scope } {
  const scope = given ?? newScope(outer, ctes);
  const from = resolveFrom(ctx, scope, select.from) ?? given?.from ?? rowsOf([]);
  scope.from = from;
  scope.windows = select.windows.length === 0 ? undefined : new Map(select.windows.map((each) => [keyOf(ctx, each.name), each.window]));
  if (select.connectBy !== undefined) addTreeColumns(ctx, scope);
  const inner = noteInnerAliases(ctx, scope, select);
  const columns = withClauses(ctx, select, () => underGroupings(ctx, select, resolveItems(ctx, scope, select.items)));
  const aliases = aliasesOf(select.items, columns);
  if (inner !== undefined || ctx.names.localAliases)
    for (const [key, column] of scope.aliases ?? []) if (!aliases.has(key)) aliases.set(key, column);
  let rows = filterRows(ctx, scope, aliases, select, from);
  rows = groupRows(ctx, scope, aliases, select, columns, rows);
  if (select.having !== undefined) {
    rows = filter(rows, flowOfAll(ctx, ctx.names.havingAlias ? withAliases(scope, aliases, false) : scope, [select.having]));
  }
  if (select.qualify !== undefined) rows = filter(rows, flowOfAll(ctx, withAliases(scope, aliases, false), [select.qualify]));
  let relation = project(rows, shape(ctx, select, columns));
  if (select.distinct && select.distinctOn.length === 0) relation = distinct(relation);
  const sortScope = withAliases(scope, aliases, true);
  if (select.distinctOn.length > 0) relation = distinct(relation, keysOf(ctx, sortScope, columns, select.distinctOn));
  if (scope.sides !== undefined) ctx.sides.unlinked.push({ select, scope });
  if (select.sortBy.length > 0) relation = sort(relation, keysOf(ctx, sortScope, columns, select.sortBy));
  return { relation, sortScope };
}

/** The columns of a select list (or of RETURNING, EXTEND, …). */
export function resolveItems(ctx: Context, scope: Scope, items: readonly SelectItem[]): readonly Column[] {
  const columns: Column[] = [];
  const lateral = ctx.names.lateralAlias !== 'none';
  let inSight = scope;
  let unnamed = 0;
  for (const item of items) {
    const { expression } = item;
    if (expression.kind === 'star' && (item.alias === undefined || !ctx.names.spreadingStars)) {
      const spread = expandStar(ctx, scope, expression);
      for (const column of item.aliases === undefined ? spread : renamed(ctx, spread, item.aliases))
        columns.push(column.name === '' && column.open === undefined ? nameless(ctx, column, expression, columns.length) : column);
      continue;
    }
    const names = item.aliases ?? [];
    if (names.length > 0 || isGenerator(ctx, item)) {
      for (const column of generatedColumns(ctx, inSight, expression, names)) columns.push(passOn(column, expression));
      continue;
    }
    if (assignsOnly(ctx, expression)) {
      read(ctx, inSight, expression, IDENTITY, []);
      continue;
    }
    const star = ctx.names.spreadingStars ? starWithin(ctx, expression) : undefined;
    if (star !== undefined) {
      const nameOf = spreadNames(ctx, item, star);
      for (const column of expandStar(ctx, inSight, star)) columns.push(spreadOver(ctx, inSight, item.expression, nameOf, star, column));
      continue;
    }
    const column = resolveItem(ctx, inSight, item, ctx.names.unnamed === 'bigquery' ? unnamed : columns.length);
    if (item.alias === undefined && !hasOwnName(expression)) unnamed++;
    columns.push(column);
    if (ctx.names.localAliases && item.alias !== undefined) (scope.aliases ??= new Map()).set(`local.${column.key}`, column);
    if (lateral && item.alias !== undefined) {
      if (inSight === scope) inSight = withAliases(scope, new Map(scope.aliases), ctx.names.lateralAlias === 'before-columns');
      inSight.aliases?.set(column.key, column);
    }
  }
  return openOnce(ctx.sources, columns);
}

/** `(f(a), b).*`: a field that nothing names is called as an item without an alias is. */
function nameless(ctx: Context, column: Column, expression: Expression, at: number): Column {
  const name = columnName(ctx, expression, at);
  return { ...column, name, key: columnKey(ctx.names, name) };
}

/** Hive and Spark: `posexplode(a)`, `inline(a)` as an item is columns under the function's own names. */
function isGenerator(ctx: Context, { expression, alias }: SelectItem): boolean {
  return alias === undefined && expression.kind === 'call' && factsOf(ctx, expression).generator === true;
}

/** DuckDB: an expression over COLUMNS(…) is one item for each of the columns. A plain `*` within it is not. */
function starWithin(ctx: Context, expression: Expression): Star | undefined {
  switch (expression.kind) {
    case 'star':
      return ctx.text[expression.start] === '*' ? undefined : expression;
    case 'call':
      return firstStar(ctx, expression.arguments);
    case 'operation':
      return firstStar(ctx, expression.operands);
    case 'cast':
      return starWithin(ctx, expression.operand);
    default:
      return undefined;
  }
}

function firstStar(ctx: Context, expressions: readonly Expression[]): Star | undefined {
  for (const expression of expressions) {
    const star = starWithin(ctx, expression);
    if (star !== undefined) return star;
  }
  return undefined;
}

function spreadOver(ctx: Context, scope: Scope, expression: Expression, nameOf: Naming, star: Star, column: Column): Column {
  const links: Link[] = [];
  read(ctx, { ...scope, spread: { star, column } }, expression, IDENTITY, links);
  const flow = flowOf(links);
  if (column.open !== undefined) return openColumn(flow, column.open, expression);
  const name = nameOf(column.name);
  return newColumn(name, columnKey(ctx.names, name), flow, expression);
}

type Naming = (column: string) => string;

/** `COLUMNS('(.*)_id') AS '\\1'`: `\\0` is the column's name, a higher number a group of the pattern. */
function spreadNames(ctx: Context, { alias }: SelectItem, { pattern }: Star): Naming {
  if (alias === undefined) return (column) => column;
  const name = stored(ctx, alias);
  const match = pattern?.type === 'regex' ? matcherOf(pattern.text) : undefined;
  return (column) => {
    const groups = match?.(column) ?? [column];
    return name.replace(/\\(\d)/g, (_, number: string) => groups[Number(number)] ?? '');
  };
}

function resolveItem(ctx: Context, scope: Scope, item: SelectItem, at: number): Column {
  const { expression, alias } = item;
  const name = alias === undefined ? (dottedName(ctx, scope, expression) ?? columnName(ctx, expression, at)) : stored(ctx, alias);
  const key = columnKey(ctx.names, name);
  switch (expression.kind) {
    case 'operation':
    case 'case':
    case 'cast':
    case 'literal': {
      const links: Link[] = [];
      read(ctx, scope, expression, IDENTITY, links);
      return newColumn(name, key, flowOf(links), expression, handedFields(ctx, scope, expression), typedAs(ctx, expression));
    }
    case 'column-name': {
      const column = readValue(ctx, scope, expression);
      const flow = column.flow === NOTHING ? NOTHING : flowOf([link(column.flow, IDENTITY, expression)]);
      return newColumn(name, key, flow, expression, column.fields, typedAs(ctx, expression));
    }
    default: {
      const value = readValue(ctx, scope, expression);
      const { flow, fields, open } = expression.kind === 'call' ? value : passOn(value, expression);
      return { name, key, flow, fields, open, span: expression, typed: open === undefined ? typedAs(ctx, expression) : undefined };
    }
  }
}

/** T-SQL's `SELECT @x = a` yields no column. */
function assignsOnly(ctx: Context, expression: Expression): boolean {
  return expression.kind === 'variable-assignment' && ctx.names.silentAssignments;
}

/** Names that later clauses may use for select items. */
function aliasesOf(items: readonly SelectItem[], columns: readonly Column[]): Map<string, Column> {
  const aliases = new Map<string, Column>();
  if (items.length > 0)
    for (const column of columns) if (column.open === undefined && !aliases.has(column.key)) aliases.set(column.key, column);
  return aliases;
}

function filterRows(ctx: Context, scope: Scope, aliases: Map<string, Column>, select: Select, from: Relation): Relation {
  const { where, prewhere, startWith, connectBy } = select;
  let rows = from;
  const inSight = ctx.names.whereAlias ? withAliases(scope, aliases, false) : scope;
  if (where !== undefined || prewhere !== undefined) rows = filter(rows, flowOfAll(ctx, inSight, [prewhere, where]));
  if (startWith !== undefined) rows = filter(rows, flowOfAll(ctx, scope, [startWith]));
  if (connectBy !== undefined) rows = joinToItself(rows, flowOfAll(ctx, scope, [connectBy]));
  return rows;
}

const TREE_COLUMNS = ['level', 'connect_by_isleaf', 'connect_by_iscycle'];

/** What CONNECT BY tells of each row: of no table. */
function addTreeColumns(ctx: Context, scope: Scope): void {
  scope.merged ??= new Map();
  for (const each of TREE_COLUMNS) {
    const name = storedName(ctx.names, each, false);
    const key = columnKey(ctx.names, name);
    scope.merged.set(key, newColumn(name, key, NOTHING));
  }
}

/** CONNECT BY joins each level to the one before. */
function joinToItself(rows: Relation, condition: Flow): Relation {
  const links = [link(condition, JOIN)];
  if (rows.rows !== NOTHING) links.unshift(link(rows.rows, IDENTITY));
  return newRelation(rows.columns, condition === NOTHING ? rows.rows : flowOf(links));
}

function groupRows(
  ctx: Context,
  scope: Scope,
  aliases: Map<string, Column>,
  select: Select,
  columns: readonly Column[],
  rows: Relation,
): Relation {
  if (select.groupBy.length === 0) return rows;
  const { groupByAlias } = ctx.names;
  const inSight = groupByAlias === 'never' ? scope : withAliases(scope, aliases, groupByAlias === 'before-columns');
  const [all, elements] = [select.groupBy.filter(isAll), select.groupBy.filter((element) => !isAll(element))];
  const keys = all.map(() => plainItems(ctx, select.items, columns));
  keys.push(keysOf(ctx, inSight, columns, elements.flatMap(groupingElements)));
  return group(rows, merge(keys));
}

const isAll = (element: Expression): boolean => element.kind === 'grouping' && element.type === 'all';

/** ROLLUP (a, (b, c)) and the like are lists of keys. */
function groupingElements(element: Expression): readonly Expression[] {
  if (element.kind === 'grouping' || element.kind === 'tuple') return element.elements.flatMap(groupingElements);
  return [element];
}

/** GROUP BY ALL: every item without an aggregate. */
function plainItems(ctx: Context, items: readonly SelectItem[], columns: readonly Column[]): Flow {
  const aggregates = new Set<unknown>(items.filter((item) => hasAggregate(ctx, item.expression)).map((item) => item.expression));
  return flowOfColumns(
    columns.filter((column) => !aggregates.has(column.span)),
    IDENTITY,
  );
}

/** What the items become: the fields of SELECT AS VALUE's struct are columns, TRANSFORM gives the items to a script. */
function shape(ctx: Context, select: Select, columns: readonly Column[]): readonly Column[] {
  if (select.as === 'value') return (columns[0] && fieldsOf(columns[0])) ?? columns;
  if (select.transformColumns === undefined) return columns;
  const all = flowOf(columns.map((column) => link(column.flow, TRANSFORMATION, column.span)));
  if (select.transformColumns.length === 0) return ['key', 'value'].map((name) => newColumn(name, name, all, select));
  return select.transformColumns.map((name: Identifier) => newColumn(stored(ctx, name), keyOf(ctx, name), all, name));
}
