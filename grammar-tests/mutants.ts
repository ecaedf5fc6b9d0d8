import type { Tokens } from '../src/sql/tokens.js';

/** The text with one token deleted, doubled, or swapped with the next: one text for each token. */
export function* mutants(sql: string, tokens: Tokens, mutation: 'delete' | 'double' | 'swap'): Generator<string> {
  for (let i = 0; i < tokens.count; i++) {
    const start = tokens.starts[i] as number;
    const end = tokens.ends[i] as number;
    const token = sql.slice(start, end);
    if (mutation === 'delete') yield sql.slice(0, start) + sql.slice(end);
    else if (mutation === 'double') yield `${sql.slice(0, end)} ${sql.slice(start)}`;
    else if (i + 1 < tokens.count) {
      const [nextStart, nextEnd] = [tokens.starts[i + 1] as number, tokens.ends[i + 1] as number];
      yield sql.slice(0, start) + sql.slice(nextStart, nextEnd) + sql.slice(end, nextStart) + token + sql.slice(nextEnd);
    }
  }
}
