/** Holds our events against OpenLineage's own JSON Schemas: `npm run test:openlineage -- FOLDER` (OpenLineage.json and facets/). */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: npm run test:openlineage -- FOLDER');
  process.exit(2);
}
const env = { ...process.env, OPENLINEAGE_SCHEMAS: resolve(folder) };
const { status } = spawnSync('npx', ['vitest', 'run', 'test/export/openlineage-schemas.test.ts'], { stdio: 'inherit', env });
process.exit(status ?? 1);
