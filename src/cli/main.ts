#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { fileMessage } from '../node/index.js';
import { SUMMARIES } from './commands/summaries.js';
import { rerunWithMoreHeap } from './heap.js';
import { run } from './program.js';
import { v8Flags } from './v8-flags.js';

const OTHERS: ReadonlySet<string> = new Set(Object.keys(SUMMARIES).filter((name) => name !== 'trace'));

// A reader that has seen enough (`headwater … | head`) closes the pipe: no error, just the end. A full disk is one.
for (const output of [process.stdout, process.stderr])
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    if (output === process.stdout) process.stderr.write(`headwater: standard output: ${fileMessage(error)}\n`);
    process.exit(2);
  });

for (const flag of v8Flags(process.versions.v8)) setFlagsFromString(flag);

const args = process.argv.slice(2);
// `batch` takes one line at a time, however many there are; the commands about projects know better how much there is to read.
const rerun = OTHERS.has(args[0] ?? '') ? undefined : rerunWithMoreHeap(args);
process.exitCode =
  rerun ??
  (await run(args, {
    // A getter: opening stdin takes time, and not every command reads it.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
  }));
