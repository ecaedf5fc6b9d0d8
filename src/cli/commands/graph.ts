import type { Command } from 'commander';
import {
  columnsOf,
  downstream,
  findTargets,
  keyLineage,
  type Project,
  readTerm,
  type ScriptLineage,
  SELECTOR_METHODS,
  selectUnits,
  suggestions,
  unitLineage,
  upstream,
} from '../../index.js';
import { didYouMean } from '../did-you-mean.js';
import { exitCodeOf, findingsIn } from '../fail-on.js';
import { FORMATS, formatOf, writeResult } from '../formats.js';
import { type ExitCode, type Io, UsageError } from '../io.js';
import { addNamingOptions, type NamingOptions } from '../openlineage-options.js';
import { addProjectOptions, loadProject, type ProjectOptions, projectPaths } from '../project.js';
import { addWatchOption, type WatchOptions, watching } from '../watch.js';

interface GraphOptions extends ProjectOptions, NamingOptions, WatchOptions {
  readonly format?: string;
  readonly indirect: boolean;
  readonly out?: string;
}

const EXAMPLES = `
Examples:
  headwater graph                                    everything, as a tree
  headwater graph +orders --out orders.svg           orders and all that it is made from, as a picture
  headwater graph stg_payments+2 -f mermaid          two steps down from a model
  headwater graph +orders.amount                     one column and what it is made from
  headwater graph tag:nightly,path:models/marts      both must hold; spaces in between mean either
  headwater graph -p warehouse/ -d snowflake -f csv  a folder of SQL scripts, one edge a row

Selectors are dbt's: a name, a path or method:value, with * as a wildcard; +x and 2+x for what it depends on, x+ and x+2 for what
depends on it, @x for both. Methods: ${SELECTOR_METHODS.join(', ')}.`;

export function define(command: Command, io: Io, done: (code: ExitCode) => void): void {
  command
    .description('Shows where the columns of a project come from, hop by hop: of all of it, or of what is selected.')
    .argument('[selector...]', 'models, or columns as model.column; see below');
  addWatchOption(addNamingOptions(addProjectOptions(command)))
    .option('-f, --format <name>', `${FORMATS.join(', ')} (default: by the name of --out, else tree)`)
    .option('--no-indirect', 'leave out what only filters, joins, groups or sorts')
    .option('-o, --out <file>', 'write to a file')
    .addHelpText('after', EXAMPLES)
    .action(async (selectors: string[], options: GraphOptions) =>
      done(
        await watching(
          options,
          () => projectPaths(options, io),
          io,
          () => graph(selectors, options, io),
        ),
      ),
    );
}

async function graph(selectors: readonly string[], options: GraphOptions, io: Io): Promise<ExitCode> {
  const format = formatOf(options.format, options.out);
  const project = await loadProject(options, io);
  const lineage = selectors.length === 0 ? unitLineage(project) : selected(project, selectors);
  const edges = options.indirect ? lineage.edges : lineage.edges.filter((edge) => edge.type === 'DIRECT');
  const columnsKnown = (dataset: string) => {
    const unit = project.units.find((each) => each.complete && each.unit.dataset === dataset);
    return unit && columnsOf(project, dataset, unit);
  };
  await writeResult({ lineage: { ...lineage, edges }, dialect: project.dialect }, format, { ...options, columnsOf: columnsKnown }, io);
  return exitCodeOf(findingsIn(project), options);
}

/** All selectors mean models, or all of them columns. */
function selected(project: Project, selectors: readonly string[]): ScriptLineage {
  const { ids, unmatched } = selectUnits(project, selectors);
  if (unmatched.length === 0) return unitLineage(project, ids);
  const keys = new Set<string>();
  for (const term of selectors.flatMap((selector) => selector.split(/[\s,]+/))) for (const key of columnKeys(project, term)) keys.add(key);
  return keyLineage(project, keys);
}

function columnKeys(project: Project, term: string): string[] {
  const { core, up, down } = readTerm(term);
  const found = findTargets(project, core).filter((target) => target.column !== null);
  if (found.length === 0)
    throw new UsageError(
      `'${term}' selects nothing`,
      didYouMean(core, suggestions(project, core)) ?? 'headwater graph --help shows what can be selected',
    );
  return found.flatMap((target) => {
    const own = project.graph.find(target);
    const above = upstream(project.graph, target, { depth: Math.max(up, up + down === 0 ? 1 : 0) });
    const below = downstream(project.graph, target, { depth: down });
    return [...(own === undefined ? [] : [own]), ...[...above, ...below].filter(({ hops }) => hops > 0).map(({ key }) => key)];
  });
}
