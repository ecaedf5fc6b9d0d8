/** Long and deep text is read (how its time grows is for `npm run bench -- linear`), and depth beyond what is followed is an error value, never a crash. */
import { describe, expect, test } from 'vitest';
import { findDialect } from '../../src/dialects/index.js';
import { forEachChild } from '../../src/sql/for-each-child.js';
import { parse } from '../../src/sql/parser/index.js';
import type { Node } from '../../src/sql/tree.js';

const dialect = findDialect('postgres');
if (dialect === undefined) throw new Error('postgres');

const repeated = (count: number, part: string, separator = ''): string => Array<string>(count).fill(part).join(separator);
const nested = (count: number, open: string, middle: string, close: string): string =>
  repeated(count, open) + middle + repeated(count, close);

/** By the size: a text of that size. */
const LONG: readonly (readonly [string, number, (size: number) => string])[] = [
  ['AND', 2000, (n) => `select a from t where ${repeated(n, 'a = 1', ' and ')}`],
  ['OR', 2000, (n) => `select a from t where ${repeated(n, 'a = 1', ' or ')}`],
  ['||', 2000, (n) => `select ${repeated(n, 'a', ' || ')} from t`],
  ['mixed signs', 2000, (n) => `select ${repeated(n, 'a + b - c', ' * ')} from t`],
  ['UNION ALL', 2000, (n) => repeated(n, 'select a from t', ' union all ')],
  ['IN lists', 5000, (n) => `select a from t where a in (${repeated(n, '1', ', ')})`],
  ['columns', 10000, (n) => `select ${repeated(n, 'a as b', ', ')} from t`],
  ['joins', 1000, (n) => `select a from t ${repeated(n, 'join u on t.a = u.a', ' ')}`],
  ['rows of VALUES', 5000, (n) => `insert into t values ${repeated(n, '(1, 2)', ', ')}`],
  ['statements', 5000, (n) => repeated(n, 'select a from t', ';\n')],
  ['CTEs', 1000, (n) => `with ${repeated(n, 'c as (select a from t)', ', ')} select a from c`],
  ['casts', 90, (n) => `select a${repeated(n, '::int')} from t`],
  ['NOT', 300, (n) => `select a from t where ${repeated(n, 'not ')} a`],
];

const DEEP: readonly (readonly [string, number, (size: number) => string])[] = [
  ['parentheses', 200, (n) => `select ${nested(n, '(', 'a', ')')} from t`],
  ['CASE', 100, (n) => `select ${nested(n, 'case when a = 1 then ', 'b', ' end')} from t`],
  ['calls', 50, (n) => `select ${nested(n, 'f(', 'a', ')')} from t`],
  ['scalar subqueries', 50, (n) => nested(n, 'select (', 'select a from t', ')')],
  ['derived tables', 50, (n) => `${repeated(n, 'select a from (')}select a from t${repeated(n, ') d')}`],
  ['parenthesised joins', 50, (n) => `select a from ${nested(n, '(', 't', ' cross join u)')}`],
  ['parenthesised queries', 50, (n) => nested(n, '(', 'select a from t', ')')],
  ['casts', 50, (n) => `select ${nested(n, 'cast(', 'a', ' as int)')} from t`],
  ['IN', 50, (n) => `select a from t where ${nested(n, 'a in (', '1', ')')}`],
  ['lambdas', 50, (n) => `select ${nested(n, 'f(x => ', 'a', ')')} from t`],
];

describe.each(LONG)('%s', (_, size, text) => {
  test('has no errors', () => {
    expect(parse(text(size * 4), dialect).diagnostics).toEqual([]);
  });
});

describe.each(DEEP)('nested %s', (_, size, text) => {
  test('has no errors', () => {
    expect(parse(text(size), dialect).diagnostics).toEqual([]);
  });

  test('has a tree when it is cut off', () => {
    const sql = text(size * 2);
    const { script, diagnostics } = parse(sql.slice(0, sql.length - (sql.length >> 2)), dialect);
    expect(script.statements).not.toEqual([]);
    expect(diagnostics).not.toEqual([]);
  });

  test('is an error value when it is too deep', () => {
    expect(() => parse(text(20_000), dialect)).not.toThrow();
    expect(parse(text(20_000), dialect).diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });
});

test('5,000 parentheses give an answer or a clear error', () => {
  const { diagnostics, script } = parse(`select ${nested(5000, '(', 'a', ')')} as x from t`, dialect);
  expect(script.statements.length).toBeGreaterThan(0);
  expect(diagnostics.length).toBeLessThan(5);
});

describe('errors', () => {
  test('are listed up to 10,000, and the others counted', () => {
    const { diagnostics } = parse(repeated(10_500, 'select ) from t;'), dialect);
    expect(diagnostics).toHaveLength(10_001);
    expect(diagnostics.at(-1)).toMatchObject({ severity: 'warning', code: 'cut', message: '500 more errors are not listed.' });
  });

  test('of what the tokenizer and the texts within texts say, too', () => {
    const sql = `select 1x;${repeated(6000, 'do $$ begin select 1x; end $$;')}${repeated(6000, 'select 1x;')}`;
    const { diagnostics } = parse(sql, dialect);
    expect(diagnostics).toHaveLength(10_001);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'cut', message: '2001 more errors are not listed.' });
  });
});

test('joins whose conditions never come keep what is joined, and what is turned between', () => {
  const spark = findDialect('spark') as NonNullable<ReturnType<typeof findDialect>>;
  const { script, diagnostics } = parse('select * from a join b join c pivot (sum(x) for y in (1)) join d', spark);
  expect(diagnostics).toEqual([]);
  const kinds: string[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'table' || node.kind === 'pivot') kinds.push(node.kind);
    forEachChild(node, visit);
  };
  visit(script);
  expect(kinds.sort()).toEqual(['pivot', 'table', 'table', 'table', 'table']);
});
