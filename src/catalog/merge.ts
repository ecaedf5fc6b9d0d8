/** One thing known from several documents. */
import type { Names } from '../dialects/dialect.js';
import type { CatalogColumn, ColumnFact, Learnt } from './catalog.js';
import { columnName } from './catalog.js';
import { columnKey } from './names.js';

type Columns = readonly (string | CatalogColumn)[];

/**
 * The first list's columns with what is known of them in either. Both hold names as the dialect stores them. What the first says of a type
 * holds, what the second says in words (comment, tags); that a column is never NULL is known where either says so.
 */
export function mergeColumns(names: Names, first: Columns, second: Columns): Columns {
  const more = new Map<string, CatalogColumn>();
  for (const column of second) if (typeof column !== 'string') more.set(columnKey(names, column.name), column);
  if (more.size === 0) return first;
  return first.map((column) => {
    const also = more.get(columnKey(names, columnName(column)));
    return also === undefined ? column : mergeColumn(typeof column === 'string' ? { name: column } : column, also);
  });
}

const FACTS: readonly Exclude<ColumnFact, 'name'>[] = ['type', 'nullable', 'comment', 'tags', 'generated'];
const WORDS: ReadonlySet<ColumnFact> = new Set(['comment', 'tags']);

function mergeColumn(first: CatalogColumn, second: CatalogColumn): CatalogColumn {
  const facts: Record<string, unknown> = {};
  const learnt: { -readonly [Fact in ColumnFact]?: Learnt } = { ...first.learnt };
  for (const fact of FACTS) {
    const isSecond = second[fact] !== undefined && (first[fact] === undefined || WORDS.has(fact) || (fact === 'nullable' && first[fact]));
    if (!isSecond) continue;
    facts[fact] = second[fact];
    const place = second.learnt?.[fact] ?? second.learnt?.name;
    if (place !== undefined) learnt[fact] = place;
  }
  const tests = [...(first.tests ?? []), ...(second.tests ?? [])];
  const isLearnt = Object.keys(learnt).length > 0;
  return { ...first, ...facts, ...(tests.length > 0 && { tests }), ...(isLearnt && { learnt }) };
}
