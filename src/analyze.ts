/** Text (or a Spark plan) and a catalog → syntax trees, lineage and diagnostics. */
import type { Diagnostic } from './base/diagnostic.js';
import type { Catalog } from './catalog/catalog.js';
import type { Dialect } from './dialects/dialect.js';
import { findDialect } from './dialects/index.js';
import type { FunctionOptions } from './functions/added.js';
import { limitOutputs } from './lineage/budget.js';
import { inTextOrder, scriptLineage } from './lineage/script.js';
import { describeStatement, type ResolvedStatement } from './lineage/statement.js';
import type { ScriptLineage, StatementLineage } from './lineage/types.js';
import { resolveScript } from './resolve/sql/script.js';
import { fingerprint } from './sql/fingerprint.js';
import { guessDialect } from './sql/guess-dialect.js';
import { type ParseResult, parse } from './sql/parser/index.js';
import type { Statement } from './sql/tree.js';

export interface AnalyzeOptions extends FunctionOptions {
  /** A dialect or its name (aliases as well), `auto` to guess it from the text; without one, `generic`, which accepts what no dialect contradicts. */
  readonly dialect?: string | Dialect;
  /** What is known of tables outside the text. */
  readonly catalog?: Catalog;
  /** Complete the names of tables. */
  readonly defaultDatabase?: string;
  readonly defaultSchema?: string;
}

/** One statement. Statements within a block or procedure follow it as statements of their own. */
export interface Analysis {
  readonly tree: Statement;
  readonly lineage: StatementLineage;
}

export interface ScriptAnalysis {
  readonly text: string;
  /** The name of the dialect in which the text was read. */
  readonly dialect: string;
  /** False when the text has a syntax error; what could be read is given all the same. */
  readonly ok: boolean;
  readonly statements: readonly Analysis[];
  /** End to end over all statements. */
  readonly lineage: ScriptLineage;
  /** All of them, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Analyses a script of any number of statements. Never throws on any text. */
export function analyze(sql: string, options?: AnalyzeOptions | null): ScriptAnalysis {
  const { dialect, diagnostics } = chooseDialect(options?.dialect, sql);
  return analyzeTree(parse(sql, dialect), sql, dialect, options ?? {}, diagnostics);
}

/** A syntax tree, whichever front end made it, and the tokens of its text → the analysis. `before`: what was said already. */
export function analyzeTree(
  parsed: Pick<ParseResult, 'script' | 'tokens' | 'diagnostics'>,
  sql: string,
  dialect: Dialect,
  options: AnalyzeOptions,
  before: readonly Diagnostic[],
): ScriptAnalysis {
  const held: { readonly statement: ResolvedStatement; readonly tree: Statement }[] = [];
  const script = resolveScript(parsed.script.statements, sql, dialect, options, (statement, tree) => void held.push({ statement, tree }));
  const { sources } = script;
  const limited = limitOutputs(
    sources,
    held.map(({ statement }) => statement),
  );
  const statements = held.map(({ statement, tree }, at) => ({
    tree,
    lineage: describeStatement({ ...statement, outputs: limited.outputs[at] ?? [] }, sources, sql, () =>
      fingerprint(parsed.tokens, statement.span),
    ),
  }));
  const said = held.flatMap(({ statement }) => statement.diagnostics);
  const all = [...before, ...parsed.diagnostics, ...said, ...script.diagnostics, ...cutOf(script.cut, limited.cut)];
  return {
    text: sql,
    dialect: dialect.name,
    ok: isOk(parsed.diagnostics),
    statements,
    lineage: scriptLineage(script),
    diagnostics: inTextOrder(all),
  };
}

/** What the script leaves out of its edges, its statements mostly do as well: said once. */
export function cutOf(script: readonly Diagnostic[], statements: readonly Diagnostic[]): readonly Diagnostic[] {
  return script.length > 0 ? script : statements;
}

/** Only what could not be read makes a text not ok. */
export function isOk(diagnostics: readonly Diagnostic[]): boolean {
  return !diagnostics.some(({ code, severity }) => (code === 'syntax' || code === 'depth-limit') && severity === 'error');
}

/** The dialect asked for; `auto` is guessed from the text. One that nobody knows is `generic`, with a diagnostic. */
export function chooseDialect(
  asked: string | Dialect | null | undefined,
  text: string,
): { dialect: Dialect; diagnostics: readonly Diagnostic[] } {
  if (isDialect(asked)) return { dialect: asked, diagnostics: [] };
  if (asked === 'auto') return guessed(text);
  const found = findDialect(asked as string | undefined);
  if (found !== undefined) return { dialect: found, diagnostics: [] };
  const name = typeof asked === 'string' ? JSON.stringify(asked) : `of type ${typeof asked}`;
  const message = `There is no dialect ${name}: the text was read as generic SQL.`;
  return { dialect: findDialect('generic') as Dialect, diagnostics: [{ severity: 'warning', code: 'unknown-dialect', message }] };
}

/** Programs without types may hand over anything. */
function isDialect(asked: unknown): asked is Dialect {
  return typeof asked === 'object' && asked !== null && 'lex' in asked && 'grammar' in asked;
}

function guessed(text: string): { dialect: Dialect; diagnostics: readonly Diagnostic[] } {
  const { dialect, because } = guessDialect(text);
  const reason = because.length === 0 ? 'nothing in it speaks for another dialect' : `it has ${because.join(', ')}`;
  return {
    dialect,
    diagnostics: [{ severity: 'info', code: 'guessed-dialect', message: `The text was read as ${dialect.name}: ${reason}.` }],
  };
}
