import { describe, expect, it } from 'vitest';
// @ts-expect-error a script: plain JavaScript
import { exponentOf, median } from './fit.mjs';
// @ts-expect-error a script: plain JavaScript
import { newMutations } from './mutations.mjs';
// @ts-expect-error a script: plain JavaScript
import { newNesting } from './nesting.mjs';
// @ts-expect-error a script: plain JavaScript
import { gzipBomb, zstdBomb } from './packed.mjs';
// @ts-expect-error a script: plain JavaScript
import { newRandom } from './random.mjs';
// @ts-expect-error a script: plain JavaScript
import { MORE_SHAPES } from './shapes-more.mjs';
// @ts-expect-error a script: plain JavaScript
import { SQL_SHAPES } from './shapes-sql.mjs';
// @ts-expect-error a script: plain JavaScript
import { shrink } from './shrink.mjs';

const DIALECTS = ['generic', 'postgres', 'snowflake'];

describe('the inputs of the attack', () => {
  it('are the same for the same seed and number, in any order', () => {
    const made = (indexes: number[]) => {
      const inputs = newMutations('7', DIALECTS);
      return new Map(indexes.map((index) => [index, JSON.stringify(inputs.make(index))]));
    };
    const numbers = Array.from({ length: 300 }, (_, at) => at);
    const forwards = made(numbers);
    const backwards = made([...numbers].reverse());
    for (const index of numbers) expect(backwards.get(index)).toBe(forwards.get(index));
    expect(new Set(forwards.values()).size).toBeGreaterThan(290);
    expect(JSON.stringify(newMutations('8', DIALECTS).make(0))).not.toBe(forwards.get(0));
  });

  it('are of every kind, and SQL is no longer than 10,000 characters', () => {
    const inputs = newMutations('1', DIALECTS);
    const made = Array.from({ length: 2000 }, (_, at) => inputs.make(at) as { kind: string; text?: string });
    const kinds = new Set(made.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(
      ['batch', 'config', 'dbt', 'embedded', 'events', 'folder', 'manifest', 'pattern', 'plan', 'schema', 'sql'].sort(),
    );
    for (const { kind, text = '' } of made) if (kind === 'sql') expect(text.length).toBeLessThanOrEqual(10_000);
  });

  it('of nests come once each, in an order of the seed', () => {
    const nesting = newNesting('3', DIALECTS);
    const first = Array.from({ length: 500 }, (_, at) => nesting.make(at).about as string);
    expect(new Set(first).size).toBe(500);
    expect(newNesting('4', DIALECTS).make(1).about).not.toBe(first[1]);
  });

  it('come from a random source that fills its range', () => {
    const random = newRandom('1');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let left = 10_000; left > 0; left--) counts[random.below(10)]!++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('the growth of a shape', () => {
  it('is the exponent of its cost', () => {
    const at = (size: number, power: number, out = 0) => ({ size, out, cost: 3 * size ** power });
    for (const power of [0.5, 1, 1.25, 2, 3]) {
      expect(exponentOf(at(100, power), at(800, power))).toBeCloseTo(power);
      // An output that is cut takes no growth off, one that grows faster than the text does.
      expect(exponentOf(at(100, power, 5000), at(800, power, 5000))).toBeCloseTo(power);
      expect(exponentOf(at(100, power, 10_000), at(800, power, 640_000))).toBeLessThan(power * 0.51);
    }
  });

  it('is taken at the median', () => {
    expect(median([5, 1, 9, 3, 100])).toBe(5);
    expect(median([4, 2])).toBe(3);
  });

  it('has a text that grows, or a schema, for every shape', () => {
    for (const [name, , text, schema] of [...SQL_SHAPES, ...MORE_SHAPES] as [
      string,
      string,
      (n: number) => string,
      ((n: number) => unknown)?,
    ][]) {
      const size = (n: number) => text(n).length + JSON.stringify(schema?.(n) ?? '').length;
      expect(size(64), name).toBeGreaterThan(size(8));
    }
  });
});

describe('what is found', () => {
  it('is made smaller, and still fails', async () => {
    const fails = async ({ text }: { text: string }) => text.includes('(') && text.includes('x');
    expect(await shrink({ kind: 'sql', text: 'select a, b from (t) where x = 1' }, fails, 500)).toEqual({ kind: 'sql', text: '(x' });
  });

  it('loses members of its JSON first', async () => {
    const fails = async ({ text }: { text: string }) => text.includes('"bad"');
    const { text } = await shrink({ kind: 'manifest', text: '{"a":{"b":[1,2],"c":"bad"},"d":{}}' }, fails, 500);
    expect(JSON.parse(text)).toEqual({ a: { c: 'bad' } });
  });
});

describe('bombs', () => {
  it('are small', () => {
    expect(zstdBomb(5 * 2 ** 30).length).toBeLessThan(170_000);
    expect(gzipBomb(2 ** 26).length).toBeLessThan(100_000);
  });
});
