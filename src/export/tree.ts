import { Pieces } from '../base/pieces.js';
import type { SourceColumn, Transformation } from '../lineage/types.js';
import type { ExportInput } from './exporter.js';
import type { Palette } from './palette.js';
import { plainPalette } from './palette.js';
import { renderSteps } from './steps-tree.js';
import type { StyledLine } from './styled-line.js';
import { padEnd, print, styled, widest, widthOf } from './styled-line.js';
import type { Target, TargetColumn, TypedSource } from './targets.js';
import { targetsOf } from './targets.js';
import { kindsText, sourceText } from './terminal-text.js';
import { visible } from './visible.js';

export interface TreeOptions {
  /** Default: no colour. */
  readonly palette?: Palette;
  /** Tell each output column hop by hop, through CTEs and subqueries, with the text of each expression. Default false. */
  readonly steps?: boolean;
  /** Columns of the terminal, for alignment and for shortening expressions. Default 100. */
  readonly width?: number;
}

/** Every output column with its sources and their kinds, dataset by dataset; what decides the rows comes after. */
export function renderTree(input: ExportInput, { palette = plainPalette, steps = false, width = 100 }: TreeOptions = {}): string {
  if (steps) return print(renderSteps(input, width), palette);
  const text = new Pieces();
  let count = 0;
  for (const target of targetsOf(input)) text.add(print([...(count++ > 0 ? [[]] : []), ...renderTarget(target, width)], palette));
  if (count === 0) return 'No lineage: nothing is read into a column.\n';
  if (input.lineage.intermediate.length) {
    text.add(print([[], [styled('faint', `walked through: ${input.lineage.intermediate.map(visible).join(', ')}`)]], palette));
  }
  return text.toString();
}

function renderTarget(target: Target, width: number): StyledLine[] {
  const { columns, rows } = target;
  const table = columnTable(columns, rows.length > 0, width);
  return [header(target), ...table, ...(rows.length ? rowLines(rows, width) : [])];
}

function header({ dataset, result, columns, rows }: Target): StyledLine {
  const names = new Set(
    [...columns.flatMap((column) => column.sources), ...rows].flatMap(({ source }) => source.candidates ?? [source.dataset ?? '?']),
  );
  const shown = [...names].slice(0, 3).map(visible).join(', ');
  const from = names.size > 3 ? `${shown} and ${names.size - 3} more` : shown;
  const count = columns.length === 1 ? '1 column' : columns.length ? `${columns.length} columns` : 'no known columns';
  return [
    styled('dataset', dataset === null ? `query result${result === undefined ? '' : ` ${result}`}` : visible(dataset)),
    styled('faint', `  ${count}${from ? ` from ${from}` : ''}`),
  ];
}

// ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Names, sources and kinds in three aligned columns; a long name or source pushes its own line only. */
function columnTable(columns: readonly TargetColumn[], hasMore: boolean, width: number): StyledLine[] {
  const names = columns.map(({ column }) => visible(column));
  const sources = columns.map((column) => column.sources.map(({ source }) => sourceText(source)));
  const nameWidth = Math.min(widest(names.map((name) => [name])), Math.floor(width * 0.35));
  const sourceWidth = Math.min(widest(sources.flat()), Math.floor(width * 0.5));
  return columns.flatMap((column, index) => {
    const last = index === columns.length - 1 && !hasMore;
    const first: StyledLine = [styled('faint', last ? '└─ ' : '├─ '), ...padEnd([styled('column', names[index]!)], nameWidth), '  '];
    const indent: StyledLine = [styled('faint', last ? '   ' : '│  '), ' '.repeat(nameWidth + 2)];
    if (!column.sources.length) return [[...first, styled('faint', 'no source column')]];
    return column.sources.map(({ transformations }, at) => [
      ...(at ? indent : first),
      ...padEnd(sources[index]![at]!, sourceWidth),
      '  ',
      ...kindsText(transformations),
    ]);
  });
}

// ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const LABEL_WIDTH = 'CONDITIONAL'.length;

/** What decides the rows, one kind a line, wrapped at the width. */
function rowLines(rows: readonly TypedSource[], width: number): StyledLine[] {
  const byKind = new Map<Transformation['subtype'], SourceColumn[]>();
  for (const { source, transformations } of rows) {
    for (const { subtype } of transformations) byKind.set(subtype, [...(byKind.get(subtype) ?? []), source]);
  }
  const head: StyledLine = [styled('faint', '└─ all rows depend on')];
  return [head, ...[...byKind].flatMap(([subtype, sources]) => wrapped(subtype, sources, width))];
}

function wrapped(subtype: string, sources: readonly SourceColumn[], width: number): StyledLine[] {
  const label: StyledLine = ['     ', ...padEnd([styled('indirect', subtype)], LABEL_WIDTH), '  '];
  const room = Math.max(20, width - widthOf(label));
  const lines: StyledLine[] = [];
  let line: StyledLine = [];
  for (const [index, source] of sources.entries()) {
    const item = [...sourceText(source), ...(index < sources.length - 1 ? [','] : [])];
    if (line.length && widthOf(line) + 1 + widthOf(item) > room) {
      lines.push(line);
      line = [];
    }
    line = [...line, ...(line.length ? [' '] : []), ...item];
  }
  lines.push(line);
  return lines.map((each, index) => [...(index ? [' '.repeat(widthOf(label))] : label), ...each]);
}
