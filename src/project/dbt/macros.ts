/** A macro: its name and its text from `{% macro` to `endmacro %}`. */
export interface Macro {
  readonly name: string;
  readonly definition: string;
}

const START = /\{%-?\s*macro\s+(\w+)\s*\(/g;
const END = /\{%-?\s*endmacro\s*-?%\}/g;

/** The macros of a file. Macros do not nest. */
export function macrosIn(text: string): Macro[] {
  const macros: Macro[] = [];
  for (const start of text.matchAll(START)) {
    END.lastIndex = start.index;
    const end = END.exec(text);
    if (end !== null) macros.push({ name: start[1] as string, definition: text.slice(start.index, end.index + end[0].length) });
  }
  return macros;
}
