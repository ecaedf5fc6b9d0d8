import type { Node, YAMLMap } from 'yaml';
import { isScalar, LineCounter, parseDocument, visit } from 'yaml';

/** A text of YAML as a value; throws where it is none. */
export function readYaml(text: string): unknown {
  const lineCounter = new LineCounter();
  // The library compares each key with all before it.
  const document = parseDocument(text, { logLevel: 'error', uniqueKeys: false, lineCounter });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  visit(document, {
    Map: (_, map) => {
      const twice = keyGivenTwice(map as YAMLMap<Node>);
      if (twice === undefined) return;
      const { line, col } = lineCounter.linePos(twice.range?.[0] ?? 0);
      throw new Error(`Map keys must be unique at line ${line}, column ${col}`);
    },
  });
  return document.toJS();
}

function keyGivenTwice({ items }: YAMLMap<Node>): Node | undefined {
  const seen = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) return key;
    seen.add(key.value);
  }
  return undefined;
}
