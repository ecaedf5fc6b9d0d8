/**
 * `npm run test:types`: the types of 2,000 generated expressions are those that DuckDB gives them, and what is said not to be NULL never
 * is. See docs/proofs.md.
 */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, expect, it } from 'vitest';
import { analyze } from '../../../src/analyze/analyze.js';
import type { TypeFamily } from '../../../src/functions/types.js';
import { randomChoices } from '../generate/choices.js';
import { generateQuery } from '../generate/index.js';
import { makeTables, tableSql } from '../generate/schema.js';
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
    integer: [
      '$i // 2',
      "date_diff('day', $t, $t)",
      'year($t)',
      'extract(month from $m)',
      'strpos($s, $s)',
      'sign($i)',
      'try_cast($s as bigint)',
      '[$i, $i][1]',
      "{'x': $i}.x",
    ],
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
  [/^STRUCT/, 'struct'],
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
const typed = `${typedTableSql(t)}\n${typedTableSql(u)}\n`;
const tally: Tally = newTally();
const nulls = { refuted: [] as string[], never: 0, claimed: 0 };

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const choices = randomChoices(seed);
  await connection.run(typed + typedRowsSql(choices, t, 40) + typedRowsSql(choices, u, 12));
  await holdGenerated();
  for (let done = 0, at = 0; done < count && at < count * 4; at++) {
    const sql = typedQuery(randomChoices(seed * 1_000_003 + at), ENGINE, t, u);
    if (await hold(connection, sql, typed)) done++;
  }
}, 300_000);

/** The queries of the proof of lineage, over structs, lists, stars, pivots and recursion. */
async function holdGenerated(): Promise<void> {
  for (let group = 0; group * GROUP < count; group++) {
    const tables = makeTables(randomChoices(seed + group), true);
    const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    const made = tables.map((table) => tableSql(table)).join('\n');
    await connection.run(made);
    for (let at = 0; at < GROUP; at++) {
      const { sql } = generateQuery(randomChoices((seed + group) * 1009 + at), tables, 'duckdb');
      await hold(connection, sql, made);
    }
    connection.closeSync();
  }
}

/** Queries that share their tables. */
const GROUP = 50;

/** False where DuckDB refuses the query. */
async function hold(connection: DuckDBConnection, sql: string, ddl: string): Promise<boolean> {
  let types: string[];
  try {
    types = (await connection.runAndReadAll(`describe ${sql}`)).getRows().map((row) => String(row[1]));
  } catch {
    return false;
  }
  const { statements } = analyze(`${ddl}${sql}`, { dialect: 'duckdb', types: true });
  const columns = statements.at(-1)?.lineage.columns ?? [];
  holdAgainst(tally, sql, columns, types, familyOf);
  try {
    const values = (await connection.runAndReadAll(sql)).getColumns();
    for (const [place, column] of columns.entries()) {
      const list = values[place] ?? [];
      const isNull = list.includes(null);
      if (isNull && column.nullable === false) nulls.refuted.push(`${column.column}: ${sql}`);
      // Of tables with few NULLs, a column may have none by chance.
      if (isNull || list.length < 3 || ddl !== typed) continue;
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
