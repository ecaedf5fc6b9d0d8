/** The batch contract, member by member. */
import { describe, expect, it } from 'vitest';
import { answer } from '../src/batch.js';
import { catalogOfSchema } from '../src/catalog/memory.js';

const ask = (request: object, defaults = {}) => JSON.parse(answer(JSON.stringify(request), defaults));

describe('batch', () => {
  it('answers with every member of the contract', () => {
    const sql = 'insert into o (x) select a from t';
    const request = { id: 'q1', sql, dialect: 'snowflake', schema: { 'DB.S.T': ['a', 'b'] }, defaultDatabase: 'DB', defaultSchema: 'S' };
    expect(ask(request)).toEqual({
      id: 'q1',
      ok: true,
      statements: [{ kind: 'insert', span: [0, sql.length], reads: ['DB.S.T'], writes: ['DB.S.O'] }],
      reads: ['DB.S.T'],
      writes: ['DB.S.O'],
      intermediate: [],
      columns: [{ dataset: 'DB.S.O', column: 'X' }],
      edges: [{ from: { dataset: 'DB.S.T', column: 'A' }, to: { dataset: 'DB.S.O', column: 'X' }, type: 'DIRECT', subtype: 'IDENTITY' }],
      diagnostics: [],
    });
  });

  it('gives an edge for all columns a target without one', () => {
    const { edges } = ask({ sql: 'select a from t where b' });
    expect(edges[1]).toEqual({
      from: { dataset: 't', column: 'b' },
      to: { dataset: null, column: null },
      type: 'INDIRECT',
      subtype: 'FILTER',
    });
  });

  it('lists candidates and paths', () => {
    const { edges } = ask({ sql: 'select a, u.doc.x.y from t, u' });
    expect(edges[0].from).toEqual({ dataset: null, column: 'a', candidates: ['t', 'u'] });
    expect(edges[1].from).toEqual({ dataset: 'u', column: 'doc', path: ['x', 'y'] });
  });

  it('marks masked edges', () => {
    expect(ask({ sql: 'select md5(a) as h from t' }).edges[0]).toMatchObject({ subtype: 'TRANSFORMATION', masking: true });
  });

  it('locates a syntax error and gives the rest', () => {
    const given = ask({ id: 1, sql: 'select a from t;\nselect from where;\ninsert into o select b from u' });
    expect(given.ok).toBe(false);
    const [error] = given.diagnostics;
    expect(error).toMatchObject({ severity: 'error', code: 'syntax', line: 2 });
    expect(error.span).toHaveLength(2);
    expect(given.writes).toEqual(['o']);
  });

  it('reads an unknown dialect as generic, and says so', () => {
    const given = ask({ sql: 'select a from t', dialect: 'klingon' });
    expect(given.ok).toBe(true);
    expect(given.diagnostics[0]).toMatchObject({ code: 'unknown-dialect' });
    expect(given.edges).toHaveLength(1);
  });

  it('serves what a request does not say from the defaults', () => {
    const catalog = catalogOfSchema({ t: ['A', 'B'] });
    expect(ask({ sql: 'select * from T' }, { dialect: 'postgres', catalog }).columns).toEqual([
      { dataset: null, column: 'a' },
      { dataset: null, column: 'b' },
    ]);
    expect(ask({ sql: 'select * from T', schema: { t: ['c'] } }, { dialect: 'postgres', catalog }).columns).toHaveLength(1);
  });

  it('takes a schema with types', () => {
    expect(ask({ sql: 'select * from t', schema: { t: { a: 'int', b: 'text' } } }).columns).toHaveLength(2);
  });

  it('refuses what is no request, and goes on', () => {
    expect(ask({ id: 7 })).toMatchObject({ id: 7, ok: false, diagnostics: [{ code: 'bad-request' }] });
    for (const line of ['', 'null', '[1', '"x"', '{"sql": 1}']) {
      expect(JSON.parse(answer(line, {}))).toMatchObject({ id: null, ok: false, diagnostics: [{ code: 'bad-request' }] });
    }
  });

  it('says the same as the library', async () => {
    const { analyze } = await import('../src/analyze.js');
    const sql = 'create table x as select a, sum(b) as s from t group by a; select s from x join u on x.a = u.a where u.k = 1';
    const { reads, writes, intermediate, columns, edges } = analyze(sql).lineage;
    const given = ask({ sql });
    expect(given).toMatchObject({ reads, writes, intermediate, columns });
    expect(given.edges).toEqual(edges);
  });
});
