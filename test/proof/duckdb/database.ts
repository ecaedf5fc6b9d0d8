/** DuckDB with one set of tables, and with others in their place by the search path: no statement of the query changes. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Choices, randomChoices } from '../generate/choices.js';
import { type Place, perturb, placesOf, type Table, tableSql } from '../generate/schema.js';

export interface Variant {
  readonly place: Place;
  /** The schema that holds the changed table only. */
  readonly schema: string;
  readonly table: Table;
}

export interface Database {
  readonly connection: DuckDBConnection;
  readonly tables: readonly Table[];
  readonly variants: readonly Variant[];
}

/** How often each place is changed. */
const TRIES = 3;

export async function openDatabase(tables: readonly Table[], seed: number): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const variants = tables.flatMap((table) => variantsOf(randomChoices(seed), table));
  const sql = tables.map((table) => tableSql(table));
  for (const { schema, table } of variants) sql.push(`create schema ${schema};`, tableSql(table, `${schema}.${table.name}`));
  await connection.run(sql.join('\n'));
  return { connection, tables, variants };
}

function variantsOf(choices: Choices, table: Table): Variant[] {
  return placesOf(table).flatMap((place) =>
    Array.from({ length: TRIES }, (_, at) => ({
      place,
      schema: ['w', place.table, place.column, place.path, at].filter((part) => part !== undefined).join('_'),
      table: perturb(choices, table, place),
    })),
  );
}

export interface Result {
  readonly names: readonly string[];
  /** The values of each column, in an order that does not depend on that of the rows, as one text. */
  readonly columns: readonly string[];
  /** The rows as one text, in an order of their own. */
  readonly rows: string;
  /** The rows in the order in which they came. */
  readonly sequence: string;
}

/**
 * The result of the last of the statements with a variant's table in place, or without any; what the others made is gone again.
 * Throws what DuckDB says against them.
 */
export async function run({ connection }: Database, statements: readonly string[], variant?: Variant): Promise<Result> {
  await connection.run(`set search_path = '${variant === undefined ? 'main' : `${variant.schema},main`}'`);
  if (statements.length === 1) return read(connection, statements[0] as string);
  try {
    for (const statement of statements.slice(0, -1)) await connection.run(statement);
    return await read(connection, statements[statements.length - 1] as string);
  } finally {
    for (const statement of statements) {
      const [, made] = /^create temp table (\w+)/.exec(statement) ?? [];
      if (made !== undefined) await connection.run(`drop table if exists temp.${made}`);
    }
  }
}

async function read(connection: DuckDBConnection, sql: string): Promise<Result> {
  const reader = await connection.runAndReadAll(sql);
  const columns = reader.getColumnsJson().map((values) => values.map((value) => JSON.stringify(value)));
  const rows = Array.from({ length: columns[0]?.length ?? 0 }, (_, row) => columns.map((values) => values[row]).join('\t'));
  return {
    names: reader.columnNames(),
    columns: columns.map((values) => values.toSorted().join('\n')),
    rows: rows.toSorted().join('\n'),
    sequence: rows.join('\n'),
  };
}
