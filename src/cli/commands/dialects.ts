import type { Command } from 'commander';
import { type Dialect, dialects, findDialect } from '../../index.js';
import { didYouMean } from '../did-you-mean.js';
import { type ExitCode, type Io, UsageError } from '../io.js';

export function define(command: Command, io: Io, done: (code: ExitCode) => void): void {
  command
    .description('Lists the SQL dialects: the one each derives from, how many switches it sets, and the other names it answers to.')
    .argument('[name]', 'one dialect: what it adds to the one that it derives from')
    .action((name: string | undefined) => {
      for (const line of name === undefined ? listAll() : listOne(name)) io.stdout.write(`${line}\n`);
      done(0);
    });
}

function listAll(): string[] {
  const rows = [...dialects.values()].map((dialect) => {
    const { name, parent, aliases } = dialect;
    const switches = additions(dialect).length;
    return [name, `← ${parent?.name}`, `${switches} ${switches === 1 ? 'switch' : 'switches'}`, aliases.filter(Boolean).join(', ')];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function listOne(name: string): string[] {
  const dialect = findDialect(name);
  if (dialect === undefined) throw new UsageError(`unknown dialect '${name}'`, didYouMean(name, [...dialects.keys()]));
  return [`${dialect.name}: what it adds to ${dialect.parent?.name}`, ...additions(dialect).map((line) => `  ${line}`)];
}

/** The switches in which a dialect differs from its parent: `grammar.qualify: true`. */
function additions({ parent, ...dialect }: Dialect): string[] {
  const lines: string[] = [];
  for (const group of ['lex', 'grammar', 'names'] as const)
    for (const [key, value] of Object.entries(dialect[group])) {
      const before: unknown = parent?.[group][key as keyof (typeof parent)[typeof group]];
      if (JSON.stringify(value) !== JSON.stringify(before))
        lines.push(`${group}.${key}: ${Array.isArray(value) ? value.join(' ') : JSON.stringify(value)}`);
    }
  return lines;
}
