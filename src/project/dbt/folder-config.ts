/** dbt_project.yml and the properties files, as far as lineage needs them. */
import {
  anything,
  type Decoded,
  type Decoder,
  type Decoding,
  isRecord,
  list,
  mismatch,
  object,
  oneOrMany,
  record,
  word,
} from '../../base/decode.js';
import { manifestElement } from './manifest-types.js';

// ── dbt_project.yml ──────────────────────────────────────────────────────────────────────────────────────────────────

const folders = list(word);

const projectFile = record({
  name: word,
  vars: object,
  'model-paths': folders,
  'source-paths': folders,
  'seed-paths': folders,
  'data-paths': folders,
  'snapshot-paths': folders,
  'macro-paths': folders,
  'test-paths': folders,
  models: object,
  seeds: object,
  snapshots: object,
});

export interface DbtProjectFile {
  readonly name: string;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<'model' | 'seed' | 'snapshot' | 'macro' | 'test', readonly string[]>>;
  /** The `models:`, `seeds:` and `snapshots:` trees. */
  readonly config: Readonly<Record<'models' | 'seeds' | 'snapshots', ConfigTree>>;
}

/** An empty file, and one that is no object, is a project of nothing but defaults. */
export function decodeProjectFile(value: unknown, document: Decoding): DbtProjectFile {
  const file = projectFile(value ?? {}, document) ?? {};
  const { name = 'project', vars = {}, models, seeds, snapshots } = file;
  const { [name]: own, ...shared } = vars;
  return {
    name,
    vars: { ...shared, ...(isRecord(own) && own) },
    paths: {
      model: file['model-paths'] ?? file['source-paths'] ?? ['models'],
      seed: file['seed-paths'] ?? file['data-paths'] ?? ['seeds'],
      snapshot: file['snapshot-paths'] ?? ['snapshots'],
      macro: file['macro-paths'] ?? ['macros'],
      test: file['test-paths'] ?? ['tests'],
    },
    config: { models: configTree(models), seeds: configTree(seeds), snapshots: configTree(snapshots) },
  };
}

// ── Properties files ─────────────────────────────────────────────────────────────────────────────────────────────────

export interface TestProperty {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** `unique`, or `{ accepted_values: { … } }`. */
const test: Decoder<TestProperty> = (value, document) => {
  if (typeof value === 'string') return { name: value, arguments: {} };
  if (!isRecord(value)) return mismatch(value, 'a test', document);
  const [name = 'test', given] = Object.entries(value)[0] ?? [];
  return { name, arguments: isRecord(given) ? given : {} };
};

const tests = { tests: list(test), data_tests: list(test) };

const constraints = list(record({ type: word, columns: list(word) }, ['type']));

const column = record({ name: word, quote: anything, description: word, data_type: word, tags: oneOrMany(word), constraints, ...tests }, [
  'name',
]);

const owned = {
  name: word,
  description: word,
  columns: list(column),
  config: object,
  tags: oneOrMany(word),
  meta: object,
  access: word,
  group: word,
  identifier: word,
  constraints,
  ...tests,
};

const property = record(owned, ['name']);

export type Property = Decoded<typeof property>;

const source = record({ name: word, database: word, schema: word, tables: list(property) }, ['name']);

const exposure = record(
  {
    name: word,
    tags: oneOrMany(word),
    type: word,
    url: word,
    owner: record({ name: word, email: oneOrMany(word) }),
    depends_on: list(word),
  },
  ['name'],
);

/** A name, or an object with one. */
const named: Decoder<string> = (value, document) => (isRecord(value) ? nameOnly(value, document)?.name : word(value, document));

const nameOnly = record({ name: word }, ['name']);

/** Of dbt 1.6 and later with `type_params`, before that with `model`. */
const metric = record(
  {
    name: word,
    type: word,
    tags: oneOrMany(word),
    model: word,
    type_params: record({
      measure: named,
      numerator: named,
      denominator: named,
      metrics: list(named),
      conversion_type_params: record({ base_measure: named, conversion_measure: named }),
    }),
  },
  ['name'],
);

const elements = list(manifestElement);

const semanticModel = record({ name: word, model: word, entities: elements, dimensions: elements, measures: elements }, ['name']);

const savedQuery = record({ name: word, query_params: record({ metrics: list(word) }) }, ['name']);

const propertiesFile = record({
  models: list(property),
  sources: list(source),
  seeds: list(property),
  snapshots: list(property),
  exposures: list(exposure),
  metrics: list(metric),
  semantic_models: list(semanticModel),
  saved_queries: list(savedQuery),
});

export type PropertiesFile = Decoded<typeof propertiesFile>;
export type MetricProperty = Decoded<typeof metric>;
export type SemanticProperty = Decoded<typeof semanticModel>;
export type SavedQueryProperty = Decoded<typeof savedQuery>;

/** Files that are no object say nothing. */
export function decodePropertiesFile(value: unknown, document: Decoding): PropertiesFile {
  return propertiesFile(value ?? {}, document) ?? {};
}

// ── Settings ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A tree of dbt_project.yml: what each folder says, and the folders within. */
export interface ConfigTree {
  readonly settings: ReadonlyMap<string, unknown>;
  readonly tags: readonly unknown[];
  readonly folders: ReadonlyMap<string, ConfigTree>;
}

function configTree(value: unknown): ConfigTree {
  const settings = new Map<string, unknown>();
  const tags: unknown[] = [];
  const folders = new Map<string, ConfigTree>();
  for (const [key, each] of Object.entries(isRecord(value) ? value : {})) {
    const setting = key.startsWith('+') ? key.slice(1) : SETTINGS.has(key) && typeof each !== 'object' ? key : undefined;
    if (setting === 'tags') tags.push(...(Array.isArray(each) ? each : [each]));
    else if (setting !== undefined) settings.set(setting, each);
    if (isRecord(each)) folders.set(key, configTree(each));
  }
  return { settings, tags, folders };
}

/** What a tree says for a folder path (`['shop', 'staging']`): nearer settings win, tags add up. */
export function configAt(tree: ConfigTree, path: readonly string[]): Readonly<Record<string, unknown>> {
  const found = new Map<string, unknown>();
  const tags: unknown[] = [];
  let at: ConfigTree | undefined = tree;
  for (let step = 0; at !== undefined; step++) {
    for (const [key, value] of at.settings) found.set(key, value);
    tags.push(...at.tags);
    at = at.folders.get(path[step] ?? '');
  }
  return { ...Object.fromEntries(found), tags };
}

const SETTINGS = new Set(['materialized', 'schema', 'database', 'alias', 'tags', 'enabled', 'group', 'access']);
