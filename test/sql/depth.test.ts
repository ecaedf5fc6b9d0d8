import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';
import { findDialect } from '../../src/dialects/index.js';
import { forEachChild } from '../../src/sql/for-each-child.js';
import { parse } from '../../src/sql/parser/index.js';
import type { Node } from '../../src/sql/tree.js';

const LONG = 5000;
/** Megabytes of a worker's stack that Node keeps for itself. */
const STACK_OF_NODE = 0.1875;

/** How many nodes lie above the deepest one; without recursion, since the trees may be too deep for it. */
function heightOf(root: Node): number {
  let height = 0;
  const stack: [Node, number][] = [[root, 1]];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [node, depth] = top;
    height = Math.max(height, depth);
    forEachChild(node, (child) => stack.push([child, depth + 1]));
  }
  return height;
}

function read(sql: string, dialect = 'generic') {
  const { script, diagnostics } = parse(sql, findDialect(dialect) as NonNullable<ReturnType<typeof findDialect>>);
  return { height: heightOf(script), messages: diagnostics.map(({ message }) => message) };
}

const TOO_DEEP = 'nested more than 400 levels deep';
const HIGHEST = 1600;

/** A beginning, what is repeated, and an end. */
const SHAPES: readonly (readonly [start: string, repeated: string, end: string, dialect?: string])[] = [
  // before an operand
  ['select ', 'prior ', 'a from t'],
  ['select ', 'connect_by_root ', 'a from t', 'oracle'],
  ['select ', 'binary ', 'a from t', 'mysql'],
  ['select ', '1 + not ', 'a from t', 'mysql'],
  ['select ', 'interval -', 'a day from t', 'bigquery'],
  ['select ', 'f() over (rows ', '1 preceding', 'postgres'],
  ['select ', 'match (a) against (', "'x'", 'mysql'],
  // behind one
  ['select a', ' collate x', ' from t'],
  ['select a', " at time zone 'x'", ' from t'],
  ['select a', ' is null', ' from t'],
  ['select a', ' between 1 and 2', ' from t'],
  ['select a', ' in (1)', ' from t'],
  ['select a', ' like b escape c', ' from t'],
  ['select a', ' = any (b)', ' from t'],
  ['select a', ' + b is null', ' from t'],
  ['select a', '::int', ' from t'],
  ['select a', '[1]', ' from t'],
  ['select a', '.f()', ' from t'],
  ['select a', ':x', ' from t', 'snowflake'],
  ['select a', ' (date)', ' from t', 'teradata'],
  ['select a', ' day to second', ' from t', 'db2'],
  // relations and queries
  ['select * from t', ' pivot (sum(a) for b in (1))', '', 'bigquery'],
  ['select * from t', ' match_recognize (pattern (a) define a as b)', '', 'snowflake'],
  ['select * from ', 'stream ', 't', 'databricks'],
  ['select * from ', 'x: ', 't', 'duckdb'],
  ['select 1', ' limit 1 union select 1', '', 'clickhouse'],
  ['from t ', '|> union all (from u ', '', 'bigquery'],
  ['select * ', 'replace (* ', ' from t', 'bigquery'],
  ['select a from t group by ', 'grouping sets (', 'a'],
  ['select a from t preferring ', '(', 'high a', 'exasol'],
  ['', 'with x (', 'select 1', 'databricks'],
  ["select * from json_table(a, '$' columns (", "nested path '$' columns (", 'x int', 'mysql'],
  // statements
  ['create procedure p is ', 'procedure q is ', 'begin null; end;', 'oracle'],
];

