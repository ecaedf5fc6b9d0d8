/** One statement: resolved by its kind, and taken into the script. */
import type { Diagnostic } from '../../base/diagnostic.js';
import type { Span } from '../../base/span.js';
import { collapseStatement } from '../../lineage/collapse.js';
import type { Column } from '../../lineage/column.js';
import { fieldsOf, newColumn, openColumn } from '../../lineage/column.js';
import { NOTHING } from '../../lineage/flow.js';
import type { Sources } from '../../lineage/source.js';
import type { ResolvedStatement } from '../../lineage/statement.js';
import type { StatementKind } from '../../lineage/types.js';
import type {
  Block,
  DatasetName,
  Explain,
  Identifier,
  QueryBody,
  QueryStatement,
  SelectInto,
  SetVariables,
  Statement,
  Trigger,
  Use,
} from '../../sql/tree.js';
import type { Effect } from './alter.js';
import { resolveAlter, resolveDrop, resolveTruncate } from './alter.js';
import { resolveComment } from './column-facts.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import { resolveCopy } from './copy.js';
import { fill, resolveCreateTable, resolveCreateView } from './create.js';
import { reportUnused } from './cte.js';
import { resolveDataChange } from './data-change.js';
import { madeRelation } from './duplicate.js';
import { flowOfAll } from './expression.js';
import { resolveMultiInsert } from './insert.js';
import { resolveMoveCalls } from './move-call.js';
import { resolveQuery } from './query.js';
import { newScope } from './scope.js';
import { reportOpenStars } from './star.js';
import { readDataset, resolveName, resolveNewName } from './tables.js';
import { valuesFor } from './target.js';
import { enterTrigger, writeChanging } from './trigger.js';
import { readValue } from './value.js';
import { asRecord, decideVariable, putInto, setVariable, variableKey, variableName } from './variable.js';

/** Who asked for the statements gets each with its tree when it is resolved. */
export type TakeStatement = (statement: ResolvedStatement, tree: Statement, sources: Sources) => void;

/** Resolves a statement; those within a block follow it as statements of their own. */
export function resolveStatement(ctx: Context, tree: Statement, take: TakeStatement): void {
  const diagnostics: Diagnostic[] = [];
  ctx.reads = new Set();
  ctx.writes = new Set();
  ctx.steps = [];
  ctx.outputs = [];
  ctx.diagnostics = diagnostics;
  ctx.ctes = [];
  ctx.targets.clear();
  const effects = resolveByKind(ctx, tree);
  const { steps, outputs } = ctx;
  for (const output of outputs) reportOpenStars(ctx, output.columns, tree);
  for (const cte of ctx.ctes) if (!cte.used) reportUnused(ctx, cte, tree);
  const reads = [...ctx.reads];
  const writes = [...ctx.writes];
  collapseStatement(ctx.script, reads, writes, outputs);
  for (const dataset of writes) {
    ctx.scans.delete(dataset);
    ctx.gone.delete(dataset);
  }
  for (const effect of effects) effect();
  take({ kind: kindOf(ctx, tree), span: tree, reads, writes, outputs, steps, diagnostics }, tree, ctx.sources);
  const around =
    tree.kind === 'block' && tree.parameters !== undefined ? enterRoutine(ctx, tree.name, tree.parameters, tree.trigger) : undefined;
  ctx.into = tree.kind === 'execute' ? tree.into : undefined;
  const { schema } = ctx;
  if (tree.kind === 'block' && tree.type === 'schema' && tree.name !== undefined)
    ctx.schema = stored(ctx, tree.name.parts.at(-1) as Identifier);
  for (const inner of statementsWithin(tree)) if (inner.kind !== 'other') resolveStatement(ctx, inner, take);
  if (tree.kind === 'block' && tree.type === 'schema') ctx.schema = schema;
  ctx.into = undefined;
  if (around !== undefined) Object.assign(ctx, around);
  else if (tree.kind === 'block' && tree.variables !== undefined)
    for (const { name } of tree.variables) ctx.declared.delete(variableKey(name));
}

/** A routine has variables of its own, its parameters first; gives those around it. */
function enterRoutine(
  ctx: Context,
  name: DatasetName | undefined,
  parameters: readonly Identifier[],
  trigger: Trigger | undefined,
): Pick<Context, 'variables' | 'declared' | 'changing'> {
  const { variables, declared, changing } = ctx;
  ctx.variables = new Map(variables);
  ctx.declared = new Set(declared);
  for (const parameter of parameters) declare(ctx, parameter.name, undefined);
  const own = name?.parts.at(-1)?.name;
  if (own !== undefined && parameters.length > 0) {
    // `f.a` is the parameter a of f
    const fields = parameters.map((parameter) => newColumn(parameter.name, keyOf(ctx, parameter), NOTHING));
    ctx.variables.set(variableKey(own), { ...newColumn(own, own, NOTHING), fields });
  }
  if (trigger !== undefined) enterTrigger(ctx, trigger);
  return { variables, declared, changing };
}

