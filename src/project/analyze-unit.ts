/** One unit's code → its statements' lineage, in the project's names: edges only, as plain data. */
import { resolveBriefly } from '../analyze/briefly.js';
import { openText } from '../analyze/resolve.js';
import type { Diagnostic } from '../base/diagnostic.js';
import type { Catalog } from '../catalog/catalog.js';
import { storedName } from '../catalog/names.js';
import type { Dialect } from '../dialects/dialect.js';
import type { Influence, Input, OutputColumn, StatementKind, StatementLineage } from '../lineage/types.js';
import { ambiguousColumn } from '../lint/rules/ambiguous-column.js';
import { run } from '../lint/run.js';
import type { Settings } from '../resolve/settings.js';
import type { StatementInSight } from '../resolve/sql/sides.js';
import { read } from '../sql/parser/index.js';
import type { Query, Statement } from '../sql/tree.js';

export interface UnitCodeToAnalyze {
  readonly text: string;
  /** The dataset that the code's query makes; empty for a script. */
  readonly dataset: string;
  readonly materialized: string | undefined;
  readonly aliases: ReadonlyMap<string, string>;
  readonly settings: Settings;
}

export interface UnitLineage {
  readonly statements: readonly StatementLineage[];
  /** Without places. */
  readonly diagnostics: readonly Pick<Diagnostic, 'severity' | 'code' | 'message'>[];
  readonly ok: boolean;
}

/** Of advice only that which says that a column may be another one's. */
const check = (statement: StatementInSight) => run([ambiguousColumn], statement);

export function analyzeUnit(code: UnitCodeToAnalyze, dialect: Dialect, known: Catalog): UnitLineage {
  const { text, dataset, materialized, aliases, settings } = code;
  const catalog = aliases.size === 0 ? known : aliasedCatalog(known, aliases);
  const opened = openText(text, { ...settings, catalog, dialect, check, types: true });
  const reading = read(text, dialect);
  const statements = aliases.size === 0 ? reading.statements : withoutInjected(reading.statements, aliases, dialect);
  const { resolved, statements: described, cut } = resolveBriefly(opened, { ...reading, statements });
  const lineages = described.map((lineage) => ({ ...lineage, diagnostics: [] }));
  return {
    statements:
      dataset === ''
        ? lineages
        : lineages
            .filter(isResult)
            .slice(-1)
            .map((lineage) => made(lineage, dataset, materialized, aliases)),
    diagnostics: [...resolved.diagnostics, ...cut].map(({ severity, code: id, message }) => ({ severity, code: id, message })),
    ok: resolved.ok,
  };
}

function isResult({ kind, columns }: StatementLineage): boolean {
  return kind === 'query' || columns.some((column) => column.dataset === null);
}

/** A bare query's lineage as that of the statement which dbt makes of it. */
function made(
  lineage: StatementLineage,
  dataset: string,
  materialized: string | undefined,
  aliases: ReadonlyMap<string, string>,
): StatementLineage {
  const kind: StatementKind = materialized === 'view' || materialized === 'ephemeral' ? 'create-view' : 'create-table';
  const outside = (name: string): string => aliases.get(name) ?? name;
  const renamed = <T extends Input>(input: T): T => {
    if (input.dataset !== null) return aliases.has(input.dataset) ? { ...input, dataset: outside(input.dataset) } : input;
    return input.candidates ? { ...input, candidates: input.candidates.map(outside) } : input;
  };
  const inputs = (column: OutputColumn): readonly Input[] => (aliases.size === 0 ? column.inputs : column.inputs.map(renamed));
  return {
    ...lineage,
    kind,
    reads: [...new Set(lineage.reads.map(outside))],
    writes: [dataset],
    columns: lineage.columns.map(({ span: _, ...column }) => ({ ...column, dataset, inputs: inputs(column) })),
    influences: lineage.influences.map(({ input }): Influence => ({ dataset, input: renamed(input) })),
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
function* withoutInjected(statements: Iterable<Statement>, aliases: ReadonlyMap<string, string>, { names }: Dialect): Generator<Statement> {
  const isAlias = (name: string): boolean => name.startsWith(INJECTED) && aliases.has(storedName(names, name, false));
  const strip = (query: Query): Query => {
    const ctes = query.with?.ctes.filter((cte) => cte.name.quoted || !isAlias(cte.name.name));
    if (query.with === undefined || ctes === undefined || ctes.length === query.with.ctes.length) return query;
    const { with: before, ...rest } = query;
    return ctes.length === 0 ? rest : { ...rest, with: { ...before, ctes } };
  };
  for (const statement of statements)
    yield statement.kind === 'query-statement' ? { ...statement, query: strip(statement.query) } : statement;
}
