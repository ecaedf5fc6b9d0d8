/** Any text at all as a name, in every format. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dotLabel } from '../../src/export/dot-text.js';
import { exporters } from '../../src/export/index.js';
import { mermaidLabel } from '../../src/export/mermaid-text.js';
import { displayWidth, visible } from '../../src/export/visible.js';
import { edge, script } from './results.js';

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'"\'`<>&#;|[]{}()%\\/-=*_:.,\n\r\t fa1@+$~^'), maxLength: 12 }),
);

test('shown names have no character that moves the cursor or the reading direction', () => {
  fc.assert(fc.property(name, (text) => void expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cs}\u2028-\u202E\u2066-\u2069]/u)));
});

test('a Mermaid label is words, entity codes and marks between words', () => {
  const label = /^"(?:#\d+;|[\p{L}\p{N} ]|(?<=[A-Za-z0-9])[._-](?=[A-Za-z0-9])|(?<=[A-Za-z0-9])[,:](?= ))+"$/u;
  fc.assert(fc.property(name, (text) => void expect(mermaidLabel([text])).toMatch(label)));
});

test('a DOT label has no markup but entities', () => {
  fc.assert(fc.property(name, (text) => void expect(dotLabel(text).replaceAll(/&#\d+;/g, '')).not.toMatch(/[<>&"'\\]/)));
});

test('JSON and OpenLineage give every name back', () => {
  fc.assert(
    fc.property(name, name, (dataset, column) => {
      const input = { lineage: script([edge(dataset, column, 'o', column, 'IDENTITY')]) };
      const { edges } = JSON.parse(exporters.json.render(input)) as typeof input.lineage;
      expect(edges).toEqual(input.lineage.edges);
      const { outputs } = JSON.parse(exporters.openlineage.render(input)) as {
        outputs: { facets: { columnLineage: { fields: Record<string, { inputFields: { field: string }[] }> } } }[];
      };
      if (column !== '*')
        expect(Object.entries(outputs[0]!.facets.columnLineage.fields)).toMatchObject([[column, { inputFields: [{ field: column }] }]]);
    }),
  );
});

test('the tree has a line for each source, whatever the names', () => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), (columns) => {
      const lineage = script(columns.map((column) => edge('t', column, 'o', column, 'IDENTITY')));
      expect(exporters.tree.render({ lineage }).split('\n')).toHaveLength(columns.length + 2);
    }),
  );
});

test.each([
  ['abc', 3],
  ['日本', 4],
  ['é', 1],
  ['e\u0301', 1],
  ['😀', 2],
  ['', 0],
])('%j takes %i columns of a terminal', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});
