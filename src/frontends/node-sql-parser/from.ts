/** FROM: the flat list of tables with their joins, and what the grammars take for an alias. */
import type { Span } from '../../base/span.js';
import { FILE_FORMATS, namedByString } from '../../sql/parser/name.js';
import type { DatasetName, Expression, FunctionCall, Identifier, Join, JoinType, Relation, TableAlias } from '../../sql/tree.js';
import { type Context, identifier, identifiers, isRaw, misread, type Raw, rawIn, rawsIn, scalar, spanOf, wordIn } from './ast.js';
import { call, expression, isQuery } from './expression.js';
import { pivoted } from './pivot.js';
import { query } from './query.js';

/** A list of tables, each with how it is joined to those before it; or `{ expr: tables, joins }` for parentheses. */
export function relations(from: unknown, context: Context): readonly Relation[] {
  if (isRaw(from) && Array.isArray(from.expr)) return relations([from, ...rawsIn(from, 'joins')], context);
  const items = (Array.isArray(from) ? from : [from]).filter(isRaw).filter((item) => item.type !== 'dual');
  const list: Relation[] = [];
  items.forEach((item, i) => {
    const { word, item: right } = withoutJoinWord(item, items[i + 1], context);
    const previous = joinWordBefore(items[i - 1], item);
    const left = list.at(-1);
    const join = wordIn(item, 'join');
    const relation = relationOf(word === undefined ? item : right, context);
    if (join === '' || left === undefined) list.push(relation);
    else list[list.length - 1] = joined(left, relation, item, previous === undefined ? join : `${previous} ${join}`, context);
  });
  return list;
}

// ── Words taken for aliases ──────────────────────────────────────────────────────────────────────────────────────────

const JOIN_WORDS = new Set(['natural', 'cross', 'full', 'semi', 'anti', 'left', 'right', 'positional', 'asof', 'global', 'any', 'array']);

/** In `t NATURAL JOIN u` some grammars read `natural` as t's alias, and the join has no condition. */
function joinWordBefore(item: Raw | undefined, next: Raw | undefined): string | undefined {
  if (item === undefined || next === undefined || wordIn(next, 'join') === '' || next.on || next.using) return undefined;
  const word = wordIn(item, 'as');
  return JOIN_WORDS.has(word) ? word : undefined;
}

function withoutJoinWord(item: Raw, next: Raw | undefined, context: Context): { word: string | undefined; item: Raw } {
  const word = joinWordBefore(item, next);
  if (word === undefined) return { word, item };
  const what = word === 'array' ? 'what it unfolds is lost' : `taken as a ${word} join`;
  misread(context, spanOf(item, context), `${word.toUpperCase()} is part of the join, not an alias; ${what}`);
  return { word, item: { ...item, as: null } };
}

function joined(left: Relation, right: Relation, node: Raw, words: string, context: Context): Join {
  const on = isRaw(node.on) ? { on: expression(node.on, context) } : {};
  const using = Array.isArray(node.using) ? identifiers(node.using, context) : [];
  const lateral = words.includes('apply') || (right.kind === 'derived' && right.lateral);
  return {
    kind: 'join',
    type: joinType(words),
    natural: words.includes('natural'),
    asof: words.includes('asof'),
    left,
    right,
    ...on,
    using,
    lateral,
    ...spanOf(node, context),
  };
}

function joinType(words: string): JoinType {
  if (words.includes('semi')) return words.includes('right') ? 'right-semi' : 'semi';
  if (words.includes('anti')) return words.includes('right') ? 'right-anti' : 'anti';
  if (words.includes('left') || words.includes('outer apply')) return 'left';
  if (words.includes('right')) return 'right';
  if (words.includes('full')) return 'full';
  return words.includes('cross') ? 'cross' : words.includes('positional') ? 'positional' : 'inner';
}

// ── One relation ─────────────────────────────────────────────────────────────────────────────────────────────────────

function relationOf(item: Raw, context: Context): Relation {
  const span = spanOf(item, context);
  const operator = rawIn(item, 'operator');
  if (operator !== undefined) return pivoted(relationOf({ ...item, operator: null }, context), operator, context, span);
  const inner = Array.isArray(item.expr) ? { type: 'tables', expr: item.expr } : rawIn(item, 'expr');
  if (item.type === 'unnest' || inner?.type === 'unnest') return unnest(inner?.type === 'unnest' ? inner : item, item, context);
  if (inner === undefined) return table(item, context, span);
  const alias = aliasOf(item, context, span);
  if (isQuery(inner) || inner.type === 'values') {
    return { kind: 'derived', lateral: wordIn(item, 'prefix') === 'lateral', query: query(inner, context), ...alias, ...span };
  }
  const [first, ...others] = inner.type === 'tables' ? relations(inner.expr, context) : [];
  if (first !== undefined) {
    const relation = others.reduce((left, right) => joined(left, right, {}, 'cross', context), first);
    return { kind: 'parenthesized', relation, ...alias, ...span };
  }
  return tableFunction(inner, item, context, span);
}

