/** Functions that users tell of: their own, and what the table does not know of others. */
import { isRecord } from '../base/decode.js';
import type { Dialect } from '../dialects/dialect.js';
import type { Facets, FunctionRow } from './row.js';
import { type FunctionTable, functionsOf, newTable } from './table.js';
import { NULL_RULES, TYPE_RULES } from './types.js';

/** What a user may say of a function; how calls are written is the dialect's business. */
export type AddedFunction = Omit<Facets, 'syntax' | 'method' | 'moves' | 'adds' | 'structure' | 'schema' | 'counts'>;

/** By the function's name, in any case and without its schema. */
export type AddedFunctions = Readonly<Record<string, AddedFunction>>;

export interface FunctionOptions {
  /** Functions by name, over what the dialect says of them: `{ "risk_score": { "aggregate": true } }`. */
  readonly functions?: AddedFunctions | undefined;
  /** Functions whose result hides their input, besides those of the dialect: short for `functions` with `masking`. */
  readonly masking?: readonly string[] | undefined;
}

/** The dialect's table, with what the user says over it. */
export function functionsFor(dialect: Dialect, { functions, masking }: FunctionOptions): FunctionTable {
  const table = functionsOf(dialect);
  const rows: FunctionRow[] = (masking ?? []).map((name) => ({ names: [name.toLowerCase()], masking: true }));
  for (const [name, facets] of Object.entries(functions ?? {})) rows.push({ ...facets, names: [name.toLowerCase()] });
  return rows.length === 0 ? table : newTable(table, rows);
}

/** What a facet may be: true or false, the place of an argument, a text, one of these words, or also a list of columns. */
type Shape = 'flag' | 'place' | 'text' | { readonly words: readonly string[]; readonly columns?: true };

const SHAPES: Readonly<Record<keyof AddedFunction, Shape>> = {
  aggregate: 'flag',
  window: 'flag',
  masking: 'flag',
  conditions: { words: ['first', 'odd-but-last', 'decode', 'last'] },
  keeps: { words: ['first', 'any'] },
  opens: 'flag',
  builds: { words: ['array', 'fields', 'pairs'] },
  maps: 'flag',
  path: { words: ['text', 'field', 'steps', 'typed-steps'] },
  makes: { words: ['unnest', 'inline', 'constant', 'stack', 'json-tuple', 'windows', 'exclude', 'query'], columns: true },
  generator: 'flag',
  file: 'place',
  table: { words: ['first', 'second'] },
  column: 'text',
  type: { words: TYPE_RULES },
  nulls: { words: NULL_RULES },
  volatile: 'flag',
};

/** What is wrong with a decoded document as functions that a user adds; nothing where it is right. */
export function addedFunctionsProblem(value: unknown): string | undefined {
  if (!isRecord(value)) return 'is not an object of functions';
  for (const [name, facets] of Object.entries(value)) {
    if (!isRecord(facets)) return `says of ${name} what is not an object`;
    for (const [facet, said] of Object.entries(facets)) {
      const shape = Object.hasOwn(SHAPES, facet) ? SHAPES[facet as keyof AddedFunction] : undefined;
      if (shape === undefined) return `says of ${name} '${facet}', which is not one of ${Object.keys(SHAPES).join(', ')}`;
      if (!fits(shape, said)) return `says of ${name} ${JSON.stringify(facet)}: ${JSON.stringify(said)}, and not ${expected(shape)}`;
    }
  }
  return undefined;
}

function fits(shape: Shape, said: unknown): boolean {
  if (shape === 'flag') return typeof said === 'boolean';
  if (shape === 'text') return typeof said === 'string';
  if (shape === 'place') return Number.isInteger(said) && (said as number) >= 0;
  if (Array.isArray(said)) return shape.columns === true && said.every(isColumn);
  return shape.words.includes(said as string);
}

/** `{ "name": "item", "element": true }` */
function isColumn(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { name, element = true, arity = 1, ...others } = value;
  return typeof name === 'string' && element === true && Number.isInteger(arity) && Object.keys(others).length === 0;
}

function expected(shape: Shape): string {
  if (shape === 'flag') return 'true or false';
  if (shape === 'text') return 'a text';
  if (shape === 'place') return 'the place of an argument, from 0';
  return `one of ${shape.words.join(', ')}${shape.columns ? ', or a list of columns' : ''}`;
}

/** The JSON Schema of functions that a user adds. */
export function addedFunctionsSchema(): object {
  const properties = Object.entries(SHAPES).map(([facet, shape]) => [facet, schemaOf(shape)]);
  return {
    type: 'object',
    additionalProperties: { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false },
  };
}

function schemaOf(shape: Shape): object {
  if (shape === 'flag') return { type: 'boolean' };
  if (shape === 'text') return { type: 'string' };
  if (shape === 'place') return { type: 'integer', minimum: 0 };
  if (!shape.columns) return { enum: shape.words };
  const column = {
    type: 'object',
    properties: { name: { type: 'string' }, element: { const: true }, arity: { type: 'integer' } },
    required: ['name'],
    additionalProperties: false,
  };
  return { anyOf: [{ enum: shape.words }, { type: 'array', items: column }] };
}
