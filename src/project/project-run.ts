/** The state of analysing a project: units are added one by one, in dependency order, each with the lineage of its code. */
import type { Diagnostic } from '../base/diagnostic.js';
import { type Catalog, columnName } from '../catalog/catalog.js';
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import type { FunctionOptions } from '../functions/added.js';
import type { DatasetAttributes } from '../graph/attributes.js';
import { LineageGraph } from '../graph/lineage-graph.js';
import type { StatementLineage } from '../lineage/types.js';
import type { UnitLineage } from './analyze-unit.js';
import { type Reason, reasonsOf } from './completeness.js';
import type { AnswerCache } from './job.js';
import { type KnownColumns, newKnownColumns } from './known-columns.js';
import { type Filled, fillStars, type OpenStatement } from './open-star.js';
import { orderOf } from './order.js';
import type { Consumer, ProjectSource, Unit } from './unit.js';

export interface AnalyzedUnit {
  readonly unit: Unit;
  /** Columns in order; behind a star that stays open, those that someone asks for or documents. */
  readonly columns: readonly string[];
  /** It may have more columns than these. */
  readonly open: boolean;
  /** Every column is there, with all that it comes from; of a source or seed: its columns are known. */
  readonly complete: boolean;
  /** Why it is not complete. */
  readonly reasons: readonly Reason[];
}

