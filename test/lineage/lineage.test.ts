/** Runs every topic beside this file. `UPDATE=1 npx vitest run test/lineage` rewrites the expected parts for review. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzeCase, linesOf, readCases, writeCases } from './corpus.js';

const folder = import.meta.dirname;

for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
  const path = join(folder, file);
  const cases = readCases(readFileSync(path, 'utf8'));
  describe(file, () => {
    for (const each of cases) {
      it(each.title, () => {
        const analysis = analyzeCase(each);
        expect(analysis.diagnostics.filter((diagnostic) => diagnostic.code === 'syntax')).toEqual([]);
        if (!process.env['UPDATE']) expect(linesOf(analysis, each.expected)).toEqual(each.expected);
      });
    }
  });
  if (process.env['UPDATE']) {
    writeFileSync(path, writeCases(cases.map((each) => ({ ...each, expected: linesOf(analyzeCase(each), each.expected) }))));
  }
}
