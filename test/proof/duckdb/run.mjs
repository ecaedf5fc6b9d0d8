// npm run test:duckdb -- [--seed 1] [--count 2000] [--jobs 1]: bundles the proof, which Node cannot run as TypeScript, and runs it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const file = join(import.meta.dirname, '../../../node_modules/.proof/main.mjs');
const bundle = await rolldown({ input: join(import.meta.dirname, 'main.ts'), platform: 'node', external: ['@duckdb/node-api'] });
await bundle.write({ file, format: 'esm', codeSplitting: false });
process.exitCode = spawnSync(process.execPath, [file, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
