/**
 * Datasets and columns as a graphology graph, built statement by statement. Edges run downstream:
 *
 * - column → column: the source's value, or (indirect) what decides it; merged over statements, with the statements' uses
 * - column → dataset: decides the rows of the whole dataset (filters, joins, …)
 * - dataset → dataset: a statement reads the one to write the other
 *
 * A field within a column (`path`) is rolled up to its column. Questions are functions, one a file, beside this one.
 */
import { DirectedGraph } from 'graphology';
import type { Influence, Input, OutputColumn, StatementLineage } from '../lineage/types.js';
import type { ColumnAttributes, DatasetAttributes, EdgeAttributes, NodeAttributes, StatementOrigin } from './attributes.js';
import { POSSIBLE, READ, transformationBits, use } from './attributes.js';
import { columnKey, datasetKey, readKey } from './key.js';

/** A dataset (`column` null) or a column of it. `dataset` null is a bare query's result, told apart by its statement. */
export interface GraphNode {
  readonly dataset: string | null;
  readonly column: string | null;
  readonly statement?: number;
}

// Shared by all columns: a graph holds millions of them.
const DEFINED: ColumnAttributes = { defined: true };
const READ_ONLY: ColumnAttributes = { defined: false };

export class LineageGraph {
  /** The graph itself, for graphology's algorithms; keys are made and read by key.ts. */
  readonly graph = new DirectedGraph<NodeAttributes, EdgeAttributes>();
  readonly statements: StatementOrigin[] = [];
  readonly #datasets = new Map<string, string>();
  /** Edges ever added: the next one's key. */
  #edges = 0;
  /** Results of bare queries, by statement. */
  readonly #results = new Map<number, string>();

  /** The graph of an analysis, or of several (each with its file's name). */
  static from(
    analyses: Iterable<{ readonly statements: readonly { readonly lineage: StatementLineage }[]; readonly file?: string }>,
  ): LineageGraph {
    const graph = new LineageGraph();
    for (const { statements, file } of analyses) for (const { lineage } of statements) graph.add(lineage, file);
    return graph;
  }

  /** Adds a statement's edges and gives its id. */
  add(statement: StatementLineage, file?: string): number {
    const id = this.statements.length;
    this.statements.push({ file, kind: statement.kind, span: statement.span, fingerprint: statement.fingerprint });
    const target = (name: string | null): string => (name === null ? this.#result(id) : this.#dataset(name));
    const reads = statement.reads.map((name) => this.#dataset(name));
    const writes = statement.writes.map((name) => this.#dataset(name));
    if (hasResult(statement)) writes.push(this.#result(id));
    for (const to of writes) for (const from of reads) this.#edge(from, to, READ, id);
    for (const column of statement.columns) this.#addColumn(column, target(column.dataset), id);
    for (const influence of statement.influences) this.#addInfluence(influence, target(influence.dataset), id);
    return id;
  }

  /** The key of a dataset or column, if the graph has it. Results of bare queries are found by their statement. */
  find(node: GraphNode): string | undefined {
    const dataset = node.dataset === null ? this.#results.get(node.statement ?? -1) : this.#datasets.get(node.dataset);
    if (dataset === undefined || node.column === null) return dataset;
    const key = columnKey(dataset, node.column);
    return this.graph.hasNode(key) ? key : undefined;
  }

  /** What a key stands for. */
  node(key: string): GraphNode {
    const { dataset, column } = readKey(key);
    const { name, statement } = this.graph.getNodeAttributes(dataset) as DatasetAttributes;
    return statement === undefined ? { dataset: name, column } : { dataset: name, column, statement };
  }

  // ── Building ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #dataset(name: string): string {
    let key = this.#datasets.get(name);
    if (key === undefined) this.#datasets.set(name, (key = this.#addDataset({ name, columns: [], open: false })));
    return key;
  }

  #result(statement: number): string {
    let key = this.#results.get(statement);
    if (key === undefined) this.#results.set(statement, (key = this.#addDataset({ name: null, statement, columns: [], open: false })));
    return key;
  }

  #addDataset(attributes: DatasetAttributes): string {
    return this.graph.addNode(datasetKey(this.#datasets.size + this.#results.size), attributes);
  }

  #addColumn(column: OutputColumn, dataset: string, id: number): void {
    const to = this.#column(dataset, column.column, true);
    for (const input of column.inputs) this.#addInput(input, to, id);
    if (column.column === '*') this.#openStar(dataset, to);
  }

  #addInfluence(influence: Influence, dataset: string, id: number): void {
    this.#addInput(influence.input, dataset, id);
  }

  #addInput(input: Input, to: string, id: number): void {
    const bits = transformationBits(input);
    if (input.dataset !== null) {
      this.#edge(this.#column(this.#dataset(input.dataset), input.column, false), to, bits, id);
      return;
    }
    for (const candidate of input.candidates ?? []) {
      this.#edge(this.#column(this.#dataset(candidate), input.column, false), to, bits | POSSIBLE, id);
    }
  }

