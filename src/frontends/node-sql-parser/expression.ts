/** Expressions. An unknown kind becomes a call of its parts, so that no column is lost, and a diagnostic. */
import type { Span } from '../../base/span.js';
import { findFunction, functionsOf } from '../../functions/table.js';
import { isUnit } from '../../sql/parser/word.js';
import type {
  CaseBranch,
  Expression,
  FunctionCall,
  Identifier,
  Literal,
  SortItem,
  StructField,
  WindowSpecification,
} from '../../sql/tree.js';
import {
  type Context,
  identifier,
  identifiers,
  isRaw,
  misread,
  type Raw,
  rawIn,
  rawsIn,
  scalar,
  spanOf,
  unsupported,
  wordIn,
} from './ast.js';
import { columnOf, columnPart, columnRef, star } from './column.js';
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
  if (literal !== undefined) return { kind: 'literal', type: literal, value: scalar(node.value ?? type), ...span };
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
  param: (node, _, span) => ({ kind: 'parameter', mark: ':', name: scalar(node.value), ...span }),
  var: (node, _, span) => ({ kind: 'parameter', mark: node.prefix === '$' ? '$' : '@', name: scalar(node.name), ...span }),
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
    type: { kind: 'type', text: scalar(rawsIn(node, 'target')[0]?.dataType ?? ''), ...span },
    ...span,
  }),
  extract: (node, context, span) => plainCall('extract', [expression(rawIn(node, 'args')?.source, context)], span),
  interval: (node, context, span) => plainCall('interval', [expression(node.expr, context)], span),
  expr_list: list,
  array: (node, context, span) => ({ kind: 'array', elements: parts(node, context), ...span }),
  struct: (node, context, span) => ({ kind: 'struct', fields: rawsIn(node, 'expr_list').map((one) => structField(one, context)), ...span }),
  lambda: (node, context, span) => ({
    kind: 'lambda',
    parameters: identifiers(rawsIn(rawIn(node, 'args') ?? node, 'value').map(columnPart), context),
    body: expression(node.expr, context),
    ...span,
  }),
  input: (node, context) => expression(node.value, context),
  datatype: (node, _, span) => ({ kind: 'keyword', text: scalar(node.dataType), ...span }),
  assign: (node, context) => expression(node.right, context),
};

function structField(node: Raw, context: Context): StructField {
  const span = spanOf(node, context);
  const name = identifier(node.as, context, span);
  return { kind: 'struct-field', value: expression(node.expr ?? node, context), ...(name === undefined ? {} : { name }), ...span };
}

function constant(value: unknown, { whole }: Context): Expression {
  if (value === null || value === undefined) return { kind: 'missing', ...whole };
  return { kind: 'literal', type: typeof value === 'number' ? 'number' : 'string', value: scalar(value), ...whole };
}

function keyword(node: Raw, _: Context, span: Span): Expression {
  return { kind: 'keyword', text: scalar(node.value), ...span };
}

/** `"MyCol"` comes as a string where a grammar takes MySQL's quotes for everyone's. */
function doubleQuoted(node: Raw, context: Context, span: Span): Expression {
  const text = scalar(node.value);
  if (!context.dialect.lex.identifierQuotes.includes('"')) return { kind: 'literal', type: 'string', value: text, ...span };
  misread(context, span, `"${text}" is a name in ${context.dialect.name}, not a string; taken as a column`);
  return columnOf([{ kind: 'identifier', name: text, quoted: true, ...span }], span);
}

// ── Operators ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Left spines come as deep as the chain is long: walked in a loop. */
function binary(node: Raw, context: Context, span: Span): Expression {
  const operators: string[] = [];
  const rights: unknown[] = [];
  let left: Raw = node;
  while (left.type === 'binary_expr' && isChain(wordIn(left, 'operator')) && isRaw(left.left)) {
    operators.push(wordIn(left, 'operator'));
    rights.push(left.right);
    left = left.left;
  }
  if (left === node) return single(node, context, span);
  operators.reverse();
  const operands = [left, ...rights.reverse()];
  return lambda(operators, operands, context, span) ?? { kind: 'operation', operators, operands: expressions(operands, context), ...span };
}

