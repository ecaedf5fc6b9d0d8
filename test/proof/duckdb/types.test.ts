/**
 * `npm run test:types`: the types of 2,000 generated expressions are those that DuckDB gives them, and what is said not to be NULL never
 * is. See docs/proofs.md.
 */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, expect, it } from 'vitest';
import { analyze } from '../../../src/analyze.js';
import type { TypeFamily } from '../../../src/functions/types.js';
import { randomChoices } from '../generate/choices.js';
import { holdAgainst, newTally, type Tally } from '../generate/type-verdict.js';
import { type Engine, typedQuery, typedRowsSql, typedTable, typedTableSql } from '../generate/typed.js';

const seed = Number(process.env['HEADWATER_SEED'] ?? 1);
const count = Number(process.env['HEADWATER_COUNT'] ?? 500);

const ENGINE: Engine = {
  types: {
    integer: ['integer', 'bigint', 'smallint', 'tinyint', 'hugeint', 'uinteger'],
    decimal: ['decimal(9, 2)', 'decimal(18, 4)', 'decimal(4, 1)', 'decimal'],
    float: ['double', 'float'],
    string: ['varchar', 'varchar(10)'],
    boolean: ['boolean'],
    date: ['date'],
    timestamp: ['timestamp'],
  },
  more: {
    integer: ['$i // 2', "date_diff('day', $t, $t)", 'year($t)', 'extract(month from $m)', 'strpos($s, $s)', 'sign($i)', 'try_cast($s as bigint)', '[$i, $i][1]', "{'x': $i}.x"],
    decimal: ['$d % $d', 'floor($d)', 'round($d)'],
    float: ['$i / $i', '$d / $d', '$i ** 2', 'ln(abs($f) + 1)', 'random()'],
    string: ['$s[1]', "if($b, $s, 'x')", 'md5($s)', '$i::varchar', "strftime($t, '%Y')"],
    boolean: ["starts_with($s, 'a')", "regexp_matches($s, 'a')", 'isnan($f)'],
    date: ['$t + 1', 'last_day($t)', 'current_date'],
    timestamp: ['$t + interval 1 day', "date_trunc('month', $m)", '$m - interval 2 hour'],
  },
};

const FAMILIES: readonly (readonly [RegExp, TypeFamily])[] = [
  [/\[\d*\]$/, 'array'],
  [/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/, 'integer'],
  [/^DECIMAL/, 'decimal'],
  [/^(DOUBLE|FLOAT)$/, 'float'],
  [/^TIMESTAMP/, 'timestamp'],
  [/^VARCHAR$/, 'string'],
  [/^BOOLEAN$/, 'boolean'],
  [/^DATE$/, 'date'],
  [/^INTERVAL$/, 'interval'],
];

const familyOf = (type: string): TypeFamily | undefined => FAMILIES.find(([pattern]) => pattern.test(type))?.[1];

const t = typedTable('t', ENGINE.types);
const u = typedTable('u', ENGINE.types);
const ddl = `${typedTableSql(t)}\n${typedTableSql(u)}\n`;
const tally: Tally = newTally();
const nulls = { refuted: [] as string[], never: 0, claimed: 0 };

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const choices = randomChoices(seed);
  await connection.run(ddl + typedRowsSql(choices, t, 40) + typedRowsSql(choices, u, 12));
  for (let done = 0, at = 0; done < count && at < count * 4; at++) {
    const sql = typedQuery(randomChoices(seed * 1_000_003 + at), ENGINE, t, u);
    if (await hold(connection, sql)) done++;
  }
}, 300_000);

/** False where DuckDB refuses the query. */
async function hold(connection: DuckDBConnection, sql: string): Promise<boolean> {
  let types: string[];
  try {
    types = (await connection.runAndReadAll(`describe ${sql}`)).getRows().map((row) => String(row[1]));
  } catch {
    return false;
  }
  const { statements } = analyze(`${ddl}${sql}`, { dialect: 'duckdb' });
  const columns = statements.at(-1)?.lineage.columns ?? [];
  holdAgainst(tally, sql, columns, types, familyOf);
  try {
    const values = (await connection.runAndReadAll(sql)).getColumns();
    for (const [place, column] of columns.entries()) {
      const list = values[place] ?? [];
      const isNull = list.includes(null);
      if (isNull && column.nullable === false) nulls.refuted.push(`${column.column}: ${sql}`);
      if (isNull || list.length < 3) continue;
      nulls.never++;
      if (column.nullable === false) nulls.claimed++;
    }
  } catch {
    // It has a type all the same: a number too large, a text that is no number.
  }
  return true;
}

it('gives DuckDB’s types', () => {
  console.log(`${tally.columns} columns: ${tally.exact} exactly, ${tally.unknown} unknown, ${tally.wrong.length} wrong`);
  expect(tally.columns).toBeGreaterThanOrEqual(count * 4);
  expect(tally.wrong.slice(0, 20)).toEqual([]);
  expect(tally.unknown / tally.columns).toBeLessThanOrEqual(0.1);
});

it('says of no column with a NULL that it has none', () => {
  console.log(`${nulls.never} columns without a NULL, ${nulls.claimed} of them said so; ${nulls.refuted.length} refuted`);
  expect(nulls.refuted.slice(0, 20)).toEqual([]);
  expect(nulls.claimed / nulls.never).toBeGreaterThanOrEqual(0.7);
});
