/** Expressions. An unknown kind becomes a call of its parts, so that no column is lost, and a diagnostic. */
import type { Span } from '../../base/span.js';
import type {
  CaseBranch,
  ColumnName,
  Expression,
  FunctionCall,
  Identifier,
  Literal,
  SortItem,
  WindowSpecification,
} from '../../sql/tree.js';
import { type Context, identifier, identifiers, isRaw, misread, type Raw, rawIn, rawsIn, spanOf, unsupported, wordIn } from './ast.js';
import { query } from './query.js';

const LITERALS: Readonly<Record<string, Literal['type']>> = {
  number: 'number',
  bigint: 'number',
  single_quote_string: 'string',
  string: 'string',
  regex_string: 'string',
  hex_string: 'string',
  full_hex_string: 'string',
  natural_string: 'string',
  bit_string: 'string',
  var_string: 'string',
  bool: 'boolean',
  boolean: 'boolean',
  null: 'null',
  date: 'typed',
  time: 'typed',
  datetime: 'typed',
  timestamp: 'typed',
};

export function expression(node: unknown, context: Context): Expression {
  if (!isRaw(node)) return constant(node, context);
  const span = spanOf(node, context);
  const type = wordIn(node, 'type');
  if (isQuery(node)) return { kind: 'subquery', form: 'scalar', query: query(node, context), ...span };
  const literal = LITERALS[type];
  if (literal !== undefined) return { kind: 'literal', type: literal, value: String(node.value ?? type), ...span };
  const convert = CONVERTERS[type];
  return convert === undefined ? unknown(node, context) : convert(node, context, span);
}

export function expressions(nodes: readonly unknown[], context: Context): readonly Expression[] {
  return nodes.map((node) => expression(node, context));
}

/** `{ ast }`, or a select as it stands. */
export function isQuery(node: Raw): boolean {
  return isRaw(node.ast) || Array.isArray(node.ast) || node.type === 'select';
}

export function sortItems(nodes: readonly Raw[], context: Context): readonly SortItem[] {
  return nodes.map((node) => ({ kind: 'sort-item', expression: expression(node.expr ?? node, context), ...spanOf(node, context) }));
}

type Converter = (node: Raw, context: Context, span: Span) => Expression;

const CONVERTERS: Readonly<Record<string, Converter>> = {
  column_ref: columnRef,
  expr: (node, context) => expression(node.expr, context),
  double_quote_string: doubleQuoted,
  backticks_quote_string: (node, context, span) => columnOf(identifiers([{ ...node }], context, span), span),
  star: (_, __, span) => star([], span),
  param: (node, _, span) => ({ kind: 'parameter', mark: ':', name: String(node.value), ...span }),
  var: (node, _, span) => ({ kind: 'parameter', mark: node.prefix === '$' ? '$' : '@', name: String(node.name), ...span }),
  origin: keyword,
  default: keyword,
  binary_expr: binary,
  unary_expr: unary,
  function: call,
  aggr_func: aggregate,
  window_func: call,
  tablefunc: call,
  flatten: call,
  case: caseExpression,
  cast: (node, context, span) => ({
    kind: 'cast',
    operand: expression(node.expr, context),
    type: { kind: 'type', text: String(rawsIn(node, 'target')[0]?.dataType ?? ''), ...span },
    ...span,
  }),
  extract: (node, context, span) => plainCall('extract', [expression(rawIn(node, 'args')?.source, context)], span),
  interval: (node, context, span) => plainCall('interval', [expression(node.expr, context)], span),
  expr_list: list,
  array: (node, context, span) => ({ kind: 'array', elements: parts(node, context), ...span }),
  struct: (node, context, span) => plainCall('struct', parts(node, context), span),
  lambda: (node, context, span) => ({
    kind: 'lambda',
    parameters: identifiers(rawsIn(rawIn(node, 'args') ?? node, 'value').map(columnPart), context),
    body: expression(node.expr, context),
    ...span,
  }),
  input: (node, context) => expression(node.value, context),
  datatype: (node, _, span) => ({ kind: 'keyword', text: String(node.dataType), ...span }),
  assign: (node, context) => expression(node.right, context),
};

function constant(value: unknown, { whole }: Context): Expression {
  if (value === null || value === undefined) return { kind: 'missing', ...whole };
  return { kind: 'literal', type: typeof value === 'number' ? 'number' : 'string', value: String(value), ...whole };
}

function keyword(node: Raw, _: Context, span: Span): Expression {
  return { kind: 'keyword', text: String(node.value), ...span };
}

