/** Functions on documents, and how they are written. */
import type { CallSyntax, FunctionRow } from '../row.js';

const json: CallSyntax = { lead: ['KEY'], separators: ['VALUE', ':', 'PASSING'], options: true, defaults: true, query: true };
const options: CallSyntax = { options: true };
const xml: CallSyntax = { lead: ['CONTENT', 'DOCUMENT'], options: true };
const passing: CallSyntax = { separators: ['PASSING'], options: true };

export const documents: readonly FunctionRow[] = [
  // ── What lies at a path ──
  { names: 'get_json_object', path: 'text', type: 'string', nulls: 'may' },
  { names: 'json_extract', path: 'text', nulls: 'may' },
  { names: 'json_extract', in: 'bigquery trino mysql', type: 'json' },
  { names: 'json_extract json_extract_path', in: 'duckdb', type: 'json by path' },
  { names: 'json_extract_string json_extract_path_text', in: 'duckdb', type: 'string by path' },
  { names: 'json_extract_scalar', path: 'text', type: 'string', nulls: 'may' },
  { names: 'json_extract_string', path: 'text', type: 'string', nulls: 'may' },
  { names: 'json_extract_array json_query_array json_value_array json_extract_string_array', path: 'text', nulls: 'may' },
  { names: 'json_value', path: 'text', nulls: 'may', syntax: json },
  { names: 'json_query', path: 'text', nulls: 'may', syntax: json },
  { names: 'json_extract_array_element_text', path: 'text', nulls: 'may' },
  { names: 'get_path variant_get try_variant_get', path: 'text', nulls: 'may' },
  { names: 'get', path: 'text' },
  { names: 'json_extract_path', path: 'steps', nulls: 'may' },
  { names: 'json_extract_path', in: 'postgres', type: 'json' },
  { names: 'jsonb_extract_path', path: 'steps', type: 'json', nulls: 'may' },
  { names: 'json_extract_path_text jsonb_extract_path_text', path: 'steps', type: 'string', nulls: 'may' },
  // https://clickhouse.com/docs/sql-reference/functions/json-functions
  { names: 'jsonextract jsonextractkeysandvalues jsonextractcaseinsensitive jsonextractkeysandvaluescaseinsensitive', path: 'typed-steps' },
  {
    names: `jsonextractuint jsonextractint jsonextractfloat jsonextractbool jsonextractstring jsonextractraw jsonextractarrayraw jsonextractkeys
      jsonextractkeysandvaluesraw`,
    path: 'steps',
  },
  {
    names: `jsonextractuintcaseinsensitive jsonextractintcaseinsensitive jsonextractfloatcaseinsensitive jsonextractboolcaseinsensitive
      jsonextractstringcaseinsensitive jsonextractrawcaseinsensitive jsonextractarrayrawcaseinsensitive jsonextractkeyscaseinsensitive
      jsonextractkeysandvaluesrawcaseinsensitive`,
    path: 'steps',
  },
  {
    names:
      'simplejsonextractuint simplejsonextractint simplejsonextractfloat simplejsonextractbool simplejsonextractstring simplejsonextractraw',
    path: 'steps',
  },
  {
    names:
      'visitparamextractuint visitparamextractint visitparamextractfloat visitparamextractbool visitparamextractstring visitparamextractraw',
    path: 'steps',
  },

  // ── Built, and the same in another form ──
  { names: 'json_object', builds: 'pairs', syntax: json },
  { names: 'json_build_object jsonb_build_object', builds: 'pairs', type: 'json', nulls: 'never' },
  { names: 'json_build_array jsonb_build_array', type: 'json', nulls: 'never' },
  { names: 'object_construct object_construct_keep_null object', builds: 'pairs' },
  { names: 'object_construct object_construct_keep_null', in: 'snowflake', type: 'json', nulls: 'never' },
  { names: 'json_array json_exists json_scalar json_serialize json_table json', syntax: json },
  { names: 'json_objectagg json_object_agg json_arrayagg', aggregate: true, syntax: json },
  { names: 'json_object_agg', in: 'postgres', type: 'json', nulls: 'may' },
  { names: 'json_transform', syntax: { opaque: 1 } },
  { names: 'json_mergepatch', syntax: options },
  { names: 'object_transform', syntax: { separators: ['KEEP', 'SET'] } },
  { names: 'to_json to_jsonb', keeps: 'first', nulls: 'any' },
  { names: 'to_json to_jsonb', in: 'postgres duckdb bigquery snowflake', type: 'json' },
  { names: 'to_json', in: 'spark', type: 'string' },
  { names: 'row_to_json array_to_json', keeps: 'first', type: 'json', nulls: 'any' },
  { names: 'parse_json try_parse_json json_parse', keeps: 'first', type: 'json' },
  { names: 'to_variant to_object', keeps: 'first' },
  { names: 'from_json', keeps: 'first', schema: true, nulls: 'may' },
  { names: 'json_typeof jsonb_typeof', type: 'string', nulls: 'any' },
  { names: 'json_array_length', type: 'integer' },
  { names: 'jsonb_array_length json_array_length', in: 'postgres', type: 'integer', nulls: 'any' },
  { names: 'json_array_length', in: 'duckdb', type: 'integer by path', nulls: undefined },
  { names: 'column_get column_create column_add', syntax: options }, // MariaDB's dynamic columns

  // ── XML ──
  { names: 'xmlelement xmlpi', syntax: { lead: ['NAME'], named: true } },
  { names: 'xmlroot', syntax: { options: true, opaque: 1 } },
  { names: 'xmlnamespaces', syntax: { separators: ['DEFAULT'], aliases: true } },
  { names: 'xmlparse xmlserialize', syntax: xml },
  { names: 'xmlvalidate xmlcast', syntax: options },
  { names: 'xmlgroup xmlrow', syntax: { options: true, aliases: true } },
  { names: 'xmltable xmlquery xmlexists', syntax: passing },
  { names: 'xmlattributes xmlforest', syntax: { aliases: true } },
  { names: 'extract', in: 'oracle', method: true },

  // ── Methods of documents ──
  { names: 'value query exist nodes modify', in: 'tsql', method: true },
  // Item methods of JSON paths and methods of XMLType:
  // https://docs.oracle.com/en/database/oracle/oracle-database/23/adjsn/oracle-sql-json-path-expression-item-methods.html
  { names: 'string number date timestamp boolean existsnode getstringval getclobval getnumberval', in: 'oracle', method: true },
];
