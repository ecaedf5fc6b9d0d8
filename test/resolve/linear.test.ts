/** Sizes that people do generate are answered (how the time grows is for `npm run bench -- linear`). */
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';
import { answer } from '../../src/batch.js';
import { advise } from '../../src/lint/run.js';

const list = (count: number, item: (at: number) => string, by: string) => Array.from({ length: count }, (_, at) => item(at)).join(by);

const TEXTS: Record<string, (size: number) => string> = {
  'a long UNION': (n) => list(n, (at) => `select a, b from t${at}`, ' union all '),
  'a chain of CTEs': (n) =>
    `with c0 as (select a from t)${list(n, (at) => `, c${at + 1} as (select a from c${at} where a > ${at})`, '')} select a from c${n}`,
  'many joins': (n) => `select x0.a from t0 x0 ${list(n, (at) => `join t${at + 1} x${at + 1} on x${at}.id = x${at + 1}.id`, ' ')}`,
  'a script of temporary tables': (n) => list(n, (at) => `create table t${at + 1} as select a + 1 as a from t${at} where b > 1`, '; '),
  'aliases of aliases': (n) => `select a as b0, ${list(n, (at) => `b${at} + b${Math.max(0, at - 1)} as b${at + 1}`, ', ')} from t`,
};

for (const [title, make] of Object.entries(TEXTS)) {
  it(title, () => {
    const request = JSON.stringify({ sql: make(400), dialect: 'snowflake' });
    expect(JSON.parse(answer(request, {})).ok).toBe(true);
  });
}

it('a wide star through ten CTEs', () => {
  const columns = list(500, (at) => `a${at}`, ', ');
  const sql = `with c0 as (select ${columns} from t)${list(10, (at) => `, c${at + 1} as (select *, a1 + ${at} as b${at} from c${at})`, '')} select * from c10`;
  const given = JSON.parse(answer(JSON.stringify({ sql }), {}));
  expect(given.columns).toHaveLength(510);
  expect(given.edges).toHaveLength(510);
});

/** How often a method of all objects of a kind is called: what there is to do, whatever the machine. */
function calls<T extends object>(of: T, method: keyof T, work: () => void): number {
  const own = of[method] as (...given: unknown[]) => unknown;
  let count = 0;
  of[method] = function (this: unknown, ...given: unknown[]) {
    count++;
    return own.apply(this, given);
  } as T[keyof T];
  work();
  of[method] = own as T[keyof T];
  return count;
}

const lookups = (work: () => void): number => calls(Map.prototype, 'get', work);

describe('names among many relations', () => {
  const tables = (size: number) => list(size, (at) => `t${at}`, ', ');
  const answerOf = (sql: string, more: object = {}) => JSON.parse(answer(JSON.stringify({ sql, dialect: 'postgres', ...more }), {}));
  const sources = (sql: string, more?: object) => answerOf(sql, more).edges.map(({ from }: { from: object }) => from);
  const schema = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`t${at}`, [`a${at}`, `b${at % 39}`]]));

  it('are found by their columns, tables and aliases', () => {
    expect(sources(`select a37, t38.a38, x.a0 from ${tables(40)}, s.t0 x`, { schema: { ...schema, 's.t0': ['a0'] } })).toEqual([
      { dataset: 't37', column: 'a37' },
      { dataset: 't38', column: 'a38' },
      { dataset: 's.t0', column: 'a0' },
    ]);
    expect(sources(`select s.t7.c, t9.d from ${list(40, (at) => `s.t${at}${at === 9 ? ' y' : ''}`, ', ')}`)).toEqual([
      { dataset: 's.t7', column: 'c' },
      { dataset: 's.t9', column: 'd' },
    ]);
  });

  it('are ambiguous where two have them, unless the join at hand has one', () => {
    const two = answerOf(`select b0 from ${tables(40)}`, { schema });
    expect(two.edges.map(({ from }: { from: { dataset: string } }) => from.dataset)).toEqual(['t0', 't39']);
    expect(two.diagnostics).toMatchObject([{ code: 'ambiguous-column' }]);
    const joined = answerOf(`select a0 from ${tables(39)}, t39 join s on b0 = c`, { schema: { ...schema, s: ['c'] } });
    expect(joined.diagnostics).toEqual([]);
  });

  it.each([
    ['unqualified', (size: number) => `select ${list(size, (at) => `a${at}`, ', ')} from ${tables(size)}`],
    ['in ON', (size: number) => `select 1 from t0 ${list(size - 1, (at) => `join t${at + 1} on a${at} = a${at + 1}`, ' ')}`],
    ['in WHERE', (size: number) => `select 1 from ${tables(size)} where ${list(size - 1, (at) => `a${at} = a${at + 1}`, ' and ')}`],
    ['of no relation', (size: number) => `select ${list(size, (at) => `z${at}.a`, ', ')} from ${tables(size)}`],
  ])('are looked for once, not in one relation after the other: %s', (_, make) => {
    const work = (size: number) => {
      const known = Object.fromEntries(Array.from({ length: size }, (_, at) => [`t${at}`, [`a${at}`]]));
      return lookups(() => answerOf(make(size), { schema: known }));
    };
    expect(work(400) / work(100)).toBeLessThan(6);
  });

  it('have so many candidates, and say that there are more', () => {
    const { edges, diagnostics } = answerOf(`select a from ${tables(150)}`);
    expect(edges[0].from.candidates).toEqual(Array.from({ length: 100 }, (_, at) => `t${at}`));
    expect(diagnostics.at(-1).message).toBe(
      `The column a could be of any of ${tables(10)} and more than 90 others; the first 100 are given.`,
    );
    expect(answerOf(`select a from ${tables(12)}`).diagnostics.at(-1).message).toMatch(/of t0, .*, t9 and 2 others\.$/);
  });
});

