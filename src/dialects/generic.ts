/** What text of no known dialect is read as: every switch that some row has, but for those on which rows disagree. */
import { base } from './base.js';
import { dialect, switches } from './define.js';
import type { Dialect, Switch } from './dialect.js';

/**
 * The switches that one dialect has and others do not, where the others read the same text as something else: generic is with the
 * others. Each with such a text.
 */
export const disagreements: Partial<Readonly<Record<Switch, string>>> = {
  // ── Tokens ──
  backslashEscapes: String.raw`SELECT 'a\' AS x, 'b' FROM t`,
  tripleQuotes: `SELECT '''a' FROM t`,
  dashNeedsSpace: 'SELECT a--b\nFROM t',
  digitIdentifiers: 'SELECT pair.1.2 FROM t',
  stages: 'SELECT @a/2',
  customOperators: 'SELECT a|~b FROM t',

  // ── Expressions ──
  inTable: 'WITH l AS (SELECT [1, 2] AS list) SELECT 1 IN list FROM l',
  binaryOperator: 'SELECT BINARY a FROM t',
  labelledDurations: 'SELECT a YEAR FROM t',
  postfixTypes: 'SELECT normalize (DATE) FROM t',
  listConstructors: 'SELECT LIST[1] FROM t',
  literalSuffixes: `SELECT 'a'b`,
  characterAttributes: 'SELECT a::text ascii FROM t',

  // ── Queries ──
  equalsAlias: 'SELECT x = a FROM t',
  prefixAlias: 'SELECT a:b FROM t',
  pivotStatement: 'WITH pivot AS (SELECT 1) SELECT * FROM pivot',
  pivotOverJoin: 'SELECT * FROM a CROSS JOIN t PIVOT (sum(b) FOR c IN (1))',
  withExpressions: 'CREATE VIEW v WITH c AS SELECT a FROM t',
  bareValues: 'INSERT INTO t (a) VALUES (1), (2) AS n ON DUPLICATE KEY UPDATE a = n.a',
  groupByAuto: 'SELECT auto, count(*) FROM t GROUP BY AUTO',

  selectHints: 'SELECT WITH(a AS 1, a + 1)',
  selectNormalize: 'SELECT normalize FROM t',
  summaries: 'SELECT a FROM t WITH UR',
  expandOn: 'SELECT a FROM t JOIN u expand ON t.a = expand.a',

  // ── Statements ──
  goBatches: 'SELECT a FROM t go',
  macroStatements: 'CREATE MACRO m() AS (SELECT a FROM t)',
  updateElseInsert: 'BEGIN IF a THEN UPDATE t SET a = 1 ELSE INSERT INTO t SELECT a FROM s; END IF; END',
  updateStatistics: 'UPDATE statistics SET a = 1',
  alterRoutines: 'ALTER PROCEDURE p COMPILE',
  bareCalls: 'x.y(1)',
  semicolonless: 'SELECT a FROM t UPDATE SET x = 1',
  recordValues: 'INSERT INTO t VALUES ROW(1), ROW(2)',
  tableAsClones: 'CREATE TABLE t AS s',
  namedPartitions: 'INSERT INTO t PARTITION (a) SELECT 1',
  mergeInsertColumnsOnly: 'MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED THEN INSERT (s.a)',
  mergeInsertValuesOnly: 'MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED THEN INSERT (a)',
};

/** One dialect of all rows. Whom a name means is where they disagree most: it keeps to what the most of them do. */
export function unionOf(rows: readonly Dialect[]): Dialect {
  const groups = ['lex', 'grammar'] as const;
  const has = (row: Dialect, name: Switch) => groups.some((group) => Reflect.get(row[group], name) === true);
  const all = groups.flatMap((group) => Object.keys(base[group]) as Switch[]);
  const adds = all.filter((name) => disagreements[name] === undefined && rows.some((row) => has(row, name)));
  return dialect('generic', base, {
    aliases: ['', 'unknown', 'any'],
    adds: [...adds, ...switches('havingAlias structFields implicitRecursion')],
  });
}
