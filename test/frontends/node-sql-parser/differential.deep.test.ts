/**
 * The two front ends against each other: on every statement of the grammar tests and samples that both accept, both give the
 * same lineage, or `differences.txt` says why not. Each so finds the other's mistakes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dialectNamed, readTopics } from '../../../grammar-tests/corpus.js';
import { analyze, type ScriptAnalysis } from '../../../src/analyze/analyze.js';
import { fromNodeSqlParser } from '../../../src/analyze/node-sql-parser.js';
import { grammarOf } from '../../../src/node/node-sql-parser.js';

interface Subject {
  readonly name: string;
  readonly sql: string;
  readonly dialect: string;
}

const require = createRequire(import.meta.url);
const here = fileURLToPath(new URL('.', import.meta.url));

/** `dialect/topic › title: reason`, one a line. */
const reasons = new Map(
  readFileSync(join(here, 'differences.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)] as const),
);

const corpus: readonly Subject[] = readTopics().flatMap(({ name, cases }) =>
  cases
    .filter(({ error }) => !error)
    .flatMap(({ title, sql, dialects }) =>
      dialects.map((dialect) => ({ name: `${name.replace('.txt', '')} › ${title} › ${dialect}`, sql, dialect })),
    ),
);

const samples: readonly Subject[] = sampleFiles().map((path) => ({
  name: `samples › ${path}`,
  sql: readFileSync(join(here, '../../../samples', path), 'utf8'),
  dialect: dialectOfSample(path),
}));

const compared: string[] = [];
const differing = new Map<string, string>();

describe('on what both accept', () => {
  test('both give the same lineage, or the difference has a reason', () => {
    for (const subject of [...corpus, ...samples]) compare(subject);
    const unexplained = [...differing].filter(([name]) => !reasons.has(name));
    expect(unexplained.map(([name, lines]) => `${name}\n${lines}`)).toEqual([]);
  }, 120_000);

  test('every reason is needed', () => {
    expect([...reasons.keys()].filter((name) => !differing.has(name))).toEqual([]);
  });

  test('that is a good part of the corpus', () => {
    expect(compared.length).toBeGreaterThan(1000);
  });
});

function compare({ name, sql, dialect }: Subject): void {
  const options = { dialect: dialectNamed(dialect) };
  const ours = analyze(sql, options);
  const ast = ours.ok ? astOf(sql, options.dialect) : undefined;
  if (ast === undefined) return;
  const theirs = fromNodeSqlParser(ast, { ...options, text: sql });
  if (theirs.diagnostics.some(({ message }) => /node-sql-parser.*(not followed|is lost|nothing of it)/.test(message))) return; // it says so
  compared.push(name);
  const [a, b] = [lines(ours), lines(theirs)];
  const differences = [
    ...a.filter((line) => !b.includes(line)).map((line) => `  ours   ${line}`),
    ...b.filter((line) => !a.includes(line)).map((line) => `  theirs ${line}`),
  ];
  if (differences.length > 0) differing.set(name, differences.join('\n'));
}

function astOf(sql: string, dialect: ReturnType<typeof dialectNamed>): unknown {
  const { Parser } = require(`node-sql-parser/build/${grammarOf(dialect)}.js`);
  try {
    return new Parser().astify(sql, { parseOptions: { includeLocations: true } });
  } catch {
    return undefined;
  }
}

/** A line for each dataset read and written, column and edge. */
function lines({ lineage, statements }: ScriptAnalysis): string[] {
  return [
    ...statements.map(({ lineage: { kind } }) => `statement ${kind}`),
    ...lineage.reads.map((dataset) => `reads ${dataset}`),
    ...lineage.writes.map((dataset) => `writes ${dataset}`),
    ...lineage.columns.map(({ dataset, column }) => `column ${dataset}.${column}`),
    ...lineage.edges.map(
      ({ from, to, subtype }) =>
        `${from.dataset ?? from.candidates}.${from.column}${from.path ? `/${from.path}` : ''} → ${to.dataset}.${to.column} ${subtype}`,
    ),
  ];
}

function sampleFiles(): readonly string[] {
  const paths = readdirSync(join(here, '../../../samples'), { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => path.endsWith('.sql')).sort();
}

/** A sample says its dialect in its first line (`-- dialect: x`) or its name (`x.snowflake.sql`). */
function dialectOfSample(path: string): string {
  const said = /dialect:?\s+(\w+)/.exec(readFileSync(join(here, '../../../samples', path), 'utf8').slice(0, 300))?.[1];
  return said ?? /\.(\w+)\.sql$/.exec(path)?.[1] ?? 'generic';
}
