/** Headwater's configuration: one table says which keys there are; the check and the JSON Schema are made from it. */
import { findDialect } from '../dialects/index.js';
import { type AddedFunctions, addedFunctionsProblem, addedFunctionsSchema } from '../functions/added.js';

/** What `headwater.config.*` may say. Paths are relative to the file. */
export interface Config {
  /** A dbt project, its manifest.json, or a folder of SQL. Default: the folder of the file. */
  readonly project?: string;
  readonly dialect?: string;
  /** Dialects of some files, by glob; the first that matches counts. */
  readonly dialects?: Readonly<Record<string, string>>;
  readonly schema?: string;
  readonly catalog?: string;
  readonly defaultDatabase?: string;
  readonly defaultSchema?: string;
  /** What is known of functions, by name, over what the dialect knows: `{ "risk_score": { "aggregate": true } }`. */
  readonly functions?: AddedFunctions;
  /** Functions whose result hides its input: short for `functions` with `masking`. */
  readonly masking?: readonly string[];
  /** Globs of the files of a folder. Default: all with SQL's extensions. */
  readonly include?: readonly string[];
  readonly ignore?: readonly string[];
  /** Look for SQL in Markdown, Python, Scala and notebooks, too. */
  readonly embedded?: boolean;
  /** Analyse with at most so many threads. Default: as many as the machine can run. */
  readonly threads?: number;
}

type Shape = 'flag' | 'count' | 'text' | 'texts' | 'dialect' | 'dialects' | 'functions';

const KEYS: Readonly<Record<keyof Config, readonly [shape: Shape, about: string]>> = {
  project: ['text', 'A dbt project, its manifest.json, or a folder of SQL. Default: the folder of this file.'],
  dialect: ['dialect', 'The SQL dialect. Default: what the dbt adapter says, else generic.'],
  dialects: ['dialects', 'Dialects of some files of a folder, by glob; the first that matches counts.'],
  schema: ['text', 'Columns of tables outside the project: DDL, JSON or YAML.'],
  catalog: ['text', 'dbt’s catalog.json. Default: the one beside the manifest.'],
  defaultDatabase: ['text', 'Database of names that do not say.'],
  defaultSchema: ['text', 'Schema of names that do not say.'],
  functions: ['functions', 'What is known of functions of your own, by name: {"risk_score": {"aggregate": true}}.'],
  masking: ['texts', 'Functions that hide their input, besides the dialect’s own (md5, sha2): edges through them are marked.'],
  include: ['texts', 'Globs of the files of a folder. Default: all with SQL’s extensions.'],
  ignore: ['texts', 'Globs of files to leave out.'],
  embedded: ['flag', 'Look for SQL in Markdown, Python, Scala and notebooks of a folder, too.'],
  threads: ['count', 'Analyse with at most so many threads. Default: as many as the machine can run.'],
};

export const CONFIG_KEYS = Object.keys(KEYS) as readonly (keyof Config)[];

/** One thing that is wrong: the key, and a sentence. */
export interface ConfigProblem {
  readonly key: string;
  readonly message: string;
}

/** A decoded document as a configuration. Unknown keys are problems; with any problem there is no configuration. */
export function readConfig(value: unknown): { readonly config: Config } | { readonly problems: readonly ConfigProblem[] } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problems: [{ key: '', message: 'it is not an object' }] };
  const problems = Object.entries(value).flatMap(([key, each]) => problemOf(key, each));
  const { $schema: _schema, ...config } = value as Config & { $schema?: string };
  return problems.length > 0 ? { problems } : { config };
}

function problemOf(key: string, value: unknown): ConfigProblem[] {
  if (key === '$schema') return [];
  const shape = KEYS[key as keyof Config]?.[0];
  if (shape === undefined) return [{ key, message: `there is no key '${key}'` }];
  const isText = (each: unknown): each is string => typeof each === 'string';
  const isDialect = (each: unknown): boolean => isText(each) && findDialect(each) !== undefined;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  switch (shape) {
    case 'flag':
      return typeof value === 'boolean' ? [] : [{ key, message: `'${key}' is neither true nor false` }];
    case 'count':
      return Number.isInteger(value) && (value as number) >= 1 ? [] : [{ key, message: `'${key}' is not a number from 1` }];
    case 'text':
      return isText(value) ? [] : [{ key, message: `'${key}' is not a text` }];
    case 'texts':
      return Array.isArray(value) && value.every(isText) ? [] : [{ key, message: `'${key}' is not a list of texts` }];
    case 'dialect':
      return isDialect(value) ? [] : [{ key, message: `there is no dialect ${JSON.stringify(value)}` }];
    case 'functions': {
      const problem = addedFunctionsProblem(value);
      return problem === undefined ? [] : [{ key, message: `'${key}' ${problem}` }];
    }
    case 'dialects':
      if (!isObject) return [{ key, message: `'${key}' is not an object of globs` }];
      return Object.values(value as object).every(isDialect) ? [] : [{ key, message: `'${key}' names a dialect that there is not` }];
  }
}

const SHAPES: Readonly<Record<Shape, object>> = {
  flag: { type: 'boolean' },
  count: { type: 'integer', minimum: 1 },
  text: { type: 'string' },
  dialect: { type: 'string' },
  texts: { type: 'array', items: { type: 'string' } },
  dialects: { type: 'object', additionalProperties: { type: 'string' } },
  functions: addedFunctionsSchema(),
};

/** The JSON Schema of the configuration, for editors. */
export function configSchema(): object {
  const properties = Object.entries(KEYS).map(([key, [shape, about]]) => [key, { ...SHAPES[shape], description: about }]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Headwater configuration',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  };
}
