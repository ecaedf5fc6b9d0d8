/** DuckDB's `COLUMNS(c -> c LIKE 'x%')`: whether a lambda over a column's name picks it. */
import type { Expression, InExpression, Lambda, Operation } from '../../sql/tree.js';
import { functionName } from './call.js';

/** What a part of the lambda is for this name; undefined when it takes an engine to tell. */
type Value = string | boolean | undefined;

/** Whether the lambda picks the name; undefined when that cannot be told. */
export function picks({ parameters: [parameter], body }: Lambda, name: string): boolean | undefined {
  const value = evaluate(body, parameter?.name.toLowerCase() ?? '', name);
  return typeof value === 'boolean' ? value : undefined;
}

function evaluate(expression: Expression, parameter: string, name: string): Value {
  switch (expression.kind) {
    case 'column-name':
      return expression.parts.length === 1 && expression.parts[0]?.name.toLowerCase() === parameter ? name : undefined;
    case 'literal':
      return expression.type === 'string' ? expression.value : undefined;
    case 'operation':
      return ofOperation(expression, parameter, name);
    case 'in':
      return ofIn(expression, parameter, name);
    case 'call': {
      const [first, second] = expression.arguments.map((argument) => evaluate(argument, parameter, name));
      return ofCall(functionName(expression), first, second);
    }
    default:
      return undefined;
  }
}

function ofOperation({ operators, operands }: Operation, parameter: string, name: string): Value {
  const [operator] = operators;
  const values = operands.map((operand) => evaluate(operand, parameter, name));
  const [first, second] = values;
  if (operator === 'not') return typeof first === 'boolean' ? !first : undefined;
  if (operator === 'and' || operator === 'or') {
    const decides = operator === 'or';
    if (values.includes(decides)) return decides;
    return values.includes(undefined) ? undefined : !decides;
  }
  if (typeof first !== 'string' || typeof second !== 'string') return undefined;
  switch (operator) {
    case '=':
    case '==':
      return first === second;
    case '<>':
    case '!=':
      return first !== second;
    case 'like':
    case 'ilike':
      return isLike(first, second, operator === 'ilike');
    case 'not like':
    case 'not ilike':
      return !isLike(first, second, operator === 'not ilike');
    default:
      return undefined;
  }
}

/** Also for `* LIKE 'x%'`. */
export function isLike(name: string, pattern: string, insensitive: boolean): boolean {
  return insensitive ? fitsWildcards([...name.toLowerCase()], [...pattern.toLowerCase()]) : fitsWildcards([...name], [...pattern]);
}

/** Two pointers: what `%` takes grows by one whenever what follows it does not fit. Only the last `%` can still grow. */
function fitsWildcards(name: readonly string[], pattern: readonly string[]): boolean {
  let at = 0;
  let next = 0;
  let last: { readonly next: number; at: number } | undefined;
  while (at < name.length) {
    if (pattern[next] === '%') last = { next: ++next, at };
    else if (next < pattern.length && (pattern[next] === '_' || pattern[next] === name[at])) {
      next++;
      at++;
    } else if (last !== undefined) {
      at = ++last.at;
      next = last.next;
    } else return false;
  }
  while (pattern[next] === '%') next++;
  return next === pattern.length;
}

function ofIn({ operand, source, negated }: InExpression, parameter: string, name: string): Value {
  if ('kind' in source) return undefined;
  const value = evaluate(operand, parameter, name);
  const list = source.map((each) => evaluate(each, parameter, name));
  if (value === undefined || list.includes(undefined)) return undefined;
  return list.includes(value) !== negated;
}

function ofCall(name: string, first: Value, second: Value): Value {
  if (typeof first !== 'string') return undefined;
  if (name === 'lower') return first.toLowerCase();
  if (name === 'upper') return first.toUpperCase();
  if (typeof second !== 'string') return undefined;
  if (name === 'starts_with' || name === 'prefix') return first.startsWith(second);
  if (name === 'ends_with' || name === 'suffix') return first.endsWith(second);
  return name === 'contains' ? first.includes(second) : undefined;
}
