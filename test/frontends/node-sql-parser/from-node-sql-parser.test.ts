/** What a program that holds an AST gets. */
import nodeSqlParser from 'node-sql-parser';
import { expect, test } from 'vitest';
import { fromNodeSqlParser } from '../../../src/analyze/node-sql-parser.js';

const astOf = (sql: string, database: string) =>
  new nodeSqlParser.Parser().astify(sql, { database, parseOptions: { includeLocations: true } });
const edges = ({ lineage }: ReturnType<typeof fromNodeSqlParser>) =>
  lineage.edges.map(({ from, to, subtype }) => `${from.dataset}.${from.column} → ${to.dataset}.${to.column} ${subtype}`);

test('lineage from an AST alone', () => {
  const ast = astOf('create table o as select a, sum(b) as total from t group by a', 'postgresql');
  expect(edges(fromNodeSqlParser(ast, { dialect: 'postgres' }))).toEqual([
    't.a → o.a IDENTITY',
    't.b → o.total AGGREGATION',
    't.a → o.null GROUP_BY',
  ]);
});

test('statements have their places where the text is given', () => {
  const text = 'select a from t;\n\nselect b from u';
  const { statements } = fromNodeSqlParser(astOf(text, 'mysql'), { dialect: 'mysql', text });
  expect(statements.map(({ lineage: { span } }) => text.slice(span.start, span.end))).toEqual(['select a from t', 'select b from u']);
});

test('expressions without a name go by their text', () => {
  const text = 'select a + b, upper(c) from t';
  expect(fromNodeSqlParser(astOf(text, 'mysql'), { dialect: 'mysql', text }).lineage.columns.map(({ column }) => column)).toEqual([
    'a + b',
    'upper(c)',
  ]);
});

test('a catalog narrows stars down', () => {
  const catalog = { lookup: (parts: readonly string[]) => (parts.at(-1) === 't' ? { parts: ['t'], columns: ['x', 'y'] } : undefined) };
  const { lineage } = fromNodeSqlParser(astOf('select * from t', 'mysql'), { dialect: 'mysql', catalog });
  expect(lineage.columns.map(({ column }) => column)).toEqual(['x', 'y']);
});

test('what is no AST is said', () => {
  expect(fromNodeSqlParser('select 1').diagnostics).toMatchObject([{ code: 'bad-request' }]);
});
