/** The type of an expression, and whether it may be NULL: by what is known of the columns in it. One walk; nothing is looked up twice. */
import { conditionsOf } from '../functions/conditions.js';
import { type Facts, type FunctionTable, findFunction, isNullableCall } from '../functions/table.js';
import { typeBy } from '../functions/types.js';
import { forEachChild } from '../sql/for-each-child.js';
import type {
  CaseExpression,
  Cast,
  ColumnName,
  Expression,
  FunctionCall,
  InExpression,
  Literal,
  Node,
  Operation,
  Query,
} from '../sql/tree.js';
import { readType, writtenType } from './read-type.js';
import type { TypeRules } from './rules.js';
import { type Type, type Typed, UNKNOWN, withoutConstant } from './type.js';

/** What the walk asks of the place where the expression stands. */
export interface Place {
  readonly rules: TypeRules;
  readonly functions: FunctionTable;
  readonly text: string;
  /** Whether there is a row only where there are rows that it is made of: what GROUP BY gives. */
  readonly grouped: boolean;
  column(node: ColumnName): Typed;
  /** The columns of a query within the expression, and whether it has one row in any case. Undefined: not known. */
  query(node: Query): { readonly columns: readonly (Typed | undefined)[]; readonly oneRow: boolean } | undefined;
}

export function typeOf(place: Place, node: Expression): Typed {
  switch (node.kind) {
    case 'literal':
      return typeOfLiteral(place, node);
    case 'column-name':
      return place.column(node);
    case 'operation':
      return typeOfOperation(place, node);
    case 'cast':
      return typeOfCast(place, node);
    case 'case':
      return typeOfCase(place, node);
    case 'call':
      return typeOfCall(place, node);
    case 'in':
      return typeOfIn(place, node);
    case 'exists':
      return { type: place.rules.boolean, nullable: false };
    case 'subquery': {
      if (node.form !== 'scalar') return UNKNOWN;
      const query = place.query(node.query);
      const [only = UNKNOWN, ...others] = query?.columns ?? [];
      if (query === undefined || others.length > 0) return UNKNOWN;
      return { type: only.type, nullable: query.oneRow ? only.nullable : true };
    }
    case 'array':
      return { type: place.rules.arrayOf(commonOf(place, typesOf(place, node.elements))), nullable: false };
    case 'struct':
      return typeOfStruct(place, node);
    case 'field': {
      const { type } = typeOf(place, node.operand);
      return { type: fieldOf(type, node.field.name), nullable: undefined };
    }
    case 'index': {
      const { type } = typeOf(place, node.operand);
      const isElement = type?.family === 'array' && node.indexes.length === 1 && place.text[node.indexes[0]?.end ?? 0] === ']';
      return { type: isElement ? type.element : undefined, nullable: undefined };
    }
    case 'named-argument':
      return typeOf(place, node.value);
    default:
      return UNKNOWN;
  }
}

function typesOf(place: Place, nodes: readonly Expression[]): Typed[] {
  return nodes.map((node) => typeOf(place, node));
}

/** Undefined where the type of one is not known. */
function commonOf({ rules }: Place, values: readonly Typed[]): Type | undefined {
  const types: Type[] = [];
  for (const { type } of values) {
    if (type === undefined) return undefined;
    types.push(type);
  }
  return rules.common(types);
}

/** NULL where one is. */
function anyNullable(values: readonly Typed[]): boolean | undefined {
  if (values.some(({ nullable }) => nullable === true)) return true;
  return values.every(({ nullable }) => nullable === false) ? false : undefined;
}

// ── Constants ────────────────────────────────────────────────────────────────────────────────────────────────────────

