import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it as always, expect } from 'vitest';
import { walkFolder } from '../../src/node/index.js';

// Windows has no pipes among its files, and lets few users make links.
const it = always.runIf(process.platform !== 'win32');

function folder(files: readonly string[], links: Readonly<Record<string, string>> = {}): string {
  const root = join(mkdtempSync(join(tmpdir(), 'headwater-walk-')), 'root');
  for (const path of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'select 1');
  }
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(root, path));
  return root;
}

const walk = (root: string) => walkFolder(root, (path) => path.endsWith('.sql'));

it('links within the folder are followed, and say where the file lies', () => {
  const root = folder(['models/a.sql', 'shared/b.sql'], { 'models/x': '../shared', 'c.sql': 'models/a.sql' });
  const { paths, links, unread } = walk(root);
  expect(paths).toEqual(['c.sql', 'models/a.sql', 'models/x/b.sql', 'shared/b.sql']);
  expect([...links]).toEqual([
    ['c.sql', 'models/a.sql'],
    ['models/x/b.sql', 'shared/b.sql'],
  ]);
  expect(unread).toEqual([]);
});

it('links out of the folder are refused, whether there is anything or not; of other files nothing is said', () => {
  const links = { 'a.sql': '../../etc/x.sql', 'b.sql': '/nowhere/at/all.sql', out: '..', 'notes.txt': '/etc/hostname', '.git': '..' };
  const { paths, unread } = walk(folder(['d.sql'], links));
  expect(paths).toEqual(['d.sql']);
  expect(unread.map(({ path, problem }) => [path, problem])).toEqual(
    ['a.sql', 'b.sql', 'out'].map((path) => [path, 'it is a link that leads out of the project, or to nothing']),
  );
});

it('a link out of a folder that a link within leads to is refused, too', () => {
  const { paths, unread } = walk(folder(['inner/a.sql'], { 'inner/out': '../..', x: 'inner' }));
  expect(paths).toEqual(['inner/a.sql', 'x/a.sql']);
  expect(unread.map(({ path }) => path).sort()).toEqual(['inner/out', 'x/out']);
});

it('loops of links end', () => {
  const root = folder(['a/one.sql', 'b/two.sql'], {
    'a/up': '..',
    'a/self': '.',
    'a/b': '../b',
    'b/a': '../a',
    loop: 'loop',
    'l.sql': 'l.sql',
  });
  const { paths, unread } = walk(root);
  expect(paths).toEqual(['a/b/two.sql', 'a/one.sql', 'b/a/one.sql', 'b/two.sql']);
  expect(unread.map(({ path }) => path)).toEqual(['l.sql']);
});

it('links that multiply are cut off, and that is said', () => {
  const levels = Array.from({ length: 40 }, (_, at) => `d${at}`);
  const links = Object.fromEntries(levels.slice(0, -1).flatMap((level, at) => [0, 1].map((n) => [`${level}/l${n}`, `../d${at + 1}`])));
  const { paths, unread } = walk(
    folder(
      levels.map((level) => `${level}/x.sql`),
      links,
    ),
  );
  expect(paths.filter((path) => path.split('/').length === 2)).toHaveLength(40);
  expect(paths.length).toBeLessThan(100_000);
  expect(unread[0]?.problem).toBe('links have led to 100000 files and folders already');
});

it('what would have no end is no file', () => {
  const root = folder(['a.sql']);
  execFileSync('mkfifo', [join(root, 'pipe.sql'), join(root, 'pipe.txt')]);
  symlinkSync('/dev/zero', join(root, 'zero.sql'));
  symlinkSync('pipe.txt', join(root, 'to-pipe.sql'));
  const { paths, unread } = walk(root);
  expect(paths).toEqual(['a.sql']);
  expect(unread.map(({ path }) => path).sort()).toEqual(['pipe.sql', 'to-pipe.sql', 'zero.sql']);
});

it('names that are odd in a path are names', () => {
  const names = ['a\\b.sql', '..\\c.sql', 'C:x.sql', '..d.sql'];
  expect(walk(folder(names)).paths).toEqual([...names].sort());
});

it('a folder that is not there is said', () => {
  expect(walk(join(tmpdir(), 'headwater-nowhere'))).toMatchObject({ paths: [], unread: [{ path: '.' }] });
});
