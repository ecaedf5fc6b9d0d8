/** What is wrong with a query beyond its syntax, and exactly where: each marked by what stands between « and ». */
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { catalogOfSchema } from '../../src/read/schema-object.js';

const catalog = catalogOfSchema({ t: ['id', 'a'], u: ['id', 'b'], v: ['b'] });

/** The text with its marks, as the diagnostics give them, and their codes. */
function marked(text: string, dialect: string): { text: string; codes: string[] } {
  const sql = text.replace(/[«»]/g, '');
  const { diagnostics, ok } = analyze(sql, { dialect, catalog });
  expect(ok).toBe(true);
  let out = sql;
  for (const { span } of [...diagnostics].reverse()) {
    if (span !== undefined) out = `${out.slice(0, span.start)}«${out.slice(span.start, span.end)}»${out.slice(span.end)}`;
  }
  return { text: out, codes: diagnostics.map((diagnostic) => diagnostic.code) };
}

function says(code: string | undefined, texts: readonly (string | readonly [dialect: string, text: string])[]): void {
  it.each(texts.map((each) => (typeof each === 'string' ? (['generic', each] as const) : each)))('%s: %s', (dialect, text) => {
    expect(marked(text, dialect)).toEqual({ text, codes: code === undefined ? [] : [code] });
  });
}

describe('names that are not there, or more than once', () => {
  says('unknown-column', [
    'select «c» from t',
    'select «t.c» from t',
    'select a from t where «c» > 0',
    'with q as (select a from t) select «q.id» from q',
  ]);
  says('ambiguous-column', ['select «id» from t join u on t.id = u.id', 'select «z» from x join y on x.k = y.k']);
});

describe('names that only look unknown, or common to several', () => {
  says(undefined, [
    ['mysql', "select extract(day from '2024-01-01')"],
    ['postgres', "select extract(hour from '10:20')"],
    ['mysql', 'select utc_date, utc_timestamp from t'],
    ['mysql', "select get_format(date, 'EUR') from t"],
    ['mariadb', 'select nextval(s1), a from t'],
    'select a from t join (u join v using (b)) on t.id = u.id',
    'select v.b from v join (t join u on t.id = u.id and b > 1) on v.b = t.a',
    ['mysql', 'select u.id, count(*) from t join u on t.id = u.id group by id having id > 1'],
  ]);
  says('ambiguous-column', [
    ['postgres', 'select u.id, count(*) from t join u on t.id = u.id group by «id»'],
    'select v.b from v join (u join v as w on «b» > 1) on v.b = u.b',
  ]);
  it('ends at a window that builds on itself', () => {
    const { ok } = analyze('select sum(a) over x from t window x as (y), y as (x)', { dialect: 'mysql', catalog });
    expect(ok).toBe(true);
  });
});

describe('columns that no catalog lists', () => {
  says(undefined, [
    ['postgres', 'select t.xmin, tableoid from t'],
    ['trino', 'select "$path" from t'],
    ['bigquery', 'select _partitiontime from t'],
    ['snowflake', 'select metadata$action from t'],
    ['hive', 'select input__file__name from t'],
    ['mariadb', 'select row_start, row_end from t for system_time all'],
    ['sqlite', 'create trigger r after update on t begin insert into x (a) values (new.a); end'],
  ]);
});

describe('tables that are gone', () => {
  says('unknown-table', ['drop table t; select a from «t»', 'alter table t rename to x; select a from «t»']);
  says(undefined, ['drop table t; create table t (a int); select a from t', 'alter table t rename to x; select a from x']);
});

describe('numbers of columns', () => {
  says('set-operation-arity', [
    '«select id, a from t union all select b from u»',
    'select id from («select id, a from t except select b from u») q',
  ]);
  says('insert-arity', [
    'insert into v «select id, b from u»',
    'insert into w (x, y) «select b from u»',
    'insert into w (x, y) values (1, 2), («3»)',
  ]);
});

describe('columns of one name', () => {
  says('duplicate-column', [
    'create table x as select a, «id» as a from t',
    'create view x as select t.id, «u.id» from t join u on t.id = u.id',
    'create view x (p, «p») as select id, a from t',
    'create table x as select «*» from t join u on t.id = u.id',
    'insert into x (p, q, «p») select id, a, a from t',
    ['tsql', 'select t.id, «u.id» into x from t join u on t.id = u.id'],
    ['duckdb', 'insert into x by name select a, «id» as a from t'],
    ['mysql', 'select 1 from (select id, «a» as id from t) q'],
    ['tsql', 'with q as (select id, «a» as id from t) select 1 as n from q'],
  ]);
});

describe('columns of one name where that is allowed', () => {
  says(undefined, [
    'select id, a as id from t',
    'insert into x select id as p, a as p from t',
    ['postgres', 'select 1 from (select id, a as id from t) q'],
    ['duckdb', 'create table x as select id, a as id from t'],
    ['mysql', 'create table x as select id, a as id2 from t'],
  ]);
});

describe('CTEs that nothing reads', () => {
  says('unused-cte', [
    'with «q» as (select a from t) select id from u',
    'with q as (select a from t), «r» as (select a from q) select a from q',
    'with recursive «q» as (select id from t union all select id from q) select a from t',
    'select * from (with «q» as (select 1 as n) select a from t) x',
    'insert into x with «q» as (select 1 as n) select a from t',
  ]);
});

describe('CTEs that something reads, or may read', () => {
  says(undefined, [
    'with q as (select a from t) select a from t where a in (select a from q)',
    'with q as (select a from t), r as (select a from q) select a from r',
    "with q as (select a from t) select id from u where {{ only_in('q') }}",
    ['postgres', 'with q as (delete from t returning a) select b from v'],
    ['clickhouse', 'with 1 as one select a from t'],
    ['tsql', 'with q as (select a from t) delete from q'],
  ]);
});

describe('relations side by side', () => {
  says('cross-join', [
    'select t.a, u.b from t, «u»',
    'select t.a from t, «u» where t.a > 0 and u.b > 0',
    'select t.a from t, u, «v» where t.id = u.id and v.b > 1',
    'select t.a from t join u on t.id = u.id, «v»',
    'select a from t, «(select b from v) w»',
    ['mysql', 'select a from t join «v»'],
  ]);
});

describe('relations side by side that something links, or that are meant to be', () => {
  says(undefined, [
    'select a from t cross join v',
    'select a from t, v where a = b',
    'select a from t, v where a = b or a is null',
    'select a from t, v where exists (select 1 from u where u.id = t.id and u.b = v.b)',
    'select a from t, u join v on u.b = v.b and v.b = t.a',
    'select a from t, (select max(b) as m from v) w',
    'with w as (select 1 as n) select a + n as n from w, t',
    'select a from t, x where k = a',
    ['mysql', 'select a from t join v where a = b'],
    ['bigquery', 'select a, i from t, unnest(a) as i'],
    ['bigquery', 'select a, i.x from t, t.a as i'],
    ['snowflake', 'select t.a, f.value from t, lateral flatten(input => t.a) f'],
    ['oracle', 'select a from t, dual'],
    ['postgres', 'select t.a, w.b from t, lateral (select b from v where v.b = t.a) w'],
  ]);
});
