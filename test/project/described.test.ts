import { describe, expect, it } from 'vitest';
import { analyzeProject, readDbtFolder, readManifest } from '../../src/index.js';

const node = (id: string, more: object) => [id, { unique_id: id, resource_type: id.split('.')[0], name: id.split('.').at(-1), ...more }];
const test = (id: string, name: string, column: string | undefined, more: object = {}, kwargs: object = {}) =>
  node(`test.shop.${id}`, {
    column_name: column,
    attached_node: 'model.shop.orders',
    test_metadata: { name, kwargs: { column_name: column, model: 'x', ...kwargs } },
    depends_on: { nodes: ['model.shop.customers', 'model.shop.orders'] },
    ...more,
  });

const orders = {
  database: 'db',
  schema: 's',
  original_file_path: 'models/orders.sql',
  description: 'Orders.',
  tags: ['core'],
  meta: { owner: 'Ada' },
  compiled_code: 'select id, customer, note from raw',
  columns: {
    id: { name: 'id', description: 'Its number.', data_type: 'int', tags: ['pii'] },
    customer: { name: 'customer', data_type: 'bigint' },
    note: { name: 'note' },
  },
};

const described = (more: object = {}, tests: readonly unknown[] = [], catalog?: object) => {
  const nodes = [
    node('model.shop.orders', { ...orders, ...more }),
    node('model.shop.customers', { database: 'db', schema: 's', compiled_code: 'select id from raw' }),
    ...tests,
  ];
  const json = JSON.stringify({ metadata: { adapter_type: 'postgres', project_name: 'shop' }, nodes: Object.fromEntries(nodes as []) });
  const project = analyzeProject(readManifest(json, catalog && { catalog: JSON.stringify(catalog) }));
  return project.catalog.lookup(['db', 's', 'orders']);
};
const column = (name: string, of: ReturnType<typeof described>) =>
  of?.columns.find((each) => typeof each !== 'string' && each.name === name);
const file = 'models/orders.sql';

describe('a manifest says of a dataset', () => {
  it('description, owner, tags; of columns type, comment, tags', () => {
    const found = described();
    expect(found).toMatchObject({
      description: 'Orders.',
      owner: 'Ada',
      tags: ['core'],
      learnt: { description: { by: 'properties', file } },
    });
    expect(column('id', found)).toEqual({
      name: 'id',
      type: 'int',
      comment: 'Its number.',
      tags: ['pii'],
      learnt: factsBy('properties'),
    });
    expect([...(found?.columns ?? [])]).toHaveLength(3);
  });

  it('tests, and what they mean', () => {
    const found = described({}, [
      test('a', 'not_null', 'id'),
      test('b', 'unique', 'id'),
      test('c', 'not_null', 'customer', { config: { severity: 'warn' } }),
      test('d', 'accepted_values', 'note', {}, { values: ['x', 'y'] }),
      test('e', 'relationships', 'customer', {}, { to: "ref('customers')", field: 'id' }),
      test('f', 'not_null', 'note', { config: { where: 'id > 5' } }),
      test('g', 'at_least_one_row', undefined),
    ]);
    expect(column('id', found)).toMatchObject({ nullable: false, learnt: { nullable: { by: 'test', file } } });
    expect(column('customer', found)).not.toHaveProperty('nullable');
    expect(column('note', found)).not.toHaveProperty('nullable');
    expect(column('note', found)).toMatchObject({
      tests: [{ name: 'accepted_values', arguments: { values: ['x', 'y'] } }, { name: 'not_null' }],
    });
    expect(found?.tests).toMatchObject([{ name: 'at_least_one_row' }]);
    expect(found?.keys).toMatchObject([
      { kind: 'unique', columns: ['id'], learnt: { by: 'test' } },
      { kind: 'foreign', columns: ['customer'], references: { parts: ['db', 's', 'customers'], columns: ['id'] } },
    ]);
  });

  it.each([true, false])('constraints, where the contract is enforced: %s', (enforced) => {
    const columns = { ...orders.columns, id: { name: 'id', data_type: 'int', constraints: [{ type: 'not_null' }, { type: 'unique' }] } };
    const found = described({ columns, contract: { enforced }, constraints: [{ type: 'primary_key', columns: ['id', 'customer'] }] });
    expect(found?.contract).toBe(enforced || undefined);
    expect(column('id', found)).toMatchObject(enforced ? { nullable: false, learnt: { nullable: { by: 'contract' } } } : { name: 'id' });
    expect(found?.keys?.map(({ kind, columns: of }) => [kind, of])).toEqual(
      enforced
        ? [
            ['unique', ['id']],
            ['primary', ['id', 'customer']],
          ]
        : undefined,
    );
  });
});

