/** Constant paths into JSON: `json_extract(doc, '$.a.b')` reads the field a.b of doc. */
import type { Expression, Literal } from '../../sql/tree.js';

const EXTRACTORS = new Set([
  'get_json_object',
  'json_extract',
  'json_extract_scalar',
  'json_extract_string',
  'json_extract_array',
  'json_extract_path_text',
  'json_extract_path',
  'jsonb_extract_path',
  'jsonb_extract_path_text',
  'json_query_array',
  'json_value_array',
  'json_extract_string_array',
  'json_query',
  'json_value',
  'jsonextractstring',
  'jsonextractint',
  'jsonextractraw',
  'get_path',
  'get',
  'struct_extract',
  'map_extract',
  'element_at',
  'variant_get',
  'try_variant_get',
  'json_extract_array_element_text',
]);

/** The path that the call's second argument means; undefined when it is not constant or the function reads no path. */
export function jsonPath(name: string, argument: Expression): readonly string[] | undefined {
  if (!EXTRACTORS.has(name) || argument.kind !== 'literal' || argument.type !== 'string') return undefined;
  return splitPath(withoutMode(argument.value));
}

/** SQL/JSON's paths may say how strict they are: `lax $.a`. */
function withoutMode(path: string): string {
  if (path.startsWith('lax ')) return path.slice('lax '.length).trimStart();
  return path.startsWith('strict ') ? path.slice('strict '.length).trimStart() : path;
}

/** Functions whose arguments are a key each. */
const KEYED = new Set(['json_extract_path_text', 'json_extract_path', 'jsonb_extract_path_text', 'jsonb_extract_path']);

/** `json_extract_path_text(doc, 'a', 'b' [, true])`: the path of all keys; undefined when one is not constant. */
export function keyedPath(name: string, list: readonly Expression[]): readonly string[] | undefined {
  if (list.length < 3 || !KEYED.has(name)) return undefined;
  const last = list[list.length - 1] as Expression;
  const keys = list.slice(1, last.kind === 'literal' && last.type !== 'string' ? -1 : undefined);
  return keys.every((key) => key.kind === 'literal' && key.type === 'string') ? keys.map((key) => (key as Literal).value) : undefined;
}

/** Operators: `doc -> 'a'`, `doc ->> '$.a.b'`, `doc #>> '{a,b}'`. */
export function operatorPath(operator: string, argument: Expression): readonly string[] | undefined {
  if (argument.kind !== 'literal' || argument.type !== 'string') return undefined;
  if (operator === '->' || operator === '->>') return argument.value.startsWith('$') ? splitPath(argument.value) : [argument.value];
  if (operator === '#>' || operator === '#>>') return argument.value.replace(/[{}]/g, '').split(',').filter(Boolean);
  return undefined;
}

/** `$.a.b[0]."c d"` → a, b, c d. Indexes do not count: they stay within the column's values. */
function splitPath(text: string): readonly string[] | undefined {
  const names: string[] = [];
  let name = '';
  let quote = '';
  let index = false;
  for (const char of text.startsWith('$') ? text.slice(1) : text) {
    if (quote !== '') {
      if (char === quote) quote = '';
      else name += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      index = false;
    } else if (char === '.' || char === '[' || char === ']') {
      if (name !== '' && !index) names.push(name);
      name = '';
      index = char === '[';
    } else if (index && !(char >= '0' && char <= '9') && char !== '*') index = false;
    if (quote === '' && char !== '"' && char !== "'" && char !== '.' && char !== '[' && char !== ']') name += char;
  }
  if (name !== '' && !index) names.push(name);
  return names.length === 0 ? undefined : names;
}
