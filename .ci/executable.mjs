// tsc writes plain files; the command has to be one that a shell can run, also when dist/ was removed and built again.
import { chmodSync, readFileSync } from 'node:fs';

for (const file of Object.values(JSON.parse(readFileSync('package.json', 'utf8')).bin)) chmodSync(file, 0o755);
