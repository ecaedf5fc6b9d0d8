/** Types beside names: what each column read is noted where it is found, and select items are made of that. */
import type { CatalogColumn } from '../../catalog/catalog.js';
import type { Dialect } from '../../dialects/dialect.js';
import type { Column } from '../../lineage/column.js';
import type { Relation } from '../../lineage/relation.js';
import { project } from '../../lineage/relation.js';
import type { Dataset } from '../../lineage/source.js';
import type { ColumnName, Expression, Query, Select, SetOperator } from '../../sql/tree.js';
import { rulesOf } from '../../types/common.js';
import { typeOf } from '../../types/expression.js';
import { writtenType } from '../../types/read-type.js';
import type { TypeRules } from '../../types/rules.js';
import { settled, type Type, type Typed, UNKNOWN } from '../../types/type.js';
import { hasAggregate } from './call.js';
import type { Context } from './context.js';

export interface Typing {
  readonly rules: TypeRules;
  /** What each name that was read is; a statement's names go with its tree. */
  readonly columns: WeakMap<ColumnName, Typed | undefined>;
  /** What earlier statements made. */
  readonly made: Map<Dataset, MadeTypes>;
  /** Of the query whose items are read: whether each row is made of at least one, and which names it has that are never NULL in it. */
  grouped: boolean;
  kept: ReadonlySet<string>;
}

/** Of a table, columns by key. */
export type MadeTypes = ReadonlyMap<string, Typed>;

const NONE: ReadonlySet<string> = new Set();

export function newTyping(dialect: Dialect): Typing {
  return { rules: rulesOf(dialect), columns: new WeakMap(), made: new Map(), grouped: false, kept: NONE };
}

/** What an expression is that was just read. Undefined where nobody asks. */
export function typedAs(ctx: Context, expression: Expression): Typed | undefined {
  const { types } = ctx;
  if (types === undefined) return undefined;
  const typed = typeOf(
    {
      rules: types.rules,
      functions: ctx.functions,
      text: ctx.text,
      grouped: types.grouped,
      column: (node) => columnType(types, node),
      query: (node) => queryType(ctx, node),
    },
    expression,
  );
  return typed === UNKNOWN ? undefined : settled(typed);
}

function columnType({ columns, kept }: Typing, node: ColumnName): Typed {
  const typed = columns.get(node) ?? UNKNOWN;
  return kept.size > 0 && typed.nullable !== false && kept.has(spelled(node)) ? { type: typed.type, nullable: false } : typed;
}

function queryType(ctx: Context, node: Query): { columns: readonly (Typed | undefined)[]; oneRow: boolean } | undefined {
  const relation = (ctx.subqueries.get(node) ?? ctx.quiet?.get(node))?.relation;
  if (relation === undefined || relation.columns.some((column) => column.open !== undefined)) return undefined;
  if (node.body.kind === 'select' && node.body.as !== undefined) return undefined;
  return { columns: relation.columns.map((column) => column.typed), oneRow: hasOneRow(ctx, node) };
}

/** `(SELECT count(*) FROM t)` has one row, whatever t has. */
function hasOneRow(ctx: Context, { body, limit, pipe }: Query): boolean {
  if (body.kind !== 'select' || limit.length > 0 || pipe.length > 0) return false;
  const { groupBy, having, qualify, items, distinctOn } = body;
  if (groupBy.length > 0 || having !== undefined || qualify !== undefined || distinctOn.length > 0) return false;
  return items.every(({ expression }) => hasAggregate(ctx, expression));
}

// ── The query around ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Reads a query's items with what its clauses say of them. */
export function withClauses<T>(ctx: Context, select: Select, read: () => T): T {
  const { types } = ctx;
  if (types === undefined) return read();
  const { grouped, kept } = types;
  types.grouped = select.groupBy.length > 0 && select.groupBy.every((key) => key.kind !== 'grouping' && key.kind !== 'tuple');
  types.kept = keptNames(ctx, select);
  const result = read();
  types.grouped = grouped;
  types.kept = kept;
  return result;
}

