/**
 * Templates that are no SQL as they stand. Offsets stay as they are: what goes is overwritten.
 *
 * - `{% if a %} SELECT 1 {% else %} SELECT 2 {% endif %}`: of the branches the first is kept.
 * - `'{{ var('since') }}'`: the quotes inside of the template end the string.
 * - `{{ except() }}` between two queries: dbt's macros for set operators.
 */
export function firstBranches(text: string): string | undefined {
  if (!hasTemplates(text)) return undefined;
  const plain = withSetOperators(withoutInnerQuotes(withoutOtherBranches(text)));
  return plain === text ? undefined : plain;
}

export function hasTemplates(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

const BRANCH = /[-+]?\s*(if|elif|else|endif)\b/y;

interface Block {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** `{% if … %}`, `{% else %}` and the like, in order. */
function branchBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const endOf = closers(text);
  for (let start = text.indexOf('{%'); start >= 0; ) {
    const end = endOf('%}', start + 2);
    BRANCH.lastIndex = start + 2;
    const word = BRANCH.exec(text)?.[1];
    if (word !== undefined && end > start + 2) blocks.push({ word, start, end });
    start = text.indexOf('{%', end);
  }
  return blocks;
}

function withoutOtherBranches(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let depth = 0;
  /** The depth of the IF of which a later branch is being left out; 0 outside of one. */
  let left = 0;
  for (const { word, start, end } of branchBlocks(text)) {
    if (word === 'if') depth++;
    else if (word === 'endif') {
      if (depth === left) {
        parts.push(blank(text.slice(kept, start)));
        kept = start;
        left = 0;
      }
      if (depth > 0) depth--;
    } else if (left === 0 && depth > 0) {
      parts.push(text.slice(kept, end));
      kept = end;
      left = depth;
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(kept);
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** What runs to its own end, quotes or not: comments and templates. */
const RUNS: readonly (readonly [open: string, close: string])[] = [
  ['--', '\n'],
  ['/*', '*/'],
  ['{{', '}}'],
  ['{%', '%}'],
  ['{#', '#}'],
];

/** One pass over the text: a string that nothing closes ends it, so that no character is looked at twice. */
function withoutInnerQuotes(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let at = 0;
  const endOf = closers(text);
  while (at < text.length) {
    const quote = text.charAt(at);
    if (quote !== "'" && quote !== '"') {
      const run = RUNS.find(([open]) => text.startsWith(open, at));
      at = run === undefined ? at + 1 : endOf(run[1], at + 2);
      continue;
    }
    at++;
    while (at < text.length && (text.charAt(at) !== quote || text.charAt(at + 1) === quote)) {
      if (!text.startsWith('{{', at)) {
        at += text.charAt(at) === quote ? 2 : 1;
        continue;
      }
      const end = endOf('}}', at + 2);
      const template = text.slice(at, end);
      if (template.includes(quote)) {
        parts.push(text.slice(kept, at), template.replaceAll(quote, '_'));
        kept = end;
      }
      at = end;
    }
    at++;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(kept);
}

/** Finds the end of what a word closes, and remembers which words do not come any more: then it is `from`. */
function closers(text: string): (word: string, from: number) => number {
  const gone = new Set<string>();
  return (word, from) => {
    if (gone.has(word)) return from;
    const found = text.indexOf(word, from);
    if (found >= 0) return found + word.length;
    gone.add(word);
    return from;
  };
}

function withSetOperators(text: string): string {
  return text.replace(/\{\{-?\s*(?:dbt\.)?(except|intersect)\(\)\s*-?\}\}/gi, (template, word) => word.padEnd(template.length));
}
