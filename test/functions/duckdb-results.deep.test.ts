/** What rows say of results is what DuckDB's own functions give: each is called with values of its types, and none of them NULL. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import type { Dialect } from '../../src/dialects/dialect.js';
import { findDialect } from '../../src/dialects/index.js';
import { findFunction, functionsOf, isNullableCall, resultTypeOf } from '../../src/functions/table.js';
import type { TypeFamily } from '../../src/functions/types.js';

const table = functionsOf(findDialect('duckdb') as Dialect);

/** Values of the types that DuckDB gives for parameters. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  BOOLEAN: ['true'],
  VARCHAR: ["''", "'a'", "'2024-01-01'", "'x,y'"],
  BIGINT: ['0', '-1', '3'],
  INTEGER: ['0::int', '2::int'],
  DOUBLE: ['0.0::double', '-1.5::double'],
  DECIMAL: ['1.5'],
  DATE: ["date '2024-01-31'"],
  TIMESTAMP: ["timestamp '2024-01-31 10:00'"],
  INTERVAL: ['interval 1 day'],
  BLOB: ["'a'::blob"],
  JSON: ["'[1]'::json"],
  'VARCHAR[]': ["['a']"],
  'T[]': ['[1]', '[]::int[]'],
  'ANY[]': ['[1]'],
  'MAP(K, V)': ["map(['a'], [1])"],
  T: ['1'],
  ANY: ['1'],
};

const FAMILIES: readonly (readonly [RegExp, TypeFamily])[] = [
  [/\[\]$/, 'array'],
  [/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/, 'integer'],
  [/^DECIMAL/, 'decimal'],
  [/^(DOUBLE|FLOAT)$/, 'float'],
  [/^TIMESTAMP/, 'timestamp'],
  [/^TIME\b/, 'time'],
  [/^VARCHAR$/, 'string'],
  [/^BLOB$/, 'binary'],
  [/^MAP/, 'map'],
  [/^STRUCT/, 'struct'],
  [/^(BOOLEAN|DATE|INTERVAL|JSON|UUID|"NULL")$/, 'null'],
];

function familyOf(type: string): TypeFamily | undefined {
  const family = FAMILIES.find(([pattern]) => pattern.test(type))?.[1];
  return family === 'null' ? (type.replaceAll('"', '').toLowerCase() as TypeFamily) : family;
}

/** Up to forty lists of values for these parameters. */
function listsOf(parameters: readonly string[]): string[][] {
  return parameters
    .reduce<string[][]>((lists, type) => lists.flatMap((list) => (VALUES[type] ?? []).map((value) => [...list, value])), [[]])
    .slice(0, 40);
}

/** Undefined where DuckDB refuses the call. */
async function given(connection: DuckDBConnection, call: string, args: readonly string[]) {
  const types = args.map((arg) => `typeof(${arg})`);
  try {
    const [row] = (await connection.runAndReadAll(`select ${[`(${call}) is null`, `typeof(${call})`, ...types].join(', ')}`)).getRows();
    const [isNull, type, ...of] = row as [boolean, string, ...string[]];
    return { isNull, type, of };
  } catch {
    return undefined;
  }
}

it('gives what the rows say', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const known = await connection.runAndReadAll(
    "select distinct function_name, parameter_types::varchar, function_type from duckdb_functions() where function_type in ('scalar', 'aggregate')",
  );
  const wrong: string[] = [];
  let calls = 0;
  for (const [name, parameters, kind] of known.getRows() as [string, string, string][]) {
    const facts = findFunction(table, name);
    if ((facts.type === undefined && facts.nulls === undefined) || !/^[a-z_]\w*$/.test(name)) continue;
    const types = parameters
      .slice(1, -1)
      .replaceAll("'", '')
      .split(/, (?![^(]*\))/);
    for (const args of listsOf(parameters === '[]' ? [] : types)) {
      const call = `${name}(${args.join(', ')})`;
      const result = await given(connection, call, args);
      if (result === undefined) continue;
      calls++;
      const families = result.of.map((type) => familyOf(type));
      const family = resultTypeOf(
        facts,
        families.map((each) => each && { family: each }),
      )?.family;
      if (family !== undefined && family !== familyOf(result.type)) wrong.push(`${call} is ${result.type}, not ${family}`);
      const nullable =
        kind === 'aggregate'
          ? undefined
          : isNullableCall(
              facts,
              args.map(() => false),
            );
      if (result.isNull && nullable === false) wrong.push(`${call} is NULL`);
    }
  }
  expect(wrong).toEqual([]);
  expect(calls).toBeGreaterThan(1000);
});

it('has no NULL of no rows where rows say so', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const names = ['count', 'approx_count_distinct', 'regr_count'].filter((name) => findFunction(table, name).nulls === 'never');
  for (const name of names) {
    const args = name === 'regr_count' ? 'a, a' : 'a';
    const rows = (await connection.runAndReadAll(`select ${name}(${args}) is null from (select 1 as a) where a > 1`)).getRows();
    expect([name, rows]).toEqual([name, [[false]]]);
  }
});
