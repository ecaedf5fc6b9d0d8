import type { Command } from 'commander';
import { answer, refuse } from '../../index.js';
import { forEachLines, LONGEST_LINE } from '../../node/index.js';
import type { ExitCode, Io, Output } from '../io.js';
import { addSchemaOptions, readDefaults, type SchemaOptions } from '../schema-options.js';

const ABOUT = `Reads one JSON object a line and writes one a line, in order, as it goes, in constant memory.

  {"id":"q1","sql":"select * from t","dialect":"snowflake",
   "schema":{"db.s.t":["a","b"]},"defaultDatabase":"db","defaultSchema":"s"}     (on one line)

All but "sql" may be left out; the options below serve lines that do not say.`;

const FLUSH_AT = 64 * 1024;

export function define(command: Command, io: Io, done: (code: ExitCode) => void): void {
  command.description(ABOUT).addHelpText('after', '\nExample:\n  headwater batch --dialect spark < requests.jsonl > lineage.jsonl');
  addSchemaOptions(command).action(async (options: SchemaOptions) => {
    const defaults = await readDefaults(options, io);
    const reply = (line: string | undefined) => (line === undefined ? TOO_LONG : answer(line, defaults));
    await forEachLines(io.stdin, (lines) => answerLines(lines, reply, io.stdout));
    done(0);
  });
}

const TOO_LONG = refuse(`The line is longer than ${LONGEST_LINE >> 20} MB, and no more of one is read.`);

/** Answers are written in pieces of some 64 KB: a write costs as much as a small query. Waits for a slow reader. */
async function answerLines(
  lines: readonly (string | undefined)[],
  reply: (line: string | undefined) => string,
  out: Output,
): Promise<void> {
  let pending = '';
  for (const line of lines) {
    pending += `${reply(line)}\n`;
    if (pending.length < FLUSH_AT) continue;
    await write(pending, out);
    pending = '';
  }
  if (pending !== '') await write(pending, out);
}

async function write(text: string, out: Output): Promise<void> {
  if (!out.write(text)) await new Promise((resolve) => out.once('drain', resolve));
}
