/** Any text inside one of Graphviz's HTML-like labels. https://graphviz.org/doc/info/shapes.html#html */
export function dotLabel(text: string): string {
  // An empty or blank cell is an error; Graphviz also drops blanks at both ends.
  if (!text.trim()) return '&#160;';
  return text.replace(/[&<>"'\\]|^ +| +$/g, (part) => (part.startsWith(' ') ? '&#160;'.repeat(part.length) : `&#${part.charCodeAt(0)};`));
}
