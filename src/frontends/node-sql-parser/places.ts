/**
 * Where things are. The AST has locations for a few kinds of nodes only, but it keeps the order of the text: its statements are
 * those between the semicolons, its n-th select is the n-th SELECT, with as many items as there are commas and one.
 */
import type { Span } from '../../base/span.js';
import { TERMINALS } from '../../sql/terminals.js';
import { TokenKind, type Tokens } from '../../sql/tokens.js';

const wordAt = ({ terminals }: Tokens, token: number): string => TERMINALS[terminals[token] as number] ?? '';

/** The text between semicolons, from first to last token. */
export function statementSpans(tokens: Tokens): readonly Span[] {
  const { starts, ends, kinds, count } = tokens;
  const spans: Span[] = [];
  let first = -1;
  for (let i = 0; i < count; i++) {
    const ended = kinds[i] === TokenKind.End || wordAt(tokens, i) === ';';
    if (!ended && first < 0) first = i;
    if (ended && first >= 0) spans.push({ start: starts[first] as number, end: ends[i - 1] as number });
    if (ended) first = -1;
  }
  return spans;
}

/** An item's expression. `constant`: with its alias it is one constant by our reading (`0x1F`, `1L`, `'a' 'b'`). */
export interface ItemPlace extends Span {
  readonly constant: boolean;
}

/** The items' expressions of each SELECT, in the order of the text. */
export function selectItemPlaces(tokens: Tokens): readonly (readonly ItemPlace[])[] {
  const selects: (readonly ItemPlace[])[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (wordAt(tokens, i) === 'SELECT') selects.push(itemsFrom(tokens, skipQuantifier(tokens, i + 1)));
  }
  return selects;
}

/** DISTINCT, ALL, TOP n: what stands before the first item. */
function skipQuantifier(tokens: Tokens, from: number): number {
  let i = from;
  while (['DISTINCT', 'ALL'].includes(wordAt(tokens, i))) i++;
  if (wordAt(tokens, i) === 'TOP') i += 2;
  return i;
}

const LAST_WORDS = new Set([
  'FROM',
  'INTO',
  'WHERE',
  'GROUP',
  'HAVING',
  'ORDER',
  'LIMIT',
  'UNION',
  'INTERSECT',
  'EXCEPT',
  'MINUS',
  'WINDOW',
  'QUALIFY',
  ';',
]);

function itemsFrom(tokens: Tokens, from: number): readonly ItemPlace[] {
  const spans: ItemPlace[] = [];
  let depth = 0;
  let first = from;
  for (let i = from; i < tokens.count; i++) {
    const word = wordAt(tokens, i);
    if (word === '(' || word === '[' || word === '{') depth++;
    else if (word === ')' || word === ']' || word === '}') depth--;
    const over =
      depth < 0 || tokens.kinds[i] === TokenKind.End || (depth === 0 && LAST_WORDS.has(word) && wordAt(tokens, i - 1) !== 'WITHIN');
    if (over || (depth === 0 && word === ',')) {
      spans.push(withoutAlias(tokens, first, i - 1));
      first = i + 1;
    }
    if (over) break;
  }
  return spans;
}

function withoutAlias(tokens: Tokens, first: number, last: number): ItemPlace {
  const { starts, ends, kinds } = tokens;
  const named = wordAt(tokens, last - 1) === 'AS' && last - 2 >= first;
  const start = starts[first] as number;
  const constant = kinds
    .subarray(first, last + 1)
    .every((kind) => kind === TokenKind.String || kind === TokenKind.Number || kind === TokenKind.Parameter);
  return { start, end: Math.max(start, ends[named ? last - 2 : last] as number), constant };
}
