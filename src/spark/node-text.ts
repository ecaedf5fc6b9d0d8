/** A node as its reader sees it: the same questions of a line of a tree and of a block of EXPLAIN FORMATTED. */
import type { Span } from '../base/span.js';
import { attributeList, firstAttributes } from './attribute.js';
import { closingBracket, indexWithin, listAt, splitList } from './brackets.js';
import { parseExpression } from './expression.js';
import { namedExpressions } from './named-expression.js';
import type { Attribute, Expression, NamedExpression } from './plan.js';

export interface NodeText {
  readonly text: string;
  readonly name: string;
  /** After the name: the rest of the line, or the block's title. */
  readonly rest: Span;
  /** The block's fields by label; undefined for a line. */
  readonly fields: ReadonlyMap<string, Span> | undefined;
  /** False where names are not looked up yet (`'Project`). */
  readonly resolved: boolean;
}

/** What follows the name as arguments. */
export function argumentsOf(node: NodeText): Span {
  if (node.fields === undefined) return node.rest;
  return node.fields.get('Arguments') ?? { start: node.rest.end, end: node.rest.end };
}

/** Top-level arguments: `Inner, (a#1 = b#2)` → two. */
export function argumentList(node: NodeText): Span[] {
  const { start, end } = argumentsOf(node);
  return splitList(node.text, start, end);
}

/** `keys=[a#1]`, or the field of that label; without the brackets. */
export function labelled(node: NodeText, label: string, field: string): Span | undefined {
  const value = node.fields?.get(field);
  if (node.fields !== undefined) return value && listAt(node.text, value.start, value.end);
  const at = indexWithin(node.text, `${label}=[`, node.rest.start, node.rest.end);
  return at < 0 ? undefined : listAt(node.text, at, node.rest.end);
}

/** The n-th list in the arguments that opens right at an argument's start. */
export function nthList(node: NodeText, n: number): Span | undefined {
  const { start, end } = argumentsOf(node);
  let at = start;
  for (let seen = 0; at < end; seen++) {
    const open = node.text.indexOf('[', at);
    if (open < 0 || open >= end) return undefined;
    const close = closingBracket(node.text, open, end);
    if (seen === n) return { start: open + 1, end: close };
    at = close + 1;
  }
  return undefined;
}

export function expressionsIn(node: NodeText, span: Span | undefined): Expression[] {
  return span === undefined ? [] : splitList(node.text, span.start, span.end).map((piece) => parseExpression(node.text, piece));
}

export function itemsIn(node: NodeText, span: Span | undefined): NamedExpression[] {
  return span === undefined ? [] : namedExpressions(node.text, span, node.resolved);
}

export function attributesIn(node: NodeText, list: Span | undefined): readonly Attribute[] {
  return (list && attributeList(node.text, list.start - 1, list.end + 1)?.attributes) ?? [];
}

/** A leaf's columns: its `Output` field, or the first list of attributes. */
export function columnsOf(node: NodeText): readonly Attribute[] {
  const output = node.fields?.get('Output');
  if (output !== undefined) return attributeList(node.text, node.text.indexOf('[', output.start), output.end)?.attributes ?? [];
  const { start, end } = argumentsOf(node);
  return firstAttributes(node.text, start, end)?.attributes ?? [];
}

export function expressionOf(node: NodeText, span: Span): Expression {
  return parseExpression(node.text, span);
}

export function sliceOf(node: NodeText, span: Span): string {
  return node.text.slice(span.start, span.end);
}

export function isList(node: NodeText, span: Span): boolean {
  return node.text.charCodeAt(span.start) === 91 && node.text.charCodeAt(span.end - 1) === 93;
}

/** `` `spark_catalog`.`shop`.`orders` `` → `spark_catalog.shop.orders` */
export function unquote(name: string): string {
  return name.includes('`') ? name.replaceAll('``', '\n').replaceAll('`', '').replaceAll('\n', '`') : name;
}
