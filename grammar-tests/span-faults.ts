import type { Dialect } from '../src/dialects/dialect.js';
import { forEachChild } from '../src/sql/for-each-child.js';
import { parse } from '../src/sql/parser/index.js';
import type { Node } from '../src/sql/tree.js';

/** Spans outside the text, turned round, or outside their parent's; a sentence each. Empty is as it should be. */
export function spanFaults(sql: string, dialect: Dialect): readonly string[] {
  const { script, diagnostics } = parse(sql, dialect);
  const faults: string[] = [];
  check(script, { kind: 'text', start: 0, end: sql.length });
  for (const { span, message } of diagnostics) {
    if (span !== undefined && (span.start < 0 || span.end > sql.length || span.start > span.end)) {
      faults.push(`diagnostic at ${span.start}–${span.end} of ${sql.length}: ${message}`);
    }
  }
  return faults.map((fault) => `${fault} in ${JSON.stringify(sql)}`);

  function check(node: Node, parent: { readonly kind: string; readonly start: number; readonly end: number }): void {
    const { start, end, kind } = node;
    if (start > end) faults.push(`${kind} ends before it starts: ${start}–${end}`);
    if (start < parent.start || end > parent.end)
      faults.push(`${kind} ${start}–${end} outside ${parent.kind} ${parent.start}–${parent.end}`);
    forEachChild(node, (child) => check(child, node));
  }
}
