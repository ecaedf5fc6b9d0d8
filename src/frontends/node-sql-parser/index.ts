/**
 * The second front end: node-sql-parser's AST → our tree. Loaded only when asked for; it takes the AST as data, so the
 * package itself is needed by those who parse with it only.
 *
 * What node-sql-parser is known to read wrongly without saying so is put right where the AST still tells, and each such
 * place has a diagnostic.
 */
import type { Diagnostic } from '../../base/diagnostic.js';
import type { Dialect } from '../../dialects/dialect.js';
import type { Script } from '../../sql/tree.js';
import { type Context, isRaw } from './ast.js';
import { statement } from './statement.js';

export interface NodeSqlParserOptions {
  readonly dialect: Dialect;
  /** The SQL the AST was made from: gives spans, and the quotes that the AST dropped. */
  readonly text?: string;
}

/** Never throws; what is no AST at all gives an empty script and a diagnostic. */
export function treeFromNodeSqlParser(ast: unknown, options: NodeSqlParserOptions): { script: Script; diagnostics: readonly Diagnostic[] } {
  const whole = { start: 0, end: options.text?.length ?? 0 };
  const context: Context = { dialect: options.dialect, text: options.text, whole, diagnostics: [] };
  const nodes = (Array.isArray(ast) ? ast : [ast])
    .flatMap((node) => (isRaw(node) && Array.isArray(node.ast) ? node.ast : [node]))
    .filter(isRaw);
  if (nodes.length === 0) {
    context.diagnostics.push({ severity: 'error', code: 'bad-request', message: 'This is not an AST of node-sql-parser', span: whole });
  }
  const statements = nodes.map((node) => statement(node, context));
  return { script: { kind: 'script', statements, ...whole }, diagnostics: context.diagnostics };
}
