import type { Command } from 'commander';
import { dialects } from '../../index.js';
import type { ExitCode, Io } from '../io.js';

export function define(command: Command, io: Io, done: (code: ExitCode) => void): void {
  command.description('Lists the SQL dialects, the one each derives from, and the other names it answers to.').action(() => {
    const rows = [...dialects.values()].map(({ name, parent, aliases }) => [name, parent ? `← ${parent.name}` : '', aliases.join(', ')]);
    const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    for (const row of rows)
      io.stdout.write(
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
      );
    done(0);
  });
}
