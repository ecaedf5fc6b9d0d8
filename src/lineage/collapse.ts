/**
 * From statements to the whole script: what each statement writes is kept, end to end, and put in place of the columns
 * that later statements read from it. Works on flattened entries (`source id << CODE_BITS | code`); one pass, in order.
 */

import type { Column, Open } from './column.js';
import { fieldOf } from './column.js';
import type { Flow } from './flow.js';
import { flatten } from './flow.js';
import { narrow } from './open.js';
import type { Dataset, Source, Sources } from './source.js';
import { internColumn, internField, ROWS } from './source.js';
import { CODE_BITS, CODE_MASK, compose, IDENTITY } from './transformation.js';

/** What one statement puts into one dataset, or a bare query's result (`dataset: null`). */
export interface Output {
  readonly dataset: Dataset | null;
  readonly columns: readonly Column[];
  readonly rows: Flow;
  /** Whether what the dataset held before is gone (CREATE, OVERWRITE) or stays beside it (INSERT, UPDATE, MERGE). */
  readonly replaces: boolean;
}

/** Entries that later statements may add to. */
interface Growing {
  entries: readonly number[];
  /** The same, once something was added. */
  seen?: Set<number>;
}

/** What is known of a dataset at one point of the script. */
interface Content {
  /** By key; `*` for those that nobody knows. */
  readonly columns: Map<string, Held>;
  readonly rows: Growing;
  /** The script made the dataset, so that nothing else is in it. */
  readonly replaced: boolean;
}

interface Held extends Growing {
  readonly name: string;
  /** Of a star: how a name narrows it. */
  readonly open: Set<Open>;
  /** What was written: columns whose fields may have sources of their own, and of others, which hold less, the entries alone. */
  readonly written: Set<Column | readonly number[]>;
}

export interface ScriptState {
  readonly sources: Sources;
  /** Datasets that the script has written so far, in order of their first write. */
  readonly written: Map<Dataset, Content>;
  readonly reads: Set<Dataset>;
  readonly intermediate: Set<Dataset>;
  readonly results: Collapsed[];
  /** Datasets whose stars are being narrowed: a star over the dataset itself ends there. */
  readonly narrowing: Set<Dataset>;
}

/** One dataset with all that flows into it, end to end over the script. */
export interface Collapsed {
  readonly dataset: Dataset | null;
  readonly columns: readonly { readonly name: string; readonly entries: readonly number[] }[];
  readonly rows: readonly number[];
}

export function newScriptState(sources: Sources): ScriptState {
  return { sources, written: new Map(), reads: new Set(), intermediate: new Set(), results: [], narrowing: new Set() };
}

/** Whether an earlier statement wrote the dataset, so that its rows have a history of their own. */
export function isWritten(state: ScriptState, dataset: Dataset): boolean {
  return state.written.has(dataset);
}

/** Takes one statement in: what it read, what it wrote (`writes` are datasets without columns as well), and the columns. */
export function collapseStatement(
  state: ScriptState,
  reads: readonly Dataset[],
  writes: readonly Dataset[],
  outputs: readonly Output[],
): void {
  const written = new Set(writes);
  for (const dataset of reads) {
    state.reads.add(dataset);
    if (state.written.has(dataset) && !written.has(dataset)) state.intermediate.add(dataset);
  }
  const contents = outputs.map((output) => (output.dataset === null ? undefined : contentOf(state, output)));
  for (const output of outputs) if (output.dataset === null) state.results.push(resultOf(state, output));
  for (const dataset of writes) contentFor(state, dataset);
  for (const [at, { dataset, replaces }] of outputs.entries())
    if (dataset !== null) store(state, dataset, contents[at] as Content, replaces);
}

/** ALTER … RENAME: the content goes by another name from here on. */
export function renameDataset(state: ScriptState, from: Dataset, to: Dataset): void {
  const content = state.written.get(from);
  if (content === undefined) return;
  state.written.delete(from);
  state.written.set(to, content);
}

export function swapDatasets(state: ScriptState, a: Dataset, b: Dataset): void {
  const [ofA, ofB] = [state.written.get(a), state.written.get(b)];
  place(state, a, ofB);
  place(state, b, ofA);
}

