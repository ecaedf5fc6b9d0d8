/** Every reader takes documents of nearly the right shape: it never throws, and what it gives is fit to go on with. */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromNodeSqlParser } from '../src/analyze-node-sql-parser.js';
import {
  analyze,
  analyzePlan,
  analyzeProject,
  answer,
  embeddedSql,
  exporters,
  findColumns,
  findTargets,
  glob,
  openLineageRuns,
  projectImpact,
  projectStats,
  readConfig,
  readDbtFolder,
  readFolder,
  readManifest,
  readSchema,
  readTerm,
  selectUnits,
} from '../src/index.js';
import { readEvent } from '../src/spark/event.js';
import { nearly } from './nearly.js';
import { manifestOfVersion } from './project/manifest-of-version.js';

const RUNS = { numRuns: 200, seed: 13 };

/** All that is made of a project. */
function useProject(source: ReturnType<typeof readManifest>): void {
  const project = analyzeProject(source);
  projectStats(project);
  selectUnits(project, ['+tag:nightly', 'path:models', '*', 'config.materialized:view']);
  for (const target of findTargets(project, 'raw.cents')) projectImpact(project, target);
  JSON.stringify(project.diagnostics);
}

describe('a manifest', () => {
  it.each([4, 7, 9, 10, 12])('of version %i', (version) => {
    fc.assert(
      fc.property(nearly(JSON.parse(manifestOfVersion(version))), (json) => {
        useProject(readManifest(json));
        useProject(readManifest(new TextEncoder().encode(json)));
      }),
      RUNS,
    );
  });

  it.each([
    ['{"nodes":{"a":null}}', '/nodes/a is null, not an object.'],
    ['{"nodes":{"model.s.a":{"compiled_code":5}}}', '/nodes/model.s.a/compiled_code is a number, not a text.'],
    ['{"nodes":{"__proto__":[]}}', '/nodes/__proto__ is a list, not an object.'],
    ['{"nodes":{"x":{"resource_type":"constructor","tags":[{}]}}}', '/nodes/x/tags/0 is an object, not a text.'],
    ['[]', 'The document is a list, not an object.'],
  ])('%s: says where it is wrong', (json, message) => {
    expect(readManifest(new TextEncoder().encode(json)).diagnostics).toHaveLength(1);
    expect(readManifest(json).diagnostics).toMatchObject([{ code: 'bad-request', message: `manifest.json: ${message}` }]);
  });

  it('says the first few things, and counts the others', () => {
    const nodes = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`n${at}`, null]));
    const { diagnostics } = readManifest(JSON.stringify({ nodes }));
    expect(diagnostics).toHaveLength(21);
    expect(diagnostics.at(-1)?.message).toBe('manifest.json: The same is wrong in 980 more places.');
  });
});

it("dbt's catalog", () => {
  const table = { metadata: { name: 'raw' }, columns: { id: { name: 'id', index: 1 }, cents: { name: 'cents', index: 2 } } };
  const catalog = { nodes: { 'seed.shop.raw': table, 'model.shop.stg': table }, sources: { 'source.shop.crm.customers': table } };
  fc.assert(
    fc.property(nearly(catalog), (json) => useProject(readManifest(manifestOfVersion(12), { catalog: json }))),
    RUNS,
  );
  const broken = { nodes: { 'seed.shop.raw': { columns: { id: null, cents: { name: 'cents', index: 2 } } } } };
  const { units } = readManifest(manifestOfVersion(12), { catalog: JSON.stringify(broken) });
  expect(units.find(({ name }) => name === 'raw')?.declared, 'a table is known as a whole').toBeUndefined();
});

