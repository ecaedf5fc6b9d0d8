/** The second front end on its way through analysis: an AST of node-sql-parser → the same answer that text gets. */
import { treeFromNodeSqlParser } from '../frontends/node-sql-parser/index.js';
import { tokenize } from '../sql/tokenizer.js';
import { analyzeReading, type ScriptAnalysis } from './analyze.js';
import type { AnalyzeOptions } from './options.js';
import { openText } from './resolve.js';

export interface NodeSqlParserOptions extends AnalyzeOptions {
  /** The SQL that was parsed: gives statements their places, and tells where the AST dropped quotes. */
  readonly text?: string;
}

/**
 * Lineage from what `new Parser().astify(sql, …)` of node-sql-parser gave. Places that it is known to read wrongly are put
 * right where the AST still tells, and each has a diagnostic. Never throws, whatever JSON it is given.
 *
 * Columns have their exact places only where the AST has locations: `parseOptions: { includeLocations: true }`.
 */
export function fromNodeSqlParser(ast: unknown, given?: NodeSqlParserOptions | null): ScriptAnalysis {
  const options = given ?? {};
  const text = options.text ?? '';
  const opened = openText(text, options);
  const { dialect } = opened;
  const tokens = tokenize(text, dialect);
  const { script, diagnostics } = treeFromNodeSqlParser(ast, { dialect, ...(typeof options.text === 'string' && { text, tokens }) });
  return analyzeReading(opened, { statements: script.statements, diagnostics, tokens });
}
