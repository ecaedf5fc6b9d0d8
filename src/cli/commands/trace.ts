import type { Command } from 'commander';
import {
  type AnalyzeOptions,
  advise,
  analyze,
  analyzeBriefly,
  analyzePlan,
  type BriefAnalysis,
  type ColumnRef,
  columnName,
  findColumns,
  looksLikePlan,
  select,
} from '../../index.js';
import { didYouMean } from '../did-you-mean.js';
import { runEvents } from '../event-log.js';
import { addFailOnOption, exitCodeOf, type FailOnOptions, findingsOf } from '../fail-on.js';
import { asksDetails, FORMATS, formatOf, writeResult } from '../formats.js';
import { type ExitCode, type Io, UsageError } from '../io.js';
import { addNamingOptions, type NamingOptions, namingOf } from '../openlineage-options.js';
import { addSchemaOptions, readDefaults, type SchemaOptions } from '../schema-options.js';
import { joinSources, printScriptDiagnostics } from '../script.js';
import { shown } from '../shown.js';
import { isFile, readSources } from '../sources.js';
import { addWatchOption, type WatchOptions, watching } from '../watch.js';
import { writeContent } from '../write-content.js';

interface TraceOptions extends SchemaOptions, NamingOptions, WatchOptions, FailOnOptions {
  readonly format?: string;
  readonly column?: readonly string[];
  readonly steps?: boolean;
  readonly indirect: boolean;
  readonly out?: string;
  readonly parser?: string;
}

const EXAMPLES = `
Examples:
  headwater "insert into o select a, sum(b) as total from t group by a"
  headwater trace schema.sql etl.sql -d postgres        several files are one script, in this order
  headwater etl.sql --column o.total --steps            how one column is made, hop by hop
  headwater etl.sql --no-indirect --format csv          values only, one edge a row
  cat etl.sql | headwater - --out lineage.svg           a picture`;

export function define(command: Command, io: Io, done: (code: ExitCode) => void): void {
  command
    .description('Shows where every column of a query or script comes from.')
    .argument('[input...]', 'SQL in quotes, files, or - for standard input (read also when nothing is given)');
  addWatchOption(addNamingOptions(addSchemaOptions(command)));
  addFailOnOption(command, ['syntax', 'unknown-column', 'incomplete', 'warning', 'error'], 'syntax')
    .option('-f, --format <name>', `${FORMATS.join(', ')} (default: by the name of --out, else tree)`)
    .option('-c, --column <name>', 'only this column: total, orders.total; may be repeated', (name, names: string[] = []) => [
      ...names,
      name,
    ])
    .option('--steps', 'hop by hop, through CTEs and subqueries, with the text of each expression')
    .option('--no-indirect', 'leave out what only filters, joins, groups or sorts')
    .option('-o, --out <file>', 'write to a file')
    .option('--parser <name>', 'headwater, or node-sql-parser (if it is installed)', 'headwater')
    .addHelpText('after', EXAMPLES)
    .action(async (inputs: string[], options: TraceOptions) =>
      done(
        await watching(
          options,
          async () => pathsOf(inputs, options),
          io,
          () => trace(inputs, options, io),
        ),
      ),
    );
}

function pathsOf(inputs: readonly string[], { schema }: TraceOptions): string[] {
  const files = inputs.filter(isFile);
  return schema === undefined || files.length === 0 ? files : [...files, schema];
}

async function trace(inputs: readonly string[], options: TraceOptions, io: Io): Promise<ExitCode> {
  const format = formatOf(options.format, options.out);
  const script = joinSources(await readSources(inputs, io));
  if (script.text.trim() === '') {
    io.stderr.write(shown`${script.sources.map((source) => source.name).join(', ')}: it is empty\n`);
    return 1;
  }
  const runs = format === 'openlineage' ? runEvents(script.sources, namingOf(options)) : undefined;
  if (runs !== undefined) {
    writeContent(runs, options.out, io);
    return 0;
  }
  const defaults = await readDefaults(options, io);
  const details = asksDetails(format, options.steps ?? false);
  const analysis = await analysisOf(script.text, options, { ...defaults, types: format === 'json' }, details);
  printScriptDiagnostics(analysis.diagnostics, script, io);
  const columns = (options.column ?? []).flatMap((name) => columnsNamed(name, analysis));
  const selection = { indirect: options.indirect, ...(columns.length > 0 && { columns }) };
  const columnsOf = (dataset: string) => defaults.catalog?.lookup(dataset.split('.'))?.columns.map(columnName);
  await writeResult(select(analysis, selection), format, { ...options, columnsOf }, io);
  return exitCodeOf(findingsOf(analysis), options);
}

async function analysisOf(
  text: string,
  { parser = 'headwater' }: TraceOptions,
  defaults: AnalyzeOptions,
  details: boolean,
): Promise<BriefAnalysis> {
  if (!PARSERS.includes(parser))
    throw new UsageError(`there is no parser '${parser}'`, didYouMean(parser, PARSERS) ?? `parsers: ${PARSERS.join(', ')}`);
  const asked = { ...defaults, check: advise, level: details ? 'steps' : 'lineage' } as const;
  if (looksLikePlan(text)) return analyzePlan(text, asked);
  if (parser === 'headwater') return details ? analyze(text, asked) : analyzeBriefly(text, asked);
  const { analyzeWithNodeSqlParser } = await import('../../node/index.js'); // loaded only when asked for
  return analyzeWithNodeSqlParser(text, asked);
}

const PARSERS = ['headwater', 'node-sql-parser'];

function columnsNamed(name: string, { lineage }: BriefAnalysis): ColumnRef[] {
  const found = findColumns(lineage, name);
  if (found.length > 0) return found;
  const known = lineage.columns.map((column) => column.column);
  throw new UsageError(`no column '${name}' in this lineage`, didYouMean(name, known) ?? `its columns: ${known.join(', ')}`);
}
