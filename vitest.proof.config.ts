import { defineConfig } from 'vitest/config';

/** `npm run test:duckdb`, `npm run test:postgres`: proofs that need an engine. Apart from `npm test`, which needs none. */
export default defineConfig({ test: { include: ['test/proof/{duckdb,postgres}/**/*.test.ts'], testTimeout: 60_000 } });
