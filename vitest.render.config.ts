import { defineConfig } from 'vitest/config';

/** `npm run test:render`: draws diagrams with a real browser. Apart from `npm test`, which needs none. */
export default defineConfig({ test: { include: ['test/render/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } });
