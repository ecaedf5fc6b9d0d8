/** What one plan's resolution carries from node to node. */
import type { Diagnostic } from '../../base/diagnostic.js';
import type { FunctionTable } from '../../functions/table.js';
import type { Flow } from '../../lineage/flow.js';
import type { Dataset, Sources } from '../../lineage/source.js';
import type { NotedStep } from '../../lineage/steps.js';
import type { PlanRelation } from './scope.js';

export interface PlanContext {
  readonly text: string;
  /** The section that is read lists what a node passes on. */
  readonly physical: boolean;
  readonly sources: Sources;
  readonly functions: FunctionTable;
  readonly reads: Set<Dataset>;
  readonly steps: NotedStep[];
  /** Flows that some step has as its column. */
  readonly noted: Set<Flow>;
  readonly diagnostics: Diagnostic[];
  /** CTE definitions and recursive loops by id. */
  readonly ctes: Map<number, PlanRelation>;
  /** CTEs of parsed text, by name in lower case. */
  readonly named: Map<string, PlanRelation>;
  /** Subqueries of physical text by the id in their name. */
  readonly subqueries: Map<number, PlanRelation>;
  /** Exchanges by plan id, for those that are reused. */
  readonly exchanges: Map<number, PlanRelation>;
  /** Ids that aggregates whose output is not printed have taken. */
  readonly claimed: Set<number>;
  /** Where a relation without a name lies, by the id of any of its columns: another section of the plan tells. */
  readonly locations: ReadonlyMap<number, string>;
  /** The table of a relation without a name, likewise: before Spark 3.3 only the alias above it has one. */
  readonly tables: ReadonlyMap<number, string>;
  /** Columns of datasets as other sections list them, by dataset. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** Relations around a subquery, innermost last. */
  readonly outer: PlanRelation[];
}
