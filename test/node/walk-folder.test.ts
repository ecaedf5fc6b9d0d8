import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { folder, it, walk } from './folders.js';

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
