/**
 * The items of Project, Aggregate and Window: `expr AS name#12`, `name#12`, and in parsed text `'name`. Literals and names
 * are bare and may hold brackets, commas and ` AS `, so that brackets alone do not tell where an item ends.
 */
import type { Span } from '../base/span.js';
import { hashBefore, isDigit, lastIndexWithin, listAt, splitList } from './brackets.js';
import { parseExpression, parseId } from './expression.js';
import type { NamedExpression } from './plan.js';

/** Items between `span.start` and `span.end` (without the brackets). Every item of resolved text ends in an id. */
export function namedExpressions(text: string, span: Span, resolved = true): NamedExpression[] {
  const pieces = resolved
    ? (splitItems(text, span, false) ?? splitItems(text, span, true) ?? [span])
    : splitList(text, span.start, span.end);
  return pieces.filter((piece) => !isEllipsis(text, piece)).map((piece) => namedExpression(text, piece));
}

/**
 * Items end in an id before `, `, outside of brackets. Where a literal leaves one open (`LIKE %(% AS l#12, `) brackets tell
 * nothing: undefined, unless `anywhere`, where an item's name is enough.
 */
function splitItems(text: string, span: Span, anywhere: boolean): Span[] | undefined {
  const pieces: Span[] = [];
  let from = span.start;
  let depth = 0;
  for (let i = span.start; i < span.end; i++) {
    const code = text.charCodeAt(i);
    if (code === 40 || code === 91) depth++;
    else if (code === 41 || code === 93) depth = Math.max(0, depth - 1);
    if (code !== 44 || text.charCodeAt(i + 1) !== 32 || text.startsWith('[id=#', i + 2)) continue;
    const hash = hashBefore(text, from, i);
    if (hash < 0 || (depth > 0 && !(anywhere && endsInName(text, from, hash)))) continue;
    pieces.push({ start: from, end: i });
    from = i + 2;
    depth = 0;
  }
  if (from < span.end) pieces.push({ start: from, end: span.end });
  return depth === 0 || anywhere ? pieces : undefined;
}

/** ` AS name` without any reference in it. */
function endsInName(text: string, start: number, end: number): boolean {
  const alias = lastIndexWithin(text, ' AS ', start, end);
  return alias >= 0 && !hasReference(text, alias, end);
}

/** `#12` between these offsets. */
function hasReference(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === 35 && isDigit(text.charCodeAt(i + 1))) return true;
  return false;
}

/** `... 41 more fields` */
function isEllipsis(text: string, piece: Span): boolean {
  return text.startsWith('... ', piece.start) && text.startsWith(' more fields', piece.end - 12);
}

export function namedExpression(text: string, span: Span): NamedExpression {
  const hash = hashBefore(text, span.start, span.end);
  if (hash < 0) return unnamed(text, span);
  const id = parseId(text, hash);
  const alias = aliasOf(text, span.start, hash);
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
 * The ` AS ` before an item's name. Outside of brackets the first one after which no reference comes, since the others are a
 * part of the name (`x AS y`); else the last one there is, since a literal's bracket may be open (`LIKE %(% AS l`).
 */
function aliasOf(text: string, start: number, end: number): number {
  let depth = 0;
  let last = -1;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 40 || code === 91) depth++;
    else if (code === 41 || code === 93) depth = Math.max(0, depth - 1);
    else if (code === 32 && text.startsWith(' AS ', i)) {
      if (depth === 0 && !hasReference(text, i, end)) return i;
      last = i;
    }
  }
  return last;
}