/** `"MyCol"` comes as a string where a grammar takes MySQL's quotes for everyone's. */
function doubleQuoted(node: Raw, context: Context, span: Span): Expression {
  const text = String(node.value);
  if (!context.dialect.lex.identifierQuotes.includes('"')) return { kind: 'literal', type: 'string', value: text, ...span };
  misread(context, span, `"${text}" is a name in ${context.dialect.name}, not a string; taken as a column`);
  return columnOf([{ kind: 'identifier', name: text, quoted: true, ...span }], span);
}

// ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function columnRef(node: Raw, context: Context, span: Span): Expression {
  const column = rawIn(node, 'column');
  const qualifier = identifiers([node.catalog, node.db, node.schema, node.table], context, span);
  if (node.column === '*' || (column !== undefined && wordIn(column, 'type') === 'star')) return star(qualifier, span);
  const inner = column && rawIn(column, 'expr');
  if (inner !== undefined && (wordIn(inner, 'type') === 'column_ref' || typeof inner.value !== 'string'))
    return fieldsOf(expression(inner, context), node, context, span);
  const own = identifier(columnPart(node), context, span);
  const name = columnOf([...qualifier, ...(own === undefined ? [] : [own])], span);
  return withOptions(fieldsOf(name, node, context, span), node, context, span);
}

function columnPart(node: Raw): unknown {
  return node.column ?? node.value;
}

/** BigQuery's `a.b.c` beyond table and column, and subscripts. */
function fieldsOf(operand: Expression, node: Raw, context: Context, span: Span): Expression {
  const fields = Array.isArray(node.subFields) ? identifiers(node.subFields, context, span) : [];
  return fields.reduce<Expression>((value, field) => ({ kind: 'field', operand: value, field, by: '.', ...span }), operand);
}

/** `a AT TIME ZONE z` hangs its words behind the column. */
function withOptions(operand: Expression, node: Raw, context: Context, span: Span): Expression {
  const options = rawIn(node, 'options');
  if (options === undefined) return operand;
  const values = rawsIn(options, 'value').filter((option) => option.type !== 'origin');
  return { kind: 'operation', operators: ['at time zone'], operands: [operand, ...expressions(values, context)], ...span };
}

export function columnOf(parts: readonly Identifier[], span: Span): ColumnName {
  return { kind: 'column-name', parts, ...span };
}

function star(qualifier: readonly Identifier[], span: Span): Expression {
  return { kind: 'star', qualifier, except: [], replace: [], rename: [], ...span };
}

// ── Operators ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Left spines come as deep as the chain is long: walked in a loop. */
function binary(node: Raw, context: Context, span: Span): Expression {
  const operators: string[] = [];
  const operands: Expression[] = [];
  let left: Raw = node;
  while (left.type === 'binary_expr' && isChain(wordIn(left, 'operator')) && isRaw(left.left)) {
    operators.unshift(wordIn(left, 'operator'));
    operands.unshift(expression(left.right, context));
    left = left.left;
  }
  if (left === node) return single(node, context, span);
  return { kind: 'operation', operators, operands: [expression(left, context), ...operands], ...span };
}

function isChain(operator: string): boolean {
  return operator !== 'in' && operator !== 'not in' && !operator.endsWith('between') && !operator.startsWith('is');
}

function single(node: Raw, context: Context, span: Span): Expression {
  const operator = wordIn(node, 'operator');
  const operand = expression(node.left, context);
  const right = rawIn(node, 'right');
  const values = right?.type === 'expr_list' ? rawsIn(right, 'value') : right === undefined ? [] : [right];
  if (!operator.endsWith('in'))
    return { kind: 'operation', operators: [operator], operands: [operand, ...expressions(values, context)], ...span };
  const [only] = values;
  const source = only !== undefined && values.length === 1 && isQuery(only) ? query(only, context) : expressions(values, context);
  return { kind: 'in', operand, negated: operator.startsWith('not'), source, ...span };
}

function unary(node: Raw, context: Context, span: Span): Expression {
  const operator = wordIn(node, 'operator');
  const inner = rawIn(node, 'expr');
  if (operator.endsWith('exists') && inner !== undefined && isQuery(inner))
    return { kind: 'exists', query: query(inner, context), ...span };
  return { kind: 'operation', operators: [operator], operands: [expression(node.expr, context)], ...span };
}

function caseExpression(node: Raw, context: Context, span: Span): Expression {
  const args = rawsIn(node, 'args');
  const branches = args
    .filter((arg) => arg.type === 'when')
    .map(
      (arg): CaseBranch => ({ kind: 'case-branch', when: expression(arg.cond, context), then: expression(arg.result, context), ...span }),
    );
  const last = args.find((arg) => arg.type === 'else');
  return {
    kind: 'case',
    ...(isRaw(node.expr) ? { operand: expression(node.expr, context) } : {}),
    branches,
    ...(last === undefined ? {} : { otherwise: expression(last.result, context) }),
    ...span,
  };
}

