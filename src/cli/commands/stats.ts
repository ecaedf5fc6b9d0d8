import type { Command } from 'commander';
import { type Project, type ProjectStats, projectStats } from '../../index.js';
import { exitCodeOf, findingsIn } from '../fail-on.js';
import { type ExitCode, type Io, UsageError } from '../io.js';
import { addProjectOptions, loadProject, type ProjectOptions, projectPaths } from '../project.js';
import { shown } from '../shown.js';
import { count, table } from '../table.js';
import { addWatchOption, type WatchOptions, watching } from '../watch.js';
import { writeJson } from '../write-json.js';

interface StatsOptions extends ProjectOptions, WatchOptions {
  readonly format: string;
  readonly incomplete?: boolean;
}

const EXAMPLES = `
Examples:
  headwater stats
  headwater stats -p target/manifest.json --incomplete   each model that is not complete, and why
  headwater stats -f json`;

export function define(command: Command, io: Io, done: (code: ExitCode) => void): void {
  command.description('Says how much of a project there is, how much of its lineage is complete, and what would make more of it so.');
  addWatchOption(addProjectOptions(command))
    .option('-f, --format <name>', 'text or json', 'text')
    .option('--incomplete', 'list the models that are not complete, with the reasons')
    .addHelpText('after', EXAMPLES)
    .action(async (options: StatsOptions) =>
      done(
        await watching(
          options,
          () => projectPaths(options, io),
          io,
          () => run(options, io),
        ),
      ),
    );
}

async function run(options: StatsOptions, io: Io): Promise<ExitCode> {
  if (options.format !== 'text' && options.format !== 'json') throw new UsageError(`unknown format '${options.format}'`, 'text or json');
  const project = await loadProject(options, io);
  const stats = projectStats(project);
  if (options.format === 'json') writeJson(document(project, stats), undefined, io);
  else io.stdout.write(print(project, stats) + (options.incomplete ? printIncomplete(project) : ''));
  return exitCodeOf(findingsIn(project), options);
}

function incomplete({ units }: Project) {
  return units.filter((unit) => !unit.complete && unit.unit.kind !== 'source' && unit.unit.kind !== 'seed');
}

function print(
  { name, dialect, cycles }: Project,
  { units, consumers, complete, columns, edges, traced, reasons, wanted }: ProjectStats,
): string {
  const kinds = [...Object.entries(units), ...Object.entries(consumers)].map(([kind, number]) => count(number, kind)).join(', ');
  const rows = [
    ['complete', `${complete.done} of ${complete.of}`, percent(complete)],
    ['columns with a source', `${traced.done} of ${traced.of}`, percent(traced)],
    ['columns in all', columns.toLocaleString('en-US'), ''],
    ['edges', edges.toLocaleString('en-US'), ''],
  ];
  const why =
    reasons.length === 0
      ? ''
      : `\nNot complete because of\n${table(
          reasons.map((reason) => [reason.code, count(reason.units, 'model')]),
          2,
        )}`;
  const missing =
    wanted.length === 0
      ? ''
      : `\nColumns that would help\n${table(
          wanted.slice(0, 10).map((each) => [each.dataset, count(each.units, 'model')]),
          2,
        )}`;
  const loops =
    cycles.length === 0 ? '' : `\nIn circles\n${cycles.map((cycle) => shown`  ${[...cycle, cycle[0]].join(' → ')}\n`).join('')}`;
  return `${shown`${name} (${dialect}): ${kinds}`}\n\n${table(rows, 2)}${why}${missing}${loops}`;
}

function percent({ done, of }: { readonly done: number; readonly of: number }): string {
  return of === 0 ? '' : `${((100 * done) / of).toFixed(1)} %`;
}

function printIncomplete(project: Project): string {
  const lines = incomplete(project).map(
    ({ unit, reasons }) => shown`\n${unit.name}  ${unit.path}\n` + reasons.map((reason) => shown`  ${reason.message}\n`).join(''),
  );
  return lines.join('');
}

function document(project: Project, stats: ProjectStats) {
  const units = incomplete(project).map(({ unit, open, reasons }) => ({ id: unit.id, path: unit.path, open, reasons }));
  return { version: 1, name: project.name, dialect: project.dialect, ...stats, cycles: project.cycles, incomplete: units };
}
