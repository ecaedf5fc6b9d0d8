/** Functions that make rows, and which columns these have. */
import type { FunctionRow, MadeColumn } from '../row.js';

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

export const tableFunctions: readonly FunctionRow[] = [
  { names: 'unnest', makes: 'unnest', opens: true, keeps: 'first', type: 'element of argument 0' },
  { names: 'table', makes: 'unnest' },
  { names: ['rows from'], makes: 'unnest' },
  { names: 'unpivot regexp_split_to_table', makes: 'unnest' },
  { names: 'explode explode_outer', makes: explode, opens: true, keeps: 'first', type: 'element of argument 0' },
  { names: 'posexplode', makes: posexplode, opens: true },
  { names: 'posexplode_outer', makes: posexplode, opens: true },
  { names: 'inline inline_outer', makes: 'inline' },
  { names: 'stack', makes: 'stack' },
  { names: 'json_tuple parse_url_tuple', makes: 'json-tuple' },
  {
    names: 'explode explode_outer posexplode posexplode_outer inline inline_outer stack json_tuple parse_url_tuple',
    in: 'hive',
    generator: true,
  },
  { names: 'flatten', makes: flatten, opens: true, keeps: 'first' },
  { names: 'openjson', makes: [{ name: 'key' }, { name: 'value', element: true }, { name: 'type' }] },
  { names: 'json_each jsonb_each json_each_text jsonb_each_text', makes: keyed },
  { names: 'json_each jsonb_each', in: 'sqlite duckdb', makes: walked },
  { names: 'json_tree jsonb_tree', makes: walked },
  { names: 'json_array_elements jsonb_array_elements json_array_elements_text jsonb_array_elements_text', makes: valued },
  { names: 'string_split', makes: [{ name: 'value' }, { name: 'ordinal' }] },
  { names: 'split_to_table strtok_split_to_table', makes: parts },
  { names: 'generate_series generate_date_array generate_array range sequence generator zeros', makes: 'constant' },
  { names: 'numbers', makes: 'constant', column: 'number' },
  { names: 'range', in: 'hive', column: 'id' },
  { names: 'generate_series', in: 'tsql', column: 'value' },
  { names: 'generate_series', in: 'sqlite', makes: [{ name: 'value' }] }, // https://www.sqlite.org/series.html
  { names: 'table', in: 'oracle', makes: [{ name: 'column_value', element: true }] },
  { names: 'tumble hop cumulate session', makes: 'windows' },
  { names: 'exclude_columns', makes: 'exclude' },
  { names: 'view', makes: 'query' },
  { names: 'descriptor graph_table semantic_view', syntax: { options: true } },
  { names: 'shortest_path', syntax: { opaque: 0 } },
];