describe('a dbt project', () => {
  const project = {
    name: 'shop',
    vars: { limit: 3, shop: { x: [1] } },
    'model-paths': ['models'],
    models: { shop: { '+materialized': 'table', staging: { '+tags': ['nightly'], '+schema': 'stage' } } },
  };
  const properties = {
    models: [
      {
        name: 'a',
        config: { contract: { enforced: true }, meta: { owner: 'x' } },
        tags: ['t'],
        columns: [{ name: 'id', quote: true, tests: ['unique', { accepted_values: { values: [1] } }] }],
        data_tests: [{ dbt_utils: {} }],
      },
    ],
    sources: [{ name: 'crm', database: 'db', schema: 'raw', tables: [{ name: 'customers', identifier: 'c', columns: [{ name: 'id' }] }] }],
    exposures: [{ name: 'board', type: 'dashboard', owner: { name: 'Ada', email: 'a@b' }, depends_on: ["ref('a')"] }],
    semantic_models: [{ name: 'sm', model: "ref('a')", entities: [{ name: 'id' }], measures: [{ name: 'm', expr: 'id + 1' }] }],
    metrics: [{ name: 'income', type: 'simple', type_params: { measure: { name: 'm' }, metrics: ['x', { name: 'y' }] } }],
    saved_queries: [{ name: 'q', query_params: { metrics: ['income'] } }],
  };
  const read = (first: string, second: string) => {
    const files: Record<string, string> = {
      'dbt_project.yml': first,
      'models/p.yml': second,
      'models/a.sql': "select id, {{ var('limit') }} as n from {{ source('crm', 'customers') }}",
      'models/staging/b.sql': "{{ config(tags=['x']) }} select * from {{ ref('a') }}",
    };
    return readDbtFolder(Object.keys(files), (path) => files[path]);
  };

  it('with nearly its files', () => {
    fc.assert(
      fc.property(nearly(project), nearly(properties), (first, second) => useProject(read(first, second))),
      RUNS,
    );
  });

  it.each([
    ['{}', '{"models":[{"name":"a"},null]}', 'models/p.yml: /models/1 is null, not an object.'],
    ['{}', '{"models":[{}]}', 'models/p.yml: /models/0 has no name.'],
    ['{}', '{"models":[{"name":"a","tests":[null]}]}', 'models/p.yml: /models/0/tests/0 is null, not a test.'],
    ['{"name":{"toString":1}}', '', 'dbt_project.yml: /name is an object, not a text.'],
    ['[1]', '', 'dbt_project.yml: The document is a list, not an object.'],
    ['a: [', '', 'dbt_project.yml is not valid YAML'],
    ['{}', '['.repeat(20_000), 'models/p.yml is not valid YAML: it nests too deep'],
  ])('%s, %.30s: says where it is wrong', (first, second, message) => {
    const { diagnostics, units } = read(first, second);
    expect(diagnostics[0]).toMatchObject({ code: 'bad-request', message: expect.stringContaining(message) });
    expect(units.some(({ name }) => name === 'b')).toBe(true);
  });
});

it('a schema', () => {
  const column = { name: '"b"', type: 'int', nullable: false, description: 'x', tags: ['y'] };
  const table = { description: 'x', owner: 'y', tags: 'z', columns: [column] };
  const schema = { 'db."S".t': ['a', column], u: { a: 'int' }, s: { v: { '"x"': 'int' }, w: ['y'], '"W"': ['z'] }, x: table };
  fc.assert(
    fc.property(nearly(schema), (json) => {
      for (const format of ['json', 'yaml'] as const) analyze('select * from t, u, s.v', { catalog: readSchema(json, format).catalog });
    }),
    RUNS,
  );
  expect(readSchema('{"t":["a"],"u":[null]}', 'json').diagnostics).toMatchObject([{ message: '/u/0 is null, not a text.' }]);
});

it('a request of batch', () => {
  const request = {
    id: { a: [1] },
    sql: 'insert into o select a, b from s.t',
    dialect: 'snowflake',
    schema: { 's.t': ['a', 'b'], u: { x: 'int' } },
    defaultDatabase: 'db',
    defaultSchema: 's',
  };
  fc.assert(
    fc.property(nearly(request), (line) => {
      const text = answer(line);
      expect(text).not.toMatch(/[\n\r]/);
      expect(JSON.parse(text)).toMatchObject({ diagnostics: expect.any(Array) });
      expect(text, 'mended at its place').not.toContain('internal-error');
    }),
    { numRuns: 1000, seed: 13 },
  );
});

it('a configuration', () => {
  const config = { dialect: 'mysql', dialects: { 'a/**': 'mysql' }, masking: ['f'], include: ['*.sql'], embedded: true, threads: 2 };
  fc.assert(
    fc.property(nearly(config), (json) => void readConfig(JSON.parse(json))),
    RUNS,
  );
});

it('a notebook', () => {
  const cells = [
    { cell_type: 'code', source: ['%%sql\n', 'select 1 as a'] },
    { cell_type: 'code', source: 'spark.sql("select a from t")' },
  ];
  fc.assert(
    fc.property(nearly({ cells }), (json) => typeof embeddedSql('x.ipynb', json) === 'string'),
    RUNS,
  );
  for (const json of ['', '{"cells":[null]}', '{"cells":5}', 'null']) expect(embeddedSql('x.ipynb', json)).toBe('');
});

