/** The texts that are mutated: all were written for this project (grammar, lineage and plan tests, samples). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

const read = (...path) => readFileSync(join(ROOT, ...path), 'utf8');
const filesIn = (folder, ending) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .sort();

/** `{ sql, dialect }` of every test of the grammar and of lineage, and the scripts of samples/retail. */
export function sqlSeeds() {
  return [...grammarSeeds(), ...lineageSeeds(), ...retailSeeds()].filter(({ sql }) => sql.trim() !== '');
}

function grammarSeeds() {
  return filesIn('grammar-tests', '.txt').flatMap((path) => {
    const [dialect] = path.split(/[\\/]/);
    const [, ...pieces] = read('grammar-tests', path).split(/^===+$/m);
    return pieces.filter((_, at) => at % 2 === 1).map((body) => ({ sql: body.split(/^---$/m)[0].trim(), dialect }));
  });
}

function lineageSeeds() {
  return filesIn('test/lineage', '.txt').flatMap((name) => blocksOf(read('test/lineage', name)));
}

/** The corpus form of test/lineage: a title line behind `=== `, flags, the text, `---`, what is expected. */
function blocksOf(text) {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const lines = block.split('\n---\n')[0].split('\n').slice(1);
      const flag = lines.find((line) => line.startsWith('# dialect: '));
      const sql = lines.filter((line) => !line.startsWith('# ')).join('\n');
      return { sql, dialect: flag?.slice('# dialect: '.length).trim() ?? 'generic' };
    });
}

function retailSeeds() {
  return filesIn('samples/retail', '.sql').map((name) => ({ sql: read('samples/retail', name), dialect: name.split('.').at(-2) }));
}

/** Spark plans: those of samples/spark and the small ones of test/spark/plans. */
export function planSeeds() {
  const samples = filesIn('samples/spark', '.txt').map((name) => read('samples/spark', name));
  const small = filesIn('test/spark/plans', '.txt').flatMap((name) => blocksOf(read('test/spark/plans', name)).map(({ sql }) => sql));
  return [...samples, ...small];
}

/** Lines of an event log. */
export function eventSeeds() {
  return read('samples/spark/events.jsonl').trim().split('\n');
}

/** A dbt project as paths and texts, and its manifest as a value. */
export function dbtSeeds() {
  const paths = filesIn('samples/dbt', '').filter((path) => /\.(sql|ya?ml|csv)$/.test(path));
  return {
    files: paths.map((path) => [path.replaceAll('\\', '/'), read('samples/dbt', path)]),
    manifest: JSON.parse(read('samples/dbt/artifacts/manifest.json')),
  };
}
