/** One node of a plan → the relational call that it is. */

import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import { flowOf, growingFlow, link, merge, NOTHING } from '../../lineage/flow.js';
import type { JoinKind } from '../../lineage/join.js';
import { join } from '../../lineage/join.js';
import * as relation from '../../lineage/relation.js';
import { setOperation } from '../../lineage/set-operation.js';
import { IDENTITY, JOIN, TRANSFORMATION } from '../../lineage/transformation.js';
import type { Attribute, JoinType, NodeBody, PlanNode } from '../../spark/plan.js';
import { keyTexts, physicalAggregate } from './aggregate.js';
import type { Columns } from './columns.js';
import { itemColumns, keptColumns, madeColumns, renamedColumns } from './columns.js';
import type { PlanContext } from './context.js';
import type { Reader } from './flow.js';
import { expressionFlow, expressionFlows } from './flow.js';
import type { Above } from './implied-output.js';
import { pivot, unpivot } from './pivot.js';
import { cellColumns, generatedColumns } from './rows.js';
import { noRows, scan } from './scan.js';
import type { PlanRelation } from './scope.js';
import { besides, columnById, planRelation, withRelation } from './scope.js';

/** A node that is being resolved, with what lies below it. */
export interface Site extends Reader {
  readonly node: PlanNode;
  readonly children: readonly PlanRelation[];
  readonly inner: readonly PlanRelation[];
  /** The nodes that lead here from the tree's root, this one last. */
  readonly above: readonly Above[];
}

export const EMPTY = noRows([]);

type Body<Kind extends NodeBody['kind']> = Extract<NodeBody, { kind: Kind }>;

export function resolveNode(site: Site): PlanRelation {
  const { body } = site.node;
  switch (body.kind) {
    case 'scan':
      return scan(site, site.node, body);
    case 'project':
      return project(site, itemColumns(site, body.items));
    case 'filter':
      return over(site, relation.filter(site.scope.relation, expressionFlow(site, body.condition)));
    case 'join':
      return resolveJoin(site, body);
    case 'aggregate':
      return aggregate(site, body);
    case 'physical-aggregate':
      return physicalAggregate(site, body, site.above);
    case 'union':
    case 'intersect':
    case 'except':
      return resolveSetOperation(site, body.kind);
    case 'expand':
      return expand(site, body);
    case 'generate':
      return generate(site, body);
    case 'window':
      return window(site, body);
    case 'sort':
      return sort(site, body);
    case 'pivot':
      return pivot(site, body);
    case 'unpivot':
      return unpivot(site, body);
    case 'deduplicate':
      return over(site, relation.distinct(site.scope.relation, expressionFlows(site, body.keys)));
    case 'distinct':
      // UNION and UNION ALL decide alike which rows there are.
      return site.node.children[0]?.body.kind === 'union' ? site.scope : over(site, relation.distinct(site.scope.relation));
    case 'evaluate':
      return evaluate(site, body);
    case 'transform':
      return transform(site, body);
    case 'alias':
      return alias(site, body);
    case 'view':
      return renamed(site, body.columns);
    case 'cte-reference':
      return cteReference(site, body);
    case 'renamed':
      return reuse(site, body);
    case 'subquery':
      return body.reused ? (site.context.subqueries.get(body.id) ?? EMPTY) : site.scope;
    case 'cte':
      return site.children.at(-1) ?? EMPTY;
    case 'unknown':
      return unknown(site, body);
    default:
      return site.scope;
  }
}

function over(site: Site, made: relation.Relation): PlanRelation {
  return withRelation(site.scope, made);
}

/** New columns over the child's rows. Of a cut list the child still holds the rest. */
function project(site: Site, { columns, ids }: Columns): PlanRelation {
  const { scope, node } = site;
  return planRelation(relation.project(scope.relation, columns), ids, node.truncated ? scope : undefined);
}

// ── Leaves ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function cteReference({ context }: Site, body: Body<'cte-reference'>): PlanRelation {
  const definition = context.ctes.get(body.id);
  if (definition === undefined) return noRows(body.columns);
  const { columns, ids } = renamedColumns(definition, body.columns);
  return planRelation(relation.project(definition.relation, columns), ids);
}

/** A cached plan's columns, or a reused exchange's. */
function reuse(site: Site, body: Body<'renamed'>): PlanRelation {
  const [below] = site.inner;
  const source = below ?? (body.planId === undefined ? undefined : site.context.exchanges.get(body.planId)) ?? site.children[0];
  if (source === undefined) return noRows(body.columns);
  const { columns, ids } = renamedColumns(source, body.columns);
  return planRelation(relation.project(source.relation, columns), ids, source.hidden);
}

function renamed(site: Site, attributes: readonly Attribute[]): PlanRelation {
  if (attributes.length === 0 || site.node.truncated) return site.scope;
  return project(site, renamedColumns(site.scope, attributes));
}

