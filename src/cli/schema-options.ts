import type { Command } from 'commander';
import { type AnalyzeOptions, dialects, findDialect, type Settings, settingsIn } from '../index.js';
import { printDiagnostics } from './diagnostics.js';
import { didYouMean } from './did-you-mean.js';
import { type Io, UsageError } from './io.js';

/** The options that say how names are to be understood; the same for every command that analyses SQL. */
export interface SchemaOptions extends Omit<Settings, 'masking'> {
  readonly dialect?: string;
  readonly schema?: string;
  /** `a,b` of the command line, or a list of the configuration. */
  readonly masking?: string | readonly string[] | undefined;
}

export function addSchemaOptions(command: Command): Command {
  return command
    .option('-d, --dialect <name>', 'the SQL dialect, or auto; headwater dialects lists them (default: generic)')
    .option('-s, --schema <file>', 'columns of the tables: DDL, or JSON or YAML of the form {"db.s.t": ["a", "b"]}')
    .option('--default-database <name>', 'database of names that do not say')
    .option('--default-schema <name>', 'schema of names that do not say')
    .option('--masking <functions>', "functions that hide their input, besides the dialect's own: tokenize,hash_pii");
}

/** What the options say of names and functions. */
export function settingsOf({ masking, ...options }: SchemaOptions): Settings {
  const names = typeof masking === 'string' ? masking.split(',').map((name) => name.trim()) : masking;
  return settingsIn({ ...options, masking: names });
}

/** The options as the library takes them. Throws UsageError for an unknown dialect and an unreadable schema. */
export async function readDefaults(options: SchemaOptions, io: Io): Promise<Omit<AnalyzeOptions, 'dialect'> & { dialect?: string }> {
  const { schema, dialect } = options;
  const names = { ...settingsOf(options), ...(dialect !== undefined && { dialect }) };
  if (dialect !== undefined && dialect !== 'auto' && !findDialect(dialect))
    throw new UsageError(`unknown dialect '${dialect}'`, nearestDialect(dialect));
  if (schema === undefined) return names;
  const { readSchemaFile } = await import('../node/index.js'); // with YAML's reader, which few need
  const result = readSchemaFile(schema, dialect);
  if ('problem' in result) throw new UsageError(`${schema}: ${result.problem}`, result.hint);
  printDiagnostics(result.diagnostics, schema, result.text, io);
  return { ...names, catalog: result.catalog };
}

function nearestDialect(name: string): string {
  const known = [...dialects.values()].flatMap((dialect) => [dialect.name, ...dialect.aliases]);
  return didYouMean(name, known) ?? `known: ${[...dialects.keys()].join(', ')}`;
}
