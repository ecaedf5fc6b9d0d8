/** Part 3, all that is no SQL: `[name, n → { size, run }]`; `run` gives how many characters came out. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  analyze,
  analyzePlan,
  analyzeProject,
  cycles,
  embeddedSql,
  exporters,
  glob,
  impact,
  LineageGraph,
  openLineageRuns,
  paths,
  projectStats,
  readDbtFolder,
  readFolder,
  readManifest,
  readSchema,
  selectUnits,
  unitLineage,
} from 'headwater';
import { readEventLog } from 'headwater/node';

const list = (n, piece, separator = ', ') => Array.from({ length: n }, (_, at) => piece(at)).join(separator);
const lines = (n, piece) => list(n, piece, '\n');

export const OTHER_SHAPES = [
  ...planShapes(),
  ...projectShapes(),
  ...manifestShapes(),
  ...documentShapes(),
  ...embeddedShapes(),
  ...exporterShapes(),
  ...graphShapes(),
];

// ── Plans and logs ───────────────────────────────────────────────────────────────────────────────────────────────────

function planShapes() {
  const plan = (name, text) => [`plan: ${name}`, (n) => sized(text(n), (each) => JSON.stringify(analyzePlan(each).lineage).length)];
  const relation = 'Relation s.t[a#1,b#2] parquet';
  const chain = (n, operator, leaf = relation) =>
    `== Optimized Logical Plan ==\n${list(n, (at) => `${'   '.repeat(Math.max(0, Math.min(at, 50) - 1))}${at ? '+- ' : ''}${operator(at)}`, '\n')}\n${'   '.repeat(Math.min(n, 50) - 1)}+- ${leaf}`;
  return [
    plan('columns', (n) => `== Physical Plan ==\nProject [${list(n, (at) => `a#1 AS c${at}#${at + 10}`)}]\n+- ${relation}`),
    plan(
      'a wide relation',
      (n) =>
        `== Physical Plan ==\nProject [${list(n, (at) => `c${at}#${at}`)}]\n+- Relation s.t[${list(n, (at) => `c${at}#${at}`, ',')}] parquet`,
    ),
    plan('operators', (n) => chain(n, (at) => `Filter (a#1 > ${at})`)),
    plan('a union of many', (n) => `== Optimized Logical Plan ==\nUnion false, false\n${lines(n, () => `:- ${relation}`)}\n+- ${relation}`),
    plan('conditions', (n) => `== Physical Plan ==\nFilter (${list(n, (at) => `(a#1 > ${at})`, ' AND ')})\n+- ${relation}`),
    plan(
      'expressions within each other',
      (n) =>
        `== Physical Plan ==\nProject [${list(100, (at) => `${'cast('.repeat(n)}a#1${' as int)'.repeat(n)} AS x#${at + 9}`)}]\n+- ${relation}`,
    ),
    plan(
      'CASE branches',
      (n) => `== Physical Plan ==\nProject [CASE ${list(n, (at) => `WHEN (a#1 = ${at}) THEN b#2`, ' ')} END AS c#9]\n+- ${relation}`,
    ),
    plan('many plans', (n) => list(n, (at) => `== Physical Plan ==\nProject [a#1 AS c${at}#9]\n+- ${relation}`, '\n\n')),
    plan(
      'grouping',
      (n) =>
        `== Physical Plan ==\nAggregate [${list(n, (at) => `c${at}#${at}`)}], [${list(n, (at) => `sum(c${at}#${at}) AS s${at}#${at + n}L`)}]\n+- Relation s.t[${list(n, (at) => `c${at}#${at}`, ',')}] parquet`,
    ),
    plan(
      'windows',
      (n) =>
        `== Physical Plan ==\nWindow [${list(n, (at) => `rank(a#1) windowspecdefinition(b#2, a#1 ASC NULLS FIRST) AS r${at}#${at + 9}`)}], [b#2], [a#1 ASC NULLS FIRST]\n+- ${relation}`,
    ),
    plan('brackets, not closed', (n) => `== Physical Plan ==\nProject ${'['.repeat(n)}\n+- ${relation}`),
    plan(
      'opening brackets in columns',
      (n) => `== Physical Plan ==\nProject [${list(n, (at) => `f((a#1 AS c${at}#${at}`)}]\n+- ${relation}`,
    ),
    plan(
      'a formatted plan',
      (n) =>
        `== Physical Plan ==\n* Project (${n + 1})\n${list(n, (at) => `${'   '.repeat(Math.min(at, 40))}+- * Filter (${n - at})`, '\n')}\n\n${list(n, (at) => `(${at + 1}) Filter\nInput [1]: [a#1]\nCondition : (a#1 > ${at})\n`, '\n')}`,
    ),
    plan(
      'formatted columns',
      (n) =>
        `== Physical Plan ==\n* Project (2)\n+- Scan parquet s.t (1)\n\n(1) Scan parquet s.t\nOutput [${n}]: [${list(n, (at) => `c${at}#${at}`)}]\nLocation: InMemoryFileIndex [file:/s/t]\n\n(2) Project\nOutput [${n}]: [${list(n, (at) => `c${at}#${at} AS d${at}#${at + n}`)}]\nInput [${n}]: [${list(n, (at) => `c${at}#${at}`)}]\n`,
    ),
    plan('text that is no plan', (n) => lines(n, (at) => `24/01/01 INFO ${at} [x] (y) => {z}`)),
    log('executions', (n) => lines(n, (at) => started(at, `== Physical Plan ==\nProject [a#1 AS c${at}#9]\n+- ${relation}`))),
    log('executions that end', (n) =>
      lines(n, (at) => `${started(at, `== Physical Plan ==\nProject [a#1 AS c${at}#9]\n+- ${relation}`)}\n${ended(at)}`),
    ),
    log('executions of one root', (n) =>
      lines(n, (at) => started(at, `== Physical Plan ==\nProject [a#1 AS c${at}#9]\n+- ${relation}`, 0)),
    ),
    log('tasks', (n) => lines(n, (at) => `{"Event":"SparkListenerTaskEnd","Stage ID":${at},"Task Info":{"Task ID":${at}}}`)),
    log('a long line', (n) => `{"Event":"SparkListenerTaskEnd","x":"${'y'.repeat(n * 1000)}"}`),
  ];
}

const EVENT = 'org.apache.spark.sql.execution.ui.SparkListenerSQLExecution';
const started = (id, plan, root = id) =>
  JSON.stringify({
    Event: `${EVENT}Start`,
    executionId: id,
    rootExecutionId: root,
    description: 'save',
    details: '',
    physicalPlanDescription: plan,
    time: id,
  });
const ended = (id) => JSON.stringify({ Event: `${EVENT}End`, executionId: id, time: id + 1, errorMessage: '' });

let folder;
function log(name, text) {
  return [
    `log: ${name}`,
    (n) => {
      const content = text(n);
      folder ??= mkdtempSync(join(tmpdir(), 'headwater-attack-'));
      const path = join(folder, 'events.jsonl');
      writeFileSync(path, content);
      const run = async () => {
        const executions = [];
        for await (const execution of readEventLog(path)) executions.push(execution);
        return openLineageRuns(executions).length;
      };
      return { size: content.length, run };
    },
  ];
}

// ── Projects ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function projectShapes() {
  const dbt = (name, files) => [
    `dbt: ${name}`,
    (n) => {
      const entries = [['dbt_project.yml', 'name: shop\nversion: "1"\n'], ...files(n)];
      const byPath = new Map(entries);
      const size = entries.reduce((sum, [path, text]) => sum + path.length + text.length, 0);
      return { size, run: () => analyzed(readDbtFolder([...byPath.keys()], (path) => byPath.get(path))) };
    },
  ];
  const folderOf = (name, files) => [
    `folder: ${name}`,
    (n) => {
      const all = files(n).map(([path, text]) => ({ path, text }));
      return { size: all.reduce((sum, { path, text }) => sum + path.length + text.length, 0), run: () => analyzed(readFolder(all)) };
    },
  ];
  const many = (n, file) => Array.from({ length: n }, (_, at) => file(at));
  return [
    dbt('models of one source', (n) => many(n, (at) => [`models/m${at}.sql`, `select a, b from {{ source('s', 't${at}') }}`])),
    dbt('a chain of models', (n) =>
      many(n, (at) => [`models/m${at}.sql`, at ? `select a, b from {{ ref('m${at - 1}') }}` : 'select a, b from raw.t']),
    ),
    dbt('a chain of stars', (n) =>
      many(n, (at) => [`models/m${at}.sql`, at ? `select * from {{ ref('m${at - 1}') }}` : 'select a, b from raw.t']),
    ),
    dbt('a model of many refs', (n) => [
      ['models/all.sql', list(n, (at) => `select a from {{ ref('m${at}') }}`, ' union all ')],
      ...many(n, (at) => [`models/m${at}.sql`, 'select a from raw.t']),
    ]),
    dbt('macros', (n) => [
      ...many(n, (at) => [`macros/m${at}.sql`, `{% macro m${at}(x) %} {{ x }} + ${at} {% endmacro %}`]),
      ['models/a.sql', `select ${list(n, (at) => `{{ m${at}('a') }} as c${at}`)} from raw.t`],
    ]),
    dbt('macros in one file', (n) => [
      ['macros/m.sql', lines(n, (at) => `{% macro m${at}(x) %} {{ x }} + ${at} {% endmacro %}`)],
      ['models/a.sql', "select {{ m0('a') }} from raw.t"],
    ]),
    dbt('macros and models', (n) => [
      ['macros/m.sql', lines(n, (at) => `{% macro m${at}(x) %} {{ x }} + ${at} {% endmacro %}`)],
      ...many(n, (at) => [`models/m${at}.sql`, `select {{ m${at}('a') }} as a from raw.t`]),
    ]),
    dbt('a macro that calls the one before', (n) => [
      [
        'macros/m.sql',
        `{% macro m0(x) %}a{% endmacro %}${list(Math.min(n, 100), (at) => `{% macro m${at + 1}(x) %}{{ m${at}(x) }}{% endmacro %}`, '\n')}`,
      ],
      ...many(n, (at) => [`models/m${at}.sql`, `select {{ m${Math.min(at, 100)}('a') }} as a from raw.t`]),
    ]),
    dbt('snapshots', (n) =>
      many(n, (at) => [
        `snapshots/s${at}.sql`,
        `{% snapshot s${at} %}{{ config(unique_key='a', strategy='check', check_cols='all') }} select a from raw.t{% endsnapshot %}`,
      ]),
    ),
    dbt('snapshots in one file', (n) => [
      ['snapshots/s.sql', lines(n, (at) => `{% snapshot s${at} %}{{ config(unique_key='a') }} select a from raw.t{% endsnapshot %}`)],
    ]),
    dbt('seeds', (n) => many(n, (at) => [`seeds/s${at}.csv`, 'a,b\n1,2\n'])),
    dbt('a wide seed', (n) => [
      ['seeds/s.csv', `${list(n, (at) => `c${at}`, ',')}\n`],
      ['models/m.sql', "select * from {{ ref('s') }}"],
    ]),
    dbt('sources', (n) => [
      ['models/s.yml', `version: 2\nsources:\n${lines(n, (at) => `  - name: s${at}\n    tables:\n      - name: t`)}`],
      ...many(n, (at) => [`models/m${at}.sql`, `select a from {{ source('s${at}', 't') }}`]),
    ]),
    dbt('properties', (n) => [
      [
        'models/s.yml',
        `version: 2\nmodels:\n${lines(n, (at) => `  - name: m${at}\n    columns:\n      - name: a\n        tests: [unique, not_null]`)}`,
      ],
      ...many(n, (at) => [`models/m${at}.sql`, 'select a from raw.t']),
    ]),
    dbt('exposures', (n) => [
      ['models/e.yml', `version: 2\nexposures:\n${lines(n, (at) => `  - name: e${at}\n    type: dashboard\n    depends_on: [ref('m')]`)}`],
      ['models/m.sql', 'select a from raw.t'],
    ]),
    dbt('singular tests', (n) => [
      ...many(n, (at) => [`tests/t${at}.sql`, `select a from {{ ref('m') }} where a = ${at}`]),
      ['models/m.sql', 'select a from raw.t'],
    ]),
    dbt('loops', (n) =>
      [['models/m.sql', `select {% for x in range(${n}) %} a as c{{ x }}, {% endfor %} b from raw.t`]].concat([
        ['models/pad.sql', ' '.repeat(n * 5)],
      ]),
    ),
    dbt('ifs', (n) => [
      ['models/m.sql', `select a ${list(n, (at) => `{% if var('x${at}', true) %}, b${at}{% endif %}`, '\n')} from raw.t`],
    ]),
    dbt('sets', (n) => [
      ['models/m.sql', `${lines(n, (at) => `{% set x${at} = 'a' ~ ${at} %}`)} select ${list(n, (at) => `{{ x${at} }}`)} from raw.t`],
    ]),
    dbt('a set that grows', (n) => [
      ['models/m.sql', `{% set x = [] %}${lines(n, (at) => `{% do x.append('a${at}') %}`)} select {{ x | join(', ') }} from raw.t`],
    ]),
    dbt('text around templates', (n) => [
      ['models/m.sql', `select ${list(n, (at) => `{{ 'a' }} as c${at} -- ${'x'.repeat(50)}`, ',\n')}\n from raw.t`],
    ]),
    folderOf('files', (n) => many(n, (at) => [`m${at}.sql`, `select a, b from raw.t${at}`])),
    folderOf('a chain of files', (n) => many(n, (at) => [`m${at}.sql`, at ? `select a, b from m${at - 1}` : 'select a, b from raw.t'])),
    folderOf('a chain of stars', (n) => many(n, (at) => [`m${at}.sql`, at ? `select * from m${at - 1}` : 'select a, b from raw.t'])),
    folderOf('a chain of open stars', (n) =>
      many(n, (at) => [`m${at}.sql`, at ? `select *, x${at} from m${at - 1}` : 'select * from raw.t']),
    ),
    folderOf('files in a circle', (n) => many(n, (at) => [`m${at}.sql`, `select a, b from m${(at + 1) % n}`])),
    folderOf('scripts into one table', (n) => many(n, (at) => [`m${at}.sql`, `insert into t select a from u${at}; select 1`])),
    folderOf('scripts that read one table', (n) => many(n, (at) => [`m${at}.sql`, `insert into t${at} select a from t; select 1`])),
    folderOf('files of one name', (n) => many(n, (at) => [`d${at}/m.sql`, 'select a from t'])),
    folderOf('DDL and readers', (n) => [
      ['ddl.sql', lines(n, (at) => `create table t${at} (a int, b int);`)],
      ...many(n, (at) => [`m${at}.sql`, `select * from t${at}`]),
    ]),
    folderOf('one file of all', (n) => [['x.sql', lines(n, (at) => `create table t${at + 1} as select a from t${at};`)]]),
    folderOf('names of many parts', (n) => many(n, (at) => [`m${at}.sql`, `select a from db${at}.s${at}.t${at} join db${at}.s.u on true`])),
  ];
}

function analyzed(source) {
  const project = analyzeProject(source);
  JSON.stringify(projectStats(project));
  return JSON.stringify(unitLineage(project)).length;
}

function manifestShapes() {
  const manifest = (name, nodes, more = () => ({})) => [
    `manifest: ${name}`,
    (n) => {
      const text = JSON.stringify({
        metadata: { adapter_type: 'duckdb', project_name: 'shop' },
        nodes: Object.fromEntries(nodes(n)),
        ...more(n),
      });
      return sized(text, (each) => analyzed(readManifest(each)));
    },
  ];
  const node = (kind, name, more) => [
    `${kind}.shop.${name}`,
    {
      unique_id: `${kind}.shop.${name}`,
      resource_type: kind,
      name,
      package_name: 'shop',
      fqn: ['shop', name],
      tags: [],
      config: {},
      columns: {},
      database: 'd',
      schema: 's',
      alias: name,
      relation_name: `"d"."s"."${name}"`,
      ...more,
    },
  ];
  const model = (name, sql, parents) =>
    node('model', name, { compiled_code: sql, raw_code: sql, depends_on: { nodes: parents.map((parent) => `model.shop.${parent}`) } });
  const many = (n, make) => Array.from({ length: n }, (_, at) => make(at));
  return [
    manifest('models', (n) => many(n, (at) => model(`m${at}`, `select a from raw.t${at}`, []))),
    manifest('a chain', (n) =>
      many(n, (at) => model(`m${at}`, at ? `select a from "d"."s"."m${at - 1}"` : 'select a from raw.t', at ? [`m${at - 1}`] : [])),
    ),
    manifest('a chain of stars', (n) =>
      many(n, (at) => model(`m${at}`, at ? `select * from "d"."s"."m${at - 1}"` : 'select a from raw.t', at ? [`m${at - 1}`] : [])),
    ),
    manifest('one model of all', (n) => [
      ...many(n, (at) => model(`m${at}`, 'select a from raw.t', [])),
      model(
        'all',
        list(n, (at) => `select a from "d"."s"."m${at}"`, ' union all '),
        many(n, (at) => `m${at}`),
      ),
    ]),
    manifest('all of one model', (n) => [
      model('one', 'select a from raw.t', []),
      ...many(n, (at) => model(`m${at}`, 'select a from "d"."s"."one"', ['one'])),
    ]),
    manifest('a circle', (n) => many(n, (at) => model(`m${at}`, `select a from "d"."s"."m${(at + 1) % n}"`, [`m${(at + 1) % n}`]))),
    manifest('tests', (n) => [
      model('m', 'select a from raw.t', []),
      ...many(n, (at) =>
        node('test', `t${at}`, {
          column_name: 'a',
          test_metadata: { name: 'unique', kwargs: {} },
          depends_on: { nodes: ['model.shop.m'] },
        }),
      ),
    ]),
    manifest('documented columns', (n) => [
      model('m', 'select * from raw.t', []),
      node('model', 'd', {
        columns: Object.fromEntries(many(n, (at) => [`c${at}`, { name: `c${at}` }])),
        compiled_code: 'select * from "d"."s"."m"',
        depends_on: { nodes: ['model.shop.m'] },
      }),
    ]),
    manifest(
      'exposures',
      () => [model('m', 'select a from raw.t', [])],
      (n) => ({
        exposures: Object.fromEntries(
          many(n, (at) => [
            `exposure.shop.e${at}`,
            { unique_id: `exposure.shop.e${at}`, name: `e${at}`, type: 'dashboard', depends_on: { nodes: ['model.shop.m'] } },
          ]),
        ),
      }),
    ),
    manifest(
      'metrics of metrics',
      () => [model('m', 'select a from raw.t', [])],
      (n) => ({
        metrics: Object.fromEntries(
          many(n, (at) => [
            `metric.shop.e${at}`,
            {
              unique_id: `metric.shop.e${at}`,
              name: `e${at}`,
              type: 'derived',
              depends_on: { nodes: [at ? `metric.shop.e${at - 1}` : 'model.shop.m'] },
            },
          ]),
        ),
      }),
    ),
    manifest('seeds', (n) => many(n, (at) => node('seed', `s${at}`, {}))),
    manifest('text that is not read', (n) => [
      model('m', 'select a from raw.t', []),
      node('model', 'x', { docs: 'x'.repeat(n * 100), raw_code: ' '.repeat(n * 100) }),
    ]),
    [
      'manifest: selectors',
      (n) => {
        const project = analyzeProject(
          readManifest(
            JSON.stringify({ nodes: Object.fromEntries(many(n, (at) => model(`m${at}`, 'select 1 as a', at ? [`m${at - 1}`] : []))) }),
          ),
        );
        return { size: n * 100, run: () => JSON.stringify([...selectUnits(project, [`+m${n - 1}`, 'm0+', 'tag:x', 'm*']).ids]).length };
      },
    ],
  ];
}

// ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────

function documentShapes() {
  const schema = (name, format, text) => [
    `schema: ${name}`,
    (n) => sized(text(n), (each) => readSchema(each, format, 'postgres').diagnostics.length),
  ];
  return [
    schema('tables', 'json', (n) => JSON.stringify(Object.fromEntries(Array.from({ length: n }, (_, at) => [`d.s.t${at}`, ['a', 'b']])))),
    schema('columns', 'json', (n) => JSON.stringify({ t: Array.from({ length: n }, (_, at) => `c${at}`) })),
    schema('schemas', 'json', (n) => JSON.stringify(Object.fromEntries(Array.from({ length: n }, (_, at) => [`s${at}`, { t: ['a'] }])))),
    schema('YAML tables', 'yaml', (n) => lines(n, (at) => `d.s.t${at}: [a, b]`)),
    schema('YAML columns', 'yaml', (n) => `t:\n${lines(n, (at) => `  c${at}: int`)}`),
    schema('YAML anchors', 'yaml', (n) => `x: &a [a, b]\n${lines(n, (at) => `t${at}: *a`)}`),
    schema('DDL', 'ddl', (n) => lines(n, (at) => `create table d.s.t${at} (a int, b varchar(10));`)),
    schema('DDL of one table', 'ddl', (n) => `create table t (${list(n, (at) => `c${at} int`)});`),
    schema('DDL that is none', 'ddl', (n) => lines(n, (at) => `grant select on t${at} to x;`)),
    ['glob: stars', (n) => ({ size: n * 10, run: () => Number(glob(`${'*a'.repeat(Math.min(n, 200))}b`)('a'.repeat(n * 10))) })],
    ['glob: folders', (n) => ({ size: n * 10, run: () => Number(glob(`${'**/'.repeat(Math.min(n, 12))}b`)('a/'.repeat(n * 5))) })],
    ['glob: question marks', (n) => ({ size: n * 10, run: () => Number(glob(`${'?*'.repeat(Math.min(n, 50))}b`)('a'.repeat(n * 10))) })],
  ];
}

