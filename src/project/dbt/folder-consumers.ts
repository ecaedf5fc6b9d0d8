/** Tests and exposures as properties files list them. */
import type { Consumer } from '../unit.js';
import type { PropertiesFile, Property } from './folder-config.js';

/** The id of what `ref` (`x`) or `source` (`s.t`) calls so. */
export type Ids = (name: string) => string | undefined;

export function exposuresOf({ exposures = [] }: PropertiesFile, project: string, ids: Ids): Consumer[] {
  return exposures.map((exposure) => ({
    id: `exposure.${project}.${exposure.name}`,
    kind: 'exposure',
    name: exposure.name,
    path: '',
    tags: exposure.tags ?? [],
    type: exposure.type,
    owner: exposure.owner?.name ?? exposure.owner?.email?.[0],
    url: exposure.url,
    dependsOn: (exposure.depends_on ?? []).map((call) => ids(nameIn(call))).filter((id) => id !== undefined),
    columns: [],
  }));
}

/** `ref('x')` → `x`, `source('s', 't')` → `s.t`. */
export function nameIn(call: string): string {
  return [...call.matchAll(/['"](\w+)['"]/g)].map((match) => match[1]).join('.');
}

/** A singular test: a file with a query that finds what should not be. */
export function singularTest(path: string, project: string, dependsOn: readonly string[]): Consumer {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.sql$/, '');
  const nothing = { tags: [], type: undefined, owner: undefined, url: undefined, columns: [] };
  return { id: `test.${project}.${name}`, kind: 'test', name, path, dependsOn, ...nothing };
}

export function testsOf({ models = [], seeds = [], snapshots = [], sources = [] }: PropertiesFile, ids: Ids): Consumer[] {
  const tables = sources.flatMap((source) => (source.tables ?? []).map((table) => ({ ...table, name: `${source.name}.${table.name}` })));
  return [...models, ...seeds, ...snapshots, ...tables].flatMap((property) => testsOfOne(property, ids));
}

function testsOfOne(property: Property, ids: Ids): Consumer[] {
  const unit = ids(property.name);
  if (unit === undefined) return [];
  const whole = [...(property.tests ?? []), ...(property.data_tests ?? [])].map((test) =>
    testOf(test.name, unit, property.name, undefined),
  );
  const ofColumns = (property.columns ?? []).flatMap(({ name, tests = [], data_tests = [] }) =>
    [...tests, ...data_tests].map((test) => testOf(test.name, unit, property.name, name)),
  );
  return [...whole, ...ofColumns];
}

function testOf(type: string, unit: string, model: string, column: string | undefined): Consumer {
  const name = [type, model, ...(column === undefined ? [] : [column])].join('_').replaceAll('.', '_');
  const columns = column === undefined ? [] : [{ unit, column }];
  return { id: `test.${name}`, kind: 'test', name, path: '', tags: [], type, owner: undefined, url: undefined, dependsOn: [unit], columns };
}
