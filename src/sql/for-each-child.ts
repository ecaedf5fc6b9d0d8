/**
 * The one list of what is inside what. Every walk over a tree goes through here, so a new node needs its type in `tree.ts` and one
 * line below: the switch does not compile while a kind is missing. Children come in text order; where dialects disagree about a
 * clause's place, its usual place counts.
 */
import type { AlterAction, FunctionCall, Insert, MergeAction, Node, PipeOperator, Query, Returning, Select, Star } from './tree.js';

type Visit = (child: Node) => void;

/** Calls `visit` with each direct child of a node. Does not allocate. */
export function forEachChild(node: Node, visit: Visit): void {
  switch (node.kind) {
    // Leaves
    case 'identifier':
    case 'literal':
    case 'parameter':
    case 'keyword':
    case 'type':
    case 'template':
    case 'missing':
    case 'piped':
      return;

    // Names
    case 'dataset-name':
      maybe(node.call, visit);
      return each(node.parts, visit);
    case 'column-name':
      return each(node.parts, visit);

    // Expressions
    case 'star':
      return eachOfStar(node, visit);
    case 'star-rename':
      return both(node.from, node.to, visit);
    case 'operation':
      return each(node.operands, visit);
    case 'in':
      visit(node.operand);
      return 'kind' in node.source ? visit(node.source) : each(node.source, visit);
    case 'exists':
    case 'subquery':
    case 'query-statement':
      return visit(node.query);
    case 'case':
      maybe(node.operand, visit);
      each(node.branches, visit);
      return maybe(node.otherwise, visit);
    case 'case-branch':
      return both(node.when, node.then, visit);
    case 'cast':
      return both(node.operand, node.type, visit);
    case 'call':
      return eachOfCall(node, visit);
    case 'named-argument':
      return both(node.name, node.value, visit);
    case 'lambda':
      each(node.parameters, visit);
      return visit(node.body);
    case 'array':
      if (node.elementType !== undefined) visit(node.elementType);
      return each(node.elements, visit);
    case 'tuple':
    case 'grouping':
      return each(node.elements, visit);
    case 'struct':
      if (node.type !== undefined) visit(node.type);
      return each(node.fields, visit);
    case 'struct-field':
      return both(node.value, node.name, visit);
    case 'map':
      for (const entry of node.entries) {
        visit(entry.key);
        visit(entry.value);
      }
      return;
    case 'field':
      return both(node.operand, node.field, visit);
    case 'index':
      visit(node.operand);
      return each(node.indexes, visit);
    case 'variable-assignment':
      return both(node.variable, node.value, visit);
    case 'let':
      each(node.names, visit);
      return visit(node.body);
    case 'comprehension':
      visit(node.body);
      each(node.variables, visit);
      visit(node.list);
      return maybe(node.condition, visit);
    case 'window':
      maybe(node.base, visit);
      each(node.partitionBy, visit);
      each(node.orderBy, visit);
      return each(node.frame, visit);

    // Queries
    case 'query':
      return eachOfQuery(node, visit);
    case 'with':
      return each(node.ctes, visit);
    case 'cte':
      // ClickHouse's WITH expr AS name writes the body first.
      if (node.body.start < node.name.start) visit(node.body);
      visit(node.name);
      each(node.columns, visit);
      if (node.body.start >= node.name.start) visit(node.body);
      return each(node.addedColumns, visit);
    case 'select':
      return eachOfSelect(node, visit);
    case 'select-into':
      maybe(node.target, visit);
      return each(node.variables, visit);
    case 'select-item':
      both(node.expression, node.alias, visit);
      return each(node.aliases, visit);
    case 'sort-item':
      return visit(node.expression);
    case 'named-window':
      return both(node.name, node.window, visit);
    case 'set-operation':
      for (const { only } of node.operators) if (typeof only === 'object') each(only, visit);
      return each(node.branches, visit);
    case 'values':
      for (const row of node.rows) each(row, visit);
      return;
    case 'table-query':
      return visit(node.name);
    case 'pipe':
      return eachOfPipe(node, visit);

    // Relations
    case 'table-alias':
      visit(node.name);
      return each(node.columns, visit);
    case 'table':
      visit(node.name);
      maybe(node.alias, visit);
      return node.ordinality === true ? undefined : maybe(node.ordinality, visit);
    case 'derived':
      maybe(node.statement, visit);
      return both(node.query, node.alias, visit);
    case 'table-function':
      visit(node.call);
      each(node.columns, visit);
      if (node.ordinality !== true) maybe(node.ordinality, visit);
      return maybe(node.alias, visit);
    case 'join':
      both(node.left, node.right, visit);
      maybe(node.on, visit);
      each(node.using, visit);
      return maybe(node.usingAlias, visit);
    case 'parenthesized':
      return both(node.relation, node.alias, visit);
    case 'pivot':
      visit(node.input);
      each(node.aggregates, visit);
      each(node.on, visit);
      each(node.values, visit);
      maybe(node.query, visit);
      each(node.groupBy, visit);
      return maybe(node.alias, visit);
    case 'unpivot':
      visit(node.input);
      each(node.values, visit);
      visit(node.name);
      each(node.groups, visit);
      return maybe(node.alias, visit);
    case 'unpivot-group':
      return each(node.columns, visit);
    case 'match-recognize':
      visit(node.input);
      each(node.partitionBy, visit);
      each(node.orderBy, visit);
      each(node.measures, visit);
      each(node.variables, visit);
      each(node.define, visit);
      return maybe(node.alias, visit);

    // Statements
    case 'insert':
      return eachOfInsert(node, visit);
    case 'multi-insert':
      maybe(node.with, visit);
      each(node.from, visit);
      each(node.inserts, visit);
      return maybe(node.source, visit);
    case 'conditional-insert':
      maybe(node.when, visit);
      return visit(node.insert);
    case 'assignment':
      maybe(node.variable, visit);
      each(node.targets, visit);
      return visit(node.value);
    case 'column-definition':
      visit(node.name);
      maybe(node.type, visit);
      return maybe(node.generated, visit);
    case 'create-table':
      visit(node.name);
      each(node.columns, visit);
      maybe(node.like, visit);
      maybe(node.clone, visit);
      if (node.inherits !== undefined) each(node.inherits, visit);
      maybe(node.location, visit);
      return maybe(node.query, visit);
    case 'create-view':
      visit(node.name);
      maybe(node.to, visit);
      each(node.columns, visit);
      return visit(node.query);
    case 'update':
      maybe(node.with, visit);
      visit(node.target);
      each(node.assignments, visit);
      each(node.from, visit);
      maybe(node.where, visit);
      return eachOfOutput(node, visit);
    case 'delete':
      maybe(node.with, visit);
      visit(node.target);
      each(node.otherTargets, visit);
      each(node.using, visit);
      maybe(node.where, visit);
      return eachOfOutput(node, visit);
    case 'merge':
      maybe(node.with, visit);
      both(node.target, node.using, visit);
      maybe(node.on, visit);
      each(node.usingColumns, visit);
      each(node.branches, visit);
      return eachOfOutput(node, visit);
    case 'merge-branch':
      maybe(node.condition, visit);
      return eachOfMergeAction(node.action, visit);
    case 'copy':
      maybe(node.target, visit);
      each(node.columns, visit);
      maybe(node.source, visit);
      return each(node.otherSources, visit);
    case 'truncate':
    case 'drop':
    case 'other':
      return each(node.names, visit);
    case 'alter':
      visit(node.name);
      for (const action of node.actions) eachOfAlterAction(action, visit);
      return;
    case 'set':
      maybe(node.cursor, visit);
      for (const assignment of node.assignments) maybe(assignment.value, visit);
      return;
    case 'use':
      each(node.name, visit);
      return node.path && each(node.path, visit);
    case 'explain':
      return maybe(node.statement, visit);
    case 'block':
      maybe(node.name, visit);
      each(node.parameters, visit);
      if (node.trigger !== undefined) {
        maybe(node.trigger.table, visit);
        each(node.trigger.rowNames, visit);
        each(node.trigger.tableNames, visit);
      }
      each(node.variables, visit);
      maybe(node.cursor, visit);
      each(node.expressions, visit);
      return each(node.statements, visit);
    case 'execute':
      each(node.statements, visit);
      return each(node.into, visit);
    case 'script':
      return each(node.statements, visit);
    default:
      return forgotten(node);
  }
}

