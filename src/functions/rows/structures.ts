/** Functions on arrays, maps and structs. */
import type { FunctionRow } from '../row.js';

export const structures: readonly FunctionRow[] = [
  // ── Built ──
  { names: 'struct row tuple', builds: 'fields', type: 'struct', nulls: 'never' },
  { names: 'named_struct struct_pack', builds: 'pairs', type: 'struct', nulls: 'never' },
  { names: 'map create_map var_map', builds: 'pairs', type: 'map', nulls: 'never' },
  { names: 'map', in: 'duckdb', nulls: 'may' },
  { names: 'map_from_arrays', builds: 'pairs', type: 'map', nulls: 'any' },
  { names: 'array list_value', builds: 'array', type: 'array of values', nulls: 'never' },
  { names: 'array_construct', builds: 'array' },
  { names: 'array', in: 'snowflake clickhouse', type: undefined },

  // ── An element or a field ──
  { names: 'element_at try_element_at', path: 'text', keeps: 'first', type: 'element of argument 0', nulls: 'may' },
  { names: 'element_at', in: 'duckdb', type: undefined }, // a list of it
  { names: 'map_extract', path: 'text' },
  { names: 'struct_extract tupleelement', path: 'field' },
  { names: 'arrayjoin', opens: true, keeps: 'first', type: 'element of argument 0' },
  { names: 'connect_by_root prior', opens: true, keeps: 'first', type: 'argument 0' },
  { names: 'array_max array_min', keeps: 'first', type: 'element of argument 0', nulls: 'may' },
  { names: 'list_extract array_extract', in: 'duckdb', nulls: 'may' },

  // ── The same elements, in another order or fewer ──
  { names: 'array_distinct array_sort array_reverse array_compact', keeps: 'first', type: 'argument 0', nulls: 'any' },
  { names: 'list_sort sort_array shuffle', keeps: 'first', type: 'argument 0', nulls: 'any' },
  { names: 'array_slice slice', keeps: 'first', type: 'argument 0', nulls: 'any' },
  { names: 'shuffle', in: 'hive', volatile: true },
  { names: 'filter list_filter array_filter', keeps: 'first', type: 'argument 0', nulls: 'any' },
  { names: 'array_append', keeps: 'first', type: 'argument 0' },
  { names: 'array_prepend', keeps: 'first' },
  { names: 'array_remove array_except array_intersect', keeps: 'first', type: 'argument 0' },
  { names: 'array_concat array_cat list_concat array_union', keeps: 'any', type: 'values' },
  { names: 'to_array', keeps: 'first' },
  { names: 'group_array', keeps: 'first' },

  // ── What a lambda makes of each element ──
  { names: 'transform array_transform list_transform list_apply apply array_apply arraymap', maps: true },

  // ── About them ──
  { names: 'cardinality', type: 'integer', nulls: 'any' },
  { names: 'size', in: 'hive', type: 'integer' },
  { names: 'array_size', type: 'integer', nulls: 'any' },
  { names: 'array_length', type: 'integer' },
  { names: 'array_length', in: 'postgres', nulls: 'may' },
  { names: 'array_contains', in: 'hive', type: 'boolean', nulls: 'may' },
  { names: 'array_contains list_contains', in: 'duckdb', type: 'boolean', nulls: 'may' },
  { names: 'array_position list_position', type: 'integer' },
  { names: 'array_to_string array_join', type: 'string' },
  { names: 'arrays_overlap', in: 'hive', type: 'boolean', nulls: 'may' },
  { names: 'map_keys', type: 'keys of argument 0', nulls: 'any' },
  { names: 'map_values', type: 'values of argument 0', nulls: 'any' },
];
