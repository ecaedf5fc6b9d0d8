/** What every diagram format draws: datasets with columns, and arrows. Built once from the lineage, with stable ids. */
import type { DirectSubtype, IndirectSubtype, ScriptLineage, SourceColumn } from '../lineage/types.js';
import type { ExportInput } from './exporter.js';
import { targetsOf } from './targets.js';
import { visible } from './visible.js';

/** Options of the diagram formats (`mermaid`, `dot`). */
export interface DiagramOptions {
  /** The direction that data flows in. Default `LR`. */
  readonly direction?: 'LR' | 'TB';
  /** Default true. */
  readonly legend?: boolean;
  /** Is told in a sentence what the diagram leaves out because there is too much of it. */
  readonly onCut?: (note: string) => void;
}

export interface Diagram {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** What was left out or drawn together, in a sentence. */
  readonly note?: string;
}

/** A dataset; `unknown` is a list of candidates that could own a column. */
export interface Box {
  readonly id: string;
  readonly title: string;
  readonly role: 'source' | 'target' | 'result' | 'unknown';
  readonly columns: readonly BoxColumn[];
  /** The id of the place where what decides all its rows arrives, when something does. */
  readonly rows?: string;
}

export interface BoxColumn {
  readonly id: string;
  /** One name, or several that are drawn together: the first of one end of an arrow belongs to the first of its other end. */
  readonly names: readonly string[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** `computed`: transformed or aggregated. */
  readonly style: 'identity' | 'computed' | 'indirect';
  /** The kinds of an indirect edge, or what a folded arrow stands for. */
  readonly label?: string;
}

interface OpenBox extends Box {
  readonly columns: BoxColumn[];
  rows?: string;
}

export function diagramOf(input: ExportInput): Diagram {
  const boxes = new Boxes(input.lineage);
  const arrows: Arrow[] = [];
  for (const { dataset, result, columns, rows } of targetsOf(input)) {
    const box = dataset === null ? boxes.result(result) : boxes.written(dataset);
    for (const { column, sources } of columns) {
      const to = dataset === null ? boxes.addColumn(box, visible(column)) : boxes.column(box, visible(column));
      for (const { source, transformations } of sources) arrows.push(...arrowsOf(boxes.source(source), to, transformations));
    }
    for (const { source, transformations } of rows) arrows.push(...arrowsOf(boxes.source(source), boxes.rows(box), transformations));
  }
  return { boxes: boxes.all(), arrows };
}

/** One solid arrow for what carries the value, one dotted for what decides it. */
function arrowsOf(
  from: string,
  to: string,
  transformations: readonly { readonly subtype: DirectSubtype | IndirectSubtype; readonly type: string }[],
): Arrow[] {
  const direct = transformations.filter(({ type }) => type === 'DIRECT').map(({ subtype }) => subtype);
  const indirect = [...new Set(transformations.filter(({ type }) => type === 'INDIRECT').map(({ subtype }) => subtype))];
  const style = direct.every((subtype) => subtype === 'IDENTITY') ? 'identity' : 'computed';
  return [
    ...(direct.length ? [{ from, to, style } as const] : []),
    ...(indirect.length ? [{ from, to, style: 'indirect', label: indirect.join(', ') } as const] : []),
  ];
}

/** Boxes and their columns by name, numbered in order of appearance: reads first, as the eye goes. */
class Boxes {
  readonly #boxes = new Map<string, OpenBox>();
  readonly #columns = new Map<string, string>();
  #columnCount = 0;
  readonly #written: ReadonlySet<string | null>;

  constructor(lineage: ScriptLineage) {
    this.#written = new Set<string | null>(lineage.writes);
    for (const dataset of lineage.reads) if (!this.#written.has(dataset)) this.#box([dataset], visible(dataset), 'source');
  }

  all(): Box[] {
    return [...this.#boxes.values()];
  }

  written(dataset: string): OpenBox {
    return this.#box([dataset], visible(dataset), 'target');
  }

  result(number: number | undefined): OpenBox {
    const title = number === undefined ? 'query result' : `query result ${number}`;
    return this.#box(['result', title], title, 'result');
  }

  /** The id of a source column, with the field read within it. */
  source({ dataset, column, path = [], candidates = [] }: SourceColumn): string {
    const name = [column, ...path].map(visible).join('.');
    if (dataset === null) return this.column(this.#box(['?', ...candidates], `${candidates.map(visible).join(' or ')}?`, 'unknown'), name);
    return this.column(this.#box([dataset], visible(dataset), this.#written.has(dataset) ? 'target' : 'source'), name);
  }

  column(box: OpenBox, name: string): string {
    const key = `${box.id} ${name}`;
    let id = this.#columns.get(key);
    if (id === undefined) this.#columns.set(key, (id = this.addColumn(box, name)));
    return id;
  }

  /** A column of its own: a result may have two of one name. */
  addColumn(box: OpenBox, name: string): string {
    const id = `c${this.#columnCount++}`;
    box.columns.push({ id, names: [name] });
    return id;
  }

  rows(box: OpenBox): string {
    return (box.rows ??= `${box.id}rows`);
  }

  #box(key: readonly string[], title: string, role: Box['role']): OpenBox {
    const index = JSON.stringify(key);
    let box = this.#boxes.get(index);
    if (!box) this.#boxes.set(index, (box = { id: `d${this.#boxes.size}`, title, role, columns: [] }));
    return box;
  }
}
