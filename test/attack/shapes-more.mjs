/** Part 3, further SQL: what earlier rounds of attackers sent, in the form of `shapes-sql.mjs`. */

const list = (n, piece, separator = ', ') => Array.from({ length: n }, (_, at) => piece(at)).join(separator);
const lines = (n, piece) => list(n, piece, '\n');
const columns = (n, prefix = 'c') => list(n, (at) => `${prefix}${at}`);
const wide = (n, name = 't') => ({ [name]: Array.from({ length: n }, (_, at) => `c${at}`) });
const chained = (n, first, each, last) =>
  `with c0 as (${first}), ${list(n, (at) => `c${at + 1} as (${each(`c${at}`, at)})`)} ${last(`c${n}`)}`;
const star = (from) => `select * from ${from}`;

export const MORE_SHAPES = [
  // ── chains of stars ──
  ['stars and nothing else, in a chain', 'generic', (n) => chained(n, 'select * from t', star, star)],
  [
    'stars that filter, in a chain',
    'postgres',
    (n) => chained(n, 'select * from t', (from, at) => `select * from ${from} where a${at} > 0`, star),
  ],
  [
    'stars that sort, in a chain',
    'snowflake',
    (n) => chained(n, 'select * from t', (from, at) => `select * from ${from} order by a${at}`, star),
  ],
  ['stars and one name at the end', 'generic', (n) => chained(n, 'select * from t', star, (from) => `select a from ${from}`)],
  [
    'qualified stars in a chain',
    'generic',
    (n) => chained(n, 'select * from t', (from, at) => `select x.*, u${at}.b as b${at} from ${from} x join u${at} on x.a = u${at}.a`, star),
  ],
  ['stars over a known table in a chain', 'generic', (n) => chained(n, 'select * from t', star, star), () => wide(5)],
  [
    'stars of subqueries, each of the one before',
    'tsql',
    (n) => chained(n, 'select a from t', (from, at) => `select * from (select * from ${from}) s${at}`, star),
  ],
  [
    'distinct stars in a chain',
    'postgres',
    (n) => chained(n, 'select * from t', (from) => `select distinct * from ${from}`, star),
    () => wide(4),
  ],
  // ── joins ──
  [
    'USING and the stars of each',
    'bigquery',
    (n) => `select ${list(n, (at) => `t${at}.*`)} from t0 ${lines(n - 1, (at) => `join t${at + 1} using (a)`)}`,
  ],
  ['USING of several, in a chain', 'mysql', (n) => `select * from t0 ${lines(n, (at) => `left join t${at + 1} using (a, b, c${at})`)}`],
  [
    'USING over known tables, in place',
    'oracle',
    (n) => `select a from t0 ${lines(n - 1, (at) => `join t${at + 1} using (a)`)}`,
    (n) => Object.fromEntries(Array.from({ length: n }, (_, at) => [`t${at}`, ['a', `b${at}`]])),
  ],
  [
    'NATURAL of two columns',
    'postgres',
    (n) => `select * from t0 ${lines(n - 1, (at) => `natural join t${at + 1}`)}`,
    (n) => Object.fromEntries(Array.from({ length: n }, (_, at) => [`t${at}`, ['b', `c${at}`, 'a']])),
  ],
  ['semi joins', 'spark', (n) => `select a from t0 ${lines(n, (at) => `left semi join t${at + 1} on t0.a = t${at + 1}.a`)}`],
  ['ASOF joins', 'duckdb', (n) => `select a from t0 ${lines(n, (at) => `asof join t${at + 1} on t0.b >= t${at + 1}.b`)}`],
  [
    'joins on conditions of all before',
    'generic',
    (n) => `select 1 from t0 ${lines(n, (at) => `join t${at + 1} on t0.a = t${at}.b + t${at + 1}.c`)}`,
  ],
  [
    'joins from the right',
    'postgres',
    (n) => list(50, () => `select 1 from ${list(n, (at) => `(t${at} join `, '')} u on true${') on true'.repeat(n - 1)})`, ';'),
  ],
  // ── what rows decide ──
  [
    'a sum of one column',
    'generic',
    (n) => `with c as (select ${list(n, () => 'a', ' + ')} as s from t) select ${list(n, (at) => `s + ${at} as x${at}`)} from c`,
  ],
  [
    'sums in a chain, from two ways',
    'postgres',
    (n) =>
      chained(
        n,
        'select a, b from t',
        (from) => `select a + b as a, b - a as b from ${from}`,
        (from) => `select a, b from ${from}`,
      ),
  ],
  ['aliases against their order', 'clickhouse', (n) => `select ${list(n, (at) => `c${at + 1} + 1 as c${at}`)}, a as c${n} from t`],
  ['windows within sums', 'snowflake', (n) => `select ${list(n, (at) => `sum(sum(a${at})) over (order by b)`)} from t group by b`],
  ['a GROUP BY of one number', 'mysql', (n) => `select ${columns(n)} from t group by ${list(n, () => '1')}`],
  ['ORDER BY positions', 'oracle', (n) => `select ${columns(n)} from t order by ${list(n, (at) => `${at + 1} desc`)}`],
  ['ORDER BY positions behind a star', 'postgres', (n) => `select *, ${columns(n)} from t order by ${list(n, (at) => `${at + 1}`)}`],
  [
    'EXISTS within each other, of one name',
    'postgres',
    (n) => list(100, () => `select 1 from t where ${'exists (select 1 from t where a = 1 and '.repeat(n)} b${')'.repeat(n)}`, ';'),
  ],
  // ── set operations ──
  [
    'UNION and UNION ALL in turn',
    'postgres',
    (n) => list(n, (at) => `select a, b from t${at} union select a, b from u${at}`, ' union all '),
  ],
  [
    'UNION and UNION ALL of stars in turn',
    'snowflake',
    (n) => list(n, (at) => `select * from t${at} union select * from u${at}`, ' union all '),
  ],
  ['EXCEPT of stars', 'generic', (n) => list(n, (at) => `select * from t${at}`, ' except ')],
  [
    'pipes of two set operations',
    'bigquery',
    (n) => `from t ${lines(n, (at) => `|> union all (select * from u${at}) |> union distinct (select * from v${at})`)}`,
  ],
  [
    'recursive CTEs, each of the one before',
    'postgres',
    (n) =>
      `with recursive c0 as (select a from t), ${list(n, (at) => `c${at + 1} as (select a from c${at} union all select a + 1 from c${at + 1})`)} select a from c${n}`,
  ],
  [
    'a recursive CTE of fields',
    'spark',
    (n) => `with recursive r as (select s from t union all select ${list(n, (at) => `r.s.f${at}`, ' + ')} from r) select s from r`,
  ],
  // ── structs ──
  [
    'a struct handed on',
    'bigquery',
    (n) =>
      chained(
        n,
        'select struct(a as x, b as y) as s from t',
        (from) => `select s from ${from}`,
        (from) => `select s.x from ${from}`,
      ),
  ],
  ['fields of one of many structs', 'spark', (n) => `select ${list(n, (at) => `coalesce(s${at}, r).x`)} from t`],
  [
    'a struct of a star',
    'duckdb',
    (n) => chained(n, 'select a, b from t', (from) => `select unnest(s) from (select struct_pack(a := a, b := b) as s from ${from})`, star),
  ],
  // ── writing, scripts ──
  ['deletes and inserts', 'postgres', (n) => list(n, (at) => `delete from t where a = ${at}; insert into t select * from s${at}`, ';\n')],
  [
    'temporary tables of stars',
    'tsql',
    (n) => `select * into #t0 from s;\n${list(n, (at) => `select *, a${at} into #t${at + 1} from #t${at}`, ';\n')}`,
  ],
  [
    'one temporary table, made again',
    'postgres',
    (n) => list(n, (at) => `drop table if exists x; create temp table x as select * from s${at}`, ';\n'),
  ],
  ['stars into one table', 'generic', (n) => `${list(n, (at) => `insert into t select * from s${at}`, ';\n')}; select a, b from t`],
  [
    'tables that inherit',
    'postgres',
    (n) => `create table t0 (a int);\n${list(n, (at) => `create table t${at + 1} (c${at} int) inherits (t${at})`, ';\n')}`,
  ],
  ['schemas on the path', 'postgres', (n) => `set search_path to ${columns(n, 's')};\n${list(n, (at) => `select a from t${at}`, ';\n')}`],
  [
    'columns dropped one by one',
    'postgres',
    (n) => `create table t (${list(n, (at) => `c${at} int`)});\n${list(n, (at) => `alter table t drop column c${at}`, ';\n')}`,
  ],
  [
    'tables that are copied',
    'mysql',
    (n) => `create table t0 (a int, b int);\n${list(n, (at) => `create table t${at + 1} like t${at}`, ';\n')}; select * from t${n}`,
  ],
  [
    'views of joins, in a chain',
    'snowflake',
    (n) =>
      `create view v0 as select a from s;\n${list(n, (at) => `create view v${at + 1} as select x.a from v${at} x join u${at} y on x.a = y.a`, ';\n')}`,
  ],
  ['UPDATE from many tables', 'tsql', (n) => `update t set a = t0.a from ${list(n, (at) => `t${at}`)}`],
  [
    'a MERGE with a condition of many',
    'oracle',
    (n) => `merge into t using s on (${list(n, (at) => `t.a${at} = s.a${at}`, ' and ')}) when matched then update set b = s.b`,
  ],
  [
    'cursors',
    'oracle',
    (n) =>
      `declare ${lines(n, (at) => `cursor k${at} is select a from t${at};`)} begin ${lines(n, (at) => `for r in k${at} loop insert into u values (r.a); end loop;`)} end;`,
  ],
  ['COPY', 'snowflake', (n) => list(n, (at) => `copy into t${at} from (select $1, $2 from @s/f${at})`, ';\n')],
  ['GRANT and COMMENT', 'postgres', (n) => list(n, (at) => `grant select on t${at} to x; comment on column t${at}.a is 'x'`, ';\n')],
  // ── FROM by dialect ──
  ['generators of many columns', 'spark', (n) => `select stack(2, ${list(n, (at) => `a${at}`)}) from t`],
  ['LATERAL VIEW and a star', 'hive', (n) => `select * from t ${lines(n, (at) => `lateral view explode(b) v${at} as x${at}`)}`],
  ['UNPIVOT of several', 'bigquery', (n) => `select * from t unpivot ((v, w) for k in (${list(n, (at) => `(a${at}, b${at})`)}))`],
  ['a PIVOT of pairs', 'oracle', (n) => `select * from t pivot (sum(a) for (b, c) in (${list(n, (at) => `(${at}, 'x') as p${at}`)}))`],
  ['MODEL', 'oracle', (n) => `select a from t model dimension by (b) measures (c) rules (${list(n, (at) => `c[${at}] = c[${at}] + 1`)})`],
  ['JSON_TABLE', 'mysql', (n) => `select 1 from t, json_table(d, '$' columns (${list(n, (at) => `c${at} int path '$.a${at}'`)})) j`],
  ['OPENJSON', 'tsql', (n) => `select ${columns(n)} from t cross apply openjson(d) with (${list(n, (at) => `c${at} int '$.a${at}'`)})`],
  [
    'table functions of tables',
    'flink',
    (n) => `select 1 from ${list(n, (at) => `table(tumble(table t${at}, descriptor(ts), interval '1' minute)) s${at}`)}`,
  ],
  [
    'external tables',
    'hive',
    (n) => list(n, (at) => `create external table t${at} (a int, b string) partitioned by (c int) location 's3://x/${at}'`, ';\n'),
  ],
  ['dictGet', 'clickhouse', (n) => `select ${list(n, (at) => `dictGet('d', 'c${at}', a)`)} from t`],
  ['APPLY of a star', 'clickhouse', (n) => `select * ${'apply(toString) '.repeat(n)} from t`, () => wide(3)],
  [
    'QUALIFY over a star',
    'snowflake',
    (n) => chained(n, 'select * from t', (from) => `select * from ${from} qualify row_number() over (partition by a order by b) = 1`, star),
  ],
];
