/** Queries: the chain of `_next` as one set operation, and each select's clauses. */
import type {
  Expression,
  NamedWindow,
  Query,
  QueryBody,
  Select,
  SelectInto,
  SelectItem,
  SetOperation,
  SetOperator,
  With,
} from '../../sql/tree.js';
import { type Context, identifier, identifiers, isRaw, misread, type Raw, rawIn, rawsIn, scalar, spanOf, wordIn } from './ast.js';
import { expression, expressions, sortItems, windowOf } from './expression.js';
import { datasetName, relations } from './from.js';
import type { ItemPlace } from './places.js';

/** A select, `{ ast }` around one, or VALUES. */
export function query(node: Raw, context: Context): Query {
  const top = unwrap(node);
  const span = spanOf(top, context);
  const { selects, operators } = chainOf(top, context);
  const last = selects.at(-1) as Raw;
  const whole =
    selects.length === 1 ? [top] : [{ orderby: top._orderby, limit: top._limit }, ...(last.parentheses_symbol === true ? [] : [last])];
  const withClause = withOf(top, context);
  const bodies = selects.map((select, i) =>
    selects.length === 1 ? body(select, context) : branch(select, i === selects.length - 1, context),
  );
  return {
    kind: 'query',
    ...withClause,
    body: combine(bodies, operators, context),
    orderBy: whole.flatMap((part) => sortItems(rawsIn(part, 'orderby'), context)),
    limit: whole.flatMap((part) => limitOf(part, context)),
    pipe: [],
    ...span,
  };
}

function unwrap(node: Raw): Raw {
  const ast = Array.isArray(node.ast) ? node.ast[0] : node.ast;
  return isRaw(ast) ? unwrap(ast) : node;
}

// ── Set operations ───────────────────────────────────────────────────────────────────────────────────────────────────

interface Chain {
  readonly selects: Raw[];
  readonly operators: string[];
}

/** The selects from first to last. `… FROM t UNION (SELECT …)` comes as a join called "union", which is undone here. */
function chainOf(top: Raw, context: Context): Chain {
  const chain: Chain = { selects: [], operators: [] };
  for (let select: Raw | undefined = top; select !== undefined; select = rawIn(select, '_next')) {
    const from = rawsIn(select, 'from');
    const split = from.findIndex((item) => setOperatorIn(wordIn(item, 'join')));
    chain.selects.push(split < 0 ? select : { ...select, from: from.slice(0, split) });
    if (split >= 0) {
      misread(context, spanOf(select, context), 'a set operation with a query in parentheses is no join; taken as a set operation');
      for (const item of from.slice(split)) {
        chain.operators.push(wordIn(item, 'join'));
        chain.selects.push({ ast: unwrap(rawIn(item, 'expr') ?? item), parentheses_symbol: true });
      }
    }
    if (isRaw(select._next)) chain.operators.push(wordIn(select, 'set_op'));
  }
  return chain;
}

function setOperatorIn(join: string): boolean {
  return /^(union|intersect|except|minus)\b/.test(join);
}

/** A branch's own order and limit make it a query; those of the last belong to the whole when it has no parentheses. */
function branch(select: Raw, last: boolean, context: Context): QueryBody {
  const own = select.parentheses_symbol === true || !last;
  const orderBy = own ? sortItems(rawsIn(select, 'orderby'), context) : [];
  const limit = own ? limitOf(select, context) : [];
  if (isRaw(select.ast)) return query(select, context);
  if (orderBy.length + limit.length === 0) return body(select, context);
  return { kind: 'query', body: body(select, context), orderBy, limit, pipe: [], ...spanOf(select, context) };
}

/** The AST nests to the right whatever the operators are; INTERSECT binds first. */
function combine(bodies: readonly QueryBody[], operators: readonly string[], context: Context): QueryBody {
  const types = new Set(operators.map((operator) => setOperator(operator).type));
  if (context.dialect.grammar.intersectFirst && types.has('intersect') && types.size > 1) {
    misread(context, context.whole, 'set operations are nested to the right; taken with INTERSECT first, then from left to right');
    const groups = intersections(bodies, operators);
    const rest = operators.filter((operator) => setOperator(operator).type !== 'intersect');
    return setOperation(
      groups.map((group) =>
        setOperation(
          group,
          group.slice(1).map(() => 'intersect'),
          context,
        ),
      ),
      rest,
      context,
    );
  }
  return setOperation(bodies, operators, context);
}

