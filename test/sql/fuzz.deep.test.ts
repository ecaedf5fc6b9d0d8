/** Text that nobody would write: the parser answers for all of it, and never throws, hangs or points outside of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dialectNamed, readTopics } from '../../grammar-tests/corpus.js';
import { mutants } from '../../grammar-tests/mutants.js';
import { spanFaults } from '../../grammar-tests/span-faults.js';
import { dialects } from '../../src/dialects/index.js';
import { parse } from '../../src/sql/parser/index.js';

const WORDS = `select from where group by order limit offset with recursive as join left right full cross natural using on lateral unnest
  union intersect except all distinct values insert into overwrite update set delete merge matched when then else end case create or replace
  table view materialized temporary if not exists in is null like between and pivot unpivot for qualify over partition rows range preceding
  window having cast extract interval date timestamp array struct map filter within ignore nulls at time zone sample tablesample fetch first
  only top into begin declare execute immediate explain use alter rename to drop truncate copy unload connect start prior match_recognize
  a b c t u s x y z f sum count`.split(/\s+/);

const MARKS =
  `( ) ( ) , , . ; * + - / || :: = < > <> -> => |> [ ] { } ? : @ $ $1 @v :n # ' " \` '' "q" 'it''s' 'open "open \`q\` 1 2.5 .5 1e9 0x1F
  -- /* */ {{ }} {% %} {{ref('m')}} $$ $$x$$ \\ é 🙂`.split(/\s+/);

const soup = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...WORDS) }, { weight: 2, arbitrary: fc.constantFrom(...MARKS) }), {
    maxLength: 60,
  })
  .map((parts) => parts.join(' '));

describe.each([...dialects.keys()])('%s', (name) => {
  const dialect = dialectNamed(name);

  test('takes any soup of tokens', () => {
    fc.assert(
      fc.property(soup, (sql) => {
        expect(spanFaults(sql, dialect)).toEqual([]);
      }),
      { numRuns: 150, seed: 20 },
    );
  });

  test('takes any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (sql) => {
        expect(spanFaults(sql, dialect)).toEqual([]);
      }),
      { numRuns: 100, seed: 21 },
    );
  });
});

describe.each(readTopics().map((topic) => [topic.name, topic] as const))('mutations of %s', (_, topic) => {
  test.each(['delete', 'double', 'swap'] as const)('%s one token', (mutation) => {
    for (const { sql, dialects: names } of topic.cases) {
      const dialect = dialectNamed(names[0] as string);
      for (const mutant of mutants(sql, parse(sql, dialect).tokens, mutation)) expect(spanFaults(mutant, dialect)).toEqual([]);
    }
  });
});
