import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Config, guessDialect } from '../../index.js';
import { findProject, newReader, openRoot, unreadDiagnostics, walkFolder } from '../../node/index.js';
import { printDiagnostics } from '../diagnostics.js';
import { type ExitCode, type Io, UsageError } from '../io.js';
import { shown } from '../shown.js';
import { count } from '../table.js';
import { writeFile } from '../write-content.js';

interface InitOptions {
  readonly force?: boolean;
}

const EXAMPLES = `
Examples:
  headwater init              look around, and write headwater.config.json here
  headwater init warehouse    the same in a folder`;

export function define(command: Command, io: Io, done: (code: ExitCode) => void): void {
  command
    .description('Writes headwater.config.json after a look at the repository: what kind of project it is, and which dialect.')
    .argument('[folder]', 'where', '.')
    .option('--force', 'write over a configuration that is there')
    .addHelpText('after', EXAMPLES)
    .action((folder: string, options: InitOptions) => done(init(folder, options, io)));
}

function init(folder: string, { force = false }: InitOptions, io: Io): ExitCode {
  const path = join(folder, 'headwater.config.json');
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !force) throw new UsageError(`${path} is there already`, 'write over it with --force');
  // What is written through a link lands wherever the repository wants it.
  if (there !== undefined && !there.isFile()) throw new UsageError(`${path} is no plain file`, 'remove it first');
  const { config, found } = look(folder, io);
  writeFile(path, `${JSON.stringify(config, null, 2)}\n`);
  io.stdout.write(shown`${found}\nwrote ${path}\nnext: headwater stats${folder === '.' ? '' : ` -p ${folder}`}\n`);
  return 0;
}

/** The nearest dbt project, else the SQL there is, with what can be told about its dialect. */
function look(folder: string, io: Io): { readonly config: Config; readonly found: string } {
  const { paths: dbt } = walkFolder(folder, (path) => /(^|\/)dbt_project\.yml$/.test(path) && !/dbt_(packages|modules)\//.test(path));
  const [first] = [...dbt].sort((a, b) => a.length - b.length);
  if (first !== undefined) {
    const project = first.slice(0, -'dbt_project.yml'.length) || '.';
    const place = findProject(join(folder, project));
    const isCompiled = !('problem' in place) && place.kind === 'manifest';
    const kind = isCompiled ? 'with a manifest' : 'not compiled';
    const dialect = isCompiled ? undefined : dialectOf(folder, project);
    return { config: { project, ...(dialect !== undefined && { dialect }) }, found: `found a dbt project in ${project} (${kind})` };
  }
  const { paths: scripts, unread } = walkFolder(folder, (path) => /\.(sql|ddl|hql|bteq)$/i.test(path));
  printDiagnostics(unreadDiagnostics(unread), folder, '', io);
  if (scripts.length === 0) throw new UsageError(`${folder}: there is no SQL in it`, 'go to a dbt project or a folder with .sql files');
  const dialect = dialectOf(folder, '');
  const guessed = dialect === undefined ? '' : `, ${dialect} by the look of it`;
  return {
    config: { project: '.', ...(dialect !== undefined && { dialect }) },
    found: `found ${count(scripts.length, 'SQL file')}${guessed}`,
  };
}

/** What most of the first files look like. */
function dialectOf(folder: string, below: string): string | undefined {
  const whole = join(folder, below);
  const reader = newReader(openRoot(whole));
  const paths = walkFolder(whole, (path) => /\.(sql|ddl|hql|bteq)$/i.test(path)).paths.slice(0, 50);
  const votes = new Map<string, number>();
  for (const path of paths) {
    const name = guessDialect(reader.found(path) ?? '').dialect.name;
    if (name !== 'generic') votes.set(name, (votes.get(name) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
}