function kindOf(ctx: Context, tree: Statement): StatementKind {
  if (tree.kind !== 'query-statement') return tree.kind;
  const into = intoOf(tree.query)?.target;
  if (into === undefined || isVariable(ctx, into)) return 'query';
  return into.form === 'path' ? 'copy' : 'create-table';
}

const NO_EFFECTS: readonly Effect[] = [];

function resolveByKind(ctx: Context, tree: Statement): readonly Effect[] {
  switch (tree.kind) {
    case 'query-statement':
      resolveQueryStatement(ctx, tree);
      return NO_EFFECTS;
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      resolveDataChange(ctx, tree, undefined);
      return NO_EFFECTS;
    case 'multi-insert':
      resolveMultiInsert(ctx, tree);
      return NO_EFFECTS;
    case 'create-table':
      resolveCreateTable(ctx, tree);
      return NO_EFFECTS;
    case 'create-view':
      resolveCreateView(ctx, tree);
      return NO_EFFECTS;
    case 'copy':
      resolveCopy(ctx, tree);
      return NO_EFFECTS;
    case 'truncate':
      resolveTruncate(ctx, tree);
      return NO_EFFECTS;
    case 'alter':
      return resolveAlter(ctx, tree);
    case 'drop':
      return resolveDrop(ctx, tree);
    case 'set':
      resolveSet(ctx, tree);
      return NO_EFFECTS;
    case 'use':
      resolveUse(ctx, tree);
      return NO_EFFECTS;
    case 'explain':
      resolveExplain(ctx, tree);
      return NO_EFFECTS;
    case 'block':
      resolveSteering(ctx, tree);
      return NO_EFFECTS;
    case 'other':
      resolveComment(ctx, tree);
      return NO_EFFECTS;
    case 'execute':
      return NO_EFFECTS;
    default:
      return tree satisfies never;
  }
}

/** A bare query's columns are the statement's; SELECT … INTO makes a table of them. */
function resolveQueryStatement(ctx: Context, tree: QueryStatement): void {
  const relation = resolveQuery(ctx, tree.query, undefined, undefined, { name: 'query', kind: 'query' });
  resolveMoveCalls(ctx, tree.query);
  const into = intoOf(tree.query)?.target;
  if (into !== undefined && !isVariable(ctx, into)) {
    fill(ctx, resolveNewName(ctx, into), madeRelation(ctx, relation, tree.query));
    return;
  }
  const variables = intoVariables(ctx, tree);
  if (variables.length > 0) return putInto(ctx, variables, relation);
  const assigned = assignedVariables(tree);
  for (const name of assigned) decideVariable(ctx, name, relation.rows);
  if (relation.columns.length > 0 || (ctx.outputs.length === 0 && assigned.length === 0)) {
    ctx.outputs.push({ dataset: null, columns: relation.columns, rows: relation.rows, replaces: false });
  }
}

/** T-SQL's `SELECT @x = a`: the names of these variables, when the query does nothing else. */
function assignedVariables({ query: { body } }: QueryStatement): readonly string[] {
  if (body.kind !== 'select') return [];
  return body.items.flatMap(({ expression }) => (expression.kind === 'variable-assignment' ? [expression.variable.name] : []));
}

/** PL/pgSQL's SELECT … INTO v, or INTO r.field, means the variable when it was declared. */
function isVariable(ctx: Context, { parts }: DatasetName): boolean {
  return parts.length < 3 && ctx.declared.has(variableKey(parts[0]?.name ?? ''));
}

function intoVariables(ctx: Context, tree: QueryStatement): readonly Span[] {
  const into = intoOf(tree.query);
  if (into?.target !== undefined) return isVariable(ctx, into.target) ? [into.target] : [];
  return into?.variables ?? ctx.into ?? [];
}

/** SELECT … INTO, wherever in the query's first or last SELECT it stands. */
function intoOf(node: QueryBody): SelectInto | undefined {
  switch (node.kind) {
    case 'query':
      return node.into ?? intoOf(node.body);
    case 'set-operation':
      return intoOf(node.branches[0] as QueryBody) ?? intoOf(node.branches.at(-1) as QueryBody);
    case 'select':
      return node.into;
    default:
      return undefined;
  }
}

