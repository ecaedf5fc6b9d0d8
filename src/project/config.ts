/** Headwater's configuration: one table says which keys there are; the check and the JSON Schema are made from it. */
import { SETTINGS } from '../analyze/options.js';
import {
  complain,
  type Decoder,
  type Decoding,
  decodeAt,
  flag,
  isRecord,
  list,
  members,
  newDecoding,
  problemsOf,
  text,
} from '../base/decode.js';
import { findDialect } from '../dialects/index.js';
import type { Settings } from '../resolve/settings.js';

/** What `headwater.config.*` may say. Paths are relative to the file. */
export interface Config extends Settings {
  /** A dbt project, its manifest.json, or a folder of SQL. Default: the folder of the file. */
  readonly project?: string;
  readonly dialect?: string;
  /** Dialects of some files, by glob; the first that matches counts. */
  readonly dialects?: Readonly<Record<string, string>>;
  readonly schema?: string;
  readonly catalog?: string;
  /** Globs of the files of a folder. Default: all with SQL's extensions. */
  readonly include?: readonly string[];
  readonly ignore?: readonly string[];
  /** Look for SQL in Markdown, Python, Scala and notebooks, too. */
  readonly embedded?: boolean;
  /** Analyse with at most so many threads. Default: as many as the machine can run. */
  readonly threads?: number;
}

const dialect: Decoder<string> = (value, document) =>
  typeof value === 'string' && findDialect(value) === undefined
    ? complain(document, `is ${JSON.stringify(value)}, and there is no such dialect`)
    : text(value, document);

const count: Decoder<number> = (value, document) =>
  Number.isInteger(value) && (value as number) >= 1 ? (value as number) : complain(document, 'is not a number from 1');

interface Key {
  readonly decode: Decoder<unknown>;
  readonly schema: object;
  readonly about: string;
}

const TEXT = { decode: text, schema: { type: 'string' } };
const TEXTS = { decode: list(text), schema: { type: 'array', items: { type: 'string' } } };

const KEYS: Readonly<Record<keyof Config, Key>> = {
  project: { ...TEXT, about: 'A dbt project, its manifest.json, or a folder of SQL. Default: the folder of this file.' },
  dialect: { ...TEXT, decode: dialect, about: 'The SQL dialect. Default: what the dbt adapter says, else generic.' },
  dialects: {
    decode: members(dialect),
    schema: { type: 'object', additionalProperties: { type: 'string' } },
    about: 'Dialects of some files of a folder, by glob; the first that matches counts.',
  },
  schema: { ...TEXT, about: 'Columns of tables outside the project: DDL, JSON or YAML.' },
  catalog: { ...TEXT, about: 'dbt’s catalog.json. Default: the one beside the manifest.' },
  ...SETTINGS,
  include: { ...TEXTS, about: 'Globs of the files of a folder. Default: all with SQL’s extensions.' },
  ignore: { ...TEXTS, about: 'Globs of files to leave out.' },
  embedded: { decode: flag, schema: { type: 'boolean' }, about: 'Look for SQL in Markdown, Python, Scala and notebooks of a folder, too.' },
  threads: {
    decode: count,
    schema: { type: 'integer', minimum: 1 },
    about: 'Analyse with at most so many threads. Default: as many as the machine can run.',
  },
};

export const CONFIG_KEYS = Object.keys(KEYS) as readonly (keyof Config)[];

/** One thing that is wrong: the key, and a sentence. */
export interface ConfigProblem {
  readonly key: string;
  readonly message: string;
}

/** A decoded document as a configuration. Unknown keys are problems; with any problem there is no configuration. */
export function readConfig(value: unknown): { readonly config: Config } | { readonly problems: readonly ConfigProblem[] } {
  if (!isRecord(value)) return { problems: [{ key: '', message: 'it is not an object' }] };
  const { $schema: _schema, ...config } = value;
  const problems = Object.entries(config).flatMap(([key, each]) => problemsWith(key, each));
  return problems.length > 0 ? { problems } : { config };
}

function problemsWith(key: string, value: unknown): ConfigProblem[] {
  if (!Object.hasOwn(KEYS, key)) return [{ key, message: `there is no key '${key}'` }];
  const document: Decoding = newDecoding();
  decodeAt(key, KEYS[key as keyof Config].decode, value, document);
  return problemsOf(document).map((problem) => ({ key, message: problem.replace(/[.]$/, '') }));
}

/** The JSON Schema of the configuration, for editors. */
export function configSchema(): object {
  const properties = Object.entries(KEYS).map(([key, { schema, about }]) => [key, { ...schema, description: about }]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Headwater configuration',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  };
}
