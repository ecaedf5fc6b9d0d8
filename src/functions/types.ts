/**
 * What a call gives, as far as the function's row tells: a type's family, and whether it may be NULL. Unknown is an answer: a rule
 * that does not fit the arguments gives undefined.
 */

/** Families of types; widths, scales, zones and names are the dialect's business. `null` is what NULL alone has. */
export const TYPE_FAMILIES = [
  'null',
  'boolean',
  'integer',
  'decimal',
  'float',
  'string',
  'binary',
  'date',
  'time',
  'timestamp',
  'interval',
  'json',
  'uuid',
  'array',
  'map',
  'struct',
] as const;

export type TypeFamily = (typeof TYPE_FAMILIES)[number];

/** `element`: of an array; of a map, what its values are, which `key` leads to. Undefined where it is not known. */
export interface ValueType {
  readonly family: TypeFamily;
  readonly element?: ValueType | undefined;
  readonly key?: ValueType | undefined;
}

/**
 * - a family: always that (`upper(a)` is a string)
 * - `argument 0`: as that argument is (`abs(a)`)
 * - `argument 0 of 1`, `argument 0 of 2`: the same, where there are no more than so many arguments (`max(a, 3)` is a list to DuckDB)
 * - `fraction of argument 0`: the same, but of an integer nobody knows (PostgreSQL's `round(a)`)
 * - `values`: the common type of all arguments that are no conditions (`coalesce(a, b)`, `if(c, a, b)`)
 * - `integer of text`: of a string or binary (`length(a)`, which of a line segment is a float to PostgreSQL)
 * - `concatenation`: of arrays an array, of what is neither array nor binary a string (`concat(a, b)`)
 * - `sum`: integer, decimal, float and interval stay; `average`: an integer's is a float; `float average`: all numbers' are;
 *   `decimal average`: an integer's is a decimal
 * - `array of argument 0`, `array of string`, `array of values`
 * - `json by path`, `string by path`, `integer by path`: an array of it where the second argument is a list of paths (DuckDB's `json_extract(doc, ['$.a'])`)
 * - `element of argument 0`: of an array, or of a map's values; `keys of argument 0`, `values of argument 0`: arrays of a map's
 */
export const TYPE_RULES = [
  ...TYPE_FAMILIES,
  'argument 0',
  'argument 1',
  'argument 2',
  'argument 0 of 1',
  'argument 0 of 2',
  'fraction of argument 0',
  'values',
  'integer of text',
  'concatenation',
  'sum',
  'average',
  'float average',
  'decimal average',
  'array of argument 0',
  'array of argument 1',
  'array of string',
  'array of values',
  'json by path',
  'string by path',
  'integer by path',
  'element of argument 0',
  'keys of argument 0',
  'values of argument 0',
] as const;

export type TypeRule = (typeof TYPE_RULES)[number];

/**
 * - `never`: not NULL, whatever the arguments are (`count(a)`)
 * - `any`: NULL where any argument is, and only there (`upper(a)`); `all`: where all are (`coalesce(a, b)`)
 * - `empty`: an aggregate that is NULL of no rows, and where its arguments are (`sum(a)`): in a group it is as `any`
 * - `may`: it may be NULL though no argument is (`nullif(a, b)`)
 */
export const NULL_RULES = ['never', 'any', 'all', 'empty', 'may'] as const;

export type NullRule = (typeof NULL_RULES)[number];

