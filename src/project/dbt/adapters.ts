import { findDialect } from '../../dialects/index.js';

/** Adapters that are not called as their dialect is. */
const ADAPTERS: Readonly<Record<string, string>> = {
  synapse: 'tsql',
  glue: 'spark',
  upsolver: 'generic',
  'athena-community': 'athena',
  singlestoredb: 'singlestore',
  dm: 'oracle',
};

/** The dialect that a dbt adapter speaks; `generic` for one that nobody knows. */
export function dialectOfAdapter(adapter: string | null | undefined): string {
  if (adapter === null || adapter === undefined) return 'generic';
  const name = adapter.toLowerCase();
  return findDialect(ADAPTERS[name] ?? name)?.name ?? 'generic';
}
