import { expect, test } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';
import { answer } from '../../src/batch.js';
import { exporters } from '../../src/export/index.js';

const list = (count: number, item: (at: number) => string, by = ', ') => Array.from({ length: count }, (_, at) => item(at)).join(by);
const sumOfAll = (inputs: number, columns: number) =>
  `with c as (select ${list(inputs, (at) => `a${at}`, '+')} as s from t) select ${list(columns, (at) => `s as x${at}`)} from c`;

test('edges past the budget are left out, their columns stay, and it is said: the same in batch and analyze', () => {
  const sql = sumOfAll(400, 400);
  const { lineage, statements, diagnostics } = analyze(sql);
  const batch = JSON.parse(answer(JSON.stringify({ sql })));
  expect(lineage.columns).toHaveLength(400);
  expect(lineage.edges).toHaveLength(50_000);
  expect(lineage.edges.at(-1)?.to.column).toBe('x124');
  expect(batch.edges).toEqual(lineage.edges);
  const told = { code: 'cut', message: 'There are too many edges: 110000 edges to 275 columns are left out.' };
  expect(diagnostics).toMatchObject([told]);
  expect(batch.diagnostics).toMatchObject([told]);
  expect(statements[0]?.lineage.columns.flatMap(({ inputs }) => inputs)).toHaveLength(50_000);
});

test('what fits is whole', () => {
  const { lineage, diagnostics } = analyze(sumOfAll(220, 220));
  expect(lineage.edges).toHaveLength(48_400);
  expect(diagnostics).toEqual([]);
});

test('edges of long names count more', () => {
  const { lineage, diagnostics } = analyze(sumOfAll(200, 200).replaceAll(' t)', ` ${'t'.repeat(950)})`));
  expect(lineage.edges).toHaveLength(5000);
  expect(diagnostics).toMatchObject([{ code: 'cut' }]);
});

test('what only single statements have too much of is said, too', () => {
  const sql = `create table c as ${sumOfAll(400, 400)}; drop table c`;
  expect(analyze(sql).diagnostics.map(({ message }) => message)).toContain(
    'There are too many edges of the single statements: 110000 edges to 275 columns are left out.',
  );
  expect(JSON.parse(answer(JSON.stringify({ sql }))).edges).toEqual([]);
});

test('an input has at most 20 spans, the outermost', () => {
  const sql = `${'select a + 1 as a from ('.repeat(50)}select a from t${') x'.repeat(50)}`;
  const [input] = analyze(sql).statements[0]?.lineage.columns[0]?.inputs ?? [];
  expect(input?.spans).toHaveLength(20);
  expect(input?.spans?.at(-1)).toEqual({ start: 7, end: 8 });
});

test('columns that rotate in a recursive query: the text grows no faster than the edges', () => {
  const rotating = (n: number) =>
    `with recursive r(${list(n, (at) => `c${at}`)}) as (select ${list(n, (at) => `a${at}`)} from t union all select ${list(n, (at) => `c${(at + 1) % n}`)} from r) select * from r`;
  const length = (n: number) => exporters.json.render(analyze(rotating(n), { dialect: 'postgres' })).length;
  expect(length(160) / length(80)).toBeLessThan(4.5);
});

test('steps told of many columns are told once', () => {
  const tree = exporters.tree.render(analyze(sumOfAll(300, 300)), { steps: true });
  expect(tree.split('\n').length).toBeLessThan(7000);
  expect(tree).toContain('(see above)');
});

test('the texts of expressions are within the budget of steps', () => {
  const sql = `select * from t${' pivot (sum(a) for b in (1))'.repeat(200)}`;
  const { statements } = analyze(sql, { dialect: 'snowflake' });
  const [first] = statements as [(typeof statements)[0]];
  const characters = first.lineage.steps.flatMap(({ columns }) => columns).reduce((sum, { expression = '' }) => sum + expression.length, 0);
  expect(characters).toBeLessThan(200 * 10 * sql.length);
  expect(first.lineage.steps.some(({ cut }) => cut)).toBe(true);
});

test('a column that one of many tables owns counts once for each of them', () => {
  const sql = `select ${list(800, (at) => `a${at}`)} from ${list(90, (at) => `t${at}`)}`;
  const { lineage, diagnostics } = analyze(sql);
  expect(lineage.edges.length).toBeGreaterThan(500);
  expect(lineage.edges.length).toBeLessThan(50_000 / 90);
  expect(diagnostics.map(({ code }) => code)).toContain('cut');
});

test('a path longer than any is followed as far as paths are', () => {
  const [statement] = analyze(`select ${'a.'.repeat(300)}a from t`, { dialect: 'presto' }).statements;
  for (const { path = [] } of statement?.lineage.steps.flatMap(({ columns }) => columns.flatMap(({ inputs }) => inputs)) ?? [])
    expect(path.length).toBeLessThanOrEqual(16);
});
