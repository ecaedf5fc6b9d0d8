/**
 * What a value (or the choice of rows) is computed from: a graph of hops that ends at sources. Relations share flows, so
 * each is flattened once, however many columns read it, and only when an output needs it.
 */
import type { Span } from '../base/span.js';
import type { Source, Sources } from './source.js';
import { internField } from './source.js';
import { CODE_BITS, CODE_MASK, compose, IDENTITY } from './transformation.js';

/** One hop. */
export interface Link {
  readonly flow: Flow;
  /** How `flow` is used here: see `transformation.ts`. */
  readonly code: number;
  /** The characters that use it. */
  readonly span: Span | undefined;
  /** The field taken from it, outermost first; reaches the source where only identities lie between. */
  readonly path: readonly string[] | undefined;
}

export interface Flow {
  /** May grow until the flow is first flattened (a recursive query closes its circle so). */
  readonly links: Link[];
  /** End to end: `source id << CODE_BITS | code`, each once, in order of appearance. Undefined until flattened. */
  flat: readonly number[] | undefined;
  /** The source that it is, or -1. */
  readonly source: number;
  /** The last of `flatten`'s walks that came here, and by which codes (a bit each). */
  walk: number;
  codes: number;
}

/** Nothing flows in: constants, and the rows of a table as it stands. Shared; never add to it. */
export const NOTHING: Flow = { links: [], flat: [], source: -1, walk: 0, codes: 0 };

/** A flow of these hops. It keeps the array. */
export function flowOf(links: Link[]): Flow {
  return links.length === 0 ? NOTHING : { links, flat: undefined, source: -1, walk: 0, codes: 0 };
}

/** An empty flow that hops are added to later. */
export function growingFlow(): Flow {
  return { links: [], flat: undefined, source: -1, walk: 0, codes: 0 };
}

export function link(flow: Flow, code: number, span?: Span, path?: readonly string[]): Link {
  return { flow, code, span, path };
}

/** `flow` used once more, in the way of `code`; the same object when that changes nothing. */
export function via(flow: Flow, code: number, span?: Span): Flow {
  return flow === NOTHING ? NOTHING : { links: [link(flow, code, span)], flat: undefined, source: -1, walk: 0, codes: 0 };
}

/** All of these flows, as they are. */
export function merge(flows: readonly Flow[]): Flow {
  let only = NOTHING;
  let links: Link[] | undefined;
  for (const flow of flows) {
    if (flow === NOTHING || flow === only) continue;
    if (only === NOTHING) only = flow;
    else {
      links ??= [link(only, IDENTITY)];
      links.push(link(flow, IDENTITY));
    }
  }
  return links === undefined ? only : flowOf(links);
}

/**
 * The sources of a flow, end to end: a walk that comes once by each code to each flow below it that was not flattened before. Nothing is
 * kept on the way, so that a hundred joins do not leave a hundred ever longer lists behind.
 */
export function flatten(root: Flow, sources: Sources): readonly number[] {
  if (root.flat !== undefined) return root.flat;
  const waiting = [root];
  const begun = new Set<Flow>();
  for (let flow = waiting.at(-1); flow !== undefined; flow = waiting.at(-1)) {
    const fieldsOf: Flow[] = [];
    if (flow.flat === undefined) flattenOne(flow, sources, fieldsOf);
    if (flow.flat !== undefined) waiting.pop();
    // What takes a field of itself.
    else if (begun.has(flow)) iterate(below(flow), sources);
    else {
      begun.add(flow);
      waiting.push(...fieldsOf);
    }
  }
  return root.flat as unknown as readonly number[];
}

/** Flattens it, unless it takes fields of flows that are not flattened: then gives these. */
function flattenOne(flow: Flow, sources: Sources, fieldsOf: Flow[]): void {
  const walk = ++sources.walks;
  const same: Flow[] = [];
  let last = flow;
  while (last.flat === undefined && isSame(last) && comesFirst(last, walk, IDENTITY)) {
    same.push(last);
    last = (last.links[0] as Link).flow;
  }
  // Flows that only hand on share the list.
  if (last.flat === undefined) {
    const entries: number[] = [];
    const hops = collect(last, sources, entries, fieldsOf);
    if (fieldsOf.length > 0) return;
    last.flat = entries;
    noteWaste(last, sources, hops);
  }
  for (const each of same) each.flat = last.flat;
}

const isSame = ({ links: [first, second] }: Flow): boolean =>
  first !== undefined && second === undefined && first.code === IDENTITY && first.path === undefined;

/** Whether this walk was not here by this code before. */
function comesFirst(flow: Flow, walk: number, code: number): boolean {
  if (flow.walk !== walk) {
    flow.walk = walk;
    flow.codes = 1 << code;
    return true;
  }
  const codes = flow.codes | (1 << code);
  if (codes === flow.codes) return false;
  flow.codes = codes;
  return true;
}

