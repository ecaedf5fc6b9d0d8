import { describe, expect, it } from 'vitest';
import { analyzeProject, readManifest } from '../../src/project/index.js';
import { edges, manifestOf, model, project, SHOP, seed } from './shop.js';

describe('models feed each other', () => {
  it('stars resolve through models without a catalog', () => {
    const { units } = project(SHOP);
    expect(units.find(({ unit }) => unit.name === 'orders')?.columns).toEqual(['order_id', 'user_id', 'status', 'paid']);
    expect(units.filter(({ unit }) => unit.kind === 'model').every((unit) => unit.complete)).toBe(true);
  });

  it('every column goes back to a seed', () => {
    const lines = edges(project(SHOP));
    expect(lines).toContain('stg_orders.order_id <- raw_orders.id');
    expect(lines).toContain('orders.paid <- stg_payments.method');
    expect(lines).toContain('totals.total <- orders.paid');
  });

  it('parents come first, whatever the order of the manifest', () => {
    const { units } = project({ b: model('select * from <a>', ['a']), a: model('select 1 as x') });
    expect(units.map(({ unit, columns }) => [unit.name, columns])).toEqual([
      ['a', ['x']],
      ['b', ['x']],
    ]);
  });

  it('circles are told and do not hang', () => {
    const { cycles, units } = project({ a: model('select x from <b>', ['b']), b: model('select x from <a>', ['a']) });
    expect(cycles).toEqual([['a', 'b']].map((names) => expect.arrayContaining(names)));
    expect(units[0]?.reasons.map((reason) => reason.code)).toContain('cycle');
  });
});

describe('stars over unknown sources', () => {
  it('hold what readers ask for, down to the source', () => {
    const made = project({
      raw: seed,
      base: model('select * from <raw>', ['seed.shop.raw']),
      top: model('select a from <base>', ['base']),
    });
    expect(edges(made)).toEqual(expect.arrayContaining(['top.a <- base.a', 'base.a <- raw.a', 'base.* <- raw.*']));
    const base = made.units.find(({ unit }) => unit.name === 'base');
    expect(base).toMatchObject({ columns: ['a'], open: true, complete: false });
    expect(base?.reasons).toMatchObject([{ code: 'open-star', dataset: 'db.main.raw' }]);
    expect(made.units.find(({ unit }) => unit.name === 'top')?.complete).toBe(true);
  });

  const source = (columns: readonly string[]) => ({
    sources: {
      'source.shop.raw.t': {
        unique_id: 'source.shop.raw.t',
        resource_type: 'source',
        name: 't',
        source_name: 'raw',
        relation_name: '"db"."raw"."t"',
        columns: Object.fromEntries(columns.map((name) => [name, { name }])),
      },
    },
  });

  it('are closed by a documentation that nothing contradicts', () => {
    const base = model('select * from "db"."raw"."t"', ['source.shop.raw.t']);
    const made = project({ base, top: model('select a from <base>', ['base']) }, source(['a', 'b']));
    expect(made.units.find(({ unit }) => unit.name === 'base')).toMatchObject({ columns: ['a', 'b'], open: false, complete: true });
  });

  it('stay open where the documentation leaves out a column that is used', () => {
    const base = model('select * from "db"."raw"."t"', ['source.shop.raw.t']);
    const made = project({ base, top: model('select c from <base>', ['base']) }, source(['a', 'b']));
    expect(made.units.find(({ unit }) => unit.name === 'base')).toMatchObject({ columns: ['a', 'b', 'c'], open: true, complete: false });
    expect(made.units.find(({ unit }) => unit.name === 'top')?.complete).toBe(true);
  });

  it('with exclusions are not filled with what they may exclude', () => {
    const base = model('select * exclude (b) from "db"."raw"."t"', ['source.shop.raw.t']);
    expect(project({ base }, source(['a', 'b'])).units.find(({ unit }) => unit.name === 'base')).toMatchObject({ columns: [], open: true });
  });
});

