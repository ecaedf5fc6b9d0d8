/** One unit's code → its statements' lineage, in the project's names. Needs only plain data, so that a worker can do it. */
import { analyzeTree } from '../analyze.js';
import type { Diagnostic } from '../base/diagnostic.js';
import type { Catalog } from '../catalog/catalog.js';
import { storedName } from '../catalog/names.js';
import type { Dialect } from '../dialects/dialect.js';
import type { Influence, Input, OutputColumn, StatementKind, StatementLineage } from '../lineage/types.js';
import { parse } from '../sql/parser/index.js';
import type { Query, Script, Statement } from '../sql/tree.js';

export interface UnitTask {
  readonly text: string;
  /** The dataset that the code's query makes; empty for a script. */
  readonly dataset: string;
  readonly materialized: string | undefined;
  readonly aliases: ReadonlyMap<string, string>;
}

export interface UnitLineage {
  readonly ok: boolean;
  readonly statements: readonly StatementLineage[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface UnitDefaults {
  readonly dialect: Dialect;
  readonly catalog: Catalog;
  readonly defaultDatabase?: string | undefined;
  readonly defaultSchema?: string | undefined;
}

export function analyzeUnit({ text, dataset, materialized, aliases }: UnitTask, defaults: UnitDefaults): UnitLineage {
  const { dialect, defaultDatabase, defaultSchema } = defaults;
  const catalog = aliases.size === 0 ? defaults.catalog : aliasedCatalog(defaults.catalog, aliases);
  const options = {
    catalog,
    ...(defaultDatabase !== undefined && { defaultDatabase }),
    ...(defaultSchema !== undefined && { defaultSchema }),
  };
  const parsed = parse(text, dialect);
  const { statements, diagnostics, ok } = analyzeTree(
    { ...parsed, script: withoutInjected(parsed.script, aliases, dialect) },
    text,
    dialect,
    options,
    [],
  );
  const lineages = statements.map((statement) => statement.lineage);
  if (dataset === '') return { ok, statements: lineages, diagnostics };
  const kind = materialized === 'view' || materialized === 'ephemeral' ? 'create-view' : 'create-table';
  const results = lineages.filter(isResult).slice(-1);
  return { ok, statements: results.map((lineage) => made(lineage, dataset, kind, aliases)), diagnostics };
}

function isResult({ kind, columns }: StatementLineage): boolean {
  return kind === 'query' || columns.some((column) => column.dataset === null);
}

/** A bare query's lineage as that of the statement which dbt makes of it. */
function made(lineage: StatementLineage, dataset: string, kind: StatementKind, aliases: ReadonlyMap<string, string>): StatementLineage {
  const outside = (name: string): string => aliases.get(name) ?? name;
  const renamed = <T extends Input>(input: T): T => {
    if (input.dataset !== null) return aliases.has(input.dataset) ? { ...input, dataset: outside(input.dataset) } : input;
    return input.candidates ? { ...input, candidates: input.candidates.map(outside) } : input;
  };
  const inputs = (column: OutputColumn): readonly Input[] => (aliases.size === 0 ? column.inputs : column.inputs.map(renamed));
  return {
    kind,
    span: lineage.span,
    fingerprint: lineage.fingerprint,
    reads: [...new Set(lineage.reads.map(outside))],
    writes: [dataset],
    columns: lineage.columns.map((column) => ({ ...column, dataset, inputs: inputs(column) })),
    influences: lineage.influences.map(({ input }): Influence => ({ dataset, input: renamed(input) })),
    steps: [],
    diagnostics: lineage.diagnostics,
  };
}

function aliasedCatalog(catalog: Catalog, aliases: ReadonlyMap<string, string>): Catalog {
  return {
    lookup(parts) {
      const outside = aliases.get(parts.join('.'));
      return catalog.lookup(outside === undefined ? parts : outside.split('.'));
    },
  };
}

/** What dbt puts before the name of an ephemeral model, to name its CTE. */
export const INJECTED = '__dbt__cte__';

/**
 * dbt puts ephemeral models into their readers as CTEs. Without these, what reads them reads a table of that name, which is an
 * alias of the ephemeral model: so that it has a place of its own in the graph.
 */
function withoutInjected(script: Script, aliases: ReadonlyMap<string, string>, { names }: Dialect): Script {
  if (aliases.size === 0) return script;
  const isAlias = (name: string): boolean => name.startsWith(INJECTED) && aliases.has(storedName(names, name, false));
  const strip = (query: Query): Query => {
    const ctes = query.with?.ctes.filter((cte) => cte.name.quoted || !isAlias(cte.name.name));
    if (query.with === undefined || ctes === undefined || ctes.length === query.with.ctes.length) return query;
    const { with: before, ...rest } = query;
    return ctes.length === 0 ? rest : { ...rest, with: { ...before, ctes } };
  };
  const statements = script.statements.map(
    (statement): Statement => (statement.kind === 'query-statement' ? { ...statement, query: strip(statement.query) } : statement),
  );
  return { ...script, statements };
}
