/**
 * Catalyst expressions as Spark prints them: `(cast(a#1 as bigint) + 1)`, `CASE WHEN … END`, `sum(x#2) FILTER (WHERE …)`,
 * `rank(y#3) windowspecdefinition(…)`. String literals are bare, so any text is an expression: what cannot be structure is
 * a literal. One pass, depth bounded.
 */
import type { Span } from '../base/span.js';
import { closingBracket, idEnd, isDigit } from './brackets.js';
import type { Expression, SubqueryForm } from './plan.js';

interface Cursor {
  readonly text: string;
  readonly end: number;
  at: number;
  depth: number;
}

/** Below this nesting brackets are no longer told apart: the attributes are still found. */
const MAX_DEPTH = 250;

const SPACE = 32;
const HASH = 35;
const QUOTE = 39;
const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const COMMA = 44;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

/** Words before a `#` that name a subquery and no attribute. */
const SUBQUERY_FORMS: readonly (readonly [string, SubqueryForm])[] = [
  ['lateral-subquery', 'lateral'],
  ['scalar-subquery', 'scalar'],
  ['subquery', 'scalar'],
  ['exists', 'exists'],
  ['list', 'list'],
];

const CASE_KEYWORDS = ['WHEN ', 'THEN ', 'ELSE '];

/** The expression that this range of the text is. */
export function parseExpression(text: string, span: Span): Expression {
  const cursor: Cursor = { text, end: span.end, at: span.start, depth: 0 };
  return readRegion(cursor, -1, false, false);
}

/** region := part*, up to `closer`, a comma (within arguments) or a CASE's next keyword; leaves the cursor before it */
function readRegion(c: Cursor, closer: number, stopAtComma: boolean, inCase: boolean): Expression {
  const start = c.at;
  const parts: Expression[] = [];
  let word = start;
  while (c.at < c.end) {
    const code = c.text.charCodeAt(c.at);
    if (code === closer && closes(c, closer)) break;
    if (c.at === word) {
      if (inCase && atCaseKeyword(c)) break;
      if (readAtWordStart(c, code, parts)) {
        word = c.at;
        continue;
      }
    }
    if (code === OPEN_PAREN || code === OPEN_BRACKET) word = readBracket(c, code, word, parts);
    else if (code === HASH) word = readId(c, word, parts);
    else if (code === COMMA) {
      if (stopAtComma && c.text.charCodeAt(c.at + 1) === SPACE) break;
      word = ++c.at;
    } else if (code === SPACE || code === CLOSE_PAREN || code === CLOSE_BRACKET) word = ++c.at;
    else c.at++;
  }
  return regionOf(c.text, start, c.at, parts);
}

/** A closing bracket followed by a letter or a digit stands in a literal. */
function closes(c: Cursor, closer: number): boolean {
  const next = c.at + 1 < c.end ? c.text.charCodeAt(c.at + 1) : SPACE;
  return (
    closer === CLOSE_PAREN ||
    next === SPACE ||
    next === COMMA ||
    next === HASH ||
    next === 46 ||
    next === CLOSE_PAREN ||
    next === CLOSE_BRACKET ||
    next === OPEN_BRACKET
  );
}

function regionOf(text: string, from: number, to: number, parts: readonly Expression[]): Expression {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) === SPACE) start++;
  while (end > start && text.charCodeAt(end - 1) === SPACE) end--;
  const only = parts[0];
  if (only === undefined) return { kind: 'literal', start, end };
  if (parts.length === 1 && only.start === start && only.end === end) return only;
  return { kind: 'group', parts, start, end };
}

/** CASE and unresolved names begin a word. */
function readAtWordStart(c: Cursor, code: number, parts: Expression[]): boolean {
  if (code === 67 /* C */ && c.text.startsWith('CASE WHEN ', c.at) && c.depth < MAX_DEPTH) {
    parts.push(readCase(c));
    return true;
  }
  return code === QUOTE && readName(c, parts);
}

