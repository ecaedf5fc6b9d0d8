/** What stands before a query or a change and says under which locks it runs, or as of when. */
import type { Terminal } from '../terminals.js';
import { advance, type Cursor, findAtLevel } from './cursor.js';

const PREFIXED: ReadonlySet<Terminal> = new Set<Terminal>(['SELECT', 'WITH', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** Distance to the statement behind the prefix that begins `ahead`; -1 where none begins. */
export const prefixEnd = (p: Cursor, ahead: number, word: Terminal): number =>
  p.grammar.queryPrefixes.includes(word) ? findAtLevel(p, ahead + 1, ahead + 60, (next) => PREFIXED.has(next)) : -1;

/** Takes `LOCKING t FOR ACCESS`, `CURRENT VALIDTIME`, `AT EPOCH LATEST`; false where none is. */
export function skipPrefix(p: Cursor): boolean {
  const end = prefixEnd(p, 0, p.word);
  for (let i = 0; i < end; i++) advance(p);
  return end > 0;
}
