/** Functions that users tell of: their own, and what the table does not know of others. */
import type { Dialect } from '../dialects/dialect.js';
import type { Facets, FunctionRow } from './row.js';
import { type FunctionTable, functionsOf, newTable } from './table.js';

/** What a user may say of a function; how calls are written is the dialect's business. */
export type AddedFunction = Omit<Facets, 'syntax' | 'method' | 'moves' | 'adds' | 'structure'>;

/** By the function's name, in any case and without its schema. */
export type AddedFunctions = Readonly<Record<string, AddedFunction>>;

export interface FunctionOptions {
  /** Functions by name, over what the dialect says of them: `{ "risk_score": { "aggregate": true } }`. */
  readonly functions?: AddedFunctions | undefined;
  /** Functions whose result hides their input, besides those of the dialect: short for `functions` with `masking`. */
  readonly masking?: readonly string[] | undefined;
}

/** The dialect's table, with what the user says over it. */
export function functionsFor(dialect: Dialect, { functions = {}, masking = [] }: FunctionOptions): FunctionTable {
  const table = functionsOf(dialect);
  const rows: FunctionRow[] = masking.map((name) => ({ names: [name.toLowerCase()], masking: true }));
  for (const [name, facets] of Object.entries(functions)) rows.push({ ...facets, names: [name.toLowerCase()] });
  return rows.length === 0 ? table : newTable(table, rows);
}
