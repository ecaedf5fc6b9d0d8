/** Columns, and what the grammars hang on them: fields, subscripts, collations, time zones. */
import type { Span } from '../../base/span.js';
import type { ColumnName, Expression, Identifier, Star } from '../../sql/tree.js';
import { type Context, identifier, identifiers, isRaw, type Raw, rawIn, rawsIn, wordIn } from './ast.js';
import { expression, expressions } from './expression.js';

export function columnRef(node: Raw, context: Context, span: Span): Expression {
  const column = rawIn(node, 'column');
  const inner = column && rawIn(column, 'expr');
  if (inner !== undefined && (wordIn(inner, 'type') === 'column_ref' || typeof inner.value !== 'string')) {
    return decorated(expression(inner, context), column ?? node, context, span);
  }
  const qualifier = identifiers(distinctParts(node), context, span);
  const text = typeof node.column === 'string' ? node.column : '';
  if (text === '*' || text.endsWith('.*') || (column !== undefined && wordIn(column, 'type') === 'star')) {
    return star([...qualifier, ...identifiers(text.split('.').slice(0, -1), context, span)], span);
  }
  const own = identifier(columnPart(node), context, span);
  const name = wholeName([...qualifier, ...(own === undefined ? [] : [own])], node, context, span);
  return decorated(decorated(name, node, context, span), column ?? {}, context, span);
}

/** The parts before the column; some grammars give the outermost one twice. */
function distinctParts(node: Raw): readonly unknown[] {
  return [node.catalog, node.db, node.schema, node.table].filter((part, i, parts) => i === 0 || part !== parts[i - 1]);
}

export const columnPart = (node: Raw): unknown => node.column ?? node.value;

/** `a.b.c` is a name; in `t.doc:a.b` what follows the colon are fields of `t.doc`. A few single words are no columns. */
function wholeName(parts: readonly Identifier[], node: Raw, { dialect }: Context, span: Span): Expression {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && !first.quoted) {
    if (first.name.toUpperCase() === 'DEFAULT') return { kind: 'keyword', text: 'default', ...span };
    if (first.name.startsWith('@')) return { kind: 'parameter', mark: '@', name: first.name.slice(1), ...span };
    if (dialect.grammar.bareFunctions.includes(first.name.toUpperCase())) {
      return { kind: 'call', name: [first], arguments: [], distinct: false, orderBy: [], withinGroup: [], bare: true, ...span };
    }
  }
  const colon = Array.isArray(node.notations) ? node.notations.indexOf(':') : -1;
  const name = columnOf(colon < 0 ? parts : parts.slice(0, colon + 1), span);
  const fields = colon < 0 ? [] : parts.slice(colon + 1);
  return fields.reduce<Expression>((operand, field, i) => ({ kind: 'field', operand, field, by: i === 0 ? ':' : '.', ...span }), name);
}

/** `subFields`, `array_index`, `offset`, `collate`, `options`: each adds one step. */
function decorated(operand: Expression, node: Raw, context: Context, span: Span): Expression {
  let value = operand;
  const names = [
    ...(Array.isArray(node.subFields) ? node.subFields : []),
    ...(typeof node.suffix === 'string' && node.suffix.startsWith('.') ? node.suffix.split('.') : []),
  ];
  for (const field of identifiers(names, context, span)) value = { kind: 'field', operand: value, field, by: '.', ...span };
  for (const step of [...rawsIn(node, 'array_index'), ...rawsIn(node, 'offset')]) {
    const index = step.index ?? step.value;
    const field = step.brackets !== true && step.notation === '.' ? identifier(index, context, span) : undefined;
    if (field === undefined) value = { kind: 'index', operand: value, indexes: [expression(index, context)], ...span };
    else value = { kind: 'field', operand: value, field, by: '.', ...span };
  }
  if (isRaw(node.collate)) value = { kind: 'operation', operators: ['collate'], operands: [value], ...span };
  const options = rawIn(node, 'options');
  if (options === undefined) return value;
  const values = rawsIn(options, 'value').filter((option) => option.type !== 'origin');
  return { kind: 'operation', operators: ['at time zone'], operands: [value, ...expressions(values, context)], ...span };
}

export function columnOf(parts: readonly Identifier[], span: Span): ColumnName {
  const { start, end } = span;
  // An AST that lacks the name has a column all the same.
  const named: readonly Identifier[] = parts.length > 0 ? parts : [{ kind: 'identifier', name: '', quoted: true, start, end }];
  return { kind: 'column-name', parts: named, start, end };
}

export function star(qualifier: readonly Identifier[], span: Span): Star {
  return { kind: 'star', qualifier, except: [], replace: [], rename: [], start: span.start, end: span.end };
}
