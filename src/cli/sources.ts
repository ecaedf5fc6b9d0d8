import { createReadStream, existsSync } from 'node:fs';
import type { Execution } from '../index.js';
import {
  isEventLog,
  isPipe,
  isStandardInput,
  namesBeside,
  type Pieces,
  readStream,
  readText,
  sniffStream,
  type TextResult,
} from '../node/index.js';
import { SUMMARIES } from './commands/summaries.js';
import { didYouMean } from './did-you-mean.js';
import { executionsOfLog, plansOf } from './event-log.js';
import { type Io, UsageError } from './io.js';

/** A text and what it is called in messages. */
export interface Source {
  readonly name: string;
  readonly text: string;
  /** Of a Spark event log: the text is their plans. */
  readonly executions?: readonly Execution[];
}

/** Words that SQL begins with, and file names hardly ever do. */
const VERBS = new Set(
  'select with insert create update delete merge from explain values table truncate copy replace alter drop declare begin use set'.split(
    ' ',
  ),
);

/**
 * The texts that a command's arguments mean: `-` and nothing at all standard input, an existing file the file, and what
 * looks like SQL itself. Throws UsageError where an argument is none of these or cannot be read.
 */
export async function readSources(args: readonly string[], io: Io): Promise<Source[]> {
  if (args.length === 0 && io.stdin.isTTY)
    throw new UsageError('nothing to trace', 'give a query in quotes, a file, or - for standard input; see headwater --help');
  if (args.length > 1 && isVerb(args[0] as string) && !isFile(args[0] as string))
    throw new UsageError('a query is one argument', `put quotes around it: headwater "${args[0]} …"`);
  const sources: Source[] = [];
  for (const arg of args.length === 0 ? ['-'] : args) sources.push(await readSource(arg, io));
  return sources;
}

async function readSource(arg: string, io: Io): Promise<Source> {
  if (arg === '-' || isStandardInput(arg)) return readOnce('<stdin>', io.stdin, io);
  if (isFile(arg)) {
    if (isPipe(arg)) return readOnce(arg, createReadStream(arg), io);
    return isEventLog(arg) ? logSource(arg, arg, io) : { name: arg, text: textOf(arg, readText(arg)) };
  }
  if (looksLikeSql(arg)) return { name: '<query>', text: arg };
  const near = didYouMean(arg, [...Object.keys(SUMMARIES), ...namesBeside(arg)]);
  throw new UsageError(`${arg}: no such file`, near ?? 'SQL given as an argument needs quotes: headwater "select …"');
}

/** What comes through a pipe cannot be looked at first and read then. */
async function readOnce(name: string, stream: Pieces, io: Io): Promise<Source> {
  const { isEventLog, all } = await sniffStream(stream);
  return isEventLog ? logSource(name, all, io) : { name, text: textOf(name, await readStream(all)) };
}

async function logSource(name: string, log: string | Pieces, io: Io): Promise<Source> {
  const executions = await executionsOfLog(name, log, io);
  return { name, text: plansOf(executions), executions };
}

/** The text, or a UsageError that names what it is of. */
export function textOf(name: string, result: TextResult): string {
  if ('text' in result) return result.text;
  throw new UsageError(`${name}: ${result.problem}`, result.hint);
}

const isVerb = (word: string): boolean => VERBS.has(word.toLowerCase());

/** No path is as long as a script may be, and asking the file system for one would only fail. */
export const isFile = (arg: string): boolean => arg.length < 4096 && existsSync(arg);

function looksLikeSql(arg: string): boolean {
  const start = arg.trimStart();
  if (/^(--|\/\*|\(|\{\{|\{%)/.test(start) || arg.trim() === '') return true;
  const [first = ''] = start.split(/[\s(]/, 1);
  return isVerb(first) || (/\s/.test(start) && !/\.\w{2,4}$/.test(start));
}
