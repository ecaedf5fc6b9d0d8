import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPOSURES, manifestOf, SHOP } from '../project/shop.js';
import { captureRun as headwater } from './capture.js';

const folder = mkdtempSync(join(tmpdir(), 'headwater-project-'));
mkdirSync(join(folder, 'target'));
writeFileSync(join(folder, 'target', 'manifest.json'), manifestOf(SHOP, EXPOSURES));
const shop = (...args: string[]) => headwater([...args, '-p', folder]);

describe('headwater impact', () => {
  it('says what depends on a column, by role, and which tests and exposures it reaches', async () => {
    const { stdout, code } = await shop('impact', 'stg_payments.method');
    expect(code).toBe(0);
    expect(stdout).toBe(`db.main.stg_payments.method reaches 2 datasets, 2 columns, 1 test, 1 exposure

orders
  paid  condition  1 hop

totals
  total  condition  2 hops

test      not_null_paid  through orders
exposure  board          through totals
`);
  });

  it('gives a versioned document', async () => {
    const document = JSON.parse((await shop('impact', 'stg_payments.method', '-f', 'json')).stdout);
    expect(document).toMatchObject({
      version: 1,
      target: { dataset: 'db.main.stg_payments', column: 'method', unit: 'model.shop.stg_payments' },
      datasets: [
        {
          unit: 'model.shop.orders',
          hops: 1,
          columns: [{ column: 'paid', dependences: [{ role: 'condition', hops: 1, possible: false }] }],
        },
        {},
      ],
      consumers: [{ name: 'not_null_paid' }, { kind: 'exposure', owner: 'Ada', through: ['totals'] }],
    });
  });

  it('suggests the name that was meant', async () => {
    const { stderr, code } = await shop('impact', 'stg_payments.metod');
    expect(code).toBe(2);
    expect(stderr).toContain("did you mean 'stg_payments.method'?");
  });
});

it('headwater upstream follows a column to its sources', async () => {
  const { stdout } = await shop('upstream', 'totals.total', '--no-indirect');
  expect(stdout).toContain('totals.total is made from 3 columns of 3 datasets');
  expect(stdout).toContain('db.main.raw_payments\n  amount  3 hops');
});

it('headwater path shows the way, kind by kind', async () => {
  expect((await shop('path', 'raw_payments.method', 'totals.total')).stdout).toBe(`db.main.raw_payments.method
  → db.main.stg_payments.method  IDENTITY
  → db.main.orders.paid  CONDITIONAL
  → db.main.totals.total  AGGREGATION
`);
  expect(await shop('path', 'totals.total', 'raw_payments.method')).toMatchObject({ code: 1 });
});

it('headwater columns says what each column comes from', async () => {
  expect((await shop('columns', 'totals')).stdout).toBe(`db.main.totals
  user_id  ← db.main.orders.user_id  ⇐ db.main.raw_orders.user_id
  total    ← db.main.orders.paid     ⇐ db.main.raw_payments.amount
`);
});

it('headwater stats counts', async () => {
  const { stdout } = await shop('stats');
  expect(stdout).toContain('shop (duckdb): 4 models, 2 seeds, 2 tests, 1 exposure');
  expect(stdout).toMatch(/complete +4 of 4 +100\.0 %/);
});

describe('headwater graph', () => {
  it('shows what ends in the selected models', async () => {
    const { stdout } = await shop('graph', 'config.materialized:table', '-f', 'csv');
    expect(stdout).toContain('db.main.orders,paid');
    expect(stdout).not.toContain('totals');
  });

  it('takes columns too', async () => {
    const { stdout } = await shop('graph', 'totals.total', '-f', 'csv');
    expect(stdout).toContain('db.main.orders,paid,,,db.main.totals,total');
    expect(stdout).not.toContain('raw_');
  });

  it('says what selects nothing', async () => {
    expect(await shop('graph', '+ordrs')).toMatchObject({ code: 2, stderr: expect.stringContaining("did you mean 'orders'?") });
  });
});

it('a folder without SQL is no project', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'headwater-empty-'));
  expect(await headwater(['stats', '-p', empty])).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no SQL in it') });
});
