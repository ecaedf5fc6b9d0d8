/** The items of Project, Aggregate and Window: `expr AS name#12`, `name#12`, and in parsed text `'name`. */
import type { Span } from '../base/span.js';
import { hashBefore, indexWithin, lastIndexWithin, listAt, splitList } from './brackets.js';
import { parseExpression, parseId } from './expression.js';
import type { NamedExpression } from './plan.js';

/** Items between `span.start` and `span.end` (without the brackets). Every item of resolved text ends in an id. */
export function namedExpressions(text: string, span: Span, resolved = true): NamedExpression[] {
  const boundary = resolved ? (comma: number) => hashBefore(text, span.start, comma) >= 0 : undefined;
  const pieces = splitList(text, span.start, span.end, boundary);
  return pieces.filter((piece) => !isEllipsis(text, piece)).map((piece) => namedExpression(text, piece));
}

/** `... 41 more fields` */
function isEllipsis(text: string, piece: Span): boolean {
  return text.startsWith('... ', piece.start) && text.startsWith(' more fields', piece.end - 12);
}

export function namedExpression(text: string, span: Span): NamedExpression {
  const hash = hashBefore(text, span.start, span.end);
  if (hash < 0) return unnamed(text, span);
  const id = parseId(text, hash);
  const alias = aliasOf(text, span);
  if (alias < 0) return { span, id, name: text.slice(span.start, hash), value: parseExpression(text, span) };
  return { span, id, name: text.slice(alias + 4, hash), value: parseExpression(text, { start: span.start, end: alias }) };
}

/** Parsed text only: `'o.total`, `unresolvedalias('upper('x), None)`. */
function unnamed(text: string, span: Span): NamedExpression {
  const wrapped = text.startsWith('unresolvedalias(', span.start) ? listAt(text, span.start, span.end, '(') : undefined;
  const inside = wrapped && splitList(text, wrapped.start, wrapped.end)[0];
  const value = parseExpression(text, inside ?? span);
  const name = value.kind === 'name' ? (value.parts.at(-1) as string) : text.slice(value.start, value.end);
  return { span, id: undefined, name, value };
}

/**
 * The ` AS ` before an item's name: the first one outside of brackets after which no further `#12 AS ` comes, since such a
 * one would be part of a literal or of a generated name.
 */
function aliasOf(text: string, span: Span): number {
  let depth = 0;
  let found = -1;
  for (let i = span.start; i < span.end; i++) {
    const code = text.charCodeAt(i);
    if (code === 40 || code === 91) depth++;
    else if (code === 41 || code === 93) depth = Math.max(0, depth - 1);
    else if (code === 32 && depth === 0 && text.startsWith(' AS ', i)) {
      if (found < 0 || endsInReference(text, span.start, i)) found = i;
    }
  }
  // A literal's bracket may have hidden it.
  return found < 0 && depth > 0 ? lastIndexWithin(text, ' AS ', span.start, span.end) : found;
}

/** `#12`, `#12[0]` or `#12.field` right before `end`. */
function endsInReference(text: string, start: number, end: number): boolean {
  const space = lastIndexWithin(text, ' ', start, end);
  const word = space < 0 ? start : space + 1;
  for (let hash = indexWithin(text, '#', word, end); hash >= 0; hash = indexWithin(text, '#', hash + 1, end)) {
    if (/^#\d+L?([[.].*)?$/.test(text.slice(hash, end))) return true;
  }
  return false;
}
