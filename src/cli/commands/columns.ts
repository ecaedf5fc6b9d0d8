import type { Command } from 'commander';
import { type AnalyzedUnit, type CatalogColumn, columnsOf, type Project, type Target, upstream } from '../../index.js';
import { exitCodeOf, findingsIn } from '../fail-on.js';
import { type ExitCode, type Io, UsageError } from '../io.js';
import { addProjectOptions, loadProject, type ProjectOptions, projectPaths, targetNamed } from '../project.js';
import { shown } from '../shown.js';
import { table } from '../table.js';
import { addWatchOption, type WatchOptions, watching } from '../watch.js';
import { writeJson } from '../write-json.js';

interface ColumnsOptions extends ProjectOptions, WatchOptions {
  readonly format: string;
}

const EXAMPLES = `
Examples:
  headwater columns orders
  headwater columns orders -f json | jq '.columns[].name'`;

export function define(command: Command, io: Io, done: (code: ExitCode) => void): void {
  command
    .description('Lists the columns of a model with what each comes from, and says whether that is all.')
    .argument('<model>', 'a model or dataset');
  addWatchOption(addProjectOptions(command))
    .option('-f, --format <name>', 'text or json', 'text')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: ColumnsOptions) =>
      done(
        await watching(
          options,
          () => projectPaths(options, io),
          io,
          () => run(name, options, io),
        ),
      ),
    );
}

async function run(name: string, options: ColumnsOptions, io: Io): Promise<ExitCode> {
  if (options.format !== 'text' && options.format !== 'json') throw new UsageError(`unknown format '${options.format}'`, 'text or json');
  const project = await loadProject(options, io);
  const target = targetNamed(project, name);
  const facts = factsOf(project, target);
  const columns = columnsOf(project, target.dataset, target.unit).map((column) => described(project, target, column, facts));
  const typed = columns.some(({ type }) => type !== undefined);
  if (options.format === 'json') writeJson(document(target, columns), undefined, io);
  else
    io.stdout.write(
      `${shown`${target.dataset}`}\n${table(
        columns.map(({ name, type = '', from, roots }) => [name, ...(typed ? [type] : []), arrow(from), arrow(roots, '⇐')]),
        2,
      )}${verdict(target.unit)}`,
    );
  return exitCodeOf(findingsIn(project), options);
}

interface DescribedColumn {
  readonly name: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly comment?: string;
  /** What its value is computed from, one step up. */
  readonly from: readonly string[];
  /** The same, as far up as it goes. */
  readonly roots: readonly string[];
}

type Facts = ReadonlyMap<string, CatalogColumn>;

function factsOf({ catalog }: Project, { dataset, unit }: Target): Facts {
  const known = unit && catalog.lookup(dataset.split('.'));
  return new Map(known?.columns.flatMap((column) => (typeof column === 'string' ? [] : [[column.name, column] as const])));
}

function described({ graph }: Project, { dataset }: Target, column: string, facts: Facts): DescribedColumn {
  const above = upstream(graph, { dataset, column }, { direct: true }).filter((visit) => visit.column !== null);
  const roots = above.filter(({ key }) => graph.graph.inDegree(key) === 0);
  const names = (visits: typeof above) => visits.map((visit) => `${visit.dataset}.${visit.column}`);
  const { type, nullable, comment } = facts.get(column) ?? {};
  const known = {
    ...(type !== undefined && { type }),
    ...(nullable !== undefined && { nullable }),
    ...(comment !== undefined && { comment }),
  };
  return {
    name: column,
    ...known,
    from: names(above.filter(({ hops }) => hops === 1)),
    roots: names(roots.filter(({ hops }) => hops > 1)),
  };
}

function arrow(names: readonly string[], sign = '←'): string {
  if (names.length === 0) return '';
  return `${sign} ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}

function verdict(unit: AnalyzedUnit | undefined): string {
  if (unit === undefined) return '\nIt is outside the project: only columns that someone reads are known.\n';
  if (unit.complete) return '';
  return `\nNot complete${unit.open ? ', there may be more columns' : ''}:\n${unit.reasons.map((reason) => shown`  ${reason.message}\n`).join('')}`;
}

function document({ dataset, unit }: Target, columns: readonly DescribedColumn[]) {
  return {
    version: 1,
    dataset,
    unit: unit?.unit.id ?? null,
    complete: unit?.complete ?? false,
    open: unit?.open ?? true,
    reasons: unit?.reasons ?? [],
    columns,
  };
}