function atCaseKeyword(c: Cursor): boolean {
  return CASE_KEYWORDS.some((keyword) => c.text.startsWith(keyword, c.at)) || atEnd(c);
}

function atEnd(c: Cursor): boolean {
  if (!c.text.startsWith('END', c.at)) return false;
  const next = c.at + 3 < c.end ? c.text.charCodeAt(c.at + 3) : SPACE;
  return next === SPACE || next === COMMA || next === CLOSE_PAREN || next === CLOSE_BRACKET || next === 46;
}

/** case := CASE ( WHEN region THEN region )* [ ELSE region ] END */
function readCase(c: Cursor): Expression {
  const start = c.at;
  const conditions: Expression[] = [];
  const values: Expression[] = [];
  c.at += 'CASE '.length;
  c.depth++;
  while (c.at < c.end && !atEnd(c) && atCaseKeyword(c)) {
    const condition = c.text.startsWith('WHEN ', c.at);
    c.at += 'WHEN '.length;
    (condition ? conditions : values).push(readRegion(c, CLOSE_PAREN, true, true));
    if (!atCaseKeyword(c)) break;
  }
  c.depth--;
  if (c.at < c.end && atEnd(c)) c.at += 3;
  return { kind: 'case', conditions, values, start, end: c.at };
}

/** name := "'" part ( '.' part )*; a `'f(` is a call and left to the bracket */
function readName(c: Cursor, parts: Expression[]): boolean {
  const start = c.at;
  let i = start + 1;
  while (i < c.end) {
    const code = c.text.charCodeAt(i);
    if (code === SPACE || code === COMMA || code === CLOSE_PAREN || code === CLOSE_BRACKET || code === OPEN_BRACKET) break;
    if (code === OPEN_PAREN) return false;
    i++;
  }
  if (i === start + 1) return false;
  parts.push({ kind: 'name', parts: c.text.slice(start + 1, i).split('.'), start, end: i });
  c.at = i;
  return true;
}

/** Brackets at the cursor: a call, a path after an attribute, a condition, or a plain group. Returns where the next word begins. */
function readBracket(c: Cursor, code: number, word: number, parts: Expression[]): number {
  if (c.depth >= MAX_DEPTH) return ++c.at;
  const { text } = c;
  const open = c.at;
  const closer = code === OPEN_PAREN ? CLOSE_PAREN : CLOSE_BRACKET;
  const name = text.slice(text.charCodeAt(word) === QUOTE ? word + 1 : word, open);
  const condition = text.endsWith('FILTER ', open) || endsWith(text, 'FILTER ', open) ? text.startsWith('WHERE ', open + 1) : false;
  c.at = open + 1;
  c.depth++;
  const inside: Expression[] = [];
  while (c.at < c.end) {
    inside.push(readRegion(c, closer, true, false));
    if (c.at < c.end && text.charCodeAt(c.at) === COMMA) c.at += 2;
    else break;
  }
  c.depth--;
  if (c.at < c.end) c.at++;
  const from = name === '' ? open : word;
  addBracket(text, { start: from, end: c.at }, open, name, inside, condition, parts);
  return c.at;
}

function addBracket(
  text: string,
  span: Span,
  open: number,
  name: string,
  inside: Expression[],
  filter: boolean,
  parts: Expression[],
): void {
  const previous = parts.at(-1);
  const group = (): Expression => {
    const solid = inside.filter((part) => part.kind !== 'literal');
    return solid.length === 0 ? { kind: 'literal', ...span } : { kind: 'group', parts: solid, ...span };
  };
  if (filter && previous !== undefined) {
    parts[parts.length - 1] = { kind: 'filtered', value: previous, condition: group(), start: previous.start, end: span.end };
  } else if (name === 'windowspecdefinition' && previous !== undefined) {
    parts[parts.length - 1] = { kind: 'window', value: previous, spec: group(), start: previous.start, end: span.end };
  } else if (name === '' && endsWith(text, 'if ', open)) {
    parts.push({ kind: 'case', conditions: [group()], values: [], start: span.start - 3, end: span.end });
  } else if (name !== '' && text.charCodeAt(open) === OPEN_PAREN) {
    parts.push({ kind: 'call', name, arguments: inside, ...span });
  } else {
    const part = group();
    if (part.kind !== 'literal') parts.push(part);
  }
}

