/**
 * Edges have a budget: a text may have as many as the square of its characters (`with c as (select a1 + … + a600 as s from t) select s
 * as x1, … s as x600 from c`). The columns, and what decides all rows of a dataset, take what they need of it in order; what does not
 * fit is left without edges, and said.
 */
import type { Diagnostic } from '../base/diagnostic.js';
import type { BriefStatement } from './brief.js';
import type { Collapsed, Output } from './collapse.js';
import { flatten, NOTHING } from './flow.js';
import { MOST_CANDIDATES, type Source, type Sources } from './source.js';
import { CODE_BITS } from './transformation.js';

/** With names of more characters than this an edge counts twice, with twice as many three times, and so on. */
const LONG_NAMES = 100;

/** So few edges are not counted one by one. */
const FEW_EDGES = 500;

/** What fits of a script's lineage, and the diagnostic if something does not. */
export function limitCollapsed(sources: Sources, all: readonly Collapsed[]): { collapsed: readonly Collapsed[]; cut: Diagnostic[] } {
  let edges = 0;
  for (const { columns, rows } of all) {
    edges += rows.length;
    for (const { entries } of columns) edges += entries.length;
  }
  if (edges <= FEW_EDGES) return { collapsed: all, cut: [] };
  const room = newRoom(sources);
  const collapsed = all.map(({ dataset, columns, rows }) => ({
    dataset,
    columns: columns.map((column) => (takeEdges(room, column.entries, column.name) ? column : { name: column.name, entries: [] })),
    rows: takeEdges(room, rows, dataset?.name ?? '') ? rows : [],
  }));
  return { collapsed, cut: cutOf(room, '') };
}

/** The same for what each statement yields by itself. */
export function limitOutputs(
  sources: Sources,
  all: readonly { readonly outputs: readonly Output[] }[],
): { outputs: readonly (readonly Output[])[]; cut: Diagnostic[] } {
  const room = newRoom(sources);
  const outputs = all.map((statement) => {
    const before = room.columns;
    const kept = statement.outputs.map((output) => ({
      ...output,
      columns: output.columns.map((column) =>
        takeEdges(room, flatten(column.flow, sources), column.name) ? column : { ...column, flow: NOTHING },
      ),
      rows: takeEdges(room, flatten(output.rows, sources), output.dataset?.name ?? '') ? output.rows : NOTHING,
    }));
    return room.columns === before ? statement.outputs : kept;
  });
  return { outputs, cut: cutOf(room, ' of the single statements') };
}

/** The same for statements of which only the entries were kept. */
export function limitNoted(sources: Sources, all: readonly BriefStatement[]): { statements: readonly BriefStatement[]; cut: Diagnostic[] } {
  const room = newRoom(sources);
  const statements = all.map((statement) => {
    const before = room.columns;
    const outputs = statement.outputs.map(({ dataset, columns, rows }) => ({
      dataset,
      columns: columns.map((column) => (takeEdges(room, column.entries, column.name) ? column : { ...column, entries: [] })),
      rows: takeEdges(room, rows, dataset ?? '') ? rows : [],
    }));
    return room.columns === before ? statement : { ...statement, outputs };
  });
  return { statements, cut: cutOf(room, ' of the single statements') };
}

interface Room {
  readonly sources: Sources;
  left: number;
  /** What was left out. */
  columns: number;
  edges: number;
  /** What entries ask for besides one each, by source and by list: many columns share one. */
  readonly lengths: number[];
  readonly extra: Map<readonly number[], number>;
}

function newRoom(sources: Sources): Room {
  return { sources, left: sources.mostEdges, columns: 0, edges: 0, lengths: [], extra: new Map() };
}

function takeEdges(room: Room, entries: readonly number[], target: string): boolean {
  const { length } = entries;
  if (length === 0) return true;
  const cost = length * (1 + Math.floor(target.length / LONG_NAMES)) + (room.left > length ? extraOf(room, entries) : 0);
  if (cost <= room.left) {
    room.left -= cost;
    return true;
  }
  room.columns++;
  room.edges += length;
  return false;
}

function extraOf(room: Room, entries: readonly number[]): number {
  const known = room.extra.get(entries);
  if (known !== undefined) return known;
  let extra = 0;
  for (const entry of entries) {
    const id = entry >> CODE_BITS;
    extra += Math.floor((room.lengths[id] ??= lengthOf(room.sources.list[id] as Source)) / LONG_NAMES);
  }
  room.extra.set(entries, extra);
  return extra;
}

function lengthOf({ dataset, column, path, candidates }: Source): number {
  let length = column.length + (dataset === null ? 0 : dataset.name.length);
  for (const field of path ?? []) length += field.length;
  // Formats that know no candidates have an edge of each.
  for (const candidate of candidates?.slice(0, MOST_CANDIDATES) ?? []) length += LONG_NAMES + candidate.name.length;
  return length;
}

function cutOf({ columns, edges }: Room, of: string): Diagnostic[] {
  if (columns === 0) return [];
  const whose = columns === 1 ? 'one column' : `${columns} columns`;
  return [
    {
      severity: 'warning',
      code: 'cut',
      message: `There are too many edges${of}: ${edges} edges to ${whose} are left out.`,
      hint: 'Ask for fewer columns, or for fewer statements at a time.',
    },
  ];
}