function embeddedShapes() {
  const embedded = (name, path, text) => [`embedded: ${name}`, (n) => sized(text(n), (each) => embeddedSql(path, each).length)];
  return [
    embedded('fences', 'x.md', (n) => lines(n, (at) => `# ${at}\n\`\`\`sql\nselect ${at} as a from t\n\`\`\`\n`)),
    embedded('fences, not closed', 'x.md', (n) => lines(n, (at) => `\`\`\`sql ${at}`)),
    embedded('fences of several lengths', 'x.md', (n) => lines(n, (at) => `${'`'.repeat(3 + (at % 9))}sql\nselect 1\n~~~sql`)),
    embedded('backticks', 'x.md', (n) => '`'.repeat(n * 20)),
    embedded('spaces', 'x.md', (n) => `${' '.repeat(n * 20)}x`),
    embedded('calls', 'x.py', (n) => lines(n, (at) => `spark.sql("select ${at} as a from t")`)),
    embedded('calls of several lines', 'x.py', (n) => lines(n, (at) => `spark.sql("""select ${at} as a\nfrom t""")`)),
    embedded('calls, not closed', 'x.py', (n) => lines(n, () => 'spark.sql("""select a from t')),
    embedded('calls, not closed, of one line', 'x.py', (n) => list(n, () => "execute('select a", ' ')),
    embedded('calls, nearly', 'x.py', (n) => `sql =${' '.repeat(n * 20)}x`),
    embedded('calls and spaces', 'x.py', (n) => list(n, () => '.sql   (', ' ')),
    embedded('backslashes', 'x.py', (n) => `spark.sql("select ${'\\'.repeat(n * 10)}`),
    embedded('magic lines', 'x.py', (n) => lines(n, (at) => `# MAGIC %sql\n# MAGIC select ${at} from t\n`)),
    embedded('magic lines of one cell', 'x.py', (n) => `# MAGIC %sql\n${lines(n, (at) => `# MAGIC select ${at} from t;`)}`),
    embedded('Scala', 'x.scala', (n) => lines(n, (at) => `val d${at} = spark.sql(s"""select a from t${at}""")`)),
    embedded('cells', 'x.ipynb', (n) =>
      JSON.stringify({ cells: Array.from({ length: n }, (_, at) => ({ cell_type: 'code', source: ['%%sql\n', `select ${at}`] })) }),
    ),
    embedded('lines of a cell', 'x.ipynb', (n) =>
      JSON.stringify({ cells: [{ cell_type: 'code', source: Array.from({ length: n }, (_, at) => `spark.sql("select ${at} as a")\n`) }] }),
    ),
  ];
}

// ── What comes out ───────────────────────────────────────────────────────────────────────────────────────────────────

function exporterShapes() {
  const texts = {
    columns: (n) => `insert into o select ${list(n, (at) => `a${at} as c${at}`)} from t`,
    statements: (n) => list(n, (at) => `insert into o${at} select a from t${at}`, ';\n'),
    'CTEs in a chain': (n) =>
      `insert into o with c0 as (select a from t), ${list(n, (at) => `c${at + 1} as (select a from c${at})`)} select a from c${n}`,
    aliases: (n) => `select 1 as x from ${list(n, (at) => `t as x${at}`)}`,
    'long names': (n) => `insert into o select "${'a'.repeat(n * 10)}" as "${'b'.repeat(n * 10)}" from t`,
    filters: (n) => `insert into o select a from t where ${list(n, (at) => `c${at} = 1`, ' and ')}`,
  };
  return Object.entries(exporters).flatMap(([format, exporter]) =>
    Object.entries(texts).flatMap(([name, text]) => {
      const shape = (title, options) => [
        `${format}: ${title}`,
        (n) => {
          const analysis = analyze(text(n), { dialect: 'postgres' });
          return { size: text(n).length, run: () => exporter.render(analysis, options).length };
        },
      ];
      return format === 'tree' ? [shape(name, {}), shape(`${name}, in steps`, { steps: true })] : [shape(name, {})];
    }),
  );
}

function graphShapes() {
  const graph = (name, sql, ask) => [
    `graph: ${name}`,
    (n) => {
      const made = LineageGraph.from([analyze(sql(n), { dialect: 'postgres' })]);
      return { size: sql(n).length, run: () => ask(made, n) };
    },
  ];
  const chain = (n) => list(n, (at) => `insert into t${at + 1} select a from t${at}`, ';\n');
  const clique = (n) => list(n, (at) => `insert into t${at} select x.a from x`, ';\n');
  return [
    graph('cycles of a chain', chain, (made) => [...cycles(made)].length),
    graph('impact of a chain', chain, (made) => impact(made, { dataset: 't0', column: 'a' }).length),
    graph('impact of a star', clique, (made) => impact(made, { dataset: 'x', column: 'a' }).length),
    graph(
      'a path of a chain',
      chain,
      (made, n) => paths(made, { dataset: 't0', column: 'a' }, { dataset: `t${n}`, column: 'a' }).next().value?.length ?? 0,
    ),
    graph(
      'ten paths of a lattice',
      (n) => list(n, (at) => `insert into t${at + 1} select a from t${at}; insert into t${at + 2} select a from t${at}`, ';\n'),
      (made, n) => take(10, paths(made, { dataset: 't0', column: 'a' }, { dataset: `t${n}`, column: 'a' })),
    ),
    graph(
      'ten paths into a clique',
      (n) =>
        `${list(Math.ceil(Math.sqrt(n)), (at) => list(Math.ceil(Math.sqrt(n)), (to) => `insert into t${at} select a from t${to}`, ';\n'), ';\n')}; insert into z select a from t0`,
      (made) => take(10, paths(made, { dataset: 't1', column: 'a' }, { dataset: 'z', column: 'a' })),
    ),
  ];
}

function take(n, generator) {
  let size = 0;
  for (let left = n; left > 0; left--) size += generator.next().value?.length ?? 0;
  return size;
}

function sized(text, read) {
  return { size: text.length, run: () => read(text) };
}
