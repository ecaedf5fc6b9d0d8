/** Small hand-written results for the exporters' tests. */
import type { ExportInput } from '../../src/export/index.js';
import type { Edge, ScriptLineage, SourceColumn, StatementLineage, Step, Transformation } from '../../src/lineage/types.js';

const DIRECT = new Set(['IDENTITY', 'TRANSFORMATION', 'AGGREGATION']);

export function kind(subtype: Transformation['subtype']): Transformation {
  return { type: DIRECT.has(subtype) ? 'DIRECT' : 'INDIRECT', subtype } as Transformation;
}

/** `edge('a.b.t', 'x', 'o', 'y', 'IDENTITY')`; a null target column holds for all columns. */
export function edge(
  dataset: string | null,
  column: string,
  toDataset: string | null,
  toColumn: string | null,
  subtype: Transformation['subtype'],
  more: Partial<SourceColumn> & { masking?: true } = {},
): Edge {
  const { masking, ...source } = more;
  return {
    from: { dataset, column, ...source },
    to: { dataset: toDataset, column: toColumn },
    ...kind(subtype),
    ...(masking && { masking }),
  };
}

/** Reads, writes and columns that the edges imply; `columns` adds those without a source, in their place. */
export function script(edges: readonly Edge[], more: Partial<ScriptLineage> = {}): ScriptLineage {
  const reads = [...new Set(edges.flatMap(({ from }) => from.candidates ?? [from.dataset ?? '']))];
  const writes = [...new Set(edges.flatMap(({ to }) => to.dataset ?? []))];
  const keys = new Set(edges.filter(({ to }) => to.column !== null).map(({ to }) => JSON.stringify(to)));
  return { reads, writes, intermediate: [], columns: [...keys].map((key) => JSON.parse(key)), edges, ...more };
}

export function statement(steps: readonly Step[], more: Partial<StatementLineage>): StatementLineage {
  return {
    kind: 'query',
    span: { start: 0, end: 0 },
    fingerprint: '0123456789abcdef',
    reads: [],
    writes: [],
    columns: [],
    influences: [],
    steps,
    diagnostics: [],
    ...more,
  };
}

// ── A small one: every kind of edge, a column without source, candidates, a star ─────────────────────────────────────

export const REVENUE_SQL = `create table mart.revenue as
with converted as (
  select o.day, o.status, o.amount * fx.rate as amount_eur, md5(c.email) as customer
  from raw.orders o join raw.fx on fx.currency = o.currency join raw.customers c on c.id = o.customer_id
)
select day, customer, sum(case when status = 'paid' then amount_eur end) as revenue, count(*) as orders, note
from converted cross join extra.notes cross join extra.labels group by day, customer order by day`;

const MART = 'mart.revenue';
const revenueEdges: readonly Edge[] = [
  edge('raw.orders', 'day', MART, 'day', 'IDENTITY'),
  edge('raw.customers', 'email', MART, 'customer', 'TRANSFORMATION', { masking: true }),
  edge('raw.orders', 'amount', MART, 'revenue', 'AGGREGATION'),
  edge('raw.fx', 'rate', MART, 'revenue', 'AGGREGATION'),
  edge('raw.orders', 'status', MART, 'revenue', 'CONDITIONAL'),
  edge(null, 'note', MART, 'note', 'IDENTITY', { candidates: ['extra.notes', 'extra.labels'] }),
  edge('raw.fx', 'currency', MART, null, 'JOIN'),
  edge('raw.orders', 'currency', MART, null, 'JOIN'),
  edge('raw.customers', 'id', MART, null, 'JOIN'),
  edge('raw.orders', 'customer_id', MART, null, 'JOIN'),
  edge('raw.orders', 'day', MART, null, 'GROUP_BY'),
  edge('raw.customers', 'email', MART, null, 'GROUP_BY', { masking: true }),
  edge('raw.orders', 'day', MART, null, 'SORT'),
];

const revenueSteps: readonly Step[] = [
  {
    name: 'converted',
    kind: 'cte',
    columns: [
      { name: 'day', expression: 'o.day', inputs: [{ dataset: 'raw.orders', column: 'day', ...kind('IDENTITY') }] },
      { name: 'status', expression: 'o.status', inputs: [{ dataset: 'raw.orders', column: 'status', ...kind('IDENTITY') }] },
      {
        name: 'amount_eur',
        expression: 'o.amount * fx.rate',
        inputs: [
          { dataset: 'raw.orders', column: 'amount', ...kind('TRANSFORMATION') },
          { dataset: 'raw.fx', column: 'rate', ...kind('TRANSFORMATION') },
        ],
      },
      {
        name: 'customer',
        expression: 'md5(c.email)',
        inputs: [{ dataset: 'raw.customers', column: 'email', type: 'DIRECT', subtype: 'TRANSFORMATION', masking: true }],
      },
    ],
    influences: [
      { dataset: 'raw.fx', column: 'currency', ...kind('JOIN') },
      { dataset: 'raw.orders', column: 'currency', ...kind('JOIN') },
      { dataset: 'raw.customers', column: 'id', ...kind('JOIN') },
      { dataset: 'raw.orders', column: 'customer_id', ...kind('JOIN') },
    ],
  },
  {
    name: MART,
    kind: 'write',
    columns: [
      { name: 'day', expression: 'day', inputs: [{ step: 0, column: 'day', ...kind('IDENTITY') }] },
      { name: 'customer', expression: 'customer', inputs: [{ step: 0, column: 'customer', ...kind('IDENTITY') }] },
      {
        name: 'revenue',
        expression: "sum(case when status = 'paid' then amount_eur end)",
        inputs: [
          { step: 0, column: 'amount_eur', ...kind('AGGREGATION') },
          { step: 0, column: 'status', ...kind('CONDITIONAL') },
        ],
      },
      { name: 'orders', expression: 'count(*)', inputs: [] },
      {
        name: 'note',
        expression: 'note',
        inputs: [{ dataset: null, column: 'note', candidates: ['extra.notes', 'extra.labels'], ...kind('IDENTITY') }],
      },
    ],
    influences: [
      { step: 0, column: 'day', ...kind('GROUP_BY') },
      { step: 0, column: 'customer', ...kind('GROUP_BY') },
      { step: 0, column: 'day', ...kind('SORT') },
    ],
  },
];

