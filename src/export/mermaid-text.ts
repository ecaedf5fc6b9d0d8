/**
 * Any text as a Mermaid label in double quotes. Everything but letters, digits and a few marks between them becomes an
 * entity code (`#34;`): Mermaid reads no quote, bracket, comment, HTML, Markdown (`_it_`, `1. list`), math or icon in it.
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export function mermaidLabel(lines: readonly string[]): string {
  return `"${lines.map((line) => encode(line) || '#160;').join('<br/>')}"`;
}

function encode(text: string): string {
  // Mermaid writes `ﬂ°` and `¶ß` around entity codes within itself, and reads them back even where they are a name's own.
  const chars = [...text.replaceAll('ﬂ', 'fl').replaceAll('¶ß', '¶ss')];
  return chars.map((char, i) => (isPlain(char, chars[i - 1], chars[i + 1]) ? char : `#${char.codePointAt(0)};`)).join('');
}

function isPlain(char: string, before: string | undefined, after: string | undefined): boolean {
  if (/^[\p{L}\p{N}]$/u.test(char)) return true;
  if (char === ' ') return isWord(before) || ',:'.includes(before ?? ' ');
  if (',:'.includes(char)) return isWord(before) && after === ' ';
  return '._-'.includes(char) && isWord(before) && isWord(after);
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /^[A-Za-z0-9]$/.test(char);
}
