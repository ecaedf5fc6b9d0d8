/**
 * How the parentheses of a text pair up, looked at only once something is wrong: a parser that stopped inside a pair can
 * then go on behind it, and one that meets a parenthesis too many can tell.
 */
import { terminalIndex } from '../terminals.js';
import type { Tokens } from '../tokens.js';

export interface Brackets {
  /** By token: index of the '(' around it, -1 outside of all. */
  readonly opener: Int32Array;
  /** By token: for a '(', index of the ')' that closes it, -1 when nothing does. */
  readonly closer: Int32Array;
  /** By token: 1 where its statement has more '(' than ')', 2 where it has more ')'. */
  readonly balance: Uint8Array;
}

const OPEN = terminalIndex('(');
const CLOSE = terminalIndex(')');
const SEMICOLON = terminalIndex(';');

/** Whether a ')' somewhere closes nothing. */
export function closesTooMuch(tokens: Tokens): boolean {
  const { count, terminals } = tokens;
  let open = 0;
  for (let i = 0; i < count; i++) {
    const terminal = terminals[i] as number;
    if (terminal === OPEN) open++;
    else if (terminal === SEMICOLON) open = 0;
    else if (terminal === CLOSE && --open < 0) return true;
  }
  return false;
}

/** One pass; a semicolon ends all that is open. */
export function pairBrackets(tokens: Tokens): Brackets {
  const { count, terminals } = tokens;
  const opener = new Int32Array(count).fill(-1);
  const closer = new Int32Array(count).fill(-1);
  const balance = new Uint8Array(count);
  let open: number[] = [];
  let extra = false;
  let from = 0;
  for (let i = 0; i < count; i++) {
    const terminal = terminals[i] as number;
    if (terminal === CLOSE) {
      const start = open.pop();
      if (start === undefined) extra = true;
      else closer[start] = i;
    }
    opener[i] = open.at(-1) ?? -1;
    if (terminal === OPEN) open.push(i);
    if (terminal === SEMICOLON || i === count - 1) {
      if (open.length > 0 || extra) balance.fill(open.length > 0 ? 1 : 2, from, i + 1);
      open = [];
      extra = false;
      from = i + 1;
    }
  }
  return { opener, closer, balance };
}
