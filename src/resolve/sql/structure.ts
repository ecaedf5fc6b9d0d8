/** ClickHouse's table functions that are told their columns: `s3('https://…', 'CSV', 'a UInt32, b String')`. */

import type { Facts } from '../../functions/table.js';
import type { FunctionCall } from '../../sql/tree.js';

const COLUMN = /^\s*(?:`([^`]+)`|"([^"]+)"|([A-Za-z_]\w*))\s+[A-Z]\w*/;

/** The columns' names; undefined where the call does not tell them. */
export function structureOf({ structure }: Facts, call: FunctionCall): readonly string[] | undefined {
  if (!structure) return undefined;
  for (const argument of call.arguments) {
    if (argument.kind !== 'literal' || argument.type !== 'string') continue;
    const names = columnsIn(argument.value).map((text) => COLUMN.exec(text));
    if (names.every((match) => match !== null)) return names.map((match) => (match[1] ?? match[2] ?? match[3]) as string);
  }
  return undefined;
}

/** `a Decimal(9, 2), b String` at the commas that no parenthesis holds. */
function columnsIn(text: string): string[] {
  const columns: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === ',' && depth === 0) {
      columns.push(text.slice(start, at));
      start = at + 1;
    }
  }
  columns.push(text.slice(start));
  return columns;
}
