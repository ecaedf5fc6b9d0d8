/**
 * What a value (or the choice of rows) is computed from: a graph of hops that ends at sources. Relations share flows, so
 * each is flattened once, however many columns read it, and only when an output needs it.
 */
import type { Span } from '../base/span.js';
import type { Sources } from './source.js';
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
  /** For `flatten`'s walk. */
  mark: number;
}

/** Nothing flows in: constants, and the rows of a table as it stands. Shared; never add to it. */
export const NOTHING: Flow = { links: [], flat: [], source: -1, mark: 0 };

/** A flow of these hops. It keeps the array. */
export function flowOf(links: Link[]): Flow {
  return links.length === 0 ? NOTHING : { links, flat: undefined, source: -1, mark: 0 };
}

/** An empty flow that hops are added to later. */
export function growingFlow(): Flow {
  return { links: [], flat: undefined, source: -1, mark: 0 };
}

export function link(flow: Flow, code: number, span?: Span, path?: readonly string[]): Link {
  return { flow, code, span, path };
}

/** `flow` used once more, in the way of `code`; the same object when that changes nothing. */
export function via(flow: Flow, code: number, span?: Span): Flow {
  return flow === NOTHING ? NOTHING : { links: [link(flow, code, span)], flat: undefined, source: -1, mark: 0 };
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
 * The sources of a flow, end to end. Linear in the hops below it that were not flattened before; a circle (recursive
 * query) is iterated to its fix point.
 */
export function flatten(root: Flow, sources: Sources): readonly number[] {
  if (root.flat !== undefined) return root.flat;
  const order: Flow[] = [];
  if (postOrder(root, order)) flattenCircles(root, sources);
  else for (const flow of order) flow.flat = gather(flow, sources);
  return root.flat as unknown as readonly number[];
}

/**
 * Whether a flow is another one and something more: what decides the rows of a join, of a filter. `gather` goes down a
 * chain of these at once, so that a hundred joins do not leave a hundred ever longer lists behind.
 */
function continues({ links }: Flow): boolean {
  const first = links[0] as Link;
  return links.length > 1 && first.code === IDENTITY && first.path === undefined;
}

const UNSEEN = 0;
const OPEN = 1;
const DONE = 2;
/** Only continued by others so far. */
const PASSED = 3;

/**
 * Lists the unflattened flows below `root` whose sources are asked for, inputs first, without those that others only continue. True
 * when there is a circle.
 */
function postOrder(root: Flow, order: Flow[]): boolean {
  const stack: Flow[] = [root];
  const next: number[] = [0];
  let circular = false;
  root.mark = OPEN;
  while (stack.length > 0) {
    const top = stack.length - 1;
    const flow = stack[top] as Flow;
    const at = next[top] as number;
    const input = flow.links[at]?.flow;
    if (input === undefined) {
      const below = top === 0 ? undefined : (stack[top - 1] as Flow);
      const isPassed = below !== undefined && next[top - 1] === 1 && continues(below);
      flow.mark = isPassed ? PASSED : DONE;
      if (!isPassed) order.push(flow);
      stack.pop();
      next.pop();
      continue;
    }
    next[top] = at + 1;
    if (input.flat !== undefined) continue;
    if (input.mark === OPEN) circular = true;
    else if (input.mark === UNSEEN) {
      input.mark = OPEN;
      stack.push(input);
      next.push(0);
    } else if (input.mark === PASSED && !(at === 0 && continues(flow))) {
      input.mark = DONE;
      order.push(input);
    }
  }
  return circular;
}

/** How one hop changes an entry of the flow that it reads. */
export function throughLink(sources: Sources, { code, path }: Link, inner: number): number {
  const innerCode = inner & CODE_MASK;
  const id = inner >> CODE_BITS;
  const field = path !== undefined && innerCode === IDENTITY ? internField(sources, id, path) : id;
  return (field << CODE_BITS) | compose(code, innerCode);
}

/** From this many entries on, a Set finds duplicates. */
const MANY = 12;

function gather(flow: Flow, sources: Sources): readonly number[] {
  const first = flow.links[0];
  if (first === undefined) return [];
  if (flow.links.length === 1 && first.code === IDENTITY && first.path === undefined) return first.flow.flat as readonly number[];
  const out: number[] = [];
  let seen: Set<number> | undefined;
  for (const each of first.flow.flat === undefined ? wholeChain(flow) : flow.links) {
    for (const inner of each.flow.flat as readonly number[]) {
      const entry = throughLink(sources, each, inner);
      if (seen !== undefined) {
        if (seen.has(entry)) continue;
        seen.add(entry);
      } else if (out.includes(entry)) continue;
      out.push(entry);
      if (seen === undefined && out.length >= MANY) seen = new Set(out);
    }
  }
  return out;
}

/** The links of a flow with, in place of the flow that it continues, that one's links, and so on down. */
function wholeChain(flow: Flow): readonly Link[] {
  const chain = [flow];
  for (let last = flow; continues(last); chain.push(last)) {
    last = (last.links[0] as Link).flow;
    if (last.flat !== undefined) break;
  }
  const links: Link[] = [];
  for (let at = chain.length - 1; at >= 0; at--) {
    const each = (chain[at] as Flow).links;
    for (let from = at === chain.length - 1 ? 0 : 1; from < each.length; from++) links.push(each[from] as Link);
  }
  return links;
}

// ── Circles ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** So many fields of fields are followed round circles; beyond, the field that was reached stands for what is taken of it. */
const MAX_CIRCLE_FIELDS = 1000;

function flattenCircles(root: Flow, sources: Sources): void {
  const most = sources.list.length + MAX_CIRCLE_FIELDS;
  for (const flows of components(root)) {
    const [first] = flows as [Flow];
    const inner = new Set(flows);
    const links = flows.flatMap((flow) => flow.links).filter((each) => inner.has(each.flow));
    if (links.length === 0) first.flat = gather(first, sources);
    else if (links.every(isPlain)) share(flows, inner, sources);
    else iterate(flows, sources, most);
  }
}

function isPlain({ code, path }: Link): boolean {
  return code === IDENTITY && path === undefined;
}

/** Columns that only hand one another round have the same sources, all of them: one list does for all. */
function share(flows: readonly Flow[], inner: ReadonlySet<Flow>, sources: Sources): void {
  const links = flows.flatMap((flow) => flow.links).filter((each) => !inner.has(each.flow));
  const flat = gather(flowOf(links), sources);
  for (const flow of flows) flow.flat = flat;
}

/** The unflattened flows below `root`, inputs first, those of one circle together: Tarjan's strongly connected components. */
function components(root: Flow): Flow[][] {
  const found: Flow[][] = [];
  const numbers = new Map([[root, 0]]);
  /** By number: the lowest number that can be reached; infinite once the flow's component is found. */
  const lowest = [0];
  const pending = [root];
  const stack = [{ flow: root, number: 0, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { flow, number } = top;
    const input = flow.links[top.next++]?.flow;
    if (input === undefined) {
      stack.pop();
      const below = stack.at(-1)?.number ?? 0;
      lowest[below] = Math.min(lowest[below] as number, lowest[number] as number);
      if (lowest[number] !== number) continue;
      const component = pending.splice(pending.lastIndexOf(flow));
      for (const each of component) lowest[numbers.get(each) as number] = Number.POSITIVE_INFINITY;
      found.push(component);
    } else if (input.flat === undefined) {
      const known = numbers.get(input);
      if (known !== undefined) lowest[number] = Math.min(lowest[number] as number, lowest[known] as number);
      else {
        numbers.set(input, lowest.length);
        stack.push({ flow: input, number: lowest.length, next: 0 });
        lowest.push(lowest.length);
        pending.push(input);
      }
    }
  }
  return found;
}

/** Hands each entry on to the flows that read it, once, until none is new: the entries are bounded, so this ends. */
function iterate(order: readonly Flow[], sources: Sources, most: number): void {
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
  for (let at = 0; at < fresh.length; at++) {
    const entry = entries[at] as number;
    for (const { into, by } of readers.get(fresh[at] as Flow) ?? []) {
      add(into, throughLink(sources, sources.list.length < most ? by : { ...by, path: undefined }, entry));
    }
  }
  for (const [flow, set] of found) flow.flat = [...set];
  if (sources.list.length >= most) return;
  // Once more in the order of the links, and again: the first of a circle reads the last.
  for (let round = 0; round < 2; round++) for (const flow of order) flow.flat = gather(flow, sources);
}
