/**
 * DuckDB's types, as its DESCRIBE gives them. https://duckdb.org/docs/stable/sql/data_types/overview
 * Proof: test/proof/types.
 */
import type { FunctionCall } from '../sql/tree.js';
import { digitsOf, digitsOfType, wideEnough } from './decimals.js';
import type { TypeRules } from './rules.js';
import { familyOf, type Type, withoutConstant } from './type.js';
import { decimalWords, plainWords } from './words.js';

const plain = (family: Type['family'], exact: string): Type => ({ family, exact });
const INTEGER = plain('integer', 'INTEGER');
const BIGINT = plain('integer', 'BIGINT');
const HUGEINT = plain('integer', 'HUGEINT');
const DOUBLE = plain('float', 'DOUBLE');
const FLOAT = plain('float', 'FLOAT');
const VARCHAR = plain('string', 'VARCHAR');
const BOOLEAN = plain('boolean', 'BOOLEAN');
const DATE = plain('date', 'DATE');
const TIMESTAMP = plain('timestamp', 'TIMESTAMP');
const ZONED = plain('timestamp', 'TIMESTAMP WITH TIME ZONE');
const INTERVAL = plain('interval', 'INTERVAL');

/** Digits that a value of the type may have. */
const DIGITS: Readonly<Record<string, number>> = { TINYINT: 3, SMALLINT: 5, INTEGER: 10, BIGINT: 19, HUGEINT: 38 };
const SIGNED = Object.keys(DIGITS);
const UNSIGNED = ['UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT', 'UHUGEINT'];

function decimal(precision: number, scale: number): Type {
  return { family: 'decimal', exact: `DECIMAL(${precision},${scale})`, precision, scale };
}

function arrayOf(element: Type | undefined): Type {
  return { family: 'array', element, exact: element?.exact && `${element.exact}[]` };
}

const NAME = /^[a-z_][a-z0-9_]*$/;

export const duckdb: TypeRules = {
  asWritten: false,
  words: new Map([
    ...plainWords('integer', [
      'TINYINT = tinyint, int1',
      'SMALLINT = smallint, int2, int16, short',
      'INTEGER = int, integer, int4, int32, signed',
      'BIGINT = bigint, int8, int64, long',
      'HUGEINT = hugeint, int128',
      'UTINYINT = utinyint, uint8',
      'USMALLINT = usmallint, uint16',
      'UINTEGER = uinteger, uint32',
      'UBIGINT = ubigint, uint64',
      'UHUGEINT = uhugeint, uint128',
    ]),
    ...plainWords('float', ['FLOAT = float, float4, real', 'DOUBLE = double, double precision, float8']),
    ...decimalWords('decimal numeric dec', decimal, decimal(18, 3)),
    ...plainWords('string', ['VARCHAR = varchar, text, string, char, bpchar, nvarchar, character varying']),
    ...plainWords('boolean', ['BOOLEAN = boolean, bool, logical']),
    ...plainWords('binary', ['BLOB = blob, bytea, binary, varbinary']),
    ...plainWords('date', ['DATE = date']),
    ...plainWords('time', ['TIME = time, time without time zone', 'TIME WITH TIME ZONE = timetz, time with time zone']),
    ...plainWords('timestamp', [
      'TIMESTAMP = timestamp, datetime, timestamp_us, timestamp without time zone',
      'TIMESTAMP WITH TIME ZONE = timestamptz, timestamp with time zone',
      'TIMESTAMP_S = timestamp_s',
      'TIMESTAMP_MS = timestamp_ms',
      'TIMESTAMP_NS = timestamp_ns',
    ]),
    ...plainWords('interval', ['INTERVAL = interval']),
    ...plainWords('json', ['JSON = json']),
    ...plainWords('uuid', ['UUID = uuid']),
  ]),
  arrayOf,
  mapOf: (key, element) => ({ family: 'map', key, element, exact: key?.exact && element?.exact && `MAP(${key.exact}, ${element.exact})` }),
  structOf(fields) {
    const known = fields.every(({ name, type }) => type?.exact !== undefined && (name === undefined || NAME.test(name)));
    const texts = fields.map(({ name, type }) => (name === undefined ? type?.exact : `${name} ${type?.exact}`));
    return { family: 'struct', fields, exact: known ? `STRUCT(${texts.join(', ')})` : undefined };
  },
  boolean: BOOLEAN,
  zeroDivides: 'null',
  castsToNull: false,
  foldsNulls: true,
  recursionKeepsTypes: false,
  constant({ type, value }) {
    if (type === 'string') return { ...VARCHAR, constant: value };
    const number = value.replaceAll('_', '');
    if (/^\d+$/.test(number)) return integer(number);
    const digits = digitsOf(number, true);
    if (digits === undefined) return /^\d*\.?\d*e[+-]?\d+$/i.test(number) ? DOUBLE : undefined;
    return digits.precision > 38 ? DOUBLE : decimal(digits.precision, digits.scale);
  },
  unary: (operator, operand) => (operator === '-' || operator === '+' ? negated(operand) : undefined),
  binary,
  common,
  call,
};

