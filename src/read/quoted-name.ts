/** Names as documents write them: with dots between the parts, and quotes around those that are meant exactly. */

export interface QuotedName {
  readonly parts: readonly string[];
  /** Places of the parts that stood in quotes. */
  readonly exact: readonly number[];
}

export function hasQuotes(text: string): boolean {
  return text.includes('"') || text.includes('`');
}

/** `db."My.Schema".t`: three parts, the second exactly so. A quote is written twice within quotes; one that nothing closes is part of the name. */
export function readQuotedName(text: string): QuotedName {
  if (!hasQuotes(text)) return { parts: text.split('.'), exact: [] };
  const parts: string[] = [];
  const exact: number[] = [];
  for (let at = 0; at <= text.length; ) {
    const end = closing(text, at);
    if (end !== undefined) {
      exact.push(parts.length);
      const quote = text.charAt(at);
      parts.push(text.slice(at + 1, end).replaceAll(quote + quote, quote));
      at = end + 2;
      continue;
    }
    const dot = text.indexOf('.', at);
    parts.push(text.slice(at, dot < 0 ? undefined : dot));
    if (dot < 0) break;
    at = dot + 1;
  }
  return { parts, exact };
}

/** Where the quote that opens here is closed, at the end of a part that is not empty. */
function closing(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  if (quote !== '"' && quote !== '`') return undefined;
  let end = text.indexOf(quote, start + 1);
  while (end > 0 && text.charAt(end + 1) === quote) end = text.indexOf(quote, end + 2);
  return end > start + 1 && (end === text.length - 1 || text.charAt(end + 1) === '.') ? end : undefined;
}
