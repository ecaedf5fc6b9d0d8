/** Rules over a statement → diagnostics. */
import type { Diagnostic } from '../base/diagnostic.js';
import type { StatementInSight } from '../resolve/sql/sides.js';
import type { StatementRule } from './rule.js';
import { ambiguousColumn } from './rules/ambiguous-column.js';
import { crossJoin } from './rules/cross-join.js';
import { duplicateColumn } from './rules/duplicate-column.js';
import { unusedCte } from './rules/unused-cte.js';

export const rules: readonly StatementRule[] = [unusedCte, duplicateColumn, ambiguousColumn, crossJoin];

/** Those that read what the resolver noted and look at no tree: they cost nothing where nothing is wrong. */
const CHEAP = rules.filter((each) => each !== crossJoin);

/** What all rules find in a statement: `analyze(sql, { check: advise })`. */
export function advise(statement: StatementInSight): readonly Diagnostic[] {
  return run(rules, statement);
}

/** The same without those that take a pass of their own, for many small requests. */
export function adviseQuickly(statement: StatementInSight): readonly Diagnostic[] {
  return run(CHEAP, statement);
}

export function run(which: readonly StatementRule[], statement: StatementInSight): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { code, severity, check } of which)
    check(statement, (message, { start, end }, hint) => found.push({ severity, code, message, span: { start, end }, hint }));
  return found;
}
