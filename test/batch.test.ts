/** The batch contract, member by member. */
import { describe, expect, it } from 'vitest';
import { answer } from '../src/batch.js';
import type { Catalog } from '../src/catalog/catalog.js';
import { catalogOfSchema } from '../src/read/schema-object.js';

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

  it.each([
    [{ dialect: 5 }, '/dialect is a number, not a text.'],
    [{ defaultSchema: ['s'] }, '/defaultSchema is a list, not a text.'],
    [{ defaultDatabase: true }, '/defaultDatabase is true, not a text.'],
    [{ schema: 'a, b' }, '/schema is a text, not an object.'],
    [{ schema: { t: 5 } }, '/schema/t is a number, not a list or an object of columns.'],
    [{ schema: { t: null } }, '/schema/t is null, not a list or an object of columns.'],
    [{ schema: { 's/1': { t: ['a', null] } } }, '/schema/s~11/t/1 is null, not a text.'],
    [{ schema: { t: [{ name: { toString: 1 } }] } }, '/schema/t/0/name is an object, not a text.'],
    [{ schema: { t: [{ title: 'a' }] } }, '/schema/t/0 has no name.'],
    [{ plan: 1 }, '/plan is a number, not a text.'],
    [{ default_schema: 's' }, '/default_schema means nothing'],
  ])('answers %j all the same, and says what is wrong', (more, message) => {
    const given = ask({ id: 1, sql: 'select a from t', ...more });
    expect(given).toMatchObject({ id: 1, ok: true, edges: [{ from: { dataset: 't', column: 'a' } }] });
    expect(given.diagnostics[0]).toMatchObject({ severity: 'warning', code: 'bad-request', message: expect.stringContaining(message) });
  });

  it('leaves out a table with a bad column, not the others', () => {
    const given = ask({ sql: 'select * from t; select * from u', schema: { t: ['a', []], u: ['b', 2024, { name: 'c' }] } });
    expect(given.columns.map(({ column }: { column: string }) => column)).toEqual(['*', 'b', '2024', 'c']);
  });

  it.each([
    ['a schema', (deep: string) => `{"id":1,"sql":"select a from t","schema":${deep}}`, { id: 1, ok: true }],
    ['an id', (deep: string) => `{"id":${deep},"sql":"select a from t"}`, { id: null, ok: false }],
    ['a dialect', (deep: string) => `{"id":1,"sql":"select a from t","dialect":${deep}}`, { id: 1, ok: true }],
    ['an unknown member', (deep: string) => `{"id":1,"sql":"select a from t","x":${deep}}`, { id: 1, ok: true }],
  ])('answers %s nested 50,000 deep', (_, lineOf, expected) => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const given = JSON.parse(answer(lineOf(`${open.repeat(50_000)}1${close.repeat(50_000)}`), {}));
      expect(given).toMatchObject({ ...expected, diagnostics: [{ code: 'bad-request' }] });
    }
  });

  it('refuses an id that is too long to echo', () => {
    expect(ask({ id: 'x'.repeat(1_000_001), sql: 'select 1' })).toMatchObject({
      id: null,
      ok: false,
      diagnostics: [{ code: 'bad-request' }],
    });
  });

  it('echoes any other id', () => {
    for (const id of [0, false, '', 'a', { a: [1] }, '\ud800', '\u2028'])
      expect(ask({ id, sql: 'select 1' })).toMatchObject({ id, ok: true });
  });

  it('takes a byte order mark and a carriage return', () => {
    expect(JSON.parse(answer('\ufeff{"id":1,"sql":"select 1"}\r', {}))).toMatchObject({ id: 1, ok: true, diagnostics: [] });
  });

  it('answers on one line, whatever a reader takes for the end of one', () => {
    const sql = 'select "a\u2028b\u2029c\u0085d\ud800" from "t\n\r"';
    const line = answer(JSON.stringify({ id: '\u2028', sql, dialect: 'postgres' }), {});
    expect(line).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
    expect(JSON.parse(line)).toMatchObject({
      id: '\u2028',
      edges: [{ from: { dataset: 't\n\r', column: 'a\u2028b\u2029c\u0085d\ud800' } }],
    });
  });

  it('says so when it fails itself, and tells the place by a number', () => {
    const catalog: Catalog = {
      lookup() {
        throw new TypeError('planted');
      },
    };
    const [first, second] = ['select a from t', 'with c as (select b from u) select * from c'].map((sql) =>
      ask({ id: 1, sql }, { catalog }),
    );
    expect(first).toMatchObject({ id: 1, ok: false, diagnostics: [{ severity: 'error', code: 'internal-error' }] });
    const { message, hint } = first.diagnostics[0];
    expect(message).toMatch(/^Headwater failed in lookup < \w+ < \w+: TypeError: planted \(fault [0-9a-f]{8}\)$/);
    expect(hint).toContain('report it');
    expect(second.diagnostics[0].message).toBe(message);
  });

  it('survives its own stack overflow', () => {
    const overflow = (): number => overflow() + 1;
    const given = ask({ id: 1, sql: 'select a from t' }, { catalog: { lookup: overflow } });
    expect(given).toMatchObject({ id: 1, ok: false, diagnostics: [{ code: 'internal-error' }] });
    expect(given.diagnostics[0].message).toMatch(/^Headwater failed in overflow: RangeError: .* \(fault [0-9a-f]{8}\)$/);
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
