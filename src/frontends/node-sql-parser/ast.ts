/**
 * Reading node-sql-parser's AST. Its 14 grammars agree on few shapes and its types describe none of them fully, so nodes
 * are read as records of unknown fields, and what is not recognised says so in a diagnostic.
 */
import type { Diagnostic } from '../../base/diagnostic.js';
import type { Span } from '../../base/span.js';
import type { Dialect } from '../../dialects/dialect.js';
import type { Identifier } from '../../sql/tree.js';
import type { ItemPlace } from './places.js';

/** A node of the foreign AST. */
export interface Raw {
  readonly [field: string]: unknown;
}

export interface Context {
  readonly dialect: Dialect;
  /** The SQL, where the caller has it: it tells what the AST lost (quotes). */
  readonly text: string | undefined;
  /** The whole text: the span of everything that comes without `loc`. */
  readonly whole: Span;
  /** The places of each select's items, and the number of the select that comes next. Undefined when they are not to be had. */
  readonly places: { readonly items: readonly (readonly ItemPlace[])[]; next: number } | undefined;
  readonly diagnostics: Diagnostic[];
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field's node, or undefined. */
export function rawIn(node: Raw, field: string): Raw | undefined {
  const value = node[field];
  return isRaw(value) ? value : undefined;
}

/** The field's nodes; a single node counts as a list of one. */
export function rawsIn(node: Raw, field: string): readonly Raw[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isRaw) : isRaw(value) ? [value] : [];
}

/** The field's text in lower case, '' for anything else. */
export function wordIn(node: Raw, field: string): string {
  const value = node[field];
  return typeof value === 'string' ? value.toLowerCase().trim() : '';
}

/** A number, a truth or a text as a text, '' for what has members: an AST may hold anything, and not all of it can be turned into one. */
export function scalar(value: unknown): string {
  return typeof value === 'object' && value !== null ? '' : String(value);
}

/** The node's `loc`, else the whole text. */
export function spanOf(node: Raw, context: Context): Span {
  const loc = rawIn(node, 'loc');
  const start = loc && rawIn(loc, 'start')?.offset;
  const end = loc && rawIn(loc, 'end')?.offset;
  return typeof start === 'number' && typeof end === 'number' ? { start, end: trimmed(context.text, start, end) } : context.whole;
}

/** Locations reach over the white space behind. */
function trimmed(text: string | undefined, start: number, end: number): number {
  while (text !== undefined && end > start && text.charCodeAt(end - 1) <= 32) end--;
  return end;
}

/** Says what node-sql-parser read wrongly, and how it is taken here. */
export function misread(context: Context, span: Span, message: string): void {
  report(context, span, `node-sql-parser misreads this: ${message}`);
}

/** Says what this front end cannot follow. */
export function unsupported(context: Context, span: Span, what: string): void {
  report(context, span, `${what} of node-sql-parser's AST is not followed`);
}

function report(context: Context, span: Span, message: string): void {
  if (context.diagnostics.some((one) => one.message === message && one.span?.start === span.start)) return;
  context.diagnostics.push({ severity: 'warning', code: 'unsupported', message, span });
}

// ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const QUOTED = new Set(['double_quote_string', 'backticks_quote_string', 'single_quote_string', 'string']);

/** A name in any of the AST's forms: a string, `{ type, value }`, `{ expr: { type, value } }`. */
export function identifier(value: unknown, context: Context, span: Span = context.whole, surround?: unknown): Identifier | undefined {
  if (typeof value === 'number') return name(scalar(value), false, span);
  if (typeof value === 'string')
    return value === '' ? undefined : name(value, (surround ?? '') !== '' || looksQuoted(value, context), span);
  if (!isRaw(value)) return undefined;
  if (isRaw(value.expr)) return identifier(value.expr, context, span, surround);
  if (typeof value.value !== 'string') return identifier(value.name ?? value.column, context, span, surround);
  return QUOTED.has(scalar(value.type)) ? name(value.value, true, span) : identifier(value.value, context, span, surround);
}

/** The names that are there, in order. */
export function identifiers(values: readonly unknown[], context: Context, span?: Span): readonly Identifier[] {
  return values.map((value) => identifier(value, context, span)).filter((one) => one !== undefined);
}

function name(text: string, quoted: boolean, span: Span): Identifier {
  return { kind: 'identifier', name: text, quoted, start: span.start, end: span.end };
}

/**
 * Most grammars drop a name's quotes. Where quotes change what a name means, the text tells: the name is quoted if it stands
 * there in quotes. Without the text, a name that could not stand without quotes had them.
 */
function looksQuoted(text: string, { dialect, text: sql }: Context): boolean {
  if (!/^[\p{L}_][\p{L}\p{N}_$]*$/u.test(text)) return true;
  const { fold } = dialect.names;
  const folded = fold === 'upper' ? text.toUpperCase() : fold === 'lower' ? text.toLowerCase() : text;
  return folded !== text && (sql?.includes(`"${text}"`) ?? false);
}
