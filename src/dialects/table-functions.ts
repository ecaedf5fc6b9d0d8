/** Which columns functions in FROM yield. Names are lower case; dialects that store upper case upper them. */

import type { MadeColumn, TableFunctionKind } from './dialect.js';

const explode: readonly MadeColumn[] = [
  { name: 'col', element: true, arity: 1 },
  { name: 'key', arity: 2 },
  { name: 'value', element: true, arity: 2 },
];
const posexplode: readonly MadeColumn[] = [{ name: 'pos' }, { name: 'col', element: true }];
const flatten: readonly MadeColumn[] = [
  { name: 'seq' },
  { name: 'key' },
  { name: 'path' },
  { name: 'index' },
  { name: 'value', element: true },
  { name: 'this', element: true },
];
const keyed: readonly MadeColumn[] = [{ name: 'key' }, { name: 'value', element: true }];
/** https://www.sqlite.org/json1.html#jeach, and DuckDB's of the same names. */
const walked: readonly MadeColumn[] = [
  ...keyed,
  { name: 'type' },
  { name: 'atom', element: true },
  { name: 'id' },
  { name: 'parent' },
  { name: 'fullkey' },
  { name: 'path' },
];
/** Computed from the argument, each of them: the parts of a text. */
const parts: readonly MadeColumn[] = [{ name: 'seq' }, { name: 'index' }, { name: 'value' }];
const valued: readonly MadeColumn[] = [{ name: 'value', element: true }];

export const tableFunctions: ReadonlyMap<string, TableFunctionKind> = new Map<string, TableFunctionKind>([
  ['unnest', 'unnest'],
  ['table', 'unnest'],
  ['rows from', 'unnest'],
  ['unpivot', 'unnest'],
  ['inline', 'inline'],
  ['inline_outer', 'inline'],
  ['explode', explode],
  ['explode_outer', explode],
  ['posexplode', posexplode],
  ['posexplode_outer', posexplode],
  ['flatten', flatten],
  ['stack', 'stack'],
  ['json_tuple', 'json-tuple'],
  ['parse_url_tuple', 'json-tuple'],
  ['openjson', [{ name: 'key' }, { name: 'value', element: true }, { name: 'type' }]],
  ['json_each', keyed],
  ['jsonb_each', keyed],
  ['json_each_text', keyed],
  ['jsonb_each_text', keyed],
  ['json_array_elements', valued],
  ['jsonb_array_elements', valued],
  ['json_array_elements_text', valued],
  ['jsonb_array_elements_text', valued],
  ['json_tree', walked],
  ['jsonb_tree', walked],
  ['string_split', [{ name: 'value' }, { name: 'ordinal' }]],
  ['split_to_table', parts],
  ['strtok_split_to_table', parts],
  ['regexp_split_to_table', 'unnest'],
  ['generate_series', 'constant'],
  ['generate_date_array', 'constant'],
  ['generate_array', 'constant'],
  ['range', 'constant'],
  ['sequence', 'constant'],
  ['numbers', 'constant'],
  ['generator', 'constant'],
  ['zeros', 'constant'],
  ['tumble', 'windows'],
  ['hop', 'windows'],
  ['cumulate', 'windows'],
  ['session', 'windows'],
  ['exclude_columns', 'exclude'],
]);

/** Where json_each says as much as json_tree (SQLite, DuckDB). */
export const walkingTableFunctions: ReadonlyMap<string, TableFunctionKind> = new Map<string, TableFunctionKind>([
  ...tableFunctions,
  ['json_each', walked],
  ['jsonb_each', walked],
]);
