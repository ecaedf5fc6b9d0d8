/** The table of functions: each fact stands once, and is found in the dialects that it is said for. */
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/dialects/dialect.js';
import { dialects, findDialect } from '../../src/dialects/index.js';
import { addedFunctionsProblem, functionsFor } from '../../src/functions/added.js';
import { ROWS } from '../../src/functions/rows/index.js';
import { type Facts, findFunction, functionsOf, isNullableCall, resultTypeOf } from '../../src/functions/table.js';
import type { TypeFamily } from '../../src/functions/types.js';
import { analyze, analyzePlan } from '../../src/index.js';
import { TERMINALS } from '../../src/sql/terminals.js';

const dialect = (name: string) => findDialect(name) as Dialect;
const find = (name: string, of = 'generic'): Facts => findFunction(functionsOf(dialect(of)), name);
const namesOf = ({ names }: (typeof ROWS)[number]) => (typeof names === 'string' ? names.split(/\s+/) : names);

describe('rows', () => {
  it('names a function once for all dialects', () => {
    const names = ROWS.filter((row) => row.in === undefined).flatMap(namesOf);
    expect(names.filter((name, at) => names.indexOf(name) !== at || name !== name.toLowerCase())).toEqual([]);
  });

  it('is restricted to dialects that there are', () => {
    const named = ROWS.flatMap((row) => row.in?.split(' ') ?? []);
    expect(named.filter((name) => !dialects.has(name))).toEqual([]);
  });

  it('separates arguments by words that the parser knows', () => {
    const words = ROWS.flatMap(({ syntax }) => syntax?.separators ?? []);
    expect(words.filter((word) => !(TERMINALS as readonly string[]).includes(word))).toEqual([]);
  });

  it('claims of no text that Oracle keeps it: there an empty one is NULL', () => {
    const kept = ['trim', 'substr', 'replace', 'upper'].map((name) => find(name, 'oracle').nulls);
    expect(kept).toEqual(['may', 'may', 'may', 'may']);
  });
});

describe('findFunction', () => {
  it('takes any case, and says nothing of what it does not know', () => {
    expect(find('SuM').aggregate).toBe(true);
    expect(find('risk_score').aggregate).toBeUndefined();
    expect(find('constructor').aggregate).toBeUndefined();
  });

  it('adds what a dialect says to what all say, down to those that derive from it', () => {
    expect([find('trim', 'redshift').column, find('trim', 'redshift').syntax?.lead?.length]).toEqual(['btrim', 3]);
    expect(find('trim', 'snowflake').column).toBeUndefined();
    expect([find('range', 'databricks').column, find('range', 'trino').column]).toEqual(['id', undefined]);
    expect([find('json_each', 'duckdb').makes?.length, find('json_each', 'postgres').makes?.length]).toEqual([8, 2]);
  });

  it('knows ClickHouse’s aggregates with endings', () => {
    expect(find('uniqStateIf', 'clickhouse')).toMatchObject({ aggregate: true, conditions: 'last' });
    expect(find('sumArray', 'clickhouse')).toMatchObject({ aggregate: true, conditions: undefined });
    expect(find('sumArray').aggregate).toBeUndefined();
    expect(find('countIf', 'clickhouse').counts).toBe(true);
  });
});

describe('functionsFor', () => {
  const added = functionsFor(dialect('spark'), {
    functions: { Risk_Score: { aggregate: true }, lower: { masking: true } },
    masking: ['Tokenize'],
  });

  it('adds a user’s functions over the dialect’s', () => {
    expect(findFunction(added, 'risk_score').aggregate).toBe(true);
    expect(findFunction(added, 'LOWER')).toMatchObject({ masking: true, type: 'string' });
    expect(findFunction(added, 'tokenize').masking).toBe(true);
    expect(find('lower', 'spark').masking).toBeUndefined();
  });

  it('is read in queries and in plans', () => {
    const functions = { risk: { masking: true }, pick: { path: 'text' } } as const;
    const plan =
      '== Optimized Logical Plan ==\nProject [risk(a#1) AS x#3, pick(b#2, $.p) AS y#4]\n+- Relation spark_catalog.s.t[a#1,b#2] parquet\n';
    const sql = "select risk(a) as x, pick(b, '$.p') as y from s.t";
    const edges = analyze(sql, { dialect: 'spark', functions }).lineage.edges;
    expect(edges.map(({ from, masking }) => [from.column, from.path, masking])).toEqual([
      ['a', undefined, true],
      ['b', ['p'], undefined],
    ]);
    expect(analyzePlan(plan, { functions }).lineage.edges).toEqual(edges);
  });
});