function table(item: Raw, context: Context, span: Span): Relation {
  const alias = identifier(item.as, context, span);
  if (wordIn(item, 'table') === 'only' && alias !== undefined && !item.db) {
    misread(context, span, `ONLY is a keyword, not a table; taken as table ${alias.name}`);
    return { kind: 'table', name: datasetName({ table: item.as }, context), ...span };
  }
  if (item.table === '#' && alias?.name.startsWith('#')) {
    misread(context, span, `#${alias.name} is a global temporary table, not an alias; taken as that table`);
    return { kind: 'table', name: datasetName({ table: `#${alias.name}` }, context), ...span };
  }
  return { kind: 'table', name: datasetName(item, context), ...aliasOf(item, context, span), ...span };
}

/** `catalog`, `schema`, `db` and `table` in whichever combination; some grammars give the outermost part twice. */
export function datasetName(item: Raw, context: Context): DatasetName {
  const span = spanOf(item, context);
  const surround = rawIn(item, 'surround') ?? {};
  const last = item.table ?? item.view ?? item.name;
  const outer = [item.server, item.catalog, item.db, item.schema].filter((part, i, all) => i === 0 || part !== all[i - 1]);
  const names = [...outer.map((part) => identifier(part, context, span)), identifier(last, context, span, surround.table)];
  const parts = names.filter((part) => part !== undefined);
  const text = typeof last === 'string' ? last : '';
  const [format] = parts;
  if (parts.length === 2 && /[/.:]/.test(text) && FILE_FORMATS.has(format?.name.toLowerCase() ?? '')) {
    return { kind: 'dataset-name', form: 'path', parts: parts.slice(1), ...span };
  }
  const form = text.startsWith('#') ? 'temporary' : text.startsWith('@') ? 'variable' : 'name';
  return { kind: 'dataset-name', form, parts, ...span };
}

/** Column aliases come as text behind the name, `v(a, b)`, or as a call with the columns as arguments. */
function aliasOf(item: Raw, context: Context, span: Span): { alias?: TableAlias } {
  const text = typeof item.as === 'string' ? /^([^(]*)\((.*)\)$/.exec(item.as) : null;
  const called = isRaw(item.as) && item.as.type === 'function' ? call(item.as, context, span) : undefined;
  const name = called?.kind === 'call' ? called.name[0] : identifier(text === null ? item.as : text[1]?.trim(), context, span);
  if (name === undefined) return {};
  const written = text === null ? [] : (text[2] ?? '').split(',').map((column) => column.trim().split(/\s/)[0] ?? '');
  const columns = called?.kind === 'call' ? called.arguments.flatMap(lastPart) : identifiers(written, context, span);
  return { alias: { kind: 'table-alias', name, columns, ...span } };
}

const lastPart = (value: Expression): readonly Identifier[] => (value.kind === 'column-name' ? value.parts.slice(-1) : []);

function unnest(node: Raw, item: Raw, context: Context): Relation {
  const span = spanOf(item, context);
  const offset = rawIn(item, 'with_offset') ?? rawIn(node, 'with_offset');
  const ordinality = offset === undefined ? undefined : (identifier(offset.as, context, span) ?? true);
  const argument = node === item ? item.expr : node.expr;
  return {
    kind: 'table-function',
    form: 'unnest',
    call: callOf('unnest', [expression(argument, context)], span),
    lateral: true,
    ...aliasOf(item, context, span),
    ...(ordinality === undefined ? {} : { ordinality }),
    columns: [],
    ...span,
  };
}

function tableFunction(inner: Raw, item: Raw, context: Context, span: Span): Relation {
  const value =
    inner.type === 'function' || inner.type === 'flatten' || inner.type === 'tablefunc'
      ? call(inner, context, span)
      : expression(inner, context);
  const named = value.kind === 'call' ? value.arguments[0] : undefined;
  if (value.kind === 'call' && ['identifier', 'table'].includes(value.name[0]?.name.toLowerCase() ?? '') && named?.kind === 'literal') {
    const part = { kind: 'identifier', name: named.value, quoted: false, ...span } as const;
    return { kind: 'table', name: namedByString(part), ...aliasOf(item, context, span), ...span };
  }
  if (value.kind === 'call' && value.name[0]?.name.toLowerCase() === 'table' && named?.kind === 'parameter') {
    const name: DatasetName = { kind: 'dataset-name', form: 'dynamic', parts: [], ...span };
    return { kind: 'table', name, ...aliasOf(item, context, span), ...span };
  }
  const one = value.kind === 'call' ? value : callOf(scalar(inner.type), [value], span);
  const lateral = wordIn(item, 'prefix') === 'lateral';
  return { kind: 'table-function', form: 'call', call: one, lateral, ...aliasOf(item, context, span), columns: [], ...span };
}

function callOf(name: string, values: readonly Expression[], span: Span): FunctionCall {
  const own: Identifier = { kind: 'identifier', name, quoted: false, ...span };
  return { kind: 'call', name: [own], arguments: values, distinct: false, orderBy: [], withinGroup: [], ...span };
}