/** ALTER … RENAME COLUMN: what it holds goes by another name from here on. */
export function renameColumn(state: ScriptState, dataset: Dataset, from: Named, to: Named): void {
  const content = state.written.get(dataset);
  if (content === undefined) return;
  const columns = [...content.columns];
  const star = content.columns.get('*');
  const known = content.columns.get(from.key);
  if (known === undefined && star !== undefined) {
    const source = internColumn(state.sources, dataset, from.key, from.name);
    content.columns.set(to.key, { name: to.name, entries: narrowStar(state, star, source), open: new Set(), written: new Set() });
  }
  if (known === undefined) return;
  content.columns.clear();
  for (const [key, held] of columns) {
    if (key === from.key) content.columns.set(to.key, { ...held, name: to.name });
    else content.columns.set(key, held);
  }
}

interface Named {
  readonly key: string;
  readonly name: string;
}

/** ALTER … DROP COLUMN */
export function forgetColumn(state: ScriptState, dataset: Dataset, key: string): void {
  state.written.get(dataset)?.columns.delete(key);
}

/** DROP: nothing is known of it any more. */
export function forgetDataset(state: ScriptState, dataset: Dataset): void {
  state.written.delete(dataset);
}

/** The datasets that the script leaves behind, in order of writing, then the results of its bare queries. */
export function collapseScript(state: ScriptState): Collapsed[] {
  const datasets: Collapsed[] = [];
  for (const [dataset, content] of state.written) {
    if (!state.intermediate.has(dataset)) datasets.push(collapsed(dataset, content));
  }
  return datasets.concat(state.results);
}

function place(state: ScriptState, dataset: Dataset, content: Content | undefined): void {
  if (content === undefined) state.written.delete(dataset);
  else state.written.set(dataset, content);
}

function collapsed(dataset: Dataset, content: Content): Collapsed {
  return { dataset, columns: [...content.columns.values()], rows: content.rows.entries };
}

/** Nothing reads a bare query's result: its sources are all that is kept. It may have two columns of one name. */
function resultOf(state: ScriptState, { columns, rows }: Output): Collapsed {
  return {
    dataset: null,
    columns: columns.map(({ name, flow }) => ({ name, entries: expand(state, flatten(flow, state.sources)) })),
    rows: expand(state, flatten(rows, state.sources)),
  };
}

function contentFor(state: ScriptState, dataset: Dataset): Content {
  let content = state.written.get(dataset);
  if (content === undefined) {
    content = { columns: new Map(), rows: { entries: [] }, replaced: false };
    state.written.set(dataset, content);
  }
  return content;
}

function store(state: ScriptState, dataset: Dataset, content: Content, replaces: boolean): void {
  const before = state.written.get(dataset);
  if (before === undefined || replaces) {
    state.written.set(dataset, content);
    return;
  }
  shareStar(before.columns, content.columns);
  shareStar(content.columns, before.columns);
  for (const [key, held] of content.columns) {
    const old = before.columns.get(key);
    if (old === undefined) before.columns.set(key, held);
    else hold(old, held.entries, held.open, held.written);
  }
  grow(before.rows, content.rows.entries);
}

function hold(held: Held, entries: readonly number[], open: Iterable<Open>, written: Held['written']): void {
  grow(held, entries);
  for (const each of open) held.open.add(each);
  for (const each of written) held.written.add(each);
}

/** Takes entries in, each once. The list that was there may be a flow's own, and stays as it is. */
function grow(into: Growing, more: readonly number[]): void {
  if (more.length === 0) return;
  if (into.entries.length === 0) {
    into.entries = more;
    return;
  }
  if (into.seen === undefined) {
    into.seen = new Set(into.entries);
    into.entries = [...into.seen];
  }
  for (const entry of more) {
    if (into.seen.has(entry)) continue;
    into.seen.add(entry);
    (into.entries as number[]).push(entry);
  }
}

/** One statement's open star may hold the columns that another one names. */
function shareStar(from: ReadonlyMap<string, Held>, into: ReadonlyMap<string, Held>): void {
  const star = from.get('*');
  if (star === undefined) return;
  for (const [key, held] of into) if (key !== '*' && !from.has(key)) for (const open of star.open) held.open.add(open);
}

/** The output's columns, each with its sources as of the script's begin. */
function contentOf(state: ScriptState, output: Output): Content {
  const columns = new Map<string, Held>();
  for (const column of output.columns) {
    const flat = flatten(column.flow, state.sources);
    const entries = expand(state, flat);
    const same = columns.get(column.key);
    const open = column.open === undefined ? [] : [column.open];
    const written = new Set([column.fields === undefined ? flat : column]);
    if (same !== undefined) hold(same, entries, open, written);
    else columns.set(column.key, { name: column.name, entries, open: new Set(open), written });
  }
  return { columns, rows: { entries: expand(state, flatten(output.rows, state.sources)) }, replaced: output.replaces };
}

