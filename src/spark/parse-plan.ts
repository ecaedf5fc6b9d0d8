/** Section → typed plan tree. */
import type { Span } from '../base/span.js';
import { indexWithin, lastIndexWithin } from './brackets.js';
import type { Block, FormattedPlan } from './formatted.js';
import { readFormatted } from './formatted.js';
import type { NodeText } from './node-text.js';
import { readerOf } from './node-types.js';
import type { PlanNode, Section } from './plan.js';
import { readUnknown } from './read-operator.js';
import { treeStart } from './sections.js';
import type { DrawnNode } from './tree.js';
import { drawTree, isPlanHeader, nodeName } from './tree.js';

/** The tree of a section, or undefined when it holds none (an exception's text, nothing). */
export function parsePlan(text: string, section: Section): PlanNode | undefined {
  const start = treeStart(text, section.span);
  if (start === undefined) return undefined;
  const { root, end } = drawTree(text, start, section.span.end);
  const formatted = readFormatted(text, root, end, section.span.end);
  return typed(text, root, formatted);
}

/** Types the nodes bottom-up, without recursion: plans may be thousands of nodes deep. */
function typed(text: string, root: DrawnNode, formatted: FormattedPlan | undefined): PlanNode {
  const done = new Map<DrawnNode, PlanNode>();
  const hosted = hostedTrees(formatted);
  const stack: DrawnNode[] = [root];
  while (stack.length > 0) {
    const node = stack[stack.length - 1] as DrawnNode;
    const below = [...childrenOf(text, node), ...node.inner, ...(hosted.get(node.operator ?? -1) ?? []).map((tree) => tree.root)];
    const open = below.filter((child) => !done.has(child));
    if (open.length > 0) {
      stack.push(...open);
      continue;
    }
    stack.pop();
    const children = childrenOf(text, node).map((child) => done.get(child) as PlanNode);
    const inner = node.inner.map((child) => done.get(child) as PlanNode);
    for (const tree of hosted.get(node.operator ?? -1) ?? []) inner.push(subqueryNode(done.get(tree.root) as PlanNode, tree.id));
    done.set(node, typedNode(text, node, children, inner, formatted));
  }
  return done.get(root) as PlanNode;
}

function hostedTrees(formatted: FormattedPlan | undefined): Map<number, { id: number; root: DrawnNode }[]> {
  const hosted = new Map<number, { id: number; root: DrawnNode }[]>();
  for (const { host, id, root } of formatted?.subqueries ?? []) hosted.set(host, [...(hosted.get(host) ?? []), { id, root }]);
  return hosted;
}

/** FORMATTED lists a subquery's tree apart; it becomes what the drawn form has there. */
function subqueryNode(tree: PlanNode, id: number): PlanNode {
  return {
    name: 'Subquery',
    span: tree.span,
    children: [tree],
    inner: [],
    truncated: false,
    body: { kind: 'subquery', id, reused: false },
  };
}

/** The plan is drawn twice under AdaptiveSparkPlan: the initial one is whole, the final one may have been emptied by what ran. */
function childrenOf(text: string, node: DrawnNode): readonly DrawnNode[] {
  const headers = node.children.filter((child) => isPlanHeader(text, child));
  if (headers.length === 0) return node.children;
  const initial = headers.find((header) => text.startsWith('== Initial Plan', header.start)) ?? (headers.at(-1) as DrawnNode);
  return initial.children.length > 0 ? initial.children : (headers[0] as DrawnNode).children;
}

function typedNode(
  text: string,
  node: DrawnNode,
  children: readonly PlanNode[],
  inner: readonly PlanNode[],
  formatted: FormattedPlan | undefined,
): PlanNode {
  const block = node.operator === undefined ? undefined : formatted?.blocks.get(node.operator);
  const source = nodeText(text, node, block);
  const reader = readerOf(source.name) ?? readUnknown;
  const planId = node.operator ?? planIdOf(text, node);
  return {
    name: source.name,
    span: { start: node.start, end: node.end },
    children,
    inner,
    truncated: isTruncated(text, node, block),
    body: reader(source),
    ...(planId === undefined ? {} : { planId }),
  };
}

function nodeText(text: string, node: Span, block: Block | undefined): NodeText {
  const title = block?.title ?? node;
  let name = nodeName(text, title.start, title.end);
  let start = title.start + name.length;
  if (name === 'Execute') {
    name = nodeName(text, start + 1, title.end);
    start += 1 + name.length;
  }
  while (start < title.end && text.charCodeAt(start) === 32) start++;
  const resolved = text.charCodeAt(node.start - 1) !== 39;
  return { text, name, rest: { start, end: withoutStatistics(text, start, title.end) }, fields: block?.fields, resolved };
}

/** EXPLAIN COST ends each line in `, Statistics(sizeInBytes=…)`. */
function withoutStatistics(text: string, start: number, end: number): number {
  const at = lastIndexWithin(text, ', Statistics(sizeInBytes=', start, end);
  return at < 0 ? end : at;
}

function planIdOf(text: string, node: Span): number | undefined {
  const at = lastIndexWithin(text, '[plan_id=', node.start, node.end);
  return at < 0 ? undefined : Number.parseInt(text.slice(at + '[plan_id='.length, node.end), 10);
}

/** `... 41 more fields` in the node, or a text that ends within it. */
function isTruncated(text: string, node: Span, block: Block | undefined): boolean {
  const spans = block === undefined ? [node] : [...block.fields.values()];
  return spans.some((span) => {
    const at = indexWithin(text, ' more fields', span.start, span.end);
    return at >= 0 && /\.\.\. \d+$/.test(text.slice(Math.max(span.start, at - 16), at));
  });
}