/** Walks down from a flow in the order of the links; gives how many hops it took. */
function collect(root: Flow, sources: Sources, entries: number[], fieldsOf: Flow[]): number {
  const walk = ++sources.walks;
  const { list } = sources;
  const add = (entry: number) => {
    if (comesFirst((list[entry >> CODE_BITS] as Source).flow, walk, entry & CODE_MASK)) entries.push(entry);
  };
  const flows = [root];
  const codes = [IDENTITY];
  const next = [0];
  comesFirst(root, walk, IDENTITY);
  let hops = 0;
  for (let top = 0; top >= 0; top = flows.length - 1) {
    const by = (flows[top] as Flow).links[next[top] as number];
    if (by === undefined) {
      flows.pop();
      codes.pop();
      next.pop();
      continue;
    }
    (next[top] as number)++;
    hops++;
    const { flow } = by;
    const code = codes[top] as number;
    if (flow.source >= 0) add(through(sources, code, by, (flow.source << CODE_BITS) | IDENTITY));
    else if (by.path !== undefined) {
      if (flow.flat === undefined) fieldsOf.push(flow);
      else for (const inner of flow.flat) add(through(sources, code, by, inner));
    } else if (comesFirst(flow, walk, compose(code, by.code))) {
      if (flow.flat !== undefined) for (const inner of flow.flat) add(through(sources, code, by, inner));
      else {
        flows.push(flow);
        codes.push(compose(code, by.code));
        next.push(0);
      }
    }
  }
  return hops;
}

/** A walk that finds less than one entry in so many hops may be worth its lists. */
const FEW_HOPS = 4;

/**
 * Many flows may read the same ones below, in many hops, and find little: as soon as lists of all these would have cost no more than the
 * walks did, they are made.
 */
function noteWaste(flow: Flow, sources: Sources, hops: number): void {
  const { length } = flow.flat as readonly number[];
  if (hops <= FEW_HOPS * length) return;
  sources.wasted += hops;
  if (sources.wasted <= hops * length) return;
  sources.wasted = 0;
  for (const { flow: read } of flow.links) for (const each of below(read)) flattenOne(each, sources, []);
}

/** The flows that are not flattened, from this one down, inputs first. */
function below(root: Flow): Flow[] {
  const order: Flow[] = [];
  const seen = new Set<Flow>();
  const stack: { readonly flow: Flow; next: number }[] = [];
  const enter = (flow: Flow) => {
    if (flow.flat !== undefined || seen.has(flow)) return;
    seen.add(flow);
    stack.push({ flow, next: 0 });
  };
  enter(root);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const input = top.flow.links[top.next++]?.flow;
    if (input !== undefined) enter(input);
    else {
      order.push(top.flow);
      stack.pop();
    }
  }
  return order;
}

/** So many fields of fields are followed round a circle; beyond, the field that was reached stands for what is taken of it. */
const MAX_CIRCLE_FIELDS = 1000;

/** Hands each entry on to the flows that read it, once, until none is new: the entries are bounded, so this ends. */
function iterate(order: readonly Flow[], sources: Sources): void {
  const found = new Map(order.map((flow) => [flow, new Set<number>()]));
  const readers = new Map<Flow, { readonly into: Flow; readonly by: Link }[]>();
  const fresh: Flow[] = [];
  const entries: number[] = [];
  const add = (into: Flow, entry: number): void => {
    const set = found.get(into) as Set<number>;
    if (set.has(entry)) return;
    set.add(entry);
    fresh.push(into);
    entries.push(entry);
  };
  for (const into of order) {
    for (const by of into.links) {
      for (const entry of by.flow.flat ?? []) add(into, throughLink(sources, by, entry));
      if (by.flow.flat !== undefined) continue;
      const known = readers.get(by.flow);
      if (known === undefined) readers.set(by.flow, [{ into, by }]);
      else known.push({ into, by });
    }
  }
  const most = sources.list.length + MAX_CIRCLE_FIELDS;
  for (let at = 0; at < fresh.length; at++) {
    const entry = entries[at] as number;
    for (const { into, by } of readers.get(fresh[at] as Flow) ?? []) {
      add(into, throughLink(sources, sources.list.length < most ? by : { ...by, path: undefined }, entry));
    }
  }
  for (const [flow, set] of found) flow.flat = [...set];
  if (sources.list.length >= most) return;
  // Once more in the order of the links.
  for (const flow of order) {
    const entries: number[] = [];
    collect(flow, sources, entries, []);
    flow.flat = entries;
  }
}

/** How one hop changes an entry of the flow that it reads. */
export function throughLink(sources: Sources, { code, path }: Link, inner: number): number {
  const innerCode = inner & CODE_MASK;
  const id = inner >> CODE_BITS;
  const field = path !== undefined && innerCode === IDENTITY ? internField(sources, id, path) : id;
  return (field << CODE_BITS) | compose(code, innerCode);
}

function through(sources: Sources, outer: number, by: Link, inner: number): number {
  const entry = throughLink(sources, by, inner);
  return (entry & ~CODE_MASK) | compose(outer, entry & CODE_MASK);
}
