/** Ways to draw less where a diagram would be too much for the eye or for the format. */
import type { Arrow, Box, BoxColumn, Diagram } from './diagram.js';

const LINES_A_BUNDLE = 20;

/**
 * Columns that each come from one column and go nowhere else, between the same two datasets in the same way, are drawn
 * together: one box side with many lines at each end of one arrow.
 */
export function bundle(diagram: Diagram): Diagram {
  const touching = new Map<string, number>();
  for (const { from, to } of diagram.arrows) for (const id of [from, to]) touching.set(id, (touching.get(id) ?? 0) + 1);
  const boxOf = new Map(diagram.boxes.flatMap((box) => box.columns.map((column) => [column.id, box] as const)));
  const bundles = new Map<string, Arrow[]>();
  for (const arrow of diagram.arrows) {
    const alone = touching.get(arrow.from) === 1 && touching.get(arrow.to) === 1 && boxOf.has(arrow.to);
    const key = alone ? [boxOf.get(arrow.from)?.id, boxOf.get(arrow.to)?.id, arrow.style, arrow.label].join() : JSON.stringify(arrow);
    bundles.set(key, [...(bundles.get(key) ?? []), arrow]);
  }
  const chunks = [...bundles.values()].flatMap(chunked);
  const linesOf = new Map(diagram.boxes.flatMap((box) => box.columns.map((column) => [column.id, column.lines] as const)));
  const merged = new Map<string, readonly string[]>();
  const dropped = new Set<string>();
  for (const [first, ...rest] of chunks) {
    if (!first || !rest.length) continue;
    for (const end of ['from', 'to'] as const) {
      merged.set(
        first[end],
        [first, ...rest].flatMap((arrow) => linesOf.get(arrow[end]) ?? []),
      );
      for (const arrow of rest) dropped.add(arrow[end]);
    }
  }
  const columns = (box: Box): BoxColumn[] =>
    box.columns.filter(({ id }) => !dropped.has(id)).map(({ id, lines }) => ({ id, lines: merged.get(id) ?? lines }));
  return {
    boxes: diagram.boxes.map((box) => ({ ...box, columns: columns(box) })),
    arrows: chunks.flatMap(([first]) => first ?? []),
    note: 'Columns that are drawn together come from each other line by line.',
  };
}

function chunked(arrows: readonly Arrow[]): Arrow[][] {
  return Array.from({ length: Math.ceil(arrows.length / LINES_A_BUNDLE) }, (_, i) =>
    arrows.slice(i * LINES_A_BUNDLE, (i + 1) * LINES_A_BUNDLE),
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
