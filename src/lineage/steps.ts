/** The relations on the way, hop by hop: built only when someone asks. */
import type { Span } from '../base/span.js';
import type { Column } from './column.js';
import { describeSource, plainSpan } from './describe.js';
import type { Flow, Link } from './flow.js';
import { link, NOTHING } from './flow.js';
import type { Relation } from './relation.js';
import type { Source, Sources } from './source.js';
import { internColumn, internField, MAX_PATH, ROWS, settleOwner } from './source.js';
import { compose, IDENTITY, TRANSFORMATIONS } from './transformation.js';
import type { Step, StepColumn, StepInput } from './types.js';

/** A relation worth a step, noted by the resolver when it is complete. */
export interface NotedStep {
  readonly name: string;
  readonly kind: Step['kind'];
  readonly span: Span | undefined;
  readonly relation: Relation;
}

/** Steps in order, and in their places the steps of what is read there (a CTE's): shared, since many may read it. */
export type NotedSteps = readonly (NotedStep | NotedSteps)[];

/** The same without groups: of what is read several times, the steps stand where it is read first. */
function flatSteps(noted: NotedSteps): NotedStep[] {
  const flat: NotedStep[] = [];
  const seen = new Set<NotedSteps>();
  const groups: { readonly steps: NotedSteps; next: number }[] = [{ steps: noted, next: 0 }];
  for (let group = groups.at(-1); group !== undefined; group = groups.at(-1)) {
    const each = group.steps[group.next++];
    if (each === undefined) groups.pop();
    else if (!isGroup(each)) flat.push(each);
    else if (!seen.has(each)) {
      seen.add(each);
      groups.push({ steps: each, next: 0 });
    }
  }
  return flat;
}

function isGroup(each: NotedStep | NotedSteps): each is NotedSteps {
  return Array.isArray(each);
}

interface Places {
  readonly sources: Sources;
  readonly text: string;
  /** Whose column a flow is: the first step that has it. */
  readonly columns: Map<Flow, { readonly step: number; readonly column: string }>;
  readonly rows: Set<Flow>;
  /** How many columns and hops may still be told; whether that was too few for the step at hand. */
  left: number;
  cut: boolean;
}

/** An expression of more characters than this counts twice, one of twice as many three times. */
const LONG_EXPRESSION = 100;

/** Steps in order of evaluation, each column with its hops to earlier steps and to sources. */
export function describeSteps(sources: Sources, all: NotedSteps, text: string): Step[] {
  const noted = flatSteps(all);
  const places: Places = { sources, text, columns: new Map(), rows: new Set(), left: sources.mostEdges, cut: false };
  for (const [step, { relation }] of noted.entries()) {
    for (const column of relation.columns) {
      const { flow, name } = column;
      if (flow !== NOTHING && flow.source < 0 && !places.columns.has(flow)) places.columns.set(flow, { step, column: name });
    }
  }
  return noted.map(({ name, kind, span, relation }, step) => {
    places.cut = false;
    const columns = relation.columns.map((column) => describeColumn(places, column, step, span));
    const influences = hops(places, relation.rows, step, span, true);
    places.rows.add(relation.rows);
    return { name, kind, ...(span && { span: plainSpan(span) }), columns, influences, ...cutOf(places) };
  });
}

function cutOf({ cut }: Places): { cut?: true } {
  return cut ? { cut } : {};
}

function describeColumn(places: Places, column: Column, step: number, whole: Span | undefined): StepColumn {
  const { span } = column;
  const inputs = hops(places, column.flow, step, span ?? whole);
  places.left--;
  if (span === undefined) return { name: column.name, inputs };
  places.left -= Math.floor((span.end - span.start) / LONG_EXPRESSION);
  if (places.left <= 0) {
    places.cut = true; // the text has it, where the span says
    return { name: column.name, span: plainSpan(span), inputs };
  }
  return { name: column.name, span: plainSpan(span), expression: oneLine(places.text.slice(span.start, span.end)), inputs };
}

/**
 * A flow's hops out of this step. What lies within it (a condition, a joined relation) is passed through. What decides the rows of
 * an earlier step decides those of this one too (`ofRows`), and is said there.
 */
function hops(places: Places, flow: Flow, step: number, span: Span | undefined, ofRows = false): StepInput[] {
  if (places.left <= 0 && flow !== NOTHING) {
    places.cut = true;
    return [];
  }
  const own = places.columns.get(flow);
  if (own !== undefined && own.step !== step) return [{ ...own, ...TRANSFORMATIONS[IDENTITY] } as StepInput];
  const found = new Map<string, StepInput>();
  const passed = new Map<Flow, Set<string>>();
  const stack = flow.source >= 0 ? [link(flow, IDENTITY, span)] : [...flow.links].reverse();
  while (stack.length > 0) {
    const next = stack.pop() as Link;
    const place = places.columns.get(next.flow);
    if (next.flow === NOTHING || (ofRows && next.code === IDENTITY && places.rows.has(next.flow))) continue;
    if (place !== undefined) notePlace(found, next, place);
    else if (next.flow.source >= 0) noteSource(places, found, next);
    else if (isNew(passed, next)) {
      for (const inner of [...next.flow.links].reverse()) stack.push(through(next, inner));
    }
  }
  places.left -= found.size;
  return [...found.values()];
}

/** The first time that a flow is used in this way. */
function isNew(passed: Map<Flow, Set<string>>, { flow, code, path }: Link): boolean {
  const way = `${code} ${path?.join('.') ?? ''}`;
  const ways = passed.get(flow);
  if (ways === undefined) passed.set(flow, new Set([way]));
  else if (ways.has(way)) return false;
  else ways.add(way);
  return true;
}

function through(outer: Link, inner: Link): Link {
  // A path is taken of what is handed on as it is, not of what is computed (as in `throughLink`).
  const beyond = inner.code === IDENTITY ? outer.path : undefined;
  const path = inner.path && beyond ? [...inner.path, ...beyond].slice(0, MAX_PATH) : (inner.path ?? beyond);
  return { flow: inner.flow, code: compose(outer.code, inner.code), span: inner.span ?? outer.span, path };
}

function hopOf({ code, span }: Link): object {
  return span === undefined ? { ...TRANSFORMATIONS[code] } : { ...TRANSFORMATIONS[code], span: plainSpan(span) };
}

function notePlace(found: Map<string, StepInput>, hop: Link, place: { readonly step: number; readonly column: string }): void {
  const key = [place.step, hop.code, place.column, ...(hop.path ?? [])].join('\0');
  if (!found.has(key)) found.set(key, { ...hopOf(hop), ...place, ...(hop.path && { path: hop.path }) } as StepInput);
}

function noteSource(places: Places, found: Map<string, StepInput>, hop: Link): void {
  const { sources } = places;
  let source = sources.list[hop.flow.source] as Source;
  if (source.key === ROWS) return;
  const owner = source.candidates === undefined ? undefined : settleOwner(source);
  if (owner !== undefined) source = internColumn(sources, owner, source.key, source.column);
  if (hop.path !== undefined) source = sources.list[internField(sources, source.id, hop.path)] as Source;
  const key = `${source.id} ${hop.code}`;
  if (!found.has(key)) found.set(key, { ...hopOf(hop), ...describeSource(source) } as StepInput);
}

/** Whether white space is more than single spaces. */
const RUNS = /\s\s|[^\S ]/;

function oneLine(text: string): string {
  return (RUNS.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}
