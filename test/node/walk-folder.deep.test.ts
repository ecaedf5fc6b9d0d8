import { expect } from 'vitest';
import { folder, it, walk } from './folders.js';

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
