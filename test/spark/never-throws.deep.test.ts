import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzePlan } from '../../src/index.js';
import { readCases } from '../lineage/corpus.js';

const FOLDER = 'samples/spark';
const texts = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(`${FOLDER}/${name}`, 'utf8'));

/** Everything lazy is computed, and spans lie in the text. */
function analyzeAll(text: string): void {
  const { statements, diagnostics } = analyzePlan(text);
  for (const { lineage } of statements) {
    for (const { span } of [lineage, ...lineage.steps, ...lineage.columns]) {
      if (span !== undefined && !(span.start >= 0 && span.end <= text.length && span.start <= span.end))
        expect.fail(`span ${span.start}-${span.end}`);
    }
  }
  for (const { span } of diagnostics) if (span !== undefined && span.end > text.length) expect.fail('diagnostic beyond the text');
}

/** A small plan of every operator. */
const small = readdirSync('test/spark/plans').flatMap((name) =>
  readCases(readFileSync(`test/spark/plans/${name}`, 'utf8')).map(({ sql }) => sql),
);

describe('broken plan text', () => {
  it('is read up to every character', { timeout: 60_000 }, () => {
    for (const text of small) for (let end = 0; end < text.length; end++) analyzeAll(text.slice(0, end));
  });

  it('is read from every character on', { timeout: 60_000 }, () => {
    for (const text of small) for (let start = 0; start < text.length; start += 3) analyzeAll(text.slice(start));
  });

  it('is read at every prefix', () => {
    for (const text of texts) for (let end = 0; end < text.length; end += 37) analyzeAll(text.slice(0, end));
  });

  it('is read without any one line', () => {
    for (const text of texts) {
      const lines = text.split('\n');
      for (let at = 0; at < lines.length; at++) analyzeAll(lines.filter((_, line) => line !== at).join('\n'));
    }
  });

  it('is read with lines of other plans in between', () => {
    const lines = texts.flatMap((text) => text.split('\n'));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: lines.length - 1 }), { maxLength: 40 }), (picks) => {
        analyzeAll(['== Physical Plan ==', ...picks.map((pick) => lines[pick])].join('\n'));
      }),
      { numRuns: 300 },
    );
  });

  it('is read with brackets, ids and quotes put anywhere', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '#1',
      '#12L',
      ' AS ',
      ', ',
      "'",
      '`',
      'CASE WHEN ',
      ' END',
      '... 4 more fields]',
      '\n',
      '+- ',
      ':  ',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), pieces), { maxLength: 8 }),
        (text, insertions) => {
          analyzeAll(
            insertions.reduce((mixed, [place, piece]) => {
              const at = Math.floor(place * mixed.length);
              return mixed.slice(0, at) + piece + mixed.slice(at);
            }, text),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is read however deep it nests', () => {
    const deep = `Project [${'('.repeat(20_000)}a#1${')'.repeat(20_000)} AS b#2]\n+- Relation s.t[a#1] parquet`;
    expect(analyzePlan(deep).lineage.edges).toMatchObject([{ from: { dataset: 's.t', column: 'a' }, to: { column: 'b' } }]);
    const long = Array.from({ length: 5000 }, (_, level) => `${level === 0 ? '' : `${'   '.repeat(level - 1)}+- `}Filter (a#1 > ${level})`);
    analyzeAll([...long, `${'   '.repeat(4999)}+- Relation s.t[a#1] parquet`].join('\n'));
  });

  it('without any plan is an error and no more', () => {
    const { ok, diagnostics, statements } = analyzePlan('select 1');
    expect([ok, diagnostics[0]?.code, statements]).toEqual([false, 'syntax', []]);
  });
});
