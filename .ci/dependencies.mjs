// What an installation brings along, as the lockfile has it: licences that we may hand on, no install scripts, no registry's name.
import { readFileSync } from 'node:fs';

/** SPDX identifiers. MPL-2.0 covers the files of its own package only. */
const LICENCES = new Set(['Apache-2.0', 'MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'MPL-2.0']);

const text = readFileSync('package-lock.json', 'utf8');
const packages = Object.entries(JSON.parse(text).packages);
const installed = packages.filter(([path, { dev, link }]) => path !== '' && !dev && !link);
const problems = [
  ...installed.filter(([, { license }]) => !LICENCES.has(license)).map(([path, { license }]) => `${path} has the licence ${license}`),
  ...installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => `${path} has an install script`),
  ...packages.filter(([, { resolved }]) => /^\w+:\/\//.test(resolved ?? '')).map(([path]) => `${path} names a registry`),
  ...installed.filter(([, { integrity }]) => !integrity).map(([path]) => `${path} has no hash`),
];
for (const problem of problems) console.error(problem);
console.log(`${installed.length} packages that are installed, ${problems.length} problems`);
process.exitCode = installed.length === 0 || problems.length > 0 ? 1 : 0;
