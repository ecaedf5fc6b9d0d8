import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it as always, expect } from 'vitest';
import { watchFiles } from '../../src/node/index.js';

// Windows lets few users make links.
const it = always.runIf(process.platform !== 'win32');

it('a link is not followed: this one leads to the whole disk, which would never be looked through', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-watch-'));
  symlinkSync('/', join(folder, 'disk'));
  const watcher = await watchFiles([folder], []);
  writeFileSync(join(folder, 'a.sql'), 'select 1');
  await expect(watcher.changed()).resolves.toBeUndefined();
  await watcher.close();
});

it('what is named by a link is watched where it lies', async () => {
  const home = mkdtempSync(join(tmpdir(), 'headwater-watch-'));
  mkdirSync(join(home, 'folder'));
  symlinkSync('folder', join(home, 'link'));
  const watcher = await watchFiles([join(home, 'link')], []);
  writeFileSync(join(home, 'folder', 'a.sql'), 'select 1');
  await expect(watcher.changed()).resolves.toBeUndefined();
  await watcher.close();
});
