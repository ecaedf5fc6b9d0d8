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

/** What is known of a dataset at one point of the script. */
interface Content {
  /** By key; `*` for those that nobody knows. */
  readonly columns: Map<string, Held>;
  rows: readonly number[];
  /** The script made the dataset, so that nothing else is in it. */
  readonly replaced: boolean;
}

interface Held {
  readonly name: string;
  entries: readonly number[];
  /** Of a star: how a name narrows it. */
  open: readonly Open[];
  /** What was written, whose fields may have sources of their own. */
  written: readonly Column[];
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
  for (const dataset of reads) {
    state.reads.add(dataset);
    if (state.written.has(dataset) && !writes.includes(dataset)) state.intermediate.add(dataset);
  }
  const contents = outputs.map((output) => contentOf(state, output));
  for (const dataset of writes) contentFor(state, dataset);
  for (const [at, output] of outputs.entries()) {
    const content = contents[at] as Content;
    if (output.dataset === null) state.results.push(collapsed(null, content));
    else store(state, output.dataset, content, output.replaces);
  }
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
    content.columns.set(to.key, { name: to.name, entries: narrowStar(state, star, source), open: [], written: [] });
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

function collapsed(dataset: Dataset | null, content: Content): Collapsed {
  return { dataset, columns: [...content.columns.values()], rows: content.rows };
}

function contentFor(state: ScriptState, dataset: Dataset): Content {
  let content = state.written.get(dataset);
  if (content === undefined) {
    content = { columns: new Map(), rows: [], replaced: false };
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
    else {
      old.entries = union(old.entries, held.entries);
      old.open = [...old.open, ...held.open];
      old.written = [...old.written, ...held.written];
    }
  }
  before.rows = union(before.rows, content.rows);
}

/** One statement's open star may hold the columns that another one names. */
function shareStar(from: ReadonlyMap<string, Held>, into: ReadonlyMap<string, Held>): void {
  const star = from.get('*');
  if (star === undefined) return;
  for (const [key, held] of into) if (key !== '*' && !from.has(key)) held.open = [...held.open, ...star.open];
}

/** The output's columns, each with its sources as of the script's begin. */
function contentOf(state: ScriptState, output: Output): Content {
  const columns = new Map<string, Held>();
  const ofOneName = new Map<string, { entries: Set<number>; open: Open[]; written: Column[] }>();
  for (const column of output.columns) {
    const entries = expand(state, flatten(column.flow, state.sources));
    const { name, key } = column;
    const same = columns.get(key);
    if (same === undefined || output.dataset === null) {
      // A result may have two columns of one name; both are kept.
      const open = column.open === undefined ? [] : [column.open];
      columns.set(same === undefined ? key : `${key}\n${columns.size}`, { name, entries, open, written: [column] });
      continue;
    }
    const all = ofOneName.get(key) ?? { entries: new Set(same.entries), open: [...same.open], written: [...same.written] };
    ofOneName.set(key, all);
    for (const entry of entries) all.entries.add(entry);
    if (column.open !== undefined) all.open.push(column.open);
    all.written.push(column);
  }
  for (const [key, { entries, open, written }] of ofOneName)
    columns.set(key, { name: (columns.get(key) as Held).name, entries: [...entries], open, written });
  return { columns, rows: expand(state, flatten(output.rows, state.sources)), replaced: output.replaces };
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
  if (source.key === ROWS) return content.rows;
  const held = content.columns.get(source.key);
  if (held !== undefined && source.key !== '*') {
    const entries = source.path === undefined ? held.entries : fieldEntries(state, held, source, source.path);
    return held.open.length === 0 ? entries : union(entries, withPath(state, narrowStar(state, held, source), source.path));
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

/** What an open star holds of the one column that is read of it. */
function narrowStar(state: ScriptState, star: Held, { dataset, key, column }: Source): readonly number[] {
  if (dataset === null || state.narrowing.has(dataset)) return [];
  const narrowed = narrow(state.sources, star.open, key, column);
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
  if (dataset === null || state.narrowing.has(dataset) || entries.every((entry) => (entry & CODE_MASK) === IDENTITY)) return whole;
  state.narrowing.add(dataset);
  const fields = written.map((column) => path.reduce((value, name) => fieldOf(value, name, name, undefined), column));
  const found = new Set(fields.flatMap((field) => expand(state, flatten(field.flow, state.sources))));
  state.narrowing.delete(dataset);
  const columnOf = (entry: number) => {
    const source = state.sources.list[entry >> CODE_BITS] as Source;
    return source.candidates === undefined ? source.dataset?.columns.get(source.key) : source;
  };
  const known = new Set(entries.map(columnOf));
  return [...found].every((entry) => known.has(columnOf(entry))) ? [...found] : whole;
}

function withPath(state: ScriptState, entries: readonly number[], path: readonly string[] | undefined): readonly number[] {
  if (path === undefined) return entries;
  return entries.map((entry) =>
    (entry & CODE_MASK) === IDENTITY ? internField(state.sources, entry >> CODE_BITS, path) << CODE_BITS : entry,
  );
}
