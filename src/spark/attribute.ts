/** Lists of attributes: `[id#1L,total#2]`, `[id#1L, total, eur (net)#2]`. Names are bare and may hold commas and brackets. */
import type { Span } from '../base/span.js';
import { hashBefore } from './brackets.js';
import { parseId } from './expression.js';
import type { Attribute } from './plan.js';

const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const COMMA = 44;
const SPACE = 32;
const CLOSE_BRACKET = 93;

export interface AttributeList {
  readonly attributes: readonly Attribute[];
  /** After the closing bracket. */
  readonly end: number;
}

/** The list whose `[` is at `open`; undefined when what stands there is no list of attributes. */
export function attributeList(text: string, open: number, end: number): AttributeList | undefined {
  // A name may hold a comma within brackets, `max_by(a#1, b#2)#3`, or a bracket that nothing closes.
  return scanAttributes(text, open, end, true) ?? scanAttributes(text, open, end, false);
}

function scanAttributes(text: string, open: number, end: number, balanced: boolean): AttributeList | undefined {
  const attributes: Attribute[] = [];
  let from = open + 1;
  let depth = 0;
  if (text.charCodeAt(from) === CLOSE_BRACKET) return { attributes, end: from + 1 };
  for (let i = from; i <= end; i++) {
    const code = i < end ? text.charCodeAt(i) : CLOSE_BRACKET;
    if (balanced && code === OPEN_PAREN) depth++;
    else if (balanced && code === CLOSE_PAREN) depth--;
    if ((code !== COMMA && code !== CLOSE_BRACKET) || depth > 0) continue;
    const attribute = attributeOf(text, { start: from, end: i });
    if (attribute !== undefined) attributes.push(attribute);
    else if (text.startsWith('... ', from) && text.startsWith(' more fields', i - 12)) return { attributes, end: i + 1 };
    else continue;
    if (code === CLOSE_BRACKET) return { attributes, end: Math.min(i + 1, end) };
    from = text.charCodeAt(i + 1) === SPACE ? i + 2 : i + 1;
  }
  return balanced || attributes.length === 0 ? undefined : { attributes, end };
}

/** The attribute that this range is: ends in its id. */
export function attributeOf(text: string, span: Span): Attribute | undefined {
  const hash = hashBefore(text, span.start, span.end);
  if (hash < 0) return undefined;
  const long = text.charCodeAt(span.end - 1) === 76;
  return { id: parseId(text, hash), name: text.slice(span.start, hash), span, long };
}

/** The first list of attributes at or after `start`. */
export function firstAttributes(text: string, start: number, end: number): AttributeList | undefined {
  for (let open = text.indexOf('[', start); open >= 0 && open < end; open = text.indexOf('[', open + 1)) {
    const list = attributeList(text, open, end);
    if (list !== undefined) return list;
  }
  return undefined;
}
