import { expect, test } from 'vitest';
import { decodeDocument } from '../../src/read/document.js';

test('JSON and YAML by the extension', () => {
  expect(decodeDocument('{"a":1}', 'x.json')).toEqual({ value: { a: 1 } });
  expect(decodeDocument('a: 1\n2: b', 'x.yml')).toEqual({ value: { a: 1, 2: 'b' } });
  expect(decodeDocument('a: 1', 'x.json')).toMatchObject({ problem: expect.stringContaining('is not valid JSON') });
});

test('keys that are collections are refused, not written out as texts', () => {
  const problem = expect.stringContaining('Keys of maps must be texts');
  expect(decodeDocument(`${'{'.repeat(200)}a${'}'.repeat(200)}`, 'x.yaml')).toMatchObject({ problem });
});