it('the warehouse says the types, the documents the words', () => {
  const columns = {
    id: { name: 'id', index: 1, type: 'integer', comment: 'old' },
    customer: { name: 'customer', index: 2, type: 'bigint', comment: 'Who.' },
    note: { name: 'note', index: 3, type: 'text' },
  };
  const catalog = { nodes: { 'model.shop.orders': { metadata: { type: 'BASE TABLE', owner: 'dbt', comment: 'old' }, columns } } };
  const found = described({}, [test('a', 'not_null', 'id')], catalog);
  expect(found).toMatchObject({ kind: 'base table', owner: 'Ada', description: 'Orders.' });
  expect(column('id', found)).toMatchObject({ type: 'integer', comment: 'Its number.', nullable: false });
  expect(column('id', found)).toMatchObject({
    learnt: { type: { by: 'warehouse' }, comment: { by: 'properties' }, nullable: { by: 'test' } },
  });
  expect(column('customer', found)).toMatchObject({ type: 'bigint', comment: 'Who.' });
  expect(column('note', found)).toMatchObject({ type: 'text' });
});

it('properties files say the same of a project that was never compiled', () => {
  const properties = `
models:
  - name: orders
    description: Orders.
    config: { contract: { enforced: true }, meta: { owner: Ada } }
    constraints: [{ type: primary_key, columns: [id] }]
    columns:
      - { name: id, data_type: int, description: Its number., constraints: [{ type: not_null }] }
      - { name: customer, data_tests: [not_null, { relationships: { arguments: { to: "ref('customers')", field: id } } }] }
      - { name: note, tests: [{ not_null: { config: { where: x } } }, { accepted_values: { values: [a] } }] }
  - name: customers`;
  const files: Record<string, string> = {
    'dbt_project.yml': 'name: shop',
    'models/p.yml': properties,
    'models/orders.sql': 'select id, customer, note from raw',
    'models/customers.sql': 'select id from raw',
  };
  const { catalog } = analyzeProject(readDbtFolder(Object.keys(files), (path) => files[path], { dialect: 'postgres' }));
  const found = catalog.lookup(['shop', 'orders']);
  expect(found).toMatchObject({ description: 'Orders.', owner: 'Ada', contract: true });
  expect(found?.columns).toMatchObject([
    { name: 'id', type: 'int', comment: 'Its number.', nullable: false, learnt: { nullable: { by: 'contract' } } },
    { name: 'customer', nullable: false, learnt: { nullable: { by: 'test' } } },
    { name: 'note', tests: [{ name: 'not_null' }, { name: 'accepted_values', arguments: { values: ['a'] } }] },
  ]);
  expect(column('note', found)).not.toHaveProperty('nullable');
  expect(found?.keys).toMatchObject([
    { kind: 'foreign', columns: ['customer'], references: { parts: ['shop', 'customers'], columns: ['id'] } },
    { kind: 'primary', columns: ['id'] },
  ]);
});

/** A query makes the column: each fact says who knows it. */
function factsBy(by: string) {
  return Object.fromEntries(['type', 'comment', 'tags'].map((fact) => [fact, { by, file }]));
}
