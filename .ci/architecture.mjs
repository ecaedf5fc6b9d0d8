// Holds src/ against the map in .dependency-cruiser.mjs. Fails when nothing was looked at, too: an empty check proves nothing.
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import configuration, { linesOf } from '../.dependency-cruiser.mjs';

const { output } = await cruise(
  ['src'],
  { ruleSet: { forbidden: configuration.forbidden }, validate: true, ...configuration.options },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
);
const { summary, modules } = output;
const ours = modules.filter((module) => module.source.startsWith('src/'));
for (const violation of summary.violations) {
  const way = violation.cycle?.map((step) => step.name).join(' → ') ?? violation.to;
  console.error(`${violation.rule.name}: ${violation.from} → ${way}`);
  console.error(`  ${configuration.forbidden.find((rule) => rule.name === violation.rule.name)?.comment}`);
}
const lost = ours.filter(({ source }) => linesOf(source).length !== 1);
for (const { source } of lost) console.error(`${source}: stands on ${linesOf(source).length} lines of the map, not on one`);
console.log(`${ours.length} modules, ${summary.totalDependenciesCruised} dependencies, ${summary.violations.length} violations`);
process.exitCode = ours.length === 0 || lost.length > 0 || summary.error > 0 ? 1 : 0;
