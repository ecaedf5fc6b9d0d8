/** A whole script: statements in order, each seeing what the earlier ones made. */
import type { Diagnostic } from '../../base/diagnostic.js';
import type { Dialect } from '../../dialects/dialect.js';
import type { ResolvedScript } from '../../lineage/script.js';
import { finishScript } from '../../lineage/script.js';
import type { Source } from '../../lineage/source.js';
import { MOST_CANDIDATES, settleOwner } from '../../lineage/source.js';
import type { Statement } from '../../sql/tree.js';
import type { ResolveOptions } from '../settings.js';
import type { Context } from './context.js';
import { newContext } from './context.js';
import { keepFirst, leftOut, type Said } from './limit.js';
import type { StatementInSight } from './sides.js';
import type { TakeStatement } from './statement.js';
import { resolveStatement } from './statement.js';

/**
 * Takes the statements one by one. `take` gets each when it is resolved, those within a block after it; what it does not keep is let
 * go, trees and all. Names are settled, and the last diagnostics said, when this returns.
 */
export function resolveScript(
  statements: Iterable<Statement>,
  text: string,
  dialect: Dialect,
  options: ScriptOptions,
  take: TakeStatement,
): SqlScript {
  const ctx = newContext(text, dialect, options);
  const said: Said = new Map();
  const { names, functions } = ctx;
  const { check } = options;
  const limited: TakeStatement = (statement, tree, sources, sides) => {
    const diagnostics = statement.diagnostics as Diagnostic[];
    if (check !== undefined) diagnostics.push(...check({ tree, text, names, functions, sides }));
    keepFirst(said, diagnostics);
    take(statement, tree, sources, sides);
  };
  for (const statement of statements) resolveStatement(ctx, statement, limited);
  reportShared(ctx, said);
  return { ...finishScript(ctx.script), diagnostics: leftOut(said, text) };
}

/** What rules find in a statement, as soon as it is resolved. */
export type Check = (statement: StatementInSight) => readonly Diagnostic[];

export interface ScriptOptions extends ResolveOptions {
  readonly check?: Check | undefined;
}

/** The script, and what is to be said about it as a whole. */
export interface SqlScript extends ResolvedScript {
  readonly diagnostics: readonly Diagnostic[];
}

/** Names that nothing in the script settled. */
function reportShared(ctx: Context, said: Said): void {
  const places = new Set<number>();
  for (const { source, start, end, diagnostics } of ctx.shared) {
    if (places.has(start) || settleOwner(source) !== undefined) continue;
    places.add(start);
    const diagnostic: Diagnostic[] = [
      {
        severity: 'info',
        code: 'ambiguous-column',
        message: `The column ${source.column} could be of any of ${ownersOf(source)}.`,
        span: { start, end },
        hint: 'Qualify it, or give a schema.',
      },
    ];
    keepFirst(said, diagnostic);
    diagnostics.push(...diagnostic);
  }
}

/** So many owners are named in a message. */
const MOST_NAMED = 10;

function ownersOf({ candidates = [] }: Source): string {
  const names = candidates.slice(0, MOST_NAMED).map((candidate) => candidate.name);
  const others = candidates.length - names.length;
  if (others === 0) return names.join(', ');
  const cut = candidates.length > MOST_CANDIDATES;
  return `${names.join(', ')} and ${cut ? `more than ${others - 1}` : others} others${cut ? `; the first ${MOST_CANDIDATES} are given` : ''}`;
}
