import type { Diagnostic, DiagnosticCode, Severity } from '../../base/diagnostic.js';
import type { Span } from '../../base/span.js';
import type { Catalog, CatalogDataset, Learnt } from '../../catalog/catalog.js';
import { aliasKey, columnKey, storedName } from '../../catalog/names.js';
import type { Dialect, Names } from '../../dialects/dialect.js';
import { functionsFor } from '../../functions/added.js';
import type { FunctionTable } from '../../functions/table.js';
import type { Output, ScriptState } from '../../lineage/collapse.js';
import { newScriptState } from '../../lineage/collapse.js';
import type { Column } from '../../lineage/column.js';
import type { Relation } from '../../lineage/relation.js';
import type { Dataset, Source, Sources } from '../../lineage/source.js';
import { newSources } from '../../lineage/source.js';
import type { NotedStep, NotedSteps } from '../../lineage/steps.js';
import type { Expression, Identifier, Query, TableReference } from '../../sql/tree.js';
import type { ResolveOptions } from '../settings.js';
import type { Scope } from './scope.js';
import { newSides, type Sides } from './sides.js';
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

  reads: Reads;
  writes: Set<Dataset>;
  steps: (NotedStep | NotedSteps)[];
  outputs: Output[];
  /** Whether what each name means is asked for. */
  readonly asksMeanings: boolean;
  /** What is noted beside the statement's tree. */
  sides: Sides;
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

/** Datasets in order, and in their places what CTEs read: shared, since many may read one. */
export interface Reads extends Set<Dataset | Reads> {}

/** The same without groups, each dataset once. */
export function datasetsOf(reads: Reads): Dataset[] {
  const found = new Set<Dataset>();
  const seen = new Set([reads]);
  const open = [reads.values()];
  for (let group = open.at(-1); group !== undefined; group = open.at(-1)) {
    const { done, value } = group.next();
    if (done) open.pop();
    else if (!(value instanceof Set)) found.add(value);
    else if (!seen.has(value)) {
      seen.add(value);
      open.push(value.values());
    }
  }
  return [...found];
}

export interface ReadSubquery {
  readonly scope: Scope;
  /** How many relations were in sight. */
  readonly entries: number;
  readonly relation: Relation;
}

export interface ContextOptions extends ResolveOptions {
  /** See `Context.learntAt`. */
  readonly learntAt?: (offset: number) => Learnt;
}

export function newContext(text: string, dialect: Dialect, options: ContextOptions): Context {
  const sources = newSources(text.length);
  return {
    text,
    dialect,
    names: dialect.names,
    functions: functionsFor(dialect, options),
    catalog: options.catalog,
    learntAt: options.learntAt,
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
    asksMeanings: options.sides ?? false,
    sides: newSides(),
    targets: new Set(),
    subqueries: new WeakMap(),
    quiet: undefined,
    types: options.types ? newTyping(dialect) : undefined,
    diagnostics: [],
    shared: [],
  };
}

/** Defaults are read as names without quotes, as the keys of a schema are. */
function storedDefault(names: Names, name: string | undefined): string | undefined {
  return name !== undefined ? storedName(names, name, false) : undefined;
}

export function report(ctx: Context, severity: Severity, code: DiagnosticCode, message: string, span: Span, hint?: string): void {
  const place = { start: span.start, end: span.end };
  ctx.diagnostics.push({ severity, code, message, span: place, ...(hint !== undefined && { hint }) });
}

/** An identifier as the dialect stores it. */
export function stored(ctx: Pick<Context, 'names'>, identifier: Identifier): string {
  return storedName(ctx.names, identifier.name, identifier.quoted);
}

/** An identifier as column names are compared. */
export function keyOf(ctx: Pick<Context, 'names'>, identifier: Identifier): string {
  return columnKey(ctx.names, storedName(ctx.names, identifier.name, identifier.quoted));
}

/** An identifier as names of tables, aliases and CTEs are compared. */
export function tableKeyOf(ctx: Pick<Context, 'names'>, identifier: Identifier): string {
  return aliasKey(ctx.names, storedName(ctx.names, identifier.name, identifier.quoted));
}
