/** From flattened entries to the plain data of `types.ts`. */
import type { Span } from '../base/span.js';
import type { Typed } from '../types/type.js';
import type { Collapsed, Output } from './collapse.js';
import type { Flow } from './flow.js';
import { flatten, throughLink } from './flow.js';
import type { Dataset, Source, Sources } from './source.js';
import { internColumn, internField, MOST_CANDIDATES, ROWS, settleOwner } from './source.js';
import { CODE_BITS, CODE_MASK, TRANSFORMATIONS } from './transformation.js';
import type { DescribedType, Edge, Influence, Input, OutputColumn, ScriptLineage, SourceColumn } from './types.js';

/** The entries as the text as a whole settles them: shared columns whose owner is known by now, and no pseudo-columns. */
export function settle(sources: Sources, entries: readonly number[]): readonly number[] {
  let out: Set<number> | undefined;
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] as number;
    const settled = settleEntry(sources, entry);
    if (settled !== entry) out ??= new Set(entries.slice(0, at));
    if (settled !== undefined) out?.add(settled);
  }
  return out === undefined ? entries : [...out];
}

function settleEntry(sources: Sources, entry: number): number | undefined {
  const source = sources.list[entry >> CODE_BITS] as Source;
  if (source.key === ROWS) return undefined;
  const owner = source.candidates === undefined ? undefined : settleOwner(source);
  if (owner === undefined) return entry;
  const column = internColumn(sources, owner, source.key, source.column).id;
  const id = source.path === undefined ? column : internField(sources, column, source.path);
  return (id << CODE_BITS) | (entry & CODE_MASK);
}

export function describeSource({ dataset, column, path, candidates }: Source): SourceColumn {
  const described = candidates
    ? { dataset: null, column, candidates: candidates.slice(0, MOST_CANDIDATES).map((candidate) => candidate.name) }
    : { dataset: (dataset as Dataset).name, column };
  return path === undefined ? described : { ...described, path };
}

/** `known`: inputs without spans that were made before, to be shared. */
export function describeInputs(sources: Sources, entries: readonly number[], trace: Trace, known: Map<number, Input>): Input[] {
  const inputs = new Map<number, Input>();
  for (const entry of entries) {
    const settled = settleEntry(sources, entry);
    if (settled === undefined || inputs.has(settled)) continue;
    let input = known.get(settled);
    if (input === undefined) known.set(settled, (input = describeEntry(sources, settled)));
    const way = trace.get(entry);
    inputs.set(settled, way === undefined ? input : { ...input, spans: spansOf(way) });
  }
  return [...inputs.values()];
}

function describeEntry(sources: Sources, entry: number): Input {
  return { ...describeSource(sources.list[entry >> CODE_BITS] as Source), ...(TRANSFORMATIONS[entry & CODE_MASK] as Input) };
}

/** For each flow, the characters by which each of its entries came: one way of perhaps several. */
type Traces = Map<Flow, Trace>;
export type Trace = ReadonlyMap<number, Way | undefined>;

/** The outermost place of a way and what lies within: shared, since what reads it adds one place to it. */
interface Way {
  readonly span: Span;
  readonly inner: Way | undefined;
}

export const NO_TRACE: Trace = new Map();
const MAX_TRACE_DEPTH = 500;
/** Of longer ways an input has the outermost places. */
const MOST_SPANS = 20;

/** Outermost last. */
function spansOf(way: Way): Span[] {
  const spans: Span[] = [];
  for (let at: Way | undefined = way; at !== undefined && spans.length < MOST_SPANS; at = at.inner) spans.push(plainSpan(at.span));
  return spans.reverse();
}

export function traceOf(sources: Sources, flow: Flow, traces: Traces, depth = 0): Trace {
  const known = traces.get(flow);
  if (known !== undefined || depth > MAX_TRACE_DEPTH) return known ?? NO_TRACE;
  const trace = new Map<number, Way | undefined>();
  // A circle ends here: the way round it is no shorter.
  traces.set(flow, trace);
  if (flow.source >= 0) trace.set(flow.source << CODE_BITS, undefined);
  for (const link of flow.links) {
    for (const [inner, way] of traceOf(sources, link.flow, traces, depth + 1)) {
      const entry = throughLink(sources, link, inner);
      if (!trace.has(entry)) trace.set(entry, link.span === undefined ? way : { span: link.span, inner: way });
    }
  }
  return trace;
}

/** A statement's output columns, with their inputs end to end within the statement. */
export function describeColumns(sources: Sources, outputs: readonly Output[]): OutputColumn[] {
  const traces: Traces = new Map();
  const known = new Map<number, Input>();
  return outputs.flatMap(({ dataset, columns }) =>
    columns.map((column) => ({
      dataset: dataset?.name ?? null,
      column: column.name,
      ...describeTyped(column.typed),
      ...(column.span && { span: plainSpan(column.span) }),
      inputs: describeInputs(sources, flatten(column.flow, sources), traceOf(sources, column.flow, traces), known),
    })),
  );
}

/** What is not known is left out. */
export function describeTyped(typed: Typed | undefined): DescribedType {
  if (typed === undefined) return {};
  const { type, nullable } = typed;
  return {
    ...(type?.exact !== undefined && { type: type.exact }),
    ...(type !== undefined && { family: type.family }),
    ...(nullable !== undefined && { nullable }),
  };
}

/** The indirect edges that hold for all of a statement's columns. */
export function describeInfluences(sources: Sources, outputs: readonly Output[]): Influence[] {
  const traces: Traces = new Map();
  const known = new Map<number, Input>();
  return outputs.flatMap(({ dataset, rows }) =>
    describeInputs(sources, flatten(rows, sources), traceOf(sources, rows, traces), known).map((input) => ({
      dataset: dataset?.name ?? null,
      input: input as Influence['input'],
    })),
  );
}

export function describeScript(
  sources: Sources,
  reads: readonly string[],
  writes: readonly string[],
  intermediate: readonly string[],
  collapsed: readonly Collapsed[],
): ScriptLineage {
  const edges: Edge[] = [];
  const columns: { dataset: string | null; column: string }[] = [];
  for (const { dataset, columns: held, rows } of collapsed) {
    const name = dataset?.name ?? null;
    for (const column of held) {
      columns.push({ dataset: name, column: column.name });
      addEdges(sources, edges, column.entries, { dataset: name, column: column.name });
    }
    addEdges(sources, edges, rows, { dataset: name, column: null });
  }
  return { reads, writes, intermediate, columns, edges };
}

function addEdges(sources: Sources, edges: Edge[], entries: readonly number[], to: Edge['to']): void {
  for (const entry of settle(sources, entries)) {
    const from = describeSource(sources.list[entry >> CODE_BITS] as Source);
    edges.push({ from, to, ...(TRANSFORMATIONS[entry & CODE_MASK] as Input) });
  }
}

/** Spans are kept as syntax nodes; results carry only the place. */
export function plainSpan({ start, end }: Span): Span {
  return { start, end };
}
