import { expect, test } from 'vitest';
import { findColumns } from '../../src/graph/find-columns.js';
import { select } from '../../src/graph/select.js';
import { edge, revenue, script } from '../export/results.js';
import { script as statements } from './statements.js';

const lineage = script([
  edge('raw.t', 'a', 'mart.o', 'x', 'IDENTITY'),
  edge('raw.t', 'b', 'mart.o', 'x', 'CONDITIONAL'),
  edge('raw.t', 'a', 'mart.o', 'y', 'AGGREGATION'),
  edge('raw.u', 'c', 'mart.p', 'y', 'IDENTITY'),
  edge('raw.t', 'k', 'mart.o', null, 'FILTER'),
  edge('raw.u', 'k', 'mart.p', null, 'JOIN'),
  edge(null, 'z', 'mart.p', 'z', 'IDENTITY', { candidates: ['raw.t', 'raw.u'] }),
]);

function edges(selection: Parameters<typeof select>[1]): string[] {
  return select({ lineage }, selection).lineage.edges.map(
    ({ from, to, subtype }) => `${from.dataset ?? '?'}.${from.column} > ${to.dataset}.${to.column ?? '*rows'} ${subtype}`,
  );
}

test('nothing asked for: everything, as it was', () => {
  const input = { lineage };
  expect(select(input, {})).toBe(input);
});

test('an output column keeps its sources and what decides its rows', () => {
  expect(edges({ columns: [{ dataset: 'mart.o', column: 'x' }] })).toEqual([
    'raw.t.a > mart.o.x IDENTITY',
    'raw.t.b > mart.o.x CONDITIONAL',
    'raw.t.k > mart.o.*rows FILTER',
  ]);
});

test('a source column keeps what is made from it, a candidate too', () => {
  expect(edges({ columns: [{ dataset: 'raw.t', column: 'a' }] })).toEqual([
    'raw.t.a > mart.o.x IDENTITY',
    'raw.t.a > mart.o.y AGGREGATION',
  ]);
  expect(edges({ columns: [{ dataset: 'raw.u', column: 'z' }] })).toEqual(['?.z > mart.p.z IDENTITY']);
});

test('without indirect edges', () => {
  expect(edges({ columns: [{ dataset: 'mart.o', column: 'x' }], indirect: false })).toEqual(['raw.t.a > mart.o.x IDENTITY']);
});

test('reads, writes and columns are what is left', () => {
  const { reads, writes, columns } = select({ lineage }, { columns: [{ dataset: 'mart.p', column: 'y' }] }).lineage;
  expect({ reads, writes, columns }).toEqual({ reads: ['raw.u'], writes: ['mart.p'], columns: [{ dataset: 'mart.p', column: 'y' }] });
});

test('a column without sources stays', () => {
  const { columns } = select(revenue, { columns: [{ dataset: 'mart.revenue', column: 'orders' }] }).lineage;
  expect(columns).toEqual([{ dataset: 'mart.revenue', column: 'orders' }]);
});

test('steps keep what is on the way', () => {
  const { statements: selected } = select(revenue, { columns: [{ dataset: 'mart.revenue', column: 'revenue' }] });
  const columns = selected![0]!.lineage.steps.map((step) => step.columns.map((column) => column.name));
  // day and customer stay because the rows are grouped by them.
  expect(columns).toEqual([['day', 'status', 'amount_eur', 'customer'], ['revenue']]);
  const direct = select(revenue, { columns: [{ dataset: 'mart.revenue', column: 'revenue' }], indirect: false }).statements!;
  expect(direct[0]!.lineage.steps.map((step) => step.columns.map((column) => column.name))).toEqual([['amount_eur'], ['revenue']]);
  expect(direct[0]!.lineage.steps.flatMap((step) => step.influences)).toEqual([]);
});

test('what is made from a column keeps only that source, as its edges do', () => {
  const input = {
    lineage,
    statements: statements('mart.o: x <- raw.t.a IDENTITY, raw.t.b CONDITIONAL; rows <- raw.t.k FILTER, raw.t.a SORT'),
  };
  const { columns, influences } = select(input, { columns: [{ dataset: 'raw.t', column: 'a' }] }).statements[0]!.lineage;
  expect(columns.flatMap(({ inputs }) => inputs.map(({ column }) => column))).toEqual(['a']);
  expect(influences.map(({ input: { column } }) => column)).toEqual(['a']);
});

test('a script is followed through the datasets in between', () => {
  const input = {
    lineage: script([edge('raw', 'a', 'mart', 'x', 'IDENTITY')]),
    statements: statements(
      'stage: a <- raw.a IDENTITY; b <- raw.b IDENTITY',
      'mart: x <- stage.a IDENTITY; y <- stage.b IDENTITY',
      'other: z <- raw.a IDENTITY',
    ),
  };
  const names = (column: { dataset: string; column: string }): string[][] =>
    select(input, { columns: [column] }).statements.map(({ lineage }) => lineage.columns.map((each) => each.column));
  expect(names({ dataset: 'mart', column: 'x' })).toEqual([['a'], ['x'], []]);
  expect(names({ dataset: 'raw', column: 'a' })).toEqual([['a'], ['x'], ['z']]);
});

test.each([
  ['x', ['mart.o.x']],
  ['y', ['mart.o.y', 'mart.p.y']],
  ['p.y', ['mart.p.y']],
  ['mart.p.y', ['mart.p.y']],
  ['P.Y', ['mart.p.y']],
  ['raw.t.a', ['raw.t.a']],
  ['b', ['raw.t.b']],
  ['art.p.y', []],
  ['nothing', []],
])('%s means %j', (name, columns) => {
  expect(findColumns(lineage, name).map(({ dataset, column }) => `${dataset}.${column}`)).toEqual(columns);
});

test('a name with dots, and a column of a bare query', () => {
  const dotted = script([edge('a.b', 'c.d', null, 'e.f', 'IDENTITY')]);
  expect(findColumns(dotted, 'b.c.d')).toEqual([{ dataset: 'a.b', column: 'c.d' }]);
  expect(findColumns(dotted, 'e.f')).toEqual([{ dataset: null, column: 'e.f' }]);
});
