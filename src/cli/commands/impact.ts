import type { Command } from 'commander';
import { type Dependence, type ImpactedColumn, keyLineage, type Project, type ProjectImpact, projectImpact } from '../../index.js';
import { treePalette } from '../colors.js';
import { exitCodeOf, findingsIn } from '../fail-on.js';
import { FORMATS, formatOf, writeResult } from '../formats.js';
import type { ExitCode, Io } from '../io.js';
import { addProjectOptions, loadProject, type ProjectOptions, projectPaths, targetNamed } from '../project.js';
import { shown } from '../shown.js';
import { count, table } from '../table.js';
import { addWatchOption, type WatchOptions, watching } from '../watch.js';
import { writeJson } from '../write-json.js';

interface ImpactOptions extends ProjectOptions, WatchOptions {
  readonly format?: string;
  readonly out?: string;
}

const EXAMPLES = `
Examples:
  headwater impact stg_payments.payment_method        in the dbt project here: what breaks if I drop it?
  headwater impact orders -p ../shop                  what reads a model at all
  headwater impact raw.payments.amount -f json        for scripts; see docs/projects.md
  headwater impact customers.id --out impact.svg      as a picture

Roles say what the column does for a dependent: value (it is computed from it), condition (inside an expression, as in CASE),
filter, join, group, order, window (these decide the rows of the whole model), rows (the dataset is read at all).`;

export function define(command: Command, io: Io, done: (code: ExitCode) => void): void {
  command
    .description('Shows what depends on a dataset or column, how, and how far away.')
    .argument('<name>', 'model, model.column, or a dataset’s full name');
  addWatchOption(addProjectOptions(command))
    .option('-f, --format <name>', `${FORMATS.join(', ')} (default: by the name of --out, else tree)`)
    .option('-o, --out <file>', 'write to a file')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: ImpactOptions) =>
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

async function run(name: string, options: ImpactOptions, io: Io): Promise<ExitCode> {
  const format = formatOf(options.format, options.out);
  const project = await loadProject(options, io);
  const found = projectImpact(project, targetNamed(project, name));
  if (format === 'tree' && options.out === undefined) io.stdout.write(print(found, io));
  else if (format === 'json') writeJson(document(found), options.out, io);
  else await writeResult({ lineage: keyLineage(project, keysOf(project, found)), dialect: project.dialect }, format, options, io);
  return exitCodeOf(findingsIn(project), options);
}

function keysOf({ graph }: Project, { target, datasets }: ProjectImpact): Set<string> {
  const own = graph.find(target);
  return new Set([...(own === undefined ? [] : [own]), ...datasets.flatMap(({ columns }) => columns.map(({ key }) => key))]);
}

// ── For people ───────────────────────────────────────────────────────────────────────────────────────────────────────

function print({ target, datasets, consumers }: ProjectImpact, io: Io): string {
  const palette = treePalette(io.stdout, io.env);
  const name = target.column === null ? target.dataset : `${target.dataset}.${target.column}`;
  if (datasets.length + consumers.length === 0) return shown`Nothing depends on ${name}.\n`;
  const columns = datasets.reduce((sum, dataset) => sum + dataset.columns.filter(({ column }) => column !== null).length, 0);
  const reached = countKinds(consumers.map(({ consumer }) => consumer.kind));
  const head = shown`${name} reaches ${[count(datasets.length, 'dataset'), count(columns, 'column'), ...reached].join(', ')}\n`;
  const models = datasets.map(({ dataset, unit, columns }) => {
    const title = palette.dataset(shown`${unit?.unit.name ?? dataset}`);
    const rows = columns.map((each) => [each.column ?? 'all rows', rolesText(each), hopsText(each.dependences)]);
    return `\n${title}\n${table(rows, 2)}`;
  });
  const ends = consumers.map(({ consumer, through }) => [consumer.kind, consumer.name, `through ${through.join(', ')}`]);
  return head + models.join('') + (ends.length ? `\n${table(ends)}` : '');
}

function rolesText({ dependences }: ImpactedColumn): string {
  const roles = dependences.map(({ role, possible }) => (possible ? `${role}?` : role));
  return [...new Set(roles)].join(', ');
}

function hopsText([first]: readonly Dependence[]): string {
  return first === undefined ? '' : count(first.hops, 'hop');
}

function countKinds(kinds: readonly string[]): string[] {
  return [...new Set(kinds)].map((kind) => count(kinds.filter((each) => each === kind).length, kind));
}

// ── For programs ─────────────────────────────────────────────────────────────────────────────────────────────────────

function document({ target, datasets, consumers }: ProjectImpact) {
  return {
    version: 1,
    target: { dataset: target.dataset, column: target.column, unit: target.unit?.unit.id ?? null },
    datasets: datasets.map(({ dataset, unit, hops, columns }) => ({
      dataset,
      unit: unit?.unit.id ?? null,
      path: unit?.unit.path ?? null,
      hops,
      columns: columns.map(({ column, dependences }) => ({ column, dependences })),
    })),
    consumers: consumers.map(({ consumer, through }) => ({
      id: consumer.id,
      kind: consumer.kind,
      name: consumer.name,
      type: consumer.type ?? null,
      owner: consumer.owner ?? null,
      url: consumer.url ?? null,
      through,
    })),
  };
}
