/** Ways to draw less where a diagram would be too much for the eye or for the format. */
import type { Arrow, Box, BoxColumn, Diagram } from './diagram.js';
import { groupBy } from './group-by.js';

const NAMES_A_BUNDLE = 40;
/** From here on, columns that arise in the same way are drawn together. */
const MANY_ARROWS = 60;
/** Beyond, it will not be drawn column by column anyway. */
const TOO_MANY_ARROWS = 20_000;

export function simpler(diagram: Diagram): Diagram {
  const { length } = diagram.arrows;
  return length > MANY_ARROWS && length <= TOO_MANY_ARROWS ? bundle(diagram) : diagram;
}

/**
 * Columns of a dataset that arise in the same way are drawn together, in one node: from the same columns, or
 * each from columns of its own in the same datasets, which are drawn together as well. So are columns that only decide rows.
 */
function bundle(diagram: Diagram): Diagram {
  const incoming = groupBy(diagram.arrows, ({ to }) => to);
  const outgoing = groupBy(diagram.arrows, ({ from }) => from);
  const rows = new Set(diagram.boxes.map((box) => box.rows));
  const boxOf = new Map(diagram.boxes.flatMap((box) => box.columns.map(({ id }) => [id, box.id] as const)));
  const isOwn = (source: string): boolean => outgoing.get(source)?.length === 1 && !incoming.has(source);
  const origin = ({ from, style, label }: Arrow): unknown => [isOwn(from) ? boxOf.get(from) : `column ${from}`, style, label];
  const likeness = (id: string): string => {
    const from = incoming.get(id) ?? [];
    const [only] = outgoing.get(id) ?? [];
    if (only && rows.has(only.to) && isOwn(id)) return JSON.stringify([only.to, only.label]);
    return only ? id : JSON.stringify(from.map(origin));
  };
  const merged = new Map<string, string>();
  for (const box of diagram.boxes) {
    for (const alike of groupBy(box.columns, ({ id }) => likeness(id)).values()) {
      for (const [first, ...rest] of chunked(alike)) {
        for (const { id } of rest) mergeColumn(merged, id, first!.id, incoming, isOwn);
      }
    }
  }
  return mergeDiagram(diagram, merged);
}

/** Notes that a column is drawn with another, and its own sources with the other's. */
function mergeColumn(
  merged: Map<string, string>,
  column: string,
  into: string,
  incoming: ReadonlyMap<string, readonly Arrow[]>,
  isOwn: (source: string) => boolean,
): void {
  merged.set(column, into);
  for (const [at, { from }] of (incoming.get(column) ?? []).entries()) if (isOwn(from)) merged.set(from, incoming.get(into)![at]!.from);
}

function mergeDiagram(diagram: Diagram, merged: ReadonlyMap<string, string>): Diagram {
  if (!merged.size) return diagram;
  const final = (id: string): string => merged.get(id) ?? id;
  const columns = (box: Box): BoxColumn[] =>
    [...groupBy(box.columns, ({ id }) => final(id))].map(([id, parts]) => ({ id, names: parts.flatMap(({ names }) => names) }));
  const arrows = diagram.arrows.map((arrow) => ({ ...arrow, from: final(arrow.from), to: final(arrow.to) }));
  return {
    boxes: diagram.boxes.map((box) => ({ ...box, columns: columns(box) })),
    arrows: [...new Map(arrows.map((arrow) => [JSON.stringify(arrow), arrow])).values()],
    note: 'Columns that arise in the same way share a box; between two such boxes they pair up in order.',
  };
}

function chunked<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / NAMES_A_BUNDLE) }, (_, i) =>
    items.slice(i * NAMES_A_BUNDLE, (i + 1) * NAMES_A_BUNDLE),
  );
}

/** Datasets only, each arrow with what it stands for. `maxArrows` keeps the first ones and says how many are missing. */
export function foldToDatasets(diagram: Diagram, maxArrows: number): Diagram {
  const boxOf = new Map(
    diagram.boxes.flatMap((box) => [...box.columns.map(({ id }) => id), box.rows ?? ''].map((id) => [id, box.id] as const)),
  );
  const folded = new Map<string, { arrow: Arrow; count: number; labels: Set<string> }>();
  for (const arrow of diagram.arrows) {
    const [from, to] = [boxOf.get(arrow.from)!, boxOf.get(arrow.to)!];
    const key = `${from} ${to} ${arrow.style}`;
    const known = folded.get(key) ?? { arrow: { ...arrow, from, to }, count: 0, labels: new Set<string>() };
    folded.set(key, known);
    known.count++;
    for (const label of arrow.label?.split(', ') ?? []) known.labels.add(label);
  }
  const arrows = [...folded.values()].map(({ arrow, count, labels }) => ({
    ...arrow,
    label: arrow.style === 'indirect' ? [...labels].join(', ') : count === 1 ? '1 column' : `${count} columns`,
  }));
  const note = `Datasets only, because ${diagram.arrows.length} column edges are too many to draw.`;
  const left = arrows.slice(0, maxArrows);
  const used = new Set(left.flatMap(({ from, to }) => [from, to]));
  const missing = arrows.length - left.length;
  return {
    boxes: diagram.boxes.filter((box) => !missing || used.has(box.id)).map(({ id, title, role }) => ({ id, title, role, columns: [] })),
    arrows: left,
    note: missing ? `${note} ${missing} of ${arrows.length} edges between datasets are left out.` : note,
  };
}
