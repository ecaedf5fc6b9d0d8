import { describe, expect, expectTypeOf, it } from 'vitest';
import * as headwater from '../../src/index.js';
import * as node from '../../src/node/index.js';

describe('the public API', () => {
  it('offers what the documentation names', () => {
    const names = ['LineIndex', 'LineageGraph', 'analyze', 'analyzePlan', 'answer', 'dialects', 'exporters', 'findColumns', 'findDialect'];
    expect(Object.keys(headwater)).toEqual(expect.arrayContaining([...names, 'parse', 'readSchema', 'renderDiagnostics', 'select']));
    const files = ['decodeText', 'forEachLines', 'readEventLog', 'readSchemaFile', 'readStream', 'readText', 'renderDiagram'];
    expect(Object.keys(node)).toEqual(expect.arrayContaining(files));
  });

  it('is typed to the last edge', () => {
    const { lineage, statements, diagnostics } = headwater.analyze('select a from t', { dialect: 'postgres' });
    expectTypeOf(lineage.edges).toEqualTypeOf<readonly headwater.Edge[]>();
    expectTypeOf(statements[0]?.lineage.kind).toEqualTypeOf<headwater.StatementKind | undefined>();
    expectTypeOf(diagnostics).toEqualTypeOf<readonly headwater.Diagnostic[]>();
    expectTypeOf(headwater.exporters.mermaid.render).parameter(0).toExtend<headwater.ExportInput>();
    expectTypeOf<headwater.ScriptAnalysis>().toExtend<headwater.ExportInput>();
  });
});

describe('analyze never throws', () => {
  it.each(['', ';', '\0', '\ud800', 'select', "select '", '((((', 'select * from {{ ref("x") }}'])('on %j', (text) => {
    expect(() => headwater.analyze(text)).not.toThrow();
  });
});

describe('headwater/parse', () => {
  it('gives trees without the rest', async () => {
    const { findDialect, forEachChild, guessDialect, parse: parseAlone } = await import('../../src/parse.js');
    const { script } = parseAlone('select a from t', findDialect('postgres') as headwater.Dialect);
    const kinds: string[] = [];
    forEachChild(script, ({ kind }) => kinds.push(kind));
    expect(kinds).toEqual(['query-statement']);
    expect(guessDialect('select a from t qualify true').dialect).toBeDefined();
  });
});
