/** A whole script: statements in order, each seeing what the earlier ones made. */
import type { Diagnostic } from '../../base/diagnostic.js';
import type { Dialect } from '../../dialects/dialect.js';
import type { ResolvedScript } from '../../lineage/script.js';
import { finishScript } from '../../lineage/script.js';
import type { Source } from '../../lineage/source.js';
import { MOST_CANDIDATES, settleOwner } from '../../lineage/source.js';
import type { Script, Statement } from '../../sql/tree.js';
import type { Context, ContextOptions } from './context.js';
import { newContext } from './context.js';
import type { Resolved } from './statement.js';
import { resolveStatement } from './statement.js';

/** The resolved script, and the tree of each of its statements. */
export interface SqlScript extends ResolvedScript {
  readonly trees: readonly Statement[];
}

export function resolveScript(script: Script, text: string, dialect: Dialect, options: ContextOptions): SqlScript {
  const ctx = newContext(text, dialect, options);
  const resolved: Resolved[] = [];
  for (const statement of script.statements) resolveStatement(ctx, statement, resolved);
  const finished = finishScript(
    ctx.script,
    resolved.map((each) => each.statement),
  );
  reportShared(ctx);
  return { ...finished, trees: resolved.map((each) => each.tree) };
}

/** Names that nothing in the script settled. */
function reportShared(ctx: Context): void {
  const said = new Set<number>();
  for (const { source, span, diagnostics } of ctx.shared) {
    if (said.has(span.start) || settleOwner(source) !== undefined) continue;
    said.add(span.start);
    const diagnostic: Diagnostic = {
      severity: 'info',
      code: 'ambiguous-column',
      message: `The column ${source.column} could be of any of ${ownersOf(source)}.`,
      span: { start: span.start, end: span.end },
      hint: 'Qualify it, or give a schema.',
    };
    diagnostics.push(diagnostic);
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
