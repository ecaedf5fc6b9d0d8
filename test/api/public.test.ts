import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import * as headwater from '../../src/index.js';
import * as node from '../../src/node/index.js';
import * as project from '../../src/project.js';

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

describe('the doors', () => {
  it('are these', () => {
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(Object.keys(exports)).toEqual(['.', './parse', './project', './node', './node-sql-parser', './package.json']);
  });

  it('show nothing of how work is handed to threads', () => {
    for (const door of [headwater, node, project]) expect(Object.keys(door).filter((name) => /pool|job|worker/i.test(name))).toEqual([]);
  });
});

describe('headwater/project', () => {
  it('analyses a project that was handed over, and is part of headwater', () => {
    const { units } = project.analyzeProject(project.readFolder([{ path: 'o.sql', text: 'create table o as select a from t' }]));
    expect(units.map(({ unit }) => unit.path)).toContain('o.sql');
    expect(Object.keys(headwater)).toEqual(expect.arrayContaining(Object.keys(project)));
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
