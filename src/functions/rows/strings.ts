/** Functions on text. */
import type { FunctionRow } from '../row.js';

const using = { separators: ['USING'] } as const;
const form = { form: true } as const;

export const strings: readonly FunctionRow[] = [
  { names: 'upper lower', type: 'string', nulls: 'any' },
  { names: 'lower upper', in: 'postgres', type: 'argument 0', nulls: 'may' }, // of a range, too
  { names: 'lower upper', in: 'duckdb', type: 'string', nulls: 'any' },
  { names: 'ucase lcase initcap', type: 'string', nulls: 'any' },
  { names: 'trim', type: 'string', nulls: 'any', syntax: { lead: ['BOTH', 'LEADING', 'TRAILING'], separators: ['FROM'] } },
  { names: 'ltrim', type: 'string', nulls: 'any', syntax: { separators: ['FROM'] } },
  { names: 'rtrim btrim', type: 'string', nulls: 'any' },
  { names: 'trim ltrim rtrim btrim', in: 'postgres bigquery', type: 'argument 0' }, // bytes stay bytes
  { names: 'trim ltrim rtrim btrim', in: 'duckdb', type: 'string' },
  { names: 'trim', in: 'postgres', column: 'btrim' },
  { names: 'lpad rpad', nulls: 'any' },
  { names: 'lpad rpad', in: 'postgres', type: 'string' },
  { names: 'left right', nulls: 'any' },
  { names: 'left right', in: 'postgres', type: 'string' },
  { names: 'substring', nulls: 'any', syntax: { separators: ['FROM', 'FOR', 'SIMILAR', 'ESCAPE'], tight: true } },
  { names: 'substr', nulls: 'any', syntax: { separators: ['FROM', 'FOR'] } },
  { names: 'substring', in: 'postgres', nulls: 'may' }, // of a pattern that does not fit
  { names: 'substring substr', in: 'hive', type: 'argument 0' },
  { names: 'substring substr', in: 'duckdb', type: 'string' },
  { names: 'overlay', nulls: 'any', syntax: { separators: ['PLACING', 'FROM', 'FOR'] } },
  { names: 'overlay', in: 'hive postgres', type: 'argument 0' },
  { names: 'position', type: 'integer', nulls: 'any', syntax: { separators: ['IN', 'FROM'], tight: true } },
  { names: 'strpos instr locate charindex', type: 'integer', nulls: 'any' },
  { names: 'length', type: 'integer', nulls: 'any' },
  { names: 'char_length character_length octet_length bit_length', type: 'integer', nulls: 'any' },
  { names: 'ascii', type: 'integer', nulls: 'any' },
  { names: 'levenshtein', type: 'integer', nulls: 'any' },
  { names: 'replace', type: 'string', nulls: 'any' },
  { names: 'reverse', keeps: 'first', type: 'argument 0', nulls: 'any' },
  { names: 'repeat', type: 'string', nulls: 'any' },
  { names: 'repeat', in: 'duckdb', type: 'argument 0' },
  { names: 'space', in: 'hive', type: 'string', nulls: 'any' },
  { names: 'regexp_replace', type: 'string', nulls: 'any' },
  { names: 'regexp_like rlike', type: 'boolean', nulls: 'any' },
  { names: 'regexp_extract', in: 'hive duckdb', type: 'string', nulls: 'any' },
  { names: 'regexp_matches', in: 'duckdb', type: 'boolean', nulls: 'any' },
  { names: 'starts_with ends_with startswith endswith', type: 'boolean', nulls: 'any' },
  { names: 'contains', in: 'hive', type: 'boolean', nulls: 'any' },
  { names: 'prefix suffix', in: 'duckdb', type: 'boolean', nulls: 'any' },
  { names: 'split_part', type: 'string', nulls: 'any' },
  { names: 'split string_to_array string_split str_split', in: 'hive duckdb', type: 'array of string', nulls: 'any' },
  { names: 'string_to_array', in: 'postgres', type: 'array of string' },
  { names: 'concat', in: 'postgres', type: 'string', nulls: 'never' }, // NULL counts as empty
  { names: 'concat', in: 'duckdb', type: 'values' }, // lists as well
  { names: 'concat', in: 'hive', type: 'values', nulls: 'any' },
  { names: 'concat_ws', type: 'string' },
  { names: 'concat_ws', in: 'hive postgres', nulls: 'may' },
  { names: 'printf format_string', nulls: 'any' },
  { names: 'format', in: 'postgres', type: 'string', nulls: 'any' },
  { names: 'format printf', in: 'duckdb', type: 'string' },
  { names: 'format_string printf', in: 'hive', type: 'string', nulls: 'may' },
  { names: 'quote_ident', in: 'postgres', type: 'string', nulls: 'any' },
  { names: 'quote_nullable', in: 'postgres', type: 'string', nulls: 'never' },
  { names: 'translate', type: 'string', nulls: 'any', syntax: using },
  { names: 'translate_chk convert', syntax: using },
  { names: 'char chr', type: 'string', nulls: 'any', syntax: using },
  { names: 'base64', in: 'hive duckdb', type: 'string', nulls: 'any' },
  { names: 'unbase64 unhex', in: 'hive', type: 'binary', nulls: 'may' },
  { names: 'hex', in: 'hive duckdb', type: 'string', nulls: 'any' },
  { names: 'to_hex', type: 'string', nulls: 'any' },
  { names: 'normalize normalize_and_casefold', type: 'string', nulls: 'any', syntax: form },
  { names: 'weight_string', syntax: { options: true } },
  { names: 'parse try_parse', syntax: { separators: ['USING'], aliases: true } },
  // '' is NULL to Oracle, so that what cuts a text may give it.
  { names: 'trim ltrim rtrim substr replace translate regexp_replace substring', in: 'oracle', nulls: 'may' },
  { names: 'upper lower initcap lpad rpad reverse', in: 'oracle', nulls: 'may' },
];
