import { describe, expect, it } from 'vitest';
import { analyzeProject, findTargets, projectImpact, readManifest } from '../../src/project/index.js';
import { manifestOfVersion } from './manifest-of-version.js';
import { edges } from './shop.js';

describe.each([4, 5, 6, 7, 8, 9, 10, 11, 12])('a manifest of version %i', (version) => {
  const project = analyzeProject(readManifest(manifestOfVersion(version)));

  it('is the same graph', () => {
    expect(project).toMatchObject({ name: 'shop', dialect: 'duckdb', diagnostics: [] });
    expect(project.units.filter(({ unit }) => unit.kind === 'model').map(({ complete, columns }) => ({ complete, columns }))).toEqual([
      { complete: true, columns: ['id', 'cents'] },
      { complete: true, columns: ['id', 'amount', 'name'] },
    ]);
    expect(edges(project)).toEqual([
      'orders <- db.crm.customers.id',
      'orders <- stg.id',
      'orders.amount <- stg.cents',
      'orders.id <- stg.id',
      'orders.name <- db.crm.customers.name',
      'stg.cents <- raw.cents',
      'stg.id <- raw.id',
    ]);
  });

  it('is the same from its bytes', () => {
    const bytes = new TextEncoder().encode(JSON.stringify(JSON.parse(manifestOfVersion(version)), null, version % 2));
    expect(edges(analyzeProject(readManifest(bytes)))).toEqual(edges(project));
    expect(readManifest(bytes).consumers).toEqual(readManifest(manifestOfVersion(version)).consumers);
  });

  it('has its consumers', () => {
    const [target] = findTargets(project, 'raw.cents');
    const reached = projectImpact(project, target!).consumers.map(({ consumer }) => consumer.kind);
    const later = [
      ...(version >= 10 ? ['semantic-model'] : []),
      ...(version >= 11 ? ['saved-query'] : []),
      ...(version >= 12 ? ['unit-test'] : []),
    ];
    expect(reached.sort()).toEqual(['test', 'exposure', 'metric', ...later].sort());
  });

  it('tells access and groups from version 9 on', () => {
    const orders = project.units.find(({ unit }) => unit.name === 'orders')?.unit;
    expect(orders).toMatchObject(version >= 9 ? { access: 'protected', group: 'finance' } : { access: undefined, group: undefined });
  });
});

it.each(['', '[', '{', '{"nodes": {"a": {"b": "c', '{"nodes" {}}', '{"nodes": {"a": {"b": "\\\\"}, }}'])(
  'bytes of %j are no manifest',
  (text) => {
    const { units, diagnostics } = readManifest(new TextEncoder().encode(text));
    expect({ units, diagnostics: diagnostics.length }).toEqual({ units: [], diagnostics: 1 });
  },
);
