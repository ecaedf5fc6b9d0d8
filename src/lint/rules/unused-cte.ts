import type { Span } from '../../base/span.js';
import { rule } from '../rule.js';

export const unusedCte = rule({
  code: 'unused-cte',
  sees: 'statement',
  severity: 'warning',
  why: 'What nothing reads is carried along by everybody who reads the query.',
  bad: [['postgres', 'with «q» as (select a from t) select id from u']],
  good: [['postgres', 'with q as (select a from t) select a from q']],
  check({ tree, text, sides }, report) {
    let behind: LastWords | undefined;
    for (const { node, used } of sides.ctes) {
      if (used || node === undefined) continue;
      const { name } = node.name;
      behind ??= lastWords(text, tree);
      if (mayBeRead(behind, name, node.end)) continue;
      report(`Nothing reads the CTE ${name}.`, node.name, 'Leave it out.');
    }
  },
});

/** A template's macro may still read what the text does not: a CTE whose name stands behind it. */
function mayBeRead({ brace, places }: LastWords, name: string, end: number): boolean {
  return brace >= end && [...wordsOf(name)].every(([word]) => (places.get(word.toLowerCase()) ?? -1) >= end);
}

/** Where the last brace of a statement is, and where each of its words stands last. */
interface LastWords {
  readonly brace: number;
  readonly places: ReadonlyMap<string, number>;
}

function lastWords(text: string, { start, end }: Span): LastWords {
  const own = text.slice(start, end);
  const places = new Map<string, number>();
  const brace = own.lastIndexOf('{');
  if (brace >= 0) for (const word of wordsOf(own)) places.set(word[0].toLowerCase(), start + word.index);
  return { brace: start + brace, places };
}

function wordsOf(text: string): Iterable<RegExpExecArray> {
  return text.matchAll(/[\p{L}\p{N}_$]+/gu);
}
