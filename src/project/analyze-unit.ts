/** One unit's code → its statements' lineage, in the project's names: edges only, as plain data. */
import { isOk } from '../analyze.js';
import type { Diagnostic } from '../base/diagnostic.js';
import type { Catalog } from '../catalog/catalog.js';
import { storedName } from '../catalog/names.js';
import type { Dialect } from '../dialects/dialect.js';
import type { AddedFunctions } from '../functions/added.js';
import { type BriefStatement, describeBriefly, type KnownInputs, noteBriefly } from '../lineage/brief.js';
import { limitNoted } from '../lineage/budget.js';
import type { Influence, Input, OutputColumn, StatementKind, StatementLineage } from '../lineage/types.js';
import { resolveScript } from '../resolve/sql/script.js';
import { fingerprint } from '../sql/fingerprint.js';
import { parse } from '../sql/parser/index.js';
import type { Query, Script, Statement } from '../sql/tree.js';

export interface UnitCodeToAnalyze {
  readonly text: string;
  /** The dataset that the code's query makes; empty for a script. */
  readonly dataset: string;
  readonly materialized: string | undefined;
  readonly aliases: ReadonlyMap<string, string>;
  readonly defaultDatabase: string | undefined;
  readonly defaultSchema: string | undefined;
  readonly functions: AddedFunctions | undefined;
  readonly masking: readonly string[] | undefined;
}

export interface UnitLineage {
  readonly statements: readonly StatementLineage[];
  /** Without places. */
  readonly diagnostics: readonly Pick<Diagnostic, 'severity' | 'code' | 'message'>[];
  readonly ok: boolean;
}

export function analyzeUnit(code: UnitCodeToAnalyze, dialect: Dialect, known: Catalog): UnitLineage {
  const { text, dataset, materialized, aliases, defaultDatabase, defaultSchema, functions, masking } = code;
  const catalog = aliases.size === 0 ? known : aliasedCatalog(known, aliases);
  const parsed = parse(text, dialect);
  const script = withoutInjected(parsed.script, aliases, dialect);
  const options = { catalog, defaultDatabase, defaultSchema, functions, masking, advice: false };
  const noted: BriefStatement[] = [];
  const described: KnownInputs = new Map();
  const { sources, diagnostics: left } = resolveScript(script.statements, text, dialect, options, (statement, _tree, sourcesSoFar) => {
    noted.push(noteBriefly(statement, sourcesSoFar, fingerprint(parsed.tokens, statement.span)));
  });
  const { statements: kept, cut } = limitNoted(sources, noted);
  const diagnostics = [...parsed.diagnostics, ...noted.flatMap((statement) => statement.diagnostics), ...left, ...cut];
  const lineages = kept.map((statement) => ({ ...describeBriefly(statement, sources, described), diagnostics: [] }));
  return {
    statements:
      dataset === ''
        ? lineages
        : lineages
            .filter(isResult)
            .slice(-1)
            .map((lineage) => made(lineage, dataset, materialized, aliases)),
    diagnostics: diagnostics.map(({ severity, code: id, message }) => ({ severity, code: id, message })),
    ok: isOk(parsed.diagnostics),
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
