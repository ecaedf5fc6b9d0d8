import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { walkFolder } from '../../src/node/project/walk-folder.js';
import { analyzeProject, readDbtFolder } from '../../src/project/index.js';

const project = (files: Readonly<Record<string, string>>) =>
  analyzeProject(readDbtFolder(Object.keys(files), (path) => files[path], { dialect: 'duckdb' }));

const YML = 'name: shop\nvars: {limit: 3}\nmodels: {shop: {staging: {+tags: [nightly], +schema: stage}}}';

/** The SQL that a model comes to. */
const rendered = (text: string, more: Readonly<Record<string, string>> = {}) => {
  const { units } = project({ 'dbt_project.yml': YML, 'models/a.sql': 'select 1 as x', 'models/top.sql': text, ...more });
  const code = units.find(({ unit }) => unit.name === 'top')?.unit.code;
  return code?.form === 'sql' ? code.text.trim().replace(/\s+/g, ' ') : `not rendered: ${code?.form}`;
};

describe('templates', () => {
  it.each([
    ["select * from {{ ref('a') }}", 'select * from shop.a'],
    ["select * from {{ ref('shop', 'a') }}", 'select * from shop.a'],
    ["select {{ var('limit') }}, {{ var('other', 'x') }}, '{{ env_var('HOME_', 'h') }}'", "select 3, x, 'h'"],
    ['select 1 {% if is_incremental() %} from {{ this }} {% endif %}', 'select 1'],
    ["{{ config(materialized='table') }} select '{{ this.name }}'", "select 'top'"],
    ["{% set l = [] %}{% do l.append('b') %}select {{ l | join(',') }}", 'select b'],
    ["select {{ dbt_utils.generate_surrogate_key(['a', 'b']) }} as k", 'select md5(a, b) as k'],
    ["select {{ dbt.datediff('a', 'b', \"'day'\") }}", "select datediff(a, b, 'day')"],
    ["select {{ dbt_utils.star(from=ref('a')) }} from {{ ref('a') }}", 'select * from shop.a'],
    ['select {{ unknown_macro() }}', 'not rendered: template'],
    ["select {{ var('nope') }}", 'not rendered: template'],
  ])('%s', (text, expected) => expect(rendered(text)).toBe(expected));

  it("the project's own macros, with defaults, keywords, return and each other", () => {
    const macros = `{% macro cents(c, by=100) %}({{ c }} / {{ by }}){% endmacro %}
      {% macro kinds() %}{{ return(['x', 'y']) }}{% endmacro %}
      {% macro both() %}{% for k in kinds() %}{{ cents(k, by=10) }}{{ ', ' if not loop.last }}{% endfor %}{% endmacro %}`;
    expect(rendered("select {{ cents('a') }}, {{ both() }}", { 'macros/m.sql': macros })).toBe('select (a / 100), (x / 10), (y / 10)');
  });

  it('a macro or snapshot that is not closed is none, and hides no other', () => {
    const macros = '{% macro open(c) %}{{ c }} {% macro shut(c) %}({{ c }}){% endmacro %}';
    expect(rendered("select {{ shut('a') }}", { 'macros/m.sql': macros })).toBe('select (a)');
    expect(rendered("select {{ open('a') }}", { 'macros/m.sql': macros })).toBe('not rendered: template');
    const { units } = project({
      'dbt_project.yml': YML,
      'snapshots/s.sql': '{% snapshot open %} select 1 {% snapshot shut %} select 2 as x {% endsnapshot %}',
    });
    expect(units.map(({ unit, columns }) => [unit.name, columns])).toEqual([['shut', ['x']]]);
  });

  it('of many macros a model pays for those that it names', () => {
    const calls = 5_000;
    const list = (item: (at: number) => string) => Array.from({ length: calls }, (_, at) => item(at)).join(' ');
    const macros = list((at) => `{% macro f${at}(c) %}{{ c }}{% endmacro %}`) + list((at) => `{% macro g${at}() %}`);
    const models = Array.from({ length: 20 }, (_, at) => [`models/m${at}.sql`, `select {{ f${at}('a') }}`] as const);
    const configs = '{{ config('.repeat(calls) + list((at) => `{% snapshot s${at} %}`);
    const more = { 'macros/m.sql': macros, ...Object.fromEntries(models), 'models/c.sql': configs, 'snapshots/s.sql': configs };
    expect(rendered("select {{ f7('b') }}", more)).toBe('select b');
  });

  it("a package's macros, by its name", () => {
    const macros = '{% macro upper(c) %}upper({{ c }}){% endmacro %}';
    expect(rendered("select {{ tools.upper('a') }}", { 'dbt_packages/tools/macros/m.sql': macros })).toBe('select upper(a)');
  });

  it("a macro's implementation is found by its name", () => {
    const macros =
      "{% macro k(c) %}{{ return(adapter.dispatch('k')(c)) }}{% endmacro %}{% macro default__k(c) %}key({{ c }}){% endmacro %}";
    expect(rendered("select {{ k('a') }}", { 'macros/m.sql': macros })).toBe('select key(a)');
  });
});

