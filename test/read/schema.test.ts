import { describe, expect, it } from 'vitest';
import { readSchema } from '../../src/read/schema.js';

const columns = (text: string, format: 'ddl' | 'json' | 'yaml', parts: string[], dialect = 'postgres') =>
  readSchema(text, format, dialect).catalog.lookup(parts)?.columns;

describe('a schema from', () => {
  it('JSON, as lists, with types, nested', () => {
    expect(columns('{"db.s.t": ["a", "b"]}', 'json', ['db', 's', 't'])).toEqual(['a', 'b']);
    expect(columns('{"t": {"a": "int", "b": "text"}}', 'json', ['T'])).toEqual(['a', 'b']);
    expect(columns('{"s": {"t": {"a": "int"}, "u": ["b"]}}', 'json', ['s', 'u'])).toEqual(['b']);
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