/** `x -> x + 1` comes as `(x -> x) + 1` in the grammars that know `->` for JSON only. */
function lambda(operators: readonly string[], operands: readonly unknown[], context: Context, span: Span): Expression | undefined {
  const { lambdas, arrowOperator } = context.dialect.grammar;
  const [left, first, ...rest] = operands;
  if (operators[0] !== '->' || !lambdas || arrowOperator || !isRaw(left)) return undefined;
  misread(context, span, '"->" makes a function here, it is no operator on JSON; taken as a function');
  const parameters = identifiers((left.type === 'expr_list' ? rawsIn(left, 'value') : [left]).map(columnPart), context);
  const body = expression(first, context);
  const whole: Expression =
    rest.length === 0
      ? body
      : { kind: 'operation', operators: operators.slice(1), operands: [body, ...expressions(rest, context)], ...span };
  return { kind: 'lambda', parameters, body: whole, ...span };
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
    ...plainCall('', calledValues(values, word ?? '', context), span),
    name,
    ...over(node, context),
    withinGroup: within === undefined ? [] : sortItems(rawsIn(within, 'orderby'), context),
    ...(args === undefined ? { bare: true } : {}),
  };
}

/** The `*` in `count(*)` has no location, but its call has. */
function starAt(value: Expression, { text = '' }: Context, call: Span): Expression {
  const start = value.kind === 'star' && value.qualifier.length === 0 ? text.indexOf('*', call.start) : -1;
  return start < 0 ? value : { ...value, start, end: start + 1 };
}

/** A call's arguments, of which some may be units. */
function calledValues(values: readonly Raw[], name: string, context: Context): readonly Expression[] {
  const units = findFunction(functionsOf(context.dialect), name).syntax?.units;
  if (units === undefined) return expressions(values, context);
  return values.map((value, at) => (units.includes(at) ? unitOr(value, context) : expression(value, context)));
}

/** `DATE_TRUNC(d, WEEK(MONDAY))`, `DATEADD(day, 1, d)`: a unit of time comes as a column or a call. */
function unitOr(value: Raw, context: Context): Expression {
  const called = value.type === 'function' ? rawIn(value, 'name') : undefined;
  const name = called === undefined ? columnPart(value) : [...rawsIn(called, 'name'), called.schema][0];
  const plain = called !== undefined || (value.type === 'column_ref' && !value.table);
  const text = plain ? (identifier(name, context)?.name ?? '') : '';
  if (text.length <= 2 || (!isUnit(text) && text.toLowerCase() !== 'weekday')) return expression(value, context);
  return { kind: 'keyword', text: text.toLowerCase(), ...spanOf(value, context) };
}

function aggregate(node: Raw, context: Context, span: Span): Expression {
  const args = rawIn(node, 'args') ?? {};
  const filter = rawIn(node, 'filter');
  const inner = rawIn(args, 'expr');
  const values = inner?.type === 'expr_list' && inner.parentheses !== true ? rawsIn(inner, 'value') : rawsIn(args, 'expr');
  const given = values.length > 0 ? values : args.type === undefined ? rawsIn(args, 'value') : [args]; // ARRAY_AGG(STRUCT(…)): the argument itself
  return {
    ...plainCall(
      wordIn(node, 'name'),
      expressions(given, context).map((value) => starAt(value, context, span)),
      span,
    ),
    distinct: wordIn(args, 'distinct') === 'distinct',
    orderBy: sortItems([...rawsIn(args, 'orderby'), ...rawsIn(args, 'order_by')], context),
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
  if (!isRaw(value)) return { kind: 'identifier', name: scalar(value), quoted: false, ...context.whole };
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
  const type = scalar(node.type ?? Object.keys(node).join(', '));
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
