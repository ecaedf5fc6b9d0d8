/** Part 1: mutated SQL of all dialects, plans, logs, projects, configurations, schemas and requests. */
import { mutateText, mutateTree } from './mutate.mjs';
import { newRandom } from './random.mjs';
import { dbtSeeds, eventSeeds, planSeeds, sqlSeeds } from './seeds.mjs';

/** What is made, and how often (of 100). */
const KINDS = [
  [60, sqlInput],
  [9, planInput],
  [3, eventInput],
  [6, manifestInput],
  [3, dbtInput],
  [3, folderInput],
  [3, configInput],
  [4, schemaInput],
  [4, batchInput],
  [4, embeddedInput],
  [1, patternInput],
].flatMap(([share, make]) => Array.from({ length: share }, () => make));

/** @param dialects names of all dialects */
export function newMutations(seed, dialects) {
  const seeds = { sql: sqlSeeds(), plans: planSeeds(), events: eventSeeds(), dbt: dbtSeeds(), dialects };
  return {
    make(index) {
      const random = newRandom(seed, 'mutations', index);
      return { ...random.pick(KINDS)(random, seeds), turn: index };
    },
  };
}

function dialectFor(random, own, { dialects }) {
  if (random.chance(0.6)) return own;
  return random.chance(0.04) ? 'auto' : random.pick(dialects);
}

function mutatedSql(random, seeds) {
  const { sql, dialect } = random.pick(seeds.sql);
  return { sql: mutateText(random, sql, random.pick(seeds.sql).sql), dialect: dialectFor(random, dialect, seeds) };
}

function sqlInput(random, seeds) {
  const { sql, dialect } = mutatedSql(random, seeds);
  return { kind: 'sql', text: sql, dialect };
}

function planInput(random, { plans }) {
  return { kind: 'plan', text: mutateText(random, random.pick(plans), random.pick(plans)) };
}

/** A whole log, of which some events are broken as JSON trees, and then perhaps its text. */
function eventInput(random, { events }) {
  const lines = Array.from({ length: random.small(8) }, () => {
    const line = random.pick(events);
    return random.chance(0.5) ? line : JSON.stringify(mutateTree(random, JSON.parse(line)));
  });
  const text = lines.join('\n');
  return { kind: 'events', text: random.chance(0.3) ? mutateText(random, text, random.pick(events)) : text };
}

function manifestInput(random, { dbt, dialects }) {
  const text = JSON.stringify(mutateTree(random, dbt.manifest));
  return { kind: 'manifest', text, dialect: random.chance(0.5) ? undefined : random.pick(dialects) };
}

function dbtInput(random, { dbt, dialects }) {
  const broken = new Set(Array.from({ length: random.small(3) }, () => random.below(dbt.files.length)));
  const files = dbt.files.map(([path, text], at) => [path, broken.has(at) ? mutateText(random, text, random.pick(dbt.files)[1]) : text]);
  return { kind: 'dbt', files, dialect: random.pick(dialects) };
}

function folderInput(random, seeds) {
  const files = Array.from({ length: 1 + random.small(6) }, (_, at) => {
    const sql = random.chance(0.5) ? random.pick(seeds.sql).sql : mutatedSql(random, seeds).sql;
    return [random.pick([`m${at}.sql`, `a/m${at}.sql`, `m${at}`, `x.m${at}.sql`, '__proto__.sql', `${at}.${at}`]), sql];
  });
  return { kind: 'folder', files, dialect: random.pick(seeds.dialects) };
}

const CONFIG = {
  $schema: 'x.json',
  project: 'transform',
  dialect: 'snowflake',
  dialects: { 'legacy/**': 'oracle', '*.{sql,ddl}': 'tsql' },
  schema: 'tables.sql',
  catalog: 'target/catalog.json',
  defaultDatabase: 'analytics',
  defaultSchema: 'public',
  masking: ['tokenize'],
  include: ['**/*.sql'],
  ignore: ['**/scratch/**'],
  embedded: true,
  threads: 2,
};

function configInput(random) {
  const text = JSON.stringify(mutateTree(random, CONFIG));
  return { kind: 'config', text: random.chance(0.4) ? mutateText(random, text, text) : text };
}

const SCHEMA = {
  'db.s.t': ['a', 'b', 'c'],
  t: { a: 'int', b: 'struct<c int>' },
  s: { u: ['a', 'B', '"c d"'], v: { x: 'text' } },
  '"W".x': ['y'],
};

function schemaInput(random, seeds) {
  const format = random.pick(['json', 'yaml', 'ddl']);
  if (format === 'ddl') return { ...sqlInput(random, seeds), kind: 'schema', format };
  const text = JSON.stringify(mutateTree(random, SCHEMA), null, random.below(3));
  return { kind: 'schema', format, text: random.chance(0.4) ? mutateText(random, text, text) : text, dialect: random.pick(seeds.dialects) };
}

function batchInput(random, seeds) {
  const { sql, dialect } = random.pick(seeds.sql);
  const request = { id: 1, sql, dialect, schema: SCHEMA, defaultDatabase: 'd', defaultSchema: 's' };
  if (random.chance(0.2)) request.plan = random.pick(seeds.plans);
  const line = JSON.stringify(mutateTree(random, request));
  return { kind: 'batch', text: random.chance(0.3) ? mutateText(random, line, line) : line };
}

function embeddedInput(random, seeds) {
  const { sql } = mutatedSql(random, seeds);
  const [path, text] = random.pick(EMBEDDINGS)(sql);
  const broken = random.chance(0.5) ? mutateText(random, text, sql) : text;
  if (!path.endsWith('.ipynb') || random.chance(0.3)) return { kind: 'embedded', path, text: broken };
  return { kind: 'embedded', path, text: JSON.stringify(mutateTree(random, JSON.parse(text))) };
}

const EMBEDDINGS = [
  (sql) => ['x.md', `# A\n\n\`\`\`sql\n${sql}\n\`\`\`\n\ntext\n\n~~~ {postgresql}\nselect 1 as a from t\n~~~\n`],
  (sql) => ['x.py', `df = spark.sql("""${sql}""")\ncur.execute('select a from t')\nop = Op(sql=f"select 1 from {x}")\n`],
  (sql) => ['x.py', `# MAGIC %sql\n${sql.replace(/^/gm, '# MAGIC ')}\n# COMMAND\nprint(1)\n`],
  (sql) => ['x.scala', `val d = spark.sql(s"""${sql}""")\n// MAGIC %sql\n// MAGIC select a from t\n`],
  (sql) => [
    'x.ipynb',
    JSON.stringify({
      cells: [
        { cell_type: 'code', source: ['%%sql\n', sql] },
        { cell_type: 'code', source: `spark.sql('select 1 as x from t')` },
        { cell_type: 'markdown', source: ['# t'] },
      ],
      metadata: {},
    }),
  ],
];

/** Globs, selectors and names as a user types them. */
function patternInput(random, seeds) {
  const text = random.pick([
    '**/*.{sql,ddl}',
    'a/{b,c}/**',
    '*.sql',
    '1+stg_orders+2',
    '@tag:x',
    'path:models/*',
    'orders.amount',
    'config.materialized:view',
  ]);
  return { kind: 'pattern', text: mutateText(random, text, '{a,{b,c}}**?[x]+-@:') || random.pick(seeds.dialects) };
}
