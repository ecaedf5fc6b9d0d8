/** dbt's artifacts → a project: manifest.json of versions 4 to 12 and, where there is one, catalog.json. */
import { type Decoder, newDecoding, problemsOf } from '../../base/decode.js';
import { badRequest, type Diagnostic } from '../../base/diagnostic.js';
import type { CatalogDataset } from '../../catalog/catalog.js';
import { storedName } from '../../catalog/names.js';
import type { Dialect, Names } from '../../dialects/dialect.js';
import { findDialect } from '../../dialects/index.js';
import { INJECTED } from '../analyze-unit.js';
import { storedParts, storedRelation } from '../relation-name.js';
import type { DeclaredColumns, ProjectSource, Unit, UnitCode, UnitKind } from '../unit.js';
import { dialectOfAdapter } from './adapters.js';
import { consumersOf, namedNodes, unquoted } from './consumers.js';
import { columnsOfHeader } from './csv-header.js';
import { type Documented, type DocumentedTest, describe, documentedTest, type Listed } from './described.js';
import { parseManifestBytes } from './manifest-bytes.js';
import { type DbtCatalog, decodeCatalog, decodeManifest, type Manifest, type ManifestNode } from './manifest-types.js';

export interface ManifestOptions {
  /** catalog.json's text. */
  readonly catalog?: string | undefined;
  /** Overrides what the adapter says. */
  readonly dialect?: string | undefined;
  /** The text of a file of the project (its path from the project's root), or undefined: for the headers of seeds. */
  readonly read?: ((path: string) => string | undefined) | undefined;
}

const UNITS: ReadonlyMap<string, UnitKind> = new Map([
  ['model', 'model'],
  ['snapshot', 'snapshot'],
  ['seed', 'seed'],
  ['source', 'source'],
]);

/**
 * A text, or the bytes (UTF-8) of one that may be longer than a string can be. Never throws: a document that is no manifest is a
 * project without units and a diagnostic, and so is whatever has another shape than dbt gives it.
 */
export function readManifest(document: string | Uint8Array, options?: ManifestOptions | null): ProjectSource {
  const diagnostics: Diagnostic[] = [];
  const manifest = decoded(document, 'manifest.json', decodeManifest, diagnostics) ?? {};
  const catalog = options?.catalog ? decoded(options.catalog, 'catalog.json', decodeCatalog, diagnostics) : undefined;
  const name = manifest.metadata?.project_name ?? '';
  const dialectName = options?.dialect ?? dialectOfAdapter(manifest.metadata?.adapter_type);
  if (manifest.nodes === undefined) {
    if (diagnostics.length === 0) diagnostics.push(badRequest('manifest.json has no nodes: it is not a dbt manifest.', 'error'));
    return { name, dialect: dialectName, units: [], consumers: [], diagnostics };
  }
  const dialect = findDialect(dialectName) ?? (findDialect('generic') as Dialect);
  const nodes = [...namedNodes(manifest.sources), ...namedNodes(manifest.nodes)].filter((node) => UNITS.has(node.resource_type));
  const byId = new Map(nodes.map((node) => [node.unique_id, node]));
  const reader: Reader = {
    names: dialect.names,
    byId,
    catalog,
    read: options?.read ?? undefined,
    tests: testsByUnit(manifest, byId, dialect.names),
  };
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
  readonly tests: ReadonlyMap<string, TestsOfUnit>;
}

function unitOf(node: ManifestNode, reader: Reader): Unit {
  const kind = UNITS.get(node.resource_type) as UnitKind;
  const { config } = node;
  return {
    id: node.unique_id,
    kind,
    name: kind === 'source' ? sourceName(node).join('.') : versionedName(node),
    path: node.original_file_path ?? '',
    fqn: node.fqn ?? [],
    tags: node.tags ?? [],
    package: node.package_name ?? '',
    materialized: config?.materialized,
    access: node.access ?? config?.access,
    group: node.group ?? config?.group,
    description: node.description ?? '',
    meta: { ...config?.meta, ...node.meta },
    dataset: datasetOf(node, reader.names),
    dependsOn: (node.depends_on?.nodes ?? []).filter((id) => reader.byId.has(id)),
    declared: declaredColumns(node, kind, reader),
    described: describedBy(node, reader),
    code: kind === 'model' || kind === 'snapshot' ? codeOf(node, reader) : undefined,
  };
}

function versionedName({ name, version }: ManifestNode): string {
  return version === undefined ? name : `${name}.v${version}`;
}

function sourceName({ source_name = '', name }: ManifestNode): string[] {
  return [source_name, name];
}

function datasetOf(node: ManifestNode, names: Names): string {
  if (node.relation_name) return storedRelation(node.relation_name, names);
  return storedParts([node.database, node.schema, node.identifier ?? node.alias ?? node.name], names);
}

// ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function declaredColumns(node: ManifestNode, kind: UnitKind, { catalog, read, names }: Reader): DeclaredColumns | undefined {
  const listed = (catalog?.nodes?.get(node.unique_id) ?? catalog?.sources?.get(node.unique_id))?.columns;
  if (listed !== undefined) {
    const columns = [...listed].map(([key, { name = key, index = 0 }]) => ({ name, index }));
    return { by: 'catalog', names: columns.sort((a, b) => a.index - b.index).map((column) => column.name) };
  }
  if (kind === 'seed') {
    const header = read?.(node.original_file_path ?? '');
    if (header !== undefined) return { by: 'seed', names: columnsOfHeader(header).map((name) => storedName(names, name, false)) };
  }
  const columns = [...(node.columns ?? [])];
  if (columns.length === 0) return undefined;
  const enforced = node.contract?.enforced ?? node.config?.contract?.enforced ?? false;
  const stored = columns.map(([key, { name = key, quote }]) => storedName(names, name, quote === true));
  return { by: enforced ? 'contract' : 'documentation', names: stored };
}

function describedBy(node: ManifestNode, { catalog, names, tests }: Reader): CatalogDataset | undefined {
  const { config, meta, original_file_path: file, constraints = [] } = node;
  const owner = meta?.['owner'] ?? config?.meta?.['owner'];
  const tested = tests.get(node.unique_id);
  const columns = [...(node.columns ?? [])].map(([key, { name = key, ...column }]) => ({
    ...column,
    name,
    constraints: column.constraints ?? [],
    tests: tested?.get(name.toLowerCase()) ?? [],
  }));
  const documented: Documented = {
    dataset: datasetOf(node, names),
    description: node.description,
    owner: typeof owner === 'string' ? owner : undefined,
    tags: node.tags ?? [],
    columns,
    constraints,
    tests: tested?.get('') ?? [],
    contract: node.contract?.enforced ?? config?.contract?.enforced ?? false,
    file,
  };
  const listed = catalog?.nodes?.get(node.unique_id) ?? catalog?.sources?.get(node.unique_id);
  return describe(documented, listed && listedBy(listed), names);
}

type CatalogTable = NonNullable<ReturnType<NonNullable<DbtCatalog['nodes']>['get']>>;

function listedBy({ metadata, columns }: CatalogTable): Listed {
  const listed = [...(columns ?? [])].map(([key, { name = key, index = 0, type, comment }]) => ({
    index,
    column: { name, ...(type && { type }), ...(comment && { comment }) },
  }));
  const { type: kind, comment, owner } = metadata ?? {};
  return { kind: kind?.toLowerCase(), comment, owner, columns: listed.sort((a, b) => a.index - b.index).map(({ column }) => column) };
}

/** By column in lower case; empty: of the dataset as a whole. */
type TestsOfUnit = Map<string, DocumentedTest[]>;

/** The generic tests of each unit. */
function testsByUnit(manifest: Manifest, byId: ReadonlyMap<string, ManifestNode>, names: Names): Map<string, TestsOfUnit> {
  const tests = new Map<string, TestsOfUnit>();
  for (const node of namedNodes(manifest.nodes)) {
    const name = node.resource_type === 'test' ? node.test_metadata?.name : undefined;
    const parents = (node.depends_on?.nodes ?? []).filter((id) => byId.has(id));
    const unit = node.attached_node ?? parents.at(-1);
    if (name === undefined || unit === undefined) continue;
    const given = node.test_metadata?.kwargs ?? {};
    const other = byId.get(parents.find((id) => id !== unit) ?? unit);
    const field = given['field'];
    const references =
      name === 'relationships' && other && typeof field === 'string'
        ? { parts: datasetOf(other, names).split('.'), columns: [storedName(names, unquoted(field), field !== unquoted(field))] }
        : undefined;
    const test = documentedTest(name, given, node.config ?? {}, references);
    const column = unquoted(node.column_name ?? '').toLowerCase();
    const ofUnit = tests.get(unit) ?? new Map<string, DocumentedTest[]>();
    tests.set(unit, ofUnit.set(column, [...(ofUnit.get(column) ?? []), test]));
  }
  return tests;
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
    const parts = parent.resource_type === 'source' ? sourceName(parent) : [parent.name];
    aliases.set(storedParts(parts, names), datasetOf(parent, names));
  }
  return aliases;
}

function decoded<T>(document: string | Uint8Array, name: string, decode: Decoder<T>, diagnostics: Diagnostic[]): T | undefined {
  let value: unknown;
  try {
    value = typeof document === 'string' ? JSON.parse(document) : parseManifestBytes(document);
  } catch (error) {
    diagnostics.push(badRequest(`${name} is not valid JSON: ${(error as Error).message}`, 'error'));
    return undefined;
  }
  const decoding = newDecoding();
  const found = decode(value, decoding);
  diagnostics.push(...problemsOf(decoding).map((problem) => badRequest(`${name}: ${problem}`, found === undefined ? 'error' : 'warning')));
  return found;
}
