/**
 * Lines → the drawn tree. Three characters a level; `+- ` the last child, `:- ` an earlier one; a line two levels deeper than
 * the one above hangs an inner child (a subquery, a command's query) that is drawn before the children:
 *
 *     Project [mx#1]
 *     :  +- Aggregate [max(a#2)]      inner child: two levels
 *     +- Filter (b#3 > 1)             child: one level
 */
import type { Span } from '../base/span.js';
import { isDigit } from './brackets.js';
import { isNodeName } from './node-types.js';

/** One node as it is drawn. */
export interface DrawnNode {
  /** The operator's words and what follows them, without connectors and marks. */
  start: number;
  end: number;
  /** `Project (6)` in EXPLAIN FORMATTED. */
  operator: number | undefined;
  readonly children: DrawnNode[];
  readonly inner: DrawnNode[];
}

interface Line extends Span {
  /** A line that no connector leads is a root, or the rest of the node above. */
  readonly level: number;
  readonly connected: boolean;
}

export interface DrawnTree {
  readonly root: DrawnNode;
  /** After the tree's last line. */
  readonly end: number;
}

/** Whether the line at `start` can be a tree's root. */
export function startsTree(text: string, start: number, end: number): boolean {
  const node = skipMarks(text, skipNumber(text, start), end);
  return isNodeName(nodeName(text, node, end));
}

/** The first word: `Project`, `HashAggregate`, `RelationV2`. */
export function nodeName(text: string, start: number, end: number): string {
  let i = start;
  while (i < end && isLetter(text.charCodeAt(i))) i++;
  const next = i < end ? text.charCodeAt(i) : 32;
  if (next > 32 && next !== 91 && next !== 40 && next !== 44) return '';
  return text.slice(start, i);
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || isDigit(code);
}

/** The tree whose root's line begins at `start`. Reads up to a blank line or `end`. */
export function drawTree(text: string, start: number, end: number): DrawnTree {
  const root = newNode(text, { start: skipNumber(text, start), end: lineEnd(text, start, end) });
  const path: (DrawnNode | undefined)[] = [root];
  const numbered = skipNumber(text, start) > start;
  const shift: Shift = { from: 0, by: 0 };
  let last = root;
  let at = lineEnd(text, start, end) + 1;
  while (at < end) {
    const lineTo = lineEnd(text, at, end);
    if (isBlank(text, at, lineTo) && endsAtBlank(text, lineTo, end)) break;
    const line = shifted(text, readLine(text, numbered ? skipNumber(text, at) : at, lineTo), shift, path, last);
    if (isNext(text, line, path, last)) last = hang(text, line, path, last);
    else last.end = lineTo;
    at = lineTo + 1;
  }
  return { root, end: Math.min(at, end) };
}

/**
 * An AdaptiveSparkPlan within another's tree is drawn as if that one had no indent: its `== Final Plan ==` comes back to the
 * left by `by` levels, and all below it.
 */
interface Shift {
  /** The header's level as drawn. */
  from: number;
  by: number;
}

function shifted(text: string, line: Line, shift: Shift, path: readonly (DrawnNode | undefined)[], last: DrawnNode): Line {
  const adaptive = path.length - 1;
  if (line.connected && text.startsWith('== ', line.start) && text.startsWith('AdaptiveSparkPlan', last.start) && line.level <= adaptive) {
    shift.from = line.level;
    shift.by = adaptive + 1 - line.level;
  } else if (line.connected && line.level < shift.from) shift.by = 0;
  return shift.by === 0 ? line : { ...line, level: line.level + shift.by };
}

export function isBlank(text: string, start: number, end: number): boolean {
  return start === end || (text.charCodeAt(start) === 13 && start + 1 === end);
}

/** A literal may hold a blank line: the tree goes on when a connector comes right after. */
function endsAtBlank(text: string, newline: number, end: number): boolean {
  const next = readLine(text, newline + 1, lineEnd(text, newline + 1, end));
  return !next.connected;
}

function lineEnd(text: string, start: number, end: number): number {
  const newline = text.indexOf('\n', start);
  const to = newline < 0 || newline > end ? end : newline;
  return to;
}

function readLine(text: string, start: number, end: number): Line {
  let i = start;
  let level = 0;
  while (
    i + 3 <= end &&
    text.charCodeAt(i + 1) === 32 &&
    text.charCodeAt(i + 2) === 32 &&
    (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 58)
  ) {
    i += 3;
    level++;
  }
  const connected =
    i + 3 <= end &&
    text.charCodeAt(i + 1) === 45 &&
    text.charCodeAt(i + 2) === 32 &&
    (text.charCodeAt(i) === 43 || text.charCodeAt(i) === 58);
  return { level: connected ? level + 1 : level, connected, start: connected ? i + 3 : i, end };
}

/** Whether a line is a node: it fits below the path, and is not the rest of a literal in the node above. */
function isNext(text: string, line: Line, path: readonly (DrawnNode | undefined)[], last: DrawnNode): boolean {
  if (!line.connected) return isPlanHeader(text, last) && line.level === path.length - 1;
  if (line.level > path.length + 1) return false;
  return (
    text.startsWith('== ', line.start) ||
    isNodeName(nodeName(text, skipMarks(text, line.start, line.end), line.end)) ||
    isBalanced(text, last)
  );
}

/** `== Final Plan ==`, below which the tree begins again without a connector. */
export function isPlanHeader(text: string, node: Span): boolean {
  return text.startsWith('== ', node.start) && text.startsWith(' ==', node.end - 3);
}

function isBalanced(text: string, node: Span): boolean {
  let depth = 0;
  for (let i = node.start; i < node.end; i++) {
    const code = text.charCodeAt(i);
    if (code === 40 || code === 91) depth++;
    else if (code === 41 || code === 93) depth--;
  }
  return depth === 0;
}

/** Hangs a line's node into the path and returns it. */
function hang(text: string, line: Line, path: (DrawnNode | undefined)[], last: DrawnNode): DrawnNode {
  const node = newNode(text, line);
  if (!line.connected) last.children.push(node);
  else {
    path.length = Math.min(path.length, line.level);
    const parent = path[line.level - 1];
    if (parent !== undefined) parent.children.push(node);
    else (path.findLast((above) => above !== undefined) ?? last).inner.push(node);
  }
  path[line.level] = node;
  return node;
}

function newNode(text: string, line: Span): DrawnNode {
  const start = skipMarks(text, line.start, line.end);
  let end = line.end;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return { start, end, operator: undefined, children: [], inner: [] };
}

/** `*(2) `, `* `, `'`, `!` before a node's name. */
function skipMarks(text: string, start: number, end: number): number {
  let i = start;
  for (;;) {
    const code = text.charCodeAt(i);
    if (i >= end) return i;
    if (code === 39 || code === 33) i++;
    else if (code === 42 && text.charCodeAt(i + 1) === 32) i += 2;
    else if (code === 42 && text.charCodeAt(i + 1) === 40) {
      const close = text.indexOf(') ', i);
      if (close < 0 || close > i + 8) return i;
      i = close + 2;
    } else return i;
  }
}

/** `03 ` of a numbered tree. */
function skipNumber(text: string, start: number): number {
  let i = start;
  while (isDigit(text.charCodeAt(i))) i++;
  return i >= start + 2 && text.charCodeAt(i) === 32 ? i + 1 : start;
}