it('an event of Spark', () => {
  const event = {
    Event: 'org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart',
    executionId: 1,
    rootExecutionId: 1,
    description: 'save',
    time: 1_700_000_000_000,
    physicalPlanDescription: '== Physical Plan ==\n* Project [a#1]\n+- * Scan parquet s.t [a#1]',
  };
  const application = { id: 'app', name: 'Job' };
  fc.assert(
    fc.property(nearly(event), (line) => {
      const read = readEvent(line);
      if (read?.kind === 'execution') openLineageRuns([{ ...read, application }]);
    }),
    RUNS,
  );
});

describe('an AST of node-sql-parser', () => {
  const { Parser } = createRequire(import.meta.url)('node-sql-parser') as { Parser: new () => { astify(sql: string, o: object): unknown } };
  const astOf = (sql: string) => new Parser().astify(sql, { database: 'postgresql', parseOptions: { includeLocations: true } });

  it.each([
    'with c as (select a, sum(b) over (partition by d) s from t where x in (select y from u)) select c.*, case when s > 1 then a end from c join v using (a) union all select 1, 2, 3 from w order by 1',
    'insert into o (a, b) select a, b from t on conflict (a) do update set b = 1',
    'update t set a = u.b from u where t.id = u.id',
    'delete from t where a in (select b from u)',
    'create table o as select a::int as x from t',
  ])('%s', (sql) => {
    fc.assert(
      fc.property(nearly(astOf(sql)), (json) => {
        fromNodeSqlParser(JSON.parse(json), { dialect: 'postgres', text: sql });
        fromNodeSqlParser(JSON.parse(json), null);
      }),
      RUNS,
    );
  });

  it('however deep it nests', () => {
    let node: unknown = { type: 'number', value: 1 };
    for (let level = 0; level < 20_000; level++)
      node = { type: 'binary_expr', operator: '+', left: node, right: { type: 'number', value: 1 } };
    const analysis = fromNodeSqlParser({ type: 'select', columns: [{ expr: node }], from: [] });
    expect(analysis.diagnostics).toMatchObject([{ code: 'depth-limit' }]);
  });
});

describe('options that are nothing', () => {
  const none = null as never;
  const allNull = { dialect: none, catalog: none, defaultDatabase: none, defaultSchema: none, masking: none };

  it('are left out', () => {
    const expected = analyze('select a from t, u');
    expect(analyze('select a from t, u', none)).toEqual(expected);
    expect(analyze('select a from t, u', allNull)).toEqual(expected);
    expect(answer('{"sql":"select a from t"}', allNull)).toBe(answer('{"sql":"select a from t"}', {}));
    expect(answer('{"sql":"select a from t"}', none)).toBe(answer('{"sql":"select a from t"}', {}));
    expect(readSchema('create table t (a int)', 'ddl', none).catalog.lookup(['t'])?.columns).toEqual(['a']);
    const manifest = manifestOfVersion(12);
    expect(readManifest(manifest, { dialect: none, catalog: none, read: none })).toEqual(readManifest(manifest));
    expect(readManifest(manifest, none)).toEqual(readManifest(manifest));
    expect(readDbtFolder([], () => undefined, none)).toEqual(readDbtFolder([], () => undefined));
    const files = [{ path: 'a.sql', text: 'select a from t' }];
    expect(readFolder(files, none)).toEqual(readFolder(files));
    expect(readFolder(files, { ...allNull, name: none, dialectOf: none })).toEqual(readFolder(files));
    expect(analyzeProject(readFolder(files), none).units).toEqual(analyzeProject(readFolder(files), allNull).units);
  });

  it.each([5, {}, [], true])('a dialect %j is unknown', (dialect) => {
    expect(analyze('select a from t', { dialect: dialect as never }).diagnostics).toMatchObject([{ code: 'unknown-dialect' }]);
  });
});

it('any text where a name or a pattern is asked for', () => {
  const { lineage } = analyze('insert into o select a from t');
  const project = analyzeProject(readManifest(manifestOfVersion(12)));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      findColumns(lineage, text);
      findTargets(project, text);
      selectUnits(project, [text]);
      readTerm(text);
      glob(text)(text);
      readSchema(text, 'yaml');
      readSchema(text, 'ddl', text);
      analyzePlan(text);
    }),
    { numRuns: 500, seed: 13 },
  );
  expect(Object.keys(exporters).length).toBeGreaterThan(0);
});
