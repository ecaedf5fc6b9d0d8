import type { Edge, OutputColumn, ScriptLineage, SourceColumn, StatementLineage } from '../lineage/types.js';
import { selectSteps } from './select-steps.js';

/** A column by name; `dataset: null` is the result of a bare query. */
export interface ColumnRef {
  readonly dataset: string | null;
  readonly column: string;
}

export interface Selection {
  /** Keep what these columns come from and, where they are sources, what comes from them. Default: everything. */
  readonly columns?: readonly ColumnRef[];
  /** False drops indirect edges. Default true. */
  readonly indirect?: boolean;
}

interface Selectable {
  readonly lineage: ScriptLineage;
  readonly statements?: readonly { readonly lineage: StatementLineage }[];
}

/** The part of a script's lineage (and of its statements' steps) that a selection asks for, in the same shape. */
export function select<T extends Selectable>(input: T, selection: Selection): T {
  const { columns, indirect = true } = selection;
  if (!columns && indirect) return input;
  const lineage = selectScript(input.lineage, columns && new Wanted(columns), indirect);
  const statements = input.statements && selectStatements(input.statements, columns, indirect);
  return { ...input, lineage, ...(statements ? { statements } : {}) };
}

/** A set of columns, asked for by edges and sources. */
class Wanted {
  readonly #columns = new Map<string | null, Set<string>>();

  constructor(columns: Iterable<ColumnRef>) {
    for (const column of columns) this.add(column.dataset, column.column);
  }

  add(dataset: string | null, column: string): void {
    const columns = this.#columns.get(dataset);
    if (columns) columns.add(column);
    else this.#columns.set(dataset, new Set([column]));
  }

  has(dataset: string | null, column: string): boolean {
    return this.#columns.get(dataset)?.has(column) ?? false;
  }

  /** Whether any column of the dataset is wanted. */
  touches(dataset: string | null): boolean {
    return this.#columns.has(dataset);
  }

  hasSource(source: SourceColumn): boolean {
    if (source.candidates) return source.candidates.some((candidate) => this.has(candidate, source.column));
    return source.dataset !== null && this.has(source.dataset, source.column);
  }
}

function selectScript(lineage: ScriptLineage, wanted: Wanted | undefined, indirect: boolean): ScriptLineage {
  const edges = lineage.edges.filter((edge) => (indirect || edge.type === 'DIRECT') && (!wanted || isWanted(edge, wanted)));
  if (!wanted) return { ...lineage, edges };
  const targets = new Wanted(edges.flatMap(({ to }) => (to.column === null ? [] : [{ dataset: to.dataset, column: to.column }])));
  const columns = lineage.columns.filter(({ dataset, column }) => wanted.has(dataset, column) || targets.has(dataset, column));
  const sources = new Set(edges.flatMap(({ from }): readonly (string | null)[] => from.candidates ?? [from.dataset]));
  const written = new Set([...columns.map((column) => column.dataset), ...edges.map((edge) => edge.to.dataset)]);
  return {
    reads: lineage.reads.filter((dataset) => sources.has(dataset)),
    writes: lineage.writes.filter((dataset) => written.has(dataset)),
    intermediate: lineage.intermediate,
    columns,
    edges,
  };
}

function isWanted({ from, to }: Edge, wanted: Wanted): boolean {
  if (wanted.hasSource(from)) return true;
  return to.column === null ? wanted.touches(to.dataset) : wanted.has(to.dataset, to.column);
}

/**
 * What is made from the columns is found from the first statement to the last, what they are made from the other way
 * round, so that an intermediate dataset's columns are known before the statement that reads or writes them comes up.
 */
function selectStatements<S extends { readonly lineage: StatementLineage }>(
  statements: readonly S[],
  columns: readonly ColumnRef[] | undefined,
  indirect: boolean,
): S[] {
  const typed = indirect ? statements : statements.map((statement) => ({ ...statement, lineage: onlyDirect(statement.lineage) }));
  if (!columns) return [...typed];
  const below = new Wanted(columns);
  for (const { lineage } of typed) {
    for (const column of lineage.columns)
      if (column.inputs.some((input) => below.hasSource(input))) below.add(column.dataset, column.column);
  }
  const above = new Wanted(columns);
  const selected = typed.toReversed().map((statement) => {
    const lineage = selectStatement(statement.lineage, above, below);
    for (const column of lineage.columns) if (above.has(column.dataset, column.column)) addInputs(above, column.inputs);
    for (const { dataset, input } of lineage.influences) if (above.touches(dataset)) addInputs(above, [input]);
    return { ...statement, lineage };
  });
  return selected.reverse();
}

/** Columns above keep all inputs, those below only what is asked for; steps keep the whole story of both. */
function selectStatement(lineage: StatementLineage, above: Wanted, below: Wanted): StatementLineage {
  const isAbove = (column: OutputColumn): boolean => above.has(column.dataset, column.column);
  const columns = lineage.columns
    .filter((column) => isAbove(column) || below.has(column.dataset, column.column))
    .map((column) => (isAbove(column) ? column : { ...column, inputs: column.inputs.filter((input) => below.hasSource(input)) }));
  const influences = lineage.influences.filter(
    ({ dataset, input }) => columns.some((column) => column.dataset === dataset && isAbove(column)) || below.hasSource(input),
  );
  return { ...lineage, columns, influences, steps: selectSteps(lineage.steps, columns) };
}

function onlyDirect(lineage: StatementLineage): StatementLineage {
  const isDirect = (input: { readonly type: string }): boolean => input.type === 'DIRECT';
  const columns = lineage.columns.map((column) => ({ ...column, inputs: column.inputs.filter(isDirect) }));
  const steps = lineage.steps.map((step) => ({
    ...step,
    columns: step.columns.map((column) => ({ ...column, inputs: column.inputs.filter(isDirect) })),
    influences: [],
  }));
  return { ...lineage, columns, influences: [], steps };
}

function addInputs(wanted: Wanted, inputs: readonly SourceColumn[]): void {
  for (const { dataset, column } of inputs) if (dataset !== null) wanted.add(dataset, column);
}
