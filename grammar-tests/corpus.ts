/**
 * Reads and prints the corpus: `<dialect>/<topic>.txt` in tree-sitter's form, a title between `===` lines, the SQL, `---`, the tree.
 * Lines under the title that begin with `:` are flags:
 * - `:dialects(postgres, duckdb)`: holds for these as well as the folder's dialect, with the same tree; `:dialects(all)` and
 *   `:dialects(all but mysql, oracle)` name them from the other side
 * - `:error`: not valid there; the diagnostics follow the tree
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineIndex } from '../src/base/line-index.js';
import type { Dialect } from '../src/dialects/dialect.js';
import { dialects, findDialect } from '../src/dialects/index.js';
import { parse } from '../src/sql/parser/index.js';
import { toSExpression } from '../src/sql/s-expression.js';

export interface Case {
  readonly title: string;
  readonly flags: readonly string[];
  /** The folder's dialect first. */
  readonly dialects: readonly string[];
  readonly error: boolean;
  readonly sql: string;
}

export interface Topic {
  /** Below grammar-tests: `postgres/select.txt`. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly cases: readonly Case[];
}

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const RULE = '='.repeat(80);

export function readTopics(): readonly Topic[] {
  const paths = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.txt'));
  return paths.sort().map((name) => {
    const path = join(ROOT, name);
    const text = readFileSync(path, 'utf8');
    const [dialect = ''] = relative(ROOT, path).split(/[\\/]/);
    return { name, path, text, cases: readCases(text, dialect) };
  });
}

function readCases(text: string, dialect: string): readonly Case[] {
  const [, ...pieces] = text.split(/^===+$/m);
  if (pieces.length % 2 !== 0) throw new Error(`A title between === lines is not closed in a topic of ${dialect}`);
  return pieces.flatMap((head, i) => (i % 2 === 0 ? [readCase(head.trim(), pieces[i + 1] as string, dialect)] : []));
}

function readCase(head: string, body: string, dialect: string): Case {
  const lines = head.split('\n');
  const flags = lines.filter((line) => line.startsWith(':'));
  const unknown = flags.find((flag) => flag !== ':error' && !/^:dialects\(.+\)$/.test(flag));
  if (unknown !== undefined) throw new Error(`Unknown flag ${unknown} in a topic of ${dialect}`);
  const others = flags.flatMap((flag) => dialectsOf(/^:dialects\((.+)\)$/.exec(flag)?.[1] ?? ''));
  const [sql = ''] = body.split(/^---$/m);
  return {
    title: lines.filter((line) => !line.startsWith(':')).join('\n'),
    flags,
    dialects: [dialect, ...others.filter((name) => name !== dialect)],
    error: flags.includes(':error'),
    sql: sql.trim(),
  };
}

function dialectsOf(list: string): readonly string[] {
  const [, all, names = ''] = /^(all)?(?: but)? ?(.*)$/.exec(list) ?? [];
  const named = names.split(',').map((name) => name.trim());
  return all === undefined ? named.filter((name) => name !== '') : [...dialects.keys()].filter((name) => !named.includes(name));
}

/** The topic with the trees as they are now. */
export function printTopic(cases: readonly Case[]): string {
  return cases.map(printCase).join('\n');
}

function printCase(one: Case): string {
  const head = [RULE, one.title, ...one.flags, RULE].join('\n');
  return `${head}\n\n${one.sql}\n\n---\n\n${treeOf(one.sql, dialectNamed(one.dialects[0] as string))}\n`;
}

/** The statements' trees, then what was wrong with the text. */
export function treeOf(sql: string, dialect: Dialect): string {
  const { script, diagnostics } = parse(sql, dialect);
  const lines = new LineIndex(sql);
  const errors = diagnostics.map(({ severity, message, span }) => {
    const { line, column } = lines.locate(span?.start ?? 0);
    return `${severity} ${line}:${column} ${message}`;
  });
  return [...script.statements.map(toSExpression), ...errors].join('\n');
}

export function dialectNamed(name: string): Dialect {
  const dialect = findDialect(name);
  if (dialect === undefined) throw new Error(`No dialect is called ${name}`);
  return dialect;
}
