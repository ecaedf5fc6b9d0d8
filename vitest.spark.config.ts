import { defineConfig } from 'vitest/config';

/** `npm run test:spark`: needs Java and a Python with pyspark (HEADWATER_PYTHON). Apart from `npm test`, which needs neither. */
export default defineConfig({ test: { include: ['test/spark/real/**/*.test.ts'], testTimeout: 60_000 } });
