/** Part 3, SQL: `[name, dialect, n → text, n → schema]`. What a grammar lets be repeated, chained or nested is, n times. */

/** `n` pieces by their number. */
const list = (n, piece, separator = ', ') => Array.from({ length: n }, (_, at) => piece(at)).join(separator);
const lines = (n, piece) => list(n, piece, '\n');
const columns = (n, prefix = 'c') => list(n, (at) => `${prefix}${at}`);
const tables =
  (n, width = 3) =>
  (size) =>
    Object.fromEntries(
      Array.from({ length: n ?? size }, (_, at) => [`t${at}`, Array.from({ length: width }, (_, column) => `c${at}_${column}`)]),
    );
const wide = (n, name = 't') => ({ [name]: Array.from({ length: n }, (_, at) => `c${at}`) });
/** Nests to a depth that all dialects allow, n of them. */
const COPIES = 100;
const nested = (n, open, middle, close) => list(COPIES, () => open.repeat(n) + middle + close.repeat(n));

export const SQL_SHAPES = [
  // ── the select list ──
  ['columns', 'generic', (n) => `select ${columns(n)} from t`],
  ['columns of a known table', 'generic', (n) => `select ${columns(n)} from t`, (n) => wide(n)],
  ['aliased expressions', 'postgres', (n) => `select ${list(n, (at) => `a${at} + b${at} as c${at}`)} from t`],
  ['the same alias', 'postgres', (n) => `select ${list(n, () => 'a as x')} from t`],
  ['qualified columns', 'postgres', (n) => `select ${list(n, (at) => `t.c${at}`)} from t`],
  ['four-part columns', 'tsql', (n) => `select ${list(n, (at) => `d.s.t.c${at}`)} from d.s.t`],
  ['a chain of lateral aliases', 'snowflake', (n) => `select a as c0, ${list(n, (at) => `c${at} + 1 as c${at + 1}`)} from t`],
  ['lateral aliases, all of one', 'redshift', (n) => `select a as x, ${list(n, (at) => `x + ${at} as c${at}`)} from t`],
  ['a chain of lateral aliases, clickhouse', 'clickhouse', (n) => `select a as c0, ${list(n, (at) => `c${at} + 1 as c${at + 1}`)} from t`],
  [
    'named windows',
    'postgres',
    (n) => `select ${list(n, (at) => `sum(a) over w${at}`)} from t window ${list(n, (at) => `w${at} as (partition by b${at})`)}`,
  ],
  [
    'windows that extend one another',
    'postgres',
    (n) => `select sum(a) over w${n - 1} from t window w0 as (partition by b), ${list(n - 1, (at) => `w${at + 1} as (w${at})`)}`,
  ],
  ['windows in place', 'postgres', (n) => `select ${list(n, (at) => `sum(a) over (partition by b${at} order by c${at})`)} from t`],
  ['one window of many keys', 'postgres', (n) => `select sum(a) over (partition by ${columns(n)}) from t`],
  ['case branches', 'postgres', (n) => `select case ${list(n, (at) => `when a = ${at} then b${at}`, ' ')} end from t`],
  ['case branches within each other', 'postgres', (n) => `select ${nested(n, 'case when a then b else ', 'c', ' end')} from t`],
  ['aggregates with filters', 'postgres', (n) => `select ${list(n, (at) => `sum(a${at}) filter (where b${at} > 0)`)} from t`],
  ['conditional aggregates', 'clickhouse', (n) => `select ${list(n, (at) => `sumIf(a${at}, b${at})`)} from t`],
  ['casts', 'postgres', (n) => `select ${list(n, (at) => `a${at}::int::text`)} from t`],
  ['casts in a chain', 'postgres', (n) => `select ${list(COPIES, () => `a${'::int'.repeat(n)}`)} from t`],
  ['array literals', 'bigquery', (n) => `select [${list(n, (at) => `a${at}`)}] from t`],
  ['struct fields', 'bigquery', (n) => `select ${list(n, (at) => `s.f${at}.g.h`)} from t`],
  ['a struct of many', 'bigquery', (n) => `select struct(${list(n, (at) => `a as f${at}`)}) as s from t`],
  [
    'fields of a struct made before',
    'bigquery',
    (n) => `select ${list(n, (at) => `s.f${at}`)} from (select struct(${list(n, (at) => `a${at} as f${at}`)}) as s from t)`,
  ],
  ['a long path', 'snowflake', (n) => `select ${list(COPIES, () => `v:a${'.b'.repeat(n)}`)} from t`],
  ['JSON paths', 'snowflake', (n) => `select ${list(n, (at) => `v:a${at}.b[0]::int as c${at}`)} from t`],
  ['JSON arrows', 'postgres', (n) => `select ${list(COPIES, () => `v${" -> 'a'".repeat(n)}`)} from t`],
  ['subscripts', 'trino', (n) => `select ${list(COPIES, () => `v${'[1]'.repeat(n)}`)} from t`],
  ['function arguments', 'generic', (n) => `select coalesce(${columns(n)}) from t`],
  ['function calls within each other', 'generic', (n) => `select ${nested(n, 'f(', 'a', ')')} from t`],
  ['parentheses', 'generic', (n) => `select ${nested(n, '(', 'a', ')')} from t`],
  ['scalar subqueries', 'postgres', (n) => `select ${list(n, (at) => `(select max(b) from u${at} where u${at}.a = t.a)`)} from t`],
  ['scalar subqueries within each other', 'postgres', (n) => `select ${nested(n, '(select ', 'a', ' from t)')}`],
  ['sums', 'generic', (n) => `select ${columns(n).replaceAll(',', ' +')} from t`],
  ['concatenation', 'oracle', (n) => `select ${columns(n).replaceAll(',', " || ',' ||")} from t`],
  ['powers, from the right', 'generic', (n) => `select ${list(COPIES, () => list(n, () => 'a', ' ** '))} from t`],
  ['lambdas', 'duckdb', (n) => `select ${list(n, (at) => `list_transform(a${at}, x -> x + ${at})`)} from t`],
  ['masking functions', 'postgres', (n) => `select ${list(n, (at) => `md5(a${at}) as m${at}`)} from t`],
  ['parameters', 'postgres', (n) => `select ${list(n, (at) => `$${at + 1}`)} from t`],
  ['select distinct on', 'postgres', (n) => `select distinct on (${columns(n)}) a from t`],
  ['names that nobody has', 'generic', (n) => `select ${list(n, (at) => `x${at}.a`)} from t`],
  ['columns that a known table lacks', 'generic', (n) => `select ${columns(n, 'd')} from t`, (n) => wide(n)],
  ['columns that one letter tells apart', 'generic', (n) => `select ${list(n, (at) => `cc${at}`)} from t`, (n) => wide(n)],
  // ── stars ──
  ['a star over a wide table', 'generic', () => 'select * from t', (n) => wide(n)],
  ['stars side by side', 'generic', (n) => `select ${list(n, () => '*')} from t`],
  ['stars of many tables', 'generic', (n) => `select ${list(n, (at) => `t${at}.*`)} from ${list(n, (at) => `t${at}`)}`, tables()],
  ['star except', 'bigquery', (n) => `select * except (${columns(n)}) from t`, (n) => wide(n + 1)],
  ['star except, unknown', 'bigquery', (n) => `select * except (${columns(n)}) from t`],
  [
    'star exclude in a chain',
    'duckdb',
    (n) => `with c0 as (select * from t), ${list(n, (at) => `c${at + 1} as (select * exclude (x${at}) from c${at})`)} select * from c${n}`,
  ],
  ['star replace', 'bigquery', (n) => `select * replace (${list(n, (at) => `c${at} + 1 as c${at}`)}) from t`, (n) => wide(n)],
  ['star replace, unknown', 'bigquery', (n) => `select * replace (${list(n, (at) => `c${at} + 1 as c${at}`)}) from t`],
  [
    'star replace in a chain',
    'bigquery',
    (n) =>
      `with c0 as (select * from t), ${list(n, (at) => `c${at + 1} as (select * replace (x${at} + 1 as x${at}) from c${at})`)} select * from c${n}`,
  ],
  ['star rename', 'snowflake', (n) => `select * rename (${list(n, (at) => `c${at} as d${at}`)}) from t`, (n) => wide(n)],
  [
    'star rename in a chain',
    'snowflake',
    (n) =>
      `with c0 as (select * from t), ${list(n, (at) => `c${at + 1} as (select * rename (x${at} as y${at}) from c${at})`)} select * from c${n}`,
  ],
  [
    'star ilike',
    'snowflake',
    () => `select * ilike '${'%a'.repeat(12)}' from t`,
    (n) => ({ t: Array.from({ length: n }, (_, at) => `${'a'.repeat(30)}${at}`) }),
  ],
  ['columns by a pattern', 'duckdb', () => `select columns('(a+)+b') from t`, (n) => ({ t: [`${'a'.repeat(n)}c`] })],
  ['columns by LIKE', 'duckdb', (n) => `select * like '${'%a'.repeat(n)}b' from t`, (n) => ({ t: ['a'.repeat(n * 2)] })],
  [
    'a chain of stars',
    'generic',
    (n) => `with c0 as (select * from t), ${list(n, (at) => `c${at + 1} as (select *, a${at} from c${at})`)} select * from c${n}`,
  ],
  [
    'an open star used twice by each',
    'generic',
    (n) =>
      `with c0 as (select * from t), ${list(n, (at) => `c${at + 1} as (select * from c${at} x join c${at} y on x.a = y.a)`)} select * from c${n}`,
  ],
  [
    'an open star used twice, in a union',
    'generic',
    (n) =>
      `with c0 as (select * from t), ${list(n, (at) => `c${at + 1} as (select * from c${at} union all select * from c${at})`)} select * from c${n}`,
  ],
  [
    'stars of a join, in a chain',
    'generic',
    (n) =>
      `with c0 as (select * from t), ${list(n, (at) => `c${at + 1} as (select * from c${at} join u${at} on true)`)} select * from c${n}`,
  ],
  // ── FROM ──
  ['a list of tables', 'generic', (n) => `select a from ${columns(n, 't')}`],
  ['a list of tables, known', 'generic', (n) => `select ${list(n, (at) => `c${at}_0`)} from ${columns(n, 't')}`, tables()],
  ['a list of tables and their columns', 'generic', (n) => `select ${list(n, (at) => `t${at}.a`)} from ${columns(n, 't')}`],
  ['commas without tables', 'generic', (n) => `select * from a${','.repeat(n)} b`],
  ['joins without tables', 'generic', (n) => `select * from a ${'join '.repeat(n)} b`],
  ['inner joins', 'generic', (n) => `select t0.a from t0 ${lines(n, (at) => `join t${at + 1} on t${at}.a = t${at + 1}.a`)}`],
  ['left joins', 'postgres', (n) => `select t0.a from t0 ${lines(n, (at) => `left join t${at + 1} on t0.a = t${at + 1}.a`)}`],
  [
    'unqualified names over joins',
    'generic',
    (n) => `select ${columns(n)} from t0 ${lines(n, (at) => `join t${at + 1} on t${at}.a = t${at + 1}.a`)}`,
  ],
  [
    'unqualified names over known joins',
    'generic',
    (n) => `select ${list(n, (at) => `c${at}_1`)} from t0 ${lines(n - 1, (at) => `join t${at + 1} on c${at}_0 = c${at + 1}_0`)}`,
    tables(),
  ],
  ['one name over unknown joins', 'generic', (n) => `select a from t0 ${lines(n, (at) => `join t${at + 1} on true`)}`],
  ['unqualified names in the conditions', 'generic', (n) => `select 1 from t0 ${lines(n, (at) => `join t${at + 1} on x${at} = y${at}`)}`],
  ['USING over unknown tables', 'postgres', (n) => `select a from t0 ${lines(n, (at) => `join t${at + 1} using (a)`)}`],
  ['USING over unknown tables, a star', 'postgres', (n) => `select * from t0 ${lines(n, (at) => `join t${at + 1} using (a)`)}`],
  ['USING, each its own', 'postgres', (n) => `select * from t0 ${lines(n, (at) => `join t${at + 1} using (a${at})`)}`],
  [
    'USING over known tables',
    'postgres',
    (n) => `select a from t0 ${lines(n - 1, (at) => `join t${at + 1} using (a)`)}`,
    (n) => Object.fromEntries(Array.from({ length: n }, (_, at) => [`t${at}`, ['a', `b${at}`]])),
  ],
  ['USING of many columns', 'postgres', (n) => `select * from t join u using (${columns(n)})`],
  ['USING, full joins', 'postgres', (n) => `select a from t0 ${lines(n, (at) => `full join t${at + 1} using (a)`)}`],
  [
    'NATURAL over known tables',
    'postgres',
    (n) => `select * from t0 ${lines(n - 1, (at) => `natural join t${at + 1}`)}`,
    (n) => Object.fromEntries(Array.from({ length: n }, (_, at) => [`t${at}`, ['a', `b${at}`]])),
  ],
  ['NATURAL over unknown tables', 'postgres', (n) => `select a from t0 ${lines(n, (at) => `natural join t${at + 1}`)}`],
  [
    'joins in parentheses',
    'postgres',
    (n) => `select a from ${'('.repeat(100)}t${lines(100, (at) => ` join u${at} on true)`)} ${lines(n, (at) => `join v${at} on true`)}`,
  ],
  ['subqueries side by side', 'postgres', (n) => `select 1 from ${list(n, (at) => `(select a from t${at}) s${at}`)}`],
  [
    'subqueries within each other',
    'postgres',
    (n) => `select 1 from ${list(COPIES, (at) => `${'(select a from '.repeat(n)}t${') s'.repeat(n)}${at}`)}`,
  ],
  ['lateral subqueries', 'postgres', (n) => `select 1 from t ${lines(n, (at) => `cross join lateral (select t.a + ${at} as x) s${at}`)}`],
  [
    'lateral subqueries, each of the one before',
    'postgres',
    (n) =>
      `select 1 from (select a as x0 from t) s0 ${lines(n, (at) => `cross join lateral (select s${at}.x${at} as x${at + 1}) s${at + 1}`)}`,
  ],
  ['cross apply', 'tsql', (n) => `select 1 from t ${lines(n, (at) => `cross apply f${at}(t.a) s${at}`)}`],
  ['lateral views', 'hive', (n) => `select a from t ${lines(n, (at) => `lateral view explode(b${at}) v${at} as x${at}`)}`],
  [
    'lateral views, each of the one before',
    'spark',
    (n) =>
      `select x${n - 1} from t lateral view explode(a) v0 as x0 ${lines(n - 1, (at) => `lateral view explode(x${at}) v${at + 1} as x${at + 1}`)}`,
  ],
  ['flattens', 'snowflake', (n) => `select 1 from t ${list(n, (at) => `, lateral flatten(input => t.a${at}) f${at}`, '')}`],
  ['unnests', 'bigquery', (n) => `select 1 from t ${list(n, (at) => `, unnest(t.a${at}) as f${at}`, '')}`],
  [
    'unnests in a chain',
    'bigquery',
    (n) => `select f${n - 1}.x from t, unnest(t.a) as f0 ${list(n - 1, (at) => `, unnest(f${at}.a) as f${at + 1}`, '')}`,
  ],
  ['array joins', 'clickhouse', (n) => `select a from t array join ${list(n, (at) => `b${at} as x${at}`)}`],
  ['a list of values', 'postgres', (n) => `select * from (values ${list(n, (at) => `(${at}, 'x')`)}) v(a, b)`],
  ['wide values', 'postgres', (n) => `select * from (values (${list(n, (at) => at)})) v(${columns(n)})`],
  ['table functions', 'duckdb', (n) => `select 1 from ${list(n, (at) => `read_csv('f${at}.csv') f${at}`)}`],
  ['files', 'duckdb', (n) => `select 1 from read_csv([${list(n, (at) => `'f${at}.csv'`)}])`],
  [
    'match_recognize',
    'snowflake',
    (n) =>
      `select * from t match_recognize (partition by a measures ${list(n, (at) => `last(x.b${at}) as m${at}`)} pattern (x+) define x as b0 > 0)`,
  ],
  [
    'pivots in a chain',
    'snowflake',
    (n) => `select * from t ${lines(n, (at) => `pivot (sum(a${at}) for b${at} in ('x', 'y')) as p${at}`)}`,
  ],
  [
    'pivots in a chain, duckdb',
    'duckdb',
    (n) => `select * from t ${lines(n, (at) => `pivot (sum(a${at}) for b${at} in (1, 2)) as p${at}`)}`,
  ],
  [
    'pivots by CTEs',
    'spark',
    (n) =>
      `with c0 as (select * from t), ${list(n, (at) => `c${at + 1} as (select * from c${at} pivot (sum(a${at}) for b${at} in (1)))`)} select * from c${n}`,
  ],
  ['a pivot of many values', 'snowflake', (n) => `select * from t pivot (sum(a) for b in (${list(n, (at) => `'v${at}'`)}))`],
  ['a pivot of many aggregates', 'spark', (n) => `select * from t pivot (${list(n, (at) => `sum(a${at}) as s${at}`)} for b in (1, 2))`],
  [
    'unpivots in a chain',
    'snowflake',
    (n) => `select * from t ${lines(n, (at) => `unpivot (v${at} for n${at} in (a${at}, b${at})) as p${at}`)}`,
  ],
  ['an unpivot of many columns', 'snowflake', (n) => `select * from t unpivot (v for k in (${columns(n)}))`],
  ['samples and hints', 'tsql', (n) => `select 1 from ${list(n, (at) => `t${at} with (nolock)`)}`],
  // ── clauses ──
  ['conditions', 'generic', (n) => `select a from t where ${list(n, (at) => `c${at} = ${at}`, ' and ')}`],
  ['conditions, or', 'generic', (n) => `select a from t where ${list(n, (at) => `c${at} = ${at}`, ' or ')}`],
  ['IN lists', 'generic', (n) => `select a from t where b in (${list(n, (at) => at)})`],
  ['IN subqueries', 'generic', (n) => `select a from t where ${list(n, (at) => `a in (select b from u${at})`, ' and ')}`],
  ['EXISTS', 'postgres', (n) => `select a from t where ${list(n, (at) => `exists (select 1 from u${at} where u${at}.a = t.a)`, ' and ')}`],
  [
    'EXISTS within each other',
    'postgres',
    (n) => `select a from t where ${list(COPIES, () => `${'exists (select 1 from t where '.repeat(n)}true${')'.repeat(n)}`, ' and ')}`,
  ],
  ['NOT', 'generic', (n) => `select a from t where ${list(COPIES, () => `${'not '.repeat(n)}a`, ' and ')}`],
  ['IS NULL in a chain', 'generic', (n) => `select a from t where ${list(COPIES, () => `a${' is null'.repeat(n)}`, ' and ')}`],
  ['BETWEEN in a chain', 'generic', (n) => `select a from t where ${list(n, () => 'a between b and c', ' and ')}`],
  ['GROUP BY', 'generic', (n) => `select ${columns(n)}, sum(x) from t group by ${columns(n)}`],
  ['GROUP BY aliases', 'snowflake', (n) => `select ${list(n, (at) => `a${at} + 1 as c${at}`)} from t group by ${columns(n)}`],
  ['GROUP BY positions', 'postgres', (n) => `select ${list(n, (at) => `a${at} + 1 as c${at}`)} from t group by ${list(n, (at) => at + 1)}`],
  ['GROUP BY ALL', 'duckdb', (n) => `select ${list(n, (at) => `a${at} + 1 as c${at}`)}, sum(x) from t group by all`],
  ['GROUPING SETS', 'postgres', (n) => `select a from t group by grouping sets (${list(n, (at) => `(c${at}, d${at})`)})`],
  ['ROLLUP and CUBE', 'postgres', (n) => `select a from t group by rollup (${columns(n)}), cube (${columns(n, 'd')})`],
  ['ORDER BY', 'generic', (n) => `select ${list(n, (at) => `a${at} as c${at}`)} from t order by ${columns(n)}`],
  ['HAVING', 'postgres', (n) => `select a from t group by a having ${list(n, (at) => `sum(c${at}) > 0`, ' and ')}`],
  [
    'QUALIFY',
    'snowflake',
    (n) => `select a from t qualify ${list(n, (at) => `row_number() over (partition by c${at} order by d) = 1`, ' and ')}`,
  ],
  ['CONNECT BY', 'oracle', (n) => `select a from t start with a is null connect by ${list(n, (at) => `prior a${at} = b${at}`, ' and ')}`],
  // ── set operations ──
  ['UNION ALL', 'generic', (n) => list(n, (at) => `select a${at}, b from t${at}`, ' union all ')],
  ['UNION ALL of stars', 'generic', (n) => list(n, (at) => `select * from t${at}`, ' union all ')],
  ['UNION ALL of one star', 'generic', (n) => list(n, () => 'select * from t', ' union all ')],
  ['UNION ALL of wide tables', 'generic', () => list(20, () => 'select * from t', ' union all '), (n) => wide(n)],
  ['UNION BY NAME', 'duckdb', (n) => list(n, (at) => `select a${at}, b from t${at}`, ' union all by name ')],
  ['UNION BY NAME of the same', 'duckdb', (n) => list(n, (at) => `select a, b from t${at}`, ' union by name ')],
  ['UNION BY NAME of stars', 'duckdb', (n) => list(n, (at) => `select * from t${at}`, ' union all by name ')],
  ['UNION BY NAME, wide', 'duckdb', (n) => `select ${columns(n)} from t union by name select ${columns(n, 'd')} from u`],
  ['INTERSECT and EXCEPT', 'postgres', (n) => list(n, (at) => `select a from t${at}`, ' intersect select 1 except ')],
  [
    'UNIONs within each other',
    'postgres',
    (n) => list(COPIES, () => `${'(select a from t union '.repeat(n)}select b from u${')'.repeat(n)}`, ' union all '),
  ],
  ['pipes', 'bigquery', (n) => `from t ${lines(n, (at) => `|> extend a + ${at} as c${at}`)}`],
  ['pipes, each of the one before', 'bigquery', (n) => `from t |> select a as c0 ${lines(n, (at) => `|> select c${at} as c${at + 1}`)}`],
  ['pipes of filters', 'bigquery', (n) => `from t ${lines(n, (at) => `|> where c${at} > 0`)}`],
  ['pipes of joins', 'bigquery', (n) => `from t ${lines(n, (at) => `|> join u${at} using (a)`)}`],
  ['pipes of unions', 'bigquery', (n) => `from t ${lines(n, (at) => `|> union all (select * from u${at})`)}`],
  ['pipes of renames', 'bigquery', (n) => `from t ${lines(n, (at) => `|> rename a${at} as b${at}`)}`],
  ['pipes of sets', 'bigquery', (n) => `from t ${lines(n, (at) => `|> set a = a + ${at}`)}`],
  ['pipes of drops', 'bigquery', (n) => `from t ${lines(n, (at) => `|> drop a${at}`)}`],
  ['pipes of aggregates', 'bigquery', (n) => `from t ${lines(n, (at) => `|> aggregate sum(a) as a group by b${at}`)}`],
  ['pipes of pivots', 'bigquery', (n) => `from t ${lines(n, (at) => `|> pivot (sum(a${at}) for b${at} in ('x'))`)}`],
  // ── WITH ──
  ['CTEs side by side', 'generic', (n) => `with ${list(n, (at) => `c${at} as (select a from t${at})`)} select 1 from ${columns(n)}`],
  [
    'CTEs in a chain',
    'generic',
    (n) => `with c0 as (select a from t), ${list(n, (at) => `c${at + 1} as (select a from c${at})`)} select a from c${n}`,
  ],
  [
    'CTEs in a chain, each filters',
    'postgres',
    (n) =>
      `with c0 as (select a, b from t), ${list(n, (at) => `c${at + 1} as (select a, b from c${at} where b > ${at})`)} select a from c${n}`,
  ],
  [
    'CTEs in a chain, each groups',
    'postgres',
    (n) =>
      `with c0 as (select a, b from t), ${list(n, (at) => `c${at + 1} as (select a, max(b) as b from c${at} group by a)`)} select a from c${n}`,
  ],
  [
    'CTEs used twice by each',
    'generic',
    (n) =>
      `with c0 as (select a, b from t), ${list(n, (at) => `c${at + 1} as (select x.a, y.b from c${at} x join c${at} y on x.a = y.a)`)} select a from c${n}`,
  ],
  [
    'CTEs used twice, an expression',
    'generic',
    (n) =>
      `with c0 as (select a, b from t), ${list(n, (at) => `c${at + 1} as (select x.a + y.b as a, y.b from c${at} x, c${at} y)`)} select a from c${n}`,
  ],
  [
    'CTEs of ambiguous names',
    'generic',
    (n) => `with ${list(n, (at) => `c${at} as (select a from t${at}, u${at})`)} select a from ${columns(n)}`,
  ],
  [
    'CTEs in a chain of ambiguous names',
    'generic',
    (n) => `with c0 as (select a from t, u), ${list(n, (at) => `c${at + 1} as (select a, b from c${at}, t${at})`)} select a from c${n}`,
  ],
  [
    'CTEs with unqualified names over two tables',
    'generic',
    (n) =>
      `with ${list(n, (at) => `c${at} as (select a, b, c from t, u)`)} select c0.a from c0 ${lines(n - 1, (at) => `join c${at + 1} on c0.a = c${at + 1}.a`)}`,
  ],
  ['CTEs that nobody reads', 'generic', (n) => `with ${list(n, (at) => `c${at} as (select a from t${at})`)} select 1`],
  [
    'CTEs within each other',
    'generic',
    (n) => `select 1 from ${list(COPIES, (at) => `(${'with c as ('.repeat(n)}select a from t${') select * from c'.repeat(n)}) s${at}`)}`,
  ],
  [
    'recursive CTEs',
    'postgres',
    (n) => `with recursive ${list(n, (at) => `c${at} as (select a from t union all select a from c${at})`)} select 1 from c0`,
  ],
  [
    'a recursive CTE of many columns',
    'postgres',
    (n) => `with recursive r(${columns(n)}) as (select ${columns(n, 'a')} from t union all select ${columns(n)} from r) select c0 from r`,
  ],
  [
    'a recursive CTE that rotates',
    'postgres',
    (n) =>
      `with recursive r(${columns(n)}) as (select ${columns(n, 'a')} from t union all select ${list(n, (at) => `c${(at + 1) % n}`)} from r) select c0 from r`,
  ],
  [
    'a recursive CTE that rotates, all read',
    'postgres',
    (n) =>
      `with recursive r(${columns(n)}) as (select ${columns(n, 'a')} from t union all select ${list(n, (at) => `c${(at + 1) % n}`)} from r) select * from r`,
  ],
  ['a CTE with a list of names', 'postgres', (n) => `with c(${columns(n)}) as (select ${columns(n, 'a')} from t) select * from c`],
  ['a CTE read by many', 'generic', (n) => `with c as (select a from t) select 1 from ${list(n, (at) => `c as x${at}`)}`],
  [
    'a CTE of joins, read by joins',
    'generic',
    (n) => `with c as (select 1 as a from ${columns(n, 't')}) select x.a from c x join c y on x.a = y.a`,
  ],
  // ── writing ──
  ['INSERT values', 'postgres', (n) => `insert into t (a, b) values ${list(n, (at) => `(${at}, 'x')`)}`],
  ['INSERT of many columns', 'postgres', (n) => `insert into t (${columns(n)}) select ${columns(n, 'a')} from u`],
  ['INSERT into a known table', 'postgres', (n) => `insert into t select ${columns(n, 'a')} from u`, (n) => wide(n)],
  ['INSERT ALL', 'oracle', (n) => `insert all ${lines(n, (at) => `into t${at} (a) values (x)`)} select x from u`],
  [
    'INSERT ALL with conditions',
    'oracle',
    (n) => `insert all ${lines(n, (at) => `when x > ${at} then into t${at} (a) values (x)`)} select x from u`,
  ],
  ['INSERTs of one FROM', 'hive', (n) => `from s ${lines(n, (at) => `insert into table t${at} select a, b where c = ${at}`)}`],
  ['UPDATE of many columns', 'postgres', (n) => `update t set ${list(n, (at) => `c${at} = u.a${at}`)} from u where t.id = u.id`],
  ['UPDATE with subqueries', 'postgres', (n) => `update t set ${list(n, (at) => `c${at} = (select a from u${at})`)}`],
  [
    'MERGE branches',
    'databricks',
    (n) => `merge into t using s on t.a = s.a ${lines(n, (at) => `when matched and s.b = ${at} then update set c = s.c${at}`)}`,
  ],
  [
    'MERGE of many columns',
    'snowflake',
    (n) =>
      `merge into t using s on t.a = s.a when matched then update set ${list(n, (at) => `c${at} = s.c${at}`)} when not matched then insert (${columns(n)}) values (${list(n, (at) => `s.c${at}`)})`,
  ],
  [
    'MERGE star',
    'databricks',
    () => 'merge into t using s on t.c0 = s.c0 when matched then update set * when not matched then insert *',
    (n) => ({ ...wide(n), ...wide(n, 's') }),
  ],
  ['CREATE TABLE', 'postgres', (n) => `create table t (${list(n, (at) => `c${at} int not null default 1`)})`],
  [
    'CREATE TABLE with types within types',
    'bigquery',
    (n) => `create table t (${list(COPIES, (at) => `c${at} ${'struct<a '.repeat(n)}int${'>'.repeat(n)}`)})`,
  ],
  ['constraints', 'postgres', (n) => `create table t (a int, ${list(n, (at) => `constraint k${at} check (a > ${at})`)})`],
  // ── scripts ──
  ['statements', 'generic', (n) => list(n, (at) => `select a from t${at}`, ';\n')],
  ['INSERTs into one table', 'postgres', (n) => list(n, (at) => `insert into t select a from u${at}`, ';\n')],
  [
    'a table made and read',
    'postgres',
    (n) => `create table t0 as select a from s;\n${list(n, (at) => `create table t${at + 1} as select a from t${at}`, ';\n')}`,
  ],
  [
    'temporary tables in a chain',
    'postgres',
    (n) =>
      `create temp table t0 as select a, b from s;\n${list(n, (at) => `create temp table t${at + 1} as select a, b from t${at}`, ';\n')}; select * from t${n}`,
  ],
  [
    'a temporary table, joined by each',
    'postgres',
    (n) =>
      `create temp table x as select a, b from s;\n${list(n, (at) => `create table t${at} as select x.a from x join u${at} using (b)`, ';\n')}`,
  ],
  [
    'a table of DDL, read by many',
    'postgres',
    (n) => `create table t (${columns(20).replaceAll(',', ' int,')} int);\n${list(n, () => 'select * from t', ';\n')}`,
  ],
  ['tables of DDL, each read', 'postgres', (n) => list(n, (at) => `create table t${at} (a int, b int);\nselect * from t${at}`, ';\n')],
  [
    'views in a chain',
    'postgres',
    (n) => `create view v0 as select * from s;\n${list(n, (at) => `create view v${at + 1} as select * from v${at}`, ';\n')}`,
  ],
  [
    'ALTER TABLE in a chain',
    'postgres',
    (n) => `create table t (a int);\n${list(n, (at) => `alter table t add column c${at} int`, ';\n')};\nselect * from t`,
  ],
  [
    'renames in a chain',
    'postgres',
    (n) => `create table t0 as select a from s;\n${list(n, (at) => `alter table t${at} rename to t${at + 1}`, ';\n')}`,
  ],
  [
    'columns renamed in a chain',
    'postgres',
    (n) => `create table t (c0 int);\n${list(n, (at) => `alter table t rename column c${at} to c${at + 1}`, ';\n')};\nselect * from t`,
  ],
  ['drops', 'postgres', (n) => list(n, (at) => `create table t${at} as select a from s; drop table t${at}`, ';\n')],
  ['UPDATEs of one table', 'postgres', (n) => list(n, (at) => `update t set c${at} = a`, ';\n')],
  [
    'UPDATEs of a temporary table',
    'tsql',
    (n) => `select a, b into #t from s;\n${list(n, (at) => `update #t set a = b + ${at}`, ';\n')};\nselect a from #t`,
  ],
  [
    'MERGEs into one table',
    'snowflake',
    (n) => list(n, (at) => `merge into t using s${at} s on t.a = s.a when matched then update set b = s.b`, ';\n'),
  ],
  [
    'variables',
    'tsql',
    (n) => `${lines(n, (at) => `declare @v${at} int = (select max(a) from t${at});`)} select ${list(n, (at) => `@v${at}`)}`,
  ],
  [
    'variables in a chain',
    'tsql',
    (n) => `declare @v0 int = (select a from t);\n${lines(n, (at) => `declare @v${at + 1} int = @v${at} + 1;`)}`,
  ],
  [
    'one variable, set again and again',
    'tsql',
    (n) => `declare @v int;\n${lines(n, (at) => `set @v = @v + (select a from t${at});`)} select @v`,
  ],
  [
    'a procedure of many statements',
    'tsql',
    (n) => `create procedure p as begin ${lines(n, (at) => `insert into t${at} select a from u${at};`)} end`,
  ],
  [
    'procedures',
    'postgres',
    (n) =>
      lines(
        n,
        (at) =>
          `create procedure p${at}() language plpgsql as $$ declare v int; begin select a into v from t${at}; insert into u select v; end $$;`,
      ),
  ],
  [
    'a procedure with variables',
    'postgres',
    (n) =>
      `create procedure p() language plpgsql as $$ declare ${lines(n, (at) => `v${at} int;`)} begin ${lines(n, (at) => `select a into v${at} from t${at}; insert into u${at} select v${at};`)} end $$;`,
  ],
  ['blocks within each other', 'oracle', (n) => list(COPIES, () => `${'begin '.repeat(n)}null;${' end;'.repeat(n)}`, '\n')],
  [
    'IFs',
    'snowflake',
    (n) => `begin ${lines(n, (at) => `if (a) then insert into t${at} select 1; elseif (b) then select 2; end if;`)} end`,
  ],
  [
    'IF branches',
    'snowflake',
    (n) => `begin if (a) then select 1; ${lines(n, (at) => `elseif (b) then insert into t${at} select a from s;`)} end if; end`,
  ],
  [
    'loops over queries',
    'oracle',
    (n) => `begin ${lines(n, (at) => `for r in (select a from t${at}) loop insert into u values (r.a); end loop;`)} end;`,
  ],
  ['dynamic SQL', 'tsql', (n) => lines(n, (at) => `exec('insert into t${at} select a from s');`)],
  ['USE and SET', 'hive', (n) => list(n, (at) => `use d${at}; set x=${at}`, ';\n')],
  ['batches', 'tsql', (n) => lines(n, (at) => `select a from t${at}\ngo`)],
  ['triggers', 'postgres', (n) => lines(n, (at) => `create trigger g${at} after insert on t execute function f${at}();`)],
  // ── text ──
  ['long identifiers', 'postgres', (n) => `select ${'a'.repeat(n * 20)} from ${'t'.repeat(n * 20)}`],
  ['long quoted identifiers', 'postgres', (n) => `select "${'a""'.repeat(n * 10)}" from t`],
  ['a long literal', 'postgres', (n) => `select '${"x''".repeat(n * 10)}' from t`],
  ['a long number', 'postgres', (n) => `select ${'9'.repeat(n * 20)} from t`],
  ['a dollar quote of dollars', 'postgres', (n) => `select $x$${'$y$'.repeat(n * 10)}$x$`],
  ['dollar quotes, not closed', 'postgres', (n) => list(n, (at) => `$a${at}$ `, '')],
  ['comments', 'generic', (n) => `select a ${lines(n, (at) => `-- ${at}`)}\nfrom t`],
  ['comments of blocks', 'generic', (n) => `select a ${list(n, (at) => `/* ${at} */`, ' ')} from t`],
  ['comments within each other', 'postgres', (n) => `select a ${'/*'.repeat(n * 5)}${'*/'.repeat(n * 5)} from t`],
  ['comments, not closed', 'postgres', (n) => `select a ${'/* '.repeat(n * 5)} from t`],
  ['hints', 'oracle', (n) => list(n, (at) => `select /*+ full(t${at}) */ a from t${at}`, ';')],
  ['white space', 'generic', (n) => `select${' \t'.repeat(n * 10)}a from t`],
  ['line breaks', 'generic', (n) => `select${'\r\n'.repeat(n * 10)}a from t`],
  ['line breaks and errors', 'generic', (n) => lines(n, () => 'select from where;')],
  ['errors', 'generic', (n) => list(n, () => 'select (a from t', ';\n')],
  ['errors in one statement', 'generic', (n) => `select ${list(n, () => ') a')} from t`],
  ['closing parentheses', 'generic', (n) => `select a${')'.repeat(n * 5)}`],
  ['opening quotes', 'generic', (n) => `select ${'\' " ` '.repeat(n)}`],
  ['words without grammar', 'generic', (n) => `${'select from where group '.repeat(n)}`],
  ['words that are no statement', 'generic', (n) => list(n, (at) => `foo bar ${at}`, ';\n')],
  ['semicolons', 'generic', (n) => ';'.repeat(n * 10)],
  ['convert, not closed', 'mysql', (n) => list(COPIES, () => 'convert('.repeat(n), ', ')],
  ['parentheses, not closed', 'generic', (n) => list(COPIES, () => `select ${'('.repeat(n)}`, ';')],
  ['ref templates', 'snowflake', (n) => `select 1 from ${list(n, (at) => `{{ ref('m${at}') }} m${at}`)}`],
  [
    'blocks of templates',
    'snowflake',
    (n) => `select a ${lines(n, (at) => `{% if x${at} %}, b${at} {% else %}, c${at} {% endif %}`)} from t`,
  ],
  ['templates, not closed', 'snowflake', (n) => `select ${'{{ a '.repeat(n)}`],
  ['blocks of templates, not closed', 'snowflake', (n) => `select a ${lines(n, (at) => `{% if x${at} %} , b${at}`)} from t`],
  ['comments of templates', 'snowflake', (n) => `select a ${'{# x #}'.repeat(n)} from t`],
  ['quotes in templates', 'snowflake', (n) => `select {{ ${'f(\'a\', "b") ~ '.repeat(n)} x }} from t`],
  ['guessed', 'auto', (n) => list(n, (at) => `select a::int, \`b\`, [c] from t${at}`, ';\n')],
];