function endsWith(text: string, word: string, end: number): boolean {
  return text.startsWith(word, end - word.length);
}

/** `#12` at the cursor: an attribute or a subquery. Returns where the next word begins. */
function readId(c: Cursor, word: number, parts: Expression[]): number {
  const hash = c.at;
  const end = idEnd(c.text, hash, c.end);
  if (end < 0 || c.text.charCodeAt(end) === HASH) {
    c.at = end < 0 ? hash + 1 : end;
    return word;
  }
  const id = parseId(c.text, hash);
  c.at = end;
  if (c.text.startsWith('lambda ', word - 'lambda '.length)) return c.at;
  const form = subqueryForm(c.text, hash, end);
  if (form !== undefined) {
    readSubquery(c, form, id, word, parts);
    return c.at;
  }
  const attribute = { kind: 'attribute', id, hash, path: [] as string[], start: word, end } as const;
  const indices: Expression[] = [];
  readPath(c, attribute.path, indices);
  parts.push({ ...attribute, end: c.at }, ...indices);
  return c.at;
}

/** The number after a `#`. */
export function parseId(text: string, hash: number): number {
  let id = 0;
  for (let i = hash + 1; isDigit(text.charCodeAt(i)); i++) id = id * 10 + text.charCodeAt(i) - 48;
  return id;
}

function subqueryForm(text: string, hash: number, end: number): SubqueryForm | undefined {
  for (const [name, form] of SUBQUERY_FORMS) {
    if (!endsWith(text, name, hash)) continue;
    const before = text.charCodeAt(hash - name.length - 1);
    if (before > SPACE && before !== OPEN_PAREN && before !== OPEN_BRACKET && before !== QUOTE) return undefined;
    // `exists#7` alone is the column of an existence join.
    const listed = text.startsWith(' [', end) || text.startsWith(', [id=', end);
    return listed || name.includes('subquery') ? form : undefined;
  }
  return undefined;
}

/** subquery := form '#' id [ ' [' outer ']' | ', [id=#' n ']' ] path */
function readSubquery(c: Cursor, form: SubqueryForm, id: number, word: number, parts: Expression[]): void {
  const list = c.text.startsWith(' [', c.at) ? c.at + 1 : c.text.startsWith(', [id=', c.at) ? c.at + 2 : -1;
  if (list >= 0) c.at = Math.min(closingBracket(c.text, list, c.end) + 1, c.end);
  const path: string[] = [];
  readPath(c, path, []);
  const start = c.text.startsWith('Subquery ', word - 'Subquery '.length) ? word - 'Subquery '.length : word;
  parts.push({ kind: 'subquery', form, id, path, start, end: c.at });
}

/** path := ( '.' field | '[' index ']' )*; fields are kept, attributes in an index are parts of their own */
function readPath(c: Cursor, path: string[], indices: Expression[]): void {
  for (;;) {
    const code = c.text.charCodeAt(c.at);
    if (c.at < c.end && code === 46 /* . */) {
      let i = c.at + 1;
      while (i < c.end && !' ,)][.'.includes(c.text[i] as string)) i = c.text[i] === '(' ? closingBracket(c.text, i, c.end) + 1 : i + 1;
      const field = c.text.slice(c.at + 1, Math.min(i, c.end));
      if (field !== 'toString') path.push(field); // `name#5.toString` is a call on the JVM's object.
      c.at = Math.min(i, c.end);
    } else if (c.at < c.end && code === OPEN_BRACKET && c.depth < MAX_DEPTH) {
      c.at++;
      c.depth++;
      const index = readRegion(c, CLOSE_BRACKET, false, false);
      c.depth--;
      if (index.kind !== 'literal') indices.push(index);
      if (c.at < c.end) c.at++;
    } else return;
  }
}
