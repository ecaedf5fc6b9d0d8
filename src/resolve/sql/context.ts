import type { Diagnostic, DiagnosticCode, Severity } from '../../base/diagnostic.js';
import type { Span } from '../../base/span.js';
import type { Catalog, CatalogDataset, Learnt } from '../../catalog/catalog.js';
import { aliasKey, columnKey, storedName } from '../../catalog/names.js';
import type { Dialect, Names } from '../../dialects/dialect.js';
import { type FunctionOptions, functionsFor } from '../../functions/added.js';
import type { FunctionTable } from '../../functions/table.js';
import type { Output, ScriptState } from '../../lineage/collapse.js';
import { newScriptState } from '../../lineage/collapse.js';
import type { Column } from '../../lineage/column.js';
import type { Relation } from '../../lineage/relation.js';
import type { Dataset, Source, Sources } from '../../lineage/source.js';
import { newSources } from '../../lineage/source.js';
import type { NotedStep, NotedSteps } from '../../lineage/steps.js';
import type { Expression, Identifier, Query, TableReference } from '../../sql/tree.js';
import type { CteEntry, Scope } from './scope.js';
import type { Changing } from './trigger.js';
import { newTyping, type Typing } from './typing.js';

/** What resolving a script carries along: what is the same for all of it, what earlier statements left, and the statement at hand. */
export interface Context {
  readonly text: string;
  readonly dialect: Dialect;
  readonly names: Names;
  readonly functions: FunctionTable;
  readonly catalog: Catalog | undefined;
  /** Where what stands at a place of the text was learnt, for who keeps it; undefined: nobody does. */
  readonly learntAt: ((offset: number) => Learnt) | undefined;
  /** Whether to look for what is valid but hardly meant (joins that nothing links): it takes a pass of its own. */
  readonly advice: boolean;

  readonly sources: Sources;
  readonly script: ScriptState;
  /** What earlier statements made of datasets, by dataset: `null` when nothing is known of one (any more). */
  readonly overlay: Map<Dataset, CatalogDataset | null>;
  /** Datasets that an earlier statement dropped or renamed, as long as nothing makes them again. */
  readonly gone: Set<Dataset>;
  /** Tables that inherit from a table, or are parts of it: they change with it. */
  readonly heirs: Map<Dataset, readonly Dataset[]>;
  /** Each dataset's relation, as long as nothing changes it. */
  readonly scans: Map<Dataset, Relation>;
  /** Session and script variables by name in lower case, each with the value last put in. */
  variables: Map<string, Column>;
  /** Those of them that were declared, so that their bare names mean them. */
  declared: Set<string>;
  changing: Changing | undefined;
  /** Where dynamic SQL puts its query's row. */
  into: readonly Expression[] | undefined;
  /** Completes names; USE changes it. */
  database: string | undefined;
  schema: string | undefined;
  /** Further schemas in which tables are looked for, in order. */
  path: readonly string[];

  reads: Set<Dataset>;
  writes: Set<Dataset>;
  steps: (NotedStep | NotedSteps)[];
  outputs: Output[];
  /** The statement's CTEs that are queries. */
  ctes: CteEntry[];
  /** Tables that stand for a target: their rows are changed, not read. */
  readonly targets: Set<TableReference>;
  /**
   * Subqueries of expressions, as they were read in a scope: a value is read once for what flows into it and once more for its fields,
   * and what nests would be read twice at every level.
   */
  readonly subqueries: WeakMap<Query, ReadSubquery>;
  /** The same of those that were only read quietly; undefined while things are said and counted. */
  quiet: WeakMap<Query, ReadSubquery> | undefined;
  /** What columns and expressions are; undefined where nobody asks. */
  readonly types: Typing | undefined;
  diagnostics: Diagnostic[];
  /** Names with several possible owners: reported at the end, if nothing in the script settled them. */
  readonly shared: { readonly source: Source; readonly start: number; readonly end: number; readonly diagnostics: Diagnostic[] }[];
}

export interface ReadSubquery {
  readonly scope: Scope;
  /** How many relations were in sight. */
  readonly entries: number;
  readonly relation: Relation;
}

export interface ContextOptions extends FunctionOptions {
  readonly catalog?: Catalog | undefined;
  readonly defaultDatabase?: string | undefined;
  readonly defaultSchema?: string | undefined;
  readonly learntAt?: (offset: number) => Learnt;
  /** See `Context.advice`; true unless said. */
  readonly advice?: boolean;
  /** See `Context.types`; true unless said. */
  readonly types?: boolean;
}

export function newContext(text: string, dialect: Dialect, options: ContextOptions): Context {
  const sources = newSources(text.length);
  return {
    text,
    dialect,
    names: dialect.names,
    functions: functionsFor(dialect, options),
    catalog: options.catalog ?? undefined,
    learntAt: options.learntAt,
    advice: options.advice ?? true,
    sources,
    script: newScriptState(sources),
    overlay: new Map(),
    gone: new Set(),
    heirs: new Map(),
    scans: new Map(),
    variables: new Map(),
    declared: new Set(),
    changing: undefined,
    into: undefined,
    database: storedDefault(dialect.names, options.defaultDatabase),
    schema: storedDefault(dialect.names, options.defaultSchema),
    path: [],
    reads: new Set(),
    writes: new Set(),
    steps: [],
    outputs: [],
    ctes: [],
    targets: new Set(),
    subqueries: new WeakMap(),
    quiet: undefined,
    types: (options.types ?? true) ? newTyping(dialect) : undefined,
    diagnostics: [],
    shared: [],
  };
}

/** Defaults are read as names without quotes, as the keys of a schema are. */
function storedDefault(names: Names, name: string | null | undefined): string | undefined {
  return typeof name === 'string' ? storedName(names, name, false) : undefined;
}

export function report(ctx: Context, severity: Severity, code: DiagnosticCode, message: string, span: Span, hint?: string): void {
  const place = { start: span.start, end: span.end };
  ctx.diagnostics.push({ severity, code, message, span: place, ...(hint !== undefined && { hint }) });
}

/** An identifier as the dialect stores it. */
export function stored(ctx: Context, identifier: Identifier): string {
  return storedName(ctx.names, identifier.name, identifier.quoted);
}

/** An identifier as column names are compared. */
export function keyOf(ctx: Context, identifier: Identifier): string {
  return columnKey(ctx.names, storedName(ctx.names, identifier.name, identifier.quoted));
}

/** An identifier as names of tables, aliases and CTEs are compared. */
export function tableKeyOf(ctx: Context, identifier: Identifier): string {
  return aliasKey(ctx.names, storedName(ctx.names, identifier.name, identifier.quoted));
}
