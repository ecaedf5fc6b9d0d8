/** Functions that need a window, and aggregate nothing. */
import type { FunctionRow } from '../row.js';

export const windows: readonly FunctionRow[] = [
  { names: 'lag lead', window: true, keeps: 'first', type: 'argument 0', nulls: 'may' },
  { names: 'row_number rank dense_rank ntile', window: true, type: 'integer', nulls: 'never' },
  { names: 'percent_rank cume_dist', window: true, type: 'float', nulls: 'never' },
];
