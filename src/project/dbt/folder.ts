/** A dbt project that was never compiled → a project: its SQL is rendered, as far as that goes without a warehouse. */
import { type Decoder, isRecord, newDecoding, problemsOf } from '../../base/decode.js';
import { badRequest, type Diagnostic } from '../../base/diagnostic.js';
import type { CatalogDataset } from '../../catalog/catalog.js';
import { storedName } from '../../catalog/names.js';
import type { Dialect, Names } from '../../dialects/dialect.js';
import { findDialect } from '../../dialects/index.js';
import { parseDocument } from '../../read/document.js';
import { pathInside } from '../path-inside.js';
import { storedParts } from '../relation-name.js';
import type { Consumer, DeclaredColumns, ProjectSource, Unit, UnitCode, UnitKind } from '../unit.js';
import { argumentsOf } from './arguments.js';
import { builtins } from './builtins.js';
import { columnsOfHeader } from './csv-header.js';
import { type Documented, type DocumentedTest, describe, documentedTest } from './described.js';
import {
  type ConfigTree,
  configAt,
  type DbtProjectFile,
  decodeProjectFile,
  decodePropertiesFile,
  type PropertiesFile,
  type Property,
  type TestProperty,
} from './folder-config.js';
import { exposuresOf, nameIn, singularTest, testsOf } from './folder-consumers.js';
import { semanticsOf } from './folder-semantics.js';
import { snapshotsIn } from './macros.js';
import { newRenderer, type Renderer } from './template.js';

export interface DbtFolderOptions {
  readonly dialect?: string | undefined;
}

/** `paths` from the project's root; `read` gives a file's text, undefined where it cannot be read. */
export function readDbtFolder(
  paths: readonly string[],
  read: (path: string) => string | undefined,
  options?: DbtFolderOptions | null,
): ProjectSource {
  const diagnostics: Diagnostic[] = [];
  const dialect = findDialect(options?.dialect) ?? (findDialect('generic') as Dialect);
  const yaml = <T>(path: string, decode: Decoder<T>) => decodedYaml(read(path) ?? '', path, decode, diagnostics);
  const written = yaml('dbt_project.yml', decodeProjectFile) ?? decodeProjectFile({}, newDecoding());
  const file = { ...written, paths: pathsInside(written.paths, diagnostics) };
  const properties = paths
    .filter((path) => /\.ya?ml$/.test(path) && within(path, [...file.paths.model, ...file.paths.seed, ...file.paths.snapshot]))
    .flatMap((path) => yaml(path, decodePropertiesFile) ?? []);
  const macros = paths.filter((path) => path.endsWith('.sql')).flatMap((path) => macroFile(path, file, read));
  const project: Reader = {
    file,
    names: dialect.names,
    properties: indexed(properties),
    renderer: newRenderer(macros, file.name),
    relations: new Map(),
  };
  const drafts = [
    ...properties.flatMap((each) => sourceDrafts(each, project)),
    ...paths.flatMap((path) => fileDrafts(path, read, project)),
  ];
  for (const draft of drafts) for (const name of draft.names) project.relations.set(name, draft);
  const units = drafts.map((draft) => unitOf(draft, project)).filter((unit) => unit !== undefined);
  const ids = (name: string): string | undefined => project.relations.get(name)?.id;
  const consumers: Consumer[] = [
    ...properties.flatMap((each) => [...exposuresOf(each, file.name, ids), ...testsOf(each, ids)]),
    ...paths.filter((path) => isSingularTest(path, file)).map((path) => testIn(path, read(path) ?? '', project)),
    ...semanticsOf(properties, file.name, ids),
  ];
  return { name: file.name, dialect: dialect.name, units, consumers, diagnostics };
}

/** A unit before its SQL is rendered, which needs to know the names of all others. */
interface Draft {
  readonly id: string;
  readonly kind: UnitKind;
  readonly name: string;
  /** What `ref` (`x`) or `source` (`s.t`) calls it. */
  readonly names: readonly string[];
  readonly path: string;
  readonly property: Property | undefined;
  readonly config: Readonly<Record<string, unknown>>;
  /** As SQL can name it. */
  readonly relation: string;
  readonly text: string;
}

