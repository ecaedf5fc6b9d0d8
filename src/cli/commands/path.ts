import type { Command } from 'commander';
import { type GraphEdge, type GraphNode, keyLineage, type Project, paths } from '../../index.js';
import { exitCodeOf, findingsIn } from '../fail-on.js';
import { FORMATS, formatOf, writeResult } from '../formats.js';
import { type ExitCode, type Io, UsageError } from '../io.js';
import { addProjectOptions, loadProject, type ProjectOptions, targetNamed } from '../project.js';
import { shown } from '../shown.js';
import { writeJson } from '../write-json.js';

interface PathOptions extends ProjectOptions {
  readonly format?: string;
  readonly out?: string;
  readonly indirect: boolean;
  readonly limit: string;
}

const EXAMPLES = `
Examples:
  headwater path raw_payments.amount customers.lifetime_value
  headwater path raw_payments.amount orders.total --no-indirect   values only
  headwater path raw_orders orders                                between datasets
  headwater path a.x b.y --limit 100 -f json`;

export function define(command: Command, io: Io, done: (code: ExitCode) => void): void {
  command
    .description('Shows every way in which one column (or dataset) gets into another, a shortest one first.')
    .argument('<from>', 'model.column, or a model')
    .argument('<to>', 'model.column, or a model');
  addProjectOptions(command)
    .option('-f, --format <name>', `${FORMATS.join(', ')} (default: by the name of --out, else tree)`)
    .option('-n, --limit <number>', 'stop after so many ways', '10')
    .option('--no-indirect', 'values only')
    .option('-o, --out <file>', 'write to a file')
    .addHelpText('after', EXAMPLES)
    .action(async (from: string, to: string, options: PathOptions) => done(await run(from, to, options, io)));
}

async function run(from: string, to: string, options: PathOptions, io: Io): Promise<ExitCode> {
  const format = formatOf(options.format, options.out);
  const limit = Number(options.limit);
  if (!(limit >= 1)) throw new UsageError(`--limit ${options.limit} is no number`, 'give a number from 1');
  const project = await loadProject(options, io);
  const found = take(paths(project.graph, targetNamed(project, from), targetNamed(project, to), { direct: !options.indirect }), limit);
  if (format === 'tree' && options.out === undefined)
    io.stdout.write(found.length ? found.map(print).join('\n') : shown`No way leads from ${from} to ${to}.\n`);
  else if (format === 'json') writeJson({ version: 1, paths: found.map(document) }, options.out, io);
  else await writeResult({ lineage: keyLineage(project, keysOf(project, found)), dialect: project.dialect }, format, options, io);
  return found.length > 0 ? exitCodeOf(findingsIn(project), options) : 1;
}

function take<T>(items: Iterable<T>, limit: number): T[] {
  const taken: T[] = [];
  for (const item of items) if (taken.push(item) >= limit) break;
  return taken;
}

function keysOf({ graph }: Project, found: readonly GraphEdge[][]): Set<string> {
  const nodes = found.flatMap((path) => path.flatMap((edge) => [edge.from, edge.to]));
  return new Set(nodes.map((node) => graph.find(node)).filter((key) => key !== undefined));
}

function nameOf({ dataset, column }: GraphNode): string {
  return column === null ? (dataset ?? 'result') : `${dataset ?? 'result'}.${column}`;
}

function kindsOf({ uses, possible }: GraphEdge): string[] {
  const kinds = uses.map(({ transformation }) => transformation?.subtype ?? 'READ');
  return [...new Set(kinds), ...(possible ? ['POSSIBLE'] : [])];
}

function print(path: readonly GraphEdge[]): string {
  const [first] = path as readonly [GraphEdge];
  const steps = path.map((edge) => shown`  → ${nameOf(edge.to)}  ${kindsOf(edge).join(', ')}\n`);
  return shown`${nameOf(first.from)}\n` + steps.join('');
}

function document(path: readonly GraphEdge[]) {
  const node = ({ dataset, column }: GraphNode) => ({ dataset, column });
  return path.map((edge) => ({ from: node(edge.from), to: node(edge.to), kinds: kindsOf(edge) }));
}