function integer(number: string): Type {
  const value = BigInt(number);
  if (value < 2n ** 31n) return { ...INTEGER, constant: number };
  if (value < 2n ** 63n) return { ...BIGINT, constant: number };
  return value < 2n ** 127n ? { ...HUGEINT, constant: number } : DOUBLE;
}

function negated(operand: Type): Type | undefined {
  const { family, constant } = operand;
  if (family === 'date' || family === 'string' || family === 'boolean') return undefined;
  return constant === undefined || family === 'null' ? operand : { ...operand, constant: `-${constant}` };
}

// ── Operators ────────────────────────────────────────────────────────────────────────────────────────────────────────

function binary(operator: string, left: Type, right: Type): Type | undefined {
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '%':
    case '//':
    case '/':
      return arithmetic(operator, left, right);
    case '**':
    case '^':
      return DOUBLE;
    case '||':
      return joined(left, right);
    case '&':
    case '|':
    case '<<':
    case '>>':
      return left.family === 'integer' && right.family === 'integer' ? common([left, right]) : undefined;
    case '->':
      return plain('json', 'JSON');
    case '->>':
      return VARCHAR;
    default:
      return undefined;
  }
}

const isNumber = ({ family }: Type): boolean => family === 'integer' || family === 'decimal' || family === 'float';

function arithmetic(operator: string, left: Type, right: Type): Type | undefined {
  if (!isNumber(left) || !isNumber(right)) return onDates(operator, left, right);
  if (left.family === 'float' || right.family === 'float') return widerFloat(left, right);
  if (operator === '/') return DOUBLE;
  if (left.family === 'integer' && right.family === 'integer') return common([left, right]);
  if (operator === '//') return DOUBLE;
  const [a, b] = [digitsOfType(left, DIGITS), digitsOfType(right, DIGITS)];
  if (a === undefined || b === undefined) return { family: 'decimal' };
  if (operator === '%') return left.exact === 'HUGEINT' || right.exact === 'HUGEINT' ? DOUBLE : common([left, right]);
  const wide = wideEnough(a, b);
  const [precision, scale] = operator === '*' ? [a.precision + b.precision, a.scale + b.scale] : [wide.precision + 1, wide.scale];
  const narrow = a.precision <= 18 && b.precision <= 18;
  return decimal(Math.min(precision, narrow ? 18 : 38), scale);
}

function widerFloat(left: Type, right: Type): Type {
  const exact = [left, right].filter(({ family }) => family === 'float');
  if (exact.some((type) => type.exact === 'DOUBLE')) return DOUBLE;
  return exact.every((type) => type.exact === 'FLOAT') ? FLOAT : { family: 'float' };
}

function onDates(operator: string, left: Type, right: Type): Type | undefined {
  const pair = `${left.family} ${operator} ${right.family}`;
  switch (pair) {
    case 'date - date':
      return BIGINT;
    case 'timestamp - timestamp':
    case 'date - timestamp':
    case 'timestamp - date':
    case 'interval + interval':
    case 'interval - interval':
    case 'interval * integer':
    case 'integer * interval':
      return INTERVAL;
    case 'date + integer':
    case 'date - integer':
    case 'integer + date':
      return DATE;
    case 'date + interval':
    case 'date - interval':
    case 'interval + date':
    case 'date + time':
      return TIMESTAMP;
    case 'timestamp + interval':
    case 'timestamp - interval':
      return left;
    case 'interval + timestamp':
      return right;
    case 'time + interval':
    case 'time - interval':
      return left;
    default:
      return undefined;
  }
}

