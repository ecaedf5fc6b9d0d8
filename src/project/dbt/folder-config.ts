/** dbt_project.yml and the properties files, as far as lineage needs them. */
import { parse as parseYaml } from 'yaml';
import type { ManifestElement } from './manifest-types.js';

export interface DbtProjectFile {
  readonly name: string;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<'model' | 'seed' | 'snapshot' | 'macro' | 'test', readonly string[]>>;
  /** The `models:`, `seeds:` and `snapshots:` trees. */
  readonly config: Readonly<Record<'models' | 'seeds' | 'snapshots', unknown>>;
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
    config: { models: file['models'], seeds: file['seeds'], snapshots: file['snapshots'] },
  };
}

/** Throws what YAML's reader throws. */
export function readPropertiesFile(text: string): PropertiesFile {
  return members(parseYaml(text)) as PropertiesFile;
}

/** What a tree of dbt_project.yml says for a folder path (`['shop', 'staging']`): nearer settings win, tags add up. */
export function configAt(tree: unknown, path: readonly string[]): Members {
  let found: Record<string, unknown> = {};
  const tags: unknown[] = [];
  let at: Members = members(tree);
  for (let step = 0; ; step++) {
    for (const [key, value] of Object.entries(at)) {
      const setting = key.startsWith('+') ? key.slice(1) : SETTINGS.has(key) && typeof value !== 'object' ? key : undefined;
      if (setting === 'tags') tags.push(...(Array.isArray(value) ? value : [value]));
      else if (setting !== undefined) found = { ...found, [setting]: value };
    }
    const next = path[step];
    if (next === undefined || typeof at[next] !== 'object') return { ...found, tags };
    at = members(at[next]);
  }
}

const SETTINGS = new Set(['materialized', 'schema', 'database', 'alias', 'tags', 'enabled', 'group', 'access']);

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
