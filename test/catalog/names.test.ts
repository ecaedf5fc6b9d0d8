/** Names that a schema writes with quotes are compared as the dialect compares quoted names. */
import { describe, expect, it } from 'vitest';
import { analyze, answer, catalogOfSchema } from '../../src/index.js';

const columns = (sql: string, dialect: string, schema: Record<string, unknown>) => {
  const { statements, diagnostics } = analyze(sql, { dialect, catalog: catalogOfSchema(schema) });
  return { names: statements[0]?.lineage.columns.map(({ column }) => column), problems: diagnostics.map(({ code }) => code) };
};

describe('a column in quotes', () => {
  const schema = { t: ['id', '"camelCase"'] };

  it.each([
    ['snowflake', ['ID', 'camelCase']],
    ['postgres', ['id', 'camelCase']],
    ['oracle', ['ID', 'camelCase']],
    ['bigquery', ['id', 'camelCase']],
    ['duckdb', ['id', 'camelCase']],
  ])('keeps its case in %s', (dialect, names) => {
    expect(columns('select * from t', dialect, schema)).toEqual({ names, problems: [] });
    const quoted = dialect === 'bigquery' ? 'select `camelCase` from t' : 'select "camelCase" from t';
    expect(columns(quoted, dialect, schema)).toEqual({ names: ['camelCase'], problems: [] });
  });

  it.each([
    ['snowflake', ['unknown-column']],
    ['postgres', ['unknown-column']],
    ['bigquery', []],
    ['duckdb', []],
  ])('is or is not what a name without quotes means in %s', (dialect, problems) => {
    expect(columns('select camelcase from t', dialect, schema).problems).toEqual(problems);
  });

  it('in every form of schema, and in batch', () => {
    const forms = [['"aB"'], [{ name: '"aB"', type: 'int' }], { '"aB"': 'int' }, { owner: 'x', columns: ['"aB"'] }];
    for (const form of forms) {
      expect(columns('select * from t', 'snowflake', { t: form })).toEqual({ names: ['aB'], problems: [] });
      const reply = JSON.parse(answer(JSON.stringify({ id: 1, sql: 'select * from t', dialect: 'snowflake', schema: { t: form } })));
      expect(reply).toMatchObject({ columns: [{ column: 'aB' }], diagnostics: [] });
    }
  });
});

describe('a table in quotes', () => {
  const schema = { 'db."Sx".t': ['a'], 'db.sx.t': ['b'], '"Lone"': ['c'], '"my.table"': ['d'] };
  const of = (sql: string, dialect: string) => columns(sql, dialect, schema).names;

  it('is another than one without in Snowflake and PostgreSQL', () => {
    expect(of('select * from db."Sx".t', 'postgres')).toEqual(['a']);
    expect(of('select * from db.Sx.t', 'postgres')).toEqual(['b']);
    expect(of('select * from db."Sx".t', 'snowflake')).toEqual(['A']);
    expect(of('select * from db.Sx.t', 'snowflake')).toEqual(['B']);
    expect(of('select * from "Lone"', 'snowflake')).toEqual(['C']);
    expect(of('select * from Lone', 'snowflake'), 'LONE is not known').toEqual(['*']);
  });

  it('is the same in DuckDB', () => {
    expect(of('select * from "lone"', 'duckdb')).toEqual(['c']);
    expect(of('select * from LONE', 'duckdb')).toEqual(['c']);
  });

  it('may have dots', () => {
    expect(of('select * from "my.table"', 'postgres')).toEqual(['d']);
    expect(of('select * from "My.Table"', 'postgres')).toEqual(['*']);
  });
});
