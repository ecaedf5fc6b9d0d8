import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'grammar-tests/**/*.test.ts'],
    // Drawing diagrams needs a browser (`npm run test:render`), real Spark needs Java (`npm run test:spark`).
    exclude: ['test/render/**', 'test/spark/real/**', 'node_modules/**'],
    testTimeout: 30_000,
  },
});
