import { defineConfig } from 'vitest/config';

const DEEP = '{test,grammar-tests}/**/*.deep.test.ts';

/** What needs more than Node, or asks an engine: a browser, Java with pyspark, DuckDB, PostgreSQL. */
const RENDER = 'test/render/**/*.test.ts';
const SPARK = 'test/spark/real/**/*.test.ts';
const PROOF = 'test/proof/{duckdb,postgres}/**/*.test.ts';

const seconds = (count: number) => ({ testTimeout: count * 1000, hookTimeout: count * 1000 });

/** Which test belongs where: CONTRIBUTING.md, "Tests". */
export default defineConfig({
  test: {
    // Loading the sources takes longer than most tests do, and none changes what another one loads.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{test,grammar-tests}/**/*.test.ts'],
          exclude: [DEEP, RENDER, SPARK, PROOF],
          ...seconds(30),
        },
      },
      { extends: true, test: { name: 'deep', include: [DEEP], ...seconds(120) } },
      { extends: true, test: { name: 'render', include: [RENDER], ...seconds(120) } },
      { extends: true, test: { name: 'spark', include: [SPARK], ...seconds(60) } },
      { extends: true, test: { name: 'proof', include: [PROOF], ...seconds(60) } },
    ],
  },
});
