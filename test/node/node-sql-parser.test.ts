import { describe, expect, test } from 'vitest';
import { findDialect } from '../../src/dialects/index.js';
import { analyzeWithNodeSqlParser, parseWithNodeSqlParser } from '../../src/node/node-sql-parser.js';

const dialect = (name: string) => findDialect(name) ?? expect.fail(name);

describe('node-sql-parser in a worker', () => {
  test('gives its AST', async () => {
    const { ast, diagnostics } = await parseWithNodeSqlParser('select a from t', dialect('postgres'));
    expect(diagnostics).toEqual([]);
    expect(ast).toMatchObject({ type: 'select' });
  });

  test('refuses with a place', async () => {
    const { ast, diagnostics } = await parseWithNodeSqlParser('select a frm t u', dialect('mysql'));
    expect(ast).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'syntax', severity: 'error', span: { start: expect.any(Number) } }]);
  });

  test('is ended when time is up', async () => {
    const text = `select ${'cast('.repeat(12)}a ${' as row(x map(int, int)))'.repeat(12)} from`;
    const { diagnostics } = await parseWithNodeSqlParser(text, dialect('trino'), 1500);
    expect(diagnostics[0]?.message).toMatch(/no answer within 1500 ms|cannot go on/);
  }, 20_000);

  test('reads dialects that it has no grammar for with their parent’s', async () => {
    expect((await parseWithNodeSqlParser('select 1', dialect('greenplum'))).diagnostics).toEqual([]);
  });
});

describe('analysis with node-sql-parser', () => {
  test('gives the lineage', async () => {
    const { ok, lineage } = await analyzeWithNodeSqlParser('insert into o (x) select a + b from t', { dialect: 'postgres' });
    expect(ok).toBe(true);
    expect(lineage.edges.map(({ from, to }) => `${from.dataset}.${from.column} → ${to.dataset}.${to.column}`)).toEqual([
      't.a → o.x',
      't.b → o.x',
    ]);
  });

  test('does not fall back on text that it refuses', async () => {
    const { ok, statements, diagnostics } = await analyzeWithNodeSqlParser('select a from t natural left join u qualify 1', {
      dialect: 'mysql',
    });
    expect(ok).toBe(false);
    expect(statements).toEqual([]);
    expect(diagnostics).toHaveLength(1);
  });
});