/** The type by a rule; `values` are the types of the arguments that are no conditions. Undefined: not known. */
export function typeBy(
  rule: TypeRule | undefined,
  args: readonly (ValueType | undefined)[],
  values: readonly (ValueType | undefined)[] = args,
): ValueType | undefined {
  const [first] = args;
  switch (rule) {
    case undefined:
      return undefined;
    case 'argument 0':
    case 'argument 1':
    case 'argument 2':
      return args[Number(rule.slice(-1))];
    case 'argument 0 of 1':
    case 'argument 0 of 2':
      return args.length <= Number(rule.slice(-1)) ? first : undefined;
    case 'fraction of argument 0':
      return first?.family === 'integer' ? undefined : first;
    case 'values':
      return commonType(values);
    case 'integer of text':
      return first?.family === 'string' || first?.family === 'binary' ? { family: 'integer' } : undefined;
    case 'concatenation':
      return concatenation(args);
    case 'sum':
      return first && SUMMED.includes(first.family) ? first : undefined;
    case 'average':
    case 'float average':
    case 'decimal average':
      return averageType(rule, first);
    case 'array of argument 0':
      return { family: 'array', element: first };
    case 'array of argument 1':
      return { family: 'array', element: args[1] };
    case 'array of string':
      return { family: 'array', element: { family: 'string' } };
    case 'array of values':
      return { family: 'array', element: commonType(values) };
    case 'json by path':
    case 'string by path':
    case 'integer by path':
      return typeByPath({ family: rule.split(' ')[0] as TypeFamily }, args);
    case 'element of argument 0':
      return first?.family === 'array' || first?.family === 'map' ? first.element : undefined;
    case 'keys of argument 0':
      return first?.family === 'map' ? { family: 'array', element: first.key } : undefined;
    case 'values of argument 0':
      return first?.family === 'map' ? { family: 'array', element: first.element } : undefined;
    default:
      return { family: rule };
  }
}

function concatenation(args: readonly (ValueType | undefined)[]): ValueType | undefined {
  if (args.every((type) => type?.family === 'array')) return commonType(args);
  const isText = (type: ValueType | undefined): boolean => type !== undefined && type.family !== 'array' && type.family !== 'binary';
  return args.every(isText) ? { family: 'string' } : undefined;
}

function typeByPath(type: ValueType, args: readonly (ValueType | undefined)[]): ValueType | undefined {
  const [, path] = args;
  if (args.length < 2) return type;
  return path?.family === 'array' ? { family: 'array', element: type } : path && type;
}

const SUMMED: readonly TypeFamily[] = ['integer', 'decimal', 'float', 'interval'];
const NUMBERS: readonly TypeFamily[] = ['integer', 'decimal', 'float'];

function averageType(rule: 'average' | 'float average' | 'decimal average', of: ValueType | undefined): ValueType | undefined {
  if (of === undefined || !SUMMED.includes(of.family)) return undefined;
  if (rule === 'float average' && of.family === 'decimal') return { family: 'float' };
  if (of.family !== 'integer') return of;
  return { family: rule === 'decimal average' ? 'decimal' : 'float' };
}

/** The type that holds values of all of these; NULL fits everywhere. Undefined where one is unknown, or where dialects differ. */
export function commonType(types: readonly (ValueType | undefined)[]): ValueType | undefined {
  let common: ValueType | undefined = { family: 'null' };
  for (const type of types) common = common && type && commonOfTwo(common, type);
  return common;
}

function commonOfTwo(a: ValueType, b: ValueType): ValueType | undefined {
  if (a.family === 'null' || a === b) return b;
  if (b.family === 'null') return a;
  const [wider, narrower] = NUMBERS.indexOf(a.family) < NUMBERS.indexOf(b.family) ? [b, a] : [a, b];
  if (NUMBERS.includes(wider.family) && NUMBERS.includes(narrower.family)) return wider;
  if (a.family !== b.family || a.family === 'struct') return undefined;
  if (a.family !== 'array' && a.family !== 'map') return a;
  return { family: a.family, element: commonType([a.element, b.element]), key: commonType([a.key, b.key]) };
}

/** Whether a call may be NULL, by whether its arguments may. Undefined: not known. */
export function nullableBy(rule: NullRule | undefined, args: readonly (boolean | undefined)[]): boolean | undefined {
  switch (rule) {
    case undefined:
      return undefined;
    case 'never':
      return false;
    case 'empty':
    case 'may':
      return true;
    case 'any':
      return args.includes(true) ? true : args.includes(undefined) ? undefined : false;
    case 'all':
      return args.includes(false) ? false : args.includes(undefined) ? undefined : true;
  }
}
