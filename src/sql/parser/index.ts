/** Text → syntax tree. The chapters beside this file are the grammar; start with script.ts. */
import type { Diagnostic } from '../../base/diagnostic.js';
import type { Dialect } from '../../dialects/dialect.js';
import { firstBranches, hasTemplates } from '../template-text.js';
import { tokenize } from '../tokenizer.js';
import type { Tokens } from '../tokens.js';
import type { Comment, Script, Statement } from '../tree.js';
import { cursor } from './cursor.js';
import { parseScript } from './script.js';

export interface ParseResult {
  readonly script: Script;
  /** Errors, in the order of the text. Empty for a text that the dialect accepts. */
  readonly diagnostics: readonly Diagnostic[];
  readonly comments: readonly Comment[];
  readonly tokens: Tokens;
}

/** A text that is read while its statements are taken. */
export interface Reading {
  /** To be gone through once. */
  readonly statements: Iterable<Statement>;
  /** Complete when the statements were all taken. */
  readonly diagnostics: readonly Diagnostic[];
  readonly tokens: Tokens;
}

/** The same as `parse`, for whoever needs each tree only once: a script of a million statements is never held as a whole. */
export function read(text: string, dialect: Dialect): Reading {
  // Which of two readings is the better one is only known at their ends.
  if (hasTemplates(text)) {
    const { script, diagnostics, tokens } = parse(text, dialect);
    return { statements: script.statements, diagnostics, tokens };
  }
  const tokens = tokenize(text, dialect);
  const p = cursor(tokens, dialect);
  return { statements: parseScript(p), diagnostics: p.diagnostics, tokens };
}

/** Parses a script of any number of statements. Never throws: errors are diagnostics, and the tree holds what could be read. */
export function parse(text: string, dialect: Dialect): ParseResult {
  const result = parseText(text, dialect);
  const errors = result.diagnostics.length;
  // without semicolons two branches are two statements
  if (errors === 0 && !dialect.grammar.semicolonless) return result;
  const plain = firstBranches(text);
  if (plain === undefined) return result;
  const other = parseText(plain, dialect);
  const fewer = other.script.statements.length < result.script.statements.length;
  return other.diagnostics.length < errors || (fewer && other.diagnostics.length === errors) ? other : result;
}

function parseText(text: string, dialect: Dialect): ParseResult {
  const tokens = tokenize(text, dialect);
  const p = cursor(tokens, dialect);
  const statements: Statement[] = [];
  for (const statement of parseScript(p)) statements.push(statement);
  const script: Script = { kind: 'script', statements, start: 0, end: text.length };
  const { diagnostics } = p;
  if (diagnostics.length > 1) diagnostics.sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
  return { script, diagnostics, comments: tokens.comments, tokens };
}
