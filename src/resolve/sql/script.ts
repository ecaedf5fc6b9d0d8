/** A whole script: statements in order, each seeing what the earlier ones made. */
import type { Diagnostic } from '../../base/diagnostic.js';
import type { Dialect } from '../../dialects/dialect.js';
import { collapseScript } from '../../lineage/collapse.js';
import type { Collapsed } from '../../lineage/collapse.js';
import type { Dataset, Sources } from '../../lineage/source.js';
import { settleOwner } from '../../lineage/source.js';
import type { Script } from '../../sql/tree.js';
import type { Context, ContextOptions } from './context.js';
import { newContext } from './context.js';
import type { Resolved } from './statement.js';
import { resolveStatement } from './statement.js';

export interface ResolvedScript {
  readonly sources: Sources;
  readonly statements: readonly Resolved[];
  readonly reads: readonly Dataset[];
  readonly writes: readonly Dataset[];
  readonly intermediate: readonly Dataset[];
  readonly collapsed: readonly Collapsed[];
}

export function resolveScript(script: Script, text: string, dialect: Dialect, options: ContextOptions): ResolvedScript {
  const ctx = newContext(text, dialect, options);
  const statements: Resolved[] = [];
  for (const statement of script.statements) resolveStatement(ctx, statement, statements);
  const collapsed = collapseScript(ctx.script);
  reportShared(ctx);
  const { reads, written, intermediate } = ctx.script;
  return {
    sources: ctx.sources,
    statements,
    reads: [...reads].filter((dataset) => !intermediate.has(dataset)),
    writes: [...written.keys()].filter((dataset) => !intermediate.has(dataset)),
    intermediate: [...intermediate],
    collapsed,
  };
}

/** Names that nothing in the script settled. */
function reportShared(ctx: Context): void {
  const said = new Set<number>();
  for (const { source, span, diagnostics } of ctx.shared) {
    if (said.has(span.start) || settleOwner(source) !== undefined) continue;
    said.add(span.start);
    const owners = (source.candidates ?? []).map((candidate) => candidate.name).join(', ');
    const diagnostic: Diagnostic = {
      severity: 'info',
      code: 'ambiguous-column',
      message: `The column ${source.column} could be of any of ${owners}.`,
      span: { start: span.start, end: span.end },
      hint: 'Qualify it, or give a schema.',
    };
    diagnostics.push(diagnostic);
  }
}
