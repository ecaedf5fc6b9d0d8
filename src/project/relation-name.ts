/** Names of relations as dbt writes them → as the dialect stores them. */
import { storedName } from '../catalog/names.js';
import type { Names } from '../dialects/dialect.js';

const CLOSING: Readonly<Record<string, string>> = { '"': '"', '`': '`', '[': ']' };

/** `"ANALYTICS".utilities.days` → `ANALYTICS.UTILITIES.DAYS` (Snowflake). */
export function storedRelation(relation: string, names: Names): string {
  const parts: string[] = [];
  for (let at = 0; at < relation.length; at++) {
    const close = CLOSING[relation[at] as string];
    const start = close === undefined ? at : at + 1;
    const found = relation.indexOf(close ?? '.', start);
    const end = found < 0 ? relation.length : found;
    const part = relation.slice(start, end);
    // BigQuery writes several parts within one pair of quotes.
    parts.push(close === undefined ? storedName(names, part.trim(), false) : storedName(names, part, true));
    at = close === undefined ? end : relation.indexOf('.', end);
    if (at < 0) break;
  }
  return parts.join('.');
}

/** The same for parts that come apart and without quotes; empty ones do not count. */
export function storedParts(parts: readonly (string | null | undefined)[], names: Names): string {
  return parts
    .filter((part) => part !== null && part !== undefined && part !== '')
    .map((part) => storedName(names, part as string, false))
    .join('.');
}
