/** WITH: each CTE is resolved once, in order; what it reads counts when something reads it. */
import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import type { Link } from '../../lineage/flow.js';
import { flowOf, growingFlow, link, NOTHING } from '../../lineage/flow.js';
import type { Relation } from '../../lineage/relation.js';
import { distinct, newRelation, project, rowsOf } from '../../lineage/relation.js';
import { IDENTITY } from '../../lineage/transformation.js';
import type { CreateView, Cte, Expression, Identifier, Query, SetOperation, Statement, With } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, stored, tableKeyOf } from './context.js';
import { resolveDataChange } from './data-change.js';
import { noteColumns } from './duplicate.js';
import { read } from './expression.js';
import { finishQuery, resolveBody, resolveQuery, withinQuery } from './query.js';
import { renameColumns } from './rename.js';
import type { CteEntry, Ctes, Scope } from './scope.js';
import { newScope } from './scope.js';
import { setOperationOver } from './set-operation.js';
import { typedWhileGrowing } from './typing.js';

export function resolveWith(ctx: Context, node: With, outer: Scope | undefined, around: Ctes | undefined): Ctes {
  const ctes: Ctes = { outer: around, byKey: new Map(), values: new Map() };
  const growing = node.mutual ? declareGrowing(ctx, node, ctes) : undefined;
  for (const cte of node.ctes) {
    if (isValue(cte.body)) addValue(ctx, cte, cte.body, outer, ctes);
    else ctes.byKey.set(tableKeyOf(ctx, cte.name), resolveCte(ctx, cte, cte.body, node.recursive && !node.mutual, outer, ctes));
  }
  for (const [key, own] of growing ?? []) {
    const entry = ctes.byKey.get(key);
    if (entry !== undefined) grow(own, entry.relation, []);
  }
  return ctes;
}

/** Each is in sight from the beginning, under the columns that it declares; what they hold is known when all have been read. */
function declareGrowing(ctx: Context, node: With, ctes: Ctes): Map<string, Relation> {
  const relations = new Map<string, Relation>();
  for (const cte of node.ctes) {
    const key = tableKeyOf(ctx, cte.name);
    const relation = growing(ctx, rowsOf(cte.columns.map((name) => newColumn(stored(ctx, name), keyOf(ctx, name), NOTHING, name))));
    relations.set(key, relation);
    ctes.byKey.set(key, { node: cte, relation, use: () => {}, used: true });
  }
  return relations;
}

function isValue(body: Cte['body']): body is Expression {
  return !isQuery(body) && !isStatement(body);
}

function isQuery(body: Cte['body']): body is Query {
  return body.kind === 'query';
}

const STATEMENTS = new Set(['insert', 'update', 'delete', 'merge', 'query-statement']);

function isStatement(body: Cte['body']): body is Statement {
  return STATEMENTS.has(body.kind);
}

/** ClickHouse: `WITH expr AS name` names a value for all that follows. */
function addValue(ctx: Context, cte: Cte, body: Expression, outer: Scope | undefined, ctes: Ctes): void {
  const key = keyOf(ctx, cte.name);
  const readIn = (scope: Scope): Column => {
    const links: Link[] = [];
    read(ctx, scope, body, IDENTITY, links);
    return newColumn(stored(ctx, cte.name), key, flowOf(links), body);
  };
  if (body.kind !== 'subquery') {
    ctes.values.set(key, once(readIn));
    return;
  }
  const value = readIn(newScope(outer, ctes));
  ctes.values.set(key, () => value);
}

/** Reads a value once a query; while it is being read its name means something else, a column that it hides. */
function once(readIn: (scope: Scope) => Column): (scope: Scope) => Column | undefined {
  let entries: Scope['entries'] | undefined;
  let column: Column | undefined;
  return (scope) => {
    if (entries === scope.entries) return column;
    entries = scope.entries;
    column = undefined;
    column = readIn(scope);
    return column;
  };
}

function resolveCte(ctx: Context, cte: Cte, body: Query | Statement, recursive: boolean, outer: Scope | undefined, ctes: Ctes): CteEntry {
  const { reads, steps } = ctx;
  ctx.reads = new Set();
  ctx.steps = [];
  const relation = isQuery(body)
    ? resolveCteQuery(ctx, cte, body, recursive, outer, ctes)
    : renameColumns(ctx, resolveDataChange(ctx, body, ctes) ?? rowsOf([]), cte.columns);
  const own = { reads: ctx.reads, steps: ctx.steps };
  ctx.reads = reads;
  ctx.steps = steps;
  // A statement is carried out whether or not its rows are read.
  if (!isQuery(body)) useCte(ctx, own);
  const columns = withAddedColumns(ctx, cte, relation);
  const entry: CteEntry = { node: cte, relation: columns, use: () => useCte(ctx, own), used: false };
  if (isQuery(body)) {
    ctx.sides.ctes.push(entry);
    if (ctx.names.duplicateNames === 'refused') noteColumns(ctx, columns.columns, body);
  }
  return entry;
}