describe('NATURAL', () => {
  const joins = (size: number) => list(size, (at) => `natural join t${at + 1}`, ' ');
  const known = (size: number) => Object.fromEntries(Array.from({ length: size + 1 }, (_, at) => [`t${at}`, ['b', `c${at}`, 'a']]));

  it('joins by all columns of a name, in the order of the left side', () => {
    const { columns } = given(`select * from t0 ${joins(3)}`, 'postgres', { ...known(3), t2: ['a', 'c1', 'b'] });
    expect(columns.map(({ column }: { column: string }) => column)).toEqual(['b', 'a', 'c1', 'c0', 'c3']);
  });

  it('looks the right side up in the left one, not the other way round', () => {
    const work = (size: number) => lookups(() => given(`select * from t0 ${joins(size)}`, 'postgres', known(size)));
    expect(work(400) / work(100)).toBeLessThan(6);
  });
});

it('fields of a wide struct are found by their names, not looked for in all of them', () => {
  const work = (size: number) => {
    const fields = list(size, (at) => `a${at} as f${at}`, ', ');
    const sql = `select ${list(size, (at) => `s.f${at}`, ', ')} from (select struct(${fields}) as s from t)`;
    return calls(String.prototype, 'toLowerCase', () => given(sql, 'bigquery'));
  };
  expect(work(400) / work(100)).toBeLessThan(6);
});

it.each([
  ['EXTEND', (size: number) => `from t ${list(size, (at) => `|> extend a + ${at} as c${at}`, ' ')}`, 'set'],
  ['UNION', (size: number) => `from t ${list(size, (at) => `|> union all (select * from u${at})`, ' ')}`, 'add'],
  ['joins', (size: number) => `from t ${list(size, (at) => `|> join u${at} on u${at}.a = 1`, ' ')}`, 'set'],
] as const)('pipes go on where they were: %s', (_, make, method) => {
  const of = method === 'add' ? Set.prototype : Map.prototype;
  const work = (size: number) => calls(of as Map<unknown, unknown>, method as 'get', () => given(make(size), 'bigquery'));
  expect(work(400) / work(100)).toBeLessThan(6);
});

it('a chain of CTEs hands on what it reads as one', () => {
  const work = (size: number) =>
    calls(Set.prototype, 'add', () => given(`with c0 as (select a from t)${chainOf(size)} select a from c${size}`, 'generic'));
  const chainOf = (size: number) => list(size, (at) => `, c${at + 1} as (select c${at}.a from c${at}, t${at})`, '');
  expect(work(400) / work(100)).toBeLessThan(6);
});

it('positions of GROUP BY are counted in one list of columns', () => {
  const work = (size: number) => {
    const sql = `select ${list(size, (at) => `a${at}`, ', ')} from t group by ${list(size, (at) => `${at + 1}`, ', ')}`;
    return calls(Array.prototype, 'findIndex', () => given(sql, 'postgres'));
  };
  expect(work(400)).toBe(work(100));
});

describe('relations that nothing links', () => {
  it('are told among many', () => {
    const linked = (size: number) => list(size - 1, (at) => `t${at}.a = t${at + 1}.a`, ' and ');
    const crossJoins = (sql: string) =>
      analyze(sql, { dialect: 'postgres', check: advise }).diagnostics.filter(({ code }) => code === 'cross-join');
    const from = (size: number) => `select 1 from ${list(size, (at) => `t${at}`, ', ')}`;
    expect(crossJoins(`${from(50)} where ${linked(50)}`)).toEqual([]);
    expect(crossJoins(`${from(50)} where ${linked(20)} and ${list(29, (at) => `t${at + 20}.a = t${at + 21}.a`, ' and ')}`)).toHaveLength(1);
  });
});

