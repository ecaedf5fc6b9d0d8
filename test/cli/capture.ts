import { Readable, Writable } from 'node:stream';
import { run } from '../../src/cli/program.js';

export interface Captured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  /** What stands on standard input; without it, standard input is a terminal. */
  readonly stdin?: string | Uint8Array;
  readonly env?: Record<string, string>;
  /** Standard output and error are a terminal. */
  readonly terminal?: boolean;
}

/** Runs a command line in this process. */
export async function captureRun(args: readonly string[], { stdin, env = {}, terminal = false }: Surroundings = {}): Promise<Captured> {
  const stdout = sink(terminal);
  const stderr = sink(terminal);
  const input = Readable.from(stdin === undefined ? [] : [typeof stdin === 'string' ? Buffer.from(stdin) : stdin]);
  const code = await run(args, {
    stdin: Object.assign(input, { isTTY: stdin === undefined }),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function sink(isTTY: boolean) {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), text: () => Buffer.concat(chunks).toString('utf8') };
}
