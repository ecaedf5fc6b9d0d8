/** What node-sql-parser reads wrongly without saying so: put right, and said. */
import nodeSqlParser from 'node-sql-parser';
import { describe, expect, test } from 'vitest';
import { findDialect } from '../../../src/dialects/index.js';
import { treeFromNodeSqlParser } from '../../../src/frontends/node-sql-parser/index.js';
import { toSExpression } from '../../../src/sql/s-expression.js';

function read(text: string, grammar: string, dialectName: string): { tree: string; messages: readonly string[] } {
  const dialect = findDialect(dialectName);
  if (dialect === undefined) throw new Error(dialectName);
  const ast = new nodeSqlParser.Parser().astify(text, { database: grammar, parseOptions: { includeLocations: true } });
  const { script, diagnostics } = treeFromNodeSqlParser(ast, { dialect, text });
  return { tree: script.statements.map(toSExpression).join('\n'), messages: diagnostics.map(({ message }) => message) };
}

describe.each([
  [
    'NATURAL as an alias',
    'trino',
    'trino',
    'select x from t natural join u',
    '(join inner natural (table t) (table u))',
    /NATURAL is part of the join/,
  ],
  [
    'CROSS as an alias',
    'postgresql',
    'postgres',
    'select a from t cross join lateral (select 1) x',
    '(join cross lateral (table t)',
    /CROSS is part/,
  ],
  ['ONLY as a table', 'postgresql', 'postgres', 'select a from only t', '(from (table t))', /ONLY is a keyword/],
  ['a name in double quotes as a string', 'snowflake', 'snowflake', 'select "MyCol" from t', '(column "MyCol")', /is a name in snowflake/],
  [
    'INTERSECT after UNION',
    'postgresql',
    'postgres',
    'select a from t intersect select b from u union select c from v',
    '(union\n  (intersect',
    /nested to the right/,
  ],
  [
    'UNION with a query in parentheses as a join',
    'postgresql',
    'postgres',
    'select a from t union (select b from u)',
    '(union (select',
    /is no join/,
  ],
  ['a T-SQL alias as a comparison', 'transactsql', 'tsql', 'select total = a + b from t', 'as total', /does not compare/],
  ['a T-SQL variable as a comparison', 'transactsql', 'tsql', 'select @x = a from t', '(item (column a))', /does not compare/],
  [
    'an unknown statement as assignments',
    'transactsql',
    'tsql',
    'create or alter view v as select 1 as a',
    '(other',
    /read as assignments/,
  ],
])('%s', (_, grammar, dialect, sql, part, message) => {
  const { tree, messages } = read(sql, grammar, dialect);

  test('is put right where the AST still tells', () => {
    expect(tree).toContain(part);
  });

  test('has a diagnostic', () => {
    expect(messages).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });
});

test('quotes that the AST dropped are found in the text', () => {
  expect(read('select a from "Shop"."Sale"', 'postgresql', 'postgres').tree).toContain('(table "Shop"."Sale")');
  expect(read('select a from Shop.Sale', 'postgresql', 'postgres').tree).toContain('(table Shop.Sale)');
});

test('anything may be handed in', () => {
  const dialect = findDialect('generic');
  if (dialect === undefined) throw new Error('generic');
  for (const ast of [
    undefined,
    null,
    3,
    'select 1',
    [],
    {},
    [{}],
    { type: 'select' },
    { type: 'insert' },
    { type: 'update', set: 1 },
    { type: 'select', columns: [{ expr: {} }] },
  ]) {
    expect(() => treeFromNodeSqlParser(ast, { dialect })).not.toThrow();
  }
});