/** A list is a tuple; a list of one is parentheses. */
function list(node: Raw, context: Context, span: Span): Expression {
  const elements = expressions(rawsIn(node, 'value'), context);
  return elements.length === 1 ? (elements[0] as Expression) : { kind: 'tuple', elements, ...span };
}

// ── Calls ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export function call(node: Raw, context: Context, span: Span): Expression {
  const own = node.name;
  const names = isRaw(own) ? [own.schema, ...(Array.isArray(own.name) ? own.name : [own.name])] : [own];
  const name = identifiers(names, context, span);
  const args = rawIn(node, 'args');
  const values =
    args === undefined ? [] : args.type === 'expr_list' ? rawsIn(args, 'value') : args.expr !== undefined ? rawsIn(args, 'expr') : [args];
  const [only] = values;
  const word = name.length === 1 ? name[0]?.name.toLowerCase() : '';
  if (word === 'exists' && only !== undefined && isQuery(only)) return { kind: 'exists', query: query(only, context), ...span };
  const within = rawIn(node, 'within_group');
  return {
    ...plainCall('', expressions(values, context), span),
    name,
    ...over(node, context),
    withinGroup: within === undefined ? [] : sortItems(rawsIn(within, 'orderby'), context),
    ...(args === undefined ? { bare: true } : {}),
  };
}

function aggregate(node: Raw, context: Context, span: Span): Expression {
  const args = rawIn(node, 'args') ?? {};
  const filter = rawIn(node, 'filter');
  const inner = rawIn(args, 'expr');
  const values = inner?.type === 'expr_list' && inner.parentheses !== true ? rawsIn(inner, 'value') : rawsIn(args, 'expr');
  return {
    ...plainCall(wordIn(node, 'name'), expressions(values.length > 0 ? values : rawsIn(args, 'value'), context), span),
    distinct: wordIn(args, 'distinct') === 'distinct',
    orderBy: sortItems(rawsIn(args, 'orderby'), context),
    withinGroup: sortItems(rawsIn(node, 'within_group_orderby'), context),
    ...(filter === undefined ? {} : { filter: expression(filter.where, context) }),
    ...over(node, context),
  };
}

function plainCall(name: string, values: readonly Expression[], span: Span): FunctionCall {
  return {
    kind: 'call',
    name: [{ kind: 'identifier', name, quoted: false, ...span }],
    arguments: values,
    distinct: false,
    orderBy: [],
    withinGroup: [],
    ...span,
  };
}

function over(node: Raw, context: Context): { over?: WindowSpecification | Identifier } {
  const clause = rawIn(node, 'over');
  if (clause === undefined || clause.type === 'on update') return {};
  return { over: windowOf(clause.as_window_specification ?? clause, context) };
}

/** `OVER w` is a string; `OVER (…)` a specification, on its own or one level further in. */
export function windowOf(value: unknown, context: Context): WindowSpecification | Identifier {
  if (!isRaw(value)) return { kind: 'identifier', name: String(value), quoted: false, ...context.whole };
  const node = rawIn(value, 'window_specification') ?? value;
  const base = identifier(node.name, context);
  return {
    kind: 'window',
    ...(base === undefined ? {} : { base }),
    partitionBy: rawsIn(node, 'partitionby').map((part) => expression(part.expr ?? part, context)),
    orderBy: sortItems(rawsIn(node, 'orderby'), context),
    frame: [],
    ...context.whole,
  };
}

// ── The rest ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function unknown(node: Raw, context: Context): Expression {
  const span = spanOf(node, context);
  const type = String(node.type ?? Object.keys(node).join(', '));
  unsupported(context, span, `The expression "${type}"`);
  return plainCall(type, parts(node, context), span);
}

/** Whatever below a node looks like an expression. */
function parts(node: Raw, context: Context): readonly Expression[] {
  const found: Expression[] = [];
  for (const [field, value] of Object.entries(node)) {
    if (field === 'loc') continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      if (!isRaw(item)) continue;
      const known = isQuery(item) || (typeof item.type === 'string' && (item.type in CONVERTERS || item.type in LITERALS));
      if (known && item.type !== 'origin' && item.type !== 'default') found.push(...flattened(item, context));
      else if (!known) found.push(...parts(item, context));
    }
  }
  return found;
}

function flattened(item: Raw, context: Context): readonly Expression[] {
  return item.type === 'expr_list' ? expressions(rawsIn(item, 'value'), context) : [expression(item, context)];
}
