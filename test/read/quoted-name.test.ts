import { expect, it } from 'vitest';
import { readQuotedName } from '../../src/read/quoted-name.js';

it.each([
  ['a', ['a'], []],
  ['db.s.t', ['db', 's', 't'], []],
  ['db."My.Schema".t', ['db', 'My.Schema', 't'], [1]],
  ['`p-1`.d.`t`', ['p-1', 'd', 't'], [0, 2]],
  ['"a ""b"" c"', ['a "b" c'], [0]],
  ['a"b', ['a"b'], []],
  ['"a', ['"a'], []],
  ['"a"b', ['"a"b'], []],
  ['""', ['""'], []],
  ['"a".', ['a', ''], [0]],
  ['', [''], []],
])('%s', (text, parts, exact) => {
  expect(readQuotedName(text)).toEqual({ parts, exact });
});