function intersections(bodies: readonly QueryBody[], operators: readonly string[]): QueryBody[][] {
  const groups: QueryBody[][] = [];
  bodies.forEach((one, i) => {
    if (i > 0 && setOperator(operators[i - 1] as string).type === 'intersect') groups.at(-1)?.push(one);
    else groups.push([one]);
  });
  return groups;
}

function setOperation(branches: readonly QueryBody[], operators: readonly string[], { whole }: Context): QueryBody {
  if (branches.length === 1) return branches[0] as QueryBody;
  const operation: SetOperation = { kind: 'set-operation', operators: operators.map(setOperator), branches, ...whole };
  return operation;
}

function setOperator(text: string): SetOperator {
  const type = text.startsWith('intersect') ? 'intersect' : text.startsWith('union') ? 'union' : 'except';
  return { type, all: text.includes('all'), byName: text.includes('by name') };
}

// ── One select ───────────────────────────────────────────────────────────────────────────────────────────────────────

function body(node: Raw, context: Context): QueryBody {
  const span = spanOf(node, context);
  if (node.type === 'values') {
    const rows = rawsIn(node, 'values').map((row) => expressions(rawsIn(row, 'value'), context));
    return { kind: 'values', rows, ...span };
  }
  const places = context.places?.items[context.places.next++];
  const groupBy = rawIn(node, 'groupby');
  const select: Select = {
    kind: 'select',
    ...distinctOf(node, context),
    items: node.columns === '*' ? [starItem(context)] : selectItems(rawsIn(node, 'columns'), context, places),
    ...intoOf(node, context),
    from: relations(node.from, context),
    ...clause('where', node.where, context),
    groupBy: expressions(groupBy === undefined ? rawsIn(node, 'groupby') : rawsIn(groupBy, 'columns'), context),
    ...clause('having', Array.isArray(node.having) ? node.having[0] : node.having, context),
    ...clause('qualify', Array.isArray(node.qualify) ? node.qualify[0] : node.qualify, context),
    windows: rawsIn(rawIn(node, 'window') ?? {}, 'expr').map((one) => namedWindow(one, context)),
    sortBy: [],
    ...asOf(node),
    ...span,
  };
  return select;
}

function clause<Name extends string>(name: Name, node: unknown, context: Context): { [name in Name]?: Expression } {
  return isRaw(node) ? ({ [name]: expression(node, context) } as { [name in Name]: Expression }) : {};
}

export function selectItems(nodes: readonly Raw[], context: Context, places: readonly ItemPlace[] = []): readonly SelectItem[] {
  return nodes.map((node, i): SelectItem => {
    const place = places.length === nodes.length ? places[i] : undefined;
    const { start, end } = place ?? spanOf(node, context);
    const whole = wordsTogether(node, place, context);
    if (whole !== undefined) return { kind: 'select-item', expression: whole, start, end };
    const { value, name } = namedBefore(node.expr ?? node, context);
    const alias = identifier(node.as ?? name, context, { start, end });
    const item = changedStar(value === undefined ? expression(node.expr ?? node, context) : expression(value, context), node, context);
    const placed = place === undefined ? item : { ...item, start, end };
    return { kind: 'select-item', expression: placed, ...(alias === undefined ? {} : { alias }), start, end };
  });
}

/** One constant or special register that comes as a value with an alias: `0x1F`, `1L`, `'a' 'b'`, `@@rowcount`, `CURRENT DATE`. */
function wordsTogether(node: Raw, place: ItemPlace | undefined, context: Context): Expression | undefined {
  const alias = typeof node.as === 'string' ? node.as : '';
  if (place === undefined || alias === '') return undefined;
  const text = context.text?.slice(place.start, place.end) ?? '';
  const register = /^current\s+\w+$/i.test(text);
  if (!place.constant && !register) return undefined;
  misread(context, place, `${text} is one value, not one with a name; taken as a constant`);
  const { start, end } = place;
  if (text.startsWith('@@')) return { kind: 'parameter', mark: '@@', name: text.slice(2), start, end };
  return { kind: 'literal', type: /^\d/.test(text) ? 'number' : 'string', value: text, start, end };
}

