/** Part 4: names that every JavaScript object has. The answer must be the one that any other name gets, but for the name. */
import { isDeepStrictEqual } from 'node:util';
import {
  analyze,
  analyzeProject,
  answer,
  exporters,
  findDialect,
  findTargets,
  projectImpact,
  projectStats,
  readConfig,
  readDbtFolder,
  readFolder,
  readManifest,
  readSchema,
  selectUnits,
  unitLineage,
} from 'headwater';

/** Members of every object, and of every function. */
const NAMES = [
  '__proto__',
  'constructor',
  'tostring',
  'toString',
  'hasownproperty',
  'hasOwnProperty',
  'valueof',
  'valueOf',
  'isPrototypeOf',
  '__defineGetter__',
  '__lookupSetter__',
  'prototype',
];
/** Letters for letters: formats write some characters in their own way. */
const plainFor = (name) => name.replace(/[a-z]/g, 'q').replace(/[A-Z]/g, 'Q');
const PLACES = [
  (x) => `select ${x} from t`,
  (x) => `select a as ${x}, ${x} + 1 as b from t`,
  (x) => `select ${x}.a, ${x}.${x} from ${x}`,
  (x) => `select a from ${x}.${x}.${x}`,
  (x) => `select ${x}(a) from t`,
  (x) => `select * from ${x}(1)`,
  (x) => `with ${x} as (select a from t) select * from ${x} join u as ${x}2 using (${x})`,
  (x) => `insert into ${x} (${x}) select ${x} from t; select * from ${x}`,
  (x) => `create table ${x} (${x} int, b int); select * from ${x}`,
  (x) => `create table ${x} as select a as ${x} from t; alter table ${x} rename to ${x}2; select ${x} from ${x}2`,
  (x) => `select sum(a) over ${x} from t window ${x} as (partition by ${x})`,
  (x) => `select s.${x}.${x} from (select struct(a as ${x}) as s from t)`,
  (x) => `select v:${x}.${x}, v['${x}'] from t`,
  (x) => `merge into ${x} using s on ${x}.a = s.a when matched then update set ${x} = s.${x}`,
  (x) => `update ${x} set ${x} = ${x} + 1; delete from ${x} where ${x} = 1`,
  (x) => `select * from t pivot (sum(a) for ${x} in ('${x}'))`,
  (x) => `select * exclude (${x}) from t`,
  (x) => `select cast(a as ${x}) from t`,
  (x) => `select {{ ref('${x}') }}.a from {{ ref('${x}') }}`,
  (x) => `${x} ${x} ${x}; select 1`,
  (x) => `declare ${x} int; set ${x} = (select a from t); select ${x}`,
  (x) => `create procedure ${x}(${x} int) as begin insert into t select ${x}; end`,
];

const schemaOf = (x) => JSON.parse(`{"t":["a","${x}"],"${x}":["${x}","b"],"d.s.${x}":{"${x}":"int"}}`);

const manifestOf = (x) => `{"metadata":{"adapter_type":"duckdb","project_name":"${x}"},"nodes":{
  "${x}":{"unique_id":"${x}","resource_type":"model","name":"${x}","package_name":"${x}","fqn":["${x}"],"tags":["${x}"],"config":{"meta":{"${x}":1}},"columns":{"${x}":{"name":"${x}"}},"relation_name":"d.s.${x}","compiled_code":"select a as ${x} from raw.${x}","depends_on":{"nodes":["${x}2"]}},
  "${x}2":{"unique_id":"${x}2","resource_type":"model","name":"${x}2","package_name":"p","fqn":["p"],"tags":[],"config":{},"columns":{},"relation_name":"d.s.${x}2","compiled_code":"select * from d.s.${x}","depends_on":{"nodes":["${x}"]}}},
  "exposures":{"${x}":{"unique_id":"${x}","name":"${x}","type":"${x}","depends_on":{"nodes":["${x}"]}}}}`;

const projectText = (source, x) => {
  const project = analyzeProject(source);
  const lineage = unitLineage(project);
  const targets = [`${x}`, `${x}.${x}`].flatMap((text) => findTargets(project, text));
  const impacts = targets.map((target) => projectImpact(project, target));
  const chosen = ['+', ''].map((plus) => [...selectUnits(project, [`${plus}${x}`, `tag:${x}`]).ids]);
  return JSON.stringify([projectStats(project), lineage, impacts, chosen]) + exporters.tree.render({ lineage });
};

