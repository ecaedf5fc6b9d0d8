/** A plan tree → one relation, bottom-up. Children are walked without recursion: plans grow a node a line of a program. */
import type { Flow } from '../../lineage/flow.js';
import { NOTHING } from '../../lineage/flow.js';
import { newRelation } from '../../lineage/relation.js';
import type { NotedStep } from '../../lineage/steps.js';
import type { PlanNode } from '../../spark/plan.js';
import type { PlanContext } from './context.js';
import type { Site } from './node.js';
import { closeLoop, EMPTY, openLoop, resolveNode } from './node.js';
import type { PlanRelation } from './scope.js';
import { besides } from './scope.js';

/** Trees within trees within trees: beyond this a subquery is left out. */
const MAX_NESTING = 100;

interface Frame {
  readonly node: PlanNode;
  readonly children: PlanRelation[];
}

export function resolveTree(context: PlanContext, root: PlanNode): PlanRelation {
  const stack: Frame[] = [newFrame(context, root)];
  for (;;) {
    const frame = stack[stack.length - 1] as Frame;
    const child = frame.node.children[frame.children.length];
    if (child !== undefined) {
      stack.push(newFrame(context, child));
      continue;
    }
    const made = finish(context, frame, stack);
    stack.pop();
    const parent = stack[stack.length - 1];
    if (parent === undefined) return made;
    deliver(context, parent, made);
  }
}

/** CTEs of parsed text are inner children that the children read. */
function newFrame(context: PlanContext, node: PlanNode): Frame {
  if (node.body.kind === 'cte') {
    for (const definition of node.inner) {
      const { body } = definition;
      const made = resolveTree(context, definition);
      if (body.kind === 'alias') context.named.set(body.name.toLowerCase(), made);
    }
  }
  return { node, children: [] };
}

function deliver(context: PlanContext, { node, children }: Frame, made: PlanRelation): void {
  const { body } = node;
  const loop = body.kind === 'union-loop' && children.length === 0 ? openLoop(context, body.id, made) : undefined;
  children.push(loop ?? made);
}

function finish(context: PlanContext, { node, children }: Frame, above: readonly Frame[]): PlanRelation {
  const { body } = node;
  const [loop, step] = children;
  if (body.kind === 'union-loop' && loop !== undefined) {
    if (step !== undefined) closeLoop(loop, step);
    return loop;
  }
  const made = resolveNode({ ...siteOf(context, node, children), above });
  if (body.kind === 'cte-definition') context.ctes.set(body.id, made);
  if (node.planId !== undefined && body.kind !== 'renamed') context.exchanges.set(node.planId, made);
  noteStep(context, node, made);
  return made;
}

function siteOf(context: PlanContext, node: PlanNode, children: readonly PlanRelation[]): Omit<Site, 'above'> {
  const below = children.length > 0 ? besides(children, NOTHING) : EMPTY;
  const inner = node.body.kind === 'cte' ? [] : resolveInner(context, node, below);
  const scope = children.length > 0 ? (children.length === 1 ? (children[0] as PlanRelation) : below) : (inner.at(-1) ?? EMPTY);
  return { context, node, children, inner, scope, subqueries: placeSubqueries(context, node, inner), keys: undefined };
}

/** Subqueries see the columns of their host's children (`outer(id#5)`). */
function resolveInner(context: PlanContext, node: PlanNode, below: PlanRelation): PlanRelation[] {
  if (node.inner.length === 0 || context.outer.length > MAX_NESTING) return [];
  context.outer.push(below);
  const made = node.inner.map((tree) => {
    const relation = resolveTree(context, tree);
    if (tree.body.kind === 'subquery' && !tree.body.reused) context.subqueries.set(tree.body.id, relation);
    return relation;
  });
  context.outer.pop();
  return made;
}

const SUBQUERY = /\b(?:scalar-subquery|exists|list|lateral-subquery|dynamicpruning)#\d+ \[/g;

/** Logical text gives inner children no names: the k-th is the k-th subquery in the host's text. */
function placeSubqueries({ text }: PlanContext, node: PlanNode, inner: readonly PlanRelation[]): ReadonlyMap<number, PlanRelation> {
  const places = new Map<number, PlanRelation>();
  if (inner.length === 0 || node.inner.some(({ body }) => body.kind === 'subquery')) return places;
  let at = 0;
  for (const match of text.slice(node.span.start, node.span.end).matchAll(SUBQUERY)) {
    const relation = inner[at++];
    if (relation !== undefined) places.set(node.span.start + match.index, relation);
  }
  return places;
}

/** Nodes that choose rows or make columns are steps; what only moves rows is none. */
const DECIDING: ReadonlySet<string> = new Set(['filter', 'join', 'deduplicate', 'except']);
const MAKING: ReadonlySet<string> = new Set([
  ...['project', 'aggregate', 'physical-aggregate', 'union', 'intersect', 'expand', 'generate', 'window', 'evaluate', 'transform'],
  ...['cte-definition', 'view'],
]);

/** A step has the columns that it makes: those that it passes on stand where they were made. */
function noteStep(context: PlanContext, node: PlanNode, { relation }: PlanRelation): void {
  const { body } = node;
  if (!MAKING.has(body.kind) && !DECIDING.has(body.kind)) return;
  const isNew = (flow: Flow): boolean => flow !== NOTHING && flow.source < 0 && !context.noted.has(flow);
  const columns = MAKING.has(body.kind) ? relation.columns.filter(({ flow }) => isNew(flow)) : [];
  const rows = isNew(relation.rows) ? relation.rows : NOTHING;
  if (columns.length === 0 && rows === NOTHING) return;
  for (const { flow } of columns) context.noted.add(flow);
  context.noted.add(rows);
  context.steps.push({ ...stepName(node), span: node.span, relation: newRelation(columns, rows) });
}

function stepName({ name, body, children }: PlanNode): Pick<NotedStep, 'name' | 'kind'> {
  if (body.kind === 'view') return { name: body.name, kind: 'subquery' };
  if (body.kind !== 'cte-definition') return { name, kind: 'node' };
  const below = children[0]?.body;
  return { name: below?.kind === 'alias' ? below.name : `CTE ${body.id}`, kind: 'cte' };
}
