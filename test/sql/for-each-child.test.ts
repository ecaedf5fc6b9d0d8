/** That no kind is forgotten is what the compiler checks, and that no node is, the grammar tests; here: order, and parts that are no nodes. */
import { expect, test } from 'vitest';
import { forEachChild } from '../../src/sql/for-each-child.js';
import type { AlterTable, Expression, Identifier, Merge, Node, Relation } from '../../src/sql/tree.js';

const at = (start: number) => ({ start, end: start + 1 });
const identifier = (name: string, start = 0): Identifier => ({ kind: 'identifier', name, quoted: false, ...at(start) });
const column = (name: string, start = 0): Expression & { kind: 'column-name' } => ({
  kind: 'column-name',
  parts: [identifier(name, start)],
  ...at(start),
});
const table = (name: string): Relation => ({
  kind: 'table',
  name: { kind: 'dataset-name', form: 'name', parts: [identifier(name)], ...at(0) },
  ...at(0),
});

/** The names below a node, in the order of a full walk. */
function names(node: Node): string[] {
  const found: string[] = node.kind === 'identifier' ? [node.name] : [];
  forEachChild(node, (child) => found.push(...names(child)));
  return found;
}

test('keys and values of a map', () => {
  const entries = [
    { key: column('k'), value: column('v') },
    { key: column('x'), value: column('y') },
  ];
  expect(names({ kind: 'map', entries, ...at(0) })).toEqual(['k', 'v', 'x', 'y']);
});

test('what a merge does in its branches', () => {
  const merge: Merge = {
    kind: 'merge',
    target: table('t'),
    using: table('u'),
    on: column('c'),
    branches: [
      {
        kind: 'merge-branch',
        when: 'matched',
        condition: column('when1'),
        action: {
          type: 'update',
          assignments: [{ kind: 'assignment', targets: [column('a')], value: column('b'), ...at(0) }],
          where: column('w'),
        },
        ...at(0),
      },
      { kind: 'merge-branch', when: 'not-matched', action: { type: 'insert', columns: [column('p')], values: [column('q')] }, ...at(0) },
      { kind: 'merge-branch', when: 'not-matched-by-source', action: { type: 'delete' }, ...at(0) },
    ],
    returning: [],
    ...at(0),
  };
  expect(names(merge)).toEqual(['t', 'u', 'c', 'when1', 'a', 'b', 'w', 'p', 'q']);
});

test('what ALTER does', () => {
  const alter: AlterTable = {
    kind: 'alter',
    objectType: 'table',
    name: { kind: 'dataset-name', form: 'name', parts: [identifier('t')], ...at(0) },
    actions: [
      { type: 'rename-column', from: identifier('a'), to: identifier('b') },
      { type: 'add-column', column: { kind: 'column-definition', name: identifier('c'), ...at(0) } },
      { type: 'other' },
    ],
    ...at(0),
  };
  expect(names(alter)).toEqual(['t', 'a', 'b', 'c']);
});

test('rows of VALUES', () => {
  expect(names({ kind: 'values', rows: [[column('a'), column('b')], [column('c')]], ...at(0) })).toEqual(['a', 'b', 'c']);
});

test('a name before or behind its value, as it is written', () => {
  expect(names({ kind: 'select-item', expression: column('a', 0), alias: identifier('x', 5), ...at(0) })).toEqual(['a', 'x']);
  expect(names({ kind: 'select-item', expression: column('a', 5), alias: identifier('x', 0), ...at(0) })).toEqual(['x', 'a']);
});