function alias(site: Site, body: Body<'alias'>): PlanRelation {
  const { scope } = site;
  const named =
    body.columns === undefined
      ? scope
      : project(site, {
          columns: scope.relation.columns.map((column, at) => ({
            ...column,
            name: body.columns?.[at] ?? column.name,
            key: body.columns?.[at] ?? column.key,
          })),
          ids: [...scope.ids],
        });
  return body.name === '' ? { ...named, parts: scope.parts } : { ...named, parts: [{ name: body.name.toLowerCase(), relation: named }] };
}

// ── One child ────────────────────────────────────────────────────────────────────────────────────────────────────────

function aggregate(site: Site, body: Body<'aggregate'>): PlanRelation {
  const keys = expressionFlows(site, body.keys);
  // `Aggregate [items]` groups all rows: what looks like its keys are its items.
  const items = body.items;
  const { columns, ids } = itemColumns({ ...site, keys: keyTexts(site, body.keys) }, items);
  return planRelation(relation.aggregate(site.scope.relation, keys, columns), ids, site.node.truncated ? site.scope : undefined);
}

function window(site: Site, body: Body<'window'>): PlanRelation {
  const { columns, ids } = itemColumns(site, body.items);
  const { scope } = site;
  return planRelation(relation.project(scope.relation, [...scope.relation.columns, ...columns]), [...scope.ids, ...ids], scope.hidden);
}

function sort(site: Site, body: Body<'sort'>): PlanRelation {
  const sorted = over(site, relation.sort(site.scope.relation, expressionFlows(site, body.order)));
  return body.items === undefined ? sorted : project({ ...site, scope: sorted }, itemColumns({ ...site, scope: sorted }, body.items));
}

function generate(site: Site, body: Body<'generate'>): PlanRelation {
  const { scope } = site;
  const columns = generatedColumns(site, body.generator, body.outputs);
  const none = site.context.physical ? [] : undefined;
  const listed = body.dropped === undefined ? (body.kept ?? none) : undefined;
  const kept = listed === undefined ? undropped(scope, body.dropped ?? []) : keptColumns(scope, listed);
  const input = relation.newRelation(kept.columns, scope.relation.rows);
  return planRelation(relation.generate(input, columns), [...kept.ids, ...body.outputs.map(({ id }) => id)], scope.hidden);
}

function undropped({ relation: { columns }, ids }: PlanRelation, dropped: readonly number[]): Columns {
  const stays = (_: unknown, at: number): boolean => !dropped.includes(at);
  return { columns: columns.filter(stays), ids: ids.filter(stays) };
}

function expand(site: Site, body: Body<'expand'>): PlanRelation {
  const columns = cellColumns(site, body.rows, body.outputs);
  return planRelation(
    relation.project(site.scope.relation, columns),
    body.outputs.map(({ id }) => id),
    site.node.truncated ? site.scope : undefined,
  );
}

function evaluate(site: Site, body: Body<'evaluate'>): PlanRelation {
  const { scope } = site;
  const columns = body.outputs.map(({ name, span }, at) => {
    const call = body.calls[at];
    return newColumn(name, name, call === undefined ? expressionFlows(site, body.calls) : expressionFlow(site, call), span);
  });
  return planRelation(
    relation.project(scope.relation, [...scope.relation.columns, ...columns]),
    [...scope.ids, ...body.outputs.map(({ id }) => id)],
    scope.hidden,
  );
}

function transform(site: Site, body: Body<'transform'>): PlanRelation {
  const { scope } = site;
  const inputs = expressionFlows(site, body.inputs);
  const grouped = relation.aggregate(scope.relation, expressionFlows(site, body.keys), scope.relation.columns);
  if (site.node.name.startsWith('MergeRows'))
    return planRelation(
      relation.project(grouped, sameNamed(scope, body.outputs)),
      body.outputs.map(({ id }) => id),
    );
  const made =
    inputs === NOTHING
      ? madeColumns(body.outputs, scope.relation.columns, TRANSFORMATION)
      : madeColumns(body.outputs, [newColumn('', '', inputs)], TRANSFORMATION);
  if (!body.keeps) return planRelation(relation.project(grouped, made.columns), made.ids);
  return planRelation(relation.project(grouped, [...scope.relation.columns, ...made.columns]), [...scope.ids, ...made.ids]);
}

/** MergeRows does not print its assignments: a column may come from each column of its name below. */
function sameNamed(scope: PlanRelation, outputs: readonly Attribute[]): Column[] {
  return outputs.map(({ name, span }) => {
    const flows = scope.relation.columns.filter((column) => column.name === name).map((column) => column.flow);
    return newColumn(name, name, merge(flows), span);
  });
}

