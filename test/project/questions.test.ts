import { describe, expect, it } from 'vitest';
import { findTargets, projectImpact, projectStats, selectUnits, unitLineage } from '../../src/project/index.js';
import { EXPOSURES, project, SHOP } from './shop.js';

const shop = project(SHOP, EXPOSURES);

describe('findTargets', () => {
  it.each([
    ['orders', 'db.main.orders', null],
    ['ORDERS.Paid', 'db.main.orders', 'paid'],
    ['model.shop.orders', 'db.main.orders', null],
    ['main.orders.paid', 'db.main.orders', 'paid'],
    ['raw_orders.id', 'db.main.raw_orders', 'id'],
  ])('%s', (text, dataset, column) => {
    expect(findTargets(shop, text)).toMatchObject([{ dataset, column }]);
  });

  it('nothing is called so', () => expect(findTargets(shop, 'orders.nope')).toEqual([]));
});

describe('selectUnits', () => {
  const names = (...selectors: string[]) => [...selectUnits(shop, selectors).ids].map((id) => id.split('.').pop()).sort();

  it.each([
    ['orders', ['orders']],
    ['+orders', ['orders', 'raw_orders', 'raw_payments', 'stg_orders', 'stg_payments']],
    ['1+orders', ['orders', 'stg_orders', 'stg_payments']],
    ['stg_orders+', ['orders', 'stg_orders', 'totals']],
    ['stg_orders+1', ['orders', 'stg_orders']],
    ['tag:nightly', ['stg_orders']],
    ['path:models/staging', ['stg_orders', 'stg_payments']],
    ['staging', ['stg_orders', 'stg_payments']],
    ['stg_*', ['stg_orders', 'stg_payments']],
    ['stg_*,tag:nightly', ['stg_orders']],
    ['config.materialized:table', ['orders']],
    ['1+exposure:board', ['orders', 'totals']],
    ['@stg_payments', ['orders', 'raw_orders', 'raw_payments', 'stg_orders', 'stg_payments', 'totals']],
    ['resource_type:seed', ['raw_orders', 'raw_payments']],
  ])('%s', (selector, expected) => expect(names(selector)).toEqual(expected));

  it('several are a union', () => expect(names('orders', 'totals')).toEqual(['orders', 'totals']));
  it('says which term means nothing', () => expect(selectUnits(shop, ['nope']).unmatched).toEqual([{ term: 'nope' }]));
});

describe('projectImpact', () => {
  it('counts a CASE condition and follows the column it decides', () => {
    const [target] = findTargets(shop, 'stg_payments.method');
    const { datasets, consumers } = projectImpact(shop, target!);
    expect(
      datasets.map(({ unit, columns }) => [unit?.unit.name, columns.map(({ column, dependences }) => [column, dependences[0]?.role])]),
    ).toEqual([
      ['orders', [['paid', 'condition']]],
      ['totals', [['total', 'condition']]],
    ]);
    expect(consumers.map(({ consumer, through }) => [consumer.name, through])).toEqual([
      ['not_null_paid', ['orders']],
      ['board', ['totals']],
    ]);
  });

  it('finds the tests of the column itself, and not those of its neighbours', () => {
    const [target] = findTargets(shop, 'stg_orders.user_id');
    expect(projectImpact(shop, target!).consumers.map(({ consumer }) => consumer.name)).not.toContain('not_null_status');
  });

  it('a filter decides the rows', () => {
    const [target] = findTargets(shop, 'stg_orders.status');
    const orders = projectImpact(shop, target!).datasets.find(({ unit }) => unit?.unit.name === 'orders');
    expect(orders?.columns.find(({ column }) => column === null)?.dependences[0]).toMatchObject({ role: 'filter', hops: 1 });
  });
});

it('unitLineage holds what ends in the selected models', () => {
  const { edges, columns } = unitLineage(shop, new Set(['model.shop.totals']));
  expect(columns.map(({ column }) => column)).toEqual(['user_id', 'total']);
  expect([...new Set(edges.map((edge) => edge.to.dataset))]).toEqual(['db.main.totals']);
});

it('projectStats counts', () => {
  expect(projectStats(shop)).toMatchObject({
    units: { model: 4, seed: 2 },
    consumers: { test: 2, exposure: 1 },
    complete: { done: 4, of: 4 },
    traced: { done: 13, of: 13 },
  });
});
