import { describe, expect, it } from 'vitest';
import { analyze, dialects, parse, readSchema } from '../../src/index.js';

const table = (ddl: string, parts = ['t'], dialect = 'postgres') => readSchema(ddl, 'ddl', dialect, 'tables.sql').catalog.lookup(parts);
const facts = (ddl: string, dialect = 'postgres') =>
  table(ddl, ['t'], dialect)?.columns.map((column) => {
    const { learnt: _, ...rest } = typeof column === 'string' ? { name: column, learnt: undefined } : column;
    return rest;
  });

describe('DDL says of columns', () => {
  it.each([
    [
      'a type',
      'postgres',
      'create table t (a numeric(10, 2), b double precision)',
      [{ type: 'numeric(10, 2)' }, { type: 'double precision' }],
    ],
    [
      'NOT NULL',
      'postgres',
      'create table t (a int not null, b int null, c int default 1 not null)',
      [{ nullable: false }, {}, { nullable: false }],
    ],
    [
      'NOT NULL that is switched off',
      'oracle',
      'create table t (a int not null disable, b int not null enable)',
      [{}, { nullable: false }],
    ],
    ['a primary key', 'postgres', 'create table t (a int primary key, b int unique)', [{ nullable: false }, {}]],
    ['a primary key beside the columns', 'mysql', 'create table t (a int, b int, constraint k primary key (a))', [{ nullable: false }, {}]],
    ['a primary key nobody looks after', 'bigquery', 'create table t (a int64, b int64, primary key (a) not enforced)', [{}, {}]],
    ['the same, at the column', 'bigquery', 'create table t (a int64 primary key not enforced)', [{}]],
    ['a primary key with NULLs', 'sqlite', 'create table t (a int primary key)', [{}]],
    [
      'a primary key that comes later',
      'postgres',
      'create table t (a int); alter table only t add constraint k primary key (a)',
      [{ nullable: false }],
    ],
    ['a comment', 'mysql', "create table t (a int not null comment 'It''s a', b int)", [{ nullable: false, comment: "It's a" }, {}]],
    ['a comment that comes later', 'postgres', "create table t (a int); comment on column t.a is 'x'", [{ comment: 'x' }]],
    ['what computes it', 'postgres', 'create table t (a int, b int generated always as (a * 2) stored)', [{}, { generated: 'a * 2' }]],
  ])('%s', (_title, dialect, ddl, expected) => {
    expect(facts(ddl, dialect)).toEqual(expected.map((each) => expect.objectContaining(each)));
    const silent = (key: string) => facts(ddl, dialect)?.map((column) => key in column);
    for (const key of ['nullable', 'comment', 'generated']) expect(silent(key)).toEqual(expected.map((each) => key in each));
  });

  it('where each stands', () => {
    const { columns, learnt } = table('create table t (\n  a int,\n  b int\n);') ?? {};
    expect(columns).toMatchObject([2, 3].map((line) => ({ learnt: { name: { by: 'ddl', file: 'tables.sql', line } } })));
    expect(learnt).toEqual({ columns: { by: 'ddl', file: 'tables.sql', line: 1 } });
  });
});

it('DDL says of tables: keys, comments, what they are', () => {
  const ddl = `create table s.o (id int primary key, c int references s.c (id), n int, m int, unique (n, m), foreign key (n) references x);
    comment on table s.o is 'Orders.'`;
  expect(table(ddl, ['s', 'o'])).toMatchObject({
    kind: 'table',
    description: 'Orders.',
    keys: [
      { kind: 'primary', columns: ['id'] },
      { kind: 'foreign', columns: ['c'], references: { parts: ['s', 'c'], columns: ['id'] } },
      { kind: 'unique', columns: ['n', 'm'] },
      { kind: 'foreign', columns: ['n'], references: { parts: ['x'] } },
    ],
  });
  expect(table("create table t (a int) comment = 'T.'", ['T'], 'snowflake')).toMatchObject({ description: 'T.' });
  expect(table("create table t (a int) comment 'T.' stored as orc", ['t'], 'hive')).toMatchObject({ description: 'T.' });
});

it('facts go where the columns go', () => {
  const made = "create table t (a int not null comment 'x', b text);";
  const a = { name: 'a', type: 'int', nullable: false, comment: 'x' };
  const b = { name: 'b', type: 'text' };
  expect(facts(`${made} alter table t add column c date`, 'mysql')).toEqual([a, b, { name: 'c', type: 'date' }]);
  expect(facts(`${made} alter table t rename column a to z`, 'mysql')).toEqual([{ ...a, name: 'z' }, b]);
  expect(facts(`${made} alter table t drop column a`, 'mysql')).toEqual([b]);
  expect(facts(`${made.replace(' t ', ' s ')}alter table s rename to t`, 'mysql')).toEqual([a, b]);
  expect(facts(`${made.replace(' t ', ' s ')}create table t like s`, 'mysql')).toEqual([a, b]);
  expect(facts('create table s (a int not null); create table t (b int) inherits (s)')).toEqual([
    { name: 'a', type: 'int', nullable: false },
    { name: 'b', type: 'int' },
  ]);
});

it('keys follow what becomes of their columns', () => {
  const made = 'create table t (a int primary key, b int unique, c int);';
  expect(table(`${made} alter table t rename column a to z; alter table t drop column b`)?.keys).toMatchObject([
    { kind: 'primary', columns: ['z'] },
  ]);
});

it('constraints are no lineage, and never in the way', () => {
  const odd = [
    'create table t (a int references, b int unique nulls not distinct, c int comment, primary key)',
    'create table t (a int, key k (a(10)), primary key (a(10)), unique (lower(a)), foreign key (a) references)',
    'create table t (a int constraint k primary key, constraint unique (a), constraint)',
    'comment on table; comment on column t; comment on column is; comment on function f(int) is null',
  ];
  for (const sql of odd)
    for (const dialect of dialects.values()) {
      expect(() => analyze(sql, { dialect })).not.toThrow();
      for (let end = 0; end < sql.length; end++) parse(sql.slice(0, end), dialect);
    }
});
