/**
 * One project as the dbt of each schema version wrote it: 4 to 6 (dbt 1.0 to 1.2) with `root_path` and `…_sql`, 7 and 8 (1.3, 1.4) with
 * `…_code` and `language`, 9 (1.5) with access, groups, contracts and versions, 10 (1.6) with semantic models and metrics upon them,
 * 11 (1.7) with saved queries, 12 (1.8 and later) with unit tests.
 */
export function manifestOfVersion(version: number): string {
  const node = (id: string, more: object): [string, object] => {
    const [kind = '', , name = ''] = id.split('.');
    const common = { unique_id: id, resource_type: kind, name, package_name: 'shop', fqn: ['shop', name], tags: [], meta: {} };
    return [
      id,
      { ...common, path: `${name}.sql`, original_file_path: `models/${name}.sql`, ...(version <= 7 && { root_path: '/shop' }), ...more },
    ];
  };
  const made = (name: string, schema = 'main') => ({ database: 'db', schema, alias: name, relation_name: `"db"."${schema}"."${name}"` });
  const code = (raw: string, compiled: string) =>
    version <= 6
      ? { raw_sql: raw, compiled_sql: compiled, compiled: true }
      : { raw_code: raw, compiled_code: compiled, compiled: true, language: 'sql' };
  const model = (name: string, raw: string, compiled: string, parents: readonly string[], columns: readonly string[] = []) =>
    node(`model.shop.${name}`, {
      ...made(name),
      ...code(raw, compiled),
      config: { enabled: true, materialized: 'view', tags: [], ...(version >= 9 && { group: null, contract: { enforced: false } }) },
      columns: Object.fromEntries(
        columns.map((column) => [column, { name: column, description: '', meta: {}, data_type: null, tags: [] }]),
      ),
      depends_on: { macros: [], nodes: parents },
      refs: version >= 9 ? [{ name: 'raw', package: null, version: null }] : [['raw']],
      ...(version >= 9 && { access: 'protected', group: 'finance', contract: { enforced: false }, version: null, latest_version: null }),
    });
  const nodes = [
    node('seed.shop.raw', {
      ...made('raw'),
      ...(version <= 6 ? { raw_sql: '' } : { raw_code: '' }),
      config: { materialized: 'seed' },
      columns: {},
    }),
    model('stg', "select id, cents from {{ ref('raw') }}", 'select id, cents from "db"."main"."raw"', ['seed.shop.raw'], ['id']),
    model(
      'orders',
      "select s.id, s.cents / 100 as amount, c.name from {{ ref('stg') }} s join {{ source('crm', 'customers') }} c on c.id = s.id",
      'select s.id, s.cents / 100 as amount, c.name from "db"."main"."stg" s join "db"."crm"."customers" c on c.id = s.id',
      ['model.shop.stg', 'source.shop.crm.customers'],
    ),
    node('test.shop.not_null_orders_amount.1a2b', {
      ...code('{{ test_not_null(**_dbt_generic_test_kwargs) }}', 'select amount from "db"."main"."orders" where amount is null'),
      column_name: 'amount',
      test_metadata: {
        name: 'not_null',
        kwargs: { column_name: 'amount', model: "{{ get_where_subquery(ref('orders')) }}" },
        namespace: null,
      },
      depends_on: { macros: ['macro.dbt.test_not_null'], nodes: ['model.shop.orders'] },
      ...(version >= 10 && { attached_node: 'model.shop.orders' }),
    }),
  ];
  const [customers] = [
    node('source.shop.crm.customers', {
      ...made('customers', 'crm'),
      name: 'customers',
      source_name: 'crm',
      identifier: 'customers',
      columns: { id: { name: 'id' }, name: { name: 'name' } },
    }),
  ];
  const metric =
    version >= 10
      ? { type: 'simple', type_params: { measure: { name: 'amount' } }, depends_on: { nodes: ['semantic_model.shop.orders'] } }
      : version >= 7
        ? { calculation_method: 'sum', expression: 'amount', model: "ref('orders')", depends_on: { nodes: ['model.shop.orders'] } }
        : { type: 'sum', sql: 'amount', model: "ref('orders')", depends_on: { nodes: ['model.shop.orders'] } };
  return JSON.stringify({
    metadata: {
      dbt_schema_version: `https://schemas.getdbt.com/dbt/manifest/v${version}.json`,
      adapter_type: 'duckdb',
      // Version 10 (dbt 1.6) is the first to say the project's name.
      ...(version >= 10 && { project_name: 'shop' }),
    },
    nodes: Object.fromEntries(nodes),
    sources: Object.fromEntries([customers as [string, object]]),
    exposures: Object.fromEntries([
      node('exposure.shop.board', { type: 'dashboard', owner: { name: 'Ada', email: null }, depends_on: { nodes: ['model.shop.orders'] } }),
    ]),
    metrics: Object.fromEntries([node('metric.shop.income', metric)]),
    macros: {},
    docs: {},
    disabled: {},
    ...(version >= 9 && { groups: { 'group.shop.finance': { name: 'finance', resource_type: 'group', owner: { name: 'Ada' } } } }),
    ...(version >= 10 && {
      semantic_models: Object.fromEntries([
        node('semantic_model.shop.orders', {
          model: "ref('orders')",
          entities: [{ name: 'order', type: 'primary', expr: 'id' }],
          dimensions: [],
          measures: [{ name: 'amount', agg: 'sum', expr: null }],
          depends_on: { macros: [], nodes: ['model.shop.orders'] },
        }),
      ]),
    }),
    ...(version >= 11 && {
      saved_queries: Object.fromEntries([node('saved_query.shop.by_day', { depends_on: { nodes: ['metric.shop.income'] } })]),
    }),
    ...(version >= 12 && {
      unit_tests: Object.fromEntries([
        node('unit_test.shop.orders.halves', {
          name: 'halves',
          model: 'orders',
          given: [],
          expect: { rows: [] },
          depends_on: { nodes: ['model.shop.orders'] },
        }),
      ]),
    }),
  });
}
