/** How a row is made: what it says, over what its parent says. */
import type { Dialect, Grammar, Lex, Names } from './dialect.js';

export interface Row {
  readonly aliases?: readonly string[];
  readonly lex?: Partial<Lex>;
  readonly grammar?: Partial<Grammar>;
  readonly names?: Partial<Names>;
}

/** A dialect that is its parent but for what the row says. */
export function dialect(name: string, parent: Dialect, row: Row): Dialect {
  return {
    name,
    aliases: row.aliases ?? [],
    parent,
    lex: { ...parent.lex, ...row.lex },
    grammar: { ...parent.grammar, ...row.grammar },
    names: { ...parent.names, ...row.names },
  };
}

/** A list of words from one string, so that rows stay readable. */
export const words = (list: string): readonly string[] => list.split(/\s+/).filter((word) => word !== '');
