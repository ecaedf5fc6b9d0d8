import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCache } from '../../src/node/project/file-cache.js';
import { analyzeProject, type CachedUnit, readManifest } from '../../src/project/index.js';
import { edges, manifestOf, model, SHOP, seed } from './shop.js';

/** A cache in memory that tells which units were analysed. */
function memory() {
  const kept = new Map<string, CachedUnit>();
  const fresh: string[] = [];
  return {
    fresh,
    get: (key: string) => kept.get(key),
    set(key: string, unit: CachedUnit) {
      fresh.push(unit.lineage.statements[0]?.writes[0]?.replace('db.main.', '') ?? '?');
      kept.set(key, JSON.parse(JSON.stringify(unit)) as CachedUnit);
    },
  };
}

const run = (nodes: Parameters<typeof manifestOf>[0], cache: ReturnType<typeof memory>) =>
  analyzeProject(readManifest(manifestOf(nodes)), { cache });

describe('the cache', () => {
  it('gives the same project without analysing anything again', () => {
    const cache = memory();
    const before = edges(run(SHOP, cache));
    cache.fresh.length = 0;
    expect(edges(run(SHOP, cache))).toEqual(before);
    expect(cache.fresh).toEqual([]);
  });

  it('one edit analyses the model and what its columns feed, and no more', () => {
    const cache = memory();
    const nodes = {
      raw: seed,
      a: model('select id, x from <raw>', ['seed.shop.raw']),
      b: model('select * from <a>', ['a']),
      c: model('select id from <b>', ['b']),
      other: model('select id from <raw>', ['seed.shop.raw']),
    };
    run(nodes, cache);
    cache.fresh.length = 0;
    const changed = run({ ...nodes, a: model('select id, x, y from <raw>', ['seed.shop.raw']) }, cache);
    expect(cache.fresh).toEqual(['a', 'b', 'c']);
    expect(changed.units.find(({ unit }) => unit.name === 'b')?.columns).toEqual(['id', 'x', 'y']);
    cache.fresh.length = 0;
    run({ ...nodes, a: model('select id, x + 1 as x, y from <raw>', ['seed.shop.raw']) }, cache);
    expect(cache.fresh).toEqual(['a']);
  });

  it('is kept in a file', () => {
    const env = { XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'headwater-cache-')) };
    const first = openCache('somewhere', env);
    const unit: CachedUnit = { lookups: [['known', 't', 'a\nb']], lineage: { ok: true, statements: [], diagnostics: [] } };
    first?.set('key', unit);
    first?.save();
    expect(openCache('somewhere', env)?.get('key')).toEqual(unit);
    expect(openCache('elsewhere', env)?.get('key')).toBeUndefined();
  });
});
