/** What analysing a unit came to, kept for the next time: it holds as long as the text and the columns it asked for are the same. */
import type { Catalog } from '../catalog/catalog.js';
import type { Input, OutputColumn, StatementLineage } from '../lineage/types.js';
import type { UnitLineage } from './analyze-unit.js';

/** Where entries are kept: plain data under any key. */
export interface UnitCache {
  get(key: string): CachedUnit | undefined;
  set(key: string, unit: CachedUnit): void;
}

export interface CachedUnit {
  /** Each name that was looked up in a catalog, and the columns found; null where it was unknown. */
  readonly lookups: readonly (readonly [catalog: string, name: string, columns: string | null])[];
  readonly lineage: UnitLineage;
}

export type Catalogs = Readonly<Record<string, Catalog>>;

/** The kept lineage if it still holds, else what `analyze` gives with catalogs that note what is asked. */
export function cached(cache: UnitCache, key: string, catalogs: Catalogs, analyze: (catalogs: Catalogs) => UnitLineage): UnitLineage {
  const kept = cache.get(key);
  const holds = kept?.lookups.every(([catalog, name, columns]) => columnsIn(catalogs[catalog], name.split('.')) === columns);
  if (kept !== undefined && holds === true) return kept.lineage;
  const lookups = new Map<string, CachedUnit['lookups'][number]>();
  const noting = Object.entries(catalogs).map(([catalog, inner]): [string, Catalog] => [
    catalog,
    {
      lookup(parts) {
        const name = parts.join('.');
        const id = `${catalog} ${name}`;
        if (!lookups.has(id)) lookups.set(id, [catalog, name, columnsIn(inner, parts)]);
        return inner.lookup(parts);
      },
    },
  ]);
  const lineage = lean(analyze(Object.fromEntries(noting)));
  cache.set(key, { lookups: [...lookups.values()], lineage });
  return lineage;
}

function columnsIn(catalog: Catalog | undefined, parts: readonly string[]): string | null {
  const found = catalog?.lookup(parts);
  return found === undefined ? null : `${found.unquoted ? 'unquoted ' : ''}${found.columns.join('\n')}`;
}

/** Without what a project does not ask for: steps, and places other than those of stars. */
function lean({ ok, statements, diagnostics }: UnitLineage): UnitLineage {
  return {
    ok,
    statements: statements.map(leanStatement),
    diagnostics: diagnostics.map(({ severity, code, message }) => ({ severity, code, message })),
  };
}

function leanStatement({ kind, span, fingerprint, reads, writes, columns, influences }: StatementLineage): StatementLineage {
  const leanColumns = columns.map((column): OutputColumn => {
    const { dataset, column: name, inputs } = column;
    return name === '*' ? column : { dataset, column: name, inputs: inputs.map(leanInput) };
  });
  const leanInfluences = influences.map(({ dataset, input }) => ({ dataset, input: leanInput(input) }));
  return { kind, span, fingerprint, reads, writes, columns: leanColumns, influences: leanInfluences, steps: [], diagnostics: [] };
}

function leanInput<T extends Input>({ spans: _spans, ...input }: T): T {
  return input as unknown as T;
}
