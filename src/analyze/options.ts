/** The one record of options. Whoever takes them (the API, `batch`, a configuration, the command line) reads them here. */
import { complain, type Decoder, type Decoding, decodeAt, isRecord, list, newDecoding, problemsOf, text } from '../base/decode.js';
import { badRequest, type Diagnostic } from '../base/diagnostic.js';
import type { Dialect } from '../dialects/dialect.js';
import { type AddedFunctions, addedFunctionsProblem, addedFunctionsSchema } from '../functions/added.js';
import type { Level } from '../lineage/statement.js';
import type { ResolveOptions, Settings } from '../resolve/settings.js';
import type { Check } from '../resolve/sql/script.js';

export interface AnalyzeOptions extends ResolveOptions {
  /** A dialect or its name (aliases as well), `auto` to guess it from the text; without one, `generic`, which accepts what no dialect contradicts. */
  readonly dialect?: string | Dialect | undefined;
  /** How much each statement tells: `brief` what it reads and writes, `lineage` its columns too, `steps` (the default) those on the way as well. */
  readonly level?: Level | undefined;
  /** Rules over each statement as soon as it is resolved: what they find is among the diagnostics. `advise` runs Headwater's own. */
  readonly check?: Check | undefined;
}

const LEVELS: readonly unknown[] = ['brief', 'lineage', 'steps'] satisfies Level[];

const levelOf: Decoder<Level> = (value, document) =>
  LEVELS.includes(value) ? (value as Level) : complain(document, `is not one of ${LEVELS.join(', ')}`);

interface Setting<T> {
  readonly decode: Decoder<T>;
  /** The same as JSON Schema. */
  readonly schema: object;
  /** One sentence. */
  readonly about: string;
}

const addedFunctions: Decoder<AddedFunctions> = (value, document) => {
  const problem = addedFunctionsProblem(value);
  return problem === undefined ? (value as AddedFunctions) : complain(document, problem);
};

/** All of them: one that is added here is known everywhere. */
export const SETTINGS: { readonly [Name in keyof Required<Settings>]: Setting<NonNullable<Settings[Name]>> } = {
  defaultDatabase: { decode: text, schema: { type: 'string' }, about: 'Database of names that do not say.' },
  defaultSchema: { decode: text, schema: { type: 'string' }, about: 'Schema of names that do not say.' },
  functions: {
    decode: addedFunctions,
    schema: addedFunctionsSchema(),
    about: 'What is known of functions of your own, by name: {"risk_score": {"aggregate": true}}.',
  },
  masking: {
    decode: list(text),
    schema: { type: 'array', items: { type: 'string' } },
    about: 'Functions that hide their input, besides the dialect’s own (md5, sha2): edges through them are marked.',
  },
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly (keyof Settings)[];

/** The settings among what a record holds, as they are: for records whose makers have read them. */
export function settingsIn(record: Settings): Settings {
  const settings: Record<string, unknown> = {};
  for (const name of SETTING_NAMES) if (record[name] !== undefined) settings[name] = record[name];
  return settings;
}

const isSetting = (name: string): name is keyof Settings => Object.hasOwn(SETTINGS, name);

/** The settings among a stranger's members. What has another shape is left out, and the document says so. */
export function readSettings(members: Readonly<Record<string, unknown>>, document: Decoding): Settings {
  const settings: Record<string, unknown> = {};
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (!isSetting(name) || value === undefined || value === null) continue;
    const decoded = decodeAt(name, SETTINGS[name].decode as Decoder<unknown>, value, document);
    if (decoded !== undefined) settings[name] = decoded;
  }
  return settings;
}

/** Options as programs give them, which without types may be anything: what is wrong is left out and said. */
export function readOptions(given: AnalyzeOptions | null | undefined): {
  readonly options: AnalyzeOptions;
  readonly diagnostics: readonly Diagnostic[];
} {
  if (!isRecord(given)) return { options: {}, diagnostics: [] };
  const document = newDecoding();
  const { dialect, catalog, level = 'steps', check, sides, types } = given as AnalyzeOptions;
  const options = {
    ...readSettings(given, document),
    dialect,
    catalog: catalog ?? undefined,
    check,
    sides: sides === true,
    types: types === true,
    level: decodeAt('level', levelOf, level, document),
  };
  return { options, diagnostics: problemsOf(document).map((problem) => badRequest(problem)) };
}
