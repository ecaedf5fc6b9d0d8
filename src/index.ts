/**
 * Headwater: column-level lineage for SQL. Everything here runs anywhere, browsers and workers too; what needs files is in
 * `headwater/node`.
 *
 * ```ts
 * import { analyze, exporters } from 'headwater';
 *
 * const analysis = analyze('insert into o select a + b as c from t', { dialect: 'postgres' });
 * analysis.lineage.edges; // [{ from: { dataset: 't', column: 'a' }, to: { dataset: 'o', column: 'c' }, type: 'DIRECT', … }, …]
 * console.log(exporters.mermaid.render(analysis));
 * ```
 */
export { type Analysis, type AnalyzeOptions, analyze, type ScriptAnalysis } from './analyze.js';
export { analyzeBriefly, type BriefAnalysis } from './analyze-briefly.js';
export { analyzePlan, looksLikePlan } from './analyze-plan.js';
export type { Diagnostic, DiagnosticCode, Severity } from './base/diagnostic.js';
export { faultOf } from './base/fault.js';
export { LineIndex } from './base/line-index.js';
export type { Span } from './base/span.js';
export { answer, type BatchDefaults, refuse } from './batch.js';
export type {
  Catalog,
  CatalogColumn,
  CatalogDataset,
  CatalogKey,
  CatalogTest,
  ColumnFact,
  DatasetFact,
  Learnt,
} from './catalog/catalog.js';
export { columnName } from './catalog/catalog.js';
export { newCatalog } from './catalog/memory.js';
export type { Dialect } from './dialects/dialect.js';
export { dialects, findDialect } from './dialects/index.js';
export * from './export/index.js';
export { displayWidth, visible } from './export/visible.js';
export type { AddedFunction, AddedFunctions, FunctionOptions } from './functions/added.js';
export { cycles } from './graph/cycles.js';
export { downstream, forEachDownstream } from './graph/downstream.js';
export { type EdgeUse, type GraphEdge, readEdge } from './graph/edge.js';
export { findColumns } from './graph/find-columns.js';
export { type Dependence, type Dependent, forEachDependence, impact, type Role } from './graph/impact.js';
export { type GraphNode, LineageGraph } from './graph/lineage-graph.js';
export { lineageOf } from './graph/lineage-of.js';
export { paths } from './graph/paths.js';
export { type ColumnRef, type Selection, select } from './graph/select.js';
export { forEachUpstream, upstream } from './graph/upstream.js';
export type { Visit, Visitor, WalkOptions } from './graph/walk.js';
export type * from './lineage/types.js';
export { type Execution, openLineageRuns, type RunOptions } from './openlineage-runs.js';
export * from './project/index.js';
export { readSchema, type SchemaFormat } from './read/schema.js';
export { catalogOfSchema } from './read/schema-object.js';
export { type ReportPalette, renderDiagnostics, type TerminalReportOptions } from './report/terminal.js';
export { type Guess, guessDialect } from './sql/guess-dialect.js';
export { type ParseResult, parse } from './sql/parser/index.js';
export type * from './sql/tree.js';
