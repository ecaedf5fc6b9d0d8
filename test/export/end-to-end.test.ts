/** From SQL to every format, with the resolver's own results. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';
import { exporters, lineageSchema } from '../../src/export/index.js';
import { findColumns } from '../../src/graph/find-columns.js';
import { select } from '../../src/graph/select.js';
import { REVENUE_SQL, revenue } from './results.js';

const MONTHLY = `create temporary table paid as
  select p.order_id, p.amount - p.fee as net from shop.payments p where p.state = 'paid';
insert into mart.monthly (month, customer, total, share)
with recursive units as (
  select id, name, parent_id from shop.units where parent_id is null
  union all
  select u.id, t.name || '/' || u.name, u.parent_id from shop.units u join units t on t.id = u.parent_id
)
select date_trunc('month', o.placed_at), c.name, sum(paid.net), (select max(net) from paid)
from paid join shop.orders o on o.id = paid.order_id join shop.customers c using (customer_id)
  join units on units.id = c.unit_id
group by 1, 2;`;

const monthly = analyze(MONTHLY, { dialect: 'postgres' });

test.each([
  ['monthly.txt', exporters.tree.render(monthly)],
  ['monthly.steps.txt', exporters.tree.render(monthly, { steps: true })],
  ['monthly.mmd', exporters.mermaid.render(monthly)],
  ['monthly.csv', exporters.csv.render(monthly)],
  ['monthly.total.steps.txt', exporters.tree.render(select(monthly, { columns: findColumns(monthly.lineage, 'total') }), { steps: true })],
])('%s', async (file, text) => {
  await expect(text).toMatchFileSnapshot(`expected/${file}`);
});

test('the hand-written result of these tests is what the resolver gives', () => {
  const edges = ({ lineage }: Pick<typeof revenue, 'lineage'>): string[] => lineage.edges.map((edge) => JSON.stringify(edge)).sort();
  expect(edges(analyze(REVENUE_SQL, { dialect: 'postgres' }))).toEqual(edges(revenue));
});

test('two columns of one name are told apart by their place', () => {
  const text = exporters.tree.render(analyze('select a.name, b.name from a join b on a.id = b.id'), { steps: true });
  expect(text).toContain('name = a.name\n└─ IDENTITY  a.name');
  expect(text).toContain('name = b.name\n└─ IDENTITY  b.name');
});

test('a query that groups by its own columns keeps the expression of the one that is asked for', () => {
  const analysis = analyze('select a as k, sum(b) as total, c as unused from t group by k', { dialect: 'postgres' });
  const only = select(analysis, { columns: [{ dataset: null, column: 'total' }] });
  expect(exporters.tree.render(only, { steps: true })).toBe(
    'total = sum(b)\n└─ AGGREGATION  t.b\n\nrows are decided by\n  query  GROUP_BY  a\n',
  );
  expect(only.statements[0]!.lineage.steps[0]!.columns.map(({ name }) => name)).toEqual(['k', 'total']);
});

test('two bare queries are two results', async () => {
  const two = analyze('select a, b from t where k > 0; select a from u', { dialect: 'postgres' });
  await expect(exporters.tree.render(two)).toMatchFileSnapshot('expected/two-queries.txt');
  await expect(exporters.mermaid.render(two)).toMatchFileSnapshot('expected/two-queries.mmd');
  const { outputs } = JSON.parse(exporters.openlineage.render(two)) as { outputs: { name: string }[] };
  expect(outputs.map(({ name }) => name)).toEqual(['query.result.1', 'query.result.2']);
});

test('two columns of one name are two in a result', () => {
  const text = exporters.tree.render(analyze('select a.name, b.name from a join b on a.id = b.id'));
  expect(text).toContain('├─ name  a.name  IDENTITY\n├─ name  b.name  IDENTITY\n');
});

test('a query that reads what the script wrote goes back to the beginning', () => {
  const text = exporters.tree.render(analyze('create temp table s as select a from t; select a from s; select a as b from s'));
  expect(text).toContain('├─ a  t.a  IDENTITY\n└─ b  t.a  IDENTITY\n');
});

test('JSON follows its schema', () => {
  const validate = new Ajv2020({ strict: false }).compile(lineageSchema);
  validate(JSON.parse(exporters.json.render(monthly)));
  expect(validate.errors).toBeNull();
});

test('text with errors, and text without lineage', () => {
  for (const sql of ['', ';;', 'select', 'selec a from', 'drop table t', 'select 1', 'begin; commit;']) {
    for (const { render } of Object.values(exporters)) expect(render(analyze(sql))).toMatch(/\n$/);
  }
});
