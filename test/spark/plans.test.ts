/** Plans beside their lineage, in the form of test/lineage/corpus.ts. `UPDATE=1` rewrites the expected parts for review. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzePlan } from '../../src/index.js';
import { linesOf, readCases, writeCases } from '../lineage/corpus.js';

const folder = join(import.meta.dirname, 'plans');

/** Besides the edges: that every operator is known. */
const CHECKED = ['reads:', 'writes:', 'kinds:', 'diagnostics:'];

for (const file of readdirSync(folder)) {
  const path = join(folder, file);
  const cases = readCases(readFileSync(path, 'utf8'));
  const linesFor = (sql: string) => linesOf(analyzePlan(sql), CHECKED);
  describe(file, () => {
    for (const { title, sql, expected } of cases) {
      it(title, () => {
        if (!process.env['UPDATE']) expect(linesFor(sql)).toEqual(expected);
      });
    }
  });
  if (process.env['UPDATE']) writeFileSync(path, writeCases(cases.map((each) => ({ ...each, expected: linesFor(each.sql) }))));
}
