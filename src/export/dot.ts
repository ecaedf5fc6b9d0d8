import type { Arrow, Box, Diagram, DiagramOptions } from './diagram.js';
import { diagramOf } from './diagram.js';
import { dotLabel } from './dot-text.js';
import type { ExportInput } from './exporter.js';
import { foldToDatasets, simpler } from './simplify-diagram.js';
import { shortened } from './visible.js';

/** Graphviz takes minutes beyond this, and nobody can read it. */
const MAX_ARROWS = 500;
const MAX_COLUMNS = 2000;

const FILLS: Record<Box['role'], { readonly head: string; readonly line: string }> = {
  source: { head: '#d3e4f5', line: '#4a7fb5' },
  target: { head: '#d0ebd8', line: '#3f8f5b' },
  result: { head: '#d0ebd8', line: '#3f8f5b' },
  unknown: { head: '#fbe3bd', line: '#b7791f' },
};

const STYLES: Record<Arrow['style'], string> = {
  identity: 'color="#52606d"',
  computed: 'color="#1f2933", penwidth=2',
  indirect: 'color="#c2700a", fontcolor="#9a5806", style=dashed',
};

/** A table a dataset, with a port a column; the head's port takes what decides all rows. */
export function renderDot(input: ExportInput, { direction = 'LR', legend = true, onCut }: DiagramOptions = {}): string {
  const full = diagramOf(input);
  const bundled = simpler(full);
  const columns = full.boxes.reduce((sum, box) => sum + box.columns.length, 0);
  const isTooLarge = bundled.arrows.length > MAX_ARROWS || columns > MAX_COLUMNS;
  const diagram = isTooLarge ? foldToDatasets(full, MAX_ARROWS) : bundled;
  if (isTooLarge && diagram.note) onCut?.(diagram.note);
  const places = placesOf(diagram, direction);
  return [
    'digraph lineage {',
    `  graph [rankdir=${direction}, fontname="Arial", fontsize=10, ranksep=1.6, nodesep=0.3, pad=0.2, labelloc=b, labeljust=l]`,
    '  node [shape=plain, fontname="Arial", fontsize=11]',
    '  edge [fontname="Arial", fontsize=9, arrowsize=0.7]',
    ...caption(diagram, legend),
    ...diagram.boxes.map(drawBox),
    ...diagram.arrows.map((arrow) => drawArrow(arrow, places)),
    '}',
    '',
  ].join('\n');
}

function drawBox({ id, title, role, columns, rows }: Box): string {
  const { head, line } = FILLS[role];
  const cells = [
    `<TR><TD PORT="head" BGCOLOR="${head}" ALIGN="LEFT"><B>${dotLabel(shortened(title))}</B></TD></TR>`,
    ...columns.map((column) => `<TR><TD PORT="${column.id}" BGCOLOR="#ffffff" ALIGN="LEFT">${drawNames(column.names)}</TD></TR>`),
    ...(rows === undefined ? [] : [`<TR><TD PORT="${rows}" BGCOLOR="#fff7e6" ALIGN="LEFT"><I>all rows</I></TD></TR>`]),
  ];
  const border = `BORDER="0" CELLBORDER="1" CELLSPACING="0" CELLPADDING="4" COLOR="${line}"`;
  return `  ${id} [label=<<TABLE ${border}>${cells.join('')}</TABLE>>]`;
}

function drawNames(names: readonly string[]): string {
  const [only] = names;
  return names.length === 1 ? dotLabel(shortened(only!)) : names.map((name) => `${dotLabel(shortened(name))}<BR ALIGN="LEFT"/>`).join('');
}

/** Where arrows leave and arrive: the right and left sides of a column's cell, or a box's head when no column is drawn. */
function placesOf({ boxes }: Diagram, direction: string): ReadonlyMap<string, readonly [out: string, into: string]> {
  const [out, into] = direction === 'LR' ? [':e', ':w'] : ['', ''];
  const places = new Map<string, readonly [string, string]>();
  for (const { id, columns, rows } of boxes) {
    places.set(id, [`${id}:head${out}`, `${id}:head${into}`]);
    for (const port of [...columns.map((column) => column.id), rows ?? []].flat()) {
      places.set(port, [`${id}:${port}${out}`, `${id}:${port}${into}`]);
    }
  }
  return places;
}

function drawArrow({ from, to, style, label }: Arrow, places: ReturnType<typeof placesOf>): string {
  const text = label === undefined ? '' : `, label=<${dotLabel(label)}>`;
  return `  ${places.get(from)![0]} -> ${places.get(to)![1]} [${STYLES[style]}${text}]`;
}

/** The legend and the note as the graph's own label, out of the layout's way. */
function caption(diagram: Diagram, legend: boolean): string[] {
  if (!diagram.boxes.length) return ['  label="No lineage"'];
  const lines = [
    ...(legend && diagram.arrows.length ? [LEGEND] : []),
    ...(diagram.note ? [`<TR><TD ALIGN="LEFT">${dotLabel(diagram.note)}</TD></TR>`] : []),
  ];
  return lines.length ? [`  label=<<TABLE BORDER="0" CELLPADDING="3">${lines.join('')}</TABLE>>`] : [];
}

const LEGEND =
  '<TR><TD ALIGN="LEFT"><FONT COLOR="#52606d">→ same value</FONT>   <FONT COLOR="#1f2933"><B>→ computed</B></FONT>   ' +
  '<FONT COLOR="#c2700a">- - → decides rows or conditions</FONT></TD></TR>';