function unknown(site: Site, body: Body<'unknown'>): PlanRelation {
  const { context, node, scope } = site;
  // A command that moves no rows: SET, ANALYZE, EXPLAIN.
  if (node.name.endsWith('Command') && node.children.length + node.inner.length === 0) return EMPTY;
  context.diagnostics.push({
    severity: 'info',
    code: 'unsupported',
    message: `The operator ${node.name || 'without a name'} is not known; its columns are passed on.`,
    span: node.span,
  });
  if (body.columns.every(({ id }) => columnById(scope, id) !== undefined)) return scope;
  const kept = body.columns.map(
    ({ id, name, span }) => columnById(scope, id) ?? newColumn(name, name, expressionFlows(site, body.expressions), span),
  );
  return planRelation(
    relation.project(scope.relation, kept),
    body.columns.map(({ id }) => id),
    scope,
  );
}

// ── Several children ─────────────────────────────────────────────────────────────────────────────────────────────────

const JOIN_KINDS: Readonly<Record<JoinType, JoinKind>> = {
  inner: 'inner',
  left: 'left',
  right: 'right',
  full: 'full',
  'left-semi': 'semi',
  'left-anti': 'anti',
  existence: 'semi',
};

function resolveJoin(site: Site, body: Body<'join'>): PlanRelation {
  const left = site.children[0] ?? EMPTY;
  // A lateral join draws its right side as an inner child.
  const right = site.children[1] ?? site.inner[0] ?? EMPTY;
  const condition = expressionFlows({ ...site, scope: besides([left, right], NOTHING) }, body.conditions);
  if (body.join === 'existence') return existenceJoin(left, right, body, condition);
  if (isIntersection(body, left, right)) return resolveSetOperation({ ...site, children: [left, right] }, 'intersect');
  const made = join(site.context.sources, JOIN_KINDS[body.join], left.relation, right.relation, condition);
  const both = made.columns !== left.relation.columns;
  const sides = besides(both ? [left, right] : [left], NOTHING);
  return { ...sides, relation: made, ids: idsOf(made.columns, sides), index: undefined };
}

/** The ids of columns that stood side by side; fewer when stars of one dataset became one. */
function idsOf(columns: readonly Column[], { relation: { columns: all }, ids }: PlanRelation): readonly number[] {
  if (columns.length === all.length) return ids;
  const byColumn = new Map(all.map((column, at) => [column, ids[at] ?? -1]));
  return columns.map((column) => byColumn.get(column) ?? -1);
}

/** What the optimizer makes of INTERSECT: rows stay that equal one on the right in all columns. */
function isIntersection({ join: type, nullSafe }: Body<'join'>, left: PlanRelation, right: PlanRelation): boolean {
  const width = left.relation.columns.length;
  return type === 'left-semi' && nullSafe > 0 && nullSafe === width && right.relation.columns.length === width;
}

/** Only the column `exists` tells what was found on the right. */
function existenceJoin(left: PlanRelation, right: PlanRelation, body: Body<'join'>, condition: ReturnType<typeof merge>): PlanRelation {
  const { exists } = body;
  if (exists === undefined) return left;
  const flow = flowOf([link(condition, JOIN), link(right.relation.rows, IDENTITY)]);
  const column = newColumn(exists.name, exists.name, flow, exists.span);
  return planRelation(relation.project(left.relation, [...left.relation.columns, column]), [...left.ids, exists.id], left.hidden);
}

function resolveSetOperation(site: Site, type: 'union' | 'intersect' | 'except'): PlanRelation {
  const [first, ...others] = site.children;
  if (first === undefined) return EMPTY;
  const branches = [first, ...others].map((branch) => branch.relation);
  const kept = isExceptAll(site) ? 'except' : type;
  return planRelation(setOperation(site.context.sources, kept, branches), first.ids, first.hidden);
}

/** The optimizer makes of EXCEPT ALL a union that counts: `1 AS vcol#1` on the left, `-1 AS vcol#2` on the right. */
function isExceptAll({ context: { text }, node }: Site): boolean {
  const last = node.children.at(-1)?.body;
  const count = last?.kind === 'project' ? last.items[0] : undefined;
  return node.body.kind === 'union' && count?.name === 'vcol' && text.startsWith('-1 AS', count.span.start);
}

/** A recursive CTE's loop: its columns can be read before the branch that reads them is resolved. */
export function openLoop(context: PlanContext, id: number, anchor: PlanRelation): PlanRelation {
  const columns = anchor.relation.columns.map((column) => {
    const flow = growingFlow();
    flow.links.push(link(column.flow, IDENTITY));
    return newColumn(column.name, column.key, flow, column.span);
  });
  const rows = growingFlow();
  if (anchor.relation.rows !== NOTHING) rows.links.push(link(anchor.relation.rows, IDENTITY));
  const loop = planRelation(relation.newRelation(columns, rows), anchor.ids);
  context.ctes.set(id, loop);
  return loop;
}

export function closeLoop(loop: PlanRelation, step: PlanRelation): void {
  for (const [at, column] of loop.relation.columns.entries()) {
    const next = step.relation.columns[at];
    if (next !== undefined) column.flow.links.push(link(next.flow, IDENTITY));
  }
  if (step.relation.rows !== NOTHING) loop.relation.rows.links.push(link(step.relation.rows, IDENTITY));
}
