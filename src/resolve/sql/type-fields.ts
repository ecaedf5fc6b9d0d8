/** The fields of a type as it is written: `ROW(a int, b text)`, `STRUCT<a: INT, b: ARRAY<INT>>`, `ARRAY(ROW(…))`. */

const STRUCTS = new Set(['row', 'struct', 'tuple', 'named_struct']);

/** Their names in order; none when the type has no fields with names. */
export function fieldsOfType(type: string): readonly string[] {
  const open = type.search(/[(<]/);
  if (open < 0) return [];
  const head = type.slice(0, open).trim().toLowerCase();
  const inner = type.slice(open + 1, -1);
  if (head === 'array') return fieldsOfType(inner.trim());
  return STRUCTS.has(head) ? partsOf(inner).flatMap(nameOf) : [];
}

/** The text between commas that are not within parentheses. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '(' || char === '<') depth++;
    else if (char === ')' || char === '>') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** `a int`, `a: INT`, `"a b" int`; a type alone has no name. */
function nameOf(part: string): readonly string[] {
  const text = part.trim();
  const quote = text[0];
  if (quote === '"' || quote === '`') return [text.slice(1, Math.max(1, text.indexOf(quote, 1)))];
  const end = text.search(/[\s:]/);
  return end < 0 ? [] : [text.slice(0, end)];
}