function eachOfStar(star: Star, visit: Visit): void {
  maybe(star.operand, visit);
  each(star.qualifier, visit);
  each(star.except, visit);
  each(star.replace, visit);
  each(star.rename, visit);
  each(star.columns, visit);
  each(star.apply, visit);
  maybe(star.condition, visit);
}

function eachOfCall(call: FunctionCall, visit: Visit): void {
  each(call.name, visit);
  each(call.parameters, visit);
  each(call.arguments, visit);
  each(call.orderBy, visit);
  each(call.withinGroup, visit);
  maybe(call.filter, visit);
  maybe(call.over, visit);
}

function eachOfQuery(query: Query, visit: Visit): void {
  maybe(query.with, visit);
  visit(query.body);
  each(query.orderBy, visit);
  const intoFirst = query.into !== undefined && query.into.start < (query.limit[0]?.start ?? 0);
  if (intoFirst) maybe(query.into, visit);
  each(query.limit, visit);
  if (!intoFirst) maybe(query.into, visit);
  each(query.pipe, visit);
}

function eachOfSelect(select: Select, visit: Visit): void {
  each(select.distinctOn, visit);
  each(select.items, visit);
  each(select.transformColumns, visit);
  maybe(select.into, visit);
  each(select.from, visit);
  maybe(select.prewhere, visit);
  maybe(select.where, visit);
  maybe(select.startWith, visit);
  maybe(select.connectBy, visit);
  each(select.groupBy, visit);
  maybe(select.having, visit);
  maybe(select.qualify, visit);
  each(select.windows, visit);
  each(select.sortBy, visit);
}

