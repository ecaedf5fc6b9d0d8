/** An input → through the public API, all of it that reads such an input. What throws here is a finding. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  analyze,
  analyzePlan,
  analyzeProject,
  answer,
  decodeDocument,
  embeddedSql,
  exporters,
  findDialect,
  findTargets,
  glob,
  guessDialect,
  looksLikePlan,
  openLineageRuns,
  parse,
  paths,
  projectImpact,
  projectStats,
  readConfig,
  readDbtFolder,
  readFolder,
  readManifest,
  readSchema,
  readTerm,
  selectUnits,
  suggestions,
  unitLineage,
} from 'headwater';
import { readEventLog } from 'headwater/node';

const FORMATS = Object.values(exporters);

/** Returns how many characters came out (of what is rendered), so that nothing lazy is left undone. */
export async function probe(input) {
  return PROBES[input.kind](input);
}

const PROBES = {
  sql({ text, dialect, turn = 0, schema }) {
    if (turn % 16 === 0) guessDialect(text);
    if (turn % 4 !== 0) return answer(JSON.stringify({ id: turn, sql: text, dialect, schema }), {}).length;
    if (dialect !== 'auto') parse(text, findDialect(dialect) ?? findDialect('generic'));
    return rendered(analyze(text, { dialect }), turn >> 2);
  },
  plan({ text, turn = 0 }) {
    looksLikePlan(text);
    if (turn % 4 !== 0) return answer(JSON.stringify({ plan: text }), {}).length;
    return rendered(analyzePlan(text), turn >> 2);
  },
  format({ text, dialect, format }) {
    return exporters[format].render(analyze(text, { dialect }), { steps: format === 'tree' }).length;
  },
  async events({ text }) {
    const executions = [];
    for await (const execution of readEventLog(asFile(text, 'events.jsonl'))) executions.push(execution);
    return openLineageRuns(executions).length;
  },
  manifest: ({ text, dialect, turn }) => project(readManifest(text, { dialect, read: () => 'id,"a"\n1,2\n' }), turn),
  dbt: ({ files, dialect, turn }) => {
    const byPath = new Map(files);
    return project(
      readDbtFolder([...byPath.keys()], (path) => byPath.get(path), { dialect }),
      turn,
    );
  },
  folder: ({ files, dialect, turn }) =>
    project(
      readFolder(
        files.map(([path, text]) => ({ path, text })),
        { dialect },
      ),
      turn,
    ),
  config({ text }) {
    for (const path of ['x.json', 'x.yaml']) {
      const decoded = decodeDocument(text, path);
      if ('value' in decoded) readConfig(decoded.value);
    }
    return 0;
  },
  schema({ text, format, dialect }) {
    const { catalog } = readSchema(text, format, dialect);
    return analyze('select * from t; select * from s.u join db.s.t using (a)', { catalog, dialect }).diagnostics.length;
  },
  batch({ text }) {
    const line = answer(text, {});
    JSON.parse(line);
    if (line.includes('\n')) throw new Error('An answer has a line break');
    return line.length;
  },
  embedded({ path, text, dialect }) {
    const sql = embeddedSql(path, text);
    return analyze(sql, { dialect }).lineage.edges.length;
  },
  pattern({ text }) {
    glob(text)('models/a/b.sql');
    readTerm(text);
    const shop = smallProject();
    const { ids } = selectUnits(shop, [text, `${text},tag:x`]);
    for (const target of findTargets(shop, text)) projectImpact(shop, target);
    suggestions(shop, text);
    return unitLineage(shop, ids).edges.length;
  },
};

function rendered(analysis, turn) {
  const steps = turn % 3 === 0;
  return FORMATS[turn % FORMATS.length].render(analysis, { steps }).length;
}

function project(source, turn = 0) {
  const made = analyzeProject(source);
  JSON.stringify(projectStats(made));
  const some = made.units.slice(0, 3).flatMap(({ unit }) => findTargets(made, unit.name));
  for (const target of some) JSON.stringify(projectImpact(made, target).datasets ?? []);
  const [first, second] = some;
  if (first !== undefined && second !== undefined) {
    const between = paths(made.graph, { dataset: first.dataset, column: first.column }, { dataset: second.dataset, column: second.column });
    for (let left = 10; left > 0 && !between.next().done; left--);
  }
  return FORMATS[turn % FORMATS.length].render({ lineage: unitLineage(made) }).length;
}

let shop;
function smallProject() {
  shop ??= analyzeProject(
    readFolder([
      { path: 'orders.sql', text: 'select id, amount from raw.orders' },
      { path: 'marts/revenue.sql', text: 'select id, sum(amount) as total from orders group by id' },
    ]),
  );
  return shop;
}

let folder;
/** The same file again and again: an input is done with before the next comes. */
function asFile(text, name) {
  folder ??= mkdtempSync(join(tmpdir(), 'headwater-attack-'));
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
