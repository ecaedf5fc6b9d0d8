/**
 * What a project is made of, whatever it was read from: units that make datasets, in terms that the analysis needs, and
 * consumers that use them without making one.
 */
import type { Diagnostic } from '../base/diagnostic.js';
import type { CatalogDataset } from '../catalog/catalog.js';

export type UnitKind = 'model' | 'snapshot' | 'seed' | 'source' | 'script';

/** Columns that something other than the unit's SQL declares. */
export interface DeclaredColumns {
  readonly names: readonly string[];
  /**
   * Who says so, which is how far to trust it: the warehouse and an enforced contract name all columns in order, a seed's
   * header too; documentation (schema.yml) may leave some out.
   */
  readonly by: 'catalog' | 'contract' | 'seed' | 'documentation';
}

/** Something that makes (or, a source, simply is) a dataset. A script may make several, or none. */
export interface Unit {
  /** Unique in the project: dbt's unique_id, a script's path. */
  readonly id: string;
  readonly kind: UnitKind;
  readonly name: string;
  /** The file, from the project's root; empty when there is none. */
  readonly path: string;
  /** dbt's fully qualified name, for selectors. */
  readonly fqn: readonly string[];
  readonly tags: readonly string[];
  readonly package: string;
  readonly materialized: string | undefined;
  readonly access: string | undefined;
  readonly group: string | undefined;
  readonly description: string;
  readonly meta: Readonly<Record<string, unknown>>;
  /** The dataset as the dialect stores its name. Empty for a script, whose statements name their own. */
  readonly dataset: string;
  /** Ids of the units that it reads. */
  readonly dependsOn: readonly string[];
  /** Datasets that its code names, where somebody looked already. */
  readonly reads?: readonly string[];
  readonly declared: DeclaredColumns | undefined;
  /** All that documents say of its dataset and of columns by name, which need not be all columns. */
  readonly described?: CatalogDataset | undefined;
  /** Datasets that a script's DDL defines, with their columns. */
  readonly defines?: readonly CatalogDataset[];
  readonly code: UnitCode | undefined;
  /** Where it is another than the project's. */
  readonly dialect?: string | undefined;
}

export interface UnitCode {
  readonly text: string;
  /** SQL ready to run, or text with templates in it, whose `ref`s stand for tables. */
  readonly form: 'sql' | 'template' | 'python';
  /** Names that the text uses for other units' datasets (as the dialect stores them) and what they are called outside. */
  readonly aliases: ReadonlyMap<string, string>;
}

export type ConsumerKind = 'exposure' | 'test' | 'unit-test' | 'metric' | 'semantic-model' | 'saved-query' | 'analysis';

/** Something that uses datasets and makes none: what an impact reaches in the end. */
export interface Consumer {
  readonly id: string;
  readonly kind: ConsumerKind;
  readonly name: string;
  readonly path: string;
  readonly tags: readonly string[];
  /** Of an exposure: `dashboard`, `notebook`, …; of a metric its type; of a generic test its name (`unique`). */
  readonly type: string | undefined;
  readonly owner: string | undefined;
  readonly url: string | undefined;
  /** Ids of units and other consumers. */
  readonly dependsOn: readonly string[];
  /** The columns it uses, where that is known; a unit it depends on and names no column of is used as a whole. */
  readonly columns: readonly { readonly unit: string; readonly column: string }[];
}

/** A project as it was read, before anything is analysed. */
export interface ProjectSource {
  readonly name: string;
  /** The dialect's name. */
  readonly dialect: string;
  readonly units: readonly Unit[];
  readonly consumers: readonly Consumer[];
  /** What could not be read. */
  readonly diagnostics: readonly Diagnostic[];
}
