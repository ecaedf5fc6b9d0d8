import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'grammar-tests/**/*.test.ts'],
    // Drawing diagrams needs a browser (`npm run test:render`), real Spark needs Java (`npm run test:spark`), proofs need an
    // engine (`npm run test:duckdb`, `npm run test:postgres`).
    exclude: ['test/render/**', 'test/spark/real/**', 'test/proof/{duckdb,postgres}/**', 'node_modules/**'],
    testTimeout: 30_000,
  },
});
