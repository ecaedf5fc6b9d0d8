import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCache } from '../../src/node/project/file-cache.js';
import { sealed, unsealed } from '../../src/project/answers.js';
import { readFolderWithPool } from '../../src/project/folder-with-pool.js';
import { analyzeProject, readFolder, readManifest } from '../../src/project/index.js';
import { edges, manifestOf, model, SHOP, seed } from './shop.js';

/** A cache in memory that tells which units were analysed. */
function memory() {
  const kept = new Map<string, string>();
  const fresh: string[] = [];
  return {
    fresh,
    get: (key: string) => kept.get(key),
    set(key: string, answer: string) {
      fresh.push((JSON.parse(key.split('\n')[0] as string) as { dataset: string }).dataset.replace('db.main.', ''));
      kept.set(key, answer);
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

  it('is kept in a file, which grows by what is new and is written anew when most of it is of no use', () => {
    const env = { XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'headwater-cache-')) };
    const first = openCache('somewhere', env);
    for (const key of ['a', 'b', 'c', 'd']) first?.set(key, `{"of":"${key}"}`);
    first?.save();
    const file = join(env.XDG_CACHE_HOME, 'headwater', readdirSync(join(env.XDG_CACHE_HOME, 'headwater'))[0] as string);
    const lines = () => readFileSync(file, 'utf8').trim().split('\n').length;
    const second = openCache('somewhere', env);
    expect(['a', 'b', 'c', 'x'].map((key) => second?.get(key))).toEqual(['{"of":"a"}', '{"of":"b"}', '{"of":"c"}', undefined]);
    second?.set('e', '{"of":"e"}');
    second?.save();
    expect(lines()).toBe(5);
    const third = openCache('somewhere', env);
    expect(third?.get('e')).toBe('{"of":"e"}');
    third?.save();
    expect(lines()).toBe(1);
    expect(openCache('somewhere', env)?.get('e')).toBe('{"of":"e"}');
    expect(openCache('elsewhere', env)?.get('e')).toBeUndefined();
  });

  it.each<[string, (kept: string) => string]>([
    ['half an answer', (kept) => kept.slice(0, 40)],
    ['JSON of another shape', () => '{"lookups":[null],"lineage":5}'],
    ['null', () => 'null'],
    ['nothing', () => ''],
    ['another column', (kept) => kept.replace('"column":"', '"column":"_')],
  ])('%s is none', (_what, spoil) => {
    const cache = memory();
    const before = edges(run(SHOP, cache));
    cache.fresh.length = 0;
    const spoiled = { ...cache, get: (key: string) => spoil(cache.get(key) as string) };
    expect(edges(run(SHOP, spoiled))).toEqual(before);
    expect(cache.fresh).toHaveLength(4);
  });

  it('a survey of another shape is none', async () => {
    const files = [{ path: 'a.sql', text: 'create table t (x int)' }];
    const kept = { get: () => '{"reads":null}', set: () => {} };
    expect(await readFolderWithPool(files, { cache: kept })).toEqual(readFolder(files));
  });
});

/** The file that a cache is kept in. */
function fileIn({ XDG_CACHE_HOME: home }: { readonly XDG_CACHE_HOME: string }): string {
  return join(home, 'headwater', readdirSync(join(home, 'headwater'))[0] as string);
}

describe('a cache file', () => {
  const keys = ['a', 'b', 'c'];
  const answerTo = (key: string) => ({ of: key, text: 'x'.repeat(50) });
  const keep = (cache: ReturnType<typeof openCache>, key: string) => cache?.set(key, sealed(JSON.stringify(answerTo(key))));
  const kept = (cache: ReturnType<typeof openCache>, key: string) => unsealed(cache?.get(key) ?? '');

  function written() {
    const env = { XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'headwater-cache-')) };
    const cache = openCache('somewhere', env);
    for (const key of keys) keep(cache, key);
    cache?.save();
    return { env, file: fileIn(env), bytes: readFileSync(fileIn(env)) };
  }

  it('that was cut off anywhere, or has a byte changed, gives the right answer or none', () => {
    const { env, file, bytes } = written();
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      for (const damaged of [bytes.subarray(0, at), changed]) {
        writeFileSync(file, damaged);
        const cache = openCache('somewhere', env);
        for (const key of keys) expect([undefined, answerTo(key)]).toContainEqual(kept(cache, key));
      }
    }
  });

  it('that was cut off loses no answer that comes later', () => {
    const { env, file, bytes } = written();
    writeFileSync(file, bytes.subarray(0, -20));
    const cache = openCache('somewhere', env);
    for (const key of ['a', 'b']) expect(kept(cache, key)).toEqual(answerTo(key));
    keep(cache, 'd');
    cache?.save();
    const later = openCache('somewhere', env);
    expect(['a', 'b', 'c', 'd'].map((key) => kept(later, key))).toEqual([answerTo('a'), answerTo('b'), undefined, answerTo('d')]);
  });

  it('may be anything', () => {
    const { env, file } = written();
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(1000), Buffer.from('\n\t\n\t\t\n{}\n'), randomBytes(10_000)]) {
      writeFileSync(file, bytes);
      const cache = openCache('somewhere', env);
      expect(kept(cache, 'a')).toBeUndefined();
      keep(cache, 'a');
      cache?.save();
      expect(kept(openCache('somewhere', env), 'a')).toEqual(answerTo('a'));
    }
  });
});
