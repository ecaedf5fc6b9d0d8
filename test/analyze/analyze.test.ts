import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.js';
import { advise } from '../../src/lint/run.js';

describe('analyze', () => {
  it('gives one analysis a statement, with its tree', () => {
    const { statements } = analyze('create table x as select a from t; select a from x');
    expect(statements.map(({ tree }) => tree.kind)).toEqual(['create-table', 'query-statement']);
    expect(statements.map(({ lineage }) => lineage.kind)).toEqual(['create-table', 'query']);
  });

  it('ends a statement’s own lineage at what it reads itself', () => {
    const { statements, lineage } = analyze('create table x as select a + 1 as b from t; create table y as select b from x');
    expect(statements[1]?.lineage.columns[0]?.inputs).toMatchObject([{ dataset: 'x', column: 'b', type: 'DIRECT', subtype: 'IDENTITY' }]);
    expect(lineage.edges).toEqual([
      { from: { dataset: 't', column: 'a' }, to: { dataset: 'y', column: 'b' }, type: 'DIRECT', subtype: 'TRANSFORMATION' },
    ]);
  });

  it('explains each hop with its text and place', () => {
    const sql = 'with q as (select a, sum(b * 2) as s from t group by a) select s + 1 as r from q where a > 0';
    const steps = analyze(sql).statements[0]?.lineage.steps ?? [];
    expect(steps.map(({ name, kind }) => [name, kind])).toEqual([
      ['q', 'cte'],
      ['query', 'query'],
    ]);
    const [s] = steps[0]?.columns.filter((column) => column.name === 's') ?? [];
    expect(s?.expression).toBe('sum(b * 2)');
    expect(s?.inputs).toMatchObject([{ dataset: 't', column: 'b', subtype: 'AGGREGATION', span: { start: sql.indexOf('b * 2') } }]);
    expect(steps[1]?.columns[0]).toMatchObject({
      name: 'r',
      expression: 's + 1',
      inputs: [{ step: 0, column: 's', subtype: 'TRANSFORMATION' }],
    });
    expect(steps[1]?.influences).toMatchObject([{ step: 0, column: 'a', subtype: 'FILTER' }]);
  });

  it('traces every edge to the characters that made it, outermost last', () => {
    const sql = 'select s + 1 as r from (select sum(b * 2) as s from t where k) q';
    const [lineage] = analyze(sql).statements.map((statement) => statement.lineage);
    const texts = (spans: readonly { start: number; end: number }[] = []) => spans.map(({ start, end }) => sql.slice(start, end));
    expect(texts(lineage?.columns[0]?.inputs[0]?.spans)).toEqual(['b', 's']);
    expect(texts(lineage?.influences[0]?.input.spans)).toEqual(['k']);
  });

  it('gives the value of what UPDATE and MERGE assign', () => {
    const expressions = (sql: string) => {
      const steps = analyze(sql).statements[0]?.lineage.steps ?? [];
      return steps[steps.length - 1]?.columns.map(({ name, expression }) => [name, expression]);
    };
    expect(expressions('update t set a = b + 1, c = d, (e, f) = (g, h * 2)')).toEqual([
      ['a', 'b + 1'],
      ['c', 'd'],
      ['e', 'g'],
      ['f', 'h * 2'],
    ]);
    expect(expressions('merge into t using u on t.id = u.id when matched then update set x = u.stock = 0')).toEqual([['x', 'u.stock = 0']]);
  });

  it('goes hop by hop through stars', () => {
    const steps = analyze('with a as (select x from t), b as (select * from a) select x from b').statements[0]?.lineage.steps ?? [];
    expect(steps[2]?.columns[0]?.inputs).toMatchObject([{ step: 1, column: 'x' }]);
    expect(steps[1]?.columns[0]?.inputs).toMatchObject([{ step: 0, column: 'x' }]);
  });

  it('tells as much of a statement as it is asked for', () => {
    const at = (level: 'brief' | 'lineage' | 'steps') => analyze('insert into o select a from t where b', { level });
    const sizes = (level: 'brief' | 'lineage' | 'steps') =>
      at(level).statements.map(({ lineage: { reads, writes, columns, influences, steps } }) => [
        ...[reads, writes, columns, influences].map(({ length }) => length),
        steps.length > 0,
      ]);
    expect(sizes('brief')).toEqual([[1, 1, 0, 0, false]]);
    expect(sizes('lineage')).toEqual([[1, 1, 1, 1, false]]);
    expect(sizes('steps')).toEqual([[1, 1, 1, 1, true]]);
    expect(at('brief').lineage).toEqual(at('steps').lineage);
  });

  it('tells statements apart by a fingerprint that layout does not change', () => {
    const print = (sql: string) => analyze(sql).statements[0]?.lineage.fingerprint;
    expect(print('select a from t')).toMatch(/^[0-9a-f]{16}$/);
    expect(print('SELECT  a -- x\nFROM t')).toBe(print('select a from t'));
    expect(print('select b from t')).not.toBe(print('select a from t'));
  });

  it('is plain data', () => {
    const { statements, lineage } = analyze('insert into o select a from (select * from t) q where b');
    const [statement] = statements;
    expect(JSON.parse(JSON.stringify(statement?.lineage))).toEqual(statement?.lineage);
    for (const property of Object.values(Object.getOwnPropertyDescriptors(statement?.lineage))) expect(property).toHaveProperty('value');
    expect(JSON.parse(JSON.stringify(lineage))).toEqual(lineage);
  });

  it('gives diagnostics in the order of the text', () => {
    const { diagnostics } = analyze('select * from t;\nselect a from u, v;\nselect (', { check: advise });
    const starts = diagnostics.map((diagnostic) => diagnostic.span?.start ?? -1);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(new Set(diagnostics.map((diagnostic) => diagnostic.code))).toEqual(
      new Set(['open-star', 'ambiguous-column', 'cross-join', 'syntax']),
    );
  });

  it('takes any text', () => {
    for (const text of ['', ';;', 'select', '\0', 'merge into', 'with a as (', 'select * from (select * from', '(((((']) {
      expect(() => analyze(text)).not.toThrow();
    }
  });
});
