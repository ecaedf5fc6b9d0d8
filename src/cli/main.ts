#!/usr/bin/env node
import { run } from './program.js';

// A reader that has seen enough (`headwater … | head`) closes the pipe: no error, just the end.
for (const output of [process.stdout, process.stderr])
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });

process.exitCode = await run(process.argv.slice(2), {
  // A getter: opening stdin takes time, and not every command reads it.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
});