interface Reader {
  readonly file: DbtProjectFile;
  readonly names: Names;
  readonly properties: ReadonlyMap<string, Property>;
  readonly renderer: Renderer;
  readonly relations: Map<string, Draft>;
}

// ── Drafts ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function sourceDrafts({ sources = [] }: PropertiesFile, { file }: Reader): Draft[] {
  return sources.flatMap((source) =>
    (source.tables ?? []).map((table): Draft => {
      const schema = plainText(source.schema) ?? source.name;
      const relation = [plainText(source.database), schema, table.identifier ?? table.name].filter((part) => part !== undefined).join('.');
      const name = `${source.name}.${table.name}`;
      const id = `source.${file.name}.${name}`;
      return { id, kind: 'source', name, names: [name], path: '', property: table, config: {}, relation, text: '' };
    }),
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A setting that is no template. */
function plainText(value: string | undefined): string | undefined {
  return value === undefined || value.includes('{{') ? undefined : value;
}

function fileDrafts(path: string, read: (path: string) => string | undefined, project: Reader): Draft[] {
  const { paths, config, name: package_ } = project.file;
  const base = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const draft = (kind: UnitKind, name: string, folders: readonly string[], tree: ConfigTree, text: string): Draft => {
    const property = project.properties.get(name);
    const own = { ...configAt(tree, [package_, ...inside(path, folders)]), ...property?.config };
    const inFile = configIn(text);
    const schema = inFile.schema ?? textOf(own['schema']) ?? package_;
    const relation = `${schema}.${inFile.alias ?? name}`;
    return {
      id: `${kind}.${package_}.${name}`,
      kind,
      name,
      names: [name, `${package_}.${name}`],
      path,
      property,
      config: own,
      relation,
      text,
    };
  };
  if (path.endsWith('.csv') && within(path, paths.seed)) return [draft('seed', base, paths.seed, config.seeds, read(path) ?? '')];
  if (/\.(sql|py)$/.test(path) && within(path, paths.model)) return [draft('model', base, paths.model, config.models, read(path) ?? '')];
  if (!path.endsWith('.sql') || !within(path, paths.snapshot)) return [];
  return snapshotsIn(read(path) ?? '').map(({ name, text }) => draft('snapshot', name, paths.snapshot, config.snapshots, text));
}

/** The settings in a file's own `config(…)` that its name depends on, which others need before it is rendered. */
function configIn(text: string): { readonly schema?: string; readonly alias?: string } {
  const start = text.search(/\{\{-?\s*config\s*\(/);
  const rest = start < 0 ? '' : text.slice(start);
  const call = rest.slice(0, rest.search(/\)\s*-?\}\}/) + 1);
  const value = (name: string) => new RegExp(`\\b${name}\\s*=\\s*['"]([\\w]+)['"]`).exec(call)?.[1];
  const [schema, alias] = [value('schema'), value('alias')];
  return { ...(schema !== undefined && { schema }), ...(alias !== undefined && { alias }) };
}

/** Macros that define tests for others to call lie below `generic`. */
function isSingularTest(path: string, { paths }: DbtProjectFile): boolean {
  return path.endsWith('.sql') && within(path, paths.test) && !inside(path, paths.test).includes('generic');
}

function testIn(path: string, text: string, project: Reader): Consumer {
  return singularTest(path, project.file.name, [...new Set(namedIn(text, project).map(({ id }) => id))]);
}

function macroFile(path: string, { paths, name }: DbtProjectFile, read: (path: string) => string | undefined) {
  const [, package_, rest = ''] = /^dbt_(?:packages|modules)\/([^/]+)\/(.*)$/.exec(path) ?? [];
  const isMacro = package_ === undefined ? within(path, paths.macro) : rest.startsWith('macros/');
  return isMacro ? [{ text: read(path) ?? '', package: package_ ?? name }] : [];
}

// ── Units ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Undefined for a model that is switched off. */
function unitOf(draft: Draft, project: Reader): Unit | undefined {
  const { kind, property, path, name, id, relation } = draft;
  const rendered: RenderedCode =
    kind === 'model' || kind === 'snapshot' ? codeOf(draft, project) : { code: undefined, config: {}, needs: [] };
  const config = { ...draft.config, ...rendered.config };
  if (config['enabled'] === false) return undefined;
  const tags = [draft.config['tags'], property?.tags, rendered.config['tags']].flat().filter((tag) => typeof tag === 'string');
  return {
    id,
    kind,
    name,
    path,
    fqn: [project.file.name, ...path.split('/').slice(1, -1), name],
    tags: [...new Set(tags)],
    package: project.file.name,
    materialized: kind === 'model' ? (textOf(config['materialized']) ?? 'view') : undefined,
    access: property?.access,
    group: property?.group,
    description: property?.description ?? '',
    meta: property?.meta ?? {},
    dataset: storedParts(relation.split('.'), project.names),
    dependsOn: [...new Set(rendered.needs)],
    declared: declaredColumns(draft, project.names),
    described: describedBy(draft, project),
    code: rendered.code,
  };
}

function declaredColumns({ kind, text, property }: Draft, names: Names): DeclaredColumns | undefined {
  if (kind === 'seed') return { by: 'seed', names: columnsOfHeader(text).map((name) => storedName(names, name, false)) };
  const columns = property?.columns ?? [];
  if (columns.length === 0) return undefined;
  const stored = columns.map((column) => storedName(names, column.name, column.quote === true));
  return { by: property !== undefined && isEnforced(property) ? 'contract' : 'documentation', names: stored };
}

function describedBy({ property, relation }: Draft, { names, relations }: Reader): CatalogDataset | undefined {
  if (property === undefined) return undefined;
  const { columns = [], constraints = [], description, tags = [], meta, config, tests = [], data_tests = [] } = property;
  const test = ({ name, arguments: given }: TestProperty): DocumentedTest => {
    const own = isRecord(given['arguments']) ? given['arguments'] : given;
    const other = name === 'relationships' && typeof own['to'] === 'string' ? relations.get(nameIn(own['to'])) : undefined;
    const field = own['field'];
    const references =
      other && typeof field === 'string'
        ? { parts: storedParts(other.relation.split('.'), names).split('.'), columns: [storedName(names, field, false)] }
        : undefined;
    return documentedTest(name, given, isRecord(given['config']) ? given['config'] : {}, references);
  };
  const documented: Documented = {
    dataset: storedParts(relation.split('.'), names),
    description,
    owner: textOf(meta?.['owner'] ?? (isRecord(config?.['meta']) ? config['meta']['owner'] : undefined)),
    tags,
    columns: columns.map(({ quote, tests: old = [], data_tests: own = [], ...column }) => ({
      ...column,
      quote: quote === true,
      tests: [...old, ...own].map(test),
    })),
    constraints,
    tests: [...tests, ...data_tests].map(test),
    contract: isEnforced(property),
    file: undefined,
  };
  return describe(documented, undefined, names);
}

function isEnforced({ config }: Property): boolean {
  const contract = config?.['contract'];
  return isRecord(contract) && contract['enforced'] === true;
}

interface RenderedCode {
  readonly code: UnitCode | undefined;
  readonly config: Readonly<Record<string, unknown>>;
  readonly needs: readonly string[];
}

function codeOf(draft: Draft, project: Reader): RenderedCode {
  const { text, path, relation } = draft;
  if (path.endsWith('.py'))
    return { code: { text, form: 'python', aliases: new Map() }, config: {}, needs: namedIn(text, project).map(({ id }) => id) };
  const config: Record<string, unknown> = {};
  const needs: string[] = [];
  const find = (name: string): string => {
    const found = project.relations.get(name);
    if (found === undefined) return name;
    needs.push(found.id);
    return found.relation;
  };
  const [schema = '', table = ''] = relation.split('.');
  const globals = {
    ...builtins(project.file.vars, project.file.name),
    ref: (...args: unknown[]) => find(argumentsOf(args).list.slice(0, 2).join('.')),
    source: (source: string, name: string) => find(`${source}.${name}`),
    config: (...args: unknown[]) => {
      const { list, named } = argumentsOf(args);
      Object.assign(config, ...list, Object.fromEntries(named));
      return '';
    },
    this: relation,
    this_schema__: schema,
    this_database__: schema,
    this_name__: table,
    this_identifier__: table,
    this_table__: table,
    model: { name: draft.name, unique_id: draft.id },
  };
  try {
    return { code: { text: project.renderer.render(text, globals), form: 'sql', aliases: new Map() }, config, needs };
  } catch {
    return unrendered(draft, project, config);
  }
}

/** The text as it is: the parser takes `ref` and `source` for tables, and skips other templates. */
function unrendered({ text, relation }: Draft, project: Reader, config: Readonly<Record<string, unknown>>): RenderedCode {
  const found = namedIn(text, project);
  const dataset = (each: string) => storedParts(each.split('.'), project.names);
  const aliases = new Map([['this', dataset(relation)]]);
  for (const { kind, name, relation: own } of found)
    aliases.set(dataset(kind === 'source' ? name : (name.split('.').pop() as string)), dataset(own));
  return { code: { text, form: 'template', aliases }, config, needs: found.map(({ id }) => id) };
}

/** What a text's `ref` and `source` name. */
function namedIn(text: string, { relations }: Reader): Draft[] {
  const calls = text.matchAll(/\b(?:ref|source)\s*\(\s*(['"])(\w+)\1(?:\s*,\s*(['"])(\w+)\3)?/g);
  return [...calls]
    .map(([, , first, , second]) => relations.get(second === undefined ? (first as string) : `${first}.${second}`))
    .filter((each) => each !== undefined);
}

// ── Paths ────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Paths = DbtProjectFile['paths'];

/** What dbt_project.yml says, as paths are found: `./models/` → `models`. What leads out of the project is left out. */
function pathsInside(paths: Paths, diagnostics: Diagnostic[]): Paths {
  const kept = (kind: keyof Paths) =>
    paths[kind].flatMap((path) => {
      const inside = pathInside(path);
      if (inside === undefined) {
        const message = `'${path}' (${kind} paths of dbt_project.yml) was not read: it leads out of the project`;
        diagnostics.push({ severity: 'warning', code: 'not-read', message, hint: 'copy it into the project, or install it as a package' });
      }
      return inside ?? [];
    });
  return { model: kept('model'), seed: kept('seed'), snapshot: kept('snapshot'), macro: kept('macro'), test: kept('test') };
}

function within(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => folder === '' || path.startsWith(`${folder}/`));
}

/** The folders between one of these and the file. */
function inside(path: string, folders: readonly string[]): string[] {
  const folder = folders.find((each) => within(path, [each])) ?? '';
  return path
    .slice(folder.length)
    .split('/')
    .filter((part) => part !== '')
    .slice(0, -1);
}

function indexed(files: readonly PropertiesFile[]): Map<string, Property> {
  const all = files.flatMap(({ models = [], seeds = [], snapshots = [] }) => [...models, ...seeds, ...snapshots]);
  return new Map(all.map((property) => [property.name, property]));
}

function decodedYaml<T>(text: string, path: string, decode: Decoder<T>, diagnostics: Diagnostic[]): T | undefined {
  const parsed = parseDocument(text, 'yaml');
  if ('problem' in parsed) {
    diagnostics.push(badRequest(`${path} ${parsed.problem}`));
    return undefined;
  }
  const document = newDecoding();
  const decoded = decode(parsed.value, document);
  diagnostics.push(...problemsOf(document).map((problem) => badRequest(`${path}: ${problem}`)));
  return decoded;
}
