import type { Span } from '../../base/span.js';
import type { Column } from '../../lineage/column.js';
import { keyOf } from '../../resolve/sql/context.js';
import type { ListedName, StatementInSight } from '../../resolve/sql/sides.js';
import { type Report, rule } from '../rule.js';

export const duplicateColumn = rule({
  code: 'duplicate-column',
  sees: 'statement',
  severity: 'warning',
  why: 'Where names have to differ, in what is made or written and in some dialects in every subquery, an engine refuses two of one name.',
  bad: [
    ['postgres', 'create table x as select a, «b» as a from t'],
    ['postgres', 'insert into x (p, q, «p») select id, a, a from t'],
  ],
  good: [['postgres', 'create table x as select a, b from t']],
  check(statement, report) {
    for (const { columns, within } of statement.sides.columns) checkColumns(columns, within, report);
    for (const names of statement.sides.listed) checkListed(statement, names, report);
  },
});

/** `within` is where the columns stand. */
function checkColumns(columns: readonly Column[], within: Span, report: Report): void {
  const seen = new Set<string>();
  const said = new Set<string>();
  for (const { name, key, open, span } of columns) {
    if (open !== undefined || key === '') continue;
    if (!seen.has(key)) {
      seen.add(key);
      continue;
    }
    const place = span !== undefined && span.start >= within.start && span.end <= within.end ? span : within;
    const once = `${place.start} ${key}`; // a star may have thousands of one name
    if (said.has(once)) continue;
    said.add(once);
    duplicate(name, place, report);
  }
}

function checkListed({ names, text }: StatementInSight, listed: readonly ListedName[], report: Report): void {
  const seen = new Set<string>();
  for (const column of listed) {
    // What stands behind the name says which part of the column: `a[1]`, `a[2]`.
    const path = column.parts.map((part) => keyOf({ names }, part)).join('\n') + text.slice(column.parts.at(-1)?.end, column.end);
    if (seen.has(path)) duplicate(column.parts[column.parts.length - 1]?.name ?? '', column, report);
    else seen.add(path);
  }
}

function duplicate(name: string, span: Span, report: Report): void {
  report(`Two columns are called ${name} where names have to differ.`, span, 'Give one an alias.');
}