const chain = (count: number, each: (from: string) => string) => list(count, (at) => `, c${at + 1} as (${each(`c${at}`)})`, '');
const given = (sql: string, dialect: string, schema?: object) => JSON.parse(answer(JSON.stringify({ sql, dialect, schema }), {}));

// Each of these doubled with every level: 20 of them were out of memory.
it('a relation lists each unknown dataset once, however often it is joined to itself', () => {
  for (const twice of [
    (from: string) => `select * from ${from} x join ${from} y on x.a = y.a`,
    (from: string) => `select x.* except (b), y.* except (c) from ${from} x join ${from} y on x.a = y.a`,
    (from: string) => `select * from ${from} x join (select * from ${from} union all select * from t) y on x.a = y.a`,
    (from: string) => `select * from ${from} union all select * from ${from}`,
    (from: string) => `from ${from} |> join ${from} as y on y.a = b`,
  ]) {
    const { columns, edges } = given(
      `with c0 as (select * from t)${chain(100, twice)} select * from c100`,
      twice('').startsWith('from') ? 'bigquery' : 'generic',
    );
    expect(columns).toEqual([{ dataset: null, column: '*' }]);
    expect(edges.filter(({ to }: { to: { column: unknown } }) => to.column === '*')).toMatchObject([
      { from: { dataset: 't', column: '*' } },
    ]);
  }
});

it('of a star over too many columns the names are found all the same', () => {
  const wide = `with c0 as (select * from t)${chain(40, (from) => `select * from ${from} x join ${from} y on true`)}`;
  const schema = { t: ['a', 'b', 'c'] };
  const whole = given(`${wide} select * from c40`, 'generic', schema);
  expect(whole.columns).toEqual([{ dataset: null, column: '*' }]);
  expect(whole.diagnostics.map(({ code }: { code: string }) => code)).toContain('cut');
  const { columns, edges } = given(`${wide} select b, d from c40`, 'generic', schema);
  expect(columns).toHaveLength(2);
  expect(edges).toMatchObject([{ from: { dataset: 't', column: 'b' }, to: { column: 'b' } }]);
});

// All columns of the circle were asked for, and each of them was handed round: it died.
it('of a recursive query that rotates its columns one is found', () => {
  const columns = (name: string, from = 0) => list(3000, (at) => `${name}${(at + from) % 3000}`, ', ');
  const sql = `with recursive r(${columns('c')}) as (select ${columns('a')} from t union all select ${columns('c', 1)} from r) select c0 from r`;
  const { edges } = given(sql, 'postgres');
  expect(edges).toHaveLength(3000);
  expect(edges[1].from).toEqual({ dataset: 't', column: 'a1' });
});

it('a pivot of many values by many aggregates stays one star', () => {
  const pivot = `pivot (${list(500, (at) => `sum(a) s${at}`, ', ')} for b in (${list(500, (at) => `${at}`, ', ')}))`;
  const { columns, diagnostics } = given(`select * from (select a, b from t) ${pivot}`, 'bigquery');
  expect(columns).toEqual([{ dataset: null, column: '*' }]);
  expect(diagnostics).toMatchObject([{ code: 'cut' }]);
});

it('missing tables in a FROM list add nothing', () => {
  const { columns } = given(`select * from a${','.repeat(1000)} b`, 'postgres', { a: ['x'], b: ['y'] });
  expect(columns.map(({ column }: { column: string }) => column)).toEqual(['x', 'y']);
});

describe('names that a chain of stars takes out, one after the other', () => {
  const exceptions = (count: number) => chain(count, (from) => `select * except (a${from.slice(1)}) from ${from}`);

  it('are asked for once', () => {
    const { columns, edges } = given(
      `with c0 as (select * from t)${exceptions(20_000)} select z, a7, b from c20000 join u on x = y`,
      'bigquery',
    );
    expect(columns).toHaveLength(3);
    expect(edges.map(({ from }: { from: { dataset: string | null } }) => from.dataset).slice(0, 3)).toEqual([null, 'u', null]);
  });

  it('stay in what another star is made of', () => {
    const forked = 'with c as (select * except (a) from t), d as (select * except (b) from c), e as (select * except (d) from c)';
    const has = (from: string) =>
      ['a', 'b', 'd'].filter((name) => given(`${forked} select ${name} from ${from}`, 'bigquery').edges.length > 0);
    expect([has('c'), has('d'), has('e')]).toEqual([['b', 'd'], ['d'], ['b']]);
  });
});

