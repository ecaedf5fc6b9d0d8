/** A resolved text as a whole: what both resolvers hand on. */
import type { Diagnostic } from '../base/diagnostic.js';
import { limitCollapsed } from './budget.js';
import type { Collapsed, ScriptState } from './collapse.js';
import { collapseScript } from './collapse.js';
import { describeScript } from './describe.js';
import type { Dataset, Sources } from './source.js';
import type { ScriptLineage } from './types.js';

export interface ResolvedScript {
  readonly sources: Sources;
  /** Without the intermediate ones. */
  readonly reads: readonly Dataset[];
  readonly writes: readonly Dataset[];
  readonly intermediate: readonly Dataset[];
  /** End to end over the script, as far as the budget of edges goes. */
  readonly collapsed: readonly Collapsed[];
  /** Says what it left out. */
  readonly cut: readonly Diagnostic[];
}

/** Call it when every statement was taken in by `collapseStatement`. */
export function finishScript(state: ScriptState): ResolvedScript {
  const { sources, intermediate } = state;
  return {
    sources,
    reads: [...state.reads].filter((dataset) => !intermediate.has(dataset)),
    writes: [...state.written.keys()].filter((dataset) => !intermediate.has(dataset)),
    intermediate: [...intermediate],
    ...limitCollapsed(sources, collapseScript(state)),
  };
}

export function scriptLineage(script: ResolvedScript): ScriptLineage {
  const names = (datasets: readonly Dataset[]) => datasets.map((dataset) => dataset.name);
  return describeScript(script.sources, names(script.reads), names(script.writes), names(script.intermediate), script.collapsed);
}

/** All diagnostics in the order of the text. */
export function inTextOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => (a.span?.start ?? -1) - (b.span?.start ?? -1));
}
