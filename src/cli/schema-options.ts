import type { Command } from 'commander';
import { type AnalyzeOptions, dialects, findDialect } from '../index.js';
import { printDiagnostics } from './diagnostics.js';
import { didYouMean } from './did-you-mean.js';
import { type Io, UsageError } from './io.js';

/** The options that say how names are to be understood; the same for every command that analyses SQL. */
export interface SchemaOptions {
  readonly dialect?: string;
  readonly schema?: string;
  readonly defaultDatabase?: string;
  readonly defaultSchema?: string;
  readonly masking?: string;
}

export function addSchemaOptions(command: Command): Command {
  return command
    .option('-d, --dialect <name>', 'the SQL dialect, or auto; headwater dialects lists them (default: generic)')
    .option('-s, --schema <file>', 'columns of the tables: DDL, or JSON or YAML of the form {"db.s.t": ["a", "b"]}')
    .option('--default-database <name>', 'database of names that do not say')
    .option('--default-schema <name>', 'schema of names that do not say')
    .option('--masking <functions>', "functions that hide their input, besides the dialect's own: tokenize,hash_pii");
}

/** `a,b` of the command line, or a list of the configuration. */
export function functionNames(names: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof names === 'string' ? names.split(',').map((name) => name.trim()) : names;
}

/** The options as the library takes them. Throws UsageError for an unknown dialect and an unreadable schema. */
export async function readDefaults(
  { schema, masking, dialect, defaultDatabase, defaultSchema }: SchemaOptions,
  io: Io,
): Promise<Omit<AnalyzeOptions, 'dialect'> & { dialect?: string }> {
  const names = {
    ...(dialect !== undefined && { dialect }),
    ...(defaultDatabase !== undefined && { defaultDatabase }),
    ...(defaultSchema !== undefined && { defaultSchema }),
    ...(masking !== undefined && { masking: functionNames(masking) ?? [] }),
  };
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