export interface Project {
  readonly name: string;
  readonly dialect: string;
  /** In dependency order. */
  readonly units: readonly AnalyzedUnit[];
  readonly consumers: readonly Consumer[];
  /** Every column of every unit and of the datasets they read; statements carry the unit's path as their file. */
  readonly graph: LineageGraph;
  /** Names of units that go round in circles. */
  readonly cycles: readonly (readonly string[])[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ProjectOptions extends FunctionOptions {
  /** What is known of datasets outside the project. */
  readonly catalog?: Catalog | undefined;
  readonly defaultDatabase?: string | undefined;
  readonly defaultSchema?: string | undefined;
  /** What earlier runs came to. */
  readonly cache?: AnswerCache | undefined;
  /** Called with each unit before it is analysed, to show progress. */
  readonly onUnit?: ((done: number, total: number, unit: Unit) => void) | undefined;
}

/** Also the catalogs that units are analysed with. */
export interface ProjectRun {
  readonly source: ProjectSource;
  readonly options: ProjectOptions;
  readonly dialect: Dialect;
  /** In dependency order. */
  readonly units: readonly Unit[];
  readonly byId: ReadonlyMap<string, Unit>;
  /** Columns that are certain. */
  readonly known: KnownColumns;
  /** Columns that documentation lists. */
  readonly documented: KnownColumns;
  readonly graph: LineageGraph;
  readonly cycles: readonly (readonly string[])[];
  readonly inCycle: ReadonlySet<string>;
  /** Statements with a star that is open so far, in dependency order. */
  readonly open: { readonly unit: Unit; readonly statement: OpenStatement }[];
  /** Units that were added. */
  readonly results: Map<string, AnalyzedUnit>;
}

/** Declared columns hold before anything is analysed; a model's documentation is only what its SQL leaves open. */
export function startRun(source: ProjectSource, options: ProjectOptions): ProjectRun {
  const dialect = findDialect(source.dialect) ?? (findDialect('generic') as Dialect);
  const known = newKnownColumns(dialect.names, options.catalog);
  const documented = newKnownColumns(dialect.names, known);
  for (const { dataset, declared, defines = [] } of source.units) {
    for (const { parts, columns } of defines) known.set(parts.join('.'), columns, false);
    if (declared === undefined) continue;
    (declared.by === 'documentation' ? documented : known).set(dataset, declared.names, false);
  }
  const byId = new Map(source.units.map((unit) => [unit.id, unit]));
  const order = orderOf(new Map(source.units.map((unit) => [unit.id, unit.dependsOn])));
  return {
    source,
    options,
    dialect,
    units: order.ids.map((id) => byId.get(id) as Unit),
    byId,
    known,
    documented,
    graph: new LineageGraph(),
    cycles: order.cycles,
    inCycle: new Set(order.cycles.flat()),
    open: [],
    results: new Map(),
  };
}

/** The next unit, with its lineage if it has code that can be analysed. */
export function addUnit(run: ProjectRun, unit: Unit, lineage: UnitLineage | undefined): void {
  const { known, options, results, units } = run;
  options.onUnit?.(results.size, units.length, unit);
  if (unit.kind === 'source' || unit.kind === 'seed') return addSource(run, unit);
  const reasons = [...reasonsOf(unit, lineage), ...cycleReason(run, unit)];
  for (const statement of lineage?.statements ?? []) addStatement(run, unit, statement);
  const columns = lineage?.statements.flatMap((statement) => writtenBy(statement, unit.dataset)) ?? [];
  const isOpen = run.open.at(-1)?.unit === unit;
  const isSure = columns.length > 0 && !isOpen && !columns.some(isHole) && !reasons.some(({ code }) => code === 'syntax');
  if (isSure && unit.dataset !== '') known.set(unit.dataset, columns, false);
  const names = columns.length > 0 ? columns.filter((column) => !isHole(column)) : (unit.declared?.names ?? []);
  results.set(unit.id, finished(unit, names, !isSure && unit.dataset !== '', reasons));
}

export function finishRun(run: ProjectRun): Project {
  closeStars(run);
  const { source, dialect, units, byId, graph, cycles, results } = run;
  return {
    name: source.name,
    dialect: dialect.name,
    units: units.map((unit) => results.get(unit.id) as AnalyzedUnit),
    consumers: source.consumers,
    graph,
    cycles: cycles.map((ids) => ids.map((id) => (byId.get(id) as Unit).name)),
    diagnostics: source.diagnostics,
  };
}

/** Into the graph, or (with an open star) where it waits for what the rest of the project says. */
function addStatement({ open, graph, known }: ProjectRun, unit: Unit, lineage: StatementLineage): void {
  const star = lineage.columns.find((column) => column.column === '*' && column.dataset !== null);
  if (star !== undefined) {
    const statement = { dataset: star.dataset as string, text: unit.code?.text ?? '', path: unit.path, lineage };
    open.push({ unit, statement });
    return;
  }
  graph.add(lineage, unit.path);
  const created =
    unit.dataset === '' && (lineage.kind === 'create-table' || lineage.kind === 'create-view') ? lineage.writes[0] : undefined;
  if (created === undefined || lineage.columns.length === 0) return;
  known.set(created, writtenBy(lineage, created), false);
}

/** A column, or any number of them, that a template would have made. */
function isHole(column: string): boolean {
  return column.includes('{{') || column.includes('{%');
}

function addSource({ known, documented, results }: ProjectRun, unit: Unit): void {
  const parts = unit.dataset.split('.');
  const columns = known.lookup(parts)?.columns;
  const names = (columns ?? documented.lookup(parts)?.columns ?? []).map(columnName);
  results.set(unit.id, { unit, columns: names, open: columns === undefined, complete: names.length > 0, reasons: [] });
}

function cycleReason({ inCycle }: ProjectRun, { id }: Unit): Reason[] {
  return inCycle.has(id) ? [{ code: 'cycle', message: 'It depends on itself through others.' }] : [];
}

/** What was open is filled and takes its place in the graph; what is still open says over what. */
function closeStars({ open, graph, documented, results }: ProjectRun): void {
  const statements = open.map((each) => each.statement);
  const asked = askedByName(graph, statements);
  const filled = fillStars(statements, {
    documented: (dataset) => documented.of(dataset)?.columns.map(columnName),
    asked: (dataset) => asked(dataset),
  });
  for (const [at, { unit }] of open.entries()) {
    const { lineage, over } = filled[at] as Filled;
    graph.add(lineage, unit.path);
    const { columns: before, reasons } = results.get(unit.id) as AnalyzedUnit;
    const columns = unit.dataset === '' ? before : writtenBy(lineage, unit.dataset);
    const isOpen = unit.dataset !== '' && lineage.columns.some((column) => column.column === '*');
    const fresh = over.filter((dataset) => !reasons.some((reason) => reason.dataset === dataset));
    results.set(unit.id, finished(unit, columns, isOpen, [...reasons, ...fresh.map(openStar)]));
  }
}

/** Columns of a dataset that readers name, whether they are in the graph already or still to come. */
function askedByName(graph: LineageGraph, statements: readonly OpenStatement[]): (dataset: string) => string[] {
  const pending = new Map<string, Set<string>>();
  for (const { lineage } of statements) {
    const inputs = [...lineage.columns.flatMap((column) => column.inputs), ...lineage.influences.map(({ input }) => input)];
    for (const { dataset, column } of inputs) {
      if (dataset === null || column === '*') continue;
      const names = pending.get(dataset);
      if (names === undefined) pending.set(dataset, new Set([column]));
      else names.add(column);
    }
  }
  return (dataset) => {
    const key = graph.find({ dataset, column: null });
    const inGraph = key === undefined ? [] : (graph.graph.getNodeAttributes(key) as DatasetAttributes).columns;
    return [...new Set([...inGraph, ...(pending.get(dataset) ?? [])])].filter((name) => name !== '*');
  };
}

function openStar(dataset: string): Reason {
  return { code: 'open-star', message: `The columns of ${dataset} are not known, so a * over it stays open.`, dataset };
}

function writtenBy({ columns }: StatementLineage, dataset: string): string[] {
  return columns.filter((column) => column.dataset === dataset && column.column !== '*').map((column) => column.column);
}

function finished(unit: Unit, columns: readonly string[], open: boolean, reasons: readonly Reason[]): AnalyzedUnit {
  return { unit, columns, open, complete: reasons.length === 0 && !open, reasons };
}
