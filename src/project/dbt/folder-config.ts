/** dbt_project.yml and the properties files, as far as lineage needs them. */
import { parse as parseYaml } from 'yaml';
import type { ManifestElement } from './manifest-types.js';

export interface DbtProjectFile {
  readonly name: string;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<'model' | 'seed' | 'snapshot' | 'macro' | 'test', readonly string[]>>;
  /** The `models:`, `seeds:` and `snapshots:` trees. */
  readonly config: Readonly<Record<'models' | 'seeds' | 'snapshots', ConfigTree>>;
}

export interface Property {
  readonly name: string;
  readonly description?: string;
  readonly columns?: readonly PropertyColumn[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly tests?: readonly unknown[];
  readonly data_tests?: readonly unknown[];
  readonly tags?: readonly string[] | string;
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly access?: string;
  readonly group?: string;
  /** Of sources. */
  readonly database?: string;
  readonly schema?: string;
  readonly identifier?: string;
  readonly tables?: readonly Property[];
  /** Of exposures. */
  readonly type?: string;
  readonly url?: string;
  readonly owner?: { readonly name?: string; readonly email?: string };
  readonly depends_on?: readonly string[];
}

export interface PropertyColumn {
  readonly name: string;
  readonly quote?: boolean;
  readonly tests?: readonly unknown[];
  readonly data_tests?: readonly unknown[];
}

export interface PropertiesFile {
  readonly models?: readonly Property[];
  readonly sources?: readonly Property[];
  readonly seeds?: readonly Property[];
  readonly snapshots?: readonly Property[];
  readonly exposures?: readonly Property[];
  readonly metrics?: readonly MetricProperty[];
  readonly semantic_models?: readonly SemanticProperty[];
  readonly saved_queries?: readonly SavedQueryProperty[];
}

/** A name, or an object with one. */
export type Named = string | { readonly name?: string };

/** Of dbt 1.6 and later with `type_params`, before that with `model`. */
export interface MetricProperty {
  readonly name: string;
  readonly type?: string;
  readonly tags?: readonly string[] | string;
  readonly model?: string;
  readonly type_params?: {
    readonly measure?: Named;
    readonly numerator?: Named;
    readonly denominator?: Named;
    readonly metrics?: readonly Named[];
    readonly conversion_type_params?: { readonly base_measure?: Named; readonly conversion_measure?: Named };
  };
}

export interface SemanticProperty {
  readonly name: string;
  readonly model?: string;
  readonly entities?: readonly ManifestElement[];
  readonly dimensions?: readonly ManifestElement[];
  readonly measures?: readonly ManifestElement[];
}

export interface SavedQueryProperty {
  readonly name: string;
  readonly query_params?: { readonly metrics?: readonly string[] };
}

type Members = Readonly<Record<string, unknown>>;

/** Throws what YAML's reader throws. */
export function readProjectFile(text: string): DbtProjectFile {
  const file = members(parseYaml(text));
  const list = (names: readonly string[], fallback: string): readonly string[] => {
    const value = names.map((name) => file[name]).find(Array.isArray);
    return value === undefined ? [fallback] : value.map(String);
  };
  const name = String(file['name'] ?? 'project');
  const { [name]: own, ...shared } = members(file['vars']);
  return {
    name,
    vars: { ...shared, ...members(own) },
    paths: {
      model: list(['model-paths', 'source-paths'], 'models'),
      seed: list(['seed-paths', 'data-paths'], 'seeds'),
      snapshot: list(['snapshot-paths'], 'snapshots'),
      macro: list(['macro-paths'], 'macros'),
      test: list(['test-paths'], 'tests'),
    },
    config: { models: configTree(file['models']), seeds: configTree(file['seeds']), snapshots: configTree(file['snapshots']) },
  };
}

/** Throws what YAML's reader throws. */
export function readPropertiesFile(text: string): PropertiesFile {
  return members(parseYaml(text)) as PropertiesFile;
}

/** A tree of dbt_project.yml: what each folder says, and the folders within. */
export interface ConfigTree {
  readonly settings: Members;
  readonly tags: readonly unknown[];
  readonly folders: ReadonlyMap<string, ConfigTree>;
}

function configTree(value: unknown): ConfigTree {
  const settings: Record<string, unknown> = {};
  const tags: unknown[] = [];
  const folders = new Map<string, ConfigTree>();
  for (const [key, each] of Object.entries(members(value))) {
    const setting = key.startsWith('+') ? key.slice(1) : SETTINGS.has(key) && typeof each !== 'object' ? key : undefined;
    if (setting === 'tags') tags.push(...(Array.isArray(each) ? each : [each]));
    else if (setting !== undefined) settings[setting] = each;
    if (typeof each === 'object') folders.set(key, configTree(each));
  }
  return { settings, tags, folders };
}

/** What a tree says for a folder path (`['shop', 'staging']`): nearer settings win, tags add up. */
export function configAt(tree: ConfigTree, path: readonly string[]): Members {
  const found: Record<string, unknown> = {};
  const tags: unknown[] = [];
  let at: ConfigTree | undefined = tree;
  for (let step = 0; at !== undefined; step++) {
    Object.assign(found, at.settings);
    tags.push(...at.tags);
    at = at.folders.get(path[step] ?? '');
  }
  return { ...found, tags };
}

const SETTINGS = new Set(['materialized', 'schema', 'database', 'alias', 'tags', 'enabled', 'group', 'access']);

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
