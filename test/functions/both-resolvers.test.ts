/** What a row says of a function holds for SQL and for Spark's plans alike: each row goes through both, and the edges agree. */
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/dialects/dialect.js';
import { findDialect } from '../../src/dialects/index.js';
import { type FunctionTable, findFunction, functionsOf } from '../../src/functions/table.js';
import { analyze, analyzePlan, type ScriptAnalysis } from '../../src/index.js';

const table = functionsOf(findDialect('spark') as Dialect);

/** Rows that are not compared, and why: in SQL they are syntax, and Spark has none of them. */
const APART: Readonly<Record<string, string>> = {
  'rows from': 'SQL writes ROWS FROM (f(a), …), and only in FROM',
  connect_by_root: 'an operator of one operand: `connect_by_root a`',
  prior: 'an operator of one operand: `prior a`',
  openquery: 'the first argument names a server',
  xmlelement: 'the first argument names an element',
  xmlpi: 'the first argument names an instruction',
  xmlroot: 'what follows the document is words',
  json_transform: 'what follows the document is words',
  shortest_path: 'the argument is a pattern of a graph',
  with: 'opens a WITH clause outside of Exasol',
};

function namesIn(each: FunctionTable | undefined): string[] {
  return each === undefined ? [] : [...each.own.keys(), ...namesIn(each.parent)];
}

const known = [...new Set(namesIn(table))];
const names = known.filter((name) => !(name in APART));

/** Arguments in SQL and as a plan prints them. With their table, so that none is taken for a unit of time. */
const LISTS = [
  { sql: 'u.a', plan: 'a#1' },
  { sql: "u.a, '$.p.q'", plan: 'a#1, $.p.q' },
  { sql: 'u.a, u.b, u.c, u.d', plan: 'a#1, b#2, c#3, d#4' },
  { sql: "'p', u.a, 'q', u.b", plan: 'p, a#1, q, b#2' },
];

const WINDOW = 'windowspecdefinition(e#5, specifiedwindowframe(RowFrame, unboundedpreceding$(), unboundedfollowing$()))';

const inQuery = (call: string) => edgesOf(analyze(`select ${call} as x from s.t u`, { dialect: 'spark' }));

/** The edges of a plan of these nodes, the outermost first. */
function inPlan(...nodes: readonly string[]): string {
  const tree = [...nodes, 'Relation spark_catalog.s.t[a#1,b#2,c#3,d#4,e#5] parquet'];
  const lines = tree.map((node, depth) => (depth === 0 ? node : `${'   '.repeat(depth - 1)}+- ${node}`));
  return edgesOf(analyzePlan(`== Optimized Logical Plan ==\n${lines.join('\n')}\n`));
}

function edgesOf({ lineage }: ScriptAnalysis): string {
  const edges = lineage.edges.filter(({ to }) => to.column !== null && to.column !== 'a');
  return edges
    .map(
      ({ from, to, subtype, masking }) =>
        `${[from.column, ...(from.path ?? [])].join('.')} -> ${to.column} ${subtype}${masking ? '+' : ''}`,
    )
    .sort()
    .join(', ');
}

describe.each(LISTS)('f($sql)', (list) => {
  it('has the same edges in a query and in a plan', () => {
    const differing = names.filter((name) => {
      const { aggregate, window } = findFunction(table, name);
      if (window && !aggregate) return false;
      const node = aggregate ? 'Aggregate' : 'Project';
      return inQuery(`${name}(${list.sql})`) !== inPlan(`${node} [${name}(${list.plan}) AS x#9]`);
    });
    expect(differing).toEqual([]);
  });

  it('has the same edges over a window, for aggregates and functions that need one', () => {
    const differing = names.filter((name) => {
      const { aggregate, window } = findFunction(table, name);
      if (!aggregate && !window) return false;
      const query = inQuery(`${name}(${list.sql}) over (partition by u.e)`);
      const plan = inPlan('Project [x#9]', `Window [${name}(${list.plan}) ${WINDOW} AS x#9], [e#5]`);
      return query !== plan;
    });
    expect(differing).toEqual([]);
  });
});

it.each([
  ['lateral view explode(u.a) v as x', 'explode(a#1), false, [x#9]'],
  ['lateral view explode(u.a) v as k, x', 'explode(a#1), false, [k#8, x#9]'],
  ['lateral view posexplode(u.a) v as k, x', 'posexplode(a#1), false, [k#8, x#9]'],
  ['lateral view outer posexplode_outer(u.a) v as k, x', 'posexplode(a#1), true, [k#8, x#9]'],
  ['lateral view inline(u.a) v as k, x', 'inline(a#1), false, [k#8, x#9]'],
  ['lateral view inline(array(struct(u.b, u.c))) v as k, x', 'inline(array(named_struct(b, b#2, c, c#3))), false, [k#8, x#9]'],
  ["lateral view json_tuple(u.a, 'p', 'q') v as k, x", 'json_tuple(a#1, p, q), false, [k#8, x#9]'],
  ["lateral view stack(2, 'p', u.a, 'q', u.b) v as k, x", 'stack(2, p, a#1, q, b#2), false, [k#8, x#9]'],
])('%s', (view, generator) => {
  const outputs = view.includes('k, x') ? ['k', 'x'] : ['x'];
  const query = edgesOf(analyze(`select ${outputs.join(', ')} from s.t u ${view}`, { dialect: 'spark' }));
  const project = `Project [${outputs.map((name) => (name === 'k' ? 'k#8' : 'x#9')).join(', ')}]`;
  expect(inPlan(project, `Generate ${generator}`)).toBe(query);
});

describe('what was built keeps its fields on the way', () => {
  it.each([
    ["get_json_object(u.a, '$.p.q')", 'get_json_object(a#1, $.p.q)'],
    ["element_at(map('p', u.a, 'q', u.b), 'q')", 'element_at(map(p, a#1, q, b#2), q)'],
  ])('%s', (sql, plan) => {
    expect(inPlan(`Project [${plan} AS x#9]`)).toBe(inQuery(sql));
  });

  it.each([
    ['named_struct(p, a#1, q, b#2)', 'b -> x IDENTITY'],
    ['coalesce(named_struct(p, a#1, q, b#2), named_struct(p, c#3, q, d#4))', 'b -> x TRANSFORMATION, d -> x TRANSFORMATION'],
    [
      'nvl2(e#5, named_struct(p, a#1, q, b#2), named_struct(p, c#3, q, d#4))',
      'b -> x TRANSFORMATION, d -> x TRANSFORMATION, e -> x CONDITIONAL',
    ],
  ])('%s', (value, edges) => {
    expect(inPlan('Project [v#8.q AS x#9]', `Project [${value} AS v#8]`)).toBe(edges);
  });
});

it('says why a row is left out, of rows that there are', () => {
  for (const [name, reason] of Object.entries(APART)) expect([name, known.includes(name), reason !== '']).toEqual([name, true, true]);
});
