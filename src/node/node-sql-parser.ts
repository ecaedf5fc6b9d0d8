/**
 * Parses with node-sql-parser, an optional peer dependency. It takes exponential time on some input that it rejects and cannot be
 * interrupted, so it runs in a worker that is ended when time is up.
 */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { ScriptAnalysis } from '../analyze/analyze.js';
import { chooseDialect } from '../analyze/choose-dialect.js';
import type { AnalyzeOptions } from '../analyze/options.js';
import type { Diagnostic } from '../base/diagnostic.js';
import type { Dialect } from '../dialects/dialect.js';

export interface NodeSqlParserResult {
  /** What `astify` gave: a statement's AST or a list of them. */
  readonly ast?: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/** node-sql-parser's names for its grammars, by our dialect; others take their parent's. */
const GRAMMARS: Readonly<Record<string, string>> = {
  athena: 'athena',
  bigquery: 'bigquery',
  db2: 'db2',
  flink: 'flinksql',
  hive: 'hive',
  mariadb: 'mariadb',
  mysql: 'mysql',
  postgres: 'postgresql',
  redshift: 'redshift',
  snowflake: 'snowflake',
  spark: 'hive',
  sqlite: 'sqlite',
  trino: 'trino',
  tsql: 'transactsql',
};

const WORKER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { Parser } = require(workerData.path);
  try {
    const ast = new Parser().astify(workerData.text, { parseOptions: { includeLocations: true } });
    parentPort.postMessage({ ast: JSON.parse(JSON.stringify(ast)) });
  } catch (error) {
    parentPort.postMessage({ message: error.message, location: error.location });
  }
`;

interface Answer {
  readonly ast?: unknown;
  readonly message?: string;
  readonly location?: { readonly start: { readonly offset: number }; readonly end: { readonly offset: number } };
}

/** `analyze` with node-sql-parser in the place of our parser. Where it refuses the text there is no lineage: nothing falls back. */
export async function analyzeWithNodeSqlParser(text: string, options?: AnalyzeOptions | null): Promise<ScriptAnalysis> {
  const { fromNodeSqlParser } = await import('../analyze/node-sql-parser.js');
  const { ast, diagnostics } = await parseWithNodeSqlParser(text, chooseDialect(options?.dialect, text).dialect);
  const analysis = fromNodeSqlParser(ast ?? [], { ...options, text });
  return ast === undefined ? { ...analysis, ok: false, diagnostics } : analysis;
}

/** Never throws: a missing package, a refusal and a time-out (`milliseconds`) are diagnostics. */
export async function parseWithNodeSqlParser(text: string, dialect: Dialect, milliseconds = 10_000): Promise<NodeSqlParserResult> {
  let path: string;
  try {
    path = createRequire(import.meta.url).resolve(`node-sql-parser/build/${grammarOf(dialect)}.js`);
  } catch {
    return failure('bad-request', 'The package node-sql-parser is not installed', { hint: 'npm install node-sql-parser' });
  }
  const worker = new Worker(WORKER, { eval: true, workerData: { path, text } });
  const answer = await new Promise<Answer>((resolve) => {
    const timer = setTimeout(() => resolve({ message: `node-sql-parser gave no answer within ${milliseconds} ms` }), milliseconds);
    worker.once('message', resolve);
    worker.once('error', (error: Error) => resolve({ message: error.message }));
    worker.once('exit', () => clearTimeout(timer));
  });
  await worker.terminate();
  if (answer.ast !== undefined) return { ast: answer.ast, diagnostics: [] };
  const { start, end } = answer.location ?? { start: { offset: 0 }, end: { offset: text.length } };
  return failure('syntax', `node-sql-parser: ${shortened(answer.message ?? '')}`, { span: { start: start.offset, end: end.offset } });
}

/** The name of the grammar that reads this dialect, or one it derives from. */
export function grammarOf(dialect: Dialect): string {
  return GRAMMARS[dialect.name] ?? (dialect.parent === undefined ? 'postgresql' : grammarOf(dialect.parent));
}

/** Its messages list every token that could follow, by the dozen. */
function shortened(message: string): string {
  const found = message.lastIndexOf(' but ');
  return message.startsWith('Expected ') && found > 0 ? `cannot go on here,${message.slice(found)}` : message;
}

function failure(code: Diagnostic['code'], message: string, more: Partial<Diagnostic>): NodeSqlParserResult {
  return { diagnostics: [{ severity: 'error', code, message, ...more }] };
}
