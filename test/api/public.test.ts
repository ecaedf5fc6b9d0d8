import { describe, expect, expectTypeOf, it } from 'vitest';
import * as headwater from '../../src/index.js';
import * as node from '../../src/node/index.js';

describe('the public API', () => {
  it('offers these and no more', () => {
    expect(Object.keys(headwater).sort()).toEqual([
      'LineIndex',
      'LineageGraph',
      'analyze',
      'analyzePlan',
      'answer',
      'cycles',
      'dialects',
      'downstream',
      'exporters',
      'findColumns',
      'findDialect',
      'forEachDependence',
      'forEachDownstream',
      'forEachUpstream',
      'impact',
      'lineageOf',
      'lineageSchema',
      'looksLikePlan',
      'parse',
      'paths',
      'plainPalette',
      'readEdge',
      'readSchema',
      'renderDiagnostics',
      'select',
      'upstream',
    ]);
    expect(Object.keys(node).sort()).toEqual([
      'analyzeWithNodeSqlParser',
      'decodeText',
      'forEachLines',
      'isEventLog',
      'namesBeside',
      'readEventLog',
      'readSchemaFile',
      'readStream',
      'readText',
      'renderDiagram',
    ]);
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