describe('addedFunctionsProblem', () => {
  it('accepts what the library takes', () => {
    const added = {
      f: { aggregate: true, conditions: 'last', file: 0, makes: [{ name: 'a', element: true }], type: 'sum' },
      g: { makes: 'unnest' },
    };
    expect(addedFunctionsProblem(added)).toBeUndefined();
  });

  it.each([
    [[], 'is not an object of functions'],
    [{ f: true }, 'says of f what is not an object'],
    [{ f: { aggregates: true } }, "says of f 'aggregates', which is not one of aggregate,"],
    [{ f: { toString: true } }, "says of f 'toString'"],
    [{ f: { aggregate: 'yes' } }, 'says of f "aggregate": "yes", and not true or false'],
    [{ f: { conditions: 'second' } }, 'and not one of first, odd-but-last, decode, last'],
    [{ f: { makes: [{ nam: 'a' }] } }, 'or a list of columns'],
    [{ f: { file: -1 } }, 'and not the place of an argument, from 0'],
    [{ f: { type: 'number' } }, 'and not one of null, boolean'],
  ])('%j', (added, problem) => {
    expect(addedFunctionsProblem(added)).toContain(problem);
  });
});

describe('resultTypeOf', () => {
  const typeOf = (name: string, families: readonly (TypeFamily | undefined)[], of: string) =>
    resultTypeOf(
      find(name, of),
      families.map((family) => family && { family }),
    )?.family;

  it.each<[string, readonly (TypeFamily | undefined)[], string, TypeFamily | undefined]>([
    ['sum', ['integer'], 'spark', 'integer'],
    ['sum', ['integer'], 'postgres', undefined], // of bigint a numeric
    ['sum', ['decimal'], 'postgres', 'decimal'],
    ['sum', ['string'], 'spark', undefined],
    ['avg', ['integer'], 'postgres', 'decimal'],
    ['avg', ['integer'], 'spark', 'float'],
    ['avg', ['decimal'], 'spark', 'decimal'],
    ['avg', ['decimal'], 'duckdb', 'float'],
    ['count', [undefined], 'generic', 'integer'],
    ['max', ['date'], 'generic', 'date'],
    ['max', [undefined], 'generic', undefined],
    ['max', ['date', 'integer'], 'duckdb', undefined],
    ['max_by', ['date', 'integer'], 'duckdb', 'date'],
    ['concat', ['integer', 'string'], 'duckdb', 'string'],
    ['concat', ['array', 'array'], 'spark', 'array'],
    ['concat', ['array', 'string'], 'spark', undefined],
    ['coalesce', ['integer', 'decimal'], 'generic', 'decimal'],
    ['coalesce', ['null', 'date'], 'generic', 'date'],
    ['coalesce', ['string', 'integer'], 'generic', undefined],
    ['if', ['boolean', 'float', 'integer'], 'spark', 'float'],
    ['round', ['integer'], 'postgres', undefined],
    ['round', ['integer'], 'duckdb', 'integer'],
    ['collect_list', ['integer'], 'spark', 'array'],
    ['json_extract', ['json', 'string'], 'duckdb', 'json'],
    ['json_extract', ['json', 'array'], 'duckdb', 'array'],
    ['json_extract', ['json', undefined], 'duckdb', undefined],
    ['risk_score', ['integer'], 'spark', undefined],
  ])('%s(%j) in %s is %s', (name, families, of, type) => {
    expect(typeOf(name, families, of)).toBe(type);
  });

  it('knows elements', () => {
    const list = resultTypeOf(find('collect_list', 'spark'), [{ family: 'date' }]);
    expect(list).toEqual({ family: 'array', element: { family: 'date' } });
    expect(resultTypeOf(find('element_at', 'spark'), [list])).toEqual({ family: 'date' });
    const map = { family: 'map', key: { family: 'string' }, element: { family: 'float' } } as const;
    expect(resultTypeOf(find('map_keys'), [map])).toEqual({ family: 'array', element: { family: 'string' } });
    expect(resultTypeOf(find('map_values'), [map])).toEqual({ family: 'array', element: { family: 'float' } });
  });
});

describe('isNullableCall', () => {
  it.each<[string, readonly (boolean | undefined)[], string, boolean | undefined]>([
    ['count', [true], 'generic', false],
    ['sum', [false], 'generic', true],
    ['lower', [false], 'generic', false],
    ['lower', [true], 'generic', true],
    ['lower', [undefined], 'generic', undefined],
    ['coalesce', [true, false], 'generic', false],
    ['coalesce', [true, undefined], 'generic', undefined],
    ['coalesce', [true, true], 'generic', true],
    ['if', [true, false, false], 'spark', false], // a condition that is NULL is not true
    ['if', [false, false], 'trino', undefined], // the last value may be left out
    ['concat', [true], 'postgres', false],
    ['risk_score', [false], 'generic', undefined],
  ])('%s(%j) in %s: %s', (name, args, of, nullable) => {
    expect(isNullableCall(find(name, of), args)).toBe(nullable);
  });
});

it('says which functions give another value each time', () => {
  expect(['random', 'nextval', 'gen_random_uuid', 'now', 'lower'].map((name) => find(name).volatile === true)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
