/**
 * The second front end: node-sql-parser's AST → our tree. Loaded only when asked for; it takes the AST as data, so the
 * package itself is needed by those who parse with it only.
 *
 * What node-sql-parser is known to read wrongly without saying so is put right where the AST still tells, and each such
 * place has a diagnostic.
 */
import { nestsDeeper } from '../../base/decode.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import type { Dialect } from '../../dialects/dialect.js';
import type { Tokens } from '../../sql/tokens.js';
import type { Script } from '../../sql/tree.js';
import { type Context, isRaw } from './ast.js';
import { selectItemPlaces, statementSpans } from './places.js';
import { statement } from './statement.js';

export interface NodeSqlParserOptions {
  readonly dialect: Dialect;
  /** The SQL the AST was made from: tells where the AST dropped quotes. */
  readonly text?: string;
  /** Its tokens: they tell where each statement is. */
  readonly tokens?: Tokens;
}

/** Of lists and objects: a chain of so many operators nests as deep. */
const MOST_LEVELS = 500;

/** Never throws; what is no AST at all gives an empty script and a diagnostic. */
export function treeFromNodeSqlParser(ast: unknown, options: NodeSqlParserOptions): { script: Script; diagnostics: readonly Diagnostic[] } {
  const whole = { start: 0, end: options.text?.length ?? 0 };
  const diagnostics: Diagnostic[] = [];
  if (nestsDeeper(ast, MOST_LEVELS)) {
    const message = `This AST nests more than ${MOST_LEVELS} levels deep, and was not read`;
    return {
      script: { kind: 'script', statements: [], ...whole },
      diagnostics: [{ severity: 'error', code: 'depth-limit', message, span: whole }],
    };
  }
  const nodes = [ast]
    .flat(2)
    .flatMap((node) => (isRaw(node) && Array.isArray(node.ast) ? node.ast : [node]))
    .filter(isRaw);
  if (nodes.length === 0) {
    diagnostics.push({ severity: 'error', code: 'bad-request', message: 'This is not an AST of node-sql-parser', span: whole });
  }
  const spans = options.tokens === undefined ? [] : statementSpans(options.tokens);
  const items = options.tokens === undefined ? [] : selectItemPlaces(options.tokens);
  const places = items.length === countSelects(nodes) ? { items, next: 0 } : undefined;
  const statements = nodes.map((node, i) => {
    const span = (spans.length === nodes.length ? spans[i] : undefined) ?? whole;
    const context: Context = { dialect: options.dialect, text: options.text, whole: span, places, diagnostics };
    return statement(node, context);
  });
  return { script: { kind: 'script', statements, ...whole }, diagnostics };
}

function countSelects(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + countSelects(part), 0);
  if (!isRaw(value)) return 0;
  return (value.type === 'select' ? 1 : 0) + countSelects(Object.values(value));
}
