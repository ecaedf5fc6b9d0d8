import type { Command } from 'commander';
import type { ExitCode, Io } from '../io.js';

/** A command's own file: its options, and what it does. Loaded only when it is the one that was asked for. */
export interface CommandModule {
  /** Adds the options and the action, which gives the exit code to `done`. */
  define(command: Command, io: Io, done: (code: ExitCode) => void): void;
}

interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** All commands by name. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  trace: {
    summary: 'where every column of a query or script comes from (the default command)',
    load: () => import('./trace.js'),
  },
  batch: {
    summary: 'answer one JSON request a line on standard input with one JSON line each',
    load: () => import('./batch.js'),
  },
  dialects: { summary: 'list the SQL dialects', load: () => import('./dialects.js') },
};