/** What else a name can be the name of. */
const OTHERS = [
  [
    'a schema',
    (x) =>
      JSON.stringify(
        analyze(`select * from t join ${x} on true join d.s.${x} q on true`, {
          catalog: readSchema(JSON.stringify(schemaOf(x)), 'json').catalog,
        }).lineage,
      ),
  ],
  [
    'a schema of YAML',
    (x) => JSON.stringify(analyze(`select * from ${x}`, { catalog: readSchema(`${x}: [${x}, b]\n`, 'yaml').catalog }).lineage),
  ],
  [
    'a schema of DDL',
    (x) =>
      JSON.stringify(analyze(`select * from ${x}`, { catalog: readSchema(`create table ${x} (${x} int, b int)`, 'ddl').catalog }).lineage),
  ],
  ['a schema of a request', (x) => answer(`{"id":"${x}","${x}":1,"sql":"select * from ${x}","schema":${JSON.stringify(schemaOf(x))}}`, {})],
  ['a dialect', (x) => String(findDialect(x)?.name) + answer(JSON.stringify({ sql: 'select 1', dialect: x }), {})],
  ['a key of a configuration', (x) => JSON.stringify(readConfig(JSON.parse(`{"${x}":1}`)))],
  ['a glob of a configuration', (x) => JSON.stringify(readConfig(JSON.parse(`{"dialects":{"${x}":"tsql"},"dialect":"${x}"}`)))],
  ['masking', (x) => JSON.stringify(analyze(`select ${x}(a) as b from t`, { masking: [x] }).lineage)],
  ['a manifest', (x) => projectText(readManifest(manifestOf(x)), x)],
  [
    'a folder',
    (x) =>
      projectText(
        readFolder([
          { path: `${x}.sql`, text: `select a as ${x} from raw.${x}` },
          { path: `${x}2.sql`, text: `select * from ${x}` },
        ]),
        x,
      ),
  ],
  [
    'a dbt folder',
    (x) => {
      const files = new Map([
        ['dbt_project.yml', `name: ${x}\nvars:\n  ${x}: 1\nmodels:\n  ${x}:\n    ${x}:\n      +tags: [${x}]\n`],
        [
          `models/${x}/${x}.sql`,
          `{{ config(${x}='${x}', alias='${x}') }} select a as ${x}, {{ var('${x}') }} as v from {{ source('${x}', '${x}') }}`,
        ],
        [`models/${x}2.sql`, `{% set ${x} = 'b' %} select *, {{ ${x} }} from {{ ref('${x}') }}`],
        [
          'models/p.yml',
          `models:\n  - name: ${x}\n    columns: [{ name: ${x}, tests: [unique] }]\nsources:\n  - name: ${x}\n    tables: [{ name: ${x} }]\nexposures:\n  - name: ${x}\n    type: dashboard\n    depends_on: ["ref('${x}')"]\n`,
        ],
        [`seeds/${x}3.csv`, `${x},b\n1,2\n`],
      ]);
      return projectText(
        readDbtFolder([...files.keys()], (path) => files.get(path)),
        x,
      );
    },
  ],
];

export function compareNames(dialects) {
  const findings = [];
  let asked = 0;
  const compare = (what, answerFor, name) => {
    asked++;
    const plain = plainFor(name);
    const [got, expected] = [answerFor(name), answerFor(plain)].map(attempt);
    if (!isSame(got, expected, name, plain)) findings.push({ kind: 'name', message: `${name} as ${what}: ${difference(got, expected)}` });
  };
  for (const name of NAMES) {
    for (const [what, answerFor] of OTHERS) compare(what, (x) => () => answerFor(x), name);
    for (const place of PLACES)
      for (const dialect of dialects) compare(`${place('…')} in ${dialect}`, (x) => () => ask(place(x), dialect, x), name);
  }
  return { did: `${asked} names`, findings };
}

const ask = (sql, dialect, x) => {
  const analysis = analyze(sql, { dialect });
  return (
    answer(JSON.stringify({ sql, dialect, schema: x.length % 2 ? schemaOf(x) : undefined }), {}) +
    Object.values(exporters)
      .map((each) => each.render(analysis))
      .join('')
  );
};

function difference(got, expected) {
  let at = 0;
  while (at < got.length && got[at].replace(/\w/, 'q') === expected[at]?.replace(/\w/, 'q')) at++;
  return `${JSON.stringify(got.slice(Math.max(0, at - 60), at + 120))} not ${JSON.stringify(expected.slice(Math.max(0, at - 60), at + 120))}`;
}

function attempt(make) {
  try {
    return make();
  } catch (error) {
    return `throws ${error}`;
  }
}

/** The one is the other with the name put in, whatever the dialect's case; hashes of names and orders by name are no matter. */
function isSame(got, expected, name, plain) {
  const without = (text, from) =>
    text
      .replaceAll(new RegExp(from.replaceAll('_', ''), 'gi'), '¤')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|"fingerprint": ?"[^"]*"|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '·');
  const [a, b] = [without(got, name), without(expected, plain)];
  return a === b || isDeepStrictEqual([...a].sort(), [...b].sort());
}
