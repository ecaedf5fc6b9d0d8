/**
 * What does not change a query's meaning does not change its lineage, end to end: other aliases, a CTE or a subquery around
 * it, the sides of its joins, a schema, white space and comments. Over random queries of fixed seeds.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import type { Dialect } from '../../src/dialects/dialect.js';
import { findDialect } from '../../src/dialects/index.js';
import type { Input } from '../../src/lineage/types.js';
import { catalogOfSchema } from '../../src/read/schema-object.js';
import { parse } from '../../src/sql/parser/index.js';
import { randomChoices } from './generate/choices.js';
import { generateQuery } from './generate/index.js';
import type { Maker, Style } from './generate/maker.js';
import { makeTables } from './generate/schema.js';

type Engine = Maker['engine'];

/** The query of a seed, in a style. */
function queryOf(seed: number, engine: Engine, style: Partial<Style> = {}): string {
  return generateQuery(randomChoices(seed), tablesOf(engine), engine, style).sql;
}

function tablesOf(engine: Engine) {
  return makeTables(randomChoices(1), engine === 'duckdb');
}

function catalogOf(engine: Engine) {
  return catalogOfSchema(Object.fromEntries(tablesOf(engine).map(({ name, fields }) => [name, fields.map((field) => field.name)])));
}

/** Each output column with its edges, in an order of their own; the edges of all columns come last. */
function lineageOf(sql: string, dialect: Engine, schema = true): readonly string[] {
  const analysis = analyze(sql, { dialect, ...(schema && { catalog: catalogOf(dialect) }) });
  expect(analysis.diagnostics.filter(({ code }) => code === 'syntax')).toEqual([]);
  const lineage = analysis.statements[0]!.lineage;
  const columns = lineage.columns.map(({ column, inputs }) => `${column} <- ${textsOf(inputs)}`);
  // That a set operation compares the values of its only column is said of a subquery only: there the column may go unread.
  const own = lineage.columns.length === 1 ? new Set(lineage.columns[0]?.inputs.map(nameOf)) : new Set();
  return [...columns, `rows <- ${textsOf(lineage.influences.map(({ input }) => input).filter((input) => !own.has(nameOf(input))))}`];
}

const nameOf = ({ dataset, column }: Input) => `${dataset}.${column}`;

function textsOf(inputs: readonly Input[]): string {
  const texts = inputs.map(({ dataset, column, path, subtype, masking }) => [dataset, column, path?.join('.'), subtype, masking].join(' '));
  return [...new Set(texts)].sort().join(', ');
}

/** Over as many seeds as `runs`; a failure is shown with its seed and both texts. */
function always(runs: number, check: (seed: number) => void): void {
  fc.assert(fc.property(fc.nat(1_000_000), check), { seed: 20_26, numRuns: runs });
}

/** Two columns of one name, which DuckDB numbers within another query. */
function hasTwins(sql: string): boolean {
  const names = analyze(sql, { dialect: 'duckdb', catalog: catalogOf('duckdb') }).lineage.columns.map(({ column }) => column);
  return new Set(names).size < names.length;
}

function expectSame(before: string, after: string, engine: Engine): void {
  expect({ sql: after, lineage: lineageOf(after, engine) }).toEqual({ sql: after, lineage: lineageOf(before, engine) });
}

describe('lineage stays the same', () => {
  it('with other aliases', () => {
    always(300, (seed) => expectSame(queryOf(seed, 'duckdb'), queryOf(seed, 'duckdb', { alias: (name) => `renamed_${name}` }), 'duckdb'));
  });

  it('within a subquery', () => {
    always(200, (seed) => {
      const sql = queryOf(seed, 'duckdb');
      if (!hasTwins(sql)) expectSame(sql, `select * from (${sql}) as around`, 'duckdb');
    });
  });

  it('within a CTE', () => {
    always(200, (seed) => {
      const sql = queryOf(seed, 'duckdb');
      if (!hasTwins(sql)) expectSame(sql, `with around as (${sql}) select around.* from around`, 'duckdb');
    });
  });

  it('with the sides of joins the other way round', () => {
    always(300, (seed) => {
      const sql = queryOf(seed, 'postgres', { explicit: true });
      expectSame(sql, queryOf(seed, 'postgres', { explicit: true, swapJoins: true }), 'postgres');
    });
  });

  it('without a schema, where every column is written with its table', () => {
    always(300, (seed) => {
      const sql = queryOf(seed, 'postgres', { explicit: true });
      expect({ sql, lineage: lineageOf(sql, 'postgres', false) }).toEqual({ sql, lineage: lineageOf(sql, 'postgres') });
    });
  });

  it('with other white space and comments', () => {
    always(200, (seed) => {
      const sql = queryOf(seed, 'duckdb');
      expectSame(sql, reformatted(sql, seed), 'duckdb');
    });
  });
});

/** Something else between the tokens where there was a space, and something where there was none. */
function reformatted(sql: string, seed: number): string {
  const { tokens } = parse(sql, findDialect('duckdb') as Dialect);
  const choices = randomChoices(seed);
  let text = '';
  for (let at = 0; at < tokens.count; at++) {
    text += sql.slice(tokens.starts[at], tokens.ends[at]);
    if (tokens.kinds[at] === 0) break;
    text += [' ', '\n', ' /* select x from y */ ', ' -- , z\n', '\t'][choices.below(5)];
  }
  return text;
}
