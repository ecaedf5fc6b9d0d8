/** Whole repositories: what a project is made of, and one graph of all its columns. */
export { analyzeProject } from './analyze-project.js';
export type { Reason, ReasonCode } from './completeness.js';
export { CONFIG_KEYS, type Config, type ConfigProblem, configSchema, readConfig } from './config.js';
export { type DbtFolderOptions, readDbtFolder } from './dbt/folder.js';
export { type ManifestOptions, readManifest } from './dbt/manifest.js';
export { EMBEDDING_FILES, embeddedSql } from './embedded-sql.js';
export { columnsOf, findTargets, suggestions, type Target } from './find-target.js';
export { type FolderOptions, readFolder, type SourceFile } from './folder.js';
export { glob } from './glob.js';
export type { AnswerCache } from './job.js';
export { pathInside } from './path-inside.js';
export { type ImpactedColumn, type ImpactedConsumer, type ImpactedDataset, type ProjectImpact, projectImpact } from './project-impact.js';
export type { AnalyzedUnit, Project, ProjectOptions } from './project-run.js';
export { type ProjectStats, projectStats } from './project-stats.js';
export { readTerm, SELECTOR_METHODS, selectUnits } from './select-units.js';
export { keyLineage, unitLineage } from './subgraph.js';
export type { Consumer, ConsumerKind, DeclaredColumns, ProjectSource, Unit, UnitCode, UnitKind } from './unit.js';
