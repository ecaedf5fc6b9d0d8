import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matcherOf } from '../../src/base/regular-expression.js';

/** As JavaScript's own, which is right and may take for ever. */
function expectAsNative(pattern: string, text: string): void {
  const native = new RegExp(pattern, 'u').exec(text);
  const given = matcherOf(pattern)?.(text);
  expect([pattern, text, given]).toEqual([pattern, text, native === null ? undefined : [...native].map((group) => group ?? '')]);
}

it.each([
  ['(.*)_id', 'order_id'],
  ['^(a|ab)(c|bcd)$', 'abcd'],
  ['a{2,3}?', 'aaaa'],
  ['(a+?)(a*)', 'aaa'],
  ['x*', ''],
  ['(a|b)*c', 'xxababc'],
  ['[^a-c\\d]+', 'abc1xyz'],
  ['\\bid\\b', 'the id of'],
  ['\\Bd', 'id'],
  ['[a\\]]+', 'b]a'],
  ['(?:ab){2}|(c)', 'ababc'],
  ['\\$\\.', 'x$.'],
  ['(?<name>é.)', 'aé🙂'],
])('%s in %s', (pattern, text) => expectAsNative(pattern, text));

it('reads what RE2 reads and JavaScript does not', () => {
  expect(matcherOf('(?i)AMOUNT')?.('net_amount')).toEqual(['amount']);
  expect(matcherOf('(?i:A)b')?.('ab')).toEqual(['ab']);
  expect(matcherOf('(?i:A)b')?.('aB')).toBeUndefined();
  expect(matcherOf('[[:digit:]]+')?.('a12')).toEqual(['12']);
  expect(matcherOf('(?P<x>a)')?.('a')).toEqual(['a', 'a']);
  expect(matcherOf('\\Aa\\z')?.('a')).toEqual(['a']);
});

it('says of what is not of the language that it is not', () => {
  for (const pattern of ['(a', 'a)', '[a', '*a', '(a)\\1', '(?=a)', 'a++', '\\pL', 'a{1000}{1000}', '(?<!a)b', '('.repeat(5000), '\\'])
    expect([pattern, matcherOf(pattern)]).toEqual([pattern, undefined]);
});

it('answers where JavaScript would not come to an end', () => {
  const text = 'a'.repeat(2000);
  expect(matcherOf('(a*)*b')?.(text)).toBeUndefined();
  expect(matcherOf('(a|a)*b')?.(text)).toBeUndefined();
  expect(matcherOf(`${'a*'.repeat(30)}b`)?.(text)).toBeUndefined();
  expect(matcherOf('(a*)*')?.(text)?.[0]).toBe(text);
});

const pattern: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('a', 'b', 'ab', '.', '[ab]', '[^a]', '\\w', '^', '$', '\\b'),
    fc.tuple(tie('node'), fc.constantFrom('*', '+', '?', '*?', '+?', '{1,2}')).map(([node, times]) => `(?:${node}x)${times}`),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((nodes) => nodes.join('')),
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((nodes) => `(?:${nodes.join('|')})`),
    tie('node').map((node) => `(${node})`),
  ),
})).node;

it('finds what JavaScript finds', () => {
  fc.assert(
    fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'x', ' '), maxLength: 8 }), (each, text) => {
      const native = new RegExp(each, 'u').exec(text);
      expect(matcherOf(each)?.(text)?.[0]).toBe(native?.[0]);
    }),
    { numRuns: 500 },
  );
});

it('reads any text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab(|)[]{}*+?^$.\\-,12:iP<>=!') }),
      fc.string(),
      (each, text) => void matcherOf(each)?.(text),
    ),
  );
});
