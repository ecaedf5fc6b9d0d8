/** Constant paths into JSON: `json_extract(doc, '$.a.b')` reads the field a.b of doc. */
import type { Expression } from '../../sql/tree.js';

const EXTRACTORS = new Set([
  'get_json_object',
  'json_extract',
  'json_extract_scalar',
  'json_extract_string',
  'json_extract_array',
  'json_query_array',
  'json_value_array',
  'json_extract_string_array',
  'json_query',
  'json_value',
  'get_path',
  'get',
  'struct_extract',
  'map_extract',
  'element_at',
  'try_element_at',
  'tupleelement',
  'variant_get',
  'try_variant_get',
  'json_extract_array_element_text',
]);

/** Each of their further arguments is one step of the path. */
const STEPWISE = new Set(['json_extract_path', 'json_extract_path_text', 'jsonb_extract_path', 'jsonb_extract_path_text']);
/** ClickHouse's `JSONExtractString(doc, 'a', 'b')`. */
const TYPED_EXTRACTORS = ['jsonextract', 'simplejsonextract', 'visitparamextract'];

/** The constant paths that a call reads in its first argument; none when they are not constant or the function reads no path. */
export function callPaths(name: string, [document, ...list]: readonly Expression[]): readonly (readonly string[])[] {
  if (document === undefined || list.length === 0) return [];
  if (STEPWISE.has(name)) return steps(list);
  if (TYPED_EXTRACTORS.some((each) => name.startsWith(each))) return steps(name === 'jsonextract' ? list.slice(0, -1) : list);
  const [first, ...others] = list as [Expression, ...Expression[]];
  if (!EXTRACTORS.has(name) || first.kind !== 'literal') return [];
  if (first.type === 'number' && PLACES.has(name)) return [[first.value]];
  if (first.type !== 'string') return [];
  const path = splitPath(first.value);
  if (path === undefined) return [];
  const more = others.flatMap((each) => (each.kind === 'literal' && each.value.startsWith('$') ? [splitPath(each.value) ?? []] : []));
  return [path, ...more];
}

/** They take a number as the place of a field. */
const PLACES = new Set(['tupleelement', 'struct_extract']);

function steps(list: readonly Expression[]): readonly (readonly string[])[] {
  const path: string[] = [];
  for (const each of list) {
    if (each.kind !== 'literal') break;
    if (each.type === 'string') path.push(...(splitPath(each.value) ?? []));
  }
  return path.length === 0 ? [] : [path];
}

/**
 * `doc -> 'a' ->> 'b'`, `doc ->> '$.a.b'`, `doc #>> '{a,b}'`: the path as far as it is constant, and the keys that are not. Numbers are
 * places in arrays, which do not count.
 */
export function operatorPaths(operators: readonly string[], keys: readonly Expression[]): { path: string[]; others: Expression[] } {
  const path: string[] = [];
  const others: Expression[] = [];
  for (const [at, key] of keys.entries()) {
    const step = operatorPath(operators[at] as string, key);
    if (step === undefined) others.push(key);
    else if (others.length === 0) path.push(...step);
  }
  return { path, others };
}

function operatorPath(operator: string, argument: Expression): readonly string[] | undefined {
  if (argument.kind !== 'literal') return undefined;
  if (argument.type === 'number') return [];
  if (argument.type !== 'string') return undefined;
  if (operator === '->' || operator === '->>') return argument.value.startsWith('$') ? splitPath(argument.value) : [argument.value];
  if (operator === '#>' || operator === '#>>') return argument.value.replace(/[{}]/g, '').split(',').filter(Boolean);
  return undefined;
}

/** `$.a.b[0]."c d"` → a, b, c d. Indexes do not count: they stay within the column's values. */
export function splitPath(written: string): readonly string[] | undefined {
  const text = written.replace(/^\s*(lax|strict)\s+/i, '');
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
  const known = names.findIndex(isNoName);
  if (known >= 0) names.length = known;
  return names.length === 0 ? undefined : names;
}

/** A filter, a variable, any field or a method: the path is constant up to there. */
const isNoName = (step: string): boolean => step === '*' || step.startsWith('?') || step.startsWith('$') || step.endsWith('()');
