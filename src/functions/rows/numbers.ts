/** Functions on numbers. */
import type { FunctionRow } from '../row.js';

export const numbers: readonly FunctionRow[] = [
  { names: 'abs', type: 'argument 0', nulls: 'any' },
  { names: 'ceil ceiling floor', nulls: 'any', syntax: { separators: ['TO'], units: [1] } },
  { names: 'ceil ceiling floor', in: 'postgres', type: 'fraction of argument 0' },
  { names: 'ceil ceiling floor', in: 'duckdb', type: 'argument 0' },
  { names: 'round', nulls: 'any' },
  { names: 'round', in: 'postgres', type: 'fraction of argument 0' },
  { names: 'round', in: 'hive duckdb', type: 'argument 0' },
  { names: 'bround', in: 'hive', type: 'argument 0', nulls: 'any' },
  { names: 'trunc', nulls: 'any', syntax: { units: [1] } }, // of a date, too
  { names: 'trunc', in: 'hive', nulls: 'may' },
  { names: 'mod', nulls: 'any' },
  { names: 'mod', in: 'hive duckdb', nulls: 'may' }, // of zero
  { names: 'exp', type: 'float', nulls: 'any' },
  { names: 'exp', in: 'postgres', type: 'decimal average' },
  { names: 'exp', in: 'duckdb', type: 'float' },
  { names: 'sqrt ln log log10 power pow', in: 'duckdb', type: 'float', nulls: 'any' },
  { names: 'sqrt power pow', in: 'hive', type: 'float', nulls: 'any' },
  { names: 'ln log log10 log2 log1p', in: 'hive', type: 'float', nulls: 'may' }, // of zero
  { names: 'sin cos tan asin acos atan atan2 sinh cosh tanh cot degrees radians cbrt', type: 'float', nulls: 'any' },
  { names: 'pi', type: 'float', nulls: 'never' },
  { names: 'sign', nulls: 'any' },
  { names: 'sign', in: 'spark', type: 'float' },
  { names: 'isnan', in: 'hive', type: 'boolean', nulls: 'never' },
  { names: 'isnan isinf isfinite', in: 'duckdb', type: 'boolean', nulls: 'any' },
  { names: 'factorial', in: 'hive', type: 'integer', nulls: 'may' },
  { names: 'bit_count', in: 'hive duckdb', type: 'integer', nulls: 'any' },
  { names: 'random', type: 'float', nulls: 'never', volatile: true },
  { names: 'rand', in: 'hive bigquery mysql', type: 'float' },
  { names: 'rand rand64 randcanonical randn randuniform randnormal newid uuid_string setseed', volatile: true },
  { names: 'case_n range_n', syntax: { options: true } },
];
