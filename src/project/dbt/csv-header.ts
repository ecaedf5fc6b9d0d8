/** The names in a CSV's first line, RFC 4180: quotes may hold commas, doubled quotes are one. */
export function columnsOfHeader(text: string): string[] {
  const names: string[] = [];
  let name = '';
  let quoted = false;
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; at++) {
    const char = text[at] as string;
    if (quoted && char === '"' && text[at + 1] === '"') name += text[++at];
    else if (char === '"') quoted = !quoted;
    else if (quoted) name += char;
    else if (char === '\n' || char === '\r') break;
    else if (char === ',') {
      names.push(name.trim());
      name = '';
    } else name += char;
  }
  names.push(name.trim());
  return names.filter((each) => each !== '');
}
