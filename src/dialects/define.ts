/** How a row is made: what it says, over what its parent says. */
import type { Dialect, Grammar, Lex, Names, Switch } from './dialect.js';

export interface Row {
  readonly aliases?: readonly string[];
  /** The switches that it has besides its parent's. */
  readonly adds?: readonly Switch[];
  readonly lex?: Partial<Lex>;
  readonly grammar?: Partial<Grammar>;
  readonly names?: Partial<Names>;
}

/** A dialect that is its parent but for what the row says. */
export function dialect(name: string, parent: Dialect, { aliases = [], adds = [], lex, grammar, names }: Row): Dialect {
  const added = (group: object) => Object.fromEntries(adds.filter((each) => each in group).map((each) => [each, true]));
  return {
    name,
    aliases,
    parent,
    lex: { ...parent.lex, ...added(parent.lex), ...lex },
    grammar: { ...parent.grammar, ...added(parent.grammar), ...grammar },
    names: { ...parent.names, ...added(parent.names), ...names },
  };
}

type Words<List extends string, Found = never> = List extends `${infer Word} ${infer Rest}` ? Words<Rest, Found | Word> : Found | List;

/** Switches from one string, so that rows stay readable; one that does not exist is a type error. */
export function switches<const List extends string>(list: Words<List> extends Switch ? List : never): readonly Switch[] {
  return list.split(' ') as Switch[];
}

/** A list of words from one string, so that rows stay readable. */
export const words = (list: string): readonly string[] => list.split(/\s+/).filter((word) => word !== '');
