/** Functions that take one of their arguments, as the others say. */
import type { FunctionRow } from '../row.js';

export const conditionals: readonly FunctionRow[] = [
  { names: 'if iff iif', conditions: 'first', type: 'values' },
  { names: 'nvl2', conditions: 'first', type: 'values', nulls: 'any' },
  { names: 'if iff', in: 'hive duckdb bigquery snowflake', nulls: 'any' }, // elsewhere the last value may be left out
  { names: 'multiif', conditions: 'odd-but-last', type: 'values', nulls: 'any' },
  { names: 'decode', conditions: 'decode', nulls: 'may' },
  { names: 'coalesce nvl ifnull', keeps: 'any', type: 'values', nulls: 'all' },
  { names: 'nullif', type: 'argument 0', nulls: 'may' },
  { names: 'greatest least', type: 'values' },
  { names: 'greatest least', in: 'hive postgres', nulls: 'all' },
  { names: 'isnull', in: 'hive duckdb', type: 'boolean', nulls: 'never' },
  { names: 'isnotnull', type: 'boolean', nulls: 'never' },
  { names: 'equal_null', in: 'hive snowflake', type: 'boolean', nulls: 'never' },
  { names: 'raise', syntax: { units: [0] } }, // SQLite: RAISE(ABORT, '…')
];
