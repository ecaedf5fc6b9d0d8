/** The names of the fields of a struct's type, as its text has them. */

/** `STRUCT<x INT64, y ARRAY<STRING>>`, `ROW(x bigint, y varchar)`, `STRUCT(x INTEGER)[]` → x, y. None when a field has no name. */
export function fieldNames(written: string): readonly string[] {
  const type = written.replace(/\/\*[\s\S]*?\*\/|--[^\n]*/g, ' ');
  const names: string[] = [];
  let depth = 0;
  let from = -1;
  for (let at = 0; at < type.length; at++) {
    const char = type[at];
    if (char === '<' || char === '(') {
      if (++depth === 1) from = at + 1;
    } else if (char === '>' || char === ')') {
      if (--depth === 0) return addName(type.slice(from, at), names) ? names : [];
    } else if (char === ',' && depth === 1) {
      if (!addName(type.slice(from, at), names)) return [];
      from = at + 1;
    }
  }
  return [];
}

/** A field's name is the first of its words; a type alone has only one. Hive and Spark write `x: int`. */
function addName(field: string, into: string[]): boolean {
  const text = field.trim();
  const quote = text[0] === '"' || text[0] === '`' ? text[0] : undefined;
  const end = quote === undefined ? wordEnd(text) : text.indexOf(quote, 1);
  if (end <= 0 || text.slice(quote === undefined ? end : end + 1).trim() === '') return false;
  const name = text.slice(quote === undefined ? 0 : 1, end);
  if (name === '') return false;
  into.push(name);
  return true;
}

function wordEnd(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === ' ' || char === ':' || char === '\n' || char === '\t') return at;
    if (char === '<' || char === '(') return -1;
  }
  return -1;
}
