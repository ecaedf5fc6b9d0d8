import type { Node, YAMLMap } from 'yaml';
import { isCollection, isScalar, LineCounter, parseDocument, visit } from 'yaml';

/** A text of YAML as a value; throws where it is none. Keys that are collections are refused: written out as texts, 400 levels of `{` take seconds. */
export function readYaml(text: string): unknown {
  const lineCounter = new LineCounter();
  // The library compares each key with all before it.
  const document = parseDocument(text, { logLevel: 'error', uniqueKeys: false, lineCounter });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  const fail = (why: string, key: Node): never => {
    const { line, col } = lineCounter.linePos(key.range?.[0] ?? 0);
    throw new Error(`${why} at line ${line}, column ${col}`);
  };
  visit(document, {
    Map: (_, map) => {
      const { items } = map as YAMLMap<Node>;
      const compound = items.find(({ key }) => isCollection(key));
      if (compound !== undefined) fail('Keys of maps must be texts', compound.key);
      const twice = keyGivenTwice(items);
      if (twice !== undefined) fail('Map keys must be unique', twice);
    },
  });
  return document.toJS();
}

function keyGivenTwice(items: YAMLMap<Node>['items']): Node | undefined {
  const seen = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) return key;
    seen.add(key.value);
  }
  return undefined;
}