const names = ['day', 'customer', 'revenue', 'orders', 'note'];
export const revenue: ExportInput = {
  lineage: script(revenueEdges, {
    reads: ['raw.orders', 'raw.fx', 'raw.customers', 'extra.notes', 'extra.labels'],
    columns: names.map((column) => ({ dataset: MART, column })),
  }),
  statements: [
    {
      lineage: statement(revenueSteps, {
        kind: 'create-table',
        span: { start: 0, end: REVENUE_SQL.length },
        reads: ['raw.orders', 'raw.fx', 'raw.customers', 'extra.notes', 'extra.labels'],
        writes: [MART],
        columns: names.map((column) => ({
          dataset: MART,
          column,
          inputs: revenueEdges
            .filter(({ to }) => to.column === column)
            .map(({ from, to: _to, ...typed }) => ({ ...from, ...typed }) as never),
        })),
        influences: revenueEdges
          .filter(({ to }) => to.column === null)
          .map(({ from, to: _to, ...typed }) => ({ dataset: MART, input: { ...from, ...typed } as never })),
      }),
    },
  ],
  text: REVENUE_SQL,
  dialect: 'postgres',
};

// ── Others ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A bare query over an unknown table, and a field within a column. */
export const query: ExportInput = {
  lineage: script([
    edge('t', '*', null, '*', 'IDENTITY'),
    edge('events', 'payload', null, 'city', 'IDENTITY', { path: ['user', 'address', 'city'] }),
    edge('events', 'ts', null, null, 'FILTER'),
  ]),
};

export const empty: ExportInput = {
  lineage: { reads: [], writes: [], intermediate: [], columns: [], edges: [] },
  statements: [],
  text: '',
};

/** Two hundred output columns from three sources: copies, sums and conditions. */
export function wide(columns = 200): ExportInput {
  const edges = Array.from({ length: columns }, (_, i): Edge[] => {
    const name = `metric_${String(i).padStart(3, '0')}`;
    if (i % 10 === 3) {
      return [
        edge('raw.sales', name, 'mart.wide', name, 'AGGREGATION'),
        edge('raw.rates', `rate_${i % 4}`, 'mart.wide', name, 'AGGREGATION'),
      ];
    }
    if (i % 25 === 7) return [edge('raw.stores', `flag_${i % 5}`, 'mart.wide', name, 'CONDITIONAL')];
    return [edge(i % 3 ? 'raw.sales' : 'raw.stores', name, 'mart.wide', name, i % 5 ? 'IDENTITY' : 'TRANSFORMATION')];
  }).flat();
  return {
    lineage: script([
      ...edges,
      edge('raw.sales', 'store_id', 'mart.wide', null, 'JOIN'),
      edge('raw.stores', 'id', 'mart.wide', null, 'JOIN'),
      edge('raw.sales', 'sold_at', 'mart.wide', null, 'FILTER'),
    ]),
  };
}

/** Names that try to break every format. */
export const HOSTILE_NAMES = [
  'end',
  'click',
  'subgraph',
  '"quoted"',
  "it's",
  'a]b[c',
  '(x){y}',
  '<script>alert(1)</script>',
  '<b>bold</b>&amp;&lt;',
  'line\nbreak\r\n\ttab',
  '--> d2',
  '%% comment',
  '%%{init: {"theme":"dark"}}%%',
  '`code` **bold** _it_',
  '1. list',
  '- item',
  '#quot;#35;',
  'a;b',
  'a|b',
  'back\\slash\\',
  '=HYPERLINK("http://x","y")',
  '@stage/path',
  'comma, space',
  'emoji 😀 ü 日本',
  '\u202Eevil\u001b[31m',
  'javascript:alert(1)',
  '__proto__',
  'constructor',
  'fa:fa-car',
  '$$x^2$$',
  ':::class',
  ' ',
  'ﬂ°°35¶ß',
] as const;

export const hostile: ExportInput = {
  lineage: script([
    ...HOSTILE_NAMES.map((name, i) => edge(HOSTILE_NAMES[(i + 1) % HOSTILE_NAMES.length]!, name, 'o."x".<y>', name, 'IDENTITY')),
    ...HOSTILE_NAMES.map((name) => edge(name, name, 'o."x".<y>', null, 'FILTER')),
    edge(null, 'end"]', 'o."x".<y>', 'open', 'IDENTITY', { candidates: ['a"]', 'b\n'] }),
  ]),
  text: 'select "\u0000"',
};
