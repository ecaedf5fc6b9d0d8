/** ClickHouse's table functions that are told their columns: `s3('https://…', 'CSV', 'a UInt32, b String')`. */

import { partsAtCommas } from '../../base/brackets.js';
import type { Facts } from '../../functions/table.js';
import type { FunctionCall } from '../../sql/tree.js';

const COLUMN = /^\s*(?:`([^`]+)`|"([^"]+)"|([A-Za-z_]\w*))\s+[A-Z]\w*/;

/** The columns' names; undefined where the call does not tell them. */
export function structureOf({ structure }: Facts, call: FunctionCall): readonly string[] | undefined {
  if (!structure) return undefined;
  for (const argument of call.arguments) {
    if (argument.kind !== 'literal' || argument.type !== 'string') continue;
    const names = partsAtCommas(argument.value, '(', ')').map((text) => COLUMN.exec(text));
    if (names.every((match) => match !== null)) return names.map((match) => (match[1] ?? match[2] ?? match[3]) as string);
  }
  return undefined;
}