describe('what fills in where SQL is silent', () => {
  const base = model('select * from <raw>', ['seed.shop.raw']);

  it('the catalog', () => {
    const catalog = JSON.stringify({ nodes: { 'seed.shop.raw': { columns: { b: { name: 'b', index: 2 }, a: { name: 'a', index: 1 } } } } });
    const made = analyzeProject(readManifest(manifestOf({ raw: seed, base }), { catalog }));
    expect(made.units.map((unit) => unit.columns)).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it("a seed's header", () => {
    const raw = { ...seed, original_file_path: 'seeds/raw.csv' };
    const read = (path: string) => (path === 'seeds/raw.csv' ? '\uFEFFid,"full ""name""",c\r\n1,2,3' : undefined);
    expect(analyzeProject(readManifest(manifestOf({ raw, base }), { read })).units[1]?.columns).toEqual(['id', 'full "name"', 'c']);
  });

  it('an enforced contract of a model that is Python', () => {
    const py = model('def model(dbt, session): ...', [], {
      language: 'python',
      contract: { enforced: true },
      columns: { k: { name: 'k' } },
    });
    const made = project({ py, top: model('select * from <py>', ['py']) });
    expect(made.units.find(({ unit }) => unit.name === 'top')).toMatchObject({ columns: ['k'], complete: true });
    expect(made.units.find(({ unit }) => unit.name === 'py')?.reasons).toMatchObject([{ code: 'python' }]);
  });
});

describe('dbt specials', () => {
  it('an ephemeral model has a place of its own though dbt puts it into its readers', () => {
    const eph = model('select a as b from <raw>', ['seed.shop.raw'], { config: { materialized: 'ephemeral' }, relation_name: null });
    const top = model('with __dbt__cte__eph as (select a as b from <raw>), x as (select * from __dbt__cte__eph) select b as c from x', [
      'eph',
    ]);
    expect(edges(project({ raw: seed, eph, top }))).toEqual(expect.arrayContaining(['top.c <- eph.b', 'eph.b <- raw.a']));
  });

  it('raw code is analysed where nothing is compiled, and counted as not complete', () => {
    const top = model("select a, {{ extra() }} from {{ ref('raw') }}", ['seed.shop.raw'], { compiled_code: null });
    const made = project({ raw: seed, top });
    expect(edges(made)).toContain('top.a <- raw.a');
    expect(made.units[1]).toMatchObject({ complete: false, reasons: [{ code: 'template' }] });
  });

  it('a CTE that is called like the model it reads', () => {
    const top = model("with orders as (select * from {{ ref('orders') }}) select a from orders", ['orders'], { compiled_code: null });
    expect(edges(project({ orders: model('select 1 as a'), top }))).toContain('top.a <- orders.a');
  });

  it('names that a macro put into quotes in the wrong case still match', () => {
    const manifest = manifestOf(
      {
        a: model('select 1 as x', [], { relation_name: 'db.main.a' }),
        b: model('select a."x" from db.main.a a', ['a'], { relation_name: 'db.main.b' }),
      },
      {},
      'snowflake',
    );
    const { units } = analyzeProject(readManifest(manifest));
    expect(units[1]).toMatchObject({ columns: ['X'], complete: true });
  });

  it('… also where a column is missing for another reason', () => {
    const manifest = manifestOf(
      {
        a: model('select 1 as x', [], { relation_name: 'db.main.a' }),
        b: model('select "x", "y" from db.main.a', ['a'], { relation_name: 'db.main.b' }),
      },
      {},
      'snowflake',
    );
    const { units } = analyzeProject(readManifest(manifest));
    expect(units[1]?.reasons.map(({ message }) => message)).toEqual(['No relation here has column y.']);
  });

  it('a model whose code is a comment says so', () => {
    expect(project({ a: model('-- only with the warehouse') }).units[0]?.reasons).toMatchObject([{ code: 'no-code' }]);
  });

  it('versions 4 to 6 call the code compiled_sql', () => {
    const old = { resource_type: 'model', compiled_sql: 'select 1 as x', raw_sql: 'select 1 as x', depends_on: { nodes: [] } };
    expect(project({ old }).units[0]).toMatchObject({ columns: ['x'], complete: true });
  });

  it('a text that is no manifest is a diagnostic', () => {
    expect(readManifest('[').diagnostics).toHaveLength(1);
    expect(readManifest('{}').diagnostics[0]?.message).toContain('not a dbt manifest');
  });
});
