import { expect, it } from 'vitest';
import { partsAtCommas } from '../../src/base/brackets.js';

it('divides at the commas that no brackets are around', () => {
  expect(partsAtCommas('a Decimal(9, 2), b String', '(', ')')).toEqual(['a Decimal(9, 2)', ' b String']);
  expect(partsAtCommas('a struct<b int, c int>, d map(e, f)', '(<', ')>')).toEqual(['a struct<b int, c int>', ' d map(e, f)']);
  expect(partsAtCommas('a <b, c', '(', ')')).toEqual(['a <b', ' c']);
  expect(partsAtCommas('', '(', ')')).toEqual(['']);
});