function eachOfPipe(pipe: PipeOperator, visit: Visit): void {
  switch (pipe.type) {
    case 'select':
    case 'extend':
    case 'set':
    case 'aggregate':
    case 'distinct':
      each(pipe.items, visit);
      return each(pipe.groupBy, visit);
    case 'where':
    case 'order':
    case 'limit':
      return each(pipe.expressions, visit);
    case 'drop':
      return each(pipe.columns, visit);
    case 'rename':
      return each(pipe.renames, visit);
    case 'as':
      return visit(pipe.alias);
    case 'relation':
      return visit(pipe.relation);
    case 'set-operation':
      if (typeof pipe.operator.only === 'object') each(pipe.operator.only, visit);
      return each(pipe.branches, visit);
    case 'other':
      return;
    default:
      return forgotten(pipe);
  }
}

function eachOfInsert(insert: Insert, visit: Visit): void {
  maybe(insert.with, visit);
  visit(insert.target);
  maybe(insert.targetAlias, visit);
  each(insert.columns, visit);
  each(insert.partition, visit);
  each(insert.set, visit);
  maybe(insert.source, visit);
  maybe(insert.rowAlias, visit);
  each(insert.onConflict, visit);
  maybe(insert.onConflictWhere, visit);
  eachOfOutput(insert, visit);
}

function eachOfOutput(node: Returning, visit: Visit): void {
  each(node.returning, visit);
  maybe(node.outputInto, visit);
  each(node.returningInto, visit);
}

function eachOfMergeAction(action: MergeAction, visit: Visit): void {
  switch (action.type) {
    case 'update':
      each(action.assignments, visit);
      return maybe(action.where, visit);
    case 'insert':
      each(action.columns, visit);
      each(action.values, visit);
      return maybe(action.where, visit);
    case 'update-all':
    case 'insert-all':
      return each(action.except, visit);
    case 'delete':
    case 'nothing':
      return;
    default:
      return forgotten(action);
  }
}

function eachOfAlterAction(action: AlterAction, visit: Visit): void {
  switch (action.type) {
    case 'rename':
      return visit(action.to);
    case 'swap':
    case 'exchange':
      return visit(action.with);
    case 'set-schema':
      return visit(action.schema);
    case 'rename-column':
      return both(action.from, action.to, visit);
    case 'add-column':
    case 'drop-column':
      return visit(action.column);
    case 'query':
      return visit(action.query);
    case 'other':
      return;
    default:
      return forgotten(action);
  }
}

/** Two children, whichever is written first (`a AS x`, `x = a`; `CAST(a AS t)`, `CONVERT(t, a)`). */
function both(one: Node, other: Node | undefined, visit: Visit): void {
  const swapped = other !== undefined && other.start < one.start;
  if (swapped) visit(other);
  visit(one);
  if (!swapped && other !== undefined) visit(other);
}

function each(nodes: readonly Node[] | undefined, visit: Visit): void {
  if (nodes === undefined) return;
  for (let i = 0; i < nodes.length; i++) visit(nodes[i] as Node);
}

function maybe(node: Node | undefined, visit: Visit): void {
  if (node !== undefined) visit(node);
}

/** Compiles only while every case above is handled. */
function forgotten(_: never): void {}
