/** The dialect in which a text is read. */
import type { Diagnostic } from '../base/diagnostic.js';
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import { guessDialect } from '../sql/guess-dialect.js';

interface Chosen {
  readonly dialect: Dialect;
  readonly diagnostics: readonly Diagnostic[];
}

/** The dialect asked for; `auto` is guessed from the text. One that nobody knows is `generic`, with a diagnostic. */
export function chooseDialect(asked: string | Dialect | null | undefined, text: string): Chosen {
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

function guessed(text: string): Chosen {
  const { dialect, because } = guessDialect(text);
  const reason = because.length === 0 ? 'nothing in it speaks for another dialect' : `it has ${because.join(', ')}`;
  return {
    dialect,
    diagnostics: [{ severity: 'info', code: 'guessed-dialect', message: `The text was read as ${dialect.name}: ${reason}.` }],
  };
}