it.each([
  ['union all by name', ['a', 'b', 'c']],
  ['left union all by name', ['a', 'b']],
  ['inner union all by name', ['b']],
])('columns that pair by name: %s', (operator, names) => {
  const schema = { t: ['a', 'b'], u: ['b', 'c'], v: ['c', 'b'] };
  const { columns, edges } = given(`select * from t ${operator} select * from u ${operator} select * from v`, 'bigquery', schema);
  expect(columns.map(({ column }: { column: string }) => column)).toEqual(names);
  const ofB = edges.filter(({ to }: { to: { column: string } }) => to.column === 'b');
  expect(ofB.map(({ from }: { from: { dataset: string } }) => from.dataset)).toEqual(['t', 'u', 'v']);
});

it('an excepted column of one relation leaves the other its own', () => {
  const { edges } = given('select * exclude (t.id, u.b, nope.x) from t join u on t.id = u.id', 'duckdb', {
    t: ['id', 'a'],
    u: ['id', 'b'],
  });
  const direct = edges.filter(({ type }: { type: string }) => type === 'DIRECT').map(({ from }: { from: object }) => from);
  expect(direct).toEqual([
    { dataset: 't', column: 'a' },
    { dataset: 'u', column: 'id' },
  ]);
});

describe('a chain of joins by USING', () => {
  const using = (count: number, name: (at: number) => string) => list(count, (at) => `join u${at} using (${name(at)})`, ' ');

  it.each([
    ['one name', () => 'id'],
    ['a name each', (at: number) => `id${at}`],
  ])('costs the same at each join: %s', (_, name) => {
    const work = (count: number) => lookups(() => given(`select a from t ${using(count, name)}`, 'postgres'));
    expect(work(800) / work(200)).toBeLessThan(6);
  });

  it('lists what was merged last first, and each merged column once', () => {
    const schema = { t: ['id', 'x', 'a'], u0: ['x', 'b'], u1: ['id', 'c'], u2: ['x', 'd'] };
    const names = (sql: string) => given(sql, 'postgres', schema).columns.map(({ column }: { column: string }) => column);
    const all = 'select * from t join u0 using (x) join u1 using (id) join u2 using (x)';
    expect(names(all)).toEqual(['x', 'id', 'a', 'b', 'c', 'd']);
    expect(names(`${all}, (select 1 as z) y`)).toEqual(['x', 'id', 'a', 'b', 'c', 'd', 'z']);
    expect(names('select x.* from t join lateral (select * from u0) x using (x) join u1 using (id)')).toEqual(['x', 'b']);
  });

  it('takes merged names out of the stars before it, not out of those behind', () => {
    const { edges } = given('select p, q from (select * from t join u using (p) join v using (q)) x (p)', 'postgres');
    const from = (column: string) =>
      edges.filter(({ to }: { to: { column: string } }) => to.column === column).map((edge: { from: object }) => edge.from);
    expect([from('p'), from('q')]).toEqual([[{ dataset: null, column: 'q', candidates: ['t', 'u'] }], []]);
  });
});

it.each(['union all', 'union all by name'])('stars of many branches are paired at once: %s', (operator) => {
  const make = (size: number) => `select * from k ${list(size, (at) => `${operator} select * from t${at}`, ' ')}`;
  const work = (size: number) => {
    const { add } = Set.prototype;
    let count = 0;
    Set.prototype.add = function (value) {
      count++;
      return add.call(this, value);
    };
    given(`select a from (${make(size)}) s`, 'duckdb');
    Set.prototype.add = add;
    return count;
  };
  expect(work(400) / work(100)).toBeLessThan(6);
  const { edges } = given(`select a from (${make(3)}) s`, 'duckdb');
  expect(edges.map(({ from }: { from: { dataset: string } }) => from.dataset)).toEqual(['k', 't0', 't1', 't2']);
});

it('names that the text settles elsewhere are not looked for among all others', () => {
  const { includes } = Array.prototype;
  let most = 0;
  Array.prototype.includes = function (...given) {
    most = Math.max(most, this.length);
    return includes.apply(this, given);
  };
  const names = list(500, (at) => `a${at}`, ' + ');
  const { edges } = given(`select ${names} as x from t, u; select ${names.replaceAll('a', 't.a')} from t`, 'generic');
  Array.prototype.includes = includes;
  expect(edges).toHaveLength(1000);
  expect(most).toBeLessThan(100);
});

it('a subquery within a value that fields are taken of is read once', () => {
  const nested = (count: number) => `${'select * from t lateral view inline(array(struct(a, b), '.repeat(count)}a`;
  const deep = (count: number) => `select ${'(select case when k then '.repeat(count)}s${' else s end from t)'.repeat(count)}.f from t`;
  const work = (sql: string, dialect: string) => {
    given(sql, dialect); // a dialect's functions are gathered when they are first asked for
    return lookups(() => given(sql, dialect));
  };
  expect(work(nested(12), 'spark')).toBeLessThan(4 * work(nested(6), 'spark'));
  expect(work(deep(12), 'bigquery')).toBeLessThan(4 * work(deep(6), 'bigquery'));
});
