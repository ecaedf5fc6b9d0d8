/**
 * Half-written and broken SQL, made from the samples: text cut off anywhere, and one token deleted, doubled or swapped with the next.
 * Tables whose names are there are still read.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dialectNamed } from '../../grammar-tests/corpus.js';
import { mutants } from '../../grammar-tests/mutants.js';
import { forEachChild } from '../../src/sql/for-each-child.js';
import { parse } from '../../src/sql/parser/index.js';
import { TokenKind } from '../../src/sql/tokens.js';
import type { Node } from '../../src/sql/tree.js';

const FOLDER = fileURLToPath(new URL('../../samples/retail/', import.meta.url));
const samples = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => ({
    name,
    sql: readFileSync(join(FOLDER, name), 'utf8'),
    dialect: dialectNamed(/\.(\w+)\.sql$/.exec(name)?.[1] ?? 'generic'),
  }));

describe.each(samples)('$name', ({ sql, dialect }) => {
  const whole = datasets(sql);
  const { tokens } = parse(sql, dialect);

  test('cut off after any token: the tables named so far are there', () => {
    const lost: string[] = [];
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kinds[i] === TokenKind.End) continue;
      const end = tokens.ends[i] as number;
      const found = new Set(datasets(sql.slice(0, end)).map(({ name }) => name));
      // the last name may still go on, and may be a column, an alias or a function until more is there
      const named = whole.filter((dataset) => dataset.end < end - 1 && !found.has(dataset.name));
      lost.push(...named.map(({ name }) => `${name} in …${sql.slice(Math.max(0, end - 60), end)}`));
    }
    expect(lost).toEqual([]);
  });

  test.each(['delete', 'double', 'swap'] as const)('%s a token: at least nine of ten tables are there', (mutation) => {
    let kept = 0;
    let all = 0;
    for (const mutant of mutants(sql, tokens, mutation)) {
      const found = new Set(datasets(mutant).map(({ name }) => name));
      kept += whole.filter(({ name }) => found.has(name)).length;
      all += whole.length;
    }
    expect(kept / all).toBeGreaterThan(0.9);
  });

  /** Every dataset's name in the tree, with its place. */
  function datasets(text: string): { name: string; end: number }[] {
    const found: { name: string; end: number }[] = [];
    collect(parse(text, dialect).script);
    return found;

    function collect(node: Node): void {
      if (node.kind === 'dataset-name') found.push({ name: node.parts.map(({ name }) => name).join('.'), end: node.end });
      forEachChild(node, collect);
    }
  }
});