  #column(dataset: string, column: string, defined: boolean): string {
    const key = columnKey(dataset, column);
    if (this.graph.hasNode(key)) {
      if (defined) this.#define(dataset, key);
      return key;
    }
    this.graph.addNode(key, defined ? DEFINED : READ_ONLY);
    const attributes = this.graph.getNodeAttributes(dataset) as DatasetAttributes;
    attributes.columns.push(column);
    if (!defined && attributes.open) this.#mayContain(columnKey(dataset, '*'), key);
    return key;
  }

  /** A column that was only read so far is written by name: it no longer has to come out of the dataset's open star. */
  #define(dataset: string, key: string): void {
    if ((this.graph.getNodeAttributes(key) as ColumnAttributes).defined) return;
    this.graph.replaceNodeAttributes(key, DEFINED);
    const star = columnKey(dataset, '*');
    if (star === key || !this.graph.hasDirectedEdge(star, key)) return;
    if (!this.graph.getDirectedEdgeAttributes(star, key).uses.length) this.graph.dropDirectedEdge(star, key);
  }

  /** A star was written: columns that are read but never written by name may come out of it. */
  #openStar(dataset: string, star: string): void {
    const attributes = this.graph.getNodeAttributes(dataset) as DatasetAttributes;
    if (attributes.open) return;
    attributes.open = true;
    for (const column of attributes.columns) {
      const key = columnKey(dataset, column);
      if (!(this.graph.getNodeAttributes(key) as ColumnAttributes).defined) this.#mayContain(star, key);
    }
  }

  #mayContain(star: string, column: string): void {
    const bits = POSSIBLE | transformationBits({ type: 'DIRECT', subtype: 'IDENTITY' });
    if (!this.graph.hasDirectedEdge(star, column)) this.#addEdge(star, column, { bits, uses: [] });
  }

  /** With a key of its own: those that graphology makes are long, and looked up twice. */
  #addEdge(from: string, to: string, attributes: EdgeAttributes): void {
    this.graph.addDirectedEdgeWithKey(this.#edges++, from, to, attributes);
  }

  #edge(from: string, to: string, bits: number, statement: number): void {
    const added = use(statement, bits);
    const edge = this.graph.directedEdge(from, to);
    if (edge === undefined) {
      this.#addEdge(from, to, { bits, uses: [added] });
      return;
    }
    const attributes = this.graph.getEdgeAttributes(edge);
    // A statement's uses come together, so a repeated one is among the last; at most 36 kinds of bits keep this short.
    for (let i = attributes.uses.length - 1; i >= 0 && attributes.uses[i]! >= use(statement, 0); i--) {
      if (attributes.uses[i] === added) return;
    }
    attributes.uses.push(added);
    // Surely there as soon as one use is sure.
    const possible = attributes.bits & bits & POSSIBLE;
    attributes.bits = ((attributes.bits | bits) & ~POSSIBLE) | possible;
  }
}

function hasResult(statement: StatementLineage): boolean {
  return statement.kind === 'query' || statement.columns.some((column) => column.dataset === null);
}
