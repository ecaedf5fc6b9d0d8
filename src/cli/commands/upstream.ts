import type { Command } from 'commander';
import { keyLineage, type Project, type Target, upstream, type Visit } from '../../index.js';
import { treePalette } from '../colors.js';
import { exitCodeOf, findingsIn } from '../fail-on.js';
import { FORMATS, formatOf, writeResult } from '../formats.js';
import { type ExitCode, type Io, UsageError } from '../io.js';
import { addProjectOptions, loadProject, type ProjectOptions, targetNamed } from '../project.js';
import { shown } from '../shown.js';
import { count, table } from '../table.js';
import { writeJson } from '../write-json.js';

interface UpstreamOptions extends ProjectOptions {
  readonly format?: string;
  readonly out?: string;
  readonly indirect: boolean;
  readonly depth?: string;
}

const EXAMPLES = `
Examples:
  headwater upstream customers.lifetime_value         all columns that it is made from, and how far away
  headwater upstream orders --depth 1                 what a model reads
  headwater upstream orders.amount --no-indirect      values only, no conditions
  headwater upstream orders.amount -f mermaid`;

export function define(command: Command, io: Io, done: (code: ExitCode) => void): void {
  command.description('Shows what a dataset or column is made from.').argument('<name>', 'model, model.column, or a dataset’s full name');
  addProjectOptions(command)
    .option('-f, --format <name>', `${FORMATS.join(', ')} (default: by the name of --out, else tree)`)
    .option('--depth <hops>', 'go no further than this')
    .option('--no-indirect', 'values only: leave out what decides conditions and rows')
    .option('-o, --out <file>', 'write to a file')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: UpstreamOptions) => done(await run(name, options, io)));
}

async function run(name: string, options: UpstreamOptions, io: Io): Promise<ExitCode> {
  const format = formatOf(options.format, options.out);
  const depth = options.depth === undefined ? Number.POSITIVE_INFINITY : Number(options.depth);
  if (!(depth > 0)) throw new UsageError(`--depth ${options.depth} is no number of hops`, 'give a number from 1');
  const project = await loadProject(options, io);
  const target = targetNamed(project, name);
  const visits = upstreamOf(project, target, { depth, direct: !options.indirect });
  if (format === 'tree' && options.out === undefined) io.stdout.write(print(target, visits, io));
  else if (format === 'json') writeJson(document(target, visits), options.out, io);
  else await writeResult({ lineage: keyLineage(project, keysOf(project, target, visits)), dialect: project.dialect }, format, options, io);
  return exitCodeOf(findingsIn(project), options);
}

/** Of a dataset: of all its columns, and of its rows. */
function upstreamOf(project: Project, target: Target, options: { readonly depth: number; readonly direct: boolean }): Visit[] {
  const columns = target.column === null ? (target.unit?.columns ?? []) : [];
  const starts = [target, ...columns.map((column) => ({ dataset: target.dataset, column }))];
  const nearest = new Map<string, Visit>();
  for (const start of starts)
    for (const visit of upstream(project.graph, start, options)) {
      const known = nearest.get(visit.key);
      if (known === undefined || visit.hops < known.hops) nearest.set(visit.key, visit);
    }
  return [...nearest.values()].sort((a, b) => a.hops - b.hops);
}

function keysOf({ graph }: Project, target: Target, visits: readonly Visit[]): Set<string> {
  const columns = target.column === null ? (target.unit?.columns ?? []) : [target.column];
  const own = columns.map((column) => graph.find({ dataset: target.dataset, column })).filter((key) => key !== undefined);
  return new Set([...own, ...visits.map(({ key }) => key)]);
}

function print(target: Target, visits: readonly Visit[], io: Io): string {
  const palette = treePalette(io.stdout, io.env);
  const name = target.column === null ? target.dataset : `${target.dataset}.${target.column}`;
  const columns = visits.filter(({ column }) => column !== null);
  if (visits.length === 0) return shown`${name} comes from nothing that is known.\n`;
  const byDataset = new Map<string, Visit[]>();
  for (const visit of columns) byDataset.set(visit.dataset ?? '', [...(byDataset.get(visit.dataset ?? '') ?? []), visit]);
  const datasets = [...byDataset].map(
    ([dataset, found]) =>
      `\n${palette.dataset(shown`${dataset}`)}\n${table(
        found.map(({ column, hops }) => [column ?? '', count(hops, 'hop')]),
        2,
      )}`,
  );
  const head = shown`${name} is made from ${count(columns.length, 'column')} of ${count(byDataset.size, 'dataset')}\n`;
  return head + datasets.join('');
}

function document(target: Target, visits: readonly Visit[]) {
  return {
    version: 1,
    target: { dataset: target.dataset, column: target.column, unit: target.unit?.unit.id ?? null },
    upstream: visits.map(({ dataset, column, hops }) => ({ dataset, column, hops })),
  };
}