function joined(left: Type, right: Type): Type | undefined {
  if (left.family === 'array' && right.family === 'array') return common([left, right]);
  if (left.family === 'array' || right.family === 'array') return undefined;
  if (left.family === 'binary' || right.family === 'binary') return left.family === right.family ? left : undefined;
  return VARCHAR;
}

// ── Of several ───────────────────────────────────────────────────────────────────────────────────────────────────────

function common(types: readonly Type[]): Type | undefined {
  let whole: Type | undefined;
  for (const type of types) {
    if (type.family === 'null') continue;
    whole = whole === undefined ? type : ofTwo(whole, type);
    if (whole === undefined) return undefined;
  }
  return whole ?? types[0];
}

function ofTwo(a: Type, b: Type): Type | undefined {
  if (a.exact !== undefined && a.exact === b.exact)
    return a.constant === undefined ? a : b.constant === undefined ? b : { ...a, constant: larger(a, b) };
  const [left, right] = a.family === 'string' && a.constant !== undefined ? [b, a] : [a, b];
  // A constant text becomes what stands beside it.
  if (right.family === 'string' && right.constant !== undefined && left.family !== 'string') return { ...left, constant: undefined };
  if (isNumber(a) && isNumber(b)) return widerNumber(a, b);
  if (a.family === 'date' && b.family === 'timestamp') return b;
  if (a.family === 'timestamp' && b.family === 'date') return a;
  if (a.family === 'timestamp' && b.family === 'timestamp')
    return a.exact === undefined || b.exact === undefined ? { family: 'timestamp' } : zoned(a, b);
  if (a.family !== b.family || a.family === 'struct' || a.family === 'map') return undefined;
  if (a.family === 'array') return arrayOf(a.element && b.element && ofTwo(a.element, b.element));
  return familyOf(a);
}

function zoned(a: Type, b: Type): Type | undefined {
  const pair = [a.exact, b.exact];
  return pair.includes('TIMESTAMP') && pair.includes('TIMESTAMP WITH TIME ZONE') ? ZONED : { family: 'timestamp' };
}

/** Of two constants, the text of the one that needs more room. */
function larger(a: Type, b: Type): string {
  const [left = '', right = ''] = [a.constant, b.constant];
  if (a.family !== 'integer') return left;
  return magnitude(left) >= magnitude(right) ? left : right;
}

const magnitude = (number: string): bigint => BigInt(number.replace(/^-+/, ''));

function widerNumber(a: Type, b: Type): Type | undefined {
  if (a.family === 'float' || b.family === 'float') return widerFloat(a, b);
  if (a.family === 'integer' && b.family === 'integer') return widerInteger(a, b);
  const [left, right] = [digitsOfType(a, DIGITS), digitsOfType(b, DIGITS)];
  if (left === undefined || right === undefined) return { family: 'decimal' };
  const { precision, scale } = wideEnough(left, right);
  return decimal(Math.min(precision, 38), scale);
}

function widerInteger(a: Type, b: Type): Type {
  if (a.constant !== undefined && b.constant === undefined && fits(a.constant, b)) return b;
  if (b.constant !== undefined && a.constant === undefined && fits(b.constant, a)) return a;
  for (const order of [SIGNED, UNSIGNED]) {
    const [left, right] = [order.indexOf(a.exact ?? ''), order.indexOf(b.exact ?? '')];
    if (left >= 0 && right >= 0) return left >= right ? a : b;
  }
  return { family: 'integer' };
}

const BITS: Readonly<Record<string, bigint>> = { TINYINT: 7n, SMALLINT: 15n, INTEGER: 31n, BIGINT: 63n, HUGEINT: 127n };