function typeOfLiteral({ rules, text }: Place, node: Literal): Typed {
  switch (node.type) {
    case 'null':
      return { type: { family: 'null' }, nullable: true };
    case 'boolean':
      return { type: rules.boolean, nullable: false };
    case 'typed': {
      const words = node.value.slice(0, node.value.search(/['"\d(]|$/)).trim();
      return { type: readType(rules, words.toLowerCase().startsWith('interval') ? 'interval' : words), nullable: false };
    }
    case 'string':
      // `x'ff'` is no string to some.
      return { type: text[node.start] === "'" ? rules.constant(node) : undefined, nullable: false };
    case 'number':
      return { type: rules.constant(node), nullable: false };
  }
}

function typeOfStruct(place: Place, node: Expression & { kind: 'struct' }): Typed {
  if (node.type !== undefined) return { type: readType(place.rules, node.type.text), nullable: false };
  const fields = node.fields.map(({ name, value }) => ({ name: name?.name, type: withoutConstant(typeOf(place, value).type) }));
  return { type: place.rules.structOf(fields), nullable: false };
}

function fieldOf(type: Type | undefined, name: string): Type | undefined {
  if (type?.family !== 'struct') return undefined;
  return type.fields?.find((field) => field.name?.toLowerCase() === name.toLowerCase())?.type;
}

// ── Operators ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What gives true or false, and NULL where an operand is. */
const TESTS = new Set(
  `=,<>,!=,==,<,>,<=,>=,and,or,not,like,not like,ilike,not ilike,between,not between,similar to,not similar to,~,!~,~*,!~*,~~,!~~,~~*,!~~*,
  glob,rlike,regexp,not rlike,not regexp`.split(/\s*,\s*/),
);

/** What gives true or false of any operand. */
const NEVER_NULL = new Set([
  'is null',
  'is not null',
  'is distinct from',
  'is not distinct from',
  '<=>',
  'is true',
  'is not true',
  'is false',
  'is not false',
  'is unknown',
  'is not unknown',
]);

const DIVISIONS = new Set(['/', '//', '%', 'div']);

function typeOfOperation(place: Place, { operators, operands }: Operation): Typed {
  const [operator = ''] = operators;
  const { rules } = place;
  if (NEVER_NULL.has(operator)) return { type: rules.boolean, nullable: false };
  const values = typesOf(place, operands);
  const [first = UNKNOWN] = values;
  const nullable = anyNullable(values);
  if (TESTS.has(operator)) return { type: rules.boolean, nullable };
  if (operands.length === 1) {
    if (operator === 'interval') return { type: readType(rules, 'interval'), nullable };
    return { type: operator === 'collate' ? withoutConstant(first.type) : first.type && rules.unary(operator, first.type), nullable };
  }
  let { type } = first;
  let fails: boolean | undefined = false;
  for (let at = 1; at < values.length; at++) {
    const each = operators[at - 1] ?? operator;
    const right = values[at]?.type;
    const isSure = rules.foldsNulls ? !mayFold(operands[at], values[at]) && (at > 1 || !mayFold(operands[0], first)) : true;
    type = type && right && isSure ? ofOperands(rules, each, type, right) : undefined;
    if (DIVISIONS.has(each) && !isNonZero(operands[at])) fails = rules.zeroDivides === 'error' ? fails : rules.zeroDivides && true;
    else if (!STRICT.has(each)) fails = undefined;
  }
  return { type, nullable: nullable === false && fails !== false ? fails : nullable };
}

/** Of more nodes nobody looks for a column. */
const MOST_NODES = 50;

/** Whether an engine that computes what is constant first may find that it is NULL, of whichever type. */
function mayFold(node: Expression | undefined, value: Typed | undefined): boolean {
  if (node === undefined || node.kind === 'column-name' || node.kind === 'literal' || value?.nullable === false) return false;
  const open: Node[] = [node];
  for (let seen = 0; open.length > 0 && seen < MOST_NODES; seen++) {
    const each = open.pop() as Node;
    if (each.kind === 'column-name' || each.kind === 'query' || each.kind === 'star') return false;
    forEachChild(each, (child) => void open.push(child));
  }
  return true;
}

/** What is NULL only where an operand is. A path may lead nowhere. */
const STRICT = new Set(['+', '-', '*', '/', '//', '%', 'div', '||', '&', '|', '<<', '>>', '**', '^']);

function ofOperands(rules: TypeRules, operator: string, left: Type, right: Type): Type | undefined {
  if (left.family === 'null' && right.family === 'null') return undefined;
  return rules.binary(operator, left, right);
}

function isNonZero(node: Expression | undefined): boolean {
  return node?.kind === 'literal' && node.type === 'number' && Number(node.value) !== 0;
}

function typeOfIn(place: Place, node: InExpression): Typed {
  const { source } = node;
  const type = place.rules.boolean;
  const operand = typeOf(place, node.operand);
  if ('kind' in source) {
    const columns = place.query(source)?.columns;
    return { type, nullable: columns && anyNullable([operand, ...columns.map((column) => column ?? UNKNOWN)]) };
  }
  return { type, nullable: anyNullable([operand, ...typesOf(place, source)]) };
}

function typeOfCast(place: Place, { operand, type, start }: Cast): Typed {
  const value = typeOf(place, operand);
  const target = writtenType(place.rules, type.text);
  const word = place.text.slice(start, operand.start).toLowerCase();
  if (word.startsWith('try') || word.startsWith('safe')) return { type: target, nullable: true };
  // A document's own null becomes NULL.
  const mayFail = place.rules.castsToNull || value.type === undefined || value.type.family === 'json';
  return { type: target, nullable: value.nullable === false && mayFail ? undefined : value.nullable };
}

function typeOfCase(place: Place, node: CaseExpression): Typed {
  const results = node.branches.map(({ then }) => typeOf(place, then));
  if (node.otherwise !== undefined) results.push(typeOf(place, node.otherwise));
  return { type: commonOf(place, results), nullable: node.otherwise === undefined ? true : anyNullable(results) };
}

// ── Calls ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function typeOfCall(place: Place, call: FunctionCall): Typed {
  const name = call.name[call.name.length - 1]?.name.toLowerCase() ?? '';
  const facts = findFunction(place.functions, name);
  const args = call.arguments.map((argument) => (argument.kind === 'keyword' ? undefined : typeOf(place, argument)));
  const sorted = call.withinGroup.map(({ expression }) => typeOf(place, expression));
  const given = givenType(place, facts, args);
  const exact = place.rules.call(
    name,
    args.map((arg) => arg?.type),
    given,
    call,
  );
  return { type: exact, nullable: nullableCall(place, facts, call, [...args, ...sorted]) };
}

function givenType(place: Place, facts: Facts, args: readonly (Typed | undefined)[]): Type | undefined {
  const values = facts.conditions === undefined ? args : conditionsOf(facts.conditions, args).values;
  const known = values.filter((value) => value !== undefined);
  if (facts.type === 'values') return commonOf(place, known);
  if (facts.type === 'array of values') return place.rules.arrayOf(commonOf(place, known));
  return typeBy(
    facts.type,
    args.map((arg) => arg?.type),
  );
}

function nullableCall({ grouped }: Place, facts: Facts, call: FunctionCall, args: readonly (Typed | undefined)[]): boolean | undefined {
  const { nulls } = facts;
  if (nulls === 'never') return false;
  const values = args.filter((arg) => arg !== undefined);
  // What a frame leaves, nobody knows here.
  if (facts.aggregate || call.over !== undefined) {
    if (call.over !== undefined) return nulls === 'may' ? true : undefined;
    if (nulls !== 'empty') return nulls === 'may' ? true : undefined;
    return grouped && call.filter === undefined ? anyNullable(values) : true;
  }
  return isNullableCall(
    facts,
    args.flatMap((arg) => (arg === undefined ? [] : [arg.nullable])),
  );
}