function resolveSet(ctx: Context, tree: SetVariables): void {
  if (tree.cursor !== undefined) return fetchRow(ctx, tree, tree.cursor);
  const scope = newScope(undefined, undefined);
  let row: readonly Column[] = [];
  for (const { name, value, place } of tree.assignments) {
    const bare = variableName(name);
    if (place === 0 && value !== undefined) row = valuesFor(ctx, scope, value, tree.assignments.length);
    const column = place !== undefined ? row[place] : value && readValue(ctx, scope, value);
    const taken = newColumn(bare, bare, column?.flow ?? NOTHING, value, column?.fields);
    setVariable(ctx, bare, taken);
    writeChanging(ctx, bare, taken);
    if (tree.declares) ctx.declared.add(variableKey(bare));
  }
}

/** FETCH c INTO a, b: each variable takes the column at its place; one alone is a row, unless the cursor has one column. */
function fetchRow(ctx: Context, { assignments }: SetVariables, cursor: Identifier): void {
  const row = ctx.variables.get(variableKey(variableName(cursor.name)));
  const fields = row && fieldsOf(row);
  const whole = assignments.length === 1 && fields?.length !== 1;
  for (const [at, { name }] of assignments.entries()) {
    const bare = variableName(name);
    const field = fields?.[at];
    const column = whole ? row : field && (assignments.length === 1 ? asRecord(field) : field);
    setVariable(ctx, bare, column ?? newColumn(bare, bare, row?.flow ?? NOTHING));
  }
}

function resolveUse(ctx: Context, { scope, name, path = [] }: Use): void {
  const parts = name.map((part: Identifier) => stored(ctx, part));
  ctx.path = path.map((part) => stored(ctx, part));
  const [outer, inner] = parts;
  if (scope === 'other' || outer === undefined) return;
  if (inner !== undefined) {
    ctx.database = outer;
    ctx.schema = inner;
  } else if (ctx.names.parts === 2 || scope === 'schema') ctx.schema = outer;
  else if (scope === 'database' || ctx.names.useMeans === 'database') {
    ctx.database = outer;
    ctx.schema = ctx.names.useMeans === 'database' ? ctx.schema : undefined;
  } else ctx.schema = outer;
  ctx.scans.clear();
}

/** What a plan would read. Nothing is written unless the statement is really carried out. */
function resolveExplain(ctx: Context, { statement, executes }: Explain): void {
  if (statement === undefined) return;
  resolveByKind(ctx, statement);
  if (executes) return;
  ctx.writes = new Set();
  ctx.outputs = ctx.outputs.filter((output) => output.dataset === null);
}

/** Conditions and cursors: their reads count. A FOR loop's query gives its row, or a column each, to the loop's variables. */
function resolveSteering(ctx: Context, { variables = [], cursor, expressions, trigger }: Block): void {
  const changing = trigger?.readsRows && trigger.table !== undefined ? resolveName(ctx, trigger.table) : undefined;
  if (changing !== undefined) readDataset(ctx, changing);
  const scope = newScope(undefined, undefined);
  const [query] = expressions;
  const [first] = variables;
  if (first === undefined) {
    flowOfAll(ctx, scope, expressions);
    return;
  }
  const row = cursor !== undefined ? rowOf(ctx.variables.get(variableKey(cursor.name))) : query && readValue(ctx, scope, query);
  // A cursor that nobody declared, a number: the variable has no sources, but it is no column of a table either.
  if (variables.length === 1) declare(ctx, first.name, row);
  else {
    const fields = row && fieldsOf(row);
    for (const [at, { name }] of variables.entries()) declare(ctx, name, fields?.[at]);
  }
}

/** A row of what a variable holds; of one column whatever its name is. */
function rowOf(rows: Column | undefined): Column | undefined {
  if (rows === undefined || rows.fields !== undefined) return rows;
  const any = openColumn(rows.flow, { owners: [], may: () => true, column: (key, name) => newColumn(name, key, rows.flow) });
  return { ...rows, fields: [any] };
}

function declare(ctx: Context, name: string, value: Column | undefined): void {
  setVariable(ctx, name, value ?? newColumn(name, name, NOTHING));
  ctx.declared.add(variableKey(name));
}

function statementsWithin(tree: Statement): readonly Statement[] {
  if (tree.kind === 'block' || tree.kind === 'execute') return tree.statements;
  return [];
}
