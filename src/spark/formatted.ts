/**
 * EXPLAIN FORMATTED (and the event log): a short tree whose nodes are `Name (n)`, then a block of fields for each number,
 * then the subqueries' trees in the same form.
 */
import type { Span } from '../base/span.js';
import { lastIndexWithin } from './brackets.js';
import type { DrawnNode } from './tree.js';
import { drawTree, isBlank, startsTree } from './tree.js';

/** A node's block: its title and its fields by label (`Output`, `Arguments`, `Left keys`). */
export interface Block {
  readonly title: Span;
  readonly fields: ReadonlyMap<string, Span>;
}

export interface FormattedPlan {
  readonly root: DrawnNode;
  readonly blocks: ReadonlyMap<number, Block>;
  readonly subqueries: readonly FormattedSubquery[];
}

export interface FormattedSubquery {
  /** The operator that hosts it. */
  readonly host: number;
  /** The id in `Subquery subquery#12`, or -1. */
  readonly id: number;
  readonly root: DrawnNode;
}

/** `Subquery:1 Hosting operator id = 3 Hosting Expression = Subquery subquery#12235, [id=#12712]` */
const HOSTING = /^Subquery:\d+ Hosting operator id = (\d+) Hosting Expression = (.*)$/;

/** Reads the plan when the tree at its head is numbered; undefined when it is an ordinary tree. */
export function readFormatted(text: string, root: DrawnNode, treeEnd: number, end: number): FormattedPlan | undefined {
  if (operatorNumber(text, root) === undefined || !/^\s*\(\d+\) /.test(text.slice(treeEnd, treeEnd + 40))) return undefined;
  numberNodes(text, root);
  const blocks = new Map<number, Block>();
  const subqueries: FormattedSubquery[] = [];
  let hosting: RegExpExecArray | null = null;
  for (let at = treeEnd; at < end; ) {
    const lineTo = lineEnd(text, at, end);
    const number = blockNumber(text, at, lineTo);
    if (number !== undefined) {
      const block = readBlock(text, { start: at, end: lineTo }, end);
      blocks.set(number, block);
      at = block.end;
    } else if (hosting !== null && startsTree(text, at, end)) {
      const tree = drawTree(text, at, end);
      numberNodes(text, tree.root);
      subqueries.push({ host: Number(hosting[1]), id: Number(/subquery#(\d+)/.exec(hosting[2] as string)?.[1] ?? -1), root: tree.root });
      hosting = null;
      at = tree.end;
    } else {
      if (text.startsWith('Subquery:', at)) hosting = HOSTING.exec(text.slice(at, lineTo).trimEnd());
      at = lineTo + 1;
    }
  }
  return { root, blocks, subqueries };
}

function lineEnd(text: string, start: number, end: number): number {
  const newline = text.indexOf('\n', start);
  return newline < 0 || newline > end ? end : newline;
}

/** `(12) Project` at a line's start. */
function blockNumber(text: string, start: number, end: number): number | undefined {
  const head = /^\((\d+)\) /.exec(text.slice(start, Math.min(end, start + 12)));
  return head === null ? undefined : Number(head[1]);
}

/** Title line, then fields up to a blank line after which a block, a subquery or nothing comes. A value may span lines. */
function readBlock(text: string, title: Span, end: number): Block & { readonly end: number } {
  const fields = new Map<string, Span>();
  const name = text.indexOf(') ', title.start) + 2;
  let label: string | undefined;
  let at = title.end + 1;
  while (at < end) {
    const to = lineEnd(text, at, end);
    if (isBlank(text, at, to) && (to + 1 >= end || '(=S\r\n'.includes(text[to + 1] as string))) break;
    const field = /^([A-Z][A-Za-z ]*?)(?: \[\d+\])? ?: ?/.exec(text.slice(at, Math.min(to, at + 60)));
    if (field !== null) {
      label = field[1] as string;
      fields.set(label, { start: at + field[0].length, end: to });
    } else if (label !== undefined) fields.set(label, { start: (fields.get(label) as Span).start, end: to });
    at = to + 1;
  }
  const codegen = lastIndexWithin(text, ' [codegen id :', name, title.end);
  return { title: { start: name, end: codegen >= 0 ? codegen : title.end }, fields, end: at };
}

/** Takes the ` (n)` off each node's text. */
function numberNodes(text: string, root: DrawnNode): void {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    node.operator = operatorNumber(text, node);
    if (node.operator !== undefined) node.end = text.lastIndexOf(' (', node.end);
    stack.push(...node.children, ...node.inner);
  }
}

function operatorNumber(text: string, node: Span): number | undefined {
  const open = lastIndexWithin(text, ' (', node.start, node.end);
  if (open < 0) return undefined;
  const found = /^ \((\d+)\)$/.exec(text.slice(open, node.end));
  return found === null ? undefined : Number(found[1]);
}
