/** What never changes end-to-end lineage: the same query within another, in a CTE, in a view, under other white space. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzeCase, type LineageCase, linesOf, readCases } from './corpus.js';

const folder = import.meta.dirname;
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((file) => readCases(readFileSync(join(folder, file), 'utf8')).map((each) => ({ ...each, file })));

/** Bare queries of one statement: those can be put into another. */
const queries = cases.filter((each) => {
  const { statements } = analyzeCase(each);
  return statements.length === 1 && statements[0]?.tree.kind === 'query-statement' && statements[0].lineage.kind === 'query';
});

const lines = (each: LineageCase) => linesOf(analyzeCase(each), []).sort();

const SAME: Record<string, (sql: string) => string> = {
  'as a subquery': (sql) => `select * from (${sql}) w__`,
  'as a CTE': (sql) => `with w__ as (${sql}) select * from w__`,
  'two levels down': (sql) => `select w__.* from (select * from (${sql}) v__) w__`,
  'through a view': (sql) => `create view w__ as ${sql}; select * from w__`,
  'with comments and other white space': (sql) => sql.replace(/ /g, ' /* x */\n  '),
  'beside an unused CTE': (sql) => (/^\s*(with|from|pivot|unpivot)\b/i.test(sql) ? sql : `with unused__ as (select z from zz) ${sql}`),
};

/** Where a wrapper changes what the text means. */
const NOT_THE_SAME: readonly RegExp[] = [
  /\\|'[^']* [^']*'/, // white space within a string
  // Which rows of one column stay is said where another query may leave the column unread.
  /^select [\w ]+ from .*\b(union|intersect|except) (all )?select \w+ from/,
];

for (const [way, change] of Object.entries(SAME)) {
  describe(way, () => {
    for (const each of queries) {
      if (NOT_THE_SAME.some((pattern) => pattern.test(each.sql))) continue;
      it(`${each.file}: ${each.title}`, () => {
        expect(lines({ ...each, sql: change(each.sql.replace(/;\s*$/, '')) })).toEqual(lines(each));
      });
    }
  });
}