/** T-SQL's `total = a + b` names a column and `@x = a` sets a variable, but comes as a comparison. */
function namedBefore(node: unknown, context: Context): { value?: unknown; name?: unknown } {
  if (!context.dialect.grammar.equalsAlias || !isRaw(node) || node.type !== 'binary_expr' || node.operator !== '=') return {};
  const left = rawIn(node, 'left');
  if (left?.type !== 'column_ref' || left.table) return {};
  misread(context, spanOf(node, context), 'this "=" does not compare in a select list; taken as a name for the value');
  return scalar(left.column).startsWith('@') ? { value: node.right } : { value: node.right, name: left.column };
}

/** BigQuery's `* EXCEPT (…)` and `* REPLACE (…)`, Snowflake's `* EXCLUDE (…)`. */
function changedStar(item: Expression, node: Raw, context: Context): Expression {
  if (item.kind !== 'star') return item;
  const suffix = rawIn(rawIn(node, 'expr') ?? {}, 'suffix');
  const listed = suffix === undefined ? rawsIn(node, 'expr_list') : rawsIn(rawIn(suffix, 'args') ?? {}, 'value');
  if (listed.length === 0) return item;
  const values = selectItems(listed, context);
  if (node.type === 'replace') return { ...item, replace: values };
  return { ...item, except: values.map((one) => one.expression).filter((one) => one.kind === 'column-name') };
}

function starItem({ whole }: Context): SelectItem {
  return { kind: 'select-item', expression: { kind: 'star', qualifier: [], except: [], replace: [], rename: [], ...whole }, ...whole };
}

function distinctOf(node: Raw, context: Context): Pick<Select, 'distinct' | 'distinctOn'> {
  const type = wordIn(rawIn(node, 'distinct') ?? {}, 'type') || wordIn(node, 'distinct');
  const on = type === 'distinct on' ? rawsIn(rawIn(node, 'distinct') ?? {}, 'columns') : [];
  return { distinct: type === 'distinct', distinctOn: expressions(on, context) };
}

function intoOf(node: Raw, context: Context): { into?: SelectInto } {
  const into = rawIn(node, 'into');
  if (into === undefined || into.expr === undefined || into.expr === null) return {};
  const span = spanOf(into, context);
  if (Array.isArray(into.expr))
    return { into: { kind: 'select-into', temporary: false, variables: expressions(into.expr, context), ...span } };
  const target = datasetName(isRaw(into.expr) ? into.expr : { table: into.expr }, context);
  return { into: { kind: 'select-into', target, temporary: false, variables: [], ...span } };
}

function namedWindow(node: Raw, context: Context): NamedWindow {
  const window = windowOf(node.as_window_specification, context);
  const own = identifier(node.name, context) ?? { kind: 'identifier', name: '', quoted: false, ...context.whole };
  const based = { kind: 'window', partitionBy: [], orderBy: [], frame: [], ...context.whole } as const;
  return { kind: 'named-window', name: own, window: window.kind === 'window' ? window : { ...based, base: window }, ...context.whole };
}

function asOf(node: Raw): Pick<Select, 'as'> {
  const as = wordIn(node, 'as_struct_val');
  return as.endsWith('struct') ? { as: 'struct' } : as.endsWith('value') ? { as: 'value' } : {};
}

function limitOf(node: Raw, context: Context): readonly Expression[] {
  const limit = rawIn(node, 'limit');
  const top = rawIn(node, 'top');
  const values = limit === undefined ? [] : [...rawsIn(limit, 'value'), ...rawsIn(limit, 'offset'), ...rawsIn(limit, 'fetch')];
  return [...(top === undefined ? [] : [expression(top.value, context)]), ...values.map((value) => limitValue(value, context))];
}

/** OFFSET and FETCH come as `{ prefix, value, suffix }`. */
function limitValue(value: Raw, context: Context): Expression {
  return value.type === undefined ? expression(value.value, context) : expression(value, context);
}

export function withOf(node: Raw, context: Context): { with?: With } {
  const nodes = rawsIn(node, 'with');
  if (nodes.length === 0) return {};
  const ctes = nodes.map((cte): With['ctes'][number] => ({
    kind: 'cte',
    name: identifier(cte.name, context) ?? { kind: 'identifier', name: '', quoted: false, ...context.whole },
    columns: identifiers(rawsIn(cte, 'columns'), context),
    body: query(rawIn(cte, 'stmt') ?? {}, context),
    addedColumns: [],
    ...spanOf(cte, context),
  }));
  return { with: { kind: 'with', recursive: nodes.some((cte) => cte.recursive === true), ctes, ...context.whole } };
}