/** Whether a constant is a value of the type. */
function fits(constant: string, { exact = '' }: Type): boolean {
  if (constant.startsWith('--')) return false;
  const bits = BITS[exact];
  const value = BigInt(constant);
  if (bits !== undefined) return value >= -(2n ** bits) && value < 2n ** bits;
  const at = UNSIGNED.indexOf(exact);
  return at >= 0 && value >= 0n && value < 2n ** (8n << BigInt(at));
}

// ── Calls ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What is a BIGINT of the functions that give integers. */
const BIG = new Set(
  `count count_star length len char_length character_length strlen strpos instr position date_diff datediff year month day hour minute second
  quarter week dayofweek dayofyear weekofyear row_number rank dense_rank ntile approx_count_distinct regr_count grouping array_length extract
  bit_length date_part datepart`.split(/\s+/),
);

/** What gives its argument's type, with all that belongs to it. */
const SAME = new Set(
  'min max abs any_value first last arbitrary arg_min arg_max lag lead first_value last_value nth_value nullif mode quantile_disc'.split(
    ' ',
  ),
);

/** What gives one of its values: their common type. */
const VALUES = new Set('coalesce ifnull nvl if iff greatest least'.split(' '));

function call(name: string, args: readonly (Type | undefined)[], given: Type | undefined, node: FunctionCall): Type | undefined {
  const [first] = args;
  switch (name) {
    case 'sum':
      return sum(first);
    case 'count_if':
    case 'countif':
      return HUGEINT;
    case 'sign':
      return given && plain('integer', 'TINYINT');
    case 'ascii':
    case 'unicode':
    case 'ord':
      return given && INTEGER;
    case 'mod':
      return args.length === 2 && args[0] && args[1] ? binary('%', args[0], args[1]) : familyOf(given);
    case 'now':
    case 'current_timestamp':
    case 'get_current_timestamp':
    case 'transaction_timestamp':
      return ZONED;
    case 'extract':
      return partOf(node);
    case 'date_trunc':
    case 'datetrunc':
      return args[1]?.family === 'date' ? TIMESTAMP : args[1]?.family === 'timestamp' ? args[1] : undefined;
    case 'floor':
    case 'ceil':
    case 'ceiling':
      return first?.family === 'integer' ? DOUBLE : rounded(first, true);
    case 'round':
      return rounded(first, args.length === 1);
    case 'list':
    case 'array_agg':
      return arrayOf(first);
  }
  if (SAME.has(name)) return withoutConstant(first);
  if (VALUES.has(name)) return withoutConstant(given);
  return exactly(name, args, given);
}

const PARTS = new Set('year month day hour minute second quarter week dow doy isodow isoyear millisecond microsecond'.split(' '));

function partOf({ arguments: [part] }: FunctionCall): Type | undefined {
  return part?.kind === 'keyword' && PARTS.has(part.text.toLowerCase()) ? BIGINT : undefined;
}

function rounded(of: Type | undefined, whole: boolean): Type | undefined {
  if (of?.family !== 'decimal') return of?.family === 'integer' || of?.family === 'float' ? of : undefined;
  return whole && of.precision !== undefined ? decimal(of.precision, 0) : { family: 'decimal' };
}

function exactly(name: string, args: readonly (Type | undefined)[], given: Type | undefined): Type | undefined {
  switch (given?.family) {
    case 'integer':
      return BIG.has(name) ? BIGINT : familyOf(given);
    case 'float':
      return args.some((arg) => arg?.exact === 'FLOAT') ? familyOf(given) : DOUBLE;
    case 'string':
      return VARCHAR;
    case 'boolean':
      return BOOLEAN;
    case 'date':
      return DATE;
    case 'interval':
      return INTERVAL;
    default:
      return familyOf(given);
  }
}

function sum(of: Type | undefined): Type | undefined {
  switch (of?.family) {
    case 'integer':
      return HUGEINT;
    case 'decimal':
      return of.scale === undefined ? { family: 'decimal' } : decimal(38, of.scale);
    case 'float':
      return DOUBLE;
    case 'interval':
      return INTERVAL;
    default:
      return undefined;
  }
}