describe('depth of trees', () => {
  it.each(SHAPES)('is bounded: %s%s…', (start = '', repeated = '', end = '', dialect) => {
    const { height } = read(start + repeated.repeat(LONG) + end, dialect);
    expect(height).toBeLessThan(HIGHEST);
  });

  it('is said once where it is cut', () => {
    const { messages } = read(`select a${' is null'.repeat(LONG)} from t; select a from u`);
    expect(messages).toEqual([TOO_DEEP]);
  });

  it('has a code of its own, and the text is not ok', () => {
    const { ok, diagnostics } = analyze(`select ${'('.repeat(LONG)}a${')'.repeat(LONG)} from t`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['depth-limit']);
    expect(ok).toBe(false);
  });

  it('ends loops that go on until an error: what is cut is one, although it is not said again', () => {
    const { messages } = read(`select a from ${'t pivot (sum(a) for b in ('.repeat(LONG)}1${'))'.repeat(LONG / 2)}`, 'tsql');
    expect(messages.some((message) => message.startsWith('nested more than'))).toBe(true);
  });

  it('counts chains within nesting as one', () => {
    let value = 'a';
    for (let level = 0; level < 100; level++) value = `f(${value}${' is null'.repeat(100)})`;
    const { height, messages } = read(`select ${value} from t`);
    expect(height).toBeLessThan(HIGHEST);
    expect(messages).toEqual([TOO_DEEP]);
  });

  it('does not count what stands side by side', () => {
    const conditions = Array.from({ length: 3000 }, (_, at) => `a${at}::int between 1 and 2 is true`);
    const sql = `select ${conditions.join(', ')} from t where ${conditions.join(' and ')}`;
    expect(read(sql).messages).toEqual([]);
    expect(read(`select * from ${'t pivot (sum(a) for b in (1)), '.repeat(1000)} t`, 'bigquery').messages).toEqual([]);
    expect(read(`select 1 ${'union select a from t where a is null intersect select 2 '.repeat(1000)}`).messages).toEqual([]);
  });

  it('is bounded for texts within texts', () => {
    let sql = 'select 1;';
    for (let level = 0; level < 500; level++) sql = `do $x${level}$ begin ${sql} end $x${level}$;`;
    const { height, messages } = read(sql, 'postgres');
    expect(height).toBeLessThan(HIGHEST);
    expect(messages).toEqual(['nested more than 210 levels deep']);
  });
});

describe('long chains', () => {
  it('of INTERSECT are one node', () => {
    expect(read(`select 1 union select 2${' intersect select 3'.repeat(LONG)}`).height).toBeLessThan(12);
  });

  it('of conditions of one join are bounded, of joins are not', () => {
    const { height, messages } = read(`select * from t${' join u'.repeat(LONG)}${' on a'.repeat(LONG)}`);
    expect(height).toBeLessThan(LONG + HIGHEST);
    expect(messages).toEqual([TOO_DEEP]);
    expect(read(`select * from t${' join u on a'.repeat(LONG)}`).messages).toEqual([]);
  });

  it.each(['select a', 'select a from t where (a'])('of stray brackets are read: %s)…', (start) => {
    expect(read(`${start}${')'.repeat(LONG)}, b from t`).messages.length).toBeGreaterThan(0);
  });

  it('of templates are one name', () => {
    expect(read(`select a from ${'{{ a }}'.repeat(LONG)}`).messages).toEqual([]);
  });
});

describe('the stack', () => {
  /** Node's own is 984 kB; in a worker, code begins cold, which takes the most of it. */
  const HALF = `
    const { parentPort, workerData } = require('node:worker_threads');
    import(workerData.index).then(({ analyze, analyzePlan }) => {
      for (const sql of workerData.texts) JSON.stringify(analyze(sql, { dialect: 'generic' }).statements.map(({ lineage }) => lineage.steps));
      for (const plan of workerData.plans) JSON.stringify(analyzePlan(plan).lineage);
      parentPort.postMessage('read');
    });`;

  it('holds what the limits allow, when it is half as large', async () => {
    const nests = ['(', 'f(', 'coalesce(a, ', 'count(*) over (partition by ', 'case when ', '(select ', 'json_object(', 'cast('];
    const plan = (open: string) => `== Physical Plan ==\nProject [${open.repeat(LONG)}a#1 AS b#2]\n+- Relation s.t[a#1] parquet`;
    const worker = new Worker(HALF, {
      eval: true,
      resourceLimits: { stackSizeMb: 0.5 + STACK_OF_NODE },
      workerData: {
        index: new URL('../../dist/index.js', import.meta.url).href,
        texts: [...nests.map((open) => `select ${open.repeat(LONG)}`), 'select a from ('.repeat(LONG), 'with c as ('.repeat(LONG)],
        plans: ['(', 'f(', 'cast(', 'CASE WHEN '].map(plan),
      },
    });
    expect(await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))).toBe('read');
  });
});