/** Names that WHERE compares, or says are not NULL: of rows without a value there, none is left. */
function keptNames(ctx: Context, { where }: Select): ReadonlySet<string> {
  if (where === undefined) return NONE;
  const names = new Set<string>();
  const open: Expression[] = [where];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind !== 'operation') continue;
    const { operators, operands } = node;
    if (operators.every((operator) => operator === 'and')) open.push(...operands);
    else if (operands.length <= 3 && operators.length === 1 && DECIDING.has(operators[0] as string))
      for (const operand of operands) if (operand.kind === 'column-name' && !operand.outerJoinMark) names.add(spelled(operand));
  }
  // Oracle's a = b (+) keeps rows without a b.
  return ctx.text.slice(where.start, where.end).includes('(+)') ? NONE : names;
}

/** What is neither true of NULL nor of what is compared with it. */
const DECIDING = new Set(['is not null', '=', '<>', '!=', '<', '>', '<=', '>=', 'like', 'between']);

/** Within one query, what is spelled the same is the same column. */
function spelled({ parts }: ColumnName): string {
  return parts.map(({ name, quoted }) => (quoted ? `"${name}"` : name.toLowerCase())).join('.');
}

/** ROLLUP and the like give rows in which a key is NULL. */
export function underGroupings(ctx: Context, { groupBy }: Select, columns: readonly Column[]): readonly Column[] {
  if (ctx.types === undefined || groupBy.every((key) => key.kind !== 'grouping' || key.type === 'all')) return columns;
  return columns.map((column) => withTyped(column, column.typed && { type: column.typed.type, nullable: undefined }));
}

// ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export function withTyped(column: Column, typed: Typed | undefined): Column {
  return column.typed === typed ? column : { ...column, typed };
}

/** What a column is that holds one of several values; undefined for what is not known of one. */
export function oneOf({ rules }: Typing, values: readonly (Typed | undefined)[]): Typed {
  const types: Type[] = [];
  for (const value of values) if (value?.type !== undefined) types.push(value.type);
  const nullable = values.some((value) => value?.nullable === true);
  return {
    type: types.length === values.length ? rules.common(types) : undefined,
    nullable: nullable || (values.every((value) => value?.nullable === false) ? false : undefined),
  };
}

/** A set operation's columns, by those of its branches. */
export function typedTogether(ctx: Context, operator: SetOperator, branches: readonly Relation[], relation: Relation): Relation {
  const { types } = ctx;
  if (types === undefined || [relation, ...branches].some(({ columns }) => columns.some(({ open }) => open !== undefined))) return relation;
  const byKey = operator.byName
    ? branches.map(({ columns }) => new Map(columns.map((column) => [column.key, column] as const)))
    : undefined;
  const columns = relation.columns.map((column, at) => {
    const same = byKey === undefined ? branches.map((branch) => branch.columns[at]) : byKey.map((branch) => branch.get(column.key));
    const there = same.filter((each) => each !== undefined);
    const { type, nullable } = oneOf(
      types,
      there.map((each) => each.typed),
    );
    // A row of EXCEPT is one of the first branch; by name, what a branch does not have is NULL.
    const mayBeNull = operator.type === 'except' ? same[0]?.typed?.nullable : there.length < same.length || nullable;
    return withTyped(column, { type, nullable: mayBeNull });
  });
  return project(relation, columns);
}

/** The columns of a recursive query while its later branches are read: nobody knows yet what those put in. */
export function typedWhileGrowing({ types }: Context, { typed }: Column): Typed | undefined {
  return types?.rules.recursionKeepsTypes && typed ? { type: typed.type, nullable: undefined } : undefined;
}

// ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a catalog says of a column. */
export function typeOfFacts({ rules }: Typing, facts: CatalogColumn | undefined): Typed | undefined {
  if (facts === undefined) return undefined;
  return { type: facts.type === undefined ? undefined : writtenType(rules, facts.type), nullable: facts.nullable };
}

/** What a query makes has the types of what it gives. */
export function typesOfColumns(columns: readonly Column[]): MadeTypes {
  return new Map(columns.flatMap(({ key, typed }) => (typed === undefined ? [] : [[key, typed] as const])));
}
