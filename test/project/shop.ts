import type { Project } from '../../src/project/index.js';
import { analyzeProject, readManifest } from '../../src/project/index.js';

interface Node {
  readonly [member: string]: unknown;
}

/** A manifest as dbt writes it, of the few members that matter: models and seeds by name, each with what is special about it. */
export function manifestOf(
  nodes: Readonly<Record<string, Node>>,
  more: Readonly<Record<string, unknown>> = {},
  adapter = 'duckdb',
): string {
  const entries = Object.entries(nodes).map(([name, node]) => {
    const kind = (node['resource_type'] as string | undefined) ?? 'model';
    const id = (node['unique_id'] as string | undefined) ?? `${kind}.shop.${name}`;
    const place = {
      database: 'db',
      schema: 'main',
      alias: name,
      relation_name: `"db"."main"."${name}"`,
      original_file_path: `models/${name}.sql`,
    };
    const common = {
      unique_id: id,
      resource_type: kind,
      name,
      package_name: 'shop',
      fqn: ['shop', name],
      tags: [],
      config: { materialized: 'view' },
      columns: {},
    };
    return [id, { ...common, ...place, ...node }];
  });
  const metadata = { dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json', adapter_type: adapter, project_name: 'shop' };
  return JSON.stringify({ metadata, nodes: Object.fromEntries(entries), ...more });
}

/** A model's node. Table names in its SQL stand between `<` and `>`. */
export function model(sql: string, parents: readonly string[] = [], more: Node = {}): Node {
  const compiled = sql.replace(/<(\w+)>/g, '"db"."main"."$1"');
  return {
    compiled_code: compiled,
    raw_code: sql,
    depends_on: { nodes: parents.map((name) => (name.includes('.') ? name : `model.shop.${name}`)) },
    ...more,
  };
}

export const seed: Node = { resource_type: 'seed', config: { materialized: 'seed' } };

export function project(nodes: Readonly<Record<string, Node>>, more: Readonly<Record<string, unknown>> = {}): Project {
  return analyzeProject(readManifest(manifestOf(nodes, more)));
}

/** `orders.amount <- raw.a IDENTITY` for each edge between columns, as far as the names go. */
export function edges({ graph }: Project): string[] {
  const lines: string[] = [];
  graph.graph.forEachDirectedEdge((_edge, _attributes, source, target) => {
    const from = graph.node(source);
    const to = graph.node(target);
    const name = (dataset: string | null) => dataset?.replace('db.main.', '') ?? '?';
    if (from.column !== null)
      lines.push(`${name(to.dataset)}${to.column === null ? '' : `.${to.column}`} <- ${name(from.dataset)}.${from.column}`);
  });
  return lines.sort();
}

export const SHOP = {
  raw_orders: seed,
  raw_payments: seed,
  stg_orders: model(
    'with source as (select * from <raw_orders>) select id as order_id, user_id, status from source',
    ['seed.shop.raw_orders'],
    {
      tags: ['nightly'],
      original_file_path: 'models/staging/stg_orders.sql',
      fqn: ['shop', 'staging', 'stg_orders'],
    },
  ),
  stg_payments: model('select id as payment_id, order_id, method, amount / 100 as amount from <raw_payments>', ['seed.shop.raw_payments'], {
    original_file_path: 'models/staging/stg_payments.sql',
    fqn: ['shop', 'staging', 'stg_payments'],
  }),
  orders: model(
    `select o.*, p.paid from <stg_orders> o
     left join (select order_id, sum(case when method = 'card' then amount end) as paid from <stg_payments> group by order_id) p using (order_id)
     where o.status <> 'void'`,
    ['stg_orders', 'stg_payments'],
    { config: { materialized: 'table' } },
  ),
  totals: model('select user_id, sum(paid) as total from <orders> group by user_id', ['orders']),
  not_null_paid: {
    resource_type: 'test',
    column_name: 'paid',
    attached_node: 'model.shop.orders',
    depends_on: { nodes: ['model.shop.orders'] },
    test_metadata: { name: 'not_null' },
  },
  not_null_status: {
    resource_type: 'test',
    column_name: 'status',
    attached_node: 'model.shop.stg_orders',
    depends_on: { nodes: ['model.shop.stg_orders'] },
    test_metadata: { name: 'not_null' },
  },
};

export const EXPOSURES = {
  exposures: {
    'exposure.shop.board': {
      unique_id: 'exposure.shop.board',
      resource_type: 'exposure',
      name: 'board',
      type: 'dashboard',
      owner: { name: 'Ada' },
      depends_on: { nodes: ['model.shop.totals'] },
    },
  },
};
