import { describe, expect, it } from 'vitest';
import { columnName } from '../../src/catalog/catalog.js';
import { readSchema } from '../../src/read/schema.js';

const columns = (text: string, format: 'ddl' | 'json' | 'yaml', parts: string[], dialect = 'postgres') =>
  readSchema(text, format, dialect).catalog.lookup(parts)?.columns.map(columnName);

describe('a schema from', () => {
  it('JSON, as lists, with types, nested', () => {
    expect(columns('{"db.s.t": ["a", "b"]}', 'json', ['db', 's', 't'])).toEqual(['a', 'b']);
    expect(columns('{"t": {"a": "int", "b": "text"}}', 'json', ['T'])).toEqual(['a', 'b']);
    expect(columns('{"s": {"t": {"a": "int"}, "u": ["b"]}}', 'json', ['s', 'u'])).toEqual(['b']);
  });

  it('JSON that says more of columns and of tables', () => {
    const schema = {
      t: [{ name: 'a', type: 'int', nullable: false, description: 'Its number.', tags: ['pii'] }, { name: 'b', data_type: 'text' }, 'c'],
      u: { a: 'int', b: '', c: null },
      v: { description: 'Views.', owner: 'Ada', tags: 'x', columns: { a: 'int' } },
      w: { columns: [{ name: 'a', type: 'int' }] },
      information_schema: { columns: ['table_name'], tables: [{ name: 'table_name' }] },
      x: { columns: 'text', description: 'text' },
    };
    const { catalog, diagnostics } = readSchema(JSON.stringify(schema), 'json', 'postgres', 'schema.json');
    expect(diagnostics).toEqual([]);
    const about = { unquoted: true, learnt: { columns: { by: 'schema', file: 'schema.json' } } };
    expect([...(catalog.datasets?.() ?? [])]).toEqual([
      {
        parts: ['t'],
        ...about,
        columns: [{ name: 'a', type: 'int', nullable: false, comment: 'Its number.', tags: ['pii'] }, { name: 'b', type: 'text' }, 'c'],
      },
      {
        parts: ['u'],
        ...about,
        columns: [{ name: 'a', type: 'int' }, 'b', 'c'],
      },
      { parts: ['v'], ...about, description: 'Views.', owner: 'Ada', tags: ['x'], columns: [{ name: 'a', type: 'int' }] },
      { parts: ['w'], ...about, columns: [{ name: 'a', type: 'int' }] },
      { parts: ['information_schema', 'columns'], ...about, columns: ['table_name'] },
      { parts: ['information_schema', 'tables'], ...about, columns: ['table_name'] },
      {
        parts: ['x'],
        ...about,
        columns: [
          { name: 'columns', type: 'text' },
          { name: 'description', type: 'text' },
        ],
      },
    ]);
  });

  it('JSON with a fact of another shape: it is left out, the column stays', () => {
    const { catalog, diagnostics } = readSchema('{"t": [{"name": "a", "type": "int", "nullable": "no"}], "u": ["a", {}]}', 'json');
    expect(catalog.lookup(['t'])?.columns).toEqual([{ name: 'a', type: 'int' }]);
    expect(catalog.lookup(['u']), 'its other columns would be taken for all').toBeUndefined();
    expect(diagnostics.map(({ message }) => message)).toEqual(['/t/0/nullable is a text, not true or false.', '/u/1 has no name.']);
  });

  it('YAML', () => {
    expect(columns('s.t:\n  - a\n  - b\nu: { x: int }', 'yaml', ['s', 't'])).toEqual(['a', 'b']);
  });

  it('DDL, as it stands when the script has run', () => {
    const ddl =
      'create table s.t (A int, "B" text, primary key (a)); alter table s.t add column c int; create view v as select a from s.t; create table x (y int); drop table x';
    expect(columns(ddl, 'ddl', ['s', 't'])).toEqual(['a', 'B', 'c']);
    expect(columns(ddl, 'ddl', ['v'])).toEqual(['a']);
    expect(columns(ddl, 'ddl', ['x'])).toBeUndefined();
  });

  it('what cannot be read: a diagnostic', () => {
    expect(readSchema('{', 'json', 'postgres').diagnostics).toMatchObject([{ code: 'bad-request' }]);
    expect(readSchema('[1]', 'json', 'postgres').diagnostics).toMatchObject([{ code: 'bad-request' }]);
    expect(readSchema('create table t (a int', 'ddl', 'postgres').diagnostics.length).toBeGreaterThan(0);
  });
});
