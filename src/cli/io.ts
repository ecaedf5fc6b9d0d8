import type { Readable, Writable } from 'node:stream';

/** The outside world of a command, so that tests can bring their own. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What a command comes to: 0 fine, 1 the input has errors, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** Wrong usage: printed as one sentence with what to do about it, exit code 2. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}