function union(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0) return a;
  return a.length === 0 ? b : [...new Set([...a, ...b])];
}

/** Puts what earlier statements wrote in place of the columns read from it. */
function expand(state: ScriptState, entries: readonly number[]): readonly number[] {
  if (state.written.size === 0) return entries;
  let out: Set<number> | undefined;
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] as number;
    const source = state.sources.list[entry >> CODE_BITS] as Source;
    const content = source.dataset === null ? undefined : state.written.get(source.dataset);
    const inner = content === undefined ? undefined : contentEntries(state, content, source);
    if (inner === undefined) {
      out?.add(entry);
      continue;
    }
    out ??= new Set(entries.slice(0, at));
    const outer = entry & CODE_MASK;
    for (const each of inner) out.add((each & ~CODE_MASK) | compose(outer, each & CODE_MASK));
  }
  return out === undefined ? entries : [...out];
}

/** What a column of a written dataset holds; undefined when the script did not write that column. */
function contentEntries(state: ScriptState, content: Content, source: Source): readonly number[] | undefined {
  if (source.key === ROWS) return content.rows.entries;
  const held = content.columns.get(source.key);
  if (held !== undefined && source.key !== '*') {
    const entries = source.path === undefined ? held.entries : fieldEntries(state, held, source, source.path);
    return held.open.size === 0 ? entries : union(entries, withPath(state, narrowStar(state, held, source), source.path));
  }
  const star = content.columns.get('*');
  if (source.key === '*') return star?.entries ?? wholeContent(content, source);
  return star === undefined ? undefined : withPath(state, narrowStar(state, star, source), source.path);
}

/** All that the script put into a dataset; what was in it before is still its own star. */
function wholeContent({ columns, replaced }: Content, { id }: Source): readonly number[] | undefined {
  if (columns.size === 0) return undefined;
  const entries = [...columns.values()].flatMap((each) => each.entries);
  return replaced ? entries : [id << CODE_BITS, ...entries];
}

/** Through longer chains of `SELECT *` over what the script wrote, a column is one of those that the first star may hold. */
const MOST_NARROWED = 100;

/** What an open star holds of the one column that is read of it. */
function narrowStar(state: ScriptState, star: Held, { dataset, key, column }: Source): readonly number[] {
  if (dataset === null || state.narrowing.has(dataset)) return [];
  if (state.narrowing.size >= MOST_NARROWED) return star.entries;
  const narrowed = narrow(state.sources, [...star.open], key, column);
  if (narrowed === undefined) return [];
  state.narrowing.add(dataset);
  const entries = expand(state, flatten(narrowed.flow, state.sources));
  state.narrowing.delete(dataset);
  return entries;
}

/**
 * What a column of a written dataset holds in one field. Its text is asked once more; where what it read was written again since then,
 * and would give other sources than the column has, the column's own stand.
 */
function fieldEntries(state: ScriptState, { entries, written }: Held, { dataset }: Source, path: readonly string[]): readonly number[] {
  const whole = withPath(state, entries, path);
  if (dataset === null || state.narrowing.has(dataset) || state.narrowing.size >= MOST_NARROWED) return whole;
  if (entries.every((entry) => (entry & CODE_MASK) === IDENTITY)) return whole;
  state.narrowing.add(dataset);
  const fields = [...written].map((each) => (isFlat(each) ? withPath(state, each, path) : fieldFlow(state, each, path)));
  const found = new Set(fields.flatMap((field) => expand(state, field)));
  state.narrowing.delete(dataset);
  const columnOf = (entry: number) => {
    const source = state.sources.list[entry >> CODE_BITS] as Source;
    return source.candidates === undefined ? source.dataset?.columns.get(source.key) : source;
  };
  const known = new Set(entries.map(columnOf));
  return [...found].every((entry) => known.has(columnOf(entry))) ? [...found] : whole;
}

function isFlat(written: Column | readonly number[]): written is readonly number[] {
  return Array.isArray(written);
}

function fieldFlow(state: ScriptState, column: Column, path: readonly string[]): readonly number[] {
  const field = path.reduce((value, name) => fieldOf(value, name, name, undefined), column);
  return flatten(field.flow, state.sources);
}

function withPath(state: ScriptState, entries: readonly number[], path: readonly string[] | undefined): readonly number[] {
  if (path === undefined) return entries;
  return entries.map((entry) =>
    (entry & CODE_MASK) === IDENTITY ? internField(state.sources, entry >> CODE_BITS, path) << CODE_BITS : entry,
  );
}
