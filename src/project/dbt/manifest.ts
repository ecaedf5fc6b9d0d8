/** dbt's artifacts → a project: manifest.json of versions 4 to 12 and, where there is one, catalog.json. */
import type { Diagnostic } from '../../base/diagnostic.js';
import { storedName } from '../../catalog/names.js';
import type { Dialect, Names } from '../../dialects/dialect.js';
import { findDialect } from '../../dialects/index.js';
import { INJECTED } from '../analyze-unit.js';
import { storedParts, storedRelation } from '../relation-name.js';
import type { DeclaredColumns, ProjectSource, Unit, UnitCode, UnitKind } from '../unit.js';
import { dialectOfAdapter } from './adapters.js';
import { consumersOf } from './consumers.js';
import { columnsOfHeader } from './csv-header.js';
import { parseManifestBytes } from './manifest-bytes.js';
import type { DbtCatalog, Manifest, ManifestNode } from './manifest-types.js';

export interface ManifestOptions {
  /** catalog.json's text. */
  readonly catalog?: string | undefined;
  /** Overrides what the adapter says. */
  readonly dialect?: string | undefined;
  /** The text of a file of the project (its path from the project's root), or undefined: for the headers of seeds. */
  readonly read?: ((path: string) => string | undefined) | undefined;
}

const UNITS: Readonly<Record<string, UnitKind>> = { model: 'model', snapshot: 'snapshot', seed: 'seed', source: 'source' };

/**
 * A text, or the bytes (UTF-8) of one that may be longer than a string can be. Never throws: a document that is no manifest is a
 * project without units and a diagnostic.
 */
export function readManifest(document: string | Uint8Array, options: ManifestOptions = {}): ProjectSource {
  const diagnostics: Diagnostic[] = [];
  const manifest = parsed<Manifest>(document, 'manifest.json', diagnostics);
  const catalog = options.catalog === undefined ? undefined : parsed<DbtCatalog>(options.catalog, 'catalog.json', diagnostics);
  const name = manifest?.metadata?.project_name ?? '';
  const dialectName = options.dialect ?? dialectOfAdapter(manifest?.metadata?.adapter_type);
  if (manifest === undefined || typeof manifest.nodes !== 'object' || manifest.nodes === null) {
    if (manifest !== undefined) diagnostics.push(unreadable('manifest.json has no nodes: it is not a dbt manifest.'));
    return { name, dialect: dialectName, units: [], consumers: [], diagnostics };
  }
  const dialect = findDialect(dialectName) ?? (findDialect('generic') as Dialect);
  const nodes = [...Object.values(manifest.sources ?? {}), ...Object.values(manifest.nodes)].filter((node) => node.resource_type in UNITS);
  const byId = new Map(nodes.map((node) => [node.unique_id, node]));
  const reader: Reader = { names: dialect.names, byId, catalog, read: options.read };
  const units = nodes.map((node) => unitOf(node, reader));
  const consumers = consumersOf(manifest, byId);
  return {
    name: name || (units.find((unit) => unit.kind === 'model')?.package ?? ''),
    dialect: dialect.name,
    units,
    consumers,
    diagnostics,
  };
}

interface Reader {
  readonly names: Names;
  readonly byId: ReadonlyMap<string, ManifestNode>;
  readonly catalog: DbtCatalog | undefined;
  readonly read: ManifestOptions['read'];
}

function unitOf(node: ManifestNode, reader: Reader): Unit {
  const kind = UNITS[node.resource_type] as UnitKind;
  const { config } = node;
  return {
    id: node.unique_id,
    kind,
    name: kind === 'source' ? `${node.source_name}.${node.name}` : versionedName(node),
    path: node.original_file_path ?? '',
    fqn: node.fqn ?? [],
    tags: node.tags ?? [],
    package: node.package_name ?? '',
    materialized: config?.materialized,
    access: node.access ?? config?.access,
    group: node.group ?? config?.group ?? undefined,
    description: node.description ?? '',
    meta: { ...config?.meta, ...node.meta },
    dataset: datasetOf(node, reader.names),
    dependsOn: (node.depends_on?.nodes ?? []).filter((id) => reader.byId.has(id)),
    declared: declaredColumns(node, kind, reader),
    code: kind === 'model' || kind === 'snapshot' ? codeOf(node, reader) : undefined,
  };
}