it('what cannot be rendered is analysed all the same, and counted', () => {
  const { units, graph } = project({
    'dbt_project.yml': YML,
    'models/a.sql': 'select 1 as x',
    'models/top.sql': "select a.x, {{ mystery() }} as m from {{ ref('a') }} a",
  });
  expect(units.at(-1)).toMatchObject({ complete: false, reasons: [{ code: 'template' }] });
  expect(graph.graph.inNeighbors(graph.find({ dataset: 'shop.top', column: 'x' })!).map((key) => graph.node(key))).toEqual([
    { dataset: 'shop.a', column: 'x' },
  ]);
});

it('settings come from dbt_project.yml, properties and the file', () => {
  const { units } = project({
    'dbt_project.yml': YML,
    'models/staging/b.sql': "{{ config(alias='bee', tags='own') }} select 1 as x",
    'models/staging/p.yml': 'models: [{name: b, tags: [documented]}]',
    'models/staging/off.sql': '{{ config(enabled=false) }} select 1',
  });
  expect(units.map(({ unit }) => [unit.dataset, unit.tags, unit.fqn])).toEqual([
    ['stage.bee', ['nightly', 'documented', 'own'], ['shop', 'staging', 'b']],
  ]);
});

describe('the sample project', () => {
  const root = 'samples/dbt';
  const source = readDbtFolder(
    walkFolder(root, (path) => /\.(sql|csv|yml)$/.test(path)).paths,
    (path) => readFileSync(`${root}/${path}`, 'utf8'),
    { dialect: 'duckdb' },
  );
  const bikes = analyzeProject(source);

  it('is complete, from the headers of its seeds and the documentation of its source', () => {
    expect(bikes.units.filter((unit) => !unit.complete).map(({ unit, reasons }) => [unit.name, reasons])).toEqual([]);
    expect(bikes.units.find(({ unit }) => unit.name === 'rides')?.columns).toHaveLength(10);
  });

  it('knows its exposure and tests', () => {
    expect(bikes.consumers.map((consumer) => consumer.name)).toEqual([
      'income_board',
      'unique_stg_rides_ride_id',
      'not_null_stg_rides_ride_id',
      'accepted_values_stg_rides_rider_kind',
    ]);
  });
});

describe('names that every object has', () => {
  it.each(['constructor', '__proto__', 'toString'])('%s is no variable', (name) => {
    expect(rendered(`select {{ var('${name}', 'a') }} from t`)).toBe('select a from t');
  });
});

describe('what uses models without making one', () => {
  const { consumers } = project({
    'dbt_project.yml': YML,
    'models/orders.sql': 'select id, amount, placed_at, customer from raw_orders',
    'tests/no_negative_amounts.sql': "select * from {{ ref('orders') }} where amount < 0",
    'tests/generic/test_even.sql': '{% test even(model, column_name) %} select * from {{ model }} {% endtest %}',
    'models/semantics.yml': `
semantic_models:
  - name: orders
    model: ref('orders')
    entities: [{name: order, type: primary, expr: id}]
    dimensions: [{name: placed_at, type: time}]
    measures: [{name: income, agg: sum, expr: amount}]
exposures:
  - {name: board, type: dashboard, depends_on: ["ref('orders')"]}
`,
    'models/metrics.yml': `
metrics:
  - {name: income, type: simple, type_params: {measure: income}}
  - {name: share, type: ratio, type_params: {numerator: {name: income}, denominator: income}}
  - {name: old_income, type: sum, model: "ref('orders')", expression: amount}
saved_queries:
  - {name: weekly, query_params: {metrics: [share]}}
`,
  });
  const of = (name: string, kind: string) => consumers.find((each) => each.name === name && each.kind === kind);

  it('singular tests, and not what generic ones are made of', () => {
    expect(of('no_negative_amounts', 'test')?.dependsOn).toEqual(['model.shop.orders']);
    expect(consumers.filter(({ kind }) => kind === 'test')).toHaveLength(1);
  });

  it('semantic models use the columns of their expressions', () =>
    expect(of('orders', 'semantic-model')?.columns.map(({ column }) => column)).toEqual(['id', 'placed_at', 'amount']));

  it('metrics, upon measures, other metrics or (before dbt 1.6) a model, and saved queries upon these', () => {
    expect(of('income', 'metric')?.dependsOn).toEqual(['semantic_model.shop.orders']);
    expect(of('share', 'metric')?.dependsOn).toEqual(['metric.shop.income']);
    expect(of('old_income', 'metric')?.dependsOn).toEqual(['model.shop.orders']);
    expect(of('weekly', 'saved-query')?.dependsOn).toEqual(['metric.shop.share']);
  });
});
