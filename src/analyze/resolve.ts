/**
 * The one pipeline. A text, a plan or a foreign tree is resolved statement by statement; who asks takes of each what it keeps, and gets
 * the text as a whole at the end. So nobody holds more trees than it wants, and everybody says the same.
 */
import type { Diagnostic } from '../base/diagnostic.js';
import type { Dialect } from '../dialects/dialect.js';
import { inTextOrder, type ResolvedScript, scriptLineage } from '../lineage/script.js';
import type { Level } from '../lineage/statement.js';
import type { ScriptLineage } from '../lineage/types.js';
import { resolveScript } from '../resolve/sql/script.js';
import type { TakeStatement } from '../resolve/sql/statement.js';
import type { Reading } from '../sql/parser/index.js';
import { chooseDialect } from './choose-dialect.js';
import { type AnalyzeOptions, readOptions } from './options.js';

/** A text before it is read: how it is to be, and what is to be said of that. */
export interface Opened {
  readonly text: string;
  readonly dialect: Dialect;
  readonly options: AnalyzeOptions;
  readonly diagnostics: readonly Diagnostic[];
}

export function openText(text: string, given: AnalyzeOptions | null | undefined): Opened {
  const { options, diagnostics } = readOptions(given);
  const opened = openDecoded(text, options);
  return diagnostics.length === 0 ? opened : { ...opened, diagnostics: [...diagnostics, ...opened.diagnostics] };
}

/** The same with options that were read before: a request's, a project's. */
export function openDecoded(text: string, options: AnalyzeOptions): Opened {
  const { dialect, diagnostics } = chooseDialect(options.dialect, text);
  return { text, dialect, options, diagnostics };
}

/** A text when all its statements were taken. */
export interface Resolved {
  readonly text: string;
  /** The dialect's name. */
  readonly dialect: string;
  /** How much is to be told of each statement. */
  readonly level: Level | undefined;
  readonly ok: boolean;
  readonly script: ResolvedScript;
  /** All but those of the budgets of edges, in no order. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Resolves what was read of a text, by whichever front end. `take` gets each statement as soon as it is resolved. */
export function resolveReading(opened: Opened, reading: Omit<Reading, 'tokens'>, take: TakeStatement): Resolved {
  const { text, dialect, options } = opened;
  const said: (readonly Diagnostic[])[] = [];
  const script = resolveScript(reading.statements, text, dialect, options, (statement, tree, sources, sides) => {
    said.push(statement.diagnostics);
    take(statement, tree, sources, sides);
  });
  const diagnostics = [...opened.diagnostics, ...reading.diagnostics, ...said.flat(), ...script.diagnostics];
  return { text, dialect: dialect.name, level: options.level, ok: isOk(reading.diagnostics), script, diagnostics };
}

/** Only what could not be read makes a text not ok. */
export function isOk(diagnostics: readonly Diagnostic[]): boolean {
  return !diagnostics.some(({ code, severity }) => (code === 'syntax' || code === 'depth-limit') && severity === 'error');
}

/** What was made of a text, whatever is kept of its statements. */
export interface TextAnalysis<Statement> {
  readonly text: string;
  /** The name of the dialect in which the text was read. */
  readonly dialect: string;
  /** False when the text has a syntax error; what could be read is given all the same. */
  readonly ok: boolean;
  readonly statements: readonly Statement[];
  /** End to end over all statements. */
  readonly lineage: ScriptLineage;
  /** All of them, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** `cut`: what the budget of edges left out of the statements. What it leaves out of the whole they mostly do as well: said once. */
export function finishAnalysis<S>(resolved: Resolved, statements: readonly S[], cut: readonly Diagnostic[]): TextAnalysis<S> {
  const { text, dialect, ok, script, diagnostics } = resolved;
  const all = [...diagnostics, ...(script.cut.length > 0 ? script.cut : cut)];
  return { text, dialect, ok, statements, lineage: scriptLineage(script), diagnostics: inTextOrder(all) };
}