function versionedName({ name, version }: ManifestNode): string {
  return version === undefined || version === null ? name : `${name}.v${version}`;
}

function datasetOf(node: ManifestNode, names: Names): string {
  if (node.relation_name) return storedRelation(node.relation_name, names);
  return storedParts([node.database, node.schema, node.identifier ?? node.alias ?? node.name], names);
}

// ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function declaredColumns(node: ManifestNode, kind: UnitKind, { catalog, read, names }: Reader): DeclaredColumns | undefined {
  const table = catalog?.nodes?.[node.unique_id] ?? catalog?.sources?.[node.unique_id];
  if (table !== undefined) {
    const columns = Object.entries(table.columns).map(([key, { name, index }]) => ({ name: name ?? key, index: index ?? 0 }));
    return { by: 'catalog', names: columns.sort((a, b) => a.index - b.index).map((column) => column.name) };
  }
  if (kind === 'seed') {
    const header = read?.(node.original_file_path ?? '');
    if (header !== undefined) return { by: 'seed', names: columnsOfHeader(header).map((name) => storedName(names, name, false)) };
  }
  const columns = Object.entries(node.columns ?? {});
  if (columns.length === 0) return undefined;
  const enforced = node.contract?.enforced ?? node.config?.contract?.enforced ?? false;
  const stored = columns.map(([key, { name = key, quote }]) => storedName(names, name, quote === true));
  return { by: enforced ? 'contract' : 'documentation', names: stored };
}

// ── Code ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function codeOf(node: ManifestNode, reader: Reader): UnitCode | undefined {
  const raw = node.raw_code ?? node.raw_sql ?? '';
  if (node.language === 'python') return { text: raw, form: 'python', aliases: new Map() };
  const compiled = node.compiled_code ?? node.compiled_sql ?? '';
  if (compiled.trim() !== '') return { text: compiled, form: 'sql', aliases: injectedNames(node, reader) };
  if (raw.trim() === '') return undefined;
  return { text: raw, form: raw.includes('{{') || raw.includes('{%') ? 'template' : 'sql', aliases: templateNames(node, reader) };
}

/** The CTEs that stand for ephemeral models, whether read here or by another ephemeral model that was put in as well. */
function injectedNames(node: ManifestNode, { byId, names }: Reader): Map<string, string> {
  const aliases = new Map<string, string>();
  const pending = [node];
  const seen = new Set<string>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const id of next.depends_on?.nodes ?? []) {
      const parent = byId.get(id);
      if (parent === undefined || parent.config?.materialized !== 'ephemeral' || seen.has(id)) continue;
      seen.add(id);
      aliases.set(storedName(names, INJECTED + parent.name, false), datasetOf(parent, names));
      pending.push(parent);
    }
  }
  return aliases;
}

/** What `ref`, `source` and `this` come to when the parser reads them as they stand. */
function templateNames(node: ManifestNode, { byId, names }: Reader): Map<string, string> {
  const aliases = new Map([['this', datasetOf(node, names)]]);
  for (const id of node.depends_on?.nodes ?? []) {
    const parent = byId.get(id);
    if (parent === undefined) continue;
    const parts = parent.resource_type === 'source' ? [parent.source_name, parent.name] : [parent.name];
    aliases.set(storedParts(parts, names), datasetOf(parent, names));
  }
  return aliases;
}

function parsed<T>(document: string | Uint8Array, name: string, diagnostics: Diagnostic[]): T | undefined {
  try {
    const value: unknown = typeof document === 'string' ? JSON.parse(document) : parseManifestBytes(document);
    if (typeof value === 'object' && value !== null) return value as T;
    diagnostics.push(unreadable(`${name} is not an object.`));
  } catch (error) {
    diagnostics.push(unreadable(`${name} is not valid JSON: ${(error as Error).message}`));
  }
  return undefined;
}

function unreadable(message: string): Diagnostic {
  return { severity: 'error', code: 'bad-request', message };
}