function useCte(ctx: Context, own: Pick<Context, 'reads' | 'steps'>): void {
  ctx.reads.add(own.reads);
  ctx.steps.push(own.steps);
}

/** `AS ((SELECT … UNION ALL …))` */
function onlyParentheses(query: Query): query is Query & { body: Query } {
  return query.body.kind === 'query' && query.orderBy.length === 0 && query.limit.length === 0 && query.pipe.length === 0;
}

function resolveCteQuery(ctx: Context, cte: Cte, body: Query, recursive: boolean, outer: Scope | undefined, ctes: Ctes): Relation {
  const step = { name: cte.name.name, kind: 'cte' } as const;
  const mayRecur = recursive || ctx.names.implicitRecursion;
  if (mayRecur && body.with === undefined) {
    const inner = onlyParentheses(body) ? body.body : body;
    if (inner.body.kind === 'set-operation' && inner.with === undefined) return resolveRecursive(ctx, cte, inner, inner.body, outer, ctes);
  }
  return renameColumns(ctx, resolveQuery(ctx, body, outer, ctes, step), cte.columns);
}

/** CREATE RECURSIVE VIEW v (…) AS q stands for WITH RECURSIVE v (…) AS (q) SELECT * FROM v. */
export function resolveRecursiveView(ctx: Context, { name, columns, query }: CreateView): Relation {
  const last = name.parts[name.parts.length - 1] as Identifier;
  const cte: Cte = { kind: 'cte', name: last, columns, body: query, addedColumns: [], start: name.start, end: query.end };
  return resolveCteQuery(ctx, cte, query, true, undefined, { outer: undefined, byKey: new Map(), values: new Map() });
}

/**
 * The first branch gives the columns; the others may read the CTE itself. Its columns are flows that grow by what the other
 * branches put in, and `flatten` finds the fix point.
 */
function resolveRecursive(ctx: Context, cte: Cte, query: Query, body: SetOperation, outer: Scope | undefined, ctes: Ctes): Relation {
  const [first, ...others] = body.branches;
  if (first === undefined) return rowsOf([]);
  const anchor = renameColumns(ctx, resolveBody(ctx, first, outer, ctes).relation, cte.columns);
  const own = growing(ctx, anchor);
  const key = tableKeyOf(ctx, cte.name);
  let recurs = false;
  const use = () => {
    recurs = true;
  };
  ctes.byKey.set(key, { node: cte, relation: own, use, used: true });
  const branches = others.map((branch) => resolveBody(ctx, branch, outer, ctes).relation);
  ctes.byKey.delete(key);
  const whole = setOperationOver(ctx, body, [anchor, ...branches]);
  if (recurs) grow(own, anchor, branches);
  // UNION leaves out what came before: every column decides how many rows there are.
  const distinctRows = body.operators.some(({ all }) => !all);
  const yielded = recurs ? (distinctRows ? distinct(own) : own) : withinQuery(ctx, query, whole);
  const relation = finishQuery(ctx, query, { relation: yielded }, outer, ctes);
  ctx.steps.push({ name: cte.name.name, kind: 'cte', span: query, relation });
  return relation;
}

/** A relation like `anchor` whose flows are still open. Open stars stay as they are: their columns grow by name. */
function growing(ctx: Context, anchor: Relation): Relation {
  const columns = anchor.columns.map(
    (column): Column =>
      column.open === undefined ? { ...column, flow: growingFlow(), fields: undefined, typed: typedWhileGrowing(ctx, column) } : column,
  );
  return newRelation(columns, growingFlow());
}

function grow(own: Relation, anchor: Relation, branches: readonly Relation[]): void {
  for (const [at, column] of own.columns.entries()) {
    if (column.open !== undefined) continue;
    for (const branch of [anchor, ...branches]) {
      const flow = branch.columns[at]?.flow;
      if (flow !== undefined && flow !== NOTHING) column.flow.links.push(link(flow, IDENTITY));
    }
  }
  for (const branch of [anchor, ...branches]) {
    if (branch.rows !== NOTHING) own.rows.links.push(link(branch.rows, IDENTITY));
  }
}

/** SEARCH … SET and CYCLE … SET add columns that the engine computes. */
function withAddedColumns(ctx: Context, cte: Cte, relation: Relation): Relation {
  if (cte.addedColumns.length === 0) return relation;
  const added = cte.addedColumns.map((name) => newColumn(stored(ctx, name), keyOf(ctx, name), NOTHING, name));
  return project(relation, relation.columns.concat(added));
}
