/** A project's units, analysed in dependency order: what one makes, the next can read. */
import type { Diagnostic } from '../base/diagnostic.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Dialect } from '../dialects/dialect.js';
import { findDialect } from '../dialects/index.js';
import type { DatasetAttributes } from '../graph/attributes.js';
import { LineageGraph } from '../graph/lineage-graph.js';
import type { StatementLineage } from '../lineage/types.js';
import { analyzeUnit, type UnitLineage } from './analyze-unit.js';
import { type Reason, reasonsOf } from './completeness.js';
import { type KnownColumns, newKnownColumns } from './known-columns.js';
import { type Filled, fillStars, type OpenStatement } from './open-star.js';
import { orderOf } from './order.js';
import type { Consumer, ProjectSource, Unit } from './unit.js';
import { type Catalogs, cached, type UnitCache } from './unit-cache.js';

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

export interface ProjectOptions {
  /** What is known of datasets outside the project. */
  readonly catalog?: Catalog | undefined;
  readonly defaultDatabase?: string | undefined;
  readonly defaultSchema?: string | undefined;
  /** What earlier runs came to. */
  readonly cache?: UnitCache | undefined;
  /** Called with each unit before it is analysed, to show progress. */
  readonly onUnit?: ((done: number, total: number, unit: Unit) => void) | undefined;
}

export function analyzeProject(source: ProjectSource, options: ProjectOptions = {}): Project {
  const units = new Map(source.units.map((unit) => [unit.id, unit]));
  const order = orderOf(new Map(source.units.map((unit) => [unit.id, unit.dependsOn])));
  const run = newRun(source, options, new Set(order.cycles.flat()));
  for (const [done, id] of order.ids.entries()) {
    const unit = units.get(id) as Unit;
    options.onUnit?.(done, order.ids.length, unit);
    addUnit(run, unit);
  }
  closeStars(run);
  return {
    name: source.name,
    dialect: run.dialect.name,
    units: order.ids.map((id) => run.results.get(id) ?? finished(units.get(id) as Unit, [], true, [])),
    consumers: source.consumers,
    graph: run.graph,
    cycles: order.cycles.map((ids) => ids.map((id) => (units.get(id) as Unit).name)),
    diagnostics: source.diagnostics,
  };
}

interface Run {
  readonly dialect: Dialect;
  readonly options: ProjectOptions;
  /** Columns that are certain. */
  readonly known: KnownColumns;
  /** Columns that documentation lists. */
  readonly documented: KnownColumns;
  readonly graph: LineageGraph;
  readonly inCycle: ReadonlySet<string>;
  /** Statements with a star that is open so far, in dependency order. */
  readonly open: { readonly unit: Unit; readonly statement: OpenStatement }[];
  readonly results: Map<string, AnalyzedUnit>;
}

/** Declared columns hold before anything is analysed; a model's documentation is only what its SQL leaves open. */
function newRun(source: ProjectSource, options: ProjectOptions, inCycle: ReadonlySet<string>): Run {
  const dialect = findDialect(source.dialect) ?? (findDialect('generic') as Dialect);
  const known = newKnownColumns(dialect.names, options.catalog);
  const documented = newKnownColumns(dialect.names, known);
  for (const { dataset, declared, defines = [] } of source.units) {
    for (const { parts, columns } of defines) known.set(parts.join('.'), columns, false);
    if (declared === undefined) continue;
    (declared.by === 'documentation' ? documented : known).set(dataset, declared.names, false);
  }
  return { dialect, options, known, documented, graph: new LineageGraph(), inCycle, open: [], results: new Map() };
}

function addUnit(run: Run, unit: Unit): void {
  const { known } = run;
  if (unit.kind === 'source' || unit.kind === 'seed') return addSource(run, unit);
  const lineage = unit.code === undefined || unit.code.form === 'python' ? undefined : lineageOfUnit(run, unit, unit.code);
  const reasons = [...reasonsOf(unit, lineage), ...cycleReason(run, unit)];
  for (const statement of lineage?.statements ?? []) addStatement(run, unit, statement);
  const columns = lineage?.statements.flatMap((statement) => writtenBy(statement, unit.dataset)) ?? [];
  const isOpen = run.open.at(-1)?.unit === unit;
  const isSure = columns.length > 0 && !isOpen && !columns.some(isHole) && !reasons.some(({ code }) => code === 'syntax');
  if (isSure && unit.dataset !== '') known.set(unit.dataset, columns, false);
  const names = columns.length > 0 ? columns.filter((column) => !isHole(column)) : (unit.declared?.names ?? []);
  run.results.set(unit.id, finished(unit, names, !isSure && unit.dataset !== '', reasons));
}

/** Into the graph, or (with an open star) where it waits for what the rest of the project says. */
function addStatement({ open, graph, known }: Run, unit: Unit, lineage: StatementLineage): void {
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

function addSource({ known, documented, results }: Run, unit: Unit): void {
  const parts = unit.dataset.split('.');
  const columns = known.lookup(parts)?.columns;
  const names = columns ?? documented.lookup(parts)?.columns ?? [];
  results.set(unit.id, { unit, columns: names, open: columns === undefined, complete: names.length > 0, reasons: [] });
}

function lineageOfUnit({ known, documented, options, ...run }: Run, unit: Unit, code: NonNullable<Unit['code']>): UnitLineage {
  const dialect = findDialect(unit.dialect ?? run.dialect.name) ?? run.dialect;
  const { defaultDatabase, defaultSchema, cache } = options;
  const task = { text: code.text, dataset: unit.dataset, materialized: unit.materialized, aliases: code.aliases };
  const analyze = (catalogs: Catalogs): UnitLineage =>
    bestLineage(dialect, catalogs, (catalog, as) => analyzeUnit(task, { dialect: as, catalog, defaultDatabase, defaultSchema }));
  if (cache === undefined) return analyze({ known, documented });
  const key = JSON.stringify([task.text, task.dataset, task.materialized, [...task.aliases], dialect.name, defaultDatabase, defaultSchema]);
  return cached(cache, key, { known, documented }, analyze);
}

/**
 * Where a column could be of several datasets, what is documented decides, if it does so without a contradiction. Where a
 * column is not there, the case in quotes may be to blame: macros like `dbt_utils.star` quote names as some warehouse told them.
 */
function bestLineage(dialect: Dialect, catalogs: Catalogs, attempt: (catalog: Catalog, as: Dialect) => UnitLineage): UnitLineage {
  const { known, documented } = catalogs as { readonly known: Catalog; readonly documented: Catalog };
  const first = attempt(known, dialect);
  if (says(first, 'unknown-column') && dialect.names.quotedIsExact) {
    const again = attempt(known, { ...dialect, names: { ...dialect.names, quotedIsExact: false } });
    if (!says(again, 'unknown-column')) return again;
  }
  if (!says(first, 'ambiguous-column')) return first;
  const again = attempt(documented, dialect);
  return says(again, 'unknown-column') ? first : again;
}

function says({ diagnostics }: UnitLineage, code: Diagnostic['code']): boolean {
  return diagnostics.some((diagnostic) => diagnostic.code === code);
}

function cycleReason({ inCycle }: Run, { id }: Unit): Reason[] {
  return inCycle.has(id) ? [{ code: 'cycle', message: 'It depends on itself through others.' }] : [];
}

/** What was open is filled and takes its place in the graph; what is still open says over what. */
function closeStars({ open, graph, documented, results }: Run): void {
  const statements = open.map((each) => each.statement);
  const asked = askedByName(graph, statements);
  const filled = fillStars(statements, {
    documented: (dataset) => documented.of(dataset)?.columns,
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
