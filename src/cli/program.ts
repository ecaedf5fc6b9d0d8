import { Command, CommanderError } from 'commander';
import { type Diagnostic, visible } from '../index.js';
import { colored } from './colors.js';
import { type CommandName, SUMMARIES } from './commands/summaries.js';
import type { ExitCode, Io } from './io.js';
import { UsageError } from './io.js';
import { printFailure } from './shown.js';
import { version } from './version.js';

/** A command's own file: its options, and what it does. Loaded only when it is the one that was asked for. */
interface CommandModule {
  /** Adds the options and the action, which gives the exit code to `done`. */
  define(command: Command, io: Io, done: (code: ExitCode) => void): void;
}

const LOAD: Record<CommandName, () => Promise<CommandModule>> = {
  trace: () => import('./commands/trace.js'),
  graph: () => import('./commands/graph.js'),
  impact: () => import('./commands/impact.js'),
  upstream: () => import('./commands/upstream.js'),
  path: () => import('./commands/path.js'),
  columns: () => import('./commands/columns.js'),
  stats: () => import('./commands/stats.js'),
  init: () => import('./commands/init.js'),
  batch: () => import('./commands/batch.js'),
  dialects: () => import('./commands/dialects.js'),
};

const EXAMPLES = `
Examples:
  headwater "select a + b as c from t"              a query, as a tree in the terminal
  headwater etl.sql --dialect snowflake             a script
  cat etl.sql | headwater --schema tables.sql       with the DDL of its tables, so that * is known
  headwater etl.sql --column revenue --steps        one column, hop by hop
  headwater etl.sql --format mermaid                a diagram for Markdown
  headwater etl.sql --out lineage.svg               a picture
  headwater impact stg_payments.amount              in a dbt project: what depends on it, and how
  headwater graph +orders --out orders.svg          what a model is made of
  headwater batch < requests.jsonl > lineage.jsonl  many queries in one process

'headwater trace --help' shows the options of the default command.`;

/** Runs the command line `args` (without node and the script). Prints to `io`, never throws for what a user did. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args[0] === 'help' ? [...args.slice(1), '--help'] : args.map(protectComment), { from: 'user' });
    return code;
  } catch (error) {
    return report(error, io);
  }
}

function createProgram(io: Io, done: (code: ExitCode) => void): Command {
  const program = new Command('headwater')
    .description('Column-level lineage for SQL: where every column comes from.')
    .version(version(), '-V, --version')
    .addHelpText('after', EXAMPLES)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHasColors: () => colored(io.stdout, io.env),
      getErrHasColors: () => colored(io.stderr, io.env),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      outputError: (text, write) =>
        write(
          `headwater: ${text
            .replace(/^error: /, '')
            .split('\n')
            .map(visible)
            .join('\n')}`,
        ),
    });
  for (const [name, summary] of Object.entries(SUMMARIES)) {
    const command = program.command(name, { isDefault: name === 'trace' }).summary(summary);
    command.copyInheritedSettings(program);
  }
  program.hook('preSubcommand', async (_program, command) => {
    const module = await LOAD[command.name() as CommandName]();
    module.define(command, io, done);
  });
  return program;
}

/** A query that begins with a comment is not an option: `headwater "-- revenue\nselect …"`. */
function protectComment(argument: string): string {
  return /^--?\s/.test(argument) || /^--.*\n/.test(argument) ? ` ${argument}` : argument;
}

async function report(error: unknown, io: Io): Promise<ExitCode> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  printFailure(error instanceof UsageError || isSystemError(error) ? error : await faultIn(error), io);
  return 2;
}

async function faultIn(error: unknown): Promise<Diagnostic> {
  const { faultOf } = await import('../index.js'); // never needed, if all goes well
  return faultOf(error, run.name);
}

/** What the operating system refuses is no mistake of ours: its message says what and where. */
function isSystemError(error: unknown): error is Error & { readonly hint?: undefined } {
  return error instanceof Error && 'syscall' in error;
}
