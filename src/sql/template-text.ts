/**
 * Templates that are no SQL as they stand. Offsets stay as they are: what goes is overwritten.
 *
 * - `{% if a %} SELECT 1 {% else %} SELECT 2 {% endif %}`: of the branches the first is kept.
 * - `'{{ var('since') }}'`: the quotes inside of the template end the string.
 * - `{{ except() }}` between two queries: dbt's macros for set operators.
 */
export function firstBranches(text: string): string | undefined {
  if (!text.includes('{{') && !text.includes('{%')) return undefined;
  const plain = withSetOperators(withoutInnerQuotes(withoutOtherBranches(text)));
  return plain === text ? undefined : plain;
}

const BLOCK = /\{%[-+]?\s*(if|elif|else|endif)\b[^%]*(?:%(?!\})[^%]*)*%\}/g;

function withoutOtherBranches(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let depth = 0;
  /** The depth of the IF of which a later branch is being left out; 0 outside of one. */
  let left = 0;
  for (const match of text.matchAll(BLOCK)) {
    const [block, word] = match;
    if (word === 'if') depth++;
    else if (word === 'endif') {
      if (depth === left) {
        parts.push(blank(text.slice(kept, match.index)));
        kept = match.index;
        left = 0;
      }
      if (depth > 0) depth--;
    } else if (left === 0 && depth > 0) {
      const from = match.index + block.length;
      parts.push(text.slice(kept, from));
      kept = from;
      left = depth;
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(kept);
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** A string with the templates in it, a quoted name with such, or what holds quotes that begin no string. */
const PIECE =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\{[%#][\s\S]*?[%#]\}|\{\{[\s\S]*?\}\}|'(?:\{\{[\s\S]*?\}\}|''|[^'])*'|"(?:\{\{[\s\S]*?\}\}|""|[^"])*"/g;

function withoutInnerQuotes(text: string): string {
  return text.replace(PIECE, (piece) => {
    const [quote] = piece;
    if ((quote !== "'" && quote !== '"') || !piece.includes('{{')) return piece;
    return piece.replace(/\{\{[\s\S]*?\}\}/g, (template) => template.replaceAll(quote, '_'));
  });
}

function withSetOperators(text: string): string {
  return text.replace(/\{\{-?\s*(?:dbt\.)?(except|intersect)\(\)\s*-?\}\}/gi, (template, word) => word.padEnd(template.length));
}
